//! `qmark.moveQuestions`: brings questions to a group, a document or a section that the user chooses, or those of a whole file
//! to another one.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::command::{Command, Done, Run, change, failed, place_after};
use crate::edit::sections::Place;
use crate::server::action_data::{self, ActionData, outdated};
use crate::server::connection::Pending;
use crate::server::event::{Again, FollowUp};
use crate::server::pool::Lane;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Needs, Snapshot};
use crate::server::state::State;
use crate::server::workspace_edit::refused;

/// Moves questions to another place.
///
/// Takes what was offered with the action. With `to`, a file's path in the bank or that with `#` and the anchor of a section,
/// the questions go there. With `list`, it only returns `{ groups, title }`, all such places, and what to ask. With neither,
/// the user is asked for one.
pub const MOVE_QUESTIONS: Command = Command {
    name: "qmark.moveQuestions",
    takes: "the argument that it was offered with, optionally with `to` or `list`",
    run: Run::Pool {
        first: |_| {},
        lane: Lane::Quick,
        needs: Needs::FindingsSoFar,
        work: move_questions,
    },
};

#[derive(Deserialize)]
struct Argument {
    #[serde(flatten)]
    chosen: ActionData,
    to: Option<String>,
    #[serde(default)]
    list: bool,
}

fn move_questions(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    _context: &RequestContext,
) -> Result<Done> {
    let argument: Argument = command.argument(arguments)?;
    if let Some(to) = &argument.to {
        let then = Some(bring_to(snapshot, &argument.chosen, to)?);
        return Ok(Done { then, value: None });
    }
    let groups = snapshot.of(&argument.chosen.uri, |here| {
        Some(action_data::targets(snapshot, &here, &argument.chosen))
    });
    let groups = groups.unwrap_or_else(|| Err(outdated()))?;
    let places: Vec<String> = groups.iter().map(Place::to_string).collect();
    if argument.list {
        let value = Some(json!({ "groups": places, "title": argument.chosen.asks() }));
        return Ok(Done { value, then: None });
    }
    let data = Box::new(argument.chosen);
    Ok(Done {
        value: None,
        then: Some(FollowUp::ChoosePlace(data, places)),
    })
}

fn bring_to(snapshot: &Snapshot, chosen: &ActionData, to: &str) -> Result<FollowUp> {
    let made = snapshot.of(&chosen.uri, |here| {
        let Some(place) = Place::find(&here.bank.bank, to) else {
            return Some(Err(failed(&format!(
                "`{to}` is not a file with questions or one of its sections"
            ))));
        };
        let made = action_data::go_to(snapshot, &here, chosen, &place).and_then(|planned| {
            let edit = planned.map_err(|refusal| refused(&refusal))?;
            let shows = place_after(snapshot, here.bank, &edit);
            // The user has chosen both files: that the edit changes them needs no confirmation.
            change(snapshot, here.bank, &edit, None, chosen.label(to), shows)
        });
        Some(made)
    });
    made.unwrap_or_else(|| Err(outdated()))
}

/// Asks the user where questions are to go.
pub fn ask(state: &mut State, data: Box<ActionData>, places: Vec<String>) {
    let choices = places.into_iter();
    let message = data.asks().to_owned();
    let pending = Pending::ChoosePlace(data);
    let connection = &mut state.connection;
    connection.ask_user(lsp::MessageType::INFO, message, choices, pending);
}

/// The command with the place that the user chose; `None` if the user chose nothing.
pub fn chosen(
    state: &State,
    data: ActionData,
    result: std::result::Result<Value, String>,
) -> Option<Again> {
    let to = match result {
        Ok(chosen) => chosen["title"].as_str().map(str::to_owned)?,
        Err(reason) => {
            let message = format!("the editor could not ask where to: {reason}");
            let connection = &state.connection;
            connection.show_message(lsp::MessageType::ERROR, message);
            return None;
        }
    };
    let label = data.label(&to);
    let mut argument = serde_json::to_value(data).ok()?;
    argument["to"] = to.into();
    Some(Again {
        command: MOVE_QUESTIONS.name,
        arguments: vec![argument],
        label,
        details: None,
    })
}
