//! What a reader sees of a markdown text beyond its headings.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::html::after_tag;
use super::placeholder;
use crate::text::Span;

/// What a text shows apart from its headings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Nothing: only headings, comments, link definitions and the like.
    Nothing,
    /// Only placeholders written by qmark.
    Placeholder,
    /// Visible text.
    Text,
}

/// What is visible of a text that is not only prose.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Seen {
    /// Whether nothing is visible but headings and placeholders.
    is_bare: bool,
    pub placeholders: Vec<Span>,
}

impl Seen {
    /// What the text shows apart from its headings.
    pub fn shown(&self) -> Shown {
        match self.is_bare {
            true if self.placeholders.is_empty() => Shown::Nothing,
            true => Shown::Placeholder,
            false => Shown::Text,
        }
    }

    /// For a text without markup that has this number of words.
    pub fn in_prose(text: &str, words: u32) -> Self {
        Self {
            is_bare: words == 0 && !text.chars().any(is_visible),
            placeholders: Vec::new(),
        }
    }
}

/// Whether the text may contain a placeholder for an answer.
pub(super) fn has_placeholder(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), placeholder::ANSWER.as_bytes()).is_some()
}

/// Collects what the events of a text show.
#[derive(Default)]
pub(super) struct Showing {
    /// Whether anything visible was seen so far.
    any: bool,
    /// The placeholders so far.
    placeholders: Vec<Span>,
    in_code: bool,
}

impl Showing {
    /// Adds an event outside headings.
    pub fn add(&mut self, event: &Event<'_>, span: Span, text: &str) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::Text(said) if **said == *placeholder::ANSWER && !self.in_code => {
                self.placeholders.push(span);
            }
            // The rest tells whether anything is visible, which is known from the first paragraph on in most texts.
            _ if self.any => {}
            Event::Text(said) | Event::Code(said) => self.any = said.chars().any(is_visible),
            Event::Start(Tag::Image { .. }) => self.any = true,
            Event::End(TagEnd::HtmlBlock) => self.any = html_shows(span.slice(text)),
            Event::InlineHtml(html) => self.any = html_shows(html),
            _ => {}
        }
    }

    /// Adds a heading. A sentence or several lines count as text: it became a heading by a line of hyphens below it or
    /// a hash before it.
    pub fn add_heading(&mut self, heading: &str, written: &str) {
        if !self.any {
            let is_text = written.contains(['\n', '\r']) || heading.trim_end().ends_with('.');
            self.any = is_text && heading.chars().any(is_visible);
        }
    }

    /// What all events together show.
    pub fn finish(self) -> Seen {
        Seen {
            is_bare: !self.any,
            placeholders: self.placeholders,
        }
    }
}

/// Whether the character is visible.
fn is_visible(c: char) -> bool {
    let is_zero_width = matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    );
    !c.is_whitespace() && !c.is_control() && !is_zero_width
}

/// HTML elements that show nothing by themselves. Others may.
const CONTAINERS: &str = " a abbr article aside b big blockquote body br center cite code dd del details dfn div dl dt em \
    figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i ins kbd li link main mark meta nav ol p picture \
    pre q s samp section small source span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr ";

/// Whether a piece of HTML shows anything: text, or an element that may show something.
fn html_shows(html: &str) -> bool {
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        if text_shows(before) {
            return true;
        }
        let name = tag.trim_start_matches('/');
        let name = &name[..name
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(name.len())];
        let is_element = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if is_element && !CONTAINERS.contains(&format!(" {} ", name.to_ascii_lowercase())) {
            return true;
        }
        rest = after_tag(tag);
    }
    text_shows(rest)
}

fn text_shows(text: &str) -> bool {
    text.replace("&nbsp;", " ").chars().any(is_visible)
}

#[cfg(test)]
mod tests {
    use super::Shown;
    use crate::syntax::markdown::body::read;

    #[track_caller]
    fn check(texts: &[&str], expected: Shown) {
        for text in texts {
            for text in [(*text).to_owned(), text.replace('\n', "\r\n")] {
                assert_eq!(read(&text).shown(), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn nothing() {
        check(
            &[
                "",
                " \n\t\n",
                "\u{200b}\n",
                "<!-- to do -->\n",
                "<!-- to do\n\nall of it\n",
                "<!-- a --> <!-- b -->\n",
                "# What is a channel?\n",
                "What is a channel?\n===\n",
                "# What is a channel?\n\n## In short\n\n<!-- to do -->\n",
                "[docs]: https://example.org\n",
                "# Links\n\n[docs]: https://example.org\n",
                "---\n",
                "- \n- [ ] \n",
                "```js\n```\n",
                "<br>\n\n<p>&nbsp;</p>\n",
                "<a id=\"top\"></a>\n",
            ],
            Shown::Nothing,
        );
    }

    #[test]
    fn placeholders() {
        check(
            &[
                "Write the answer here.",
                "# What is a channel?\n\nWrite the answer here.\n",
                "<!-- draft -->\nWrite the answer here.\n",
                "# One\n\nWrite the answer here.\n\n# Two\n\nWrite the answer here.\n",
            ],
            Shown::Placeholder,
        );
        let text = "# é?\n\nWrite the answer here.\n\nA pipe.\n";
        let body = read(text);
        let found: Vec<_> = body
            .placeholders()
            .iter()
            .map(|span| span.slice(text))
            .collect();
        assert_eq!(found, ["Write the answer here."]);
        assert_eq!(body.shown(), Shown::Text);
    }

    #[test]
    fn something() {
        check(
            &[
                "A pipe.",
                "42",
                "+",
                "`x`\n",
                "# What is it?\n\nA pipe.\n",
                "# A pipe between goroutines.\n",
                "A pipe between goroutines\nwith a type\n---\n",
                "![a pipe](pipe.png)\n",
                "<img src=\"pipe.png\">\n",
                "<Pipe/>\n",
                "<video src=x></video>\n",
                "<p>A pipe</p>\n",
                "<!-- a -->A pipe\n",
                "```\nmake(chan int)\n```\n",
                "```\nWrite the answer here.\n```\n",
                "| a |\n|---|\n| b |\n",
                "Write the answer here. Or there.\n",
                "1 < 2\n",
            ],
            Shown::Text,
        );
    }
}
