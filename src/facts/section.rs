//! Headings that classify the questions below them.

use super::mark::OwnedMark;
use crate::text::Span;

/// A part of a file whose heading gives its questions a level or a topic.
///
/// The labels are kept here and not in the questions, so that a question that moves to another section stays the same
/// value. Spans count from the file's start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The place of its first question; it ends where the next section starts.
    pub first: usize,
    /// The heading.
    pub heading: Span,
    /// The level that the heading gives.
    pub level: Option<OwnedMark>,
    /// The topic that the heading gives.
    pub topic: Option<OwnedMark>,
}

impl Section {
    /// Whether it gives the same labels as another, or neither does when both are none.
    pub fn gives_same(a: Option<&Self>, b: Option<&Self>) -> bool {
        let labels = |section: Option<&Self>| {
            let text = |mark: &Option<OwnedMark>| mark.as_ref().map(|mark| mark.text.clone());
            section.map(|section| (text(&section.level), text(&section.topic)))
        };
        labels(a).unwrap_or_default() == labels(b).unwrap_or_default()
    }
}
