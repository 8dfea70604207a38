//! Inlay hints after the values of a group, or after questions with an answer below them: how long an answer is.

use super::markdown::words;
use crate::bank::{AnswerTarget, Bank, BankPath};
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::syntax::yaml::{Style, Value};
use crate::text::{Span, line_end};

/// A hint after a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hint {
    /// Its byte offset.
    pub at: u32,
    /// Its text; never empty.
    pub label: String,
}

/// The lengths of the answers in words, in the part `within` of the group at `path`, whose text is `text`; by position.
/// Missing answers have no hint, since they are findings. Empty unless the configuration enables hints.
///
/// Takes time proportional to the questions in that part.
pub fn hints(bank: &Bank, path: &BankPath, text: &str, within: Span) -> Vec<Hint> {
    if !bank.config().hints.answers {
        return Vec::new();
    }
    let Some(group) = bank.group(path.as_str()) else {
        return Vec::new();
    };
    let questions = &group.questions;
    let first = questions.at_or_before(within.start).unwrap_or(0);
    let inside = questions
        .range(first..questions.len())
        .take_while(|placed| placed.start <= within.end);
    let all = inside.filter_map(|placed| hint(bank, path, text, &placed));
    all.filter(|hint| within.touches(hint.at)).collect()
}

fn hint(bank: &Bank, path: &BankPath, text: &str, placed: &Placed<'_>) -> Option<Hint> {
    let answer = placed.question.answer()?;
    let length = match answer {
        Answer::File(name) => file_words(bank, path, name)?,
        Answer::Inline(_) | Answer::Below(_) => placed.question.answer_words()?,
    };
    let at = match answer.scalar() {
        Some(value) => after(value, text, placed.start),
        None => line_end(text, placed.text()?.span.end),
    };
    Some(Hint {
        at,
        label: words(length),
    })
}

fn file_words(bank: &Bank, path: &BankPath, name: Value<'_>) -> Option<u32> {
    match bank.answer_target(path, name.text) {
        AnswerTarget::Found(file) => Some(file.body()?.answer_words()),
        _ => None,
    }
}

/// After the value; or after the `|` of a block: the lines below belong to the text.
fn after(answer: Value<'_>, text: &str, start: u32) -> u32 {
    let span = answer.span.shift(start);
    if answer.style != Style::Block {
        return span.end;
    }
    let line = span
        .slice(text)
        .split(['\n', '\r'])
        .next()
        .unwrap_or_default();
    span.start + line.trim_end().len() as u32
}

#[cfg(test)]
mod tests;
