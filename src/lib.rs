//! qmark, the language server for question banks.
//!
//! Layers from the bottom up. A layer may import those above it in this list, never one below:
//!
//! - [`platform`]: what differs between systems, as data;
//! - [`text`]: bytes, lines, positions and edits;
//! - [`syntax`]: toolkits for YAML and markdown;
//! - [`facts`]: what a file contains, independent of its shape: questions, sections, body, and the slots that edits
//!   address;
//! - [`shape`]: one folder per shape of question file, which reads text into facts, finds what is at the cursor and
//!   writes changes back;
//! - [`bank`]: all files as one value, and the index over them;
//! - [`edit`]: changes to a bank, as data;
//! - [`lint`]: rules, their findings and their fixes;
//! - [`stats`]: figures about a bank;
//! - [`export`]: its questions in forms that other programs read;
//! - [`review`]: two states of a bank compared;
//! - [`import`]: questions from elsewhere, compared with a bank and written into it;
//! - [`ide`]: what an editor can ask about a position;
//! - [`disk`]: the only code that reads, writes and watches files;
//! - [`server`] and [`cli`]: the two front ends.
//!
//! Invariants:
//!
//! - Edits are applied in the order they arrive, and a request sees exactly those sent before it.
//! - The index, the findings and every answer equal those of a fresh start on the same files, whatever happened before.
//! - A keystroke costs time in proportion to its file, and in a huge group to its question.
//! - Reading never fails: any bytes give facts and errors, and a broken question does not affect the others.
//! - Every request gets exactly one response.
//! - Editor and command line report the same findings, because they run the same code.
//! - A new shape is one folder and one line in the table of shapes: what reads questions then works in it, and so do
//!   edits that name values by slots, if it can be written. Fixes of YAML apply to frontmatter only.
//! - Only the places that `tests/tidy.rs` lists name a large dependency.

#[cfg(test)]
extern crate self as qmark;

pub mod bank;
#[cfg(test)]
#[path = "../tests/properties/cases.rs"]
pub mod cases;
pub mod cli;
pub mod disk;
pub mod edit;
pub mod export;
pub mod facts;
#[cfg(test)]
pub mod fixture;
pub mod ide;
pub mod import;
pub mod lint;
pub mod platform;
pub mod review;
pub mod server;
pub mod shape;
pub mod stats;
pub mod syntax;
pub mod text;
