//! Toolkits for what a file is written in: YAML and markdown, with places.
//!
//! Knows YAML (reading, recovery, quoting) and markdown (blocks, links, anchors, words, fingerprints). Must not know:
//! questions, other files, the configuration, rules, the protocol. Reading never fails: any text gives what can be read
//! of it and errors.

pub mod char_mask;
pub mod frontmatter;
pub mod markdown;
pub mod suppression;
pub mod yaml;

use smol_str::SmolStr;

use crate::text::Span;

/// A place where a text is not what its form asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxError {
    /// Where.
    pub span: Span,
    /// What is wrong, in the words of the parser.
    pub message: SmolStr,
}
