//! What is below the opener of a question.

use super::key::Key;
use crate::text::Span;

/// What the lines after an opener say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// The options.
    pub options: Vec<OptionLine>,
    /// How they are marked.
    pub style: Option<Style>,
    /// The line that names the right ones.
    pub key: Option<Key>,
    /// The places of the right options.
    pub right: Vec<usize>,
    /// The element that the answer is folded in.
    pub folded: Option<usize>,
    /// The line that announces the answer.
    pub label: Option<usize>,
    /// The lines of the answer, from the first to after the last; empty if there is none.
    pub answer: (usize, usize),
    /// The same from the first visible character to the end of the last line.
    pub answer_span: Option<Span>,
    /// The words of the answer, outside code.
    pub words: u32,
    /// Whether the answer has code.
    pub code: bool,
    /// A placeholder in place of the answer.
    pub placeholder: Option<Span>,
    /// Whether all text reads as a question, so that it rather belongs to the question.
    pub asks: bool,
    /// Whether all text is links alone.
    pub only_links: bool,
}

impl Found {
    /// Whether one of the options is right.
    pub fn has_right(&self) -> bool {
        !self.right.is_empty()
    }
}

/// An option.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OptionLine {
    /// Its letter, number or box.
    pub marker: Span,
    /// Its text.
    pub text: Span,
    /// Whether its box is ticked.
    pub ticked: bool,
    /// The index of its line.
    pub line: usize,
}

/// How options are marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// `- [ ]`
    Box,
    /// `A.`
    Letter,
    /// `1.`
    Number,
    /// `-`
    Bullet,
}
