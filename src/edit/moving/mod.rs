//! Moves questions of documents and groups to other places: within a document (`within`), or to another file (`elsewhere`).
//!
//! Within a document lines move as they are. In another file a question is written anew, as the questions there are.

mod lines;
mod numbers;
mod rows;
pub mod within;
