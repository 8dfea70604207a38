//! Messages to the client, in the order in which they are sent.
//!
//! Sending never blocks: a thread writes. If a client that does not read blocked the server, both could wait for each other
//! forever. Instead, senders of what can wait (diagnostics) check [`Outbox::is_behind`] first, and no message is read from a
//! client that leaves very much unread.

use std::io::{self, BufWriter, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use serde::Serialize;
use serde_json::json;
use tokio::sync::Notify;
use tower_lsp::jsonrpc::{Id, Response};

/// More unread bytes than this, and what can wait should wait.
const BEHIND: usize = 4 << 20;
/// More unread bytes than this, and nothing is read from the client.
const FULL: usize = 64 << 20;

enum Parcel {
    Body(Vec<u8>),
    /// Everything before this was written.
    Flush(Sender<()>),
}

/// Sends messages to the client. Clones share the queue.
#[derive(Clone)]
pub struct Outbox {
    parcels: Sender<Parcel>,
    unread: Arc<AtomicUsize>,
    room: Arc<Notify>,
    last_id: Arc<AtomicI64>,
}

impl Outbox {
    /// Starts the thread, which writes to `output`. When writing fails, the client is gone, and `on_gone` is called.
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

    /// Sends the response to the request `id` with a result that is JSON already.
    pub fn result(&self, id: &Id, written: &[u8]) {
        self.post(result(id, written));
    }

    /// Sends a notification.
    pub fn notify(&self, method: &'static str, params: impl Serialize) {
        self.send_call(None, method, params);
    }

    /// Sends a request. Returns its id.
    pub fn request(&self, method: &'static str, params: impl Serialize) -> Id {
        let id = self.last_id.fetch_add(1, Ordering::Relaxed) + 1;
        self.send_call(Some(id), method, params);
        Id::Number(id)
    }

    /// Whether the client has much unread, so that what can wait should wait.
    pub fn is_behind(&self) -> bool {
        self.unread.load(Ordering::Relaxed) > BEHIND
    }

    /// Whether so much is unread that no further message should be read from the client.
    pub fn is_full(&self) -> bool {
        self.unread.load(Ordering::Relaxed) > FULL
    }

    /// Waits until something was written since the last wait.
    pub async fn progress(&self) {
        self.room.notified().await;
    }

    /// Waits until everything sent so far is written, at most for `limit`; whether it is.
    pub fn flush(&self, limit: Duration) -> bool {
        let (written, wait) = bounded(1);
        self.parcels.send(Parcel::Flush(written)).is_ok() && wait.recv_timeout(limit).is_ok()
    }

    fn send_call(&self, id: Option<i64>, method: &'static str, params: impl Serialize) {
        match serde_json::to_vec(&params) {
            Ok(params) => self.post(call(id, method, &params)),
            Err(error) => tracing::error!("`{method}` could not be written as JSON: {error}"),
        }
    }

    fn send(&self, message: &impl Serialize) {
        match serde_json::to_vec(message) {
            Ok(body) => self.post(body),
            Err(error) => tracing::error!("a message could not be written as JSON: {error}"),
        }
    }

    fn post(&self, body: Vec<u8>) {
        self.unread.fetch_add(body.len(), Ordering::Relaxed);
        // The writer ends only when the client is gone.
        let _ = self.parcels.send(Parcel::Body(body));
    }
}

/// A request (with an id) or notification of ours, whose parameters are written already.
fn call(id: Option<i64>, method: &str, params: &[u8]) -> Vec<u8> {
    let id = id.map_or_else(String::new, |id| format!(r#""id":{id},"#));
    let mut body = format!(r#"{{"jsonrpc":"2.0",{id}"method":"{method}""#).into_bytes();
    // Where the protocol has no parameters it wants none, not null.
    if params != b"null" {
        body.extend_from_slice(br#","params":"#);
        body.extend_from_slice(params);
    }
    body.push(b'}');
    body
}

/// The response to the request `id` with a result that is written already.
fn result(id: &Id, result: &[u8]) -> Vec<u8> {
    let id = json!(id).to_string();
    let parts: [&[u8]; 5] = [
        br#"{"jsonrpc":"2.0","result":"#,
        result,
        br#","id":"#,
        id.as_bytes(),
        b"}",
    ];
    parts.concat()
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
                // Flushes after the last message of a burst.
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn what_is_put_together_is_what_would_be_written() {
        let read = |body: Vec<u8>| serde_json::from_slice::<Value>(&body).expect("JSON");
        let value = json!({ "a": ["\"", null, 1] });
        let text = value.to_string();
        for id in [Id::Number(-7), Id::String("a\"b".to_owned()), Id::Null] {
            let whole = Response::from_ok(id.clone(), value.clone());
            let whole = serde_json::to_vec(&whole).expect("JSON");
            assert_eq!(read(result(&id, text.as_bytes())), read(whole));
        }
        assert_eq!(
            read(call(Some(3), "x/y", text.as_bytes())),
            json!({ "jsonrpc": "2.0", "id": 3, "method": "x/y", "params": value })
        );
        assert_eq!(
            read(call(None, "x", b"null")),
            json!({ "jsonrpc": "2.0", "method": "x" })
        );
    }
}
