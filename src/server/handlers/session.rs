//! The start of the session.

use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::capabilities;
use super::workspace::ask_settings;
use crate::server::client::Client;
use crate::server::convert;
use crate::server::registration;
use crate::server::settings::Settings;
use crate::server::state::State;

/// Exchanges capabilities with the client.
pub fn initialize(
    state: &mut State,
    params: lsp::InitializeParams,
) -> Result<lsp::InitializeResult> {
    let general = params.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref());
    state.encoding = convert::encoding(offered);
    state.connection.client = Arc::new(Client::of(&params));
    for folder in folders(&params) {
        state.add_folder(folder);
    }
    if let Some(settings) = params.initialization_options {
        state.take_settings(Settings::initial(settings));
    }
    Ok(lsp::InitializeResult {
        capabilities: capabilities::server(&state.connection.client, state.encoding),
        server_info: Some(lsp::ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..Default::default()
    })
}

/// The client's folders, in any of the ways in which clients name them.
fn folders(params: &lsp::InitializeParams) -> Vec<PathBuf> {
    let folders = params.workspace_folders.iter().flatten();
    let folders: Vec<PathBuf> = folders
        .filter_map(|folder| convert::path_of(&folder.uri))
        .collect();
    if !folders.is_empty() {
        return folders;
    }
    #[expect(deprecated, reason = "some clients say nothing else")]
    let (uri, path) = (params.root_uri.as_ref(), params.root_path.as_ref());
    let root = uri
        .and_then(convert::path_of)
        .or_else(|| path.map(PathBuf::from));
    root.filter(|root| root.is_absolute()).into_iter().collect()
}

/// The client is ready for requests: reads the banks, registers what is not in the capabilities, and asks for settings.
pub fn initialized(state: &mut State) {
    state.load_all();
    registration::register(&mut state.connection);
    ask_settings(state);
}
