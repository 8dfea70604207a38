//! What the owner knows, and the part of it that answers are made from.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use crossbeam_channel::Sender;
use serde::Serialize;
use serde_json::Value;
use tower_lsp::jsonrpc::Id;
use tower_lsp::ls_types::Uri;

use super::convert::DocumentId;
use super::main_loop::Event;
use super::transport::{Answer, Outbox};
use crate::text::{Document, Encoding};

/// A document open in the client.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Its address as the client spells it; it is spoken of in the same words.
    pub uri: Uri,
    pub document: Document,
}

/// An immutable view for one answer. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// How the client counts columns.
    pub encoding: Encoding,
    pub documents: imbl::HashMap<DocumentId, Arc<OpenDocument>>,
}

type OnAnswer = Box<dyn FnOnce(&mut State, Result<Value, String>) + Send>;

/// All that the owner knows.
pub struct State {
    pub outbox: Outbox,
    /// Back to the owner, for work in the background.
    pub events: Sender<Event>,
    /// The part that answers are made from.
    pub live: Snapshot,
    /// Requests of ours that the client has not answered yet.
    waiting: HashMap<Id, OnAnswer>,
}

impl State {
    pub fn new(outbox: Outbox, events: Sender<Event>) -> Self {
        State {
            outbox,
            events,
            live: Snapshot {
                encoding: Encoding::Utf16,
                documents: imbl::HashMap::new(),
            },
            waiting: HashMap::new(),
        }
    }

    /// The state of now.
    pub fn snapshot(&self) -> Snapshot {
        self.live.clone()
    }

    /// Does what was put off until somebody looks.
    pub fn settle(&mut self) {}

    /// When something is due, if anything is.
    pub fn due(&self) -> Option<Instant> {
        None
    }

    /// Does what is due at `now`.
    pub fn on_due(&mut self, _now: Instant) {}

    /// Asks the client something; `on_answer` hears the result or the client's error.
    pub fn ask_client(
        &mut self,
        method: &'static str,
        params: impl Serialize,
        on_answer: impl FnOnce(&mut State, Result<Value, String>) + Send + 'static,
    ) {
        let id = self.outbox.request(method, params);
        self.waiting.insert(id, Box::new(on_answer));
    }

    /// Takes the client's answer.
    pub fn answered(&mut self, answer: Answer) {
        match self.waiting.remove(&answer.id) {
            Some(on_answer) => on_answer(self, answer.result),
            None => tracing::warn!("an answer to no request of ours: {}", answer.id),
        }
    }
}
