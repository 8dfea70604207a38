//! Adds and removes keys of mappings.

use super::list::between;
use super::value::{blank_lines_end, end, keeps_blank_lines, properties_start};
use crate::syntax::yaml::{Entry, Map, Style};
use crate::text::{Refusal, Span, TextEdit, line_break, line_end, line_start, next_line};

/// Inserts `key: value` (both as YAML) after the entry at `after`, or after the last one. The map's spans count from
/// `start`; it must not be empty.
///
/// The caller indents a `value` of several lines, by the keys' column from [`column`].
///
/// # Errors
/// When the mapping has no key to insert after, or its keys are not written as `key: value`.
pub fn add(
    text: &str,
    map: &Map,
    start: u32,
    after: Option<usize>,
    (key, value): (&str, &str),
) -> Result<TextEdit, Refusal> {
    let last = after.and_then(|at| map.entries.get(at));
    let last = last
        .or_else(|| map.entries.last())
        .ok_or_else(|| Refusal::new("no existing key shows where to insert this one"))?;
    let end = end_of(text, last, start);
    let written = written(key, value);
    if is_flow(text, map, start) {
        return Ok(TextEdit {
            span: Span::at(end),
            text: format!(", {written}"),
        });
    }
    let indent = " ".repeat(lead(text, map, start)?.len());
    // A comment after the value stays on its line.
    Ok(TextEdit {
        span: Span::at(line_end(text, end)),
        text: format!("{}{indent}{written}", line_break(text)),
    })
}

/// Inserts `key: value` (both as YAML) before the first entry; otherwise as [`add`].
///
/// # Errors
/// As those of [`add`].
pub fn add_first(
    text: &str,
    map: &Map,
    start: u32,
    (key, value): (&str, &str),
) -> Result<TextEdit, Refusal> {
    let first = map.entries.first();
    let first =
        first.ok_or_else(|| Refusal::new("no existing key shows where to insert this one"))?;
    let written = written(key, value);
    let text = if is_flow(text, map, start) {
        format!("{written}, ")
    } else {
        let indent = " ".repeat(lead(text, map, start)?.len());
        format!("{written}{}{indent}", line_break(text))
    };
    Ok(TextEdit {
        span: Span::at(first.key.span.start + start),
        text,
    })
}

fn written(key: &str, value: &str) -> String {
    let tight = value.starts_with(['\n', '\r']) || value.is_empty();
    format!("{key}:{}{value}", if tight { "" } else { " " })
}

/// Removes the entry at `index` with its lines, including a comment after it.
///
/// # Errors
/// When it is the only entry, or when a comment of something else would be lost.
pub fn remove(text: &str, map: &Map, start: u32, index: usize) -> Result<TextEdit, Refusal> {
    if map.entries.len() < 2 {
        return Err(Refusal::new("it is the only key of its mapping"));
    }
    take_out(text, map, start, index)
}

/// As [`remove`], for a `map` that is only a part of a mapping, such as a group's head: may also remove its only entry.
///
/// # Errors
/// As those of [`remove`].
pub fn take_out(text: &str, map: &Map, start: u32, index: usize) -> Result<TextEdit, Refusal> {
    let entry = map.entries.get(index);
    let entry = entry.ok_or_else(|| Refusal::new("the mapping has no such key"))?;
    if is_merged(entry) {
        return Err(Refusal::new(format!(
            "`{}` is not written here; it comes from the merge `<<`",
            entry.key.text
        )));
    }
    let next = map.entries.get(index + 1);
    if is_below_mark(text, map, start, index) || is_below_mark(text, map, start, index + 1) {
        return Err(below_mark());
    }
    let own = Span::new(start_of(text, entry, start), end_of(text, entry, start));
    let before = index.checked_sub(1).map(|at| &map.entries[at]);
    let next_start = |entry: &Entry| start_of(text, entry, start);
    let span = if is_flow(text, map, start) {
        let before = before.map(|entry| Span::at(end_of(text, entry, start)));
        between(text, own, before, next.map(next_start))?
    } else {
        // After a hyphen, an absent key would change the meaning.
        let next = next.filter(|entry| !entry.key.span.is_empty());
        let next = next.map(next_start);
        let keeps = before.is_some_and(|entry| keeps_blank_lines(text, &entry.value, start));
        lines_of_entry(text, entry, own, next, keeps)?
    };
    Ok(TextEdit {
        span,
        text: String::new(),
    })
}

/// Whether the entry comes from a merge (`<<`): its span is that of the merged alias.
fn is_merged(entry: &Entry) -> bool {
    matches!(entry.key.style, Style::Alias(_))
}

/// The start of the entry: the tag or anchor of its key, or the `<<` that it comes from.
fn start_of(text: &str, entry: &Entry, start: u32) -> u32 {
    let at = entry.key.span.start + start;
    let merge = text[..at as usize].rfind("<<");
    let merge = merge.filter(|_| is_merged(entry));
    merge.map_or_else(|| properties_start(text, at), |at| at as u32)
}

/// The lines of an entry; `keeps`: whether the value above would absorb blank lines after it.
fn lines_of_entry(
    text: &str,
    entry: &Entry,
    own: Span,
    next: Option<u32>,
    keeps: bool,
) -> Result<Span, Refusal> {
    let line = line_start(text, own.start);
    let before = Span::new(line, own.start).slice(text);
    if before.trim().is_empty() {
        let last = match keeps {
            true => blank_lines_end(text, own.end),
            false => own.end,
        };
        return Ok(Span::new(line, next_line(text, last)));
    }
    // The first key follows the item's hyphen: the next one moves up to its place.
    let next = next.filter(|_| is_lead(before));
    let next = next.ok_or_else(|| {
        Refusal::new(format!(
            "`{}` shares its line with something else",
            entry.key.text
        ))
    })?;
    let gap = Span::new(next_line(text, own.end).min(next), next).slice(text);
    if !gap.trim().is_empty() {
        return Err(Refusal::new(format!(
            "there is a comment between `{}` and the key below it",
            entry.key.text
        )));
    }
    Ok(Span::new(own.start, next))
}

/// The column of the map's keys.
pub fn column(text: &str, map: &Map, start: u32) -> u32 {
    before_first(text, map, start).chars().count() as u32
}

/// The text before the map's first key on its line.
fn lead<'t>(text: &'t str, map: &Map, start: u32) -> Result<&'t str, Refusal> {
    let lead = before_first(text, map, start);
    if is_below_mark(text, map, start, 0) {
        return Err(below_mark());
    }
    if is_lead(lead) {
        return Ok(lead);
    }
    Err(Refusal::new(
        "the keys are not written as `key: value`, each on its own line",
    ))
}

/// Whether the key of the entry at `index` is that of a `?` on a line above: it can be missing or have several lines.
fn is_below_mark(text: &str, map: &Map, start: u32, index: usize) -> bool {
    let Some(entry) = map.entries.get(index) else {
        return false;
    };
    let before = index.checked_sub(1).map(|at| &map.entries[at]);
    let from = before.map_or(map.span.start + start, |entry| end_of(text, entry, start));
    let own_line = line_start(text, entry.key.span.start + start);
    let above = text.get(from as usize..own_line as usize).unwrap_or("");
    let mut lines = above.lines().rev().map(str::trim);
    let line = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    let rest = line.and_then(|line| line.strip_prefix('?'));
    rest.is_some_and(|rest| {
        rest.trim().is_empty() || rest.trim_start().starts_with(['#', '&', '!'])
    })
}

fn below_mark() -> Refusal {
    Refusal::new("a key is written with `?` on a line of its own; write it as `key: value` first")
}

fn before_first<'t>(text: &'t str, map: &Map, start: u32) -> &'t str {
    let first = map.entries.first().map_or(0, |entry| entry.key.span.start);
    let at = first + start;
    let before = Span::new(line_start(text, at), at).slice(text);
    // A byte order mark takes no column.
    before.trim_start_matches('\u{feff}')
}

/// Whether a line may start like this before a key of a block mapping.
fn is_lead(before: &str) -> bool {
    before.chars().all(|c| matches!(c, ' ' | '-'))
}

/// Whether the map is written in braces.
pub fn is_flow(text: &str, map: &Map, start: u32) -> bool {
    map.span.shift(start).slice(text).starts_with('{')
}

/// The end of the entry: after its value, or after the colon if it has none.
pub fn end_of(text: &str, entry: &Entry, start: u32) -> u32 {
    let key = entry.key.span.end + start;
    let value = end(text, &entry.value, start);
    if entry.value.span().is_empty() {
        let rest = &text[key as usize..];
        let colon = rest.find(':').filter(|at| rest[..*at].trim().is_empty());
        return key + colon.map_or(0, |at| at as u32 + 1);
    }
    value
}
