//! Visits the scalars of a tree.

use super::{Kind, Node, Scalar, Style};
use crate::syntax::suppression;
use crate::text::Span;

/// The plain values below `node` that a comment follows on their line, each with the comment: a ` #` may have cut them
/// short. Comments that suppress findings do not count. `text` starts at the offset `base`.
pub fn cut_values(node: &Node, text: &str, base: u32) -> Box<[(Span, Span)]> {
    if memchr::memmem::find(text.as_bytes(), b" #").is_none() {
        return Box::default();
    }
    let mut found = Vec::new();
    each_scalar(node, &mut |scalar| {
        if scalar.style == Style::Plain && scalar.kind() != Kind::Null {
            let after = text.get((scalar.span.end - base) as usize..).unwrap_or("");
            let line = after.split(['\n', '\r']).next().unwrap_or("");
            let comment = line.trim_start_matches([' ', '\t']);
            let sign = comment
                .strip_prefix('#')
                .filter(|_| comment.len() < line.len());
            if sign.is_some_and(|said| suppression::directive(said).is_none()) {
                let start = scalar.span.end + (line.len() - comment.len()) as u32;
                found.push((
                    scalar.span,
                    Span::new(start, start + comment.trim_end().len() as u32),
                ));
            }
        }
    });
    found.into()
}

/// Calls `visit` for every scalar value below `node`, without keys.
pub fn each_scalar<'n>(node: &'n Node, visit: &mut dyn FnMut(&'n Scalar)) {
    match node {
        Node::Scalar(scalar) => visit(scalar),
        Node::List(list) => list.items.iter().for_each(|item| each_scalar(item, visit)),
        Node::Map(map) => map
            .entries
            .iter()
            .for_each(|entry| each_scalar(&entry.value, visit)),
    }
}
