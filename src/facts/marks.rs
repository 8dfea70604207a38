//! The values of a question that is not written in YAML, one by one.

use smol_str::SmolStr;

use super::mark::OwnedMark;
use crate::syntax::markdown::shown::Shown;
use crate::text::Span;

/// The values of a question that is not written in YAML. Spans are relative to the question.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marks {
    /// The whole question with its answer.
    pub span: Span,
    /// The text.
    pub text: Option<OwnedMark>,
    /// The answer, if it is one value.
    pub answer: Option<OwnedMark>,
    /// The answer, if it is markdown of the file's body. Used when there is no `answer`.
    pub below: Option<Below>,
    /// Its own topics, without those of its section.
    pub topics: Box<[OwnedMark]>,
    /// Its own level.
    pub level: Option<OwnedMark>,
    /// The number written before it.
    pub number: Option<u32>,
    /// Where that number is written.
    pub number_mark: Option<Span>,
    /// The options to choose from, in order.
    pub options: Box<[Choice]>,
    /// The line that names the right options.
    pub key: Option<OwnedMark>,
    /// A line of the answer, or in place of it, that is a placeholder.
    pub placeholder: Option<Span>,
    /// A hash of what belongs to the question besides its text, such as code above the answer and the options; 0 if there
    /// is nothing.
    pub context: u64,
    /// What is wrong with that line.
    pub key_fault: Option<Box<KeyFault>>,
}

/// What is wrong with the line that names the right options.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeyFault {
    /// It names an option that is not there, or quotes a text that no option has: what it names.
    Unknown(SmolStr),
    /// Another line of the question names other options: that line, and the places of its options from 0. Its span is
    /// relative to the question.
    Contradicted(Span, Box<[usize]>),
}

/// An answer that is markdown of the file's body. Its links, headings and fences are those of the body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Below {
    /// Its lines, from the start of the first to the end of the last; relative to the question.
    pub span: Span,
    /// The number of its visible words.
    pub words: u32,
    /// What it shows.
    pub shown: Shown,
}

/// One of the options of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The letter or the box before its text.
    pub marker: Span,
    /// Its text.
    pub text: OwnedMark,
    /// A hash of all that it shows: its text, and the code or image below; 0 if it shows nothing.
    pub content: u64,
    /// Whether it is marked as right.
    pub is_right: bool,
}
