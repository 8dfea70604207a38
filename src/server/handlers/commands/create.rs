//! Commands that create questions, groups and answers.

use serde::Deserialize;
use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::command::{
    Command, Done, Run, Work, bank_of, change, failed, file_of, place_after, place_in,
};
use crate::bank::BankPath;
use crate::edit::{answer_file, new_group};
use crate::ide::new_question::{NewQuestion, new_question};
use crate::lint::create_missing;
use crate::server::banks::BankView;
use crate::server::event::FollowUp;
use crate::server::pool::Lane;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Needs, Snapshot};
use crate::server::workspace_edit::refused;

/// Writes a question into a group or a document, with an answer file where the client can create one. Shows the question,
/// and the new answer file beside it.
///
/// Takes an object: `uri`, that of the file; and optionally `position`, at the question after which it comes, by default and
/// above the first question after the last one; `question`, its text; `answer`, a file name or the answer itself; `level`;
/// `topics`, a list. What is left out is chosen to fit the file. Returns
/// `{ uri, range, answer }`: the location of the question's text once the edit is applied, and the answer file that
/// is created, else null.
pub const NEW_QUESTION: Command = Command {
    name: "qmark.newQuestion",
    takes: "an object `{ uri, position?, question?, answer?, level?, topics? }`",
    run: whole_bank(write_question),
};

/// Creates a group with all required keys and a first question, and shows it.
///
/// Takes an object: `title`; optionally `folder`, relative to the bank's root, by default made from the title; and `uri`,
/// any file of the bank, if there are several. Returns `{ uri }`, the new file.
pub const NEW_GROUP: Command = Command {
    name: "qmark.newGroup",
    takes: "an object `{ title, folder?, uri? }`",
    run: whole_bank(write_group),
};

/// Creates the missing answer files that questions name; shows it if there is only one.
///
/// Takes nothing, for the whole bank, or an object: `uri`, that of a group, for its answers. Returns `{ uris }`, the
/// new files.
pub const CREATE_MISSING_ANSWERS: Command = Command {
    name: "qmark.createMissingAnswers",
    takes: "nothing, or an object `{ uri }`",
    run: whole_bank(create_answers),
};

/// Runs on a bank that was read completely: existing files decide what can be created.
const fn whole_bank(work: Work) -> Run {
    Run::Pool {
        first: |_| {},
        lane: Lane::Quick,
        needs: Needs::WholeBanks,
        work,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionArgument {
    uri: lsp::Uri,
    position: Option<lsp::Position>,
    question: Option<String>,
    answer: Option<String>,
    level: Option<String>,
    topics: Option<Vec<String>>,
}

fn write_question(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    _context: &RequestContext,
) -> Result<Done> {
    let argument: QuestionArgument = command.argument(arguments)?;
    let (bank, path) = file_of(snapshot, &argument.uri)?;
    let text = snapshot.text(bank, &path);
    let text = text.ok_or_else(|| failed(&format!("`{path}` cannot be read")))?;
    let ranges = snapshot.ranges_of(bank, &path, &text);
    let asked = NewQuestion {
        at: argument.position.map(|position| ranges.offset(position)),
        question: argument.question,
        answer: argument.answer,
        level: argument.level,
        topics: argument.topics,
        creates_files: snapshot.client.file_operations.create,
    };
    let sources = |file: &BankPath| snapshot.text(bank, file);
    let made = new_question(&bank.bank, &sources, &path, &asked);
    let made = made.map_err(|refusal| refused(&refusal))?;
    let uri = snapshot.uri(bank, &path).unwrap_or(argument.uri);
    let place = lsp::Location {
        uri,
        range: snapshot.ranges(&made.text).range(made.span),
    };
    let created = made.edit.creates.keys().next();
    let answer = created.and_then(|path| place_in(snapshot, bank, &made.edit, path));
    let value = json!({
        "uri": place.uri,
        "range": place.range,
        "answer": answer.as_ref().map(|place| &place.uri),
    });
    let label = "New question".to_owned();
    let mut then = change(snapshot, bank, &made.edit, Some(&path), label, Some(place))?;
    if let FollowUp::Apply { beside, .. } = &mut then {
        *beside = answer;
    }
    Ok(Done {
        value: Some(value),
        then: Some(then),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupArgument {
    title: String,
    folder: Option<String>,
    uri: Option<lsp::Uri>,
}

fn write_group(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    _context: &RequestContext,
) -> Result<Done> {
    let argument: GroupArgument = command.argument(arguments)?;
    let bank = bank_of(snapshot, argument.uri.as_ref())?;
    let title = argument
        .title
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if title.is_empty() {
        return Err(command.wrong("the `title` is empty"));
    }
    let folder = argument.folder.unwrap_or_else(|| answer_file::stem(&title));
    let edit = new_group::new_group(&bank.bank, &folder, &title);
    let edit = edit.map_err(|refusal| refused(&refusal))?;
    let shows = place_after(snapshot, bank, &edit);
    let value = shows.as_ref().map(|place| json!({ "uri": place.uri }));
    let label = format!("New group `{title}`");
    Ok(Done {
        value,
        then: Some(change(snapshot, bank, &edit, None, label, shows)?),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswersArgument {
    uri: Option<lsp::Uri>,
}

fn create_answers(
    snapshot: &Snapshot,
    command: &Command,
    arguments: Vec<Value>,
    _context: &RequestContext,
) -> Result<Done> {
    let argument: AnswersArgument = command.optional(arguments)?;
    let bank = bank_of(snapshot, argument.uri.as_ref())?;
    let only = argument.uri.as_ref();
    let only = only.map(|uri| group_of(snapshot, uri)).transpose()?;
    let sources = |path: &BankPath| snapshot.text(bank, path);
    let of = |path: &BankPath| only.as_ref().is_none_or(|only| only == path);
    let edit = create_missing(&bank.bank, &sources, &of);
    let edit = edit.map_err(|refusal| refused(&refusal))?;
    let made = edit.creates.keys();
    let uris: Vec<lsp::Uri> = made.filter_map(|path| snapshot.uri(bank, path)).collect();
    let shows = place_after(snapshot, bank, &edit);
    let label = "Create missing answers".to_owned();
    Ok(Done {
        value: Some(json!({ "uris": uris })),
        then: Some(change(snapshot, bank, &edit, None, label, shows)?),
    })
}

/// The group that the file at `uri` is.
fn group_of(snapshot: &Snapshot, uri: &lsp::Uri) -> Result<BankPath> {
    let (bank, path): (&BankView, BankPath) = file_of(snapshot, uri)?;
    match bank.bank.group(path.as_str()) {
        Some(_) => Ok(path),
        None => Err(failed(&format!("`{path}` is not a group"))),
    }
}
