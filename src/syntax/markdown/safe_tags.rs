//! The HTML that a markdown text may have: elements that only say how text looks, without attributes. All else becomes
//! text.

use super::link::entities;

/// Where links lead and where images are, in the place that the HTML is for.
pub trait Destinations {
    /// The destination of a link; `None` leaves only its text.
    fn link(&self, destination: &str) -> Option<String>;
    /// The source of an image; `None` leaves only its description.
    fn image(&self, source: &str) -> Option<String>;
}

/// Elements that stay, without their attributes.
const KEPT: &[&str] = &[
    "abbr",
    "b",
    "blockquote",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
];

/// Elements of which only the content stays.
const UNWRAPPED: &[&str] = &["a", "big", "center", "font", "picture", "source", "span"];

/// `text` where HTML is read, so that nothing in it is markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Makes the HTML of one text safe, piece by piece.
pub(super) struct SafeTags<'d> {
    destinations: &'d dyn Destinations,
    /// The elements that are open, each with the number of blocks of markdown around it.
    open: Vec<(usize, &'static str)>,
    depth: usize,
}

/// A tag as written: its name in lower case, its attributes, and whether it ends an element.
struct Written<'t> {
    name: String,
    attributes: &'t str,
    is_end: bool,
}

impl<'d> SafeTags<'d> {
    pub(super) fn new(destinations: &'d dyn Destinations) -> Self {
        Self {
            destinations,
            open: Vec::new(),
            depth: 0,
        }
    }

    /// An element of markdown starts.
    pub(super) fn enter(&mut self) {
        self.depth += 1;
    }

    /// An element of markdown ends: the tags that close what is open in it.
    pub(super) fn leave(&mut self) -> String {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        self.close_from(|at| at >= depth)
    }

    /// The tags that close all that is open.
    pub(super) fn close(&mut self) -> String {
        self.close_from(|_| true)
    }

    fn close_from(&mut self, is_inside: impl Fn(usize) -> bool) -> String {
        let mut out = String::new();
        while let Some((_, name)) = self.open.pop_if(|(depth, _)| is_inside(*depth)) {
            out += &format!("</{name}>");
        }
        out
    }

    /// A piece of HTML with nothing but the elements above.
    pub(super) fn safe(&mut self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            push_text(&mut out, &rest[..at]);
            rest = &rest[at..];
            let comment = rest.strip_prefix("<!--");
            if let Some(end) = comment.and_then(|inside| inside.find("-->")) {
                rest = &rest["<!--".len() + end + "-->".len()..];
            } else if let Some((tag, len)) = written(rest) {
                self.tag(&tag, &rest[..len], &mut out);
                rest = &rest[len..];
            } else {
                out.push_str("&lt;");
                rest = &rest[1..];
            }
        }
        push_text(&mut out, rest);
        out
    }

    fn tag(&mut self, tag: &Written<'_>, source: &str, out: &mut String) {
        let kept = KEPT.iter().copied().find(|name| *name == tag.name);
        if let (Some(name), false) = (kept, tag.is_end) {
            out.push_str(&format!("<{name}>"));
            self.open.push((self.depth, name));
            return;
        }
        match (tag.name.as_str(), tag.is_end) {
            ("br", _) => out.push_str("<br />"),
            ("hr", _) => out.push_str("<hr />"),
            ("img", false) => self.image(tag.attributes, out),
            ("a", false) => {
                let to = attribute(tag.attributes, "href");
                if let Some(to) = to.and_then(|to| self.destinations.link(&to)) {
                    out.push_str(&format!("<a href=\"{}\">", escape(&to)));
                    self.open.push((self.depth, "a"));
                }
            }
            (name, true) if kept.is_some() || name == "a" => self.end(name, out),
            (name, _) if UNWRAPPED.contains(&name) => {}
            _ => out.push_str(&escape(source)),
        }
    }

    /// Ends an element that was opened in the same block; an end without its start is left out.
    fn end(&mut self, name: &str, out: &mut String) {
        let here = self.open.iter().rev();
        let mut here = here.take_while(|(depth, _)| *depth == self.depth);
        let Some(inside) = here.position(|(_, open)| *open == name) else {
            return;
        };
        for (_, name) in self.open.drain(self.open.len() - 1 - inside..).rev() {
            out.push_str(&format!("</{name}>"));
        }
    }

    fn image(&self, attributes: &str, out: &mut String) {
        let description = attribute(attributes, "alt").unwrap_or_default();
        let description = escape(&description);
        let source = attribute(attributes, "src");
        match source.and_then(|source| self.destinations.image(&source)) {
            Some(source) => {
                let source = escape(&source);
                out.push_str(&format!("<img src=\"{source}\" alt=\"{description}\" />"));
            }
            None => out.push_str(&description),
        }
    }
}

/// Adds text that is HTML already: references such as `&lt;` stay as they are.
fn push_text(out: &mut String, text: &str) {
    out.push_str(&text.replace('>', "&gt;"));
}

/// The tag that the text starts with, and its length; `None` if it starts with none.
fn written(text: &str) -> Option<(Written<'_>, usize)> {
    let inside = text.strip_prefix('<')?;
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let length = name.find(|c| !is_name(c)).unwrap_or(name.len());
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let end = name[length..].char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (None, '>') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
        None
    })?;
    let tag = Written {
        name: name[..length].to_ascii_lowercase(),
        attributes: &name[length..length + end],
        is_end: inside.starts_with('/'),
    };
    Some((tag, text.len() - name.len() + length + end + 1))
}

/// The value of an attribute.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_whitespace() || c == '=')?;
        let (found, after) = rest.split_at(end);
        let value = after.trim_start();
        let Some(value) = value.strip_prefix('=').map(str::trim_start) else {
            rest = after;
            continue;
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote)?,
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        if found.eq_ignore_ascii_case(name) {
            return Some(entities(value));
        }
        rest = after;
    }
}
