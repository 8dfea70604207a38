//! What a client can have done by name (`workspace/executeCommand`): an entry a command.
//!
//! Some are done by the owner at once. Those that have to look at a bank are worked out by the pool from a snapshot, as
//! answers are; what is to happen then (an edit that the client is to make, a place that it is to show) goes back to the
//! owner, who asks the client for it.

mod apply_action;
mod create;
mod move_questions;
mod open;
mod report;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::edit::{Edit, Refusal};
use crate::server::banks::BankView;
use crate::server::main_loop::Event;
use crate::server::pool::Lane;
use crate::server::request::{RequestContext, Responder};
use crate::server::snapshot::{Needs, Snapshot};
use crate::server::state::State;
use crate::server::workspace_edit::{refused, workspace_edit};
use crate::text::TextEdit;

/// Something that can be done.
pub struct Command {
    /// What the client calls it.
    pub name: &'static str,
    /// What its argument is, for those who got it wrong.
    takes: &'static str,
    run: Run,
}

/// How it is done, with the arguments that the client gives.
#[derive(Clone, Copy)]
enum Run {
    /// By the owner. The result goes back to the client.
    Owner(fn(&mut State, &Command, Vec<Value>) -> Result<Option<Value>>),
    /// By the pool, once the owner has done what has to come first.
    Pool {
        first: fn(&mut State),
        lane: Lane,
        needs: Needs,
        work: fn(&Snapshot, &Command, Vec<Value>, &RequestContext) -> Result<Done>,
    },
}

/// What came of a command.
#[derive(Default)]
struct Done {
    /// Goes back to the client.
    value: Option<Value>,
    /// What the client is to do.
    then: Option<Then>,
}

/// What a client is asked to do.
enum Then {
    /// To change files, and then to show a place, and another one beside it.
    Apply {
        label: String,
        edit: Box<lsp::WorkspaceEdit>,
        shows: Option<lsp::Location>,
        beside: Option<lsp::Location>,
    },
    /// To ask the author for the group that questions move to.
    Choose(Box<move_questions::Choice>),
    /// To open a page with the program that the user has for such.
    Browse(lsp::Uri),
}

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

pub use apply_action::APPLY_ACTION;
pub use move_questions::MOVE_QUESTIONS;
pub use open::{OPEN, SHOW_FINDINGS};

/// Does what the client asks for, now or soon.
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
        Run::Owner(run) => responder.respond(command.name, |_| run(state, command, arguments)),
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
                        let event = Event::change(command.name, move |state| ask(state, then));
                        let _ = events.send(event);
                    }
                    Ok(done.value)
                });
            };
            state.answer(lane, needs, Box::new(answer));
        }
    }
}

/// Asks the client to do something.
fn ask(state: &mut State, then: Then) {
    match then {
        Then::Apply {
            label,
            edit,
            shows,
            beside,
        } => apply_action::ask(state, label, *edit, (shows, beside)),
        Then::Choose(choice) => move_questions::ask(state, *choice),
        Then::Browse(uri) => open::browse(state, uri),
    }
}

impl Command {
    /// The one argument, which has to be there.
    fn argument<A: DeserializeOwned>(&self, arguments: Vec<Value>) -> Result<A> {
        match <[Value; 1]>::try_from(arguments) {
            Ok([argument]) => self.read(argument),
            Err(arguments) => Err(self.wrong(&format!("{} arguments were given", arguments.len()))),
        }
    }

    /// The one argument; an empty object where none is given.
    fn optional<A: DeserializeOwned>(&self, mut arguments: Vec<Value>) -> Result<A> {
        if arguments.is_empty() || arguments == [Value::Null] {
            arguments = vec![json!({})];
        }
        self.argument(arguments)
    }

    fn read<A: DeserializeOwned>(&self, argument: Value) -> Result<A> {
        serde_json::from_value(argument).map_err(|error| self.wrong(&error.to_string()))
    }

    fn wrong(&self, what: &str) -> Error {
        let Self { name, takes, .. } = self;
        Error::invalid_params(format!("`{name}` takes {takes}: {what}"))
    }
}

/// The bank of the file at `uri`; without one, the only bank that there is.
fn bank_of<'s>(snapshot: &'s Snapshot, uri: Option<&lsp::Uri>) -> Result<&'s BankView> {
    match (uri, &*snapshot.banks) {
        (Some(uri), _) => file_of(snapshot, uri).map(|(bank, _)| bank),
        (None, [bank]) => Ok(bank),
        (None, []) => Err(failed("no question bank is open")),
        (None, _) => Err(Error::invalid_params(
            "several question banks are open; pass the `uri` of a file in one of them",
        )),
    }
}

/// The bank and file at `uri`.
fn file_of<'s>(snapshot: &'s Snapshot, uri: &lsp::Uri) -> Result<(&'s BankView, BankPath)> {
    let unknown = || {
        Error::invalid_params(format!(
            "`{}` is not a file of a question bank",
            uri.as_str()
        ))
    };
    snapshot.place(uri).ok_or_else(unknown)
}

/// `RequestFailed`, for this reason.
fn failed(reason: &str) -> Error {
    refused(&Refusal::new(reason))
}

/// Has the client make a change; `shows` is what it shows then.
fn change(
    snapshot: &Snapshot,
    bank: &BankView,
    edit: &Edit,
    from: Option<&BankPath>,
    label: String,
    shows: Option<lsp::Location>,
) -> Result<Then> {
    if !snapshot.client.applies_edits {
        return Err(failed(
            "this editor does not allow a language server to change files",
        ));
    }
    let edit = workspace_edit(snapshot, bank, edit, from, &label);
    let edit = Box::new(edit.map_err(|refusal| refused(&refusal))?);
    Ok(Then::Apply {
        label,
        edit,
        shows,
        beside: None,
    })
}

/// The place that a change is about, once it is made: the first text that it writes in a file that is there, the end of
/// an answer that it creates, the start of any other file.
fn place_after(snapshot: &Snapshot, bank: &BankView, edit: &Edit) -> Option<lsp::Location> {
    place_in(snapshot, bank, edit, edit.shows.as_ref()?)
}

/// The same in the file at `path`.
fn place_in(
    snapshot: &Snapshot,
    bank: &BankView,
    edit: &Edit,
    path: &BankPath,
) -> Option<lsp::Location> {
    let position = match (edit.texts.get(path), edit.creates.get(path)) {
        (Some(edits), _) => first_written(snapshot, bank, path, edits),
        (None, Some(text)) if bank.bank.folder_of_answer(path).is_some() => {
            Some(snapshot.ranges(text).position(text.len() as u32))
        }
        _ => None,
    };
    let position = position.unwrap_or_default();
    Some(lsp::Location {
        uri: snapshot.uri(bank, path)?,
        range: lsp::Range::new(position, position),
    })
}

/// Where the first of the edits begins to say something.
fn first_written(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    edits: &[TextEdit],
) -> Option<lsp::Position> {
    let first = edits.iter().min_by_key(|edit| edit.span)?;
    let start = snapshot.with_ranges(bank, path, |ranges| ranges.position(first.span.start))?;
    let blanks = first.text.len() - first.text.trim_start().len();
    let into = snapshot.ranges(&first.text).position(blanks as u32);
    Some(lsp::Position {
        line: start.line + into.line,
        character: into.character + if into.line == 0 { start.character } else { 0 },
    })
}

/// The command that shows what a change is about, for those that are made as a code action.
pub fn show_afterwards(snapshot: &Snapshot, bank: &BankView, edit: &Edit) -> Option<lsp::Command> {
    let place = place_after(snapshot, bank, edit)?;
    let can = snapshot.client.shows_documents;
    can.then(|| lsp::Command {
        title: "Open".to_owned(),
        command: OPEN.name.to_owned(),
        arguments: serde_json::to_value(place).ok().map(|place| vec![place]),
    })
}
