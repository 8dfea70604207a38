//! The entries of a table of contents that follow the text of their question.

use crate::facts::contents::ContentsEntry;
use crate::facts::group::Group;
use crate::syntax::markdown::escape::written_at;
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::{Span, TextEdit, same_letters};

/// The edits of the entries of the question at `index` that have its text. Others stay: the author wrote another text.
pub fn following(text: &str, group: &Group, index: usize, edit: &TextEdit) -> Vec<TextEdit> {
    let Some(question) = group.questions.get(index) else {
        return Vec::new();
    };
    let Some(asked) = question.text() else {
        return Vec::new();
    };
    let anchor = group.heading_of(index).map(|heading| heading.anchor);
    let is_only = || {
        let all = group.questions.iter().filter_map(|placed| placed.text());
        all.filter(|other| same_letters(other.text, asked.text))
            .count()
            == 1
    };
    let is_its = |entry: &&ContentsEntry| match anchor {
        Some(anchor) => entry.anchor.as_deref() == Some(anchor),
        None => (entry.number.is_none() || entry.number == question.question.number()) && is_only(),
    };
    let entries = group.contents.iter().filter(is_its);
    let entries = entries.filter(|entry| same_letters(&entry.text, asked.text));
    let renamed = Text {
        old: asked.span.slice(text),
        shown: asked.text,
        new: &edit.text,
    };
    entries
        .filter_map(|entry| renamed.in_entry(text, entry.span))
        .collect()
}

/// A text that changes.
struct Text<'t> {
    /// As it was written.
    old: &'t str,
    /// As it was shown.
    shown: &'t str,
    /// As it is written.
    new: &'t str,
}

impl Text<'_> {
    /// The edit of the text of a link, which may have a number before it.
    fn in_entry(&self, text: &str, link: Span) -> Option<TextEdit> {
        let inside = link.slice(text);
        let label = inside.get(1..inside.find("](#")?)?;
        let (at, len, new) = match (label.rfind(self.old), label.rfind(self.shown)) {
            (Some(at), _) => (at, self.old.len(), self.new.to_owned()),
            (None, Some(at)) => (at, self.shown.len(), plain_text(self.new)),
            (None, None) => {
                let at = start_of(label, self.shown)?;
                (at, label.len() - at, plain_text(self.new))
            }
        };
        let start = link.start + 1 + at as u32;
        let span = Span::new(start, start + len as u32);
        let new = written_at(text, span, &new);
        Some(TextEdit { span, text: new })
    }
}

/// Where the part of a label starts that has the letters of a text.
fn start_of(label: &str, shown: &str) -> Option<usize> {
    let mut starts = label.char_indices().rev().map(|(at, _)| at);
    starts.find(|at| same_letters(&label[*at..], shown))
}
