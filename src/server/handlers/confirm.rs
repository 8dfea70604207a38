//! Changes that the user confirms in a message, for a client that does not ask before it applies an edit.

use serde_json::Value;
use tower_lsp::ls_types as lsp;

use super::{commands, rename};
use crate::server::connection::Pending;
use crate::server::event::Unconfirmed;
use crate::server::state::State;
use crate::text::Refusal;

/// Asks the user to confirm a change, and makes it then.
///
/// A client that cannot ask gets the question as an error. If the same change is requested again, the user has read it.
pub fn ask(state: &mut State, question: String, change: Unconfirmed) {
    if state.refused_question.take().as_ref() == Some(&question) {
        return answer(state, question, change, Ok(true));
    }
    let verb = verb(&change);
    let message = match &change {
        Unconfirmed::Rename(_) => format!("{question}. {verb}?"),
        Unconfirmed::Command(again) => format!("{}: {question}. {verb}?", again.label),
    };
    let choices = [verb, "Cancel"].map(str::to_owned).into_iter();
    let pending = Pending::Confirm(question, change);
    let connection = &mut state.connection;
    connection.ask_user(lsp::MessageType::WARNING, message, choices, pending);
}

/// Does what the user chose.
pub fn answered(
    state: &mut State,
    question: String,
    change: Unconfirmed,
    result: Result<Value, String>,
) {
    let is_confirmed = result.map(|chosen| chosen["title"] == verb(&change));
    let is_confirmed = is_confirmed.map_err(|_| {
        let how = match &change {
            Unconfirmed::Rename(_) => "rename it again to confirm",
            Unconfirmed::Command(_) => "choose it again to confirm",
        };
        state.refused_question = Some(question.clone());
        Refusal::new(format!("{question}; {how}"))
    });
    answer(state, question, change, is_confirmed);
}

fn answer(
    state: &mut State,
    question: String,
    change: Unconfirmed,
    is_confirmed: Result<bool, Refusal>,
) {
    match change {
        Unconfirmed::Rename(responder) => rename::confirmed(responder, is_confirmed),
        Unconfirmed::Command(again) => match is_confirmed {
            Ok(true) => commands::run_again(state, again, Some(question)),
            Ok(false) => {}
            Err(refusal) => {
                let message = format!("{}: {}", again.label, refusal.0);
                let connection = &state.connection;
                connection.show_message(lsp::MessageType::ERROR, message);
            }
        },
    }
}

/// What the user chooses to confirm.
fn verb(change: &Unconfirmed) -> &'static str {
    match change {
        Unconfirmed::Rename(_) => "Rename",
        Unconfirmed::Command(_) => "Apply",
    }
}
