//! Toolkits for YAML and markdown, with source positions.
//!
//! Knows YAML (reading, recovery, editing, quoting), markdown (blocks, links, anchors, words, fingerprints, ids), the
//! fences of a frontmatter, and the comments and placeholders that have a meaning to qmark.
//!
//! Must not know: how questions are written, other files, the configuration, rules, the protocol. Reading never fails:
//! any text gives errors and whatever could be read.

pub mod char_mask;
pub mod frontmatter;
pub mod markdown;
pub mod suppression;
pub mod yaml;

use smol_str::SmolStr;

use crate::text::Span;

/// A syntax error.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// The span of the error.
    pub span: Span,
    /// The message of the parser.
    pub message: SmolStr,
}
