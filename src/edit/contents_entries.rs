//! The entries of a table of contents that follow the text of their question.

use std::ops::Range;

use super::anchors::Renamed;
use crate::facts::contents::ContentsEntry;
use crate::facts::group::Group;
use crate::syntax::markdown::escape::written_at;
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::{Span, TextEdit, line_at, line_end, renumbered};

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

/// The lines of the table of contents for questions that are written in another order, which `order` gives for `places`: each
/// with what belongs to its question, and the number of its place. None unless there is one line for each question, in
/// their order.
pub fn reordered(
    text: &str,
    group: &Group,
    (places, order): (&Range<usize>, &[usize]),
    renamed: &Renamed,
) -> Vec<TextEdit> {
    let rows = places.clone().map(|index| Row::of(text, group, index));
    let Some(rows) = rows.collect::<Option<Vec<Row<'_>>>>() else {
        return Vec::new();
    };
    if !rows.is_sorted_by(|a, b| a.line.end <= b.line.start) {
        return Vec::new();
    }
    let places = rows.iter().zip(order);
    let edits = places.filter_map(|(here, from)| {
        let row = rows.get(*from)?;
        Some(TextEdit {
            span: here.line,
            text: row.at(here.number, renamed),
        })
    });
    edits
        .filter(|edit| edit.span.slice(text) != edit.text)
        .collect()
}

/// The line of a question in a table of contents.
struct Row<'t> {
    line: Span,
    /// Up to the anchor.
    before: &'t str,
    anchor: &'t str,
    after: &'t str,
    number: Option<u32>,
}

impl<'t> Row<'t> {
    fn of(text: &'t str, group: &Group, index: usize) -> Option<Self> {
        let anchor = group.heading_of(index)?.anchor;
        let mut entries = group.contents.iter();
        let mut entries = entries
            .by_ref()
            .filter(|entry| entry.anchor.as_deref() == Some(anchor));
        let entry = entries.next().filter(|_| entries.next().is_none())?;
        let line = line_at(text, entry.span.start);
        let line = Span::new(line.start, line_end(text, line.start));
        let from = entry.span.start + entry.span.slice(text).find("](#")? as u32 + 3;
        let to = from + text[from as usize..].find([')', ' '])? as u32;
        Some(Self {
            line,
            before: Span::new(line.start, from).slice(text),
            anchor: Span::new(from, to).slice(text),
            after: Span::new(to, line.end).slice(text),
            number: group.questions.get(index)?.question.number(),
        })
    }

    /// The line in the place of a question with this number.
    fn at(&self, number: Option<u32>, renamed: &Renamed) -> String {
        let anchor = renamed.get(self.anchor).map_or(self.anchor, |new| new);
        let before = match self.number.zip(number) {
            Some((old, new)) => renumbered(self.before, old, new),
            None => self.before.to_owned(),
        };
        format!("{before}{anchor}{}", self.after)
    }
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

/// Whether two texts have the same letters.
pub fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.into_iter().flat_map(char::to_lowercase)
    };
    letters(one).eq(letters(other))
}
