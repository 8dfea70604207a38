//! Changes that the client is asked to make.

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::{Command, Done, Run, change, open, place_after};
use crate::server::handlers::action_data::{self, ActionData, outdated};
use crate::server::pool::Lane;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Needs, Snapshot};
use crate::server::state::State;
use crate::server::workspace_edit::refused;

/// Makes a code action that was offered to a client which takes no actions but commands. Takes what was offered with it,
/// gives null.
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
    context: &RequestContext,
) -> Result<Done> {
    context.check_cancelled()?;
    let chosen: ActionData = command.argument(arguments)?;
    let made = snapshot.of(&chosen.uri, |here| {
        Some(
            action_data::chosen_edit(snapshot, &here, &chosen).and_then(|planned| {
                let edit = planned.map_err(|refusal| refused(&refusal))?;
                let shows = place_after(snapshot, here.bank, &edit);
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

/// Asks the client to make a change and then to show a place, and another one beside it. What it does not make is told
/// to the user.
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
    state.ask_client(
        "workspace/applyEdit",
        params,
        move |state, answer| match failure(answer) {
            None => {
                if let Some(place) = shows {
                    open::show(state, place);
                }
                if let Some(place) = beside {
                    open::show_beside(state, place);
                }
            }
            Some(reason) => {
                let params = lsp::ShowMessageParams {
                    typ: lsp::MessageType::ERROR,
                    message: format!("{label} failed: {reason}"),
                };
                state.outbox.notify("window/showMessage", params);
            }
        },
    );
}

/// Why the client did not make the change; `None` when it did.
fn failure(answer: std::result::Result<Value, String>) -> Option<String> {
    let response = match answer {
        Ok(response) => response,
        Err(reason) => return Some(reason),
    };
    if response["applied"] == true {
        return None;
    }
    let reason = response["failureReason"].as_str();
    Some(reason.unwrap_or("the editor refused the change").to_owned())
}
