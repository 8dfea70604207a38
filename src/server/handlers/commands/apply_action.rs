//! `qmark.applyAction`, and edits that the client is asked to apply.

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::command::{Command, Done, Run, change, place_after};
use super::open;
use crate::server::action_data::{self, ActionData, outdated};
use crate::server::connection::Pending;
use crate::server::pool::Lane;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Needs, Snapshot};
use crate::server::state::State;
use crate::server::workspace_edit::refused;

/// Applies a code action, for a client that knows actions only as commands, and an edit that the user has to confirm, for
/// a client that does not ask. Takes what was offered with it, returns null.
pub const APPLY_ACTION: Command = Command {
    name: "qmark.applyAction",
    takes: "the argument that it was offered with",
    run: Run::Pool {
        first: |_| {},
        lane: Lane::Quick,
        needs: Needs::FindingsSoFar,
        work: apply_action,
    },
};

fn apply_action(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    _context: &RequestContext,
) -> Result<Done> {
    let chosen: ActionData = command.argument(arguments)?;
    let made = snapshot.of(&chosen.uri, |here| {
        Some(
            action_data::chosen_edit(snapshot, &here, &chosen).and_then(|planned| {
                let edit = planned.map_err(|refusal| refused(&refusal))?;
                // Where the client cannot show a place, the user is in this file already.
                let can_show = snapshot.client.shows_documents;
                let shows = place_after(snapshot, here.bank, &edit)
                    .filter(|place| can_show || place.uri != chosen.uri);
                let label = chosen.title.clone();
                change(snapshot, here.bank, &edit, Some(&here.path), label, shows)
            }),
        )
    });
    Ok(Done {
        then: Some(made.unwrap_or_else(|| Err(outdated()))?),
        ..Done::default()
    })
}

/// Asks the client to apply an edit, and then to show a location, and another one beside it.
pub fn ask(
    state: &mut State,
    label: String,
    edit: lsp::WorkspaceEdit,
    (shows, beside): (Option<lsp::Location>, Option<lsp::Location>),
) {
    let params = lsp::ApplyWorkspaceEditParams {
        label: Some(label.clone()),
        edit,
    };
    let pending = Pending::ApplyEdit {
        label,
        shows,
        beside,
    };
    let connection = &mut state.connection;
    connection.request("workspace/applyEdit", params, pending);
}

/// Shows what was asked for once the edit is applied; if it is not, tells the user why.
pub fn edit_answered(
    state: &mut State,
    label: &str,
    (shows, beside): (Option<lsp::Location>, Option<lsp::Location>),
    result: std::result::Result<Value, String>,
) {
    if let Some(reason) = failure(result) {
        if reason == CANCELLED {
            return;
        }
        let message = format!("{label} failed: {reason}");
        let connection = &state.connection;
        return connection.show_message(lsp::MessageType::ERROR, message);
    }
    if let Some(place) = shows {
        open::show(state, place);
    }
    if let Some(place) = beside {
        open::show_beside(state, place);
    }
}

/// What a client gives as the reason when it has asked the user, who did not agree to the edit.
const CANCELLED: &str = "cancelled";

/// Why the client did not apply the edit; `None` if it did.
fn failure(result: std::result::Result<Value, String>) -> Option<String> {
    let response = match result {
        Ok(response) => response,
        Err(reason) => return Some(reason),
    };
    if response["applied"] == true {
        return None;
    }
    let reason = response["failureReason"].as_str();
    Some(reason.unwrap_or("the editor refused the change").to_owned())
}
