//! Headings that classify the questions below them.

use super::mark::OwnedMark;
use crate::text::{Replaced, Span};

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
    /// The same after an edit elsewhere in the file.
    pub fn moved(&self, edit: &Replaced) -> Self {
        let moved = |mark: &OwnedMark| OwnedMark {
            text: mark.text.clone(),
            span: edit.moved_span(mark.span),
        };
        Self {
            first: self.first,
            heading: edit.moved_span(self.heading),
            level: self.level.as_ref().map(moved),
            topic: self.topic.as_ref().map(moved),
        }
    }

    /// Whether both give the same labels. `None` counts as a section without labels.
    pub fn gives_same(a: Option<&Self>, b: Option<&Self>) -> bool {
        fn labels(section: Option<&Section>) -> (Option<&str>, Option<&str>) {
            match section {
                Some(section) => (
                    section.level.as_ref().map(|mark| mark.text.as_str()),
                    section.topic.as_ref().map(|mark| mark.text.as_str()),
                ),
                None => (None, None),
            }
        }
        labels(a) == labels(b)
    }
}
