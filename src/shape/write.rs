//! Changes of questions, written the way their file is written.
//!
//! An edit says what the questions are to contain: this value in that part, without these topics, with these questions
//! at the end. The shape decides which bytes change.

use std::ops::Range;

use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::facts::questions::Placed;
use crate::facts::slot::{Part, Slot};
use crate::text::{Refusal, Span, TextEdit};

/// A question to change, in the text that its group was read from.
#[derive(Clone, Copy)]
pub struct Target<'w> {
    /// The file's text.
    pub text: &'w str,
    /// Its questions.
    pub group: &'w Group,
    /// The question.
    pub placed: Placed<'w>,
}

/// The questions of a file, some of them to change, in the text that they were read from.
#[derive(Clone, Copy)]
pub struct TargetList<'w> {
    /// The file's text.
    pub text: &'w str,
    /// Its questions.
    pub group: &'w Group,
}

/// A question to write.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct NewQuestion {
    /// Its text.
    pub question: String,
    /// Whether its text is markdown, whose markup is kept; else it is written so that it shows as it is.
    pub is_markdown: bool,
    /// The markdown between its text and its options or answer, such as code that it asks about.
    pub body: String,
    /// Its answer: a file name, or the answer itself, which may have several lines.
    pub answer: String,
    /// Its level, if the bank does not write levels among the topics.
    pub level: Option<String>,
    /// Its topics.
    pub topics: Vec<String>,
    /// The options to choose from. Without any, a question of a quiz gets empty ones, as many as the others have.
    pub options: Vec<NewOption>,
}

/// An option of a question to write.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct NewOption {
    /// Its text, which may go on below, in code for instance.
    pub text: String,
    /// Whether it is right.
    pub is_right: bool,
}

/// How a shape writes changes. Every function leaves the bytes of everything else as they are, and refuses what has no
/// place in files of the shape: the answer files of groups in a document, the sections of documents in a group.
pub struct Write {
    /// Replaces the value of a part; the quotes and the markup stay the same where the new value allows it.
    pub replace: fn(&Target<'_>, Part, &str) -> Result<TextEdit, Refusal>,
    /// Replaces a level or a topic that is given to several questions: by a heading, or by the frontmatter.
    pub relabel: fn(&TargetList<'_>, &Slot, &str) -> Result<TextEdit, Refusal>,
    /// Removes the topics at these indexes, which are in order.
    pub remove_topics: fn(&Target<'_>, &[usize]) -> Result<Vec<TextEdit>, Refusal>,
    /// Adds a level to a question that has none: as a value of its own if the flag is set, else as the first of its topics.
    pub add_level: fn(&Target<'_>, &str, bool) -> Result<TextEdit, Refusal>,
    /// Replaces an inline answer with the name of a file.
    pub link_answer: fn(&Target<'_>, &str) -> Result<TextEdit, Refusal>,
    /// Replaces the name of an answer file with a text, which may have several lines.
    pub inline_answer: fn(&Target<'_>, &str) -> Result<Vec<TextEdit>, Refusal>,
    /// Adds questions after the last one, in the style of those next to it.
    pub append: fn(&TargetList<'_>, &[NewQuestion]) -> Result<TextEdit, Refusal>,
    /// Adds questions after the one at this index, in its style and with the numbers after its own.
    pub insert: fn(&TargetList<'_>, usize, &[NewQuestion]) -> Result<TextEdit, Refusal>,
    /// Why no question of the file can be moved, as the predicate of a sentence about the questions; `None` if they can
    /// be.
    pub not_movable: fn(&Group) -> Option<&'static str>,
    /// The span to delete when the questions of a range move elsewhere. The text of each is that of its own span.
    pub take: fn(&TargetList<'_>, Range<usize>) -> Result<Span, Refusal>,
    /// The lines of the question at an index, in shapes that write it in the body.
    pub question_lines: for<'w> fn(&TargetList<'w>, usize) -> Result<QuestionLines<'w>, Refusal>,
    /// Adds questions that were taken out of another group, by their texts, after the last one.
    pub put: fn(&TargetList<'_>, &Taken<'_>) -> Result<TextEdit, Refusal>,
    /// Reads the text of one question.
    pub read_one: fn(&str) -> Question,
    /// Reorders the questions of a range: for each position, the index of its new question, counted from the start of
    /// the range.
    pub reorder: Reorder,
    /// The lines of the question at this index, from the first that belongs to it to the last.
    pub lines: fn(&TargetList<'_>, usize) -> Option<Span>,
    /// Writes a number in place of that of the question at this index: before its text and in the names of elements there.
    /// What is below is indented as that needs.
    pub renumber: fn(&TargetList<'_>, usize, u32) -> Result<Vec<TextEdit>, Refusal>,
    /// The entries of lists that name the right options of several questions by their numbers.
    pub answer_keys: fn(&TargetList<'_>) -> Vec<KeyEntry>,
    /// The text of a new file with these values in its head, and these questions.
    pub file: fn(&[(String, HeadValue)], &FirstQuestions<'_>) -> String,
    /// How what is wrong below the text of a question is repaired; `None` if nothing is written there.
    pub repair: Option<Repair>,
}

/// How a shape repairs what is below the text of a question. The functions guess the form from the questions around it;
/// who calls them reads the result.
#[derive(Clone, Copy)]
pub struct Repair {
    /// Where the answer of the question at this index ends, without what most questions have after theirs.
    pub answer_end: fn(&TargetList<'_>, usize) -> Result<u32, Refusal>,
    /// Closes the `<details>` whose tag is at this span, where the answer or the question that it folds ends.
    pub close_details: fn(&TargetList<'_>, Span) -> Result<Closing, Refusal>,
    /// Folds the answer of the question at this index, of which the end of the element is there already.
    pub open_details: fn(&TargetList<'_>, usize) -> Result<TextEdit, Refusal>,
    /// Writes an answer below the question at this index, which has none; empty options instead where most questions have
    /// options.
    pub add_answer: fn(&TargetList<'_>, usize, &str) -> Result<TextEdit, Refusal>,
    /// Removes the option at this index of a question. The letters of those after it follow, in the key too.
    pub remove_option: fn(&Target<'_>, usize) -> Result<Vec<TextEdit>, Refusal>,
    /// Marks the options at these places as right, and no other ones, of the question at this index.
    pub mark_options: MarkOptions,
}

/// Marks options of a question as right; see [`Repair::mark_options`].
pub type MarkOptions = fn(&TargetList<'_>, usize, &[usize]) -> Result<Vec<TextEdit>, Refusal>;

/// The end of an element that is written.
pub struct Closing {
    /// The change.
    pub edit: TextEdit,
    /// The index of the question that it is in.
    pub question: usize,
    /// Whether the questions around it leave no doubt where the end is.
    pub is_certain: bool,
}

/// The lines of a question in the body of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuestionLines<'w> {
    /// From the start of the first line to the end of the last one, without what parts it from other questions.
    pub span: Span,
    /// The end of the line with its text.
    pub opener: u32,
    /// What is between it, or a question near it, and the next one.
    pub separator: &'w str,
}

/// Reorders the questions of a range; see [`Write::reorder`].
pub type Reorder = fn(&TargetList<'_>, Range<usize>, &[usize]) -> Result<TextEdit, Refusal>;

/// An entry of a list that names the right options of several questions by their numbers: `12. B`, `12-b`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeyEntry {
    /// The index of its question.
    pub question: usize,
    /// The digits of the number.
    pub number: Span,
    /// The letter of the option.
    pub letter: Span,
}

/// A value in the head of a new file.
pub enum HeadValue {
    /// A text.
    Text(String),
    /// A value that is written without quotes: a number, a date, a word.
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
    /// The text of each, with all its lines.
    pub texts: Vec<String>,
}
