//! What a client can have done by name (`workspace/executeCommand`): an entry a command.

use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types as lsp;

use super::super::convert::DocumentId;
use super::super::state::State;

/// Something that can be done.
pub struct Command {
    /// What the client calls it.
    pub name: &'static str,
    /// Does it, with the arguments that the client gives. The result goes back to the client.
    run: fn(&mut State, Vec<Value>) -> Result<Option<Value>>,
}

/// All commands.
pub const COMMANDS: &[Command] = &[OPEN];

/// Shows a place: a location.
pub const OPEN: Command = Command {
    name: "qmark.open",
    run: open,
};

/// Does what the client asks for.
pub fn execute(state: &mut State, params: lsp::ExecuteCommandParams) -> Result<Option<Value>> {
    let name = params.command;
    let command = COMMANDS.iter().find(|command| command.name == name);
    let unknown = || Error::invalid_params(format!("there is no command `{name}`"));
    let command = command.ok_or_else(unknown)?;
    (command.run)(state, params.arguments)
}

/// The one argument of a command.
fn argument<A: DeserializeOwned>(arguments: Vec<Value>) -> Result<A> {
    let mut arguments = arguments.into_iter();
    let (Some(argument), None) = (arguments.next(), arguments.next()) else {
        return Err(Error::invalid_params("this command takes one argument"));
    };
    serde_json::from_value(argument)
        .map_err(|error| Error::invalid_params(format!("not what this command takes: {error}")))
}

/// Has the client show a place, or says where it is to a client that cannot.
fn open(state: &mut State, arguments: Vec<Value>) -> Result<Option<Value>> {
    let place: lsp::Location = argument(arguments)?;
    if !state.client.shows_documents {
        say_where(state, &place);
        return Ok(None);
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
    Ok(None)
}

fn say_where(state: &State, place: &lsp::Location) {
    let file = match state.place_of(&DocumentId::of(&place.uri)) {
        Some(place) => place.path.to_string(),
        None => place.uri.to_string(),
    };
    let params = lsp::ShowMessageParams {
        typ: lsp::MessageType::INFO,
        message: format!("It is in `{file}`, line {}", place.range.start.line + 1),
    };
    state.outbox.notify("window/showMessage", params);
}
