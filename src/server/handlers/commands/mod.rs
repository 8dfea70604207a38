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
mod translations;

use serde_json::Value;
use tower_lsp::jsonrpc::Error;
use tower_lsp::ls_types as lsp;

use crate::edit::Edit;
use crate::server::action_data::ActionData;
use crate::server::banks::BankView;
use crate::server::event::{Again, Event, FollowUp, Request, Unconfirmed};
use crate::server::request::{RequestContext, Responder, catch_panic};
use crate::server::snapshot::Snapshot;
use crate::server::state::State;
use apply_action::APPLY_ACTION;
use command::{Command, Run, place_after};

pub use apply_action::edit_answered;
pub use move_questions::MOVE_QUESTIONS;
pub use open::{OPEN, SHOW_FINDINGS, name_location, name_page};
pub use translations::translations;

/// All commands.
pub const COMMANDS: &[Command] = &[
    OPEN,
    SHOW_FINDINGS,
    APPLY_ACTION,
    MOVE_QUESTIONS,
    create::NEW_QUESTION,
    create::NEW_GROUP,
    create::CREATE_MISSING_ANSWERS,
    translations::OPEN_TRANSLATIONS,
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
                    let done = work(&snapshot, command, arguments.clone(), context)?;
                    if let Some(then) = done.then {
                        let _ = events.send(confirmed(then, command, arguments, None));
                    }
                    Ok(done.value)
                });
            };
            state.answer(Request::new(lane, needs, answer));
        }
    }
}

/// Runs a command once more, after the user has answered a question. `agreed` is what the user has confirmed, if that was
/// the question. The bank may have changed while it was open: the command looks at it as it is now.
pub fn run_again(state: &mut State, again: Again, agreed: Option<String>) {
    let command = COMMANDS.iter().find(|it| it.name == again.command);
    let Some((command, run)) = command.map(|command| (command, command.run)) else {
        return;
    };
    let Run::Pool {
        lane, needs, work, ..
    } = run
    else {
        return;
    };
    let (events, outbox) = (state.events.clone(), state.connection.outbox.clone());
    let answer = move |snapshot: Snapshot| {
        let Again {
            arguments, label, ..
        } = again;
        let done = catch_panic(command.name, || {
            let context = RequestContext::of_nobody(&outbox);
            work(&snapshot, command, arguments.clone(), &context)
        });
        let then = done.map(|done| done.then).unwrap_or_else(|error| {
            let message = format!("{label}: {}", error.message);
            Some(FollowUp::Fail(message))
        });
        if let Some(then) = then {
            let _ = events.send(confirmed(then, command, arguments, agreed.as_deref()));
        }
    };
    state.answer(Request::new(lane, needs, answer));
}

/// What the client is to do for a command: first to ask, if the user has something to confirm and has not agreed to it yet.
fn confirmed(
    then: FollowUp,
    command: &Command,
    arguments: Vec<Value>,
    agreed: Option<&str>,
) -> Event {
    match then {
        FollowUp::Apply {
            label,
            question: Some(question),
            details,
            ..
        } if agreed != Some(&*question) => {
            let again = Again {
                command: command.name,
                arguments,
                label,
                details,
            };
            Event::Confirm(question, Unconfirmed::Command(again))
        }
        then => Event::FollowUp(then),
    }
}

/// Brings questions to the place that the user chose.
pub fn place_chosen(state: &mut State, data: ActionData, result: Result<Value, String>) {
    if let Some(again) = move_questions::chosen(state, data, result) {
        run_again(state, again, None);
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
            ..
        } => apply_action::ask(state, label, *edit, (shows, beside)),
        FollowUp::ChoosePlace(data, groups) => move_questions::ask(state, data, groups),
        FollowUp::Show(places) => {
            for place in places {
                open::show(state, place);
            }
        }
        FollowUp::Browse(uri) => open::browse(state, uri),
        FollowUp::Fail(message) => {
            let connection = &state.connection;
            connection.show_message(lsp::MessageType::ERROR, message);
        }
    }
}

/// The command that applies the action with this title and data.
pub fn apply(title: &str, data: Value) -> lsp::Command {
    lsp::Command {
        title: title.to_owned(),
        command: APPLY_ACTION.name.to_owned(),
        arguments: Some(vec![data]),
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
