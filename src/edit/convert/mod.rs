//! Writes all questions of a file in another shape: a document as a group with answer files (`to_group`), a group or files
//! with one question each as a document (`to_document`).
//!
//! Nothing is lost: what has no place in the other shape refuses the change.

mod layout;
mod to_document;
mod to_group;

pub use to_document::{files, gather, to_document};
pub use to_group::to_group;

#[cfg(test)]
mod tests;
