//! The shape `document`: many questions in the markdown of a file, opened by headings, list items, summaries, bold lines or
//! `Q:` lines.
//!
//! Knows how people write question banks in markdown. Must not know: other files of the bank, rules, editors.
//!
//! `reader` reads a document in these steps, unless a rule of the configuration decides one of them (`rule`, `forced`).
//!
//! 1. `scan` says what each line is, and `tags` finds the `<details>` elements.
//! 2. `candidates` are all places that can open a question.
//! 3. `evidence` counts what speaks for each `form` of candidates: how many read as questions, their numbers, their
//!    answers.
//! 4. `infer` decides which forms open questions, and `choose` which of their candidates do.
//! 5. `answer`, with `options`, `key` and `reply`, reads what is below each question. Afterwards `key_list` reads the keys
//!    of many questions in one place.
//! 6. `classify` gives each question its level and topic, from the headings above, and `given` those that a rule takes
//!    from the path and the frontmatter.
//!
//! `curriculum` reads questions whose parts are below headings with keywords, and `whole` puts all of this together.
//! `incremental` reads a document again after an edit within one question, if the choice of the questions, of which
//! `basis` keeps what it rests on, stays as it is (`window`, `unchanged`). `facts` turns the result into facts, and
//! `unwritten` finds lines in place of questions. `single` reads a file with one question, for the shape `file`, and
//! `flattened` a group that lost its line breaks, of which `row` reads the keys, too. `own_text` has the texts of a question
//! without what is around them. `write` writes changes back, and `typing` what can be typed next. The words of each language
//! are in `vocabulary`.

pub mod answer;
pub mod basis;
pub mod candidates;
pub mod choose;
pub mod classify;
#[cfg(test)]
mod configured;
pub mod contents;
pub mod context;
pub mod curriculum;
pub mod doubts;
pub mod evidence;
pub mod facts;
pub mod flattened;
mod forced;
pub mod form;
pub mod found;
pub mod given;
mod incremental;
pub mod infer;
pub mod key;
pub mod key_list;
pub mod line;
pub mod majority;
pub mod marker;
pub mod name;
mod opened;
pub mod options;
pub mod own_text;
pub mod parts;
pub mod plain;
pub mod reader;
mod reply;
pub mod row;
pub mod rule;
pub mod scan;
pub mod single;
pub mod stated;
pub mod stem;
mod table;
pub mod tags;
#[cfg(test)]
mod tests;
pub mod typing;
mod unchanged;
mod unfolded;
#[cfg(test)]
mod unusual;
mod unwritten;
pub mod vocabulary;
pub mod whole;
mod window;
pub mod write;

use std::borrow::Cow;
use std::sync::Arc;

use super::definition::{Shape, Source};
use super::documents::FileKind;
use super::group::cursor::CURSOR;
use crate::facts::group::Group;
use crate::facts::kept::Kept;
use crate::syntax::markdown::body::Body;

/// The shape.
pub const SHAPE: Shape = Shape {
    name: "document",
    kind: Some(FileKind::Document),
    page: include_str!("page.md"),
    read,
    reparse: Some(incremental::reparse),
    write: Some(&write::WRITE),
    cursor: Some(&CURSOR),
    typing: Some(&typing::TYPING),
};

fn read(source: &Source<'_>, body: &Arc<Body>) -> Option<Group> {
    let row = flattened::read(source.text, source.split.body);
    if row
        .first()
        .is_some_and(|first| !is_code(source, first.span.start))
    {
        return Some(facts::of_row(source, body, &row));
    }
    let document = source.document()?;
    let ordered = facts::in_order(document, source.parts().lines);
    let group = facts::of_document(source, body, &ordered);
    let basis = document
        .basis
        .as_ref()
        .filter(|_| matches!(ordered, Cow::Borrowed(_)));
    let kept = basis.map_or_else(Kept::default, |basis| Kept::new(basis.clone()));
    Some(group.with_kept(kept))
}

/// Whether an offset is in a code block.
fn is_code(source: &Source<'_>, offset: u32) -> bool {
    let lines = source.parts().lines;
    let after = lines.partition_point(|line| line.span.start <= offset);
    let line = after.checked_sub(1).and_then(|at| lines.get(at));
    line.is_some_and(|line| line.kind == line::Kind::Code)
}
