//! A document in lines and elements, as all who look for questions and answers get it.

use super::line::{Kind, Line};
use super::plain::{bare, plain};
use super::scan;
use super::tags::{self, Details};
use super::vocabulary::announces_answer;

/// The lines and elements of a text, which `Parts` refers to.
pub struct Scan {
    lines: Vec<Line>,
    details: Vec<Details>,
}

impl Scan {
    /// Those of `text` from the offset `from`.
    pub fn of(text: &str, from: u32) -> Self {
        let lines = scan::lines(text, from);
        let mut details = tags::details(&tags::tags(text, &lines));
        tags::mark_labels(text, &mut details);
        Self { lines, details }
    }

    /// The document; `text` is the scanned text.
    pub fn parts<'d>(&'d self, text: &'d str) -> Parts<'d> {
        Parts {
            text,
            lines: &self.lines,
            details: &self.details,
        }
    }
}

/// A document as lines and elements.
#[derive(Clone, Copy)]
pub struct Parts<'d> {
    /// The text.
    pub text: &'d str,
    /// Its lines from the end of the frontmatter; the indices of lines are indices of these.
    pub lines: &'d [Line],
    /// Its `<details>` elements, in order.
    pub details: &'d [Details],
}

impl<'d> Parts<'d> {
    /// The elements that open on the lines.
    pub fn details_in(
        &self,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = (usize, &'d Details)> + use<'d> {
        let first = self
            .details
            .partition_point(|details| details.open.line < from);
        let rest = self.details[first..].iter().enumerate();
        rest.map(move |(at, details)| (first + at, details))
            .take_while(move |(_, details)| details.open.line < to)
    }

    /// Whether the line at `index` announces an answer.
    pub fn is_label(&self, index: usize) -> bool {
        let line = &self.lines[index];
        let inside = match line.kind {
            Kind::Heading { text, .. } => {
                return text.len() < 200 && announces_answer(&plain(text.slice(self.text)));
            }
            Kind::Text => line.visible(self.text),
            _ => return false,
        };
        let is_marked = inside.starts_with("**")
            || inside.starts_with("__")
            || inside.starts_with("<b>")
            || inside.starts_with('>');
        // A label is short, or ends with a colon after a few words.
        let start = &inside.as_bytes()[..inside.len().min(96)];
        let is_short =
            is_marked && inside.len() <= 160 || memchr::memchr2(b':', 0xef, start).is_some();
        if !is_short {
            return false;
        }
        let bare = bare(inside);
        let head = bare.split([':', '：', '*', '<']).next().unwrap_or("");
        head.chars().count() < 24
            && announces_answer(head)
            && (is_marked || bare.contains([':', '：']))
    }
}
