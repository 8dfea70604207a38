//! What cannot be written in the text of a document, and why.

use std::ops::Range;

use crate::facts::group::Group;
use crate::facts::question::{Marks, Question};
use crate::shape::write::{FirstQuestions, HeadValue, NewQuestion, Taken, Target, TargetList};
use crate::text::{Refusal, Span, TextEdit};

/// Topics are words of a heading, or of a line that has others.
pub fn remove_topics(_: &Target<'_>, _: &[usize]) -> Result<Vec<TextEdit>, Refusal> {
    Err(Refusal::new(
        "a topic in the text of a document cannot be removed without the words around it; remove it by hand",
    ))
}

/// Levels are headings, which are given to all questions below them.
pub fn add_level(_: &Target<'_>, _: &str, _: bool) -> Result<TextEdit, Refusal> {
    Err(Refusal::new(
        "in a document the headings give the levels; move the question below one of them",
    ))
}

/// The answer is in the document.
pub fn link_answer(_: &Target<'_>, _: &str) -> Result<TextEdit, Refusal> {
    Err(Refusal::new(
        "a question in a document has its answer below it, and not in another file",
    ))
}

/// The answer is in the document already.
pub fn inline_answer(_: &Target<'_>, _: &str) -> Result<Vec<TextEdit>, Refusal> {
    Err(Refusal::new(
        "a question in a document names no answer file",
    ))
}

/// A file of the shape `file` has one question.
pub fn append(_: &TargetList<'_>, _: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    Err(has_one())
}

/// The same after a question.
pub fn insert(_: &TargetList<'_>, _: usize, _: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    Err(has_one())
}

fn has_one() -> Refusal {
    Refusal::new("the file has one question; write another one into a file of its own")
}

/// A question with a file of its own moves with it.
pub fn not_movable(_: &Group) -> Option<&'static str> {
    Some("have a file each; move the file instead")
}

/// There is one question.
pub fn reorder(_: &TargetList<'_>, _: Range<usize>, _: &[usize]) -> Result<TextEdit, Refusal> {
    Err(has_one())
}

/// There is nothing to count.
pub fn renumber(_: &TargetList<'_>, _: usize, _: u32) -> Result<Vec<TextEdit>, Refusal> {
    Err(Refusal::new(
        "the file has one question, so there is nothing to number",
    ))
}

/// The file goes with its question.
pub fn take(_: &TargetList<'_>, _: Range<usize>) -> Result<Span, Refusal> {
    Err(has_one())
}

/// The lines of a question depend on those around it: another document gets its texts, written in its own form.
pub fn put(_: &TargetList<'_>, _: &Taken<'_>) -> Result<TextEdit, Refusal> {
    Err(Refusal::new(
        "the questions are written in the text of a document; move their lines by hand",
    ))
}

/// A question says nothing without its document.
pub fn read_one(_: &str) -> Question {
    Question::of_marks(Marks::default(), Span::default(), 0)
}

/// New files are groups.
pub fn file(_: &[(String, HeadValue)], _: &FirstQuestions<'_>) -> String {
    String::new()
}
