//! The backend of tower-lsp: turns typed messages into events for the main loop, and waits for answers.
//!
//! Each route sends its event before its first suspension, and does nothing else. That alone keeps edits in the order
//! of the wire; see `transport`.

use serde::Serialize;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{ErrorCode, Result};

use super::event::{Event, Events, Request};
use super::pool::Lane;
use super::request::{RequestContext, Responder, content_modified, to_json};
use super::snapshot::{Needs, Snapshot};
use super::transport::{Outbox, error, set_raw_result};

/// Answers a request from a snapshot.
pub type Handler<P, R> = fn(&Snapshot, P, &RequestContext) -> Result<R>;

/// Sends events to the main loop.
pub struct Backend {
    events: Events,
    outbox: Outbox,
}

impl Backend {
    /// A backend whose main loop receives `events`. Partial results go to `outbox` directly.
    pub fn new(events: Events, outbox: Outbox) -> Self {
        Backend { events, outbox }
    }

    /// Sends an event to the main loop.
    pub fn send(&self, event: Event) {
        // The main loop lives as long as the process.
        let _ = self.events.send(event);
    }

    /// Sends an event that carries the responder of a request, and waits for the answer.
    pub async fn request_event<R>(
        &self,
        name: &'static str,
        event: impl FnOnce(Responder<R>) -> Event,
    ) -> Result<R> {
        let (responder, answer) = Responder::new(self.outbox.clone());
        self.send(event(responder));
        received(name, answer.await)
    }

    /// Answers from a snapshot, in the pool.
    pub async fn request<P: Send + 'static, R: Send + 'static>(
        &self,
        name: &'static str,
        needs: (Lane, Needs),
        params: P,
        handler: Handler<P, R>,
    ) -> Result<R> {
        self.request_as(name, needs, params, handler, Ok).await
    }

    /// The same for an answer that can be long: the pool also writes it as JSON, around the router.
    pub async fn request_streamed<P: Send + 'static, R: Serialize + Send + 'static>(
        &self,
        name: &'static str,
        needs: (Lane, Needs),
        params: P,
        handler: Handler<P, Option<R>>,
    ) -> Result<Option<R>> {
        let json = self
            .request_as(name, needs, params, handler, to_json)
            .await?;
        set_raw_result(json);
        Ok(None)
    }

    async fn request_as<P: Send + 'static, R: 'static, T: Send + 'static>(
        &self,
        name: &'static str,
        (lane, needs): (Lane, Needs),
        params: P,
        handler: Handler<P, R>,
        convert: fn(R) -> Result<T>,
    ) -> Result<T> {
        self.request_event(name, |responder| {
            let answer = move |snapshot: Snapshot| {
                responder.respond(name, |context| match snapshot.has_moved_on {
                    true => Err(content_modified()),
                    false => handler(&snapshot, params, context).and_then(convert),
                });
            };
            Event::Request(Request::new(lane, needs, answer))
        })
        .await
    }
}

fn received<R>(
    name: &str,
    answer: std::result::Result<Result<R>, oneshot::error::RecvError>,
) -> Result<R> {
    answer.unwrap_or_else(|_| {
        let reason = format!("`{name}` ended without an answer");
        Err(error(ErrorCode::InternalError, reason))
    })
}
