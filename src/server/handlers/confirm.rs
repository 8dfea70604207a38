//! Changes that the user confirms in a message, for a client that does not ask before it applies an edit.

use serde_json::Value;
use tower_lsp::ls_types as lsp;

use super::{commands, rename};
use crate::disk;
use crate::server::connection::Pending;
use crate::server::convert;
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
    let can_show = state.connection.client.shows_documents;
    let reading = details(&change).filter(|_| can_show).map(|_| READING);
    let choices = [Some(verb), opening, reading, Some("Cancel")];
    let choices = choices.into_iter().flatten();
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
    if let (Ok(chosen), Some(details)) = (&result, details(&change))
        && chosen["title"] == READING
    {
        // The user chooses the action again once all is read: a question would hide the text in some editors.
        return show(state, details);
    }
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

/// The choice that shows what the user may want to read before, and changes nothing.
const READING: &str = "Show the questions";

fn details(change: &Unconfirmed) -> Option<&str> {
    match change {
        Unconfirmed::Rename { .. } => None,
        Unconfirmed::Command(again) => again.details.as_deref(),
    }
}

/// Shows a text in a file outside of the bank.
fn show(state: &mut State, text: &str) {
    let shown = disk::cache_page("questions.txt", text);
    let shown = shown.inspect_err(|error| tracing::warn!("cannot store the text: {error}"));
    let place = shown.ok().and_then(|path| convert::uri(&path));
    let place = place.map(|uri| lsp::Location {
        uri,
        range: lsp::Range::default(),
    });
    commands::follow_up(state, FollowUp::Show(place.into_iter().collect()));
}

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
