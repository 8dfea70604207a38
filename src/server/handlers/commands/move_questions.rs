//! Moving questions to a group that the author chooses among all.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::{Command, Done, Run, Then, change, place_after};
use crate::bank::BankPath;
use crate::server::handlers::action_data::{self, ActionData, outdated};
use crate::server::main_loop::Event;
use crate::server::pool::Lane;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Needs, Snapshot};
use crate::server::state::State;
use crate::server::workspace_edit::refused;

/// Moves questions to another group.
///
/// Takes what was offered with the action. With `to`, a group's path in the bank, the questions move there. With `list`,
/// it only gives `{ groups }`, the paths of all groups that they can move to. With neither, the author is asked for one.
pub const MOVE_QUESTIONS: Command = Command {
    name: "qmark.moveQuestions",
    takes: "the argument that it was offered with, and if wanted `to` or `list`",
    run: Run::Pool {
        first: |_| {},
        lane: Lane::Quick,
        needs: Needs::FindingsSoFar,
        work: move_questions,
    },
};

#[derive(Deserialize)]
struct Wish {
    #[serde(flatten)]
    chosen: ActionData,
    to: Option<String>,
    #[serde(default)]
    list: bool,
}

/// A choice that the author is asked for.
pub struct Choice {
    chosen: ActionData,
    groups: Vec<BankPath>,
}

fn move_questions(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    context: &RequestContext,
) -> Result<Done> {
    context.check_cancelled()?;
    let wish: Wish = command.argument(arguments)?;
    if let Some(to) = &wish.to {
        let then = Some(to_group(snapshot, &wish.chosen, to)?);
        return Ok(Done { then, value: None });
    }
    let groups = snapshot.of(&wish.chosen.uri, |here| {
        Some(action_data::targets(snapshot, &here, &wish.chosen))
    });
    let groups = groups.unwrap_or_else(|| Err(outdated()))?;
    if wish.list {
        let value = Some(json!({ "groups": groups }));
        return Ok(Done { value, then: None });
    }
    let choice = Choice {
        chosen: wish.chosen,
        groups,
    };
    Ok(Done {
        value: None,
        then: Some(Then::Choose(Box::new(choice))),
    })
}

fn to_group(snapshot: &Snapshot, chosen: &ActionData, to: &str) -> Result<Then> {
    let made = snapshot.of(&chosen.uri, |here| {
        let path = BankPath::new(to).filter(|path| here.bank.bank.group(path.as_str()).is_some());
        let Some(path) = path else {
            return Some(Err(super::failed(&format!("`{to}` is not a group"))));
        };
        let made = action_data::move_to(snapshot, &here, chosen, &path).and_then(|planned| {
            let edit = planned.map_err(|refusal| refused(&refusal))?;
            let shows = place_after(snapshot, here.bank, &edit);
            // The author has named both groups: there is nothing to ask any more.
            change(snapshot, here.bank, &edit, None, label(to), shows)
        });
        Some(made)
    });
    made.unwrap_or_else(|| Err(outdated()))
}

fn label(to: &str) -> String {
    format!("Move to `{to}`")
}

/// Asks the author for a group, and has the questions moved there.
pub fn ask(state: &mut State, choice: Choice) {
    let action = |path: &BankPath| lsp::MessageActionItem {
        title: path.to_string(),
        properties: std::collections::HashMap::default(),
    };
    let params = lsp::ShowMessageRequestParams {
        typ: lsp::MessageType::INFO,
        message: "Move to which group?".to_owned(),
        actions: Some(choice.groups.iter().map(action).collect()),
    };
    state.ask_client("window/showMessageRequest", params, |state, answer| {
        let to = match answer {
            Ok(chosen) => chosen["title"].as_str().map(str::to_owned),
            Err(reason) => {
                return tell(
                    state,
                    format!("the editor could not ask for a group: {reason}"),
                );
            }
        };
        if let Some(to) = to {
            make(state, choice.chosen, to);
        }
    });
}

fn make(state: &mut State, chosen: ActionData, to: String) {
    let events = state.events.clone();
    let work = move |snapshot: Snapshot| {
        let made = to_group(&snapshot, &chosen, &to);
        let _ = events.send(Event::change(
            MOVE_QUESTIONS.name,
            move |state| match made {
                Ok(then) => super::ask(state, then),
                Err(error) => tell(state, format!("{}: {}", label(&to), error.message)),
            },
        ));
    };
    state.answer(Lane::Quick, Needs::FindingsSoFar, Box::new(work));
}

fn tell(state: &mut State, message: String) {
    let params = lsp::ShowMessageParams {
        typ: lsp::MessageType::ERROR,
        message,
    };
    state.outbox.notify("window/showMessage", params);
}
