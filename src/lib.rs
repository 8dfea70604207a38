//! qmark.

pub mod text;
