//! Changes to a bank as data, and how what they write is written.
//!
//! Knows what a change does to the files of a bank, whether that can be done, and how YAML is changed so that all else
//! in it stays as it was: its quotes, its indentation, its comments. Must not know: why a change is made, who asks for
//! it, the protocol, the file system.
//!
//! Nothing is lost: whoever makes a change that could lose text, or that cannot be made as a whole, refuses and says why.

pub mod aliases;
pub mod answer_file;
pub mod block;
mod change;
pub mod config;
pub mod destination;
mod diff;
pub mod file_name;
pub mod level;
pub mod list;
pub mod map;
pub mod move_questions;
pub mod needed;
pub mod new_group;
pub mod question;
pub mod rebase_links;
pub mod same;
pub mod segment;
pub mod style;
#[cfg(test)]
mod tests;
pub mod topics;
pub mod update_references;
pub mod value;

use std::fmt;
use std::sync::Arc;

use crate::bank::{Bank, BankPath, Content};
use crate::shape;

pub use change::Edit;
pub use diff::diff;

/// The text of a file of the bank: that of an open document, else that on disk; `None` when there is none to be had.
/// It may be another moment's than the bank's.
pub type Sources<'s> = &'s dyn Fn(&BankPath) -> Option<Arc<str>>;

/// Why a change is not made, in words for the author: what stands in the way, where; no full stop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal(pub String);

impl Refusal {
    /// A refusal for this reason.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// A change, or why it is not made.
pub type Planned = Result<Edit, Refusal>;

/// The line break of a text: its first one.
pub fn line_break(text: &str) -> &'static str {
    match text.find(['\n', '\r']).map(|at| &text.as_bytes()[at..]) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        _ => "\n",
    }
}

/// Where the line of `offset` starts.
pub fn line_start(text: &str, offset: u32) -> u32 {
    let before = text.get(..offset as usize).unwrap_or(text);
    before.rfind(['\n', '\r']).map_or(0, |at| at as u32 + 1)
}

/// Where the line of `offset` ends, its break left out.
pub fn line_end(text: &str, offset: u32) -> u32 {
    let rest = text.get(offset as usize..).unwrap_or("");
    offset + rest.find(['\n', '\r']).unwrap_or(rest.len()) as u32
}

/// Where the line behind that of `offset` starts: the text's end when there is none.
pub fn next_line(text: &str, offset: u32) -> u32 {
    let end = line_end(text, offset);
    let rest = text.get(end as usize..).unwrap_or("");
    end + if rest.starts_with("\r\n") {
        2
    } else {
        u32::from(!rest.is_empty())
    }
}

/// Whether the bank's facts are those of this text, so that their spans count in it.
pub fn is_current(bank: &Bank, path: &BankPath, text: &str) -> bool {
    match bank.file(path.as_str()).map(|file| &file.content) {
        Some(Content::Markdown(facts)) => **facts == shape::read(text, None),
        Some(_) => true,
        None => false,
    }
}
