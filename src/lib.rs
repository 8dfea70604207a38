//! qmark, the language server for question banks.
//!
//! Folders from the bottom up; each may use those above it in this list, never one below:
//!
//! - [`text`]: bytes, lines, positions and edits;
//! - [`syntax`]: one file to facts with places;
//! - [`bank`]: all files as one value, and the index over them;
//! - [`lint`]: rules and what they find;
//! - [`ide`]: what an editor can ask of a place;
//! - [`disk`]: the only reader and watcher of files;
//! - [`server`] and [`cli`]: the two ways to use it all.

pub mod bank;
pub mod cli;
pub mod disk;
#[cfg(test)]
pub mod fixture;
pub mod ide;
pub mod lint;
pub mod server;
pub mod syntax;
pub mod text;
