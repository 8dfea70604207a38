//! Changes of questions, written the way their file is written.
//!
//! An edit says what is to be: this value in that part, these topics gone, these questions at the end. The shape says
//! which bytes change.

use std::ops::Range;

use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::facts::questions::Placed;
use crate::facts::slot::Part;
use crate::text::{Refusal, Span, TextEdit};

/// A question that is to be changed, in the text that its group was read from.
#[derive(Clone, Copy)]
pub struct Target<'w> {
    /// The file's text.
    pub text: &'w str,
    /// Its questions.
    pub group: &'w Group,
    /// The question.
    pub placed: Placed<'w>,
}

/// The questions of a file, some of which are to be changed, in the text that they were read from.
#[derive(Clone, Copy)]
pub struct TargetList<'w> {
    /// The file's text.
    pub text: &'w str,
    /// Its questions.
    pub group: &'w Group,
}

/// A question to be written.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct NewQuestion {
    /// Its text.
    pub question: String,
    /// Its answer: a file name, or a text of one line.
    pub answer: String,
    /// Its level, when the bank keeps that apart from the topics.
    pub level: Option<String>,
    /// Its topics.
    pub topics: Vec<String>,
}

/// How a shape writes changes. Every function leaves all bytes alone but those that say what changes.
pub struct Write {
    /// Writes a value in place of that of a part, in the quotes that it has.
    pub replace: fn(&Target<'_>, Part, &str) -> Result<TextEdit, Refusal>,
    /// Takes the topics at these places out, which are in order.
    pub remove_topics: fn(&Target<'_>, &[usize]) -> Result<Vec<TextEdit>, Refusal>,
    /// Gives a level to a question that has none: as a value of its own, or else as the first of its topics.
    pub add_level: fn(&Target<'_>, &str, bool) -> Result<TextEdit, Refusal>,
    /// Writes the name of a file in place of an inline answer.
    pub link_answer: fn(&Target<'_>, &str) -> Result<TextEdit, Refusal>,
    /// Writes a text, which may have several lines, in place of the name of an answer file.
    pub inline_answer: fn(&Target<'_>, &str) -> Result<Vec<TextEdit>, Refusal>,
    /// Writes questions after the last one, as those next to them are written.
    pub append: fn(&TargetList<'_>, &[NewQuestion]) -> Result<TextEdit, Refusal>,
    /// Why the questions cannot be moved, if no question of the file can: what follows “the questions …”.
    pub fixed: fn(&Group) -> Option<&'static str>,
    /// Takes out a range of questions that are to be written elsewhere: the stretch that goes. The text of each is that
    /// of its own span.
    pub take: fn(&TargetList<'_>, Range<usize>) -> Result<Span, Refusal>,
    /// Writes questions that were taken out of another group, by their texts, after the last one.
    pub put: fn(&TargetList<'_>, &Taken<'_>) -> Result<TextEdit, Refusal>,
    /// Reads the text of one question.
    pub read_one: fn(&str) -> Question,
    /// Writes the questions of a range in another order: of each place, the question that comes there, counted from the
    /// start of the range.
    pub reorder: Reorder,
    /// The text of a new file with these values in its head and these questions.
    pub file: fn(&[(String, HeadValue)], &FirstQuestions<'_>) -> String,
}

/// Writes the questions of a range in another order; see [`Write::reorder`].
pub type Reorder = fn(&TargetList<'_>, Range<usize>, &[usize]) -> Result<TextEdit, Refusal>;

/// A value in the head of a new file.
pub enum HeadValue {
    /// A text.
    Text(String),
    /// A value that is written as it is: a number, a date, a word.
    Literal(String),
    /// A list of texts.
    Texts(Vec<String>),
    /// Values under keys.
    Map(Vec<(String, HeadValue)>),
}

/// The questions of a new file.
pub enum FirstQuestions<'q> {
    /// New ones.
    New(&'q [NewQuestion]),
    /// Those of another group.
    Taken(&'q Taken<'q>),
}

/// Questions that were taken out of a group.
pub struct Taken<'w> {
    /// The group.
    pub from: &'w Group,
    /// The text of each, all its lines.
    pub texts: Vec<String>,
}
