//! The shapes of question files: a folder each, which reads text to facts, reads the cursor and writes changes back.
//!
//! Knows how each shape is written. Must not know: other files, rules, editors, the protocol. What it says of a file
//! depends on its path, its text and the configuration alone. Reading never fails: any text gives facts and errors.

pub mod frontmatter;
pub mod group;

use std::sync::Arc;

use crate::facts::{Facts, Page};
use crate::syntax::frontmatter::{split, strange_error};
use crate::syntax::markdown::body;
use crate::syntax::yaml::{Anchors, Use};
use group::Previous;

/// The aliases and merges in the frontmatter of a markdown file, in order, with the values that they stand for.
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
/// `previous` is the state of the same file before an edit and its text then; what the edit left alone is taken over
/// from it. The result is the same with and without.
pub fn read(text: &str, previous: Option<(&Facts, &str)>) -> Facts {
    let body_at = |start: u32| match previous {
        Some((facts, old))
            if old.get(facts.body_start() as usize..) == text.get(start as usize..) =>
        {
            facts.shared_body()
        }
        _ => Arc::new(body::read(&text[start as usize..])),
    };
    let before = previous.and_then(|(facts, text)| {
        Some(Previous {
            group: facts.as_group()?,
            text,
        })
    });
    if let Some(group) = before.and_then(|before| group::reread(text, before, body_at)) {
        return Facts::Group(Box::new(group));
    }
    let split = split(text);
    let body = body_at(split.body);
    match group::read(
        text,
        split,
        Arc::clone(&body),
        &mut Anchors::new(text.len()),
    ) {
        Some(group) => Facts::Group(Box::new(group)),
        None => {
            let head = split.front.map(|front| {
                let mut head = frontmatter::read(front.yaml.slice(text), front.yaml.start);
                if let Some(span) = front.strange {
                    let error = strange_error(text, span);
                    head.errors = std::iter::once(error).chain(head.errors).collect();
                }
                (front, head)
            });
            Facts::Page(Page {
                front: head.map(Box::new),
                start: split.body,
                body: Arc::unwrap_or_clone(body),
            })
        }
    }
}
