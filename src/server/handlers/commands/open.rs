//! Showing places and pages.

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::{Command, Run};
use crate::server::convert::DocumentId;
use crate::server::state::State;

/// Shows a place. Takes a location (`uri` and `range`), gives null.
pub const OPEN: Command = Command {
    name: "qmark.open",
    takes: "a location, `{ uri, range }`",
    run: Run::Owner(open),
};

/// Leads to the findings of a file: an editor with a list of them shows that instead. Takes the location of the gravest,
/// and shows it; gives null.
pub const SHOW_FINDINGS: Command = Command {
    name: "qmark.showFindings",
    takes: "a location, `{ uri, range }`",
    run: Run::Owner(open),
};

fn open(state: &mut State, command: &Command, arguments: Vec<Value>) -> Result<Option<Value>> {
    show(state, command.argument(arguments)?);
    Ok(None)
}

/// Has the client show a place, or says where it is to a client that cannot.
pub fn show(state: &mut State, place: lsp::Location) {
    if !state.client.shows_documents {
        return say_where(state, &place);
    }
    let params = lsp::ShowDocumentParams {
        uri: place.uri.clone(),
        external: None,
        take_focus: Some(true),
        selection: Some(place.range),
    };
    state.ask_client("window/showDocument", params, move |state, answer| {
        let is_shown = answer.is_ok_and(|answer| answer["success"] == true);
        if !is_shown {
            say_where(state, &place);
        }
    });
}

/// Has the client open a place without leaving the one that it shows. Says nothing to a client that cannot.
pub fn show_beside(state: &mut State, place: lsp::Location) {
    if !state.client.shows_documents {
        return;
    }
    let params = lsp::ShowDocumentParams {
        uri: place.uri,
        external: None,
        take_focus: Some(false),
        selection: Some(place.range),
    };
    state.ask_client("window/showDocument", params, |_, _| {});
}

/// Has the client open a page in a browser, or says where it is.
pub fn browse(state: &mut State, uri: lsp::Uri) {
    let say = |state: &State, uri: &lsp::Uri| {
        tell(state, format!("The page is at {}", uri.as_str()));
    };
    if !state.client.shows_documents {
        return say(state, &uri);
    }
    let params = lsp::ShowDocumentParams {
        uri: uri.clone(),
        external: Some(true),
        take_focus: Some(true),
        selection: None,
    };
    state.ask_client("window/showDocument", params, move |state, answer| {
        if !answer.is_ok_and(|answer| answer["success"] == true) {
            say(state, &uri);
        }
    });
}

fn say_where(state: &State, place: &lsp::Location) {
    let file = match state.place_of(&DocumentId::of(&place.uri)) {
        Some(place) => place.path.to_string(),
        None => place.uri.to_string(),
    };
    let line = place.range.start.line + 1;
    tell(state, format!("It is in `{file}`, line {line}"));
}

fn tell(state: &State, message: String) {
    let params = lsp::ShowMessageParams {
        typ: lsp::MessageType::INFO,
        message,
    };
    state.outbox.notify("window/showMessage", params);
}
