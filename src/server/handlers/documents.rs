//! The documents open in the client. Their text is the truth, whatever the disk says.

use std::sync::Arc;

use tower_lsp::ls_types as lsp;

use super::super::banks::Place;
use super::super::convert::{self, DocumentId};
use super::super::snapshot::OpenDocument;
use super::super::state::State;
use crate::bank::CONFIG_FILE;
use crate::text::{Change, Document};

/// A document is the client's from now on.
pub fn did_open(state: &mut State, params: lsp::DidOpenTextDocumentParams) {
    let item = params.text_document;
    let id = DocumentId::of(&item.uri);
    let document = Document::new(&item.text, item.version);
    let place = state.place_of(&id).or_else(|| {
        state.add_loose_bank(&id, &item.text);
        state.place_of(&id)
    });
    let is_on_disk = place.as_ref().is_some_and(|place| state.has_file(place));
    let open = OpenDocument {
        uri: item.uri,
        document,
        place: place.clone(),
        is_on_disk,
    };
    state.documents.insert(id.clone(), Arc::new(open));
    state.index_documents();
    let Some(place) = place else { return };
    state.closed.remove(&place);
    if is_config(&place) {
        let bank = state.banks.iter().find(|bank| bank.view.id == place.bank);
        let on_disk = bank.and_then(|bank| bank.view.folder.text(&place.path));
        if on_disk.as_deref() != Some(&item.text) {
            state.config_changed(place.bank);
        }
    }
    state.have_told_anew(place.clone());
    text_changed(state, &id, Some(place));
    state.look_at_opened(&id);
}

/// Edits, each on what the one before left.
pub fn did_change(state: &mut State, params: lsp::DidChangeTextDocumentParams) {
    let lsp::VersionedTextDocumentIdentifier { uri, version } = params.text_document;
    let id = DocumentId::of(&uri);
    let encoding = state.encoding;
    let Some(open) = state.documents.get_mut(&id) else {
        return tracing::warn!("an edit of a document that is not open: {}", uri.as_str());
    };
    let changes: Vec<Change> = params
        .content_changes
        .into_iter()
        .map(convert::change)
        .collect();
    let open = Arc::make_mut(open);
    if version < open.document.version() {
        // The order of the wire rules; a client whose versions go back still means its edits.
        tracing::warn!(
            "version {version} after {} of {}",
            open.document.version(),
            uri.as_str()
        );
    }
    if let Err(error) = open.document.edit(&changes, encoding, version) {
        tracing::error!("an edit of {} was refused: {error}", uri.as_str());
    }
    let place = open.place.clone();
    if let Some(place) = place.as_ref().filter(|place| is_config(place)) {
        state.config_changed(place.bank);
    }
    text_changed(state, &id, place);
}

fn text_changed(state: &mut State, id: &DocumentId, place: Option<Place>) {
    if place.is_some() {
        state.has_changed(id);
        state.telling.typed.insert(id.clone());
    }
}

/// The text on disk is that of the document now.
pub fn did_save(state: &mut State, params: lsp::DidSaveTextDocumentParams) {
    let id = DocumentId::of(&params.text_document.uri);
    let Some(place) = state.documents.get(&id).and_then(|open| open.place.clone()) else {
        return;
    };
    state.is_on_disk(&id, true);
    state.remember_text(&id, &place);
    state.refresh(id.path().map(ToOwned::to_owned));
}

/// The text on disk is the truth again.
pub fn did_close(state: &mut State, params: lsp::DidCloseTextDocumentParams) {
    let uri = params.text_document.uri;
    let id = DocumentId::of(&uri);
    let Some(open) = state.documents.remove(&id) else {
        return tracing::warn!("a document was closed that was not open: {}", uri.as_str());
    };
    state.forget(&id);
    state.told_tokens.forget(&id);
    state.index_documents();
    let other = open
        .place
        .as_ref()
        .and_then(|place| state.document_at(place));
    if let Some(other) = other.map(|(other, _)| other.clone()) {
        // The same file is open under another address.
        state.has_changed(&other);
    } else if let Some(place) = &open.place {
        state.return_to_disk(place);
        if state.client.pulls_findings {
            state.closed.insert(place.clone());
            state.have_told([place.clone()]);
        }
        state.close_loose_bank(place);
    }
}

fn is_config(place: &Place) -> bool {
    place.path.as_str() == CONFIG_FILE
}
