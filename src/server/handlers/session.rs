//! The beginning and the end.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value, json};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::capabilities;
use super::workspace::ask_settings;
use crate::server::client::Client;
use crate::server::convert;
use crate::server::settings::Settings;
use crate::server::state::State;

/// Learns what the client can do and says what the server can.
pub fn initialize(
    state: &mut State,
    params: lsp::InitializeParams,
) -> Result<lsp::InitializeResult> {
    let general = params.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref());
    state.encoding = convert::encoding(offered);
    state.client = Arc::new(Client::of(&params));
    for folder in folders(&params) {
        state.add_folder(folder);
    }
    if let Some(settings) = params.initialization_options {
        state.take_settings(Settings::initial(settings));
    }
    Ok(lsp::InitializeResult {
        capabilities: capabilities::server(&state.client, state.encoding),
        server_info: Some(lsp::ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..Default::default()
    })
}

/// The client's folders, in whichever way it tells them.
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

/// The client is ready for our requests: asks it for its settings and to watch files, and reads
/// the banks.
pub fn initialized(state: &mut State, _params: lsp::InitializedParams) {
    state.load_all();
    let registrations = registrations(&state.client);
    if !registrations.is_empty() {
        let params = json!({ "registrations": registrations });
        state.ask_client("client/registerCapability", params, |_, answer| {
            if let Err(reason) = answer {
                tracing::warn!("the client did not register the file watchers: {reason}");
            }
        });
    }
    ask_settings(state);
}

fn registrations(client: &Client) -> Vec<Value> {
    let register = |method: &str, options: Value| json!({ "id": method, "method": method, "registerOptions": options });
    let mut all = Vec::new();
    if client.watches_files {
        // Every file: a link may lead to any, and ignore files decide what belongs to a bank.
        let options = json!({ "watchers": [{ "globPattern": "**/*" }] });
        all.push(register("workspace/didChangeWatchedFiles", options));
    }
    if client.registers_settings {
        let options = json!({ "section": "qmark" });
        all.push(register("workspace/didChangeConfiguration", options));
    }
    all
}

/// Everything that was asked before is answered by now or will be; nothing has to be saved.
pub fn shutdown(_state: &mut State, (): ()) -> Result<()> {
    Ok(())
}
