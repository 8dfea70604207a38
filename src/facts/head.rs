//! The frontmatter of a file, without its questions.

use super::mention::Mention;
use crate::syntax::SyntaxError;
use crate::syntax::suppression::Suppression;
use crate::syntax::yaml::Map;
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
