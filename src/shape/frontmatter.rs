//! Reads the frontmatter of a file, or the part of it without questions, and replaces values in it.
//!
//! Knows what a frontmatter is made of, a mapping, and the keys to recover from a broken one. Must not know: questions
//! and how they are written.

use smol_str::SmolStr;

use crate::facts::head::Head;
use crate::facts::mention;
use crate::syntax::frontmatter::{Front, non_yaml_space_error};
use crate::syntax::yaml::edit::{map, value};
use crate::syntax::yaml::recover::{self, Keys};
use crate::syntax::yaml::{self, Anchors, Node, Scalar, cut_values};
use crate::syntax::{SyntaxError, suppression};
use crate::text::TextEdit;

/// Reads the frontmatter `front` of the file `text`, which has no questions.
pub fn of_front(text: &str, front: &Front) -> Head {
    let mut head = read(front.yaml.slice(text), front.yaml.start);
    if let Some(span) = front.non_yaml_space {
        let error = non_yaml_space_error(text, span);
        head.errors = std::iter::once(error).chain(head.errors).collect();
    }
    head
}

/// Reads a frontmatter, or a part of one, without questions and without anchors from elsewhere.
pub fn read(text: &str, base: u32) -> Head {
    read_part(text, base, &mut Anchors::new(text.len()))
}

/// Reads a part of a frontmatter with these anchors so far.
pub fn read_part(text: &str, base: u32, anchors: &mut Anchors) -> Head {
    let suppressions = suppression::in_yaml(text, base);
    match yaml::parse_part(text, base, anchors) {
        Ok(Some(Node::Map(map))) => {
            let node = Node::Map(map);
            let cuts = cut_values(&node, text, base);
            let Node::Map(map) = node else {
                return Head::default();
            };
            Head {
                map,
                cuts,
                suppressions,
                ..Head::default()
            }
        }
        Ok(None) => Head {
            suppressions,
            ..Head::default()
        },
        Ok(Some(node)) if node.is_null() => Head {
            suppressions,
            ..Head::default()
        },
        Ok(Some(node)) => {
            let error = SyntaxError {
                span: node.span(),
                message: SmolStr::new_static("a frontmatter must be lines of `key: value`"),
            };
            Head {
                errors: Box::new([error]),
                suppressions,
                mentions: mention::unread(text).into(),
                ..Head::default()
            }
        }
        Err(error) => {
            let map = recover::entries(text, base, READABLE_KEYS);
            Head {
                map,
                errors: Box::new([error]),
                cuts: Box::default(),
                suppressions,
                mentions: mention::unread(text).into(),
            }
        }
    }
}

/// The keys that are recovered from a broken head.
const READABLE_KEYS: Keys<'_> = Keys {
    names: &["ending", "authorId", "relatedGuidesId", "title", "name"],
    prose: &[],
};

/// Writes `new` in place of a value of the frontmatter, in the quotes that it has.
pub fn replace(text: &str, head: &Head, old: &Scalar, new: &str) -> TextEdit {
    value::replace(text, old, 0, new, map::is_flow(text, &head.map, 0))
}
