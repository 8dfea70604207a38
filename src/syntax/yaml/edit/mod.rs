//! Edits of YAML that keep everything else as written: quotes, indentation, comments.
//!
//! Each function takes the text, a node of its tree and the offset that the node's spans count from. It returns a text
//! edit, or a [`Refusal`](crate::text::Refusal) if it does not support the way the text is written.

pub mod block;
pub mod indent;
pub mod list;
pub mod map;
#[cfg(test)]
mod tests;
pub mod value;
