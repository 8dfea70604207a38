//! Finds where each line of a value is written.

use super::{Style, Value};
use crate::text::LineSpans;

/// The start of each line of the value, in the value and in `text`; never empty. `None` if its words cannot be located
/// in the text.
pub fn value_lines(scalar: Value<'_>, text: &str) -> Option<Vec<(u32, u32)>> {
    let written = scalar.span.slice(text);
    if scalar.style != Style::Block {
        let inner = scalar.inner();
        let same = inner.slice(text) == scalar.text && !scalar.text.contains(['\n', '\r']);
        return same.then(|| vec![(0, inner.start)]);
    }
    if !written.starts_with('|') {
        return None;
    }
    let mut sources = LineSpans::new(text, scalar.span.start);
    sources.next();
    let mut found = Vec::new();
    for value in LineSpans::new(scalar.text, 0) {
        let source = sources.next()?;
        let line = value.slice(scalar.text);
        if !source.slice(text).ends_with(line) {
            return None;
        }
        found.push((value.start, source.end - line.len() as u32));
    }
    (!found.is_empty()).then_some(found)
}
