//! Markdown as HTML that is safe to show: no script of the text runs, and no element reaches beyond its block.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};

use super::markup::options;
use super::safe_tags::SafeTags;
pub use super::safe_tags::{Destinations, escape};

/// How a text becomes HTML.
pub struct Rendering<'r> {
    /// Where links lead and where images are.
    pub destinations: &'r dyn Destinations,
    /// How many levels deeper headings become.
    pub deeper: usize,
    /// What the names of footnotes start with, which are unique on a page.
    pub prefix: &'r str,
}

/// The HTML of a markdown text.
pub fn to_html(text: &str, rendering: &Rendering<'_>) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    html::push_html(&mut out, events(text, rendering).into_iter());
    out.trim_end().to_owned()
}

/// The HTML of a short markdown text within a line. A text that is more than paragraphs is shown as it is written.
pub fn inline_html(text: &str, rendering: &Rendering<'_>) -> String {
    let text = text.trim();
    in_line(events(text, rendering)).unwrap_or_else(|| escape(text))
}

/// The HTML of a markdown text that is an item of a list.
pub fn item_html(text: &str, rendering: &Rendering<'_>) -> String {
    let in_line = in_line(events(text.trim(), rendering));
    in_line.unwrap_or_else(|| to_html(text, rendering))
}

/// The HTML of paragraphs within a line; `None` if there is anything else.
fn in_line(events: Vec<Event<'_>>) -> Option<String> {
    let is_line = |event: &Event<'_>| match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Paragraph
                | Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::Rule | Event::Html(_) => false,
        _ => true,
    };
    if !events.iter().all(is_line) {
        return None;
    }
    let inside = events.into_iter().filter_map(|event| match event {
        Event::Start(Tag::Paragraph) => None,
        Event::End(TagEnd::Paragraph) => Some(Event::SoftBreak),
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, inside);
    Some(out.trim_end().to_owned())
}

/// The events of a text with its own HTML made safe.
fn events<'t>(text: &'t str, rendering: &Rendering<'_>) -> Vec<Event<'t>> {
    let mut out = Vec::new();
    let mut tags = SafeTags::new(rendering.destinations);
    // The HTML of a block, which comes line by line.
    let mut block: Option<String> = None;
    // Of each element of markdown that is open: whether it is shown, or only what is in it.
    let mut is_shown = Vec::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                let html = block.take().unwrap_or_default();
                out.push(Event::Html(tags.safe(&html).into()));
            }
            Event::Html(html) => match &mut block {
                Some(block) => block.push_str(&html),
                None => out.push(Event::Html(tags.safe(&html).into())),
            },
            Event::InlineHtml(html) => out.push(Event::InlineHtml(tags.safe(&html).into())),
            Event::Start(tag) => {
                let tag = placed(tag, rendering);
                is_shown.push(tag.is_some());
                tags.enter();
                out.extend(tag.map(Event::Start));
            }
            Event::End(end) => {
                let html = tags.leave();
                if !html.is_empty() {
                    out.push(Event::InlineHtml(html.into()));
                }
                if is_shown.pop().unwrap_or(true) {
                    out.push(Event::End(deeper_end(end, rendering.deeper)));
                }
            }
            Event::FootnoteReference(name) => {
                out.push(Event::FootnoteReference(prefixed(&name, rendering)));
            }
            event => out.push(event),
        }
    }
    let html = tags.close();
    if !html.is_empty() {
        out.push(Event::Html(html.into()));
    }
    out
}

/// The element as it is on the page; `None` if only what is in it is shown.
fn placed<'t>(tag: Tag<'t>, rendering: &Rendering<'_>) -> Option<Tag<'t>> {
    Some(match tag {
        Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Link {
            link_type,
            dest_url: rendering.destinations.link(&dest_url)?.into(),
            title,
            id,
        },
        Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        } => Tag::Image {
            link_type,
            dest_url: rendering.destinations.image(&dest_url)?.into(),
            title,
            id,
        },
        Tag::Heading { level, .. } => Tag::Heading {
            level: deeper(level, rendering.deeper),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        },
        Tag::FootnoteDefinition(name) => Tag::FootnoteDefinition(prefixed(&name, rendering)),
        tag => tag,
    })
}

fn prefixed<'t>(name: &str, rendering: &Rendering<'_>) -> CowStr<'t> {
    format!("{}{name}", rendering.prefix).into()
}

fn deeper_end(end: TagEnd, by: usize) -> TagEnd {
    match end {
        TagEnd::Heading(level) => TagEnd::Heading(deeper(level, by)),
        end => end,
    }
}

fn deeper(level: HeadingLevel, by: usize) -> HeadingLevel {
    HeadingLevel::try_from((level as usize + by).min(6)).unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links to `*.md` have no page, images are in `i/`.
    struct Test;

    impl Destinations for Test {
        fn link(&self, destination: &str) -> Option<String> {
            (!destination.ends_with(".md")).then(|| destination.to_owned())
        }

        fn image(&self, source: &str) -> Option<String> {
            Some(format!("i/{source}"))
        }
    }

    fn rendering() -> Rendering<'static> {
        Rendering {
            destinations: &Test,
            deeper: 3,
            prefix: "n-",
        }
    }

    #[test]
    fn markdown_becomes_safe_html() {
        for (text, html) in [
            (
                "*a* `<b>` & c",
                "<p><em>a</em> <code>&lt;b&gt;</code> &amp; c</p>",
            ),
            ("# A\n\n#### B", "<h4>A</h4>\n<h6>B</h6>"),
            ("[a](b.md) [c](d)", "<p>a <a href=\"d\">c</a></p>"),
            ("![a](b)", "<p><img src=\"i/b\" alt=\"a\" /></p>"),
            (
                "a<br>b <kbd class=x>C</kbd>",
                "<p>a<br />b <kbd>C</kbd></p>",
            ),
            (
                "a <script>alert(1)</script>",
                "<p>a &lt;script&gt;alert(1)&lt;/script&gt;</p>",
            ),
            (
                "<script>\nalert(1)\n</script>",
                "&lt;script&gt;\nalert(1)\n&lt;/script&gt;",
            ),
            (
                "a <img src=x onerror=alert(1)>",
                "<p>a <img src=\"i/x\" alt=\"\" /></p>",
            ),
            (
                "a <a href='d' onclick=x>b</a>",
                "<p>a <a href=\"d\">b</a></p>",
            ),
            ("a <a href='d.md'>b</a>", "<p>a b</p>"),
            ("a </details></b> b", "<p>a  b</p>"),
            ("*a <b>b*\n\nc", "<p><em>a <b>b</b></em></p>\n<p>c</p>"),
            (
                "- <details>\n- b",
                "<ul>\n<li><details>\n</details></li>\n<li>b</li>\n</ul>",
            ),
            (
                "<details>\n<summary>S</summary>\n\n*a*\n\n</details>\n",
                "<details>\n<summary>S</summary>\n<p><em>a</em></p>\n</details>",
            ),
            ("<!-- a --> b", " b"),
            ("a <!-- b", "<p>a &lt;!-- b</p>"),
            (
                "x[^1]\n\n[^1]: y",
                "<p>x<sup class=\"footnote-reference\"><a href=\"#n-1\">1</a></sup></p>\n<div class=\"footnote-definition\" id=\"n-1\"><sup class=\"footnote-definition-label\">1</sup>\n<p>y</p>\n</div>",
            ),
        ] {
            assert_eq!(to_html(text, &rendering()), html, "{text}");
        }
    }

    #[test]
    fn short_texts_stay_in_a_line() {
        for (text, html) in [
            ("What is `a < b`?", "What is <code>a &lt; b</code>?"),
            ("- a", "- a"),
            ("# a <b>", "# a &lt;b&gt;"),
            (
                "Is `Vec<T>` a <T>?",
                "Is <code>Vec&lt;T&gt;</code> a &lt;T&gt;?",
            ),
        ] {
            assert_eq!(inline_html(text, &rendering()), html, "{text}");
        }
    }
}
