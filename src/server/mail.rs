//! The mail slot: from tower-lsp's typed handlers to events for the owner.
//!
//! Each handler sends its event before it first waits, and does nothing else. That is all that
//! keeps the edits in order; see `transport`. When a client cancels a request, tower-lsp drops the
//! handler's future, and with it the receiver of the reply: that is how the answering side hears
//! of it ([`Asker`]).

mod table;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crossbeam_channel::Sender;
use serde::Serialize;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types as lsp;
use tower_lsp::{ClientSocket, LspService};

use super::handlers::{debug, documents, overview, trial};
use super::main_loop::Event;
use super::pool::Lane;
use super::snapshot::{Needs, Snapshot};
use super::state::State;
use super::transport::{CHANGED, LOST, OPENED, Outbox, error, leave, panic_message};

/// The service that routes messages to the owner, who listens to `events`. Parts of answers go out by `outbox` before
/// the answer does.
pub fn service(events: Sender<Event>, outbox: Outbox) -> (LspService<Mail>, ClientSocket) {
    let builder = LspService::build(|_| Mail { events, outbox })
        .custom_method("qmark/documentText", Mail::document_text)
        .custom_method("qmark/overview", Mail::overview)
        .custom_method(OPENED, Mail::opened)
        .custom_method(CHANGED, Mail::changed)
        .custom_method(LOST, Mail::lost)
        .custom_method("$/setTrace", Mail::ignore)
        .custom_method("window/workDoneProgress/cancel", Mail::ignore);
    if !trial::enabled() {
        return builder.finish();
    }
    builder
        .custom_method("qmark/test/panic", Mail::trial_panic)
        .custom_method("qmark/test/hold", Mail::trial_hold)
        .custom_method("qmark/test/release", Mail::trial_release)
        .finish()
}

/// Who asked, seen from who answers.
pub struct Asker<'a> {
    is_gone: &'a dyn Fn() -> bool,
    outbox: &'a Outbox,
}

/// How long a part of an answer waits before it looks again whether the client has read what it was sent.
const PAUSE: Duration = Duration::from_millis(5);

impl Asker<'_> {
    /// Fails when nobody waits for the answer any more. To be asked between the steps of long work.
    ///
    /// # Errors
    /// [`ErrorCode::RequestCancelled`].
    pub fn still_waits(&self) -> Result<()> {
        if (self.is_gone)() {
            Err(Error::request_cancelled())
        } else {
            Ok(())
        }
    }

    /// Sends a part of the answer ahead of the rest, under the token that came with the question. Waits while the client
    /// has much unread, so that a long answer is never held as a whole.
    ///
    /// # Errors
    /// Like [`Asker::still_waits`].
    pub fn send_part(&self, token: &lsp::ProgressToken, part: impl Serialize) -> Result<()> {
        self.still_waits()?;
        while self.outbox.is_behind() {
            std::thread::sleep(PAUSE);
            self.still_waits()?;
        }
        let params = Part { token, value: part };
        self.outbox.notify("$/progress", params);
        Ok(())
    }
}

/// A part of an answer.
#[derive(Serialize)]
struct Part<'a, V> {
    token: &'a lsp::ProgressToken,
    value: V,
}

/// The way back to who asked.
pub struct Reply<R> {
    sender: oneshot::Sender<Result<R>>,
    outbox: Outbox,
}

impl<R> Reply<R> {
    /// Replies with what `work` gives, or with an error if it panics. Without anybody who waits, nothing is done.
    pub fn give(self, name: &str, work: impl FnOnce(&Asker) -> Result<R>) {
        let is_gone = || self.sender.is_closed();
        let asker = Asker {
            is_gone: &is_gone,
            outbox: &self.outbox,
        };
        let result = asker
            .still_waits()
            .and_then(|()| guarded(name, || work(&asker)));
        let _ = self.sender.send(result);
    }
}

/// Answers a question about a snapshot.
type Answer<P, R> = fn(&Snapshot, P, &Asker) -> Result<R>;

/// The handlers of tower-lsp.
pub struct Mail {
    events: Sender<Event>,
    outbox: Outbox,
}

impl Mail {
    /// Has the owner change its state.
    fn tell<P: Send + 'static>(&self, name: &'static str, params: P, change: fn(&mut State, P)) {
        self.send(Event::change(name, move |state| change(state, params)));
    }

    /// Has the owner change its state and waits for what it says to that.
    async fn ask_owner<P: Send + 'static, R: Send + 'static>(
        &self,
        name: &'static str,
        params: P,
        change: fn(&mut State, P) -> Result<R>,
    ) -> Result<R> {
        let (reply, replied) = oneshot::channel();
        self.send(Event::change(name, move |state| {
            let _ = reply.send(guarded(name, || change(state, params)));
        }));
        received(name, replied.await)
    }

    /// Has the owner see to it that something is done, by itself or by others, and waits for the reply of who did it.
    async fn ask_to_do<P: Send + 'static, R: Send + 'static>(
        &self,
        name: &'static str,
        params: P,
        begin: fn(&mut State, P, Reply<R>),
    ) -> Result<R> {
        let (sender, replied) = oneshot::channel();
        let outbox = self.outbox.clone();
        self.send(Event::change(name, move |state| {
            begin(state, params, Reply { sender, outbox });
        }));
        received(name, replied.await)
    }

    /// Has the pool answer from the state of now, and waits for the answer.
    async fn ask<P: Send + 'static, R: Send + 'static>(
        &self,
        name: &'static str,
        needs: (Lane, Needs),
        params: P,
        answer: Answer<P, R>,
    ) -> Result<R> {
        self.ask_for(name, needs, params, answer, Ok).await
    }

    /// The same for an answer that may be long: the pool writes it, too, and the router gets none.
    async fn ask_at_length<P: Send + 'static, R: Serialize + Send + 'static>(
        &self,
        name: &'static str,
        needs: (Lane, Needs),
        params: P,
        answer: Answer<P, Option<R>>,
    ) -> Result<Option<R>> {
        let written = self.ask_for(name, needs, params, answer, written).await?;
        leave(written);
        Ok(None)
    }

    /// Has the pool answer, make something of the answer, and waits for that.
    async fn ask_for<P: Send + 'static, R: 'static, T: Send + 'static>(
        &self,
        name: &'static str,
        (lane, needs): (Lane, Needs),
        params: P,
        answer: Answer<P, R>,
        make: fn(R) -> Result<T>,
    ) -> Result<T> {
        let (reply, replied) = oneshot::channel();
        let outbox = self.outbox.clone();
        self.send(Event::query(
            name,
            lane,
            needs,
            move |snapshot: Snapshot| {
                let is_gone = || reply.is_closed();
                let asker = Asker {
                    is_gone: &is_gone,
                    outbox: &outbox,
                };
                let answer = || answer(&snapshot, params, &asker).and_then(make);
                let result = match snapshot.has_moved_on {
                    true => Err(moved_on()),
                    false => asker.still_waits().and_then(|()| guarded(name, answer)),
                };
                let _ = reply.send(result);
            },
        ));
        received(name, replied.await)
    }

    fn send(&self, event: Event) {
        // The owner's thread lives as long as the process.
        let _ = self.events.send(event);
    }
}

/// The answer to a question about a text that is another by now.
fn moved_on() -> Error {
    let reason = "the text changed before the answer was ready";
    error(ErrorCode::ContentModified, reason.to_owned())
}

/// The answer as JSON.
fn written<R: Serialize>(answer: R) -> Result<Vec<u8>> {
    serde_json::to_vec(&answer).map_err(|reason| {
        let reason = format!("the answer could not be written as JSON: {reason}");
        error(ErrorCode::InternalError, reason)
    })
}

/// The result of `work`, or −32603 if it panics.
fn guarded<R>(name: &str, work: impl FnOnce() -> Result<R>) -> Result<R> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let reason = format!("`{name}` panicked: {}", panic_message(panic.as_ref()));
        Err(error(ErrorCode::InternalError, reason))
    })
}

fn received<R>(
    name: &str,
    reply: std::result::Result<Result<R>, oneshot::error::RecvError>,
) -> Result<R> {
    reply.unwrap_or_else(|_| {
        Err(error(
            ErrorCode::InternalError,
            format!("`{name}` was given up without an answer"),
        ))
    })
}

/// Messages beyond the protocol, or beyond the router.
impl Mail {
    async fn opened(&self, params: serde_json::Value) {
        self.tell("textDocument/didOpen", params, documents::opened);
    }

    async fn changed(&self, params: serde_json::Value) {
        self.tell("textDocument/didChange", params, documents::changed);
    }

    async fn lost(&self, params: documents::LostEdit) {
        self.tell("an edit that did not arrive", params, documents::lost);
    }

    async fn document_text(&self, params: debug::TextParams) -> Result<Option<debug::Text>> {
        let needs = (Lane::Quick, Needs::Texts);
        self.ask("qmark/documentText", needs, params, debug::document_text)
            .await
    }

    async fn overview(&self, params: overview::OverviewParams) -> Result<overview::Overview> {
        let needs = (Lane::Slow, Needs::FindingsSoFar);
        self.ask("qmark/overview", needs, params, overview::overview)
            .await
    }

    /// Something that clients say and that changes nothing here.
    async fn ignore(&self, _params: serde_json::Value) {}

    async fn trial_panic(&self, place: trial::Place) -> Result<()> {
        let name = "qmark/test/panic";
        let needs = (Lane::Quick, Needs::Texts);
        match place {
            trial::Place::Handler => trial::panic(),
            trial::Place::Owner => self.ask_owner(name, (), |_, ()| trial::panic()).await,
            trial::Place::Pool => self.ask(name, needs, (), |_, (), _| trial::panic()).await,
        }
    }

    async fn trial_hold(&self, params: trial::Hold) -> Result<()> {
        let lane = if params.slow { Lane::Slow } else { Lane::Quick };
        let needs = (lane, Needs::Texts);
        self.ask("qmark/test/hold", needs, (), |_, (), asker| {
            trial::hold(asker)
        })
        .await
    }

    async fn trial_release(&self) {
        trial::release();
    }
}
