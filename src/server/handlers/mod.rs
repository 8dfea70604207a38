//! One plain function per message: a change of the state, or an answer from a snapshot.
//!
//! They convert parameters, call `ide` or `lint`, and convert results.

pub mod actions;
pub mod capabilities;
pub mod code_lens;
pub mod commands;
pub mod completion;
pub mod confirm;
pub mod debug;
pub mod definition;
pub mod diagnostics;
pub mod document_links;
pub mod documents;
pub mod file_operations;
pub mod hover;
pub mod inlay_hints;
pub mod on_enter;
pub mod overview;
pub mod references;
pub mod rename;
pub mod semantic_tokens;
pub mod session;
pub mod structure;
pub mod symbols;
pub mod test_requests;
pub mod workspace;
