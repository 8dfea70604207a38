//! What is sent to the client, in the order it was handed over.
//!
//! Sending never waits: a thread of its own writes. A client that does not read must not stop the
//! reading of its own messages, or both would wait for each other for ever. Instead, whoever has
//! something that can wait (findings) asks [`Outbox::is_behind`] first, and no message is taken
//! from a client that leaves very much unread.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use serde::Serialize;
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Id, Response};

/// Unread bytes from which on what can wait should wait.
const BEHIND: usize = 4 << 20;
/// Unread bytes from which on nothing more is taken from the client.
const FULL: usize = 64 << 20;

enum Parcel {
    Body(Vec<u8>),
    /// Everything before this was written.
    Flush(Sender<()>),
}

/// The way to the client. Clones share it.
#[derive(Clone)]
pub struct Outbox {
    parcels: Sender<Parcel>,
    unread: Arc<AtomicUsize>,
    room: Arc<Notify>,
    last_id: Arc<AtomicI64>,
}

impl Outbox {
    /// An outbox that writes to `output` on a thread of its own. When writing fails, nobody is
    /// there any more, and `on_gone` is called.
    pub fn start(output: impl Write + Send + 'static, on_gone: fn(io::Error)) -> Self {
        let (parcels, received) = unbounded();
        let outbox = Outbox {
            parcels,
            unread: Arc::default(),
            room: Arc::default(),
            last_id: Arc::default(),
        };
        let (unread, room) = (outbox.unread.clone(), outbox.room.clone());
        std::thread::spawn(move || {
            if let Err(error) = write_all(BufWriter::new(output), &received, &unread, &room) {
                on_gone(error);
            }
        });
        outbox
    }

    /// Sends a response.
    pub fn respond(&self, response: &Response) {
        self.send(response);
    }

    /// Sends a notification.
    pub fn notify(&self, method: &'static str, params: impl Serialize) {
        self.send_call(None, method, params);
    }

    /// Sends a request and tells the id that its answer will carry.
    pub fn request(&self, method: &'static str, params: impl Serialize) -> Id {
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        self.send_call(Some(id), method, params);
        Id::Number(id)
    }

    /// Whether the client has much unread: then what can wait should wait.
    pub fn is_behind(&self) -> bool {
        self.unread.load(Ordering::Relaxed) > BEHIND
    }

    /// Whether so much is unread that no further message should be taken from the client.
    pub fn is_full(&self) -> bool {
        self.unread.load(Ordering::Relaxed) > FULL
    }

    /// Waits until something was written since the last wait.
    pub async fn progress(&self) {
        self.room.notified().await;
    }

    /// Waits until everything handed over so far was written, at most for `limit`; whether it was.
    pub fn flush(&self, limit: Duration) -> bool {
        let (written, wait) = bounded(1);
        self.parcels.send(Parcel::Flush(written)).is_ok() && wait.recv_timeout(limit).is_ok()
    }

    fn send_call(&self, id: Option<i64>, method: &'static str, params: impl Serialize) {
        match serde_json::to_value(params) {
            // Where the protocol has no parameters it wants none, not null.
            Ok(params) => {
                let params = (!params.is_null()).then_some(params);
                self.send(&Outgoing {
                    jsonrpc: "2.0",
                    id,
                    method,
                    params,
                });
            }
            Err(error) => tracing::error!("`{method}` could not be written as JSON: {error}"),
        }
    }

    fn send(&self, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            Ok(body) => {
                self.unread.fetch_add(body.len(), Ordering::Relaxed);
                // The writer is gone only when the client is: then nobody is left to tell.
                let _ = self.parcels.send(Parcel::Body(body));
            }
            Err(error) => tracing::error!("a message could not be written as JSON: {error}"),
        }
    }
}

/// A request (with an id) or notification of ours.
#[derive(Serialize)]
struct Outgoing {
    jsonrpc: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<i64>,
    method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    params: Option<serde_json::Value>,
}

fn write_all(
    mut output: impl Write,
    parcels: &Receiver<Parcel>,
    unread: &AtomicUsize,
    room: &Notify,
) -> io::Result<()> {
    for parcel in parcels {
        match parcel {
            Parcel::Body(body) => {
                write!(output, "Content-Length: {}\r\n\r\n", body.len())?;
                output.write_all(&body)?;
                // A burst is written in large pieces, its last message at once.
                if parcels.is_empty() {
                    output.flush()?;
                }
                unread.fetch_sub(body.len(), Ordering::Relaxed);
                room.notify_one();
            }
            Parcel::Flush(written) => {
                output.flush()?;
                let _ = written.send(());
            }
        }
    }
    Ok(())
}
