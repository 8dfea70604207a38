//! Values of the frontmatter of a document, or of a file with one question.

use crate::facts::group::Group;
use crate::syntax::yaml::edit::{map, value};
use crate::syntax::yaml::{Node, Scalar};
use crate::text::{Span, TextEdit};

/// Writes a value in place of the one whose text is at `span` of the frontmatter, in its quotes.
pub fn replace(text: &str, group: &Group, span: Span, new: &str) -> Option<TextEdit> {
    let head = &group.head.map;
    let is_flow = map::is_flow(text, head, 0);
    head.entries.iter().find_map(|entry| {
        let (scalar, in_list) = scalar_at(&entry.value, span)?;
        (!scalar.is_alias()).then(|| value::replace(text, scalar, 0, new, is_flow || in_list))
    })
}

/// The value whose text is at `span`, and whether it is in a list between brackets.
fn scalar_at(node: &Node, span: Span) -> Option<(&Scalar, bool)> {
    match node {
        Node::Scalar(scalar) => (scalar.inner() == span).then_some((scalar, false)),
        Node::List(list) => list.items.iter().find_map(|item| {
            let (scalar, _) = scalar_at(item, span)?;
            Some((scalar, list.flow))
        }),
        Node::Map(_) => None,
    }
}
