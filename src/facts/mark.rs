//! A piece of a file that says something.

use smol_str::SmolStr;

use crate::syntax::yaml::{Style, Value};
use crate::text::Span;

/// A value, its place, and how it is quoted there.
pub type Mark<'t> = Value<'t>;

/// A mark that keeps its text: for shapes whose marks are not part of a YAML tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnedMark {
    /// What it says.
    pub text: SmolStr,
    /// Where it is written.
    pub span: Span,
}

impl OwnedMark {
    /// The piece `span` of `source`, as it is written there.
    pub fn of(source: &str, span: Span) -> Self {
        Self {
            text: SmolStr::from(span.slice(source)),
            span,
        }
    }

    /// The same, borrowed.
    pub fn mark(&self) -> Mark<'_> {
        Mark {
            text: &self.text,
            span: self.span,
            style: Style::Plain,
        }
    }
}
