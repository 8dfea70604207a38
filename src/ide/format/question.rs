//! One question, written anew.

use super::said;
use super::style::{House, Role, role};
use crate::edit::{line_break, line_end, line_start, map, next_line, value::extent};
use crate::facts::questions::Placed;
use crate::shape::group::question;
use crate::syntax::yaml::quote::quoted;
use crate::syntax::yaml::{Entry, Kind, List, Node, Scalar, Style};
use crate::text::Span;

/// A key with all that belongs to it.
struct Part<'t> {
    entry: &'t Entry,
    /// Comments and blank lines above it, from their first line on.
    above: &'t str,
    /// What stands on the line behind the value: blanks and a comment.
    behind: &'t str,
}

/// The segment of the question as the house writes it; `None` when it is as it should be, or better left alone.
pub(super) fn written(
    text: &str,
    placed: Placed<'_>,
    column: u32,
    house: &House,
) -> Option<String> {
    let segment = placed.span().slice(text);
    let question = placed.question;
    let map = question
        .map()
        .filter(|_| question.is_whole() && !question.is_linked())
        .filter(|map| !map.span.slice(segment).starts_with('{'))?;
    let (parts, tail) = parts(segment, &map.entries)?;
    let keys = house
        .keys
        .unwrap_or_else(|| map::column(segment, &map, 0) - column);
    let indent = " ".repeat((column + keys) as usize);
    let line_break = line_break(text);
    let dash_line = line_start(segment, question.dash.start) as usize;
    let mut out = segment[..dash_line].to_owned();
    for (at, part) in ordered(parts, house).into_iter().enumerate() {
        if at == 0 {
            // Nothing but blanks may stand between a hyphen and its first key.
            out += &indented(part.above, column);
            out += &segment[dash_line..question.dash.end as usize];
            out += &" ".repeat(keys.saturating_sub(1) as usize);
        } else {
            out += &indented(part.above, column + keys);
            out += &indent;
        }
        out += part.entry.key.span.slice(segment);
        out += ":";
        out += &body(segment, &part, column + keys, house, line_break)?;
        out += part.behind;
        out += line_break;
    }
    // The end of the last line is the segment's own.
    if !segment.ends_with(['\n', '\r']) {
        out.truncate(out.len() - line_break.len());
    }
    out += tail;
    let again = question::read(&out);
    let same = again.is_whole()
        && said(&again.node()) == said(&question.node())
        && codes(&again) == codes(question)
        && comments(&out) == comments(segment);
    (same && out != segment).then_some(out)
}

/// The keys with all that belongs to them, and what stands behind the last; `None` when two share a line.
fn parts<'t>(segment: &'t str, entries: &'t [Entry]) -> Option<(Vec<Part<'t>>, &'t str)> {
    let mut parts = Vec::new();
    let mut from = None;
    for entry in entries {
        let line = line_start(segment, entry.key.span.start);
        let above = match from {
            None => "",
            Some(from) if from <= line => Span::new(from, line).slice(segment),
            Some(_) => return None,
        };
        let end = map::end_of(segment, entry, 0);
        parts.push(Part {
            entry,
            above,
            behind: Span::new(end, line_end(segment, end))
                .slice(segment)
                .trim_end(),
        });
        from = Some(next_line(segment, end));
    }
    let tail = &segment[from? as usize..];
    Some((parts, tail))
}

/// The parts in the order of the house, those that it does not know behind those they stood behind.
fn ordered<'t>(parts: Vec<Part<'t>>, house: &House) -> Vec<Part<'t>> {
    let mut last = 0;
    let mut ranked: Vec<(usize, Part<'t>)> = Vec::new();
    for part in parts {
        let name = &part.entry.key.text;
        last = house
            .order
            .iter()
            .position(|key| key == name)
            .unwrap_or(last);
        ranked.push((last, part));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, part)| part).collect()
}

/// Comments with that indentation; blank lines stay.
fn indented(comments: &str, column: u32) -> String {
    let lines = comments.split_inclusive('\n');
    let indented = lines.map(|line| match line.trim_start_matches(' ') {
        blank if blank.trim().is_empty() => line.to_owned(),
        comment => format!("{}{comment}", " ".repeat(column as usize)),
    });
    indented.collect()
}

/// What stands behind the colon, up to the end of the value.
fn body(
    segment: &str,
    part: &Part<'_>,
    column: u32,
    house: &House,
    line_break: &str,
) -> Option<String> {
    let value = &part.entry.value;
    let span = extent(segment, value.span());
    let written = span.slice(segment);
    match value {
        Node::Scalar(scalar) if written.is_empty() => Some(scalar.text.to_string()),
        Node::Scalar(scalar) if !written.contains(['\n', '\r']) => {
            let role = role(&part.entry.key.text, scalar);
            Some(format!(
                " {}",
                requoted(scalar, written, house, role, false)
            ))
        }
        Node::List(list) if can_be_rewritten(segment, part.entry, list) => {
            Some(relisted(segment, list, column, house, line_break))
        }
        _ => shifted(segment, part.entry, span.end, column),
    }
}

/// The scalar in the quotes of its role.
fn requoted(scalar: &Scalar, written: &str, house: &House, role: Role, flow: bool) -> String {
    match house.quotes(role) {
        Some(style) if scalar.kind() == Kind::String && scalar.style != Style::Block => {
            quoted(&scalar.text, style, flow)
        }
        _ => written.to_owned(),
    }
}

/// Whether the list is one of scalars of one line each, without comments.
fn can_be_rewritten(segment: &str, entry: &Entry, list: &List) -> bool {
    let between = Span::new(entry.key.span.end, list.span.end.max(entry.key.span.end));
    let items = list.items.iter();
    let mut rest = between.slice(segment).to_owned();
    for item in &list.items {
        let written = extent(segment, item.span()).slice(segment);
        rest = rest.replacen(written, "", 1);
    }
    !list.items.is_empty()
        && !rest.contains('#')
        && items.clone().all(|item| match item {
            Node::Scalar(scalar) => {
                let written = extent(segment, scalar.span).slice(segment);
                !written.is_empty()
                    && !written.contains(['\n', '\r'])
                    && scalar.style != Style::Block
            }
            _ => false,
        })
}

fn relisted(segment: &str, list: &List, column: u32, house: &House, line_break: &str) -> String {
    let flow = house.flow.unwrap_or(list.flow);
    let scalars = list.items.iter().filter_map(Node::as_scalar);
    let items = scalars.map(|item| {
        let written = extent(segment, item.span).slice(segment);
        // Without a style of its own, a plain item may need quotes between brackets.
        match house.quotes(Role::Item) {
            None if flow && !list.flow && item.kind() == Kind::String => {
                quoted(&item.text, item.style, true)
            }
            _ => requoted(item, written, house, Role::Item, flow),
        }
    });
    if flow {
        return format!(" [{}]", items.collect::<Vec<_>>().join(", "));
    }
    let hyphens = house
        .hyphens
        .unwrap_or_else(|| own_hyphens(segment, list, column));
    let indent = " ".repeat((column + hyphens) as usize);
    items
        .map(|item| format!("{line_break}{indent}- {item}"))
        .collect()
}

/// How far the list's hyphens stand from its key, when the house does not say.
fn own_hyphens(segment: &str, list: &List, column: u32) -> u32 {
    let line = line_start(segment, list.span.start);
    match list.flow {
        true => 2,
        false => {
            let hyphen = segment[line as usize..].find('-').unwrap_or(0) as u32;
            hyphen.saturating_sub(column)
        }
    }
}

/// The value as it is, its further lines as far from the key's new column as they were from its old one.
fn shifted(segment: &str, entry: &Entry, end: u32, column: u32) -> Option<String> {
    let key = entry.key.span.end as usize;
    let colon = (key + segment[key..].find(':')? + 1) as u32;
    let old = entry.key.span.start - line_start(segment, entry.key.span.start);
    let written = Span::new(colon, end).slice(segment);
    if old == column {
        return Some(written.to_owned());
    }
    let mut lines = written.split_inclusive('\n');
    let mut out = lines.next().unwrap_or("").to_owned();
    for line in lines {
        let blanks = line.len() - line.trim_start_matches(' ').len();
        if line.trim().is_empty() {
            out += line;
        } else {
            let kept = (blanks as u32 + column).checked_sub(old)?;
            out += &" ".repeat(kept as usize);
            out += &line[blanks..];
        }
    }
    Some(out)
}

fn codes(question: &crate::facts::question::Question) -> Vec<String> {
    let mut codes: Vec<String> = question
        .suppressions()
        .iter()
        .map(|allow| format!("{:?}", allow.codes))
        .collect();
    codes.sort();
    codes
}

/// The words behind every ` #` and `#` at the start of a line, sorted: comments, and some values that look like them.
fn comments(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text
        .lines()
        .filter_map(|line| line.find('#').map(|at| line[at..].trim_end()))
        .collect();
    found.sort_unstable();
    found
}
