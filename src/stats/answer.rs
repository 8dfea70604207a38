//! The answer of a question, found and measured.

use serde::Serialize;

use crate::bank::{AnswerTarget, Bank, BankPath};
use crate::facts::question;
use crate::facts::question::Question;
use crate::syntax::markdown::body::Body;
use crate::syntax::markdown::shown::Shown;

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

/// The answer of `question`, which is one of `group`.
pub fn answer<'q>(bank: &Bank, group: &BankPath, question: &'q Question) -> FoundAnswer<'q> {
    let absent = |state, file| FoundAnswer {
        state,
        file,
        inline: None,
        words: None,
    };
    match question.answer() {
        None => absent(AnswerState::None, None),
        Some(question::Answer::Inline(scalar)) => FoundAnswer {
            state: state(question.inline_shown().unwrap_or(Shown::Text)),
            file: None,
            inline: Some(scalar.text),
            words: question.inline_words(),
        },
        Some(question::Answer::File(name)) => match bank.answer_target(group, name.text) {
            AnswerTarget::Found(file) => FoundAnswer {
                state: state(file.body().map_or(Shown::Text, Body::shown)),
                file: Some(file.path.clone()),
                inline: None,
                words: file.body().map(Body::answer_words),
            },
            AnswerTarget::Missing(path) => absent(AnswerState::Missing, Some(path)),
            AnswerTarget::OtherCase(_) | AnswerTarget::Outside(_) => {
                absent(AnswerState::Missing, bank.answer_path(group, name.text))
            }
        },
    }
}
