//! The shape `document`: many questions in the markdown of a file, opened by headings, list items, summaries, bold lines or
//! `Q:` lines.
//!
//! Knows how people write question banks in markdown. Must not know: other files of the bank, rules, editors.

pub mod answer;
pub mod candidates;
pub mod choose;
pub mod classify;
pub mod contents;
pub mod context;
pub mod doubts;
pub mod evidence;
pub mod facts;
pub mod flattened;
pub mod form;
pub mod found;
pub mod infer;
pub mod key;
pub mod line;
pub mod marker;
pub mod name;
mod opened;
pub mod options;
pub mod parts;
pub mod plain;
pub mod reader;
mod reply;
pub mod scan;
pub mod single;
pub mod stated;
pub mod stem;
mod table;
pub mod tags;
#[cfg(test)]
mod tests;
pub mod vocabulary;

use std::sync::Arc;

use super::definition::{Shape, Source};
use super::documents::FileKind;
use crate::facts::group::Group;
use crate::syntax::markdown::body::Body;

/// The shape.
pub const SHAPE: Shape = Shape {
    name: "document",
    kind: Some(FileKind::Document),
    page: include_str!("page.md"),
    read,
    reread: None,
    write: None,
    cursor: None,
};

fn read(source: &Source<'_>, body: &Arc<Body>) -> Option<Group> {
    let row = flattened::read(source.text, source.split.body);
    if !row.is_empty() {
        return Some(facts::of_row(source, body, &row));
    }
    let document = reader::read(&|| source.path(), source.text, source.split.body)?;
    Some(facts::of_document(source, body, &document))
}
