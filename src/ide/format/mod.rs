//! Writing a frontmatter the way most of it is written already: the order of keys, indentation, quotes, lists.
//!
//! There is no style but the file's own. What a file is in two minds about stays as it is; so do the order of the
//! head's keys, of which each file has only one, the text below the frontmatter, and everything that could not be
//! written anew without loss: a part whose values or comments would differ afterwards is left alone.

mod head;
mod question;
mod style;
#[cfg(test)]
mod tests;

use crate::edit::diff;
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::shape;
use crate::syntax::yaml::Node;
use crate::text::{Span, TextEdit, apply};
use style::House;

/// The edits that format the parts of a group's frontmatter that `range` touches, or all of it; none when it is
/// formatted already.
pub fn format(text: &str, group: &Group, range: Option<Span>) -> Vec<TextEdit> {
    let touched =
        |span: Span| range.is_none_or(|range| span.start <= range.end && range.start <= span.end);
    let Some(front) = group.split.front.filter(|front| front.close.is_some()) else {
        return Vec::new();
    };
    let house = House::of(text, group);
    let mut edits = Vec::new();
    if group.list.is_some() {
        for placed in group
            .questions
            .iter()
            .filter(|placed| touched(placed.span()))
        {
            if let Some(written) = question::written(text, placed, group.column, &house) {
                let own = diff(placed.span().slice(text), &written).into_iter();
                edits.extend(own.map(|edit| TextEdit {
                    span: edit.span.shift(placed.start),
                    ..edit
                }));
            }
        }
    }
    if !group.linked {
        let head = head::edits(text, group, &house).into_iter();
        edits.extend(head.filter(|edit| touched(edit.span)));
    }
    edits.sort_by_key(|edit| edit.span);
    if says_the_same(text, &edits, group, front.yaml) {
        edits
    } else {
        Vec::new()
    }
}

/// Whether the text says after the edits what it said before.
fn says_the_same(text: &str, edits: &[TextEdit], group: &Group, yaml: Span) -> bool {
    let Ok(after) = apply(text, edits) else {
        return false;
    };
    let facts = shape::read(&after, None);
    let Facts::Group(new) = &facts else {
        return false;
    };
    let head = |group: &Group| -> Vec<String> {
        let entries = group.head.map.entries.iter();
        entries
            .map(|entry| format!("{}: {}", entry.key.text, plain(&entry.value)))
            .collect()
    };
    let alike = group.questions.iter().zip(&new.questions);
    group.questions.len() == new.questions.len()
        && head(group) == head(new)
        && alike
            .clone()
            .all(|(a, b)| said(&a.question.node()) == said(&b.question.node()))
        && group.head.errors.len() == new.head.errors.len()
        && text[yaml.end as usize..]
            == after[new.split.front.map_or(0, |front| front.yaml.end) as usize..]
}

/// What a value says, without how it is written.
fn plain(node: &Node) -> String {
    match node {
        Node::Scalar(scalar) => format!("{:?} {:?}", scalar.kind(), scalar.text),
        Node::List(list) => format!("{:?}", list.items.iter().map(plain).collect::<Vec<_>>()),
        Node::Map(map) => {
            let entries = map.entries.iter();
            let said = entries.map(|entry| format!("{}: {}", entry.key.text, plain(&entry.value)));
            format!("{:?}", said.collect::<Vec<_>>())
        }
    }
}

/// What a question says; the order of its keys says nothing.
fn said(node: &Node) -> Vec<String> {
    let entries = node.as_map().map_or(&[][..], |map| &map.entries).iter();
    let mut said: Vec<String> = entries
        .map(|entry| format!("{}: {}", entry.key.text, plain(&entry.value)))
        .collect();
    said.sort();
    if said.is_empty() {
        said.push(plain(node));
    }
    said
}
