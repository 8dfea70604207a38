//! Files that the user is about to rename or delete in the client.

use std::collections::BTreeMap;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::ide::file_rename;
use crate::server::banks::{BankId, BankView, new_place_in, place_in};
use crate::server::convert::DocumentId;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;
use crate::server::workspace_edit::{refused, workspace_edit};

/// The consequences of renaming files.
pub struct Moved {
    /// The edit for the client.
    pub edit: Option<lsp::WorkspaceEdit>,
    /// What cannot be updated, as a warning for the user.
    pub left: Option<String>,
}

/// The edit that updates all references to the files, and what cannot be updated. References to a file that leaves its bank
/// cannot; for a file that enters a bank there are none.
pub fn will_rename(
    snapshot: &Snapshot,
    params: lsp::RenameFilesParams,
    _context: &RequestContext,
) -> Result<Moved> {
    let mut by_bank: BTreeMap<BankId, Vec<(BankPath, BankPath)>> = BTreeMap::new();
    let mut leaving: BTreeMap<BankId, Vec<BankPath>> = BTreeMap::new();
    for file in &params.files {
        let Some((bank, from)) = place(snapshot, &file.old_uri) else {
            continue;
        };
        match new_place(snapshot, &file.new_uri) {
            Some((other, to)) if bank.id == other.id => {
                by_bank.entry(bank.id).or_default().push((from, to));
            }
            _ => leaving.entry(bank.id).or_default().push(from),
        }
    }
    let mut all: Option<lsp::WorkspaceEdit> = None;
    let mut left = Vec::new();
    for (id, moves) in by_bank {
        let Some(bank) = snapshot.bank(id) else {
            continue;
        };
        let sources = |path: &BankPath| snapshot.text(bank, path);
        let planned = file_rename::files_will_move(&bank.bank, &sources, &moves);
        // The user renames these files anyway; a client that can asks before it changes others.
        let own = moves.first().map(|(from, _)| from);
        let label = "Update references to the moved files";
        let edit = planned.and_then(|edit| match edit.is_empty() {
            true => Ok(None),
            false => workspace_edit(snapshot, bank, &edit, own, label).map(Some),
        });
        join(&mut all, edit.map_err(|refusal| refused(&refusal))?);
        left.extend(file_rename::unresolved(&bank.bank, &sources, &moves));
    }
    for (id, paths) in leaving {
        let bank = snapshot.bank(id);
        left.extend(bank.and_then(|bank| {
            let sources = |path: &BankPath| snapshot.text(bank, path);
            file_rename::files_will_leave(&bank.bank, &sources, &paths)
        }));
    }
    Ok(Moved {
        edit: all,
        left: (!left.is_empty()).then(|| left.join("; ")),
    })
}

/// Joins the edits of two banks.
fn join(all: &mut Option<lsp::WorkspaceEdit>, edit: Option<lsp::WorkspaceEdit>) {
    let Some(edit) = edit else {
        return;
    };
    let Some(all) = all else {
        *all = Some(edit);
        return;
    };
    if let (Some(all), Some(changes)) = (&mut all.changes, edit.changes) {
        all.extend(changes);
    }
    if let (
        Some(lsp::DocumentChanges::Operations(all)),
        Some(lsp::DocumentChanges::Operations(operations)),
    ) = (&mut all.document_changes, edit.document_changes)
    {
        all.extend(operations);
    }
    all.change_annotations = all.change_annotations.take().or(edit.change_annotations);
}

/// What breaks when the files are deleted; nothing is changed.
pub fn will_delete(
    snapshot: &Snapshot,
    params: lsp::DeleteFilesParams,
    _context: &RequestContext,
) -> Result<Option<String>> {
    let mut by_bank: BTreeMap<BankId, Vec<BankPath>> = BTreeMap::new();
    for file in &params.files {
        if let Some((bank, path)) = place(snapshot, &file.uri) {
            by_bank.entry(bank.id).or_default().push(path);
        }
    }
    let warnings = by_bank.iter().filter_map(|(id, paths)| {
        let bank = snapshot.bank(*id)?;
        let sources = |path: &BankPath| snapshot.text(bank, path);
        file_rename::files_will_go(&bank.bank, &sources, paths)
    });
    let warnings: Vec<String> = warnings.collect();
    Ok((!warnings.is_empty()).then(|| warnings.join("; ")))
}

/// The bank, and the file or folder in it, of a URI.
fn place<'s>(snapshot: &'s Snapshot, uri: &str) -> Option<(&'s BankView, BankPath)> {
    let place = place_in(snapshot.banks.iter(), &document(uri)?)?;
    Some((snapshot.bank(place.bank)?, place.path))
}

/// The same for what a file or folder is to become.
fn new_place<'s>(snapshot: &'s Snapshot, uri: &str) -> Option<(&'s BankView, BankPath)> {
    let place = new_place_in(snapshot.banks.iter(), &document(uri)?)?;
    Some((snapshot.bank(place.bank)?, place.path))
}

fn document(uri: &str) -> Option<DocumentId> {
    Some(DocumentId::of(&uri.parse().ok()?))
}
