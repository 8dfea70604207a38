//! Results that are written as JSON where they are made, and so go around the router.
//!
//! The router makes a tree of every result before that is written. Of an outline of 10,000 questions the tree is many
//! times as large as the text, and costs as much more time; and it is made on the one thread that reads what the client
//! sends.

use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    /// The result that the handler which is running left.
    static LEFT: Cell<Option<Vec<u8>>>;
}

/// Has `result`, which is JSON, sent in place of what the handler returns that calls this, unless that is an error.
/// Outside of a handler it does nothing.
pub fn leave(result: Vec<u8>) {
    if LEFT.try_with(|left| left.set(Some(result))).is_err() {
        tracing::error!("a result was left where no request is answered");
    }
}

/// Runs a handler. Returns what it gives, and the result that it left.
pub async fn take<H: Future>(handler: H) -> (H::Output, Option<Vec<u8>>) {
    let run = async {
        let output = handler.await;
        (output, LEFT.with(Cell::take))
    };
    LEFT.scope(Cell::default(), run).await
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::{leave, take};

    #[test]
    fn each_handler_leaves_its_own() {
        let (sender, receiver) = tokio::sync::oneshot::channel::<()>();
        let mut first = Box::pin(take(async {
            leave(b"1".to_vec());
            let _ = receiver.await;
            "first"
        }));
        assert!((&mut first).now_or_never().is_none());
        let second = take(async { leave(b"2".to_vec()) }).now_or_never();
        assert_eq!(second, Some(((), Some(b"2".to_vec()))));
        assert_eq!(take(async {}).now_or_never(), Some(((), None)));
        drop(sender);
        assert_eq!(first.now_or_never(), Some(("first", Some(b"1".to_vec()))));
        leave(b"3".to_vec());
    }
}
