//! A list that ends in an item with nothing in it: js-yaml takes a hyphen further to the left for its next item.

use super::{Node, Style};
use crate::text::Span;

/// The hyphen of an empty item with which the last list in `node` ends, when nothing is below it.
pub fn trailing_empty_item(node: &Node, text: &str) -> Option<Span> {
    match node {
        Node::Map(map) => trailing_empty_item(&map.entries.last()?.value, text),
        Node::List(list) if !list.flow => match list.items.last()? {
            Node::Scalar(item) if item.span.is_empty() && item.style == Style::Plain => {
                let at = text[..item.span.start as usize].rfind('-')? as u32;
                Some(Span::new(at, at + 1))
            }
            Node::Scalar(_) => None,
            inner => trailing_empty_item(inner, text),
        },
        _ => None,
    }
}
