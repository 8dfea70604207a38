//! One request while it is answered: whether the client still wants the answer, and the way back to the client.
//!
//! When a client cancels a request, tower-lsp drops the future of its route, and with it the receiver of the answer.
//! That is how a handler learns of it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types as lsp;

use super::transport::{Outbox, error, panic_message};

/// How long to wait before looking again whether the client has read what was sent.
const PAUSE: Duration = Duration::from_millis(5);

/// What a handler can ask about the request that it answers.
pub struct RequestContext<'a> {
    is_cancelled: &'a dyn Fn() -> bool,
    outbox: &'a Outbox,
}

impl<'a> RequestContext<'a> {
    /// The context of work that no request waits for.
    pub fn of_nobody(outbox: &'a Outbox) -> Self {
        Self {
            is_cancelled: &|| false,
            outbox,
        }
    }

    /// Fails once the request was cancelled. Long handlers call this between their steps.
    ///
    /// # Errors
    /// [`ErrorCode::RequestCancelled`].
    pub fn check_cancelled(&self) -> Result<()> {
        if (self.is_cancelled)() {
            Err(Error::request_cancelled())
        } else {
            Ok(())
        }
    }

    /// Sends a partial result under the token that came with the request. Waits while the client has much unread, so
    /// that a long answer is never held in memory as a whole.
    ///
    /// # Errors
    /// Like [`RequestContext::check_cancelled`].
    pub fn send_partial(&self, token: &lsp::ProgressToken, value: impl Serialize) -> Result<()> {
        self.check_cancelled()?;
        while self.outbox.is_behind() {
            std::thread::sleep(PAUSE);
            self.check_cancelled()?;
        }
        self.outbox
            .notify("$/progress", PartialResult { token, value });
        Ok(())
    }
}

#[derive(Serialize)]
struct PartialResult<'a, V> {
    token: &'a lsp::ProgressToken,
    value: V,
}

/// Answers one request, from whichever thread has the answer.
pub struct Responder<R> {
    sender: oneshot::Sender<Result<R>>,
    outbox: Outbox,
}

impl<R> Responder<R> {
    /// A responder, and the receiver of what it sends.
    pub fn new(outbox: Outbox) -> (Self, oneshot::Receiver<Result<R>>) {
        let (sender, receiver) = oneshot::channel();
        (Responder { sender, outbox }, receiver)
    }

    /// Answers with what `work` returns, or with an error if it panics. `work` does not run for a cancelled request.
    pub fn respond(self, method: &str, work: impl FnOnce(&RequestContext) -> Result<R>) {
        let is_cancelled = || self.sender.is_closed();
        let context = RequestContext {
            is_cancelled: &is_cancelled,
            outbox: &self.outbox,
        };
        let result = context
            .check_cancelled()
            .and_then(|()| catch_panic(method, || work(&context)));
        let _ = self.sender.send(result);
    }
}

/// The result of `work`, or −32603 if it panics.
pub fn catch_panic<R>(method: &str, work: impl FnOnce() -> Result<R>) -> Result<R> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let reason = format!("`{method}` panicked: {}", panic_message(panic.as_ref()));
        Err(error(ErrorCode::InternalError, reason))
    })
}

/// The error for a request about a text that has changed since.
pub fn content_modified() -> Error {
    let reason = "the document changed before the response was ready";
    error(ErrorCode::ContentModified, reason.to_owned())
}

/// The answer as JSON.
///
/// # Errors
/// −32603, for an answer that has no form in JSON.
pub fn to_json<R: Serialize>(answer: R) -> Result<Vec<u8>> {
    serde_json::to_vec(&answer).map_err(|reason| {
        let reason = format!("the response could not be serialised as JSON: {reason}");
        error(ErrorCode::InternalError, reason)
    })
}
