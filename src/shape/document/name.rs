//! Words of a document that classify, with their places.

use smol_str::SmolStr;

use crate::text::Span;

/// A word or a text of the document, and where it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Name {
    /// The text.
    pub text: SmolStr,
    /// Its place; that of the nearest markup around it where they differ.
    pub span: Span,
}

impl Name {
    /// What is written at a place.
    pub fn of(text: &str, span: Span) -> Self {
        Self {
            text: span.slice(text).into(),
            span,
        }
    }
}
