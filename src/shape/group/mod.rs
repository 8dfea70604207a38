//! Shape `group`: a list of questions under the key `questions` in a file's frontmatter.

pub mod cursor;
mod incremental;
mod inline;
mod keys;
pub mod question;
mod segment;
mod style;
mod write;

use std::sync::Arc;

use smol_str::SmolStr;

use super::definition::{Input, Previous, Shape};
use super::frontmatter;
use crate::facts::group::{Group, Layout, YamlList};
use crate::facts::head::Head;
use crate::facts::kept::Kept;
use crate::facts::lookup::Lookup;
use crate::facts::questions::Questions;
use crate::syntax::frontmatter::{Split, non_yaml_space_error};
use crate::syntax::markdown::body::Body;
use crate::syntax::yaml::{self, Anchors, Entry, Map, Node, Scalar};
use crate::syntax::{SyntaxError, suppression};
use crate::text::{LineSpans, Span, line_start};
pub use keys::QUESTION_KEYS;
use segment::Segments;

/// The name of the shape.
const NAME: &str = "group";

/// The shape.
pub const SHAPE: Shape = Shape {
    name: NAME,
    kind: None,
    page: include_str!("page.md"),
    read: |source, body| {
        let mut anchors = Anchors::new(source.text.len());
        read(source.text, source.split, Arc::clone(body), &mut anchors)
    },
    reparse: Some(reparse),
    write: Some(&write::WRITE),
    cursor: Some(&cursor::CURSOR),
    typing: None,
};

/// Reads the frontmatter of `text` as that of a group; `None` if it has no key `questions`. `anchors` receive those of
/// the frontmatter.
pub fn read(text: &str, split: Split, body: Arc<Body>, anchors: &mut Anchors) -> Option<Group> {
    let front = split.front?;
    let mut group = match segment::segments(text, front.yaml) {
        Some(segments) => {
            let head =
                frontmatter::read_part(segments.head.slice(text), segments.head.start, anchors);
            let questions = Questions::new(segments.items.iter().map(|item| {
                let question = question::read_part(item.slice(text), anchors);
                (item.start, Arc::new(question))
            }));
            let lookup = Lookup::new(&questions);
            let parts = (head, questions, lookup);
            segmented(text, split, &segments, body, parts, anchors)
        }
        None => whole(text, split, body, anchors)?,
    };
    if front.close.is_none() {
        let error = SyntaxError {
            span: front.open,
            message: SmolStr::new_static(
                "this frontmatter is not closed; add a line `---` at its end",
            ),
        };
        group.head.errors = std::iter::once(error)
            .chain(group.head.errors.iter().cloned())
            .collect();
    }
    Some(group)
}

/// Reads a group again after an edit within its list of questions, at the cost of the questions around it; `None` for
/// any other edit. The result equals that of `read`.
///
/// `body` returns the body that starts at an offset.
pub fn reparse(
    input: &Input<'_>,
    previous: Previous<'_>,
    body: &dyn Fn(u32) -> Arc<Body>,
) -> Option<Group> {
    let text = input.text;
    let reparsed = incremental::reparse(text, previous)?;
    let before = &previous.group.questions;
    let difference = reparsed.questions.difference(before);
    let lookup = previous
        .group
        .lookup
        .updated(before, &reparsed.questions, &difference);
    let body = body(reparsed.split.body);
    let segments = &reparsed.segments;
    let mut anchors = Anchors::new(text.len());
    let head = segments.head;
    let head = frontmatter::read_part(head.slice(text), head.start, &mut anchors);
    let parts = (head, reparsed.questions, lookup);
    Some(segmented(
        text,
        reparsed.split,
        segments,
        body,
        parts,
        &mut anchors,
    ))
}

fn segmented(
    text: &str,
    split: Split,
    segments: &Segments,
    body: Arc<Body>,
    (mut head, questions, lookup): (Head, Questions, Lookup),
    anchors: &mut Anchors,
) -> Group {
    let first = questions
        .get(0)
        .map_or(segments.tail.start, |placed| placed.start);
    // A comment at the end of the head applies to the line `questions:`, so both are read together.
    let upper = Span::new(segments.head.start, first);
    head.suppressions = suppression::in_yaml(upper.slice(text), upper.start);
    if segments.tail.slice(text).contains(':') {
        let tail = frontmatter::read_part(segments.tail.slice(text), segments.tail.start, anchors);
        head = join(head, tail);
    }
    let non_yaml_space = [
        split.front.and_then(|front| front.non_yaml_space),
        segments.non_yaml_space,
    ];
    let non_yaml_space = non_yaml_space.into_iter().flatten();
    let errors = non_yaml_space.map(|span| non_yaml_space_error(text, span));
    let indented = indented_head(text, &head);
    head.errors = errors.chain(indented).chain(head.errors).collect();
    let absent = || Node::Scalar(Scalar::absent(segments.key.end + 1));
    let layout = Layout::Yaml(YamlList {
        not_a_list: questions.is_empty().then(absent),
        block: Some(Span::new(first, segments.tail.start)),
        column: segments.column,
        non_yaml_space: segments.non_yaml_space,
        linked: anchors.seen() > 0,
    });
    Group {
        shape: NAME,
        split,
        head,
        opening: segments.key,
        questions,
        title: None,
        body,
        layout,
        contents: Arc::default(),
        stated: Arc::default(),
        unwritten: Arc::default(),
        decision: 0,
        kept: Kept::default(),
        lookup,
    }
}

/// The error for keys above `questions` that are in another column, or in braces.
fn indented_head(text: &str, head: &Head) -> Option<SyntaxError> {
    let first = head
        .map
        .entries
        .first()
        .filter(|_| head.errors.is_empty())?;
    let start = head.map.span.start;
    let before = Span::new(line_start(text, start), start);
    let is_indent = !before.is_empty() && before.slice(text).trim().is_empty();
    let is_apart = is_indent || text[start as usize..].starts_with('{');
    is_apart.then(|| SyntaxError {
        span: first.key.span,
        message: SmolStr::new_static(
            "this key is not aligned with `questions`; start both at the left margin",
        ),
    })
}

/// Parses a frontmatter whose questions are not a block list as a whole.
fn whole(text: &str, split: Split, body: Arc<Body>, anchors: &mut Anchors) -> Option<Group> {
    let front = split.front?;
    let mut head = frontmatter::read_part(front.yaml.slice(text), front.yaml.start, anchors);
    let linked = anchors.seen() > 0;
    let mut entries = std::mem::take(&mut head.map.entries).into_vec();
    let found = entries
        .iter()
        .position(|entry| entry.key.text == "questions")
        .map(|at| entries.remove(at));
    head.map.entries = entries.into();
    let (key, value) = match found {
        Some(entry) => (entry.key.span, entry.value),
        // Nothing could be parsed, but a line shows that the file is a group.
        None if !head.errors.is_empty() => {
            let line = LineSpans::new(&text[..front.yaml.end as usize], front.yaml.start)
                .find(|line| line.slice(text).starts_with("questions:"))?;
            (
                Span::new(line.start, line.start + 9),
                Node::List(yaml::List {
                    items: Box::default(),
                    span: Span::at(line.start + 10),
                    flow: false,
                }),
            )
        }
        None => return None,
    };
    let (items, not_a_list) = match value {
        Node::List(list) => (list.items.into_vec(), None),
        other => (Vec::new(), Some(other)),
    };
    let questions = Questions::new(items.into_iter().map(|node| {
        let (start, question) = question::from_node(node, text, linked);
        (start, Arc::new(question))
    }));
    let lookup = Lookup::new(&questions);
    let non_yaml_space = front
        .non_yaml_space
        .map(|span| non_yaml_space_error(text, span));
    head.errors = non_yaml_space.into_iter().chain(head.errors).collect();
    let layout = Layout::Yaml(YamlList {
        not_a_list,
        linked,
        ..YamlList::default()
    });
    Some(Group {
        shape: NAME,
        split,
        head,
        opening: key,
        questions,
        title: None,
        body,
        layout,
        contents: Arc::default(),
        stated: Arc::default(),
        unwritten: Arc::default(),
        decision: 0,
        kept: Kept::default(),
        lookup,
    })
}

/// Joins the two parts of a frontmatter before and after its questions.
fn join(head: Head, tail: Head) -> Head {
    let span = if head.map.entries.is_empty() {
        tail.map.span
    } else {
        head.map.span.cover(tail.map.span)
    };
    let both =
        |a: Box<[Entry]>, b: Box<[Entry]>| a.into_vec().into_iter().chain(b.into_vec()).collect();
    Head {
        map: Map {
            entries: both(head.map.entries, tail.map.entries),
            span,
        },
        errors: head.errors.iter().chain(&tail.errors).cloned().collect(),
        cuts: head.cuts.iter().chain(&tail.cuts).copied().collect(),
        suppressions: head
            .suppressions
            .iter()
            .chain(&tail.suppressions)
            .cloned()
            .collect(),
        mentions: head
            .mentions
            .iter()
            .chain(&tail.mentions)
            .cloned()
            .collect(),
    }
}

#[cfg(test)]
mod tests;
