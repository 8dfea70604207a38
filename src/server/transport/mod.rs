//! Standard input and output, the life of the process, and the rules of the session.
//!
//! # Why not tower-lsp's own `Server`
//!
//! This folder drives tower-lsp's `LspService` (its router: typed parameters, cancellation) and replaces its `Server`,
//! because that
//! - ends the session at the first frame or body that it cannot read,
//! - dies with a handler that panics,
//! - does not end when the client's process is gone,
//! - drops what a client sends before the answer to `initialize`, and
//! - handles only so many messages at a time, so that slow requests hold up all that comes after them.
//!
//! Of the messages, the folder knows only `initialize`, `shutdown`, `exit`, and the two that carry the text of a document.
//!
//! # What it guarantees, whatever the client sends and the handlers do
//! - messages reach their handlers in the order of the wire, each handler running up to its first
//!   suspension before the next message is looked at (`serve`);
//! - each request gets exactly one response (`serve`), each fault the answer that the protocol
//!   asks for, and then the next message is served (`frames`, `message`, `session`);
//! - a handler can write a long result as JSON itself, and no tree of it is built (`raw_result`);
//! - what is sent keeps its order, and no sender waits for a slow client (`outbox`);
//! - the process ends with its client (`lifetime`, `serve`).

mod frames;
mod halves;
mod lifetime;
mod message;
mod outbox;
mod raw_result;
mod serve;
mod session;

pub use lifetime::watch_client;
pub use message::{Answer, CHANGED, HALVES, LOST, LostEdit, OPENED, error};
pub use outbox::Outbox;
pub use raw_result::set as set_raw_result;
pub use serve::{End, panic_message, read, serve};

/// The longest message that is taken, in bytes. A bank's largest file is a thousandth of it.
pub const LONGEST_MESSAGE: u64 = 64 << 20;
