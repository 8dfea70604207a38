//! The language server: the protocol's types, one loop, and conversion at the border.
//!
//! This folder knows the protocol and nothing of questions: what an answer *is* comes from `ide`
//! and `lint`, in byte spans and plain data. No other folder names a protocol type.
//!
//! A message's way:
//! ```text
//! transport   bytes → messages, in order; faults, the session's phases, the end of the process
//! mail        typed parameters → an event for the owner; waits for the reply
//! main_loop   the owner's thread: changes to the state, one after the other
//! pool        questions about a snapshot of the state, beside the owner
//! handlers    one plain function per message: the change, or the answer
//! ```
//! Only the owner's thread changes the state. A handler in `mail` sends its event before its first
//! suspension, which keeps the order of the wire (`transport`); so every answer is about exactly
//! the edits that were sent before its request.

mod backend;
mod banks;
mod client;
mod convert;
mod diagnostics;
mod handlers;
mod legend;
mod loader;
mod log;
mod main_loop;
mod out_of_sync;
mod pool;
mod progress;
mod refresh;
mod request;
mod roots;
mod routes;
mod settings;
mod snapshot;
mod standalone;
mod state;
mod transport;
mod workspace;
mod workspace_edit;

use std::io::{self, BufReader, Write};
use std::process::ExitCode;

use crate::text;
use main_loop::Event;
use transport::{LONGEST_MESSAGE, Outbox};

/// How the server is run.
#[derive(Default)]
pub struct Options {
    /// Where the log goes besides standard error.
    pub log: Option<Box<dyn Write + Send>>,
    /// What is logged, in the syntax of `tracing`'s `EnvFilter`; warnings if not given.
    pub log_filter: Option<String>,
}

/// Serves one client on standard input and output until it leaves. The code is 0 when the client
/// left with `shutdown`, else 1, as the protocol has it.
pub fn run(options: Options) -> ExitCode {
    let log = log::start(options.log, options.log_filter.as_deref());
    if !text::line_breaks_are_the_protocols() {
        tracing::error!(
            "this build splits lines where the protocol does not, so positions are wrong"
        );
    }
    let code = match serve() {
        Ok(end) if end.orderly => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            tracing::error!("the server cannot start: {error}");
            ExitCode::FAILURE
        }
    };
    log.flush();
    code
}

fn serve() -> io::Result<transport::End> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()?;
    let (events, received) = crossbeam_channel::unbounded();
    let outbox = Outbox::start(io::stdout(), |error| {
        exit_without_client(&format!("standard output cannot be written: {error}"))
    });
    main_loop::start(outbox.clone(), events.clone(), received)?;

    // Our own messages go through the outbox, where they keep their order; the router's way for
    // them stays unused.
    let (service, _unused_socket) = routes::service(events.clone(), outbox.clone());
    let input = BufReader::with_capacity(64 * 1024, io::stdin());
    let incoming = transport::read(input, LONGEST_MESSAGE, || {
        exit_without_client("the session did not end")
    });
    let on_initialized = |params: &serde_json::Value| {
        let process = params["processId"]
            .as_u64()
            .and_then(|id| u32::try_from(id).ok());
        transport::watch_client(process, exit_without_client);
    };
    let on_answer = |answer| {
        // The owner's thread lives as long as the process.
        let _ = events.send(Event::answered(answer));
    };
    Ok(runtime.block_on(transport::serve(
        service,
        incoming,
        outbox,
        on_initialized,
        on_answer,
    )))
}

/// Ends the process because its client is gone.
fn exit_without_client(reason: &str) {
    tracing::error!("leaving: {reason}");
    log::flush_started();
    std::process::exit(1);
}
