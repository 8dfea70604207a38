//! The documents open in the client. Their text is the truth, whatever the disk says.

use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::super::convert::{self, DocumentId};
use super::super::state::{OpenDocument, State};
use crate::text::{Change, Document};

/// A document is the client's from now on.
pub fn did_open(state: &mut State, params: lsp::DidOpenTextDocumentParams) {
    let item = params.text_document;
    let id = DocumentId::of(&item.uri);
    let document = Document::new(&item.text, item.version);
    state.live.documents.insert(
        id,
        Arc::new(OpenDocument {
            uri: item.uri,
            document,
        }),
    );
}

/// Edits, each on what the one before left.
pub fn did_change(state: &mut State, params: lsp::DidChangeTextDocumentParams) {
    let lsp::VersionedTextDocumentIdentifier { uri, version } = params.text_document;
    let encoding = state.live.encoding;
    let Some(open) = state.live.documents.get_mut(&DocumentId::of(&uri)) else {
        return tracing::warn!("an edit of a document that is not open: {}", uri.as_str());
    };
    let changes: Vec<Change> = params
        .content_changes
        .into_iter()
        .map(convert::change)
        .collect();
    let document = &mut Arc::make_mut(open).document;
    if version < document.version() {
        // The order of the wire rules; a client whose versions go back still means its edits.
        tracing::warn!(
            "version {version} after {} of {}",
            document.version(),
            uri.as_str()
        );
    }
    if let Err(error) = document.edit(&changes, encoding, version) {
        tracing::error!("an edit of {} was refused: {error}", uri.as_str());
    }
}

/// The text on disk is that of the document now.
pub fn did_save(_state: &mut State, _params: lsp::DidSaveTextDocumentParams) {}

/// The text on disk is the truth again.
pub fn did_close(state: &mut State, params: lsp::DidCloseTextDocumentParams) {
    let uri = params.text_document.uri;
    if state.live.documents.remove(&DocumentId::of(&uri)).is_none() {
        tracing::warn!("a document was closed that was not open: {}", uri.as_str());
    }
}
