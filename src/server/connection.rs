//! The connection to the client: what the client can do, and our requests that it has not answered yet.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use tower_lsp::jsonrpc::Id;
use tower_lsp::ls_types as lsp;

use super::action_data::ActionData;
use super::banks::BankId;
use super::client::Client;
use super::event::Unconfirmed;
use super::transport::Outbox;

/// The client, seen from the main loop.
pub struct Connection {
    /// Where messages to the client go.
    pub outbox: Outbox,
    /// What the client can do.
    pub client: Arc<Client>,
    pending: HashMap<Id, Pending>,
}

/// What a request of ours was for. It decides what happens when the client answers.
pub enum Pending {
    /// The answer does not matter.
    Ignored,
    /// `client/registerCapability`.
    Registration,
    /// `workspace/configuration`, for these folders.
    Settings(Vec<PathBuf>),
    /// `window/workDoneProgress/create`, for reading a bank.
    Progress(BankId),
    /// `workspace/applyEdit`; with what to show afterwards.
    ApplyEdit {
        /// What the edit is called in messages.
        label: String,
        /// The location to show.
        shows: Option<lsp::Location>,
        /// A location to show beside it.
        beside: Option<lsp::Location>,
    },
    /// `window/showDocument`, for a location.
    ShowLocation(lsp::Location),
    /// `window/showDocument`, for a page in a browser.
    ShowPage(lsp::Uri),
    /// `window/showMessageRequest`: where questions go.
    ChoosePlace(Box<ActionData>),
    /// `window/showMessageRequest`: whether to make a change, for the reason that was asked about.
    Confirm(String, Unconfirmed),
}

impl Connection {
    /// A connection to a client that has not said yet what it can do.
    pub fn new(outbox: Outbox) -> Self {
        Connection {
            outbox,
            client: Arc::default(),
            pending: HashMap::new(),
        }
    }

    /// Sends a request.
    pub fn request(&mut self, method: &'static str, params: impl Serialize, pending: Pending) {
        let id = self.outbox.request(method, params);
        self.pending.insert(id, pending);
    }

    /// What the request with this id was for. Each is answered once.
    pub fn take_pending(&mut self, id: &Id) -> Option<Pending> {
        self.pending.remove(id)
    }

    /// Shows a message to the user.
    pub fn show_message(&self, typ: lsp::MessageType, message: String) {
        let params = lsp::ShowMessageParams { typ, message };
        self.outbox.notify("window/showMessage", params);
    }

    /// Shows a message to the user with choices. The answer has the chosen one as `title`.
    pub fn ask_user(
        &mut self,
        typ: lsp::MessageType,
        message: String,
        choices: impl Iterator<Item = String>,
        pending: Pending,
    ) {
        let action = |title| lsp::MessageActionItem {
            title,
            properties: HashMap::default(),
        };
        let params = lsp::ShowMessageRequestParams {
            typ,
            message,
            actions: Some(choices.map(action).collect()),
        };
        self.request("window/showMessageRequest", params, pending);
    }
}
