//! Edits of YAML: tables of their results, and properties of what they must not change.

mod lists;
mod maps;
mod properties;
mod values;

use crate::syntax::yaml::{self, List, Map, Node};
use crate::text::{self, Refusal, TextEdit};

/// The text after the change, or the reason for its refusal.
fn applied(text: &str, edit: Result<TextEdit, Refusal>) -> Result<String, String> {
    let edit = edit.map_err(|refusal| refusal.0)?;
    Ok(text::apply(text, &[edit]).expect("one edit does not overlap"))
}

fn parsed(yaml: &str) -> Node {
    let root = yaml::parse(yaml, 0).unwrap_or_else(|error| panic!("{error:?} in {yaml:?}"));
    root.unwrap_or_else(|| panic!("nothing in {yaml:?}"))
}

/// The first list in the tree that contains a scalar or is empty.
fn list(node: &Node) -> Option<&List> {
    match node {
        Node::List(found) => match found.items.first()? {
            inner @ (Node::Map(_) | Node::List(_)) => list(inner),
            Node::Scalar(_) => Some(found),
        },
        Node::Map(map) => map.entries.iter().find_map(|entry| list(&entry.value)),
        Node::Scalar(_) => None,
    }
}

/// The mapping itself, or that of the only item of a list.
fn map(node: &Node) -> &Map {
    match node {
        Node::Map(map) => map,
        Node::List(list) => map(&list.items[0]),
        Node::Scalar(scalar) => panic!("{scalar:?} is not a mapping"),
    }
}

/// Checks the result of a change, with LF and with CRLF.
#[track_caller]
fn check(before: &str, change: impl Fn(&str) -> Result<String, String>, after: Result<&str, &str>) {
    for line_break in ["\n", "\r\n"] {
        let before = before.replace('\n', line_break);
        let after = match after {
            Ok(after) => Ok(after.replace('\n', line_break)),
            Err(reason) => Err(reason.to_owned()),
        };
        assert_eq!(change(&before), after, "{before:?}");
    }
}
