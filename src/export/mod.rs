//! All questions of a bank with the texts of their answers, in forms that other programs read: CSV, JSON, the text file
//! that Anki imports, and a page for readers.
//!
//! Knows the bank and what is below it, and how these forms are written. Must not know: findings, the file system,
//! terminals, the protocol. The same bank gives the same bytes. No form loses a question: what has no answer is exported
//! without one.

pub mod anki;
pub mod html;
mod links;
mod question;
pub mod table;

pub use question::{ExportedOption, ExportedQuestion, Source, questions_of};
