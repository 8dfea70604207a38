//! The way between a question and the links to it, such as its entry in a table of contents.

use crate::bank::{Bank, BankPath, QuestionRef};
use crate::text::Span;

/// The entry of a question in the table of contents of its file: the span of the link. Takes time proportional to the
/// links of the file.
pub fn contents_entry(bank: &Bank, at: &QuestionRef) -> Option<Span> {
    let group = bank.group(at.group.as_str())?;
    let heading = group.heading_of(at.index)?;
    let is_entry = |span: &Span| {
        let near = group
            .contents
            .partition_point(|entry| entry.span.end < span.start);
        let near = group.contents.get(near);
        near.is_some_and(|entry| entry.span.touches(span.start) || span.cover(entry.span) == *span)
    };
    let links = group.body.links();
    let mut leading = links
        .filter(|link| link.path.is_empty() && link.anchor == Some(heading.anchor))
        .map(|link| link.whole.shift(group.split.body));
    leading.find(is_entry)
}

/// The question that a link with `anchor` to the file at `path` leads to: the one that is, or is in, that heading. Takes time
/// proportional to the headings of the file.
pub fn question_linked(bank: &Bank, path: &BankPath, anchor: &str) -> Option<QuestionRef> {
    let group = bank.group(path.as_str())?;
    let mut headings = group.body.headings();
    let heading = headings.find(|heading| heading.anchor == anchor)?;
    let index = group.question_at(heading.span.end + group.split.body)?;
    let own = group.heading_of(index)?;
    (own.span == heading.span).then(|| QuestionRef {
        group: path.clone(),
        index,
    })
}
