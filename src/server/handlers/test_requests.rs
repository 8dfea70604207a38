//! Requests that misbehave, for the tests over the wire. Known only to a server that was started
//! with `QMARK_TEST_REQUESTS=1`.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Deserialize;
use tower_lsp::jsonrpc::Result;

use crate::server::request::RequestContext;

/// Whether this process knows these requests.
pub fn enabled() -> bool {
    std::env::var_os("QMARK_TEST_REQUESTS").is_some_and(|value| value == "1")
}

/// Where to panic.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase", tag = "place")]
pub enum PanicIn {
    /// In the handler itself, before it sends its event.
    Handler,
    /// On the owner's thread.
    Owner,
    /// In a job of the pool.
    Pool,
}

/// How to hold.
#[derive(Deserialize)]
pub struct Hold {
    /// In the slow lane rather than the quick one.
    pub slow: bool,
}

pub fn panic() -> Result<()> {
    panic!("as asked for by a test")
}

static RELEASED: AtomicBool = AtomicBool::new(false);

/// Works until [`release`] or until nobody waits any more.
pub fn hold(context: &RequestContext) -> Result<()> {
    while !RELEASED.load(Ordering::Acquire) {
        context.check_cancelled()?;
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Ends all holding, from now on.
pub fn release() {
    RELEASED.store(true, Ordering::Release);
}
