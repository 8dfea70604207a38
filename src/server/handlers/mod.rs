//! One plain function per message: a change of the state, or an answer from a snapshot.
//!
//! They convert in, call, and convert out. What is true of questions is decided elsewhere.

pub mod actions;
pub mod commands;
pub mod completion;
pub mod debug;
pub mod definition;
pub mod documents;
pub mod files;
pub mod findings;
pub mod hints;
pub mod hover;
pub mod lens;
pub mod links;
pub mod on_enter;
pub mod overview;
pub mod references;
pub mod rename;
pub mod session;
pub mod structure;
pub mod symbols;
pub mod tokens;
pub mod trial;
pub mod workspace;
