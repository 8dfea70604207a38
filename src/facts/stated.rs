//! Numbers of questions that a file promises in its headings and its introduction.

use std::ops::Range;

use crate::text::{Replaced, Span};

/// A number of questions that a text of the file promises.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stated {
    /// Where it is written, from the start of the file: the number, or the two ends of a range.
    pub span: Span,
    /// The number.
    pub number: usize,
    /// Whether more questions keep the promise, too.
    pub at_least: bool,
    /// The indexes of the questions that it speaks of.
    pub questions: Range<usize>,
}

impl Stated {
    /// The same after an edit elsewhere in the file.
    pub fn moved(&self, edit: &Replaced) -> Self {
        Self {
            span: edit.moved_span(self.span),
            ..self.clone()
        }
    }

    /// Whether the promise is kept.
    pub fn is_kept(&self) -> bool {
        let count = self.questions.len();
        count == self.number || self.at_least && count > self.number
    }
}
