//! Headings that classify the questions below them.

use super::mark::OwnedMark;
use crate::text::Span;

/// A part of a file whose heading gives its questions a level or a topic.
///
/// The labels are stored here and not in the questions, so that a question that moves to another section keeps an equal
/// value. Spans count from the start of the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The index of its first question; the section ends where the next one starts.
    pub first: usize,
    /// The heading.
    pub heading: Span,
    /// The level given by the heading.
    pub level: Option<OwnedMark>,
    /// The topic given by the heading.
    pub topic: Option<OwnedMark>,
}

impl Section {
    /// Whether both give the same labels; no section gives none.
    pub fn gives_same(a: Option<&Self>, b: Option<&Self>) -> bool {
        let labels = |section: Option<&Self>| {
            let text = |mark: &Option<OwnedMark>| mark.as_ref().map(|mark| mark.text.clone());
            section.map(|section| (text(&section.level), text(&section.topic)))
        };
        labels(a).unwrap_or_default() == labels(b).unwrap_or_default()
    }
}
