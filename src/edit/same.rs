//! Whether two pieces of YAML say the same.

use crate::facts::question::Question;
use crate::syntax::yaml::Node;

/// Whether two values are the same to whoever reads them, however they are written: keys in the same order, scalars of
/// the same kind and text.
pub fn same_value(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Scalar(a), Node::Scalar(b)) => a.text == b.text && a.kind() == b.kind(),
        (Node::List(a), Node::List(b)) => {
            let mut pairs = a.items.iter().zip(&b.items);
            a.items.len() == b.items.len() && pairs.all(|(a, b)| same_value(a, b))
        }
        (Node::Map(a), Node::Map(b)) => {
            let mut pairs = a.entries.iter().zip(&b.entries);
            a.entries.len() == b.entries.len()
                && pairs.all(|(a, b)| a.key.text == b.key.text && same_value(&a.value, &b.value))
        }
        _ => false,
    }
}

/// Whether two questions say the same, and can both be read.
pub fn same_question(a: &Question, b: &Question) -> bool {
    a.is_whole() && b.is_whole() && same_value(&a.node(), &b.node())
}
