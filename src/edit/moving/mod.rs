//! Moves questions of documents and groups to other places: within a document (`within`), or to another file (`elsewhere`).
//!
//! Within a document lines move as they are. In another file a question is written in the form of that file:
//! `carried` reads it, and `aligned` finds its lines in what was written, so that links follow.

pub mod aligned;
pub mod carried;
pub mod elsewhere;
pub mod lines;
mod numbers;
mod rows;
pub mod within;
