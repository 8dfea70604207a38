//! Texts as they are written in a row of a table of contents.

use crate::text::{Span, TextEdit};

/// A text with the characters escaped that markdown would read as markup in a link.
pub fn escaped(text: &str) -> String {
    let is_markup = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>');
    let chars = text.chars();
    chars
        .flat_map(|c| is_markup(c).then_some('\\').into_iter().chain([c]))
        .collect()
}

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

/// A text in which no bar ends a cell.
pub fn with_escaped_bars(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c == '|' && !escaped.ends_with('\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The edit that writes `text` at `span`.
pub fn replacement(span: Span, text: &str) -> TextEdit {
    TextEdit {
        span,
        text: text.to_owned(),
    }
}
