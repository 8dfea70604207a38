//! Headings that classify the questions below them, and the labels of the whole file.

use std::sync::Arc;

use super::mark::OwnedMark;
use crate::text::{Replaced, Span};

/// A part of a file whose questions have the same level and topics from outside: from a heading, from the frontmatter, or
/// from the path.
///
/// The labels are stored here and not in the questions, so that a question that moves to another section keeps an equal
/// value. Spans count from the start of the file; the span of a label from the path is empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Section {
    /// The index of its first question; the section ends where the next one starts.
    pub first: usize,
    /// The heading; empty if none gives a label.
    pub heading: Span,
    /// The level given by the heading, the frontmatter or the path.
    pub level: Option<OwnedMark>,
    /// The topic given by the heading or the path.
    pub topic: Option<OwnedMark>,
    /// The topics that the frontmatter gives to all questions of the file.
    pub shared: Arc<[OwnedMark]>,
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
            shared: self.shared.iter().map(moved).collect(),
        }
    }

    /// The topics, that of the heading first.
    pub fn topics(&self) -> impl Iterator<Item = &OwnedMark> {
        self.topic.iter().chain(self.shared.iter())
    }

    /// Whether both give the same labels. `None` counts as a section without labels.
    pub fn gives_same(a: Option<&Self>, b: Option<&Self>) -> bool {
        fn level(section: Option<&Section>) -> Option<&str> {
            Some(section?.level.as_ref()?.text.as_str())
        }
        fn topics(section: Option<&Section>) -> impl Iterator<Item = &str> {
            let topics = section.into_iter().flat_map(Section::topics);
            topics.map(|mark| mark.text.as_str())
        }
        level(a) == level(b) && topics(a).eq(topics(b))
    }
}
