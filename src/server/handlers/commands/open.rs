//! `qmark.open` and `qmark.showFindings`: showing locations and pages.

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::command::{Command, Run};
use crate::server::connection::Pending;
use crate::server::convert::DocumentId;
use crate::server::state::State;

/// Shows a location. Takes it as `uri` and `range`, returns null.
pub const OPEN: Command = Command {
    name: "qmark.open",
    takes: "a location, `{ uri, range }`",
    run: Run::Loop(open),
};

/// Shows the findings of a file; an editor with a list of them shows that instead. Takes the location of the most severe
/// one, and shows it; returns null.
pub const SHOW_FINDINGS: Command = Command {
    name: "qmark.showFindings",
    takes: "a location, `{ uri, range }`",
    run: Run::Loop(open),
};

fn open(state: &mut State, command: &Command, arguments: Vec<Value>) -> Result<Option<Value>> {
    show(state, command.argument(arguments)?);
    Ok(None)
}

/// Shows a location in the client, or names it to the user if the client cannot.
pub fn show(state: &mut State, location: lsp::Location) {
    if !state.connection.client.shows_documents {
        return name_location(state, &location);
    }
    let params = lsp::ShowDocumentParams {
        uri: location.uri.clone(),
        external: None,
        take_focus: Some(true),
        selection: Some(location.range),
    };
    request(state, params, Pending::ShowLocation(location));
}

/// Shows a location without taking the focus, if the client can.
pub fn show_beside(state: &mut State, location: lsp::Location) {
    if !state.connection.client.shows_documents {
        return;
    }
    let params = lsp::ShowDocumentParams {
        uri: location.uri,
        external: None,
        take_focus: Some(false),
        selection: Some(location.range),
    };
    request(state, params, Pending::Ignored);
}

/// Opens a page in a browser, or names it to the user if the client cannot.
pub fn browse(state: &mut State, uri: lsp::Uri) {
    if !state.connection.client.shows_documents {
        return name_page(state, &uri);
    }
    let params = lsp::ShowDocumentParams {
        uri: uri.clone(),
        external: Some(true),
        take_focus: Some(true),
        selection: None,
    };
    request(state, params, Pending::ShowPage(uri));
}

fn request(state: &mut State, params: lsp::ShowDocumentParams, pending: Pending) {
    let connection = &mut state.connection;
    connection.request("window/showDocument", params, pending);
}

/// Names a location that the client did not show.
pub fn name_location(state: &State, location: &lsp::Location) {
    let file = match state.banks.place_of(&DocumentId::of(&location.uri)) {
        Some(place) => place.path.to_string(),
        None => location.uri.to_string(),
    };
    let line = location.range.start.line + 1;
    let message = format!("It is in `{file}`, line {line}");
    let connection = &state.connection;
    connection.show_message(lsp::MessageType::INFO, message);
}

/// Names a page that the client did not open.
pub fn name_page(state: &State, uri: &lsp::Uri) {
    let message = format!("The page is at {}", uri.as_str());
    let connection = &state.connection;
    connection.show_message(lsp::MessageType::INFO, message);
}
