//! What an editor can ask of a place in a bank; a feature a file.
//!
//! Knows the bank, its findings and the texts of its files. Must not know: the protocol, its positions and its types,
//! the file system, which files are open. A feature takes a place as a byte offset and gives plain data, sorted, with
//! `None` where there is nothing to say.

pub mod completion;
pub mod definition;
pub mod hover;
pub mod links;
mod markdown;
pub mod outline;
pub mod search;

use std::sync::Arc;

use crate::bank::BankPath;
use crate::text::Span;

/// The text of a file of the bank: that of an open document, else that on disk; `None` when there is none to be had.
/// It may be another moment's than the bank's.
pub type Sources<'s> = &'s dyn Fn(&BankPath) -> Option<Arc<str>>;

/// Something that is said of a part of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ranged<T> {
    /// The part of the file that was asked about.
    pub span: Span,
    /// What is said of it.
    pub value: T,
}

/// Where the line starts that holds the byte at `offset`; an offset past the text counts as its end.
fn line_start(text: &str, offset: u32) -> u32 {
    let before = Span::new(0, offset).slice(text);
    before.rfind(['\n', '\r']).map_or(0, |at| at as u32 + 1)
}
