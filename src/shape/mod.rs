//! The shapes of question files: each reads text into facts, and may write changes back and know what can be typed at
//! a cursor. A file of no shape is read as a page.
//!
//! `group` has its questions under keys in the frontmatter. `document`, many questions in markdown, and `file`, one
//! question in a file, are inferred from the text, the path and the configuration.
//! `registry` has the order in which the shapes are tried.
//!
//! Knows how each shape is written, and which files the setting `documents` allows one for. Must not know: other files,
//! the rest of the configuration, rules, editors, the protocol. The facts of a file depend only on its path, its text and
//! that setting. Reading never fails: any text gives facts and errors.

pub mod cursor;
mod definition;
mod describe;
pub mod document;
pub mod documents;
pub mod file;
pub mod files;
pub mod frontmatter;
pub mod group;
#[cfg(test)]
mod labels;
#[cfg(test)]
mod lines;
pub mod noun;
pub mod opening;
mod registry;
pub mod template;
mod topics;
pub mod typing;
pub mod write;

use std::sync::Arc;

use crate::facts::group::Group;
use crate::facts::{Facts, Page};
use crate::syntax::frontmatter::split;
use crate::syntax::markdown::body::{self, Body};
use crate::syntax::yaml::{Anchors, Use};
use definition::Known;
pub use definition::{Input, Previous, Reparse, Shape, Source};
pub use describe::{Description, describe};
use documents::FileKind;
pub use registry::{
    SHAPES, check_writable, cursor_of, is_writable, repair_of, shape_of, typing_of,
    yields_to_groups,
};

/// The aliases and merges in the frontmatter of a markdown file, in order, with their values.
pub fn aliases(text: &str) -> Vec<Use> {
    let split = split(text);
    let mut anchors = Anchors::new(text.len());
    let body = Arc::default();
    if let (None, Some(front)) = (group::read(text, split, body, &mut anchors), split.front) {
        anchors = Anchors::new(text.len());
        frontmatter::read_part(front.yaml.slice(text), front.yaml.start, &mut anchors);
    }
    anchors.into_uses()
}

/// Reads a markdown file.
///
/// `previous` is the state of the same file before an edit, and its text then; unchanged parts are reused. The result
/// is the same with and without it.
pub fn read(input: &Input<'_>, previous: Option<(&Facts, &str)>) -> Facts {
    read_knowing(input, previous, &Known::new(previous.is_some()))
}

/// Reads a markdown file, and tells whether that depended on its path. If not, an equal text with an equal decision of
/// the configuration has equal facts anywhere.
pub fn read_noting_path(input: &Input<'_>) -> (Facts, bool) {
    let known = Known::default();
    let facts = read_knowing(input, None, &known);
    (facts, known.asked.get())
}

/// Reads a markdown file; `known` has what this found out.
fn read_knowing(input: &Input<'_>, previous: Option<(&Facts, &str)>, known: &Known) -> Facts {
    let text = input.text;
    let body_at = |start: u32| match previous {
        Some((facts, old))
            if old.get(facts.body_start() as usize..) == text.get(start as usize..) =>
        {
            facts.shared_body()
        }
        _ => Arc::new(body::read(&text[start as usize..])),
    };
    if let Some(group) = previous.and_then(|before| reparse(input, before, &body_at)) {
        return Facts::Group(Box::new(group));
    }
    let split = split(text);
    let body = body_at(split.body);
    let source = Source::new(input, split, known);
    let mut shapes = SHAPES
        .iter()
        .filter(|shape| shape.is_allowed(source.decision));
    let found = shapes.find_map(|shape| {
        let group = (shape.read)(&source, &body)?;
        let decision = shape.depends_on(source.decision);
        Some(Group { decision, ..group })
    });
    let old = previous.and_then(|(facts, _)| facts.as_group());
    match (found, old) {
        (Some(group), Some(old)) => Facts::Group(Box::new(group.sharing(old))),
        (Some(group), None) => Facts::Group(Box::new(group)),
        (None, _) => Facts::Page(page(&source, body)),
    }
}

/// Whether a page clearly names levels and topics, as one of the shape `topics` does.
pub fn names_topics(input: &Input<'_>) -> bool {
    let known = Known::default();
    topics::is_clear(&Source::new(input, split(input.text), &known))
}

fn reparse(
    input: &Input<'_>,
    (facts, before): (&Facts, &str),
    body_at: &dyn Fn(u32) -> Arc<Body>,
) -> Option<Group> {
    let old = facts.as_group()?;
    let shape = shape_of(old)?;
    let decision = shape.depends_on(input.decision());
    if old.decision != decision {
        // The configuration changed since.
        return None;
    }
    let previous = Previous {
        group: old,
        text: before,
    };
    let group = (shape.reparse?)(input, previous, body_at)?;
    Some(Group { decision, ..group })
}

/// A file without questions.
fn page(source: &Source<'_>, body: Arc<Body>) -> Page {
    let split = source.split;
    let head = source.head().cloned();
    let front = split.front.zip(head).map(Box::new);
    Page {
        front,
        start: split.body,
        body: Arc::unwrap_or_clone(body),
        listed: match source.decision.sets(FileKind::Topics) {
            true => topics::read(source),
            false => Box::default(),
        },
    }
}
