//! What an editor can ask of a place in a bank; a feature a file.
//!
//! Knows the bank, its findings and the texts of its files. Must not know: the protocol, its positions and its types,
//! the file system, which files are open. A feature takes a place as a byte offset and gives plain data, sorted, with
//! `None` where there is nothing to say.

pub mod actions;
pub mod completion;
pub mod definition;
pub mod folding;
mod here;
pub mod highlight;
pub mod hints;
pub mod hover;
pub mod lens;
pub mod links;
mod markdown;
pub mod moves;
pub mod new_question;
pub mod on_enter;
pub mod outline;
pub mod overview;
pub mod references;
pub mod rename;
pub mod search;
mod sections;
pub mod selection;
pub mod tokens;

use crate::text::Span;

pub use crate::edit::Sources;

/// Something that is said of a part of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ranged<T> {
    /// The part of the file that was asked about.
    pub span: Span,
    /// What is said of it.
    pub value: T,
}
