//! Adding and removing a key of a mapping.

use super::value::extent;
use super::{Refusal, line_break, line_end, line_start, next_line};
use crate::syntax::yaml::{Entry, Map};
use crate::text::{Span, TextEdit};

/// Writes `key: value` (both as YAML) as a new entry behind the one at `behind`, or behind the last. The map's spans
/// count from `start`; it must not be empty.
///
/// `value` of several lines is indented by its writer, who learns the keys' column from [`column`].
///
/// # Errors
/// When the mapping has no key to stand behind.
pub fn add(
    text: &str,
    map: &Map,
    start: u32,
    behind: Option<usize>,
    (key, value): (&str, &str),
) -> Result<TextEdit, Refusal> {
    let last = behind.and_then(|at| map.entries.get(at));
    let last = last
        .or_else(|| map.entries.last())
        .ok_or_else(|| Refusal::new("there is no key beside which this one could stand"))?;
    let end = end_of(text, last, start);
    let colon = if value.starts_with(['\n', '\r']) || value.is_empty() {
        ":"
    } else {
        ": "
    };
    if is_flow(text, map, start) {
        return Ok(TextEdit {
            span: Span::at(end),
            text: format!(", {key}{colon}{value}"),
        });
    }
    let indent = " ".repeat(column(text, map, start) as usize);
    // A comment behind the value stays on its line.
    Ok(TextEdit {
        span: Span::at(line_end(text, end)),
        text: format!("{}{indent}{key}{colon}{value}", line_break(text)),
    })
}

/// Takes out the entry at `index` with its lines, a comment behind it included.
///
/// # Errors
/// When it is the only one, or when a comment on a line of its own stands between it and the next and would go, too.
pub fn remove(text: &str, map: &Map, start: u32, index: usize) -> Result<TextEdit, Refusal> {
    let gone = |span: Span| TextEdit {
        span,
        text: String::new(),
    };
    let [.., _, _] = &*map.entries else {
        return Err(Refusal::new("it is the only key of its mapping"));
    };
    let Some(entry) = map.entries.get(index) else {
        return Err(Refusal::new("there is no such key"));
    };
    let from = entry.key.span.start + start;
    let end = end_of(text, entry, start);
    if is_flow(text, map, start) {
        return Ok(gone(match map.entries.get(index + 1) {
            Some(next) => Span::new(from, next.key.span.start + start),
            None => Span::new(end_of(text, &map.entries[index - 1], start), end),
        }));
    }
    let line = line_start(text, from);
    if Span::new(line, from).slice(text).trim().is_empty() {
        return Ok(gone(Span::new(line, next_line(text, end))));
    }
    // The first key stands behind the item's hyphen: the next one moves up to its place.
    let next = map
        .entries
        .get(index + 1)
        .ok_or_else(|| Refusal::new("no key follows"))?;
    let next = next.key.span.start + start;
    if !Span::new(next_line(text, end), next)
        .slice(text)
        .trim()
        .is_empty()
    {
        return Err(Refusal::new(format!(
            "a comment stands between `{}` and the key below it",
            entry.key.text
        )));
    }
    Ok(gone(Span::new(from, next)))
}

/// The column at which the map's keys stand.
pub fn column(text: &str, map: &Map, start: u32) -> u32 {
    map.entries.first().map_or(0, |entry| {
        let at = entry.key.span.start + start;
        let before = Span::new(line_start(text, at), at).slice(text);
        before.chars().count() as u32
    })
}

/// Whether the map is written between braces.
pub fn is_flow(text: &str, map: &Map, start: u32) -> bool {
    map.span.shift(start).slice(text).starts_with('{')
}

/// Where the entry ends: behind its value, or behind the colon when it has none.
pub fn end_of(text: &str, entry: &Entry, start: u32) -> u32 {
    let key = entry.key.span.end + start;
    let value = extent(text, entry.value.span().shift(start));
    if value.is_empty() {
        let rest = &text[key as usize..];
        let colon = rest.find(':').filter(|at| rest[..*at].trim().is_empty());
        return key + colon.map_or(0, |at| at as u32 + 1);
    }
    value.end
}
