//! Editor features; one file each.
//!
//! Knows the bank, its findings and the texts of its files. Must not know: the protocol, its positions and its types,
//! the file system, which files are open. A feature takes a place as a byte offset and returns plain data, sorted, or
//! `None` if there is nothing to show.

pub mod actions;
pub mod code_lens;
pub mod completion;
pub mod definition;
pub mod document_links;
pub mod document_symbols;
pub mod file_rename;
pub mod folding;
pub mod highlight;
pub mod hover;
#[cfg(test)]
mod in_documents;
pub mod inlay_hints;
mod markdown;
pub mod new_question;
pub mod on_enter;
mod question_item;
pub mod references;
pub mod rename;
mod sections;
pub mod selection;
pub mod semantic_tokens;
mod symbol_at;
pub mod tree_view;
pub mod workspace_symbols;

use crate::text::Span;

pub use crate::edit::Sources;

/// A value for a part of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ranged<T> {
    /// The part of the file that was asked about.
    pub span: Span,
    /// The value.
    pub value: T,
}
