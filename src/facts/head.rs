//! The frontmatter of a file, without its questions.

use super::mention::Mention;
use crate::syntax::SyntaxError;
use crate::syntax::suppression::Suppression;
use crate::syntax::yaml::{Entry, Map};
use crate::text::Span;

/// The frontmatter, without its questions. Spans count from the start of the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The entries in order; if `errors` is not empty, those that could be read.
    pub map: Map,
    /// Syntax errors in parts of it.
    pub errors: Box<[SyntaxError]>,
    /// Plain values cut short by a ` #`, each with the comment.
    pub cuts: Box<[(Span, Span)]>,
    /// Comments that suppress findings.
    pub suppressions: Box<[Suppression]>,
    /// What the parts that are not YAML may reference.
    pub mentions: Box<[Mention]>,
}

/// Joins the two parts of a frontmatter before and after its questions.
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
