//! The real binary, spoken to over standard input and output.
//!
//! Only what the wire alone shows is tested here: faults, order, cancellation, the session's
//! phases, the end of the process. Tests wait for messages and for the end of the process, never
//! for a time; the limits only end a test that would hang.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod actions;
mod bank;
mod cli_parity;
mod client;
mod commands;
mod completion;
mod faults;
mod findings;
mod fresh_start;
mod in_step;
mod lens;
mod lifecycle;
mod navigation;
mod on_enter;
mod order;
mod overview;
mod references;
mod rename;
mod requests;
mod rng;
mod roots;
mod structure;
mod tokens;
