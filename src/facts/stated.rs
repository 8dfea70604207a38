//! Numbers of questions that a file promises: in its headings, in its introduction, and in lines in place of questions.

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

/// A line in place of questions that are still to be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unwritten {
    /// The line, from the start of the file.
    pub span: Span,
    /// How many questions.
    pub count: u32,
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

impl Unwritten {
    /// The same after an edit elsewhere in the file.
    pub fn moved(&self, edit: &Replaced) -> Self {
        Self {
            span: edit.moved_span(self.span),
            ..self.clone()
        }
    }
}
