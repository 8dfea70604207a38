//! The documents open in the client. Their text is the truth, whatever the disk says.

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::ls_types as lsp;

use crate::bank::CONFIG_FILE;
use crate::server::banks::Place;
use crate::server::convert::{self, DocumentId};
use crate::server::snapshot::OpenDocument;
use crate::server::state::State;
use crate::server::transport::HALVES;
use crate::text::{Change, Document, Encoding};

/// Documents an edit of which did not arrive: those at these addresses, or any if there are none.
#[derive(Deserialize)]
pub struct LostEdit {
    uris: Vec<String>,
}

/// An edit came in a message that could not be read.
pub fn lost(state: &mut State, params: LostEdit) {
    let uris = params.uris.iter().filter_map(|uri| uri.parse().ok());
    state.lost_edit(uris.collect());
}

/// A document is the client's from now on.
pub fn opened(state: &mut State, params: Value) {
    if let Some((params, has_halves)) = read(state, params, "its text") {
        did_open(state, params, has_halves);
    }
}

/// Edits, each on what the one before left.
pub fn changed(state: &mut State, params: Value) {
    if let Some((params, has_halves)) = read(state, params, "an edit") {
        did_change(state, params, has_halves);
    }
}

/// The parameters of an edit, and whether they had halves of characters. If they make no sense, the text of their document
/// is unknown from now on.
fn read<P: DeserializeOwned>(
    state: &mut State,
    mut params: Value,
    what: &str,
) -> Option<(P, bool)> {
    let has_halves = params
        .as_object_mut()
        .and_then(|it| it.remove(HALVES))
        .is_some();
    let uri = params["textDocument"]["uri"].as_str();
    let uri: Option<lsp::Uri> = uri.and_then(|uri| uri.parse().ok());
    let read = serde_json::from_value(params).inspect_err(|error| match &uri {
        Some(uri) => {
            let reason = format!("{what} could not be read: {error}");
            state.lose(&DocumentId::of(uri), &reason);
        }
        None => tracing::error!("an edit without a document: {error}"),
    });
    Some((read.ok()?, has_halves))
}

fn did_open(state: &mut State, params: lsp::DidOpenTextDocumentParams, has_halves: bool) {
    let item = params.text_document;
    let id = DocumentId::of(&item.uri);
    let document = Document::new(&item.text, item.version);
    let place = state.place_of(&id).or_else(|| {
        state.add_standalone_bank(&id, &item.text);
        state.place_of(&id)
    });
    let is_on_disk = place.as_ref().is_some_and(|place| state.has_file(place));
    let open = OpenDocument {
        uri: item.uri,
        document,
        place: place.clone(),
        is_on_disk,
        has_halves,
    };
    state.documents.insert(id.clone(), Arc::new(open));
    state.index_documents();
    state.left.remove(&id);
    state.regain(&id);
    lose_halves(state, &id, has_halves);
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

/// Only in UTF-16 is it certain how long half a character is.
fn lose_halves(state: &mut State, id: &DocumentId, has_halves: bool) {
    if has_halves && state.encoding != Encoding::Utf16 {
        state.lose(
            id,
            "it has half a character, which has no length in the client's encoding",
        );
    }
}

fn did_change(state: &mut State, params: lsp::DidChangeTextDocumentParams, has_halves: bool) {
    let lsp::VersionedTextDocumentIdentifier { uri, version } = params.text_document;
    let id = DocumentId::of(&uri);
    let encoding = state.encoding;
    let Some(open) = state.documents.get_mut(&id) else {
        tracing::warn!("an edit of a document that is not open: {}", uri.as_str());
        // What comes late for one that was closed changes nothing: its file is the truth.
        if !state.left.contains(&id) {
            state.lose(&id, "it was edited without having been opened");
        }
        return;
    };
    let changes = params.content_changes.into_iter().map(convert::change);
    let mut changes: Vec<Change> = changes.collect();
    let whole = changes.iter().rposition(|change| change.range.is_none());
    if whole.is_none() && state.out_of_sync.contains_key(&id) {
        return;
    }
    // What was before the whole text does not matter, whether it made sense or not.
    changes.drain(..whole.unwrap_or(0));
    let open = Arc::make_mut(open);
    if version < open.document.version() {
        // The order of the wire rules; a client whose versions go back still means its edits.
        tracing::warn!(
            "version {version} after {} of {}",
            open.document.version(),
            uri.as_str()
        );
    }
    let place = open.place.clone();
    match open.document.edit(&changes, encoding, version) {
        Err(error) => return state.lose(&id, &error.to_string()),
        Ok(splits) => {
            let is_split = splits || has_halves;
            open.has_halves = is_split || (open.has_halves && whole.is_none());
            if whole.is_some() {
                state.regain(&id);
            }
            lose_halves(state, &id, is_split);
        }
    }
    if let Some(place) = place.as_ref().filter(|place| is_config(place)) {
        state.config_changed(place.bank);
    }
    text_changed(state, &id, place);
}

fn text_changed(state: &mut State, id: &DocumentId, place: Option<Place>) {
    if place.is_some() {
        state.has_changed(id);
        state.publisher.typed.insert(id.clone());
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
        state.regain(&id);
        return tracing::warn!("a document was closed that was not open: {}", uri.as_str());
    };
    state.forget(&id);
    state.regain(&id);
    state.left.insert(id.clone());
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
        state.close_standalone_bank(place);
    }
}

fn is_config(place: &Place) -> bool {
    place.path.as_str() == CONFIG_FILE
}
