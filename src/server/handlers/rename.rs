//! Rename.

use serde_json::Value;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::ide::rename;
use crate::server::connection::Pending;
use crate::server::convert::DocumentId;
use crate::server::request::{RequestContext, Responder};
use crate::server::snapshot::Snapshot;
use crate::server::state::State;
use crate::server::workspace_edit::{refused, workspace_edit};
use crate::text::Refusal;

/// The method of renames.
const METHOD: &str = "textDocument/rename";

/// Refuses a document whose text is not known.
pub fn in_sync(snapshot: &Snapshot, uri: &lsp::Uri) -> Result<()> {
    let known = snapshot.check_in_sync(&DocumentId::of(uri));
    known.map_err(|refusal| refused(&refusal))
}

/// What can be renamed at a position, and its current name.
pub fn prepare(
    snapshot: &Snapshot,
    params: lsp::TextDocumentPositionParams,
    _context: &RequestContext,
) -> Result<Option<lsp::PrepareRenameResponse>> {
    in_sync(snapshot, &params.text_document.uri)?;
    let answer = snapshot.at(&params, |here| {
        let sources = |path: &BankPath| snapshot.text(here.bank, path);
        let found = rename::prepare(&here.bank.bank, &sources, &here.path, here.offset);
        Some(
            found.map(|found| lsp::PrepareRenameResponse::RangeWithPlaceholder {
                range: here.ranges.range(found.span),
                placeholder: found.value,
            }),
        )
    });
    answer.transpose().map_err(|refusal| refused(&refusal))
}

/// What a rename changes.
#[derive(PartialEq)]
pub struct Renamed {
    /// The edit for the client.
    pub edit: lsp::WorkspaceEdit,
    /// What the user has to confirm first, if the edit itself cannot ask for that.
    pub question: Option<String>,
}

/// The edit that renames what is at a position.
pub fn rename(
    snapshot: &Snapshot,
    params: lsp::RenameParams,
    _context: &RequestContext,
) -> Result<Option<Renamed>> {
    in_sync(snapshot, &params.text_document_position.text_document.uri)?;
    let new = &params.new_name;
    let answer = snapshot.at(&params.text_document_position, |here| {
        let sources = |path: &BankPath| snapshot.text(here.bank, path);
        let edit = rename::rename(&here.bank.bank, &sources, &here.path, here.offset, new);
        let label = format!("Rename to `{new}`");
        Some(edit.and_then(|edit| {
            let written = workspace_edit(snapshot, here.bank, &edit, Some(&here.path), &label)?;
            let asks_itself = written.change_annotations.is_some();
            Ok(Renamed {
                edit: written,
                question: edit.confirm.filter(|_| !asks_itself),
            })
        }))
    });
    answer.transpose().map_err(|refusal| refused(&refusal))
}

/// What the user chooses to confirm.
const RENAME: &str = "Rename";

/// Asks the user to confirm a rename, and responds with the answer.
///
/// A client that cannot ask gets the question as an error. If the same rename is requested again, the user has read it.
pub fn confirm(state: &mut State, question: String, responder: Responder<bool>) {
    if state.refused_question.take().as_ref() == Some(&question) {
        return responder.respond(METHOD, |_| Ok(true));
    }
    let message = format!("{question}. Rename?");
    let choices = [RENAME, "Cancel"].map(str::to_owned).into_iter();
    let pending = Pending::ConfirmRename {
        question,
        responder,
    };
    let connection = &mut state.connection;
    connection.ask_user(lsp::MessageType::WARNING, message, choices, pending);
}

/// Responds to a rename with what the user chose.
pub fn confirmed(
    state: &mut State,
    question: String,
    responder: Responder<bool>,
    result: std::result::Result<Value, String>,
) {
    let is_confirmed = result.map(|chosen| chosen["title"] == RENAME);
    let answer = is_confirmed.map_err(|_| {
        let how = "rename it again to confirm";
        let refusal = Refusal::new(format!("{question}; {how}"));
        state.refused_question = Some(question);
        refused(&refusal)
    });
    responder.respond(METHOD, |_| answer);
}
