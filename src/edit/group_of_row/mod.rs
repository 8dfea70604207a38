//! Writes a row that was the frontmatter of a group as that frontmatter.

mod head;
#[cfg(test)]
mod tests;

use super::Edit;
use super::verify::{is_written_in_group, read_after};
use crate::bank::keys::Keys;
use crate::bank::{Bank, BankPath};
use crate::facts::group::Group;
use crate::shape::document::flattened::Flattened;
use crate::shape::document::row;
use crate::shape::write::{FirstQuestions, NewQuestion};
use crate::text::{Span, TextEdit, line_break};
use head::Head;

/// Writes the row of a file as a frontmatter above the rest of its text, which stays as it is.
///
/// `None` if the file has a frontmatter, if the row has something that a group cannot have, or if the file would not read
/// as a group with the same questions.
pub fn group_of_row(bank: &Bank, path: &BankPath, text: &str) -> Option<Edit> {
    let split = bank.group(path.as_str())?.split;
    if split.front.is_some() {
        return None;
    }
    let row = row::read(text, split.body)?;
    let questions = row.questions.iter();
    let questions = questions.map(|question| new_question(text, question));
    let questions: Vec<NewQuestion> = questions.collect::<Option<_>>()?;
    let head = Head::read(Keys::of_group(bank.config(), true), row.head);
    let front = frontmatter(&head, &questions)?;
    let front = front.replace('\n', line_break(text));
    let edits = edits(split.body, row.lines, front);
    let after = read_after(&bank.config().input(path, text), &edits)?;
    is_group_of(after.as_group()?, &questions).then(|| Edit::texts(path, edits))
}

/// A question of the row; `None` if it has no answer.
fn new_question(text: &str, question: &Flattened) -> Option<NewQuestion> {
    let written = |span: Span| span.slice(text).to_owned();
    Some(NewQuestion {
        question: written(question.text),
        answer: written(question.answer?),
        level: question.level.map(written),
        topics: question.topics.iter().copied().map(written).collect(),
        ..NewQuestion::default()
    })
}

/// The frontmatter, with the values that cannot be given to their keys in comments.
fn frontmatter(head: &Head<'_>, questions: &[NewQuestion]) -> Option<String> {
    let written = FirstQuestions::New(questions).file(&head.entries).ok()?;
    let (fence, rest) = written.split_once('\n')?;
    let unclear = head.unclear.iter();
    let comments = unclear.map(|cells| format!("# {}: {}\n", cells.keys.join(", "), cells.text));
    Some(format!("{fence}\n{}{rest}", comments.collect::<String>()))
}

/// Removes the lines and writes the frontmatter where the body starts.
fn edits(start: u32, lines: Span, front: String) -> Vec<TextEdit> {
    let write = |span, text| TextEdit { span, text };
    if lines.start == start {
        return vec![write(lines, front)];
    }
    vec![write(Span::at(start), front), write(lines, String::new())]
}

/// Whether a group is valid YAML with these questions and no others.
fn is_group_of(group: &Group, questions: &[NewQuestion]) -> bool {
    let mut pairs = group.questions.iter().zip(questions);
    group.yaml().is_some()
        && group.head.errors.is_empty()
        && group.questions.len() == questions.len()
        && pairs.all(|(placed, new)| is_written_in_group(&placed, new))
}
