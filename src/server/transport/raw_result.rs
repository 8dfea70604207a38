//! Results that a handler writes as JSON itself, around the router.
//!
//! The router builds a `serde_json::Value` of every result before it writes it. For an outline of 10,000 questions that
//! tree is many times as large and as slow as the text, and it is built on the thread that reads the client's messages.

use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    /// What the running handler passed to [`set`].
    static RESULT: Cell<Option<Vec<u8>>>;
}

/// Sends `result`, which is JSON, in place of what the calling handler returns, unless that is an error. Does nothing
/// outside of a handler.
pub fn set(result: Vec<u8>) {
    if RESULT.try_with(|cell| cell.set(Some(result))).is_err() {
        tracing::error!("a raw result was set outside of a request");
    }
}

/// Runs a handler. Returns what it returns, and the raw result that it set.
pub async fn take<H: Future>(handler: H) -> (H::Output, Option<Vec<u8>>) {
    let run = async {
        let output = handler.await;
        (output, RESULT.with(Cell::take))
    };
    RESULT.scope(Cell::default(), run).await
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::{set, take};

    #[test]
    fn each_handler_sets_its_own() {
        let (sender, receiver) = tokio::sync::oneshot::channel::<()>();
        let mut first = Box::pin(take(async {
            set(b"1".to_vec());
            let _ = receiver.await;
            "first"
        }));
        assert!((&mut first).now_or_never().is_none());
        let second = take(async { set(b"2".to_vec()) }).now_or_never();
        assert_eq!(second, Some(((), Some(b"2".to_vec()))));
        assert_eq!(take(async {}).now_or_never(), Some(((), None)));
        drop(sender);
        assert_eq!(first.now_or_never(), Some(("first", Some(b"1".to_vec()))));
        set(b"3".to_vec());
    }
}
