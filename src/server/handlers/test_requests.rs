//! Requests that misbehave, for tests. Only a server that was started with `QMARK_TEST_REQUESTS=1` has them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Deserialize;
use tower_lsp::jsonrpc::Result;

use crate::server::request::RequestContext;

/// Whether this process has these requests.
pub fn enabled() -> bool {
    std::env::var_os("QMARK_TEST_REQUESTS").is_some_and(|value| value == "1")
}

/// Where to panic.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase", tag = "place")]
pub enum PanicIn {
    /// In the route, before it sends its event.
    Handler,
    /// On the main loop.
    #[serde(rename = "owner")]
    MainLoop,
    /// In a job of the pool.
    Pool,
}

/// Parameters of `qmark/test/hold`.
#[derive(Deserialize)]
pub struct Hold {
    /// In the slow lane rather than the quick one.
    pub slow: bool,
}

/// Panics.
pub fn panic() -> Result<()> {
    panic!("as asked for by a test")
}

static RELEASED: AtomicBool = AtomicBool::new(false);

/// Works until [`release`], or until the request is cancelled.
pub fn hold(context: &RequestContext) -> Result<()> {
    while !RELEASED.load(Ordering::Acquire) {
        context.check_cancelled()?;
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Ends all [`hold`]s, also later ones.
pub fn release() {
    RELEASED.store(true, Ordering::Release);
}
