//! Finds an empty item at the end of a list: js-yaml reads a hyphen further to the left as the list's next item.

use super::{Node, Style};
use crate::text::Span;

/// The hyphen of an empty item that ends the last list in `node`, if nothing is below it.
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
