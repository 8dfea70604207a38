//! Changes that the user confirms in a message, for a client that does not ask before it applies an edit.

use serde_json::Value;
use tower_lsp::ls_types as lsp;

use super::{commands, rename};
use crate::server::connection::Pending;
use crate::server::event::{FollowUp, Unconfirmed};
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
        Unconfirmed::Rename { .. } => format!("{question}. {verb}?"),
        Unconfirmed::Command(again) => format!("{}: {question}. {verb}?", again.label),
    };
    let opening = (!translations(&change).is_empty()).then_some(OPENING);
    let choices = [Some(verb), opening, Some("Cancel")].into_iter().flatten();
    let choices = choices.map(str::to_owned);
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
    let opens = matches!(&result, Ok(chosen) if chosen["title"] == OPENING);
    let places = opens.then(|| translations(&change).to_vec());
    let is_confirmed = result.map(|chosen| opens || chosen["title"] == verb(&change));
    let is_confirmed = is_confirmed.map_err(|_| {
        let how = match &change {
            Unconfirmed::Rename { .. } => "rename it again to confirm",
            Unconfirmed::Command(_) => "choose it again to confirm",
        };
        state.refused_question = Some(question.clone());
        Refusal::new(format!("{question}; {how}"))
    });
    answer(state, question, change, is_confirmed);
    if let Some(places) = places {
        commands::follow_up(state, FollowUp::Show(places));
    }
}

/// The choice that also shows where the new text is to be translated.
const OPENING: &str = "Rename and open the translations";

fn translations(change: &Unconfirmed) -> &[lsp::Location] {
    match change {
        Unconfirmed::Rename { translations, .. } => translations,
        Unconfirmed::Command(_) => &[],
    }
}

fn answer(
    state: &mut State,
    question: String,
    change: Unconfirmed,
    is_confirmed: Result<bool, Refusal>,
) {
    match change {
        Unconfirmed::Rename { responder, .. } => rename::confirmed(responder, is_confirmed),
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
        Unconfirmed::Rename { .. } => "Rename",
        Unconfirmed::Command(_) => "Apply",
    }
}
