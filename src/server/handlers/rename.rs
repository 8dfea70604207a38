//! Renaming what stands at a place.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::edits::{refused, workspace_edit};
use super::super::mail::Asker;
use super::super::snapshot::Snapshot;
use crate::bank::BankPath;
use crate::ide::rename;

/// What at a place can be renamed, and what it is called now.
pub fn prepare(
    snapshot: &Snapshot,
    params: lsp::TextDocumentPositionParams,
    asker: &Asker,
) -> Result<Option<lsp::PrepareRenameResponse>> {
    asker.still_waits()?;
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

/// The edit after which what stands at a place has another name.
pub fn rename(
    snapshot: &Snapshot,
    params: lsp::RenameParams,
    asker: &Asker,
) -> Result<Option<lsp::WorkspaceEdit>> {
    asker.still_waits()?;
    let new = &params.new_name;
    let answer =
        snapshot.at(&params.text_document_position, |here| {
            let sources = |path: &BankPath| snapshot.text(here.bank, path);
            let edit = rename::rename(&here.bank.bank, &sources, &here.path, here.offset, new);
            let label = format!("Rename to `{new}`");
            Some(edit.and_then(|edit| {
                workspace_edit(snapshot, here.bank, &edit, Some(&here.path), &label)
            }))
        });
    answer.transpose().map_err(|refusal| refused(&refusal))
}
