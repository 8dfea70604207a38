//! Changes that the client is asked to make.

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::super::edits::refused;
use super::super::super::mail::Asker;
use super::super::super::pool::Lane;
use super::super::super::snapshot::{Needs, Snapshot};
use super::super::super::state::State;
use super::super::actions::{self, Chosen};
use super::{Command, Done, Run, change, moved_on, open, place_after};

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
    asker: &Asker,
) -> Result<Done> {
    asker.still_waits()?;
    let chosen: Chosen = command.argument(arguments)?;
    let made = snapshot.of(&chosen.uri, |here| {
        Some(
            actions::chosen_edit(snapshot, &here, &chosen).and_then(|planned| {
                let edit = planned.map_err(|refusal| refused(&refusal))?;
                let shows = place_after(snapshot, here.bank, &edit);
                let label = chosen.title.clone();
                change(snapshot, here.bank, &edit, Some(&here.path), label, shows)
            }),
        )
    });
    Ok(Done {
        then: Some(made.unwrap_or_else(|| Err(moved_on()))?),
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
                    message: format!("{label}: this was not done, {reason}"),
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
