//! Rename.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::commands;
use crate::bank::BankPath;
use crate::ide::rename;
use crate::server::convert::DocumentId;
use crate::server::request::{RequestContext, Responder};
use crate::server::snapshot::Snapshot;
use crate::server::workspace_edit::{refused, unasked, workspace_edit};
use crate::text::Refusal;

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
    /// Where the question that is renamed is in other languages, for a question to the user.
    pub translations: Vec<lsp::Location>,
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
            let question = unasked(&snapshot.client, &edit);
            let translations = question
                .as_ref()
                .map(|_| commands::translations(snapshot, here));
            Ok(Renamed {
                edit: written,
                question,
                translations: translations.unwrap_or_default(),
            })
        }))
    });
    answer.transpose().map_err(|refusal| refused(&refusal))
}

/// Responds to a rename with what the user chose, or with why nobody could be asked.
pub fn confirmed(responder: Responder<bool>, chosen: std::result::Result<bool, Refusal>) {
    responder.respond("textDocument/rename", |_| {
        chosen.map_err(|refusal| refused(&refusal))
    });
}
