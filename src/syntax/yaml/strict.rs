//! Checks for what our parser accepts and js-yaml rejects: tabs before a key or a hyphen, a value without a key, and a
//! key in brackets that is not on one line with its colon.

use super::open_collection::OpenCollection;
use super::{Scalar, Style};
use crate::text::{Span, line_start};

const SHORT: &str =
    "this text continues further left than its list; indent it, or put it on one line";
const TAB: &str = "found a tab before a key or a hyphen";
const NO_KEY: &str = "this colon has no key before it; write one, or put the text in quotes";
const LONG_KEY: &str = "inside brackets, a key and its colon must be on one line";

/// Why a key at `span` in `text` is invalid: the span and the reason. `flow`: whether its mapping is in brackets.
pub(super) fn key(
    text: &str,
    key: &Scalar,
    span: Span,
    flow: bool,
) -> Option<(Span, &'static str)> {
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text.get(..start)?;
    let is_explicit = || before.trim_end().ends_with('?');
    if flow {
        let after = text.get(end..)?;
        let gap = &after[..after.len() - after.trim_start().len()];
        let is_pair = after[gap.len()..].starts_with(':');
        let has_break = |part: &str| part.contains(['\n', '\r']);
        let is_long = has_break(&text[start..end]) || has_break(gap);
        return (is_pair && is_long && !is_explicit()).then_some((span, LONG_KEY));
    }
    if span.is_empty() && key.text.is_empty() && text[start..].starts_with(':') && !is_explicit() {
        return Some((Span::new(span.start, span.start + 1), NO_KEY));
    }
    tab_before(text, span.start)
}

/// The tab in the indentation of the key or the list at `at`.
pub(super) fn tab_before(text: &str, at: u32) -> Option<(Span, &'static str)> {
    let before = text.get(..at as usize)?;
    let line = line_start(text, at);
    let indent = &before[line as usize..];
    let tab = line + indent.find('\t')? as u32;
    let is_indent = indent.bytes().all(|b| matches!(b, b' ' | b'\t' | b'-'));
    is_indent.then_some((Span::new(tab, tab + 1), TAB))
}

/// A text in brackets that continues to the left of its list's indentation: js-yaml ends it there. `written` is its
/// span in `text`, and `open` the lists and mappings around it.
pub(super) fn wrapped(
    text: &str,
    scalar: &Scalar,
    written: Span,
    open: &[OpenCollection],
) -> Option<(Span, &'static str)> {
    if scalar.style != Style::Plain || !written.slice(text).contains(['\n', '\r']) {
        return None;
    }
    if !open.last().is_some_and(OpenCollection::is_flow) {
        return None;
    }
    let block = open.iter().rev().find(|open| !open.is_flow());
    let column = block.map(|open| (open.start() - line_start(text, open.start())) as usize);
    let is_short = |line: &str| {
        let indent = line.len() - line.trim_start_matches(' ').len();
        !line.trim().is_empty() && column.is_some_and(|column| indent <= column)
    };
    let mut lines = written.slice(text).split(['\n', '\r']).skip(1);
    lines.any(is_short).then_some((written, SHORT))
}
