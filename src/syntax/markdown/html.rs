//! Links and anchors in the HTML elements of a markdown text.

use std::borrow::Cow;

use super::link::entities;
use crate::text::Span;

/// A link or an anchor in a tag.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// A link.
    Link(Link),
    /// An anchor that links can name after `#`.
    Anchor(Anchor),
}

/// An anchor in an attribute `id` or `name`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// The value as written, without quotes.
    pub span: Span,
    /// The name, with character references decoded.
    pub name: String,
}

/// A link in an attribute.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// The address as written, without quotes.
    pub span: Span,
    /// The span of the attribute, or of the address alone where the attribute has several.
    pub whole: Span,
    /// The address, with character references decoded.
    pub dest: String,
    /// Whether its target is embedded, as an image is.
    pub image: bool,
}

/// The links and anchors in the tags of `html`, in order. Comments, scripts and styles have none.
pub fn read(html: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<') {
        at += open;
        let rest = &html[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            let Some(end) = find(comment, "-->") else {
                break;
            };
            at += 4 + end + 3;
            continue;
        }
        at += 1;
        let name = tag_name(&html[at..]);
        if name.is_empty() {
            continue;
        }
        let tag = lower(name);
        at = attributes(html, at + name.len(), &tag, &mut found);
        if matches!(&*tag, "script" | "style") {
            at += html[at..].find("</").unwrap_or(html.len() - at);
        }
    }
    found
}

/// What follows a tag or a comment, given what follows its `<`; empty if it has no end.
pub(super) fn after_tag(inside: &str) -> &str {
    let end = match inside.starts_with("!--") {
        true => find(inside, "-->").map(|at| at + 3),
        false => memchr::memchr(b'>', inside.as_bytes()).map(|at| at + 1),
    };
    end.map_or("", |end| &inside[end..])
}

/// The offset of the first `part` in `text`. Faster than [`str::find`], which takes long to start.
pub(super) fn find(text: &str, part: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), part.as_bytes())
}

/// As [`read`], for HTML that comes line by line, as in markdown: the markers of quotes and the indentation of lists
/// are not part of it. Spans count in `text`.
pub fn in_lines(text: &str, lines: &[Span]) -> Vec<Found> {
    let html: Cow<'_, str> = match lines {
        [line] => line.slice(text).into(),
        _ => lines.iter().map(|line| line.slice(text)).collect(),
    };
    let place = |offset: u32| {
        let mut before = 0;
        for line in lines {
            if offset <= before + line.len() {
                return line.start + offset - before;
            }
            before += line.len();
        }
        lines.last().map_or(offset, |line| line.end)
    };
    // A span starts in the line of its first character and ends in that of its last.
    let placed = |span: Span| {
        let start = place(span.start + 1) - 1;
        Span::new(start, place(span.end).max(start))
    };
    let mut found = read(&html);
    for one in &mut found {
        match one {
            Found::Link(link) => (link.span, link.whole) = (placed(link.span), placed(link.whole)),
            Found::Anchor(anchor) => anchor.span = placed(anchor.span),
        }
    }
    found
}

/// The name of the element that a tag opens; empty if this is not a tag.
fn tag_name(rest: &str) -> &str {
    let is_tag = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
    if is_tag {
        &rest[..end.unwrap_or(rest.len())]
    } else {
        ""
    }
}

/// A name in lower case. Most are.
fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => name.to_ascii_lowercase().into(),
        false => name.into(),
    }
}

/// Reads the attributes of a tag from `at` on, and returns the offset of its end.
fn attributes(html: &str, mut at: usize, tag: &str, found: &mut Vec<Found>) -> usize {
    loop {
        let rest = html[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        at = html.len() - rest.len();
        if rest.is_empty() {
            return at;
        }
        if rest.starts_with('>') {
            return at + 1;
        }
        let start = at;
        let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
        // Skips a character that is not part of an attribute, such as a stray `=`.
        let length = rest.find(is_end).unwrap_or(rest.len());
        let name = lower(&rest[..length]);
        at += length.max(1);
        let Some(value) = html[at..]
            .trim_start()
            .strip_prefix('=')
            .filter(|_| length > 0)
        else {
            continue;
        };
        let value = value.trim_start();
        at = html.len() - value.len();
        let (inside, end) = value_span(value, at);
        at = end;
        let whole = Span::new(start as u32, end as u32);
        attribute(html, tag, &name, (inside, whole), found);
    }
}

/// The value at `at`, without its quotes, and the offset of its end.
fn value_span(value: &str, at: usize) -> (Span, usize) {
    let span = |start: usize, length: usize| Span::new(start as u32, (start + length) as u32);
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inside = &value[1..];
        return match inside.find(quote) {
            Some(length) => (span(at + 1, length), at + length + 2),
            None => (span(at + 1, inside.len()), at + value.len()),
        };
    }
    let length = value.find(|c: char| c.is_whitespace() || c == '>');
    let length = length.unwrap_or(value.len());
    (span(at, length), at + length)
}

fn attribute(
    html: &str,
    tag: &str,
    name: &str,
    (inside, whole): (Span, Span),
    found: &mut Vec<Found>,
) {
    let image = matches!(
        tag,
        "img" | "source" | "video" | "picture" | "image" | "input"
    );
    if inside.end == whole.end && inside.slice(html).starts_with('{') {
        // An expression of JSX, not a text.
        return;
    }
    match name {
        "id" | "name" => {
            let anchor = Anchor {
                span: inside,
                name: entities(inside.slice(html).trim()),
            };
            found.extend((!anchor.name.is_empty()).then_some(Found::Anchor(anchor)));
        }
        "href" | "xlink:href" if tag != "base" => link(html, inside, whole, image, found),
        "src" | "poster" => link(html, inside, whole, image, found),
        "data" if tag == "object" => link(html, inside, whole, true, found),
        "srcset" | "imagesrcset" => {
            for address in candidates(html, inside) {
                link(html, address, address, true, found);
            }
        }
        _ => {}
    }
}

fn link(html: &str, value: Span, whole: Span, image: bool, found: &mut Vec<Found>) {
    let written = value.slice(html);
    let start = value.start + (written.len() - written.trim_start().len()) as u32;
    let written = written.trim();
    if !written.is_empty() {
        found.push(Found::Link(Link {
            span: Span::new(start, start + written.len() as u32),
            whole,
            dest: entities(written),
            image,
        }));
    }
}

/// The addresses of a `srcset`: of `a.png 1x, b.png 2x` the first word of each part.
fn candidates(html: &str, value: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = value.start;
    loop {
        let rest = Span::new(at, value.end).slice(html);
        let start = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if start.is_empty() {
            return found;
        }
        at = value.end - start.len() as u32;
        let length = start.find(char::is_whitespace).unwrap_or(start.len());
        let address = start[..length].trim_end_matches(',');
        found.push(Span::new(at, at + address.len() as u32));
        let rest = &start[length..];
        // An address that ends in a comma has no width after it.
        let skipped = match address.len() < length {
            true => 0,
            false => rest.find(',').unwrap_or(rest.len()),
        };
        at += (length + skipped) as u32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &[&str]) {
        let found = read(html).into_iter().map(|found| match found {
            Found::Anchor(anchor) => {
                assert!(anchor.span.slice(html).contains(&anchor.name));
                format!("#{}", anchor.name)
            }
            Found::Link(Link {
                span,
                whole,
                dest,
                image,
            }) => {
                let written = span.slice(html);
                assert!(whole.slice(html).contains(written));
                let sign = if image { "!" } else { "" };
                match dest == written {
                    true => format!("{sign}{written}"),
                    false => format!("{sign}{written} = {dest}"),
                }
            }
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{html}");
    }

    #[test]
    fn attributes_of_all_forms() {
        check("<a href=\"b.md\">", &["b.md"]);
        check("<A class=x HREF='b.md#c' >", &["b.md#c"]);
        check("<a href=b.md>", &["b.md"]);
        check("<a href=../b.md/>x</a>", &["../b.md/"]);
        check(
            "<a\n   title=\"href='x.md'\"\n   href = \"b.md\"\n>",
            &["b.md"],
        );
        check("<a href=\" b&amp;c.md \">", &["b&amp;c.md = b&c.md"]);
        check(
            "<a href='b&#46;md' id=\"x\" name=y>",
            &["b&#46;md = b.md", "#x", "#y"],
        );
        check(
            "<img alt=\"a > b\" src=i.png><img src='j.png'/>",
            &["!i.png", "!j.png"],
        );
        check(
            "<picture><source srcset=\"a.webp 1x, b.webp 2x\"><img src=c.png srcset='d.png,e.png 2x'></picture>",
            &["!a.webp", "!b.webp", "!c.png", "!d.png,e.png"],
        );
        check("<source srcset=\"a.png, b.png 2x\">", &["!a.png", "!b.png"]);
        check("<video src=v.mp4 poster=p.png>", &["!v.mp4", "!p.png"]);
        check(
            "<link rel=x href=s.css><object data=o.svg>",
            &["s.css", "!o.svg"],
        );
        check("<svg><image xlink:href=\"i.svg\"/></svg>", &["!i.svg"]);
    }

    #[test]
    fn what_is_no_tag() {
        for html in [
            "<!-- <a href=b.md> -->",
            "<!-- <a href=b.md>",
            "</a href=b.md>",
            "< a href=b.md>",
            "a < b href=b.md",
            "<script>'<a href=b.md>'</script>",
            "<base href=b.md>",
            "<a data-href=b.md href>",
            "<a href=\"\">",
            "<img src={logo} id={name} />",
            "<a href={useBaseUrl('b.md')}>",
        ] {
            check(html, &[]);
        }
    }
}
