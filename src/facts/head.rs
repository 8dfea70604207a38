//! The frontmatter of a file without the questions in it.

use super::mention::Mention;
use crate::syntax::SyntaxError;
use crate::syntax::suppression::Suppression;
use crate::syntax::yaml::{Entry, Map};
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
    /// Findings that the author suppressions.
    pub suppressions: Box<[Suppression]>,
    /// What the parts that are not YAML may lead to.
    pub mentions: Box<[Mention]>,
}

/// One head of two parts of a frontmatter, `tail` after `head`.
pub fn join(head: Head, tail: Head) -> Head {
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
