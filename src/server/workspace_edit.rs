//! Changes to a bank as the protocol's workspace edits.

use std::collections::HashMap;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, ErrorCode};
use tower_lsp::ls_types as lsp;

use super::banks::BankView;
use super::client::Client;
use super::snapshot::Snapshot;
use super::transport::error;
use crate::bank::BankPath;
use crate::edit::{Edit, is_current};
use crate::syntax::markdown::body::Link;
use crate::text::{Refusal, TextEdit};

/// The name of the annotation that asks for confirmation.
const CONFIRM: &str = "confirm";

/// The name of an annotation of no change, whose description is what the user may want to read before.
const DETAILS: &str = "qmark.details";

/// A refusal as an error: the request fails, and the editor shows the reason.
pub fn refused(refusal: &Refusal) -> Error {
    /// `RequestFailed` of the protocol.
    const REQUEST_FAILED: i64 = -32803;
    error(ErrorCode::ServerError(REQUEST_FAILED), refusal.0.clone())
}

/// Whether the client asks the user to confirm an edit whose annotation says that. Only edits of versioned documents have
/// annotations.
pub fn asks_itself(client: &Client) -> bool {
    client.annotates_edits && client.document_changes
}

/// What the user has to confirm before the edit is applied, if the client does not ask for that itself.
pub fn unasked(client: &Client, edit: &Edit) -> Option<String> {
    edit.confirm.clone().filter(|_| !asks_itself(client))
}

/// The edit as the client takes it: of versioned documents where it can.
///
/// `from` is the file that the user is in. If the edit changes or deletes other existing files, or asks for confirmation
/// itself, a client that can asks the user first, with `label`. The user confirms the edit as a whole: editors apply only
/// the confirmed parts, and half of an edit could delete a question here without adding it there.
///
/// # Errors
/// When the client cannot create, rename or delete files, or a closed file has changed since the bank was read.
pub fn workspace_edit(
    snapshot: &Snapshot,
    bank: &BankView,
    edit: &Edit,
    from: Option<&BankPath>,
    label: &str,
) -> Result<lsp::WorkspaceEdit, Refusal> {
    let mut others = edit.texts.keys().chain(&edit.deletes);
    let asks = from.is_some_and(|from| others.any(|path| path != from));
    let writer = Writer {
        snapshot,
        bank,
        asks: (asks || edit.confirm.is_some()) && asks_itself(&snapshot.client),
    };
    writer.check_abilities(edit)?;
    snapshot.check_edit(bank, edit)?;
    if !snapshot.client.document_changes {
        return writer.plain(edit);
    }
    let mut operations = Vec::new();
    let (moved, kept): (Vec<_>, Vec<_>) =
        (edit.texts.iter()).partition(|(path, _)| writer.is_changed_after_move(edit, path));
    for (path, edits) in kept {
        operations.push(lsp::DocumentChangeOperation::Edit(
            writer.texts(path, edits)?,
        ));
    }
    for (old, new) in &edit.moves {
        let renamed = lsp::RenameFile {
            old_uri: writer.uri(old)?,
            new_uri: writer.uri(new)?,
            options: None,
            annotation_id: writer.annotation(),
        };
        operations.push(operation(lsp::ResourceOp::Rename(renamed)));
    }
    for (path, edits) in moved {
        operations.push(lsp::DocumentChangeOperation::Edit(lsp::TextDocumentEdit {
            // The client has not opened it yet, so it has no version.
            text_document: lsp::OptionalVersionedTextDocumentIdentifier {
                uri: writer.uri(&edit.moves[path])?,
                version: None,
            },
            ..writer.texts(path, edits)?
        }));
    }
    for (path, text) in &edit.creates {
        operations.extend(writer.create(path, text)?);
    }
    for path in &edit.deletes {
        let deleted = lsp::DeleteFile {
            uri: writer.uri(path)?,
            options: None,
            annotation_id: writer.annotation(),
        };
        operations.push(operation(lsp::ResourceOp::Delete(deleted)));
    }
    Ok(lsp::WorkspaceEdit {
        changes: None,
        document_changes: Some(lsp::DocumentChanges::Operations(operations)),
        change_annotations: writer.asks.then(|| confirmation(label, edit)),
    })
}

fn operation(operation: lsp::ResourceOp) -> lsp::DocumentChangeOperation {
    lsp::DocumentChangeOperation::Op(operation)
}

fn confirmation(label: &str, edit: &Edit) -> HashMap<String, lsp::ChangeAnnotation> {
    let why = edit.confirm.as_deref();
    let why = why.unwrap_or("also changes other files of the bank");
    let annotation = |asks: bool, description: &str| lsp::ChangeAnnotation {
        label: label.to_owned(),
        needs_confirmation: Some(asks),
        description: Some(description.to_owned()),
    };
    let details = edit.details.as_deref();
    let details = details.map(|details| (DETAILS.to_owned(), annotation(false, details)));
    let asking = (CONFIRM.to_owned(), annotation(true, why));
    [Some(asking), details].into_iter().flatten().collect()
}

struct Writer<'s> {
    snapshot: &'s Snapshot,
    bank: &'s BankView,
    /// Whether the user has to confirm the edit.
    asks: bool,
}

impl Writer<'_> {
    fn check_abilities(&self, edit: &Edit) -> Result<(), Refusal> {
        let can = &self.snapshot.client.file_operations;
        let lacks = [
            (!edit.creates.is_empty() && !can.create, "create"),
            (!edit.moves.is_empty() && !can.rename, "rename"),
            (!edit.deletes.is_empty() && !can.delete, "delete"),
        ];
        match lacks.iter().find(|(lacks, _)| *lacks) {
            Some((_, verb)) => Err(Refusal::new(format!(
                "this editor does not allow a language server to {verb} files"
            ))),
            None => Ok(()),
        }
    }

    /// Whether the text of a file changes after the file has moved: an editor that is saving it would write a text that was
    /// changed before to the old path, and the file would be there again. Not if it has links to itself by its path: editors
    /// update those while they move it, and the places of all other edits would be wrong.
    fn is_changed_after_move(&self, edit: &Edit, path: &BankPath) -> bool {
        let facts = self
            .bank
            .bank
            .file(path.as_str())
            .and_then(|file| file.facts());
        let leads_here =
            |link: Link<'_>| !link.path.is_empty() && path.beside(link.path).as_ref() == Some(path);
        edit.moves.contains_key(path)
            && facts.is_some_and(|facts| !facts.links().any(|(_, link)| leads_here(link)))
    }

    /// The edit for clients without versions.
    fn plain(&self, edit: &Edit) -> Result<lsp::WorkspaceEdit, Refusal> {
        let mut changes = HashMap::new();
        for (path, edits) in &edit.texts {
            let text = self.text(path)?;
            changes.insert(self.uri(path)?, self.edits(path, &text, edits));
        }
        Ok(lsp::WorkspaceEdit::new(changes))
    }

    fn texts(&self, path: &BankPath, edits: &[TextEdit]) -> Result<lsp::TextDocumentEdit, Refusal> {
        let text = self.text(path)?;
        let edits = self.edits(path, &text, edits).into_iter();
        let open = self.snapshot.open(&self.bank.place(path));
        Ok(lsp::TextDocumentEdit {
            text_document: lsp::OptionalVersionedTextDocumentIdentifier {
                uri: self.uri(path)?,
                version: open.map(|open| open.document.version()),
            },
            edits: edits.map(|edit| self.annotated(edit)).collect(),
        })
    }

    fn create(
        &self,
        path: &BankPath,
        text: &str,
    ) -> Result<Vec<lsp::DocumentChangeOperation>, Refusal> {
        let uri = self.uri(path)?;
        let create = lsp::CreateFile {
            uri: uri.clone(),
            options: None,
            annotation_id: self.annotation(),
        };
        let mut operations = vec![operation(lsp::ResourceOp::Create(create))];
        if !text.is_empty() {
            let fill = lsp::TextEdit {
                range: lsp::Range::default(),
                new_text: text.to_owned(),
            };
            operations.push(lsp::DocumentChangeOperation::Edit(lsp::TextDocumentEdit {
                text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version: None },
                edits: vec![self.annotated(fill)],
            }));
        }
        Ok(operations)
    }

    fn edits(&self, path: &BankPath, text: &str, edits: &[TextEdit]) -> Vec<lsp::TextEdit> {
        let ranges = self.snapshot.ranges_of(self.bank, path, text);
        let one = |edit: &TextEdit| lsp::TextEdit {
            range: ranges.range(edit.span),
            new_text: edit.text.clone(),
        };
        edits.iter().map(one).collect()
    }

    /// The text that the edits apply to.
    fn text(&self, path: &BankPath) -> Result<Arc<String>, Refusal> {
        let text = self.snapshot.text(self.bank, path);
        let text = text.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))?;
        // The bank has the current texts of open documents; a closed file may have changed on disk.
        let is_open = self.snapshot.open(&self.bank.place(path)).is_some();
        if is_open || is_current(&self.bank.bank, path, &text) {
            Ok(text)
        } else {
            Err(Refusal::new(format!(
                "`{path}` has just changed on disk; try again"
            )))
        }
    }

    fn annotated(
        &self,
        text_edit: lsp::TextEdit,
    ) -> lsp::OneOf<lsp::TextEdit, lsp::AnnotatedTextEdit> {
        match self.annotation() {
            Some(annotation_id) => lsp::OneOf::Right(lsp::AnnotatedTextEdit {
                text_edit,
                annotation_id,
            }),
            None => lsp::OneOf::Left(text_edit),
        }
    }

    /// The annotation of each part of an edit that is to be confirmed.
    fn annotation(&self) -> Option<String> {
        self.asks.then(|| CONFIRM.to_owned())
    }

    fn uri(&self, path: &BankPath) -> Result<lsp::Uri, Refusal> {
        let uri = self.snapshot.uri(self.bank, path);
        uri.ok_or_else(|| Refusal::new(format!("`{path}` has no URI")))
    }
}
