//! Changes to the files of a bank, as data.
//!
//! Knows what a change does to the files of a bank, and whether it can be made. Must not know: why a change is made, who
//! asks for it, the protocol, the file system. How one piece of YAML is edited is in `syntax::yaml::edit`.
//!
//! Nothing is lost: a change that could lose text, or that cannot be made as a whole, is refused with the reason.
//!
//! Questions change their places in four ways. `sequence` changes the numbers and the order within a document, and which
//! questions there are. `move_questions` moves them from one group to another, and `moving` to and from documents.
//! `split` and `convert` make other files of a whole file. All but `sequence` and `move_questions` rest on `relocate`,
//! which follows each link. What refers to questions by number follows in `sequence` and `moving` in the same way.

pub mod aliases;
pub mod anchors;
pub mod answer_file;
mod change;
pub mod config;
pub mod contents;
pub mod contents_entries;
pub mod convert;
pub mod destination;
mod diff;
pub mod documents;
pub mod file_name;
pub mod group_of_row;
pub mod level;
pub mod move_questions;
pub mod moving;
pub mod needed;
pub mod new_group;
pub mod one_question;
pub mod question;
pub mod rebase_links;
pub mod relocate;
pub mod rename_question;
pub mod sections;
pub mod sequence;
pub mod split;
#[cfg(test)]
mod tests;
pub mod title_count;
pub mod topics;
pub mod update_references;
pub mod verify;
pub mod words;

use std::sync::Arc;

use crate::bank::{Bank, BankPath, Content};
use crate::text::Refusal;

pub use change::Edit;
pub use diff::diff;

/// The text of a file of the bank: that of an open document, else that on disk; `None` if it cannot be read. It may be
/// newer than the bank.
pub type Sources<'s> = &'s dyn Fn(&BankPath) -> Option<Arc<String>>;

/// A change, or why it is not made.
pub type Planned = Result<Edit, Refusal>;

/// Whether the bank's facts were read from this text, so that their spans are valid in it.
pub fn is_current(bank: &Bank, path: &BankPath, text: &str) -> bool {
    match bank.as_read(path.as_str()).map(|file| &file.content) {
        Some(Content::Markdown(facts)) => **facts == bank.read(path, text),
        Some(_) => true,
        None => false,
    }
}
