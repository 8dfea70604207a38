//! Tests of the real binary over standard input and output.
//!
//! Only what needs the wire is tested here: protocol errors, order, cancellation, session phases, exit. Tests wait for
//! messages and for the exit of the process, never for a time; timeouts only end a test that would hang.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod actions;
mod bank;
mod cli_parity;
mod client;
mod code_lens;
mod commands;
mod completion;
mod confirm;
mod faults;
mod findings;
mod fresh_start;
mod in_sync;
mod lifecycle;
mod navigation;
mod on_enter;
mod order;
mod overview;
mod plain_text;
mod references;
mod rename;
mod requests;
mod rng;
mod roots;
mod semantic_tokens;
mod structure;
