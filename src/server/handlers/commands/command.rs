//! What a command of `workspace/executeCommand` is, and what commands share.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::edit::Edit;
use crate::server::banks::BankView;
use crate::server::event::FollowUp;
use crate::server::pool::Lane;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Needs, Snapshot};
use crate::server::state::State;
use crate::server::workspace_edit::{refused, unasked, workspace_edit};
use crate::syntax::markdown::placeholder::QUESTION;
use crate::text::{self, Refusal, Span, TextEdit};

/// A command.
pub struct Command {
    /// Its name on the wire.
    pub name: &'static str,
    /// What its argument is, for error messages.
    pub takes: &'static str,
    /// How it runs.
    pub run: Run,
}

/// How a command runs, with the arguments of the client.
#[derive(Clone, Copy)]
pub enum Run {
    /// On the main loop. The result goes back to the client.
    Loop(fn(&mut State, &Command, Vec<Value>) -> Result<Option<Value>>),
    /// In the pool, from a snapshot.
    Pool {
        /// What the main loop does first.
        first: fn(&mut State),
        /// How urgent it is.
        lane: Lane,
        /// How current the snapshot has to be.
        needs: Needs,
        /// The work.
        work: Work,
    },
}

/// The work of a command in the pool.
pub type Work = fn(&Snapshot, &Command, Vec<Value>, &RequestContext) -> Result<Done>;

/// The outcome of a command.
#[derive(Default)]
pub struct Done {
    /// Goes back to the client.
    pub value: Option<Value>,
    /// What the client is to do.
    pub then: Option<FollowUp>,
}

impl Command {
    /// The only argument, which is required.
    ///
    /// # Errors
    /// `InvalidParams`.
    pub fn argument<A: DeserializeOwned>(&self, arguments: Vec<Value>) -> Result<A> {
        match <[Value; 1]>::try_from(arguments) {
            Ok([argument]) => self.read(argument),
            Err(arguments) => Err(self.wrong(&format!("{} arguments were given", arguments.len()))),
        }
    }

    /// The only argument; an empty object if there is none.
    ///
    /// # Errors
    /// `InvalidParams`.
    pub fn optional<A: DeserializeOwned>(&self, mut arguments: Vec<Value>) -> Result<A> {
        if arguments.is_empty() || arguments == [Value::Null] {
            arguments = vec![json!({})];
        }
        self.argument(arguments)
    }

    fn read<A: DeserializeOwned>(&self, argument: Value) -> Result<A> {
        serde_json::from_value(argument).map_err(|error| self.wrong(&error.to_string()))
    }

    /// The error for a wrong argument.
    pub fn wrong(&self, what: &str) -> Error {
        let Self { name, takes, .. } = self;
        Error::invalid_params(format!("`{name}` takes {takes}: {what}"))
    }
}

/// The bank of the file at `uri`; without one, the only bank.
///
/// # Errors
/// When there is no such file, or no bank or several.
pub fn bank_of<'s>(snapshot: &'s Snapshot, uri: Option<&lsp::Uri>) -> Result<&'s BankView> {
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
///
/// # Errors
/// `InvalidParams` when no bank has that file.
pub fn file_of<'s>(snapshot: &'s Snapshot, uri: &lsp::Uri) -> Result<(&'s BankView, BankPath)> {
    let unknown = || {
        Error::invalid_params(format!(
            "`{}` is not a file of a question bank",
            uri.as_str()
        ))
    };
    snapshot.place(uri).ok_or_else(unknown)
}

/// The error `RequestFailed`.
pub fn failed(reason: &str) -> Error {
    refused(&Refusal::new(reason))
}

/// Asks the client to apply an edit, and then to show a location.
///
/// # Errors
/// When the client cannot apply edits, or not this one.
pub fn change(
    snapshot: &Snapshot,
    bank: &BankView,
    edit: &Edit,
    from: Option<&BankPath>,
    label: String,
    shows: Option<lsp::Location>,
) -> Result<FollowUp> {
    if !snapshot.client.applies_edits {
        return Err(failed(
            "this editor does not allow a language server to change files",
        ));
    }
    let question = unasked(&snapshot.client, edit);
    let details = edit.details.clone();
    let edit = workspace_edit(snapshot, bank, edit, from, &label);
    let edit = Box::new(edit.map_err(|refusal| refused(&refusal))?);
    Ok(FollowUp::Apply {
        label,
        edit,
        shows,
        beside: None,
        question,
        details,
    })
}

/// The location to show once an edit is applied: a question, the first text that it writes in an existing file, the end of an answer
/// that it creates, or the start of any other file.
pub fn place_after(snapshot: &Snapshot, bank: &BankView, edit: &Edit) -> Option<lsp::Location> {
    place_in(snapshot, bank, edit, edit.shows.as_ref()?)
}

/// The same in the file at `path`.
pub fn place_in(
    snapshot: &Snapshot,
    bank: &BankView,
    edit: &Edit,
    path: &BankPath,
) -> Option<lsp::Location> {
    let question = edit.question.filter(|_| edit.shows.as_ref() == Some(path));
    let range = question.and_then(|index| question_after(snapshot, bank, edit, (path, index)));
    if let Some(range) = range {
        let uri = snapshot.uri(bank, path)?;
        return Some(lsp::Location { uri, range });
    }
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

/// Where a question is once an edit is applied: the start of its text, or all of a text that the author is to replace.
fn question_after(
    snapshot: &Snapshot,
    bank: &BankView,
    edit: &Edit,
    (path, index): (&BankPath, usize),
) -> Option<lsp::Range> {
    let old = snapshot.text(bank, path)?;
    let text = text::apply(&old, edit.texts.get(path)?).ok()?;
    let facts = bank.bank.read(path, &text);
    let asked = facts.as_group()?.questions.get(index)?.text()?;
    let span = match asked.text == QUESTION {
        true => asked.span,
        false => Span::new(asked.span.start, asked.span.start),
    };
    Some(snapshot.ranges_of(bank, path, &text).range(span))
}

/// Where the text of the first edit begins, after spaces and line breaks.
fn first_written(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    edits: &[TextEdit],
) -> Option<lsp::Position> {
    let first = edits.iter().min_by_key(|edit| edit.span)?;
    let start = snapshot.with_ranges(bank, path, |ranges| ranges.position(first.span.start))?;
    let spaces = first.text.len() - first.text.trim_start().len();
    let into = snapshot.ranges(&first.text).position(spaces as u32);
    Some(lsp::Position {
        line: start.line + into.line,
        character: into.character + if into.line == 0 { start.character } else { 0 },
    })
}
