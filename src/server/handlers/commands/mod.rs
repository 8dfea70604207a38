//! Commands of `workspace/executeCommand`: one entry each in [`COMMANDS`].
//!
//! Some run on the main loop at once. Those that look at a bank run in the pool, from a snapshot; what the client has to
//! do then (apply an edit, show a location) goes back to the main loop as a [`FollowUp`].

mod apply_action;
mod command;
mod create;
mod move_questions;
mod open;
mod report;

use serde_json::Value;
use tower_lsp::jsonrpc::Error;
use tower_lsp::ls_types as lsp;

use crate::edit::Edit;
use crate::server::banks::BankView;
use crate::server::event::{Event, FollowUp, Request};
use crate::server::request::Responder;
use crate::server::snapshot::Snapshot;
use crate::server::state::State;
use command::{Command, Run, place_after};

pub use apply_action::{APPLY_ACTION, edit_answered};
pub use move_questions::{MOVE_QUESTIONS, place_chosen};
pub use open::{OPEN, SHOW_FINDINGS, name_location, name_page};

/// All commands.
pub const COMMANDS: &[Command] = &[
    OPEN,
    SHOW_FINDINGS,
    APPLY_ACTION,
    MOVE_QUESTIONS,
    create::NEW_QUESTION,
    create::NEW_GROUP,
    create::CREATE_MISSING_ANSWERS,
    report::SHOW_STATISTICS,
    report::RELOAD_BANK,
    report::SERVER_STATE,
];

/// Executes a command.
pub fn execute(
    state: &mut State,
    params: lsp::ExecuteCommandParams,
    responder: Responder<Option<Value>>,
) {
    let name = params.command;
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        let unknown = format!("unknown command `{name}`");
        return responder.respond(&name, |_| Err(Error::invalid_params(unknown)));
    };
    let arguments = params.arguments;
    match command.run {
        Run::Loop(run) => responder.respond(command.name, |_| run(state, command, arguments)),
        Run::Pool {
            first,
            lane,
            needs,
            work,
        } => {
            first(state);
            let events = state.events.clone();
            let answer = move |snapshot: Snapshot| {
                responder.respond(command.name, |context| {
                    let done = work(&snapshot, command, arguments, context)?;
                    if let Some(then) = done.then {
                        let _ = events.send(Event::FollowUp(then));
                    }
                    Ok(done.value)
                });
            };
            state.answer(Request::new(lane, needs, answer));
        }
    }
}

/// Asks the client to do something.
pub fn follow_up(state: &mut State, follow_up: FollowUp) {
    match follow_up {
        FollowUp::Apply {
            label,
            edit,
            shows,
            beside,
        } => apply_action::ask(state, label, *edit, (shows, beside)),
        FollowUp::ChoosePlace(data, groups) => move_questions::ask(state, data, groups),
        FollowUp::Browse(uri) => open::browse(state, uri),
        FollowUp::Fail(message) => {
            let connection = &state.connection;
            connection.show_message(lsp::MessageType::ERROR, message);
        }
    }
}

/// The command that shows the result of a code action, once the client has applied its edit.
pub fn show_afterwards(snapshot: &Snapshot, bank: &BankView, edit: &Edit) -> Option<lsp::Command> {
    let place = place_after(snapshot, bank, edit)?;
    let can = snapshot.client.shows_documents;
    can.then(|| lsp::Command {
        title: "Open".to_owned(),
        command: OPEN.name.to_owned(),
        arguments: serde_json::to_value(place).ok().map(|place| vec![place]),
    })
}
