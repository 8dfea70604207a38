//! The entries of a table of contents.

use smol_str::SmolStr;

use crate::text::{Replaced, Span};

/// One entry of the table of contents of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ContentsEntry {
    /// The entry's text, from the start of the file.
    pub span: Span,
    /// That text.
    pub text: SmolStr,
    /// The number before it.
    pub number: Option<u32>,
    /// The anchor that it links to, without the `#`.
    pub anchor: Option<SmolStr>,
}

impl ContentsEntry {
    /// The same after an edit elsewhere in the file.
    pub fn moved(&self, edit: &Replaced) -> Self {
        Self {
            span: edit.moved_span(self.span),
            ..self.clone()
        }
    }
}
