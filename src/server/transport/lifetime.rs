//! The process ends with its client.
//!
//! Usually standard input ends, which `serve` sees. Two other cases have no event and are polled: the client died but
//! another process still holds the pipes open, and standard output was closed.

use std::time::Duration;

use crate::platform::{has_ended, output_is_closed};

/// How often to poll.
const INTERVAL: Duration = Duration::from_secs(1);

/// Starts a thread that calls `on_gone` with the reason when the client is gone. `process` is the client's id from
/// `initialize`.
pub fn watch_client(process: Option<u32>, on_gone: impl Fn(&str) + Send + 'static) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(INTERVAL);
            if process.is_some_and(has_ended) {
                return on_gone("the client's process has ended");
            }
            if output_is_closed() {
                return on_gone("standard output was closed");
            }
        }
    });
}
