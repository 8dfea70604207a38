//! qmark, the language server for question banks.
pub mod bank;
pub mod syntax;
pub mod text;
