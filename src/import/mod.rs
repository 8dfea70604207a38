//! Questions that come from elsewhere into a bank: read from files of any form, compared with what the bank asks already, and
//! written into a group or a document in its own form.
//!
//! Knows the forms that questions come in, the bank, and its changes. Must not know: findings, the file system, terminals,
//! the protocol. Nothing of the bank is written over: what it asks already is returned with its places.

mod below;
mod comparison;
mod imported;
mod into_document;
mod into_group;
mod json;
mod markdown;
mod new_document;
mod new_file;
mod outcome;
mod plan;
mod rebased;
mod source;
mod table;
mod target;
#[cfg(test)]
mod tests;

pub use comparison::Comparison;
pub use imported::Imported;
pub use markdown::{Source, of_bank};
pub use outcome::{Import, Known, Outcome};
pub use source::read;
pub use target::Target;
