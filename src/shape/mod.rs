//! The shapes of question files: a folder each, which reads text to facts, reads the cursor and writes changes back.
//!
//! Knows how each shape is written. Must not know: other files, rules, editors, the protocol. What it says of a file
//! depends on its path, its text and the configuration alone. Reading never fails: any text gives facts and errors.

pub mod frontmatter;
pub mod group;
#[cfg(test)]
mod lines;
pub mod write;

use std::sync::Arc;

use crate::facts::group::Group;
use crate::facts::{Facts, Page};
use crate::syntax::frontmatter::{Split, split, strange_error};
use crate::syntax::markdown::body::{self, Body};
use crate::syntax::yaml::{Anchors, Use};
use write::Write;

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

/// A shape that files with questions can have.
pub struct Shape {
    /// Its name, in `qmark.yaml` and in messages.
    pub name: &'static str,
    /// Its documentation, in markdown.
    pub page: &'static str,
    /// Reads the questions of a file; `None` when the file does not have this shape.
    pub read: fn(&Source<'_>, &Arc<Body>) -> Option<Group>,
    /// Reads a file again that had this shape before an edit, at the cost of what the edit changed; `None` when the edit
    /// is not of the kind that can be read so. What it gives is what `read` gives.
    pub reread: Option<Reread>,
    /// Writes changes; `None` when files of this shape can only be read.
    pub write: Option<&'static Write>,
}

/// Reads a file again after an edit; the body is asked for with the place where it starts.
pub type Reread = fn(&str, Previous<'_>, &dyn Fn(u32) -> Arc<Body>) -> Option<Group>;

/// All shapes; the first that a file has is the one it is read in.
pub const SHAPES: &[&Shape] = &[
    &group::SHAPE,
    #[cfg(test)]
    &lines::SHAPE,
];

/// A markdown file that is to be read.
#[derive(Clone, Copy)]
pub struct Source<'t> {
    /// Its text.
    pub text: &'t str,
    /// Where its frontmatter and its body are.
    pub split: Split,
}

/// The state of a file's questions before an edit, and the text that it was read from.
#[derive(Clone, Copy)]
pub struct Previous<'p> {
    /// The questions.
    pub group: &'p Group,
    /// The text.
    pub text: &'p str,
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
    if let Some(group) = previous.and_then(|before| reread(text, before, &body_at)) {
        return Facts::Group(Box::new(group));
    }
    let split = split(text);
    let body = body_at(split.body);
    let source = Source { text, split };
    match SHAPES.iter().find_map(|shape| (shape.read)(&source, &body)) {
        Some(group) => Facts::Group(Box::new(group)),
        None => Facts::Page(page(&source, body)),
    }
}

fn reread(
    text: &str,
    (facts, before): (&Facts, &str),
    body_at: &dyn Fn(u32) -> Arc<Body>,
) -> Option<Group> {
    let group = facts.as_group()?;
    let shape = SHAPES.iter().find(|shape| shape.name == group.shape)?;
    let previous = Previous {
        group,
        text: before,
    };
    (shape.reread?)(text, previous, body_at)
}

/// A file without questions.
fn page(source: &Source<'_>, body: Arc<Body>) -> Page {
    let Source { text, split } = *source;
    let front = split.front.map(|front| {
        let mut head = frontmatter::read(front.yaml.slice(text), front.yaml.start);
        if let Some(span) = front.strange {
            let error = strange_error(text, span);
            head.errors = std::iter::once(error).chain(head.errors).collect();
        }
        Box::new((front, head))
    });
    Page {
        front,
        start: split.body,
        body: Arc::unwrap_or_clone(body),
    }
}
