//! The facts of a frontmatter but for the questions in it.

use smol_str::SmolStr;

use super::allow::{self, Allow};
use super::mention::{self, Mention};
use super::question::cuts;
use super::yaml::{self, Anchors, Entry, Map, Node};
use super::{SyntaxError, scan};
use crate::text::Span;

/// The frontmatter without the questions. Spans count from the file's start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The entries, in order; when `errors` is not empty, those that could be read.
    pub map: Map,
    /// Why a part of it is not YAML.
    pub errors: Box<[SyntaxError]>,
    /// Plain values that a ` #` cut short, with the comment.
    pub cuts: Box<[(Span, Span)]>,
    /// Findings that the author allows.
    pub allows: Box<[Allow]>,
    /// What the parts that are not YAML may lead to.
    pub mentions: Box<[Mention]>,
}

/// Reads a frontmatter, or a part of one, that holds no questions and has no anchors but its own.
pub fn read(text: &str, base: u32) -> Head {
    read_part(text, base, &mut Anchors::new(text.len()))
}

/// Reads a part of a frontmatter that had these anchors so far.
pub fn read_part(text: &str, base: u32, anchors: &mut Anchors) -> Head {
    let allows = allow::in_yaml(text, base);
    match yaml::parse_part(text, base, anchors) {
        Ok(Some(Node::Map(map))) => {
            let node = Node::Map(map);
            let cuts = cuts(&node, text, base);
            let Node::Map(map) = node else {
                return Head::default();
            };
            Head {
                map,
                cuts,
                allows,
                ..Head::default()
            }
        }
        Ok(None) => Head {
            allows,
            ..Head::default()
        },
        Ok(Some(node)) if node.is_null() => Head {
            allows,
            ..Head::default()
        },
        Ok(Some(node)) => {
            let error = SyntaxError {
                span: node.span(),
                message: SmolStr::new_static("a frontmatter is lines of `key: value`"),
            };
            Head {
                errors: Box::new([error]),
                allows,
                mentions: mention::unread(text).into(),
                ..Head::default()
            }
        }
        Err(error) => {
            let map = scan::entries(text, base, Some(READABLE_KEYS));
            Head {
                map,
                errors: Box::new([error]),
                cuts: Box::default(),
                allows,
                mentions: mention::unread(text).into(),
            }
        }
    }
}

/// The keys of a head that are followed although the head is broken.
const READABLE_KEYS: &[&str] = &["ending", "authorId", "relatedGuidesId", "title", "name"];

pub(super) fn join(head: Head, tail: Head) -> Head {
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
        allows: head.allows.iter().chain(&tail.allows).cloned().collect(),
        mentions: head
            .mentions
            .iter()
            .chain(&tail.mentions)
            .cloned()
            .collect(),
    }
}
