//! Rows and cells of tables.

use super::line::{Line, trimmed};
use crate::text::Span;

/// The cells of a row, without the space around them.
pub(super) fn cells<'t>(text: &'t str, line: &Line) -> impl Iterator<Item = Span> + use<'t> {
    let mut at = line.start;
    let visible = Span::new(line.start, line.span.end).slice(text);
    visible.split('|').map(move |cell| {
        let span = trimmed(text, Span::new(at, at + cell.len() as u32));
        at += cell.len() as u32 + 1;
        span
    })
}

/// Whether a line is the delimiter row of a table.
pub fn is_delimiter(visible: &str) -> bool {
    visible
        .bytes()
        .all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
        && visible.contains('-')
}
