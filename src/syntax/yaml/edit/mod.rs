//! Edits of YAML that leave everything else as it was: quotes, indentation, comments.
//!
//! Each function takes the text, a part of its tree and the offset that the part's spans count from, and returns the
//! edit of the text, or a [`Refusal`](crate::text::Refusal) where the text is written in a form that it cannot change.

pub mod block;
pub mod indent;
pub mod list;
pub mod map;
#[cfg(test)]
mod tests;
pub mod value;
