//! Texts as they are written in a row of a table of contents.

use crate::text::{Span, TextEdit};

/// Whether a text may have a link or a tag: brackets outside of code.
pub fn links_or_tags(text: &str) -> bool {
    let has_pairs = text.matches('`').count().is_multiple_of(2);
    let mut outside = text.split('`').step_by(2);
    let is_bracket = |part: &str| part.contains(['[', ']', '<']);
    match has_pairs {
        true => outside.any(is_bracket),
        false => is_bracket(text),
    }
}

/// The edit that writes `text` at `span`.
pub fn replacement(span: Span, text: &str) -> TextEdit {
    TextEdit {
        span,
        text: text.to_owned(),
    }
}
