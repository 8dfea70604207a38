//! A value in a file.

use smol_str::SmolStr;

use crate::syntax::yaml::{Style, Value};
use crate::text::Span;

/// A value, its span, and how it is quoted.
pub type Mark<'t> = Value<'t>;

/// A mark that owns its text: for shapes whose marks are not part of a YAML tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnedMark {
    /// The value.
    pub text: SmolStr,
    /// Its span.
    pub span: Span,
}

impl OwnedMark {
    /// The mark of the text at `span` of `source`, without unquoting.
    pub fn of(source: &str, span: Span) -> Self {
        Self {
            text: SmolStr::from(span.slice(source)),
            span,
        }
    }

    /// Whether it is in the file's text, and not taken from its path.
    pub fn is_written(&self) -> bool {
        !self.span.is_empty()
    }

    /// Borrows the mark.
    pub fn mark(&self) -> Mark<'_> {
        Mark {
            text: &self.text,
            span: self.span,
            style: Style::Plain,
        }
    }
}
