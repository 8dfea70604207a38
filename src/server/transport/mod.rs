//! Standard input and output, the life of the process, and the rules of the session.
//!
//! This folder drives a `tower` service of tower-lsp (its router: typed parameters, cancellation)
//! with messages, and knows nothing of what they mean beyond `initialize`, `shutdown` and `exit`.
//! It replaces that crate's own `Server`, which ends the session at the first body that is not
//! JSON, dies with a panicking handler, stays when the client is gone, and drops what a client
//! sends before the answer to `initialize`.
//!
//! What holds here, whatever the client sends and the handlers do:
//! - messages reach their handlers in the order of the wire, each handler running up to its first
//!   suspension before the next message is looked at (`serve`);
//! - each request gets exactly one response (`serve`), each fault the answer that the protocol
//!   asks for, and then the next message is served (`frames`, `message`, `session`);
//! - a long result is written where it is made, and not taken apart on its way (`written`);
//! - what is sent keeps its order, and no sender waits for a slow client (`outbox`);
//! - the process ends with its client (`lifetime`, `serve`).

mod frames;
mod halves;
mod lifetime;
mod message;
mod outbox;
mod serve;
mod session;
mod written;

pub use lifetime::watch_client;
pub use message::{Answer, CHANGED, HALVES, LOST, OPENED, error};
pub use outbox::Outbox;
pub use serve::{End, panic_message, read, serve};
pub use written::leave;

/// The longest message that is taken, in bytes. A bank's largest file is a thousandth of it.
pub const LONGEST_MESSAGE: u64 = 64 << 20;
