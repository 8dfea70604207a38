//! The answer of a question, found and measured.

use serde::Serialize;

use crate::bank::{AnswerTarget, Bank, BankPath};
use crate::facts::question::{Answer, Question};
use crate::facts::questions::Placed;
use crate::syntax::markdown::body::Body;
use crate::syntax::markdown::shown::Shown;
use crate::text::Span;

/// Whether a question has an answer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AnswerState {
    /// It has one that is not empty.
    Answered,
    /// It is empty, or only has qmark's placeholder.
    Empty,
    /// It names a file that does not exist, or is not in the answers' folder under this name.
    Missing,
    /// It has no `answer`, or one that is not text.
    None,
}

/// The answer of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundAnswer<'q> {
    /// Whether there is one.
    pub state: AnswerState,
    /// The file that it names, existing or not; `None` for an inline answer and for a name that points outside the bank.
    pub file: Option<BankPath>,
    /// The text of an inline answer.
    pub inline: Option<&'q str>,
    /// Its lines in the file of its question, from the start of that file.
    pub below: Option<Span>,
    /// Its length; `None` when there is nothing to count, or a file that could not be read.
    pub words: Option<u32>,
}

/// The state of an answer that shows this.
fn state(shown: Shown) -> AnswerState {
    match shown {
        Shown::Nothing | Shown::Placeholder => AnswerState::Empty,
        Shown::Text => AnswerState::Answered,
    }
}

/// The answer of the question `placed`, which is one of `group`.
pub fn answer<'q>(bank: &Bank, group: &BankPath, placed: &Placed<'q>) -> FoundAnswer<'q> {
    let question: &'q Question = placed.question;
    let absent = |state, file| FoundAnswer {
        state,
        file,
        inline: None,
        below: None,
        words: None,
    };
    // The answer is in the file of its question.
    let here = || FoundAnswer {
        words: question.answer_words(),
        ..absent(state(question.answer_shown().unwrap_or(Shown::Text)), None)
    };
    match placed.answer() {
        None => absent(AnswerState::None, None),
        Some(Answer::Inline(scalar)) => FoundAnswer {
            inline: Some(scalar.text),
            ..here()
        },
        Some(Answer::Below(below)) => FoundAnswer {
            below: Some(below.span),
            ..here()
        },
        Some(Answer::File(name)) => match bank.answer_target(group, name.text) {
            AnswerTarget::Found(file) => FoundAnswer {
                words: file.body().map(Body::answer_words),
                ..absent(
                    state(file.body().map_or(Shown::Text, Body::shown)),
                    Some(file.path.clone()),
                )
            },
            AnswerTarget::Missing(path) => absent(AnswerState::Missing, Some(path)),
            AnswerTarget::OtherCase(_) | AnswerTarget::Outside(_) => {
                absent(AnswerState::Missing, bank.answer_path(group, name.text))
            }
        },
    }
}
