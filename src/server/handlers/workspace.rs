//! Changes of the workspace: folders, files on disk, settings.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tower_lsp::ls_types as lsp;

use crate::server::connection::Pending;
use crate::server::convert;
use crate::server::state::State;

/// Folders were added or removed.
pub fn did_change_folders(state: &mut State, params: &lsp::DidChangeWorkspaceFoldersParams) {
    let path = |folder: &lsp::WorkspaceFolder| convert::path_of(&folder.uri);
    for folder in params.event.removed.iter().filter_map(path) {
        state.remove_folder(&folder);
    }
    for folder in params.event.added.iter().filter_map(path) {
        state.add_folder(folder);
    }
    if !params.event.added.is_empty() {
        // They may have settings of their own.
        ask_settings(state);
    }
}

/// Files changed on disk.
pub fn did_change_watched_files(state: &mut State, params: &lsp::DidChangeWatchedFilesParams) {
    state.refresh(
        params
            .changes
            .iter()
            .filter_map(|change| convert::path_of(&change.uri)),
    );
}

/// The user created files in the client.
pub fn did_create_files(state: &mut State, params: &lsp::CreateFilesParams) {
    state.refresh(params.files.iter().filter_map(|file| path(&file.uri)));
}

/// The user renamed files in the client.
pub fn did_rename_files(state: &mut State, params: &lsp::RenameFilesParams) {
    let both = params
        .files
        .iter()
        .flat_map(|file| [&file.old_uri, &file.new_uri]);
    state.refresh(both.filter_map(|uri| path(uri)));
}

/// The user deleted files in the client.
pub fn did_delete_files(state: &mut State, params: &lsp::DeleteFilesParams) {
    state.refresh(params.files.iter().filter_map(|file| path(&file.uri)));
}

fn path(uri: &str) -> Option<PathBuf> {
    convert::path_of(&uri.parse().ok()?)
}

/// The user's settings changed. Some clients send them, others want to be asked.
pub fn did_change_configuration(state: &mut State, params: lsp::DidChangeConfigurationParams) {
    if state.connection.client.sends_settings {
        return ask_settings(state);
    }
    // Some send all their settings, some only ours.
    let settings = params.settings;
    let own = settings.get("qmark").cloned().unwrap_or(settings);
    state.take_settings(state.workspace.settings.updated(own, []));
}

/// Asks the client for the user's settings and those of each folder, if it can be asked.
pub fn ask_settings(state: &mut State) {
    if !state.connection.client.sends_settings {
        return;
    }
    let folders = state.workspace.folders().map(Path::to_path_buf);
    let folders: Vec<(PathBuf, lsp::Uri)> = folders
        .filter_map(|folder| convert::uri(&folder).map(|uri| (folder, uri)))
        .collect();
    let mut items = vec![json!({ "section": "qmark" })];
    items.extend(
        folders
            .iter()
            .map(|(_, uri)| json!({ "scopeUri": uri, "section": "qmark" })),
    );
    let params = json!({ "items": items });
    let folders = folders.into_iter().map(|(folder, _)| folder).collect();
    let pending = Pending::Settings(folders);
    let connection = &mut state.connection;
    connection.request("workspace/configuration", params, pending);
}

/// Takes the settings that the client was asked for: the common ones, and then those of each folder.
pub fn settings_answered(state: &mut State, folders: Vec<PathBuf>, result: Result<Value, String>) {
    match result {
        Ok(Value::Array(mut values)) if !values.is_empty() => {
            let common = values.remove(0);
            let own = folders.into_iter().zip(values);
            state.take_settings(state.workspace.settings.updated(common, own));
        }
        Ok(other) => tracing::warn!("settings in an unknown format: {other}"),
        Err(reason) => tracing::warn!("the client did not send its settings: {reason}"),
    }
}
