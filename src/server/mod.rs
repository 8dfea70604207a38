//! The language server: protocol types, the main loop, and conversion between the two sides.
//!
//! This folder knows the protocol and nothing of questions: `ide` and `lint` decide what an answer is, in byte spans and
//! plain data. No other folder names a protocol type.
//!
//! The way of a message, and of what it names:
//! ```text
//! transport      bytes → messages, in order; faults, phases of the session, end of the process
//! routes         method → event, through `backend`, which waits for the answer
//! main_loop      one thread that owns the state: one event after the other
//! handlers       one function for each message: changes the state, or answers from a snapshot
//! state          connects the parts: documents, banks, workspace, publisher, loader, progress
//! loader, pool   threads that read files, and that answer requests
//! ```
//! Only the main loop changes the state. A route sends its event before its first suspension, which keeps the order of the
//! wire (`transport`); so every answer is about exactly the edits that were sent before its request.

mod action_data;
mod backend;
mod banks;
mod client;
mod connection;
mod convert;
mod diagnostics;
mod documents;
mod event;
mod handlers;
mod legend;
mod loader;
mod log;
mod main_loop;
mod out_of_sync;
mod pool;
mod progress;
mod refresh;
mod registration;
mod request;
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
use event::Event;
use transport::{LONGEST_MESSAGE, Outbox};

/// Options of the server.
#[derive(Default)]
pub struct Options {
    /// Where the log goes besides standard error.
    pub log: Option<Box<dyn Write + Send>>,
    /// What is logged, in the syntax of `tracing`'s `EnvFilter`; warnings if not given.
    pub log_filter: Option<String>,
}

/// Serves one client on standard input and output. The exit code is 0 if the client sent `shutdown` before it left, else 1,
/// as the protocol requires.
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

    // Our own messages go through the outbox, which keeps their order, and not through the socket of the router.
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
        // The main loop lives as long as the process.
        let _ = events.send(Event::Answer(answer));
    };
    Ok(runtime.block_on(transport::serve(
        service,
        incoming,
        outbox,
        on_initialized,
        on_answer,
    )))
}

/// Ends the process because the client is gone.
fn exit_without_client(reason: &str) {
    tracing::error!("leaving: {reason}");
    log::flush_started();
    std::process::exit(1);
}
