//! Ranges of the numbers of questions in lines in place of questions: `23-35.`.

use super::order::{Numbers, written};
use super::state::State;
use crate::text::{Span, TextEdit};

/// The edits of the ranges beside questions whose numbers change.
pub fn edits(state: State<'_>, changed: &Numbers) -> Vec<TextEdit> {
    let unwritten = state.group.unwritten.iter();
    let edits = unwritten.flat_map(|unwritten| moved_up(state, changed, unwritten.span));
    edits.collect()
}

/// The edits of a range up to the number of the question below it, or else from that of the question above it.
fn moved_up(state: State<'_>, changed: &Numbers, span: Span) -> Vec<TextEdit> {
    let Some(range) = range(state.text, span) else {
        return Vec::new();
    };
    let above = state.group.questions.at_or_before(span.start);
    let below = changed.get(&above.map_or(0, |above| above + 1));
    let above = above.and_then(|above| changed.get(&above));
    let [(_, first), (_, last)] = range;
    let below = below.filter(|(old, _)| last + 1 == *old);
    let above = above.filter(|(old, _)| first == old + 1);
    let Some((old, new)) = below.or(above) else {
        return Vec::new();
    };
    let moved = |number: u32| (i64::from(number) + i64::from(*new) - i64::from(*old)).max(0) as u32;
    let edits = range.into_iter();
    edits
        .map(|(span, value)| written(span, moved(value)))
        .collect()
}

/// The two numbers that a text starts with, if there are two, with their places.
pub fn range(text: &str, span: Span) -> Option<[(Span, u32); 2]> {
    let mut at = span.start;
    let mut next = || {
        let rest = Span::new(at, span.end).slice(text);
        let start = rest.find(|c: char| c.is_ascii_digit())?;
        let len = rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        let value = rest[start..start + len].parse().ok()?;
        let place = Span::new(at + start as u32, at + (start + len) as u32);
        at = place.end;
        Some((place, value))
    };
    Some([next()?, next()?])
}
