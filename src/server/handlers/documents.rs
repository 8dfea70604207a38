//! The documents open in the client. Their text counts, whatever is on disk.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use tower_lsp::ls_types as lsp;

use crate::bank::CONFIG_FILE;
use crate::server::banks::Place;
use crate::server::convert::{self, DocumentId};
use crate::server::documents::Origin;
use crate::server::snapshot::OpenDocument;
use crate::server::state::State;
use crate::server::transport::{HALVES, LostEdit};
use crate::text::{Change, Document, Encoding};

/// What clients call the language of markdown.
const MARKDOWN: &str = "markdown";

/// A message with an edit could not be read: the texts of these documents are unknown, or of all if none is named.
pub fn lost(state: &mut State, lost: &LostEdit) {
    let uris = lost.uris.iter().filter_map(|uri| uri.parse().ok());
    let named: Vec<DocumentId> = uris.map(|uri| DocumentId::of(&uri)).collect();
    let open = state.documents.all.keys().cloned();
    let lost: Vec<DocumentId> = match named.is_empty() {
        true => open.collect(),
        false => open.filter(|id| named.contains(id)).collect(),
    };
    for id in lost {
        state.mark_out_of_sync(&id, "a message with an edit could not be read");
    }
}

/// A document was opened.
pub fn opened(state: &mut State, params: Value) {
    if let Some((params, has_halves)) = read(state, params, "its text") {
        did_open(state, params, has_halves);
    }
}

/// A document was edited. Each edit applies to the result of the one before.
pub fn changed(state: &mut State, params: Value) {
    if let Some((params, has_halves)) = read(state, params, "an edit") {
        did_change(state, params, has_halves);
    }
}

/// The parameters of an edit, and whether they had halves of characters. If they cannot be read, the text of their
/// document is unknown from now on.
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
            state.mark_out_of_sync(&DocumentId::of(uri), &reason);
        }
        None => tracing::error!("an edit without a document: {error}"),
    });
    Some((read.ok()?, has_halves))
}

fn did_open(state: &mut State, params: lsp::DidOpenTextDocumentParams, has_halves: bool) {
    let item = params.text_document;
    let id = DocumentId::of(&item.uri);
    let document = Document::new(&item.text, item.version);
    let is_markdown = item.language_id == MARKDOWN;
    let place = state.banks.place_of(&id).or_else(|| {
        state.add_standalone_bank(&id, &item.text, is_markdown);
        state.banks.place_of(&id)
    });
    let is_on_disk = place.as_ref().is_some_and(|place| {
        let bank = state.banks.get(place.bank);
        bank.is_some_and(|bank| bank.folder.has(&place.path))
    });
    let open = OpenDocument {
        uri: item.uri,
        document,
        place: place.clone(),
        is_markdown,
        is_on_disk,
        has_halves,
    };
    state.documents.all.insert(id.clone(), Arc::new(open));
    state.documents.index();
    state.documents.closed.remove(&id);
    state.mark_in_sync(&id);
    lose_halves(state, &id, has_halves);
    let Some(place) = place else { return };
    state.documents.closed_files.remove(&place);
    if is_config(&place) {
        let bank = state.banks.get(place.bank);
        let on_disk = bank.and_then(|bank| bank.folder.text(&place.path));
        if on_disk.as_deref() != Some(&item.text) {
            state.workspace.config_edited(place.bank);
        }
    }
    let client = &state.connection.client;
    state.publisher.republish(place.clone(), client);
    text_changed(state, &id, Some(&place));
}

/// Only in UTF-16 is it certain how long half a character is.
fn lose_halves(state: &mut State, id: &DocumentId, has_halves: bool) {
    if has_halves && state.encoding != Encoding::Utf16 {
        state.mark_out_of_sync(
            id,
            "it has half a character, which has no length in the client's encoding",
        );
    }
}

fn did_change(state: &mut State, params: lsp::DidChangeTextDocumentParams, has_halves: bool) {
    let lsp::VersionedTextDocumentIdentifier { uri, version } = params.text_document;
    let id = DocumentId::of(&uri);
    let encoding = state.encoding;
    let Some(open) = state.documents.all.get_mut(&id) else {
        tracing::warn!("an edit of a document that is not open: {}", uri.as_str());
        // A late edit of a closed document changes nothing: its file counts.
        if !state.documents.closed.contains(&id) {
            state.mark_out_of_sync(&id, "it was edited without having been opened");
        }
        return;
    };
    let changes = params.content_changes.into_iter().map(convert::change);
    let mut changes: Vec<Change> = changes.collect();
    let whole = changes.iter().rposition(|change| change.range.is_none());
    if whole.is_none() && state.documents.out_of_sync.contains_key(&id) {
        return;
    }
    // Changes before the whole text do not matter, whether they make sense or not.
    changes.drain(..whole.unwrap_or(0));
    let open = Arc::make_mut(open);
    if version < open.document.version() {
        // The order of the wire counts, also for a client whose versions go back.
        tracing::warn!(
            "version {version} after {} of {}",
            open.document.version(),
            uri.as_str()
        );
    }
    let place = open.place.clone();
    match open.document.edit(&changes, encoding, version) {
        Err(error) => return state.mark_out_of_sync(&id, &error.to_string()),
        Ok(splits) => {
            let is_split = splits || has_halves;
            open.has_halves = is_split || (open.has_halves && whole.is_none());
            if whole.is_some() {
                state.mark_in_sync(&id);
            }
            lose_halves(state, &id, is_split);
        }
    }
    if let Some(place) = place.as_ref().filter(|place| is_config(place)) {
        state.workspace.config_edited(place.bank);
    }
    text_changed(state, &id, place.as_ref());
}

fn text_changed(state: &mut State, id: &DocumentId, place: Option<&Place>) {
    if place.is_some() {
        state.documents.mark_changed(id, Origin::Client);
        state.publisher.document_edited(id);
    }
}

/// A document was saved.
pub fn did_save(state: &mut State, params: &lsp::DidSaveTextDocumentParams) {
    let id = DocumentId::of(&params.text_document.uri);
    let open = state.documents.all.get(&id);
    let Some(place) = open.and_then(|open| open.place.clone()) else {
        return;
    };
    state.documents.set_on_disk(&id, true);
    state.cache_facts(&place);
    state.refresh(id.path().map(ToOwned::to_owned));
}

/// A document was closed: the text on disk counts again.
pub fn did_close(state: &mut State, params: &lsp::DidCloseTextDocumentParams) {
    let uri = &params.text_document.uri;
    let id = DocumentId::of(uri);
    let Some(open) = state.documents.all.remove(&id) else {
        state.mark_in_sync(&id);
        return tracing::warn!("a document was closed that was not open: {}", uri.as_str());
    };
    state.documents.forget(&id, open.place.as_ref());
    state.mark_in_sync(&id);
    state.documents.closed.insert(id.clone());
    state.documents.index();
    let Some(place) = &open.place else { return };
    if let Some((other, _)) = state.documents.at(place) {
        // The same file is open under another address.
        let other = other.clone();
        return state.documents.mark_changed(&other, Origin::Elsewhere);
    }
    state.read_closed(place);
    if state.connection.client.pulls_findings {
        state.documents.closed_files.insert(place.clone());
        state.publisher.publish([place.clone()]);
    }
    state.close_standalone_bank(place.bank);
}

fn is_config(place: &Place) -> bool {
    place.path.as_str() == CONFIG_FILE
}
