//! qmark, the language server for question banks.
//!
//! Folders from the bottom up; each may use those above it in this list, never one below:
//!
//! - [`text`]: bytes, lines, positions and edits;
//! - [`syntax`]: toolkits for YAML and markdown;
//! - [`facts`]: what a file says, whatever its shape;
//! - [`shape`]: a folder a shape: text to facts, and back;
//! - [`bank`]: all files as one value, and the index over them;
//! - [`edit`]: changes to a bank as data;
//! - [`lint`]: rules, what they find, and how that is fixed;
//! - [`stats`]: a bank in numbers;
//! - [`ide`]: what an editor can ask of a place;
//! - [`disk`]: the only reader and watcher of files;
//! - [`server`] and [`cli`]: the two ways to use it all.
//!
//! What always holds:
//!
//! - Edits are applied in the order of the wire, and a request sees exactly those sent before it.
//! - Whatever happened before, the index, the findings and every answer are those of a fresh start on the same files.
//! - A keystroke costs what its own file costs, and in a huge group what its own question costs.
//! - Reading never fails: any bytes give facts and errors, and one broken question leaves the others as they were.
//! - A request gets exactly one response.
//! - Editor and command line find the same, because they ask the same.
//! - Each big dependency has one door: `tests/tidy.rs` lists them and who may import whom.

pub mod bank;
#[cfg(test)]
#[path = "../tests/properties/cases.rs"]
pub mod cases;
pub mod cli;
pub mod disk;
pub mod edit;
pub mod facts;
#[cfg(test)]
pub mod fixture;
pub mod ide;
pub mod lint;
pub mod server;
pub mod shape;
pub mod stats;
pub mod syntax;
pub mod text;
