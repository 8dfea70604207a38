//! The beginning and the end.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::state::State;
use super::super::{capabilities, convert};

/// Learns what the client can do and says what the server can.
pub fn initialize(
    state: &mut State,
    params: lsp::InitializeParams,
) -> Result<lsp::InitializeResult> {
    let general = params.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref());
    state.live.encoding = convert::encoding(offered);
    Ok(lsp::InitializeResult {
        capabilities: capabilities::server(state.live.encoding),
        server_info: Some(lsp::ServerInfo {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..Default::default()
    })
}

/// The client is ready for our requests.
pub fn initialized(_state: &mut State, _params: lsp::InitializedParams) {}

/// Everything that was asked before is answered by now or will be; nothing has to be saved.
pub fn shutdown(_state: &mut State, (): ()) -> Result<()> {
    Ok(())
}
