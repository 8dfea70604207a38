//! qmark, the language server for question banks.
pub mod bank;
pub mod server;
pub mod syntax;
pub mod text;
