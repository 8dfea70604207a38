//! The siblings of a position: the other keys of its mapping, the other items of its list.

use smol_str::SmolStr;

use super::ancestors::Ancestors;
use super::lines::{Line, ValueKind, above, indent};
use super::partial_value::unquoted;
use super::yaml_context::PathSegment;
use crate::shape::cursor::Siblings;
use crate::shape::group::keys::QUESTION_KEYS;
use crate::syntax::yaml::Style;
use crate::text::{LineSpans, Span};

/// The lines below `line` without comments and blank lines.
fn below(text: &str, end: u32, line: Span) -> impl Iterator<Item = Span> {
    let lines = LineSpans::new(&text[..end as usize], line.start).skip(1);
    lines.filter(move |&line| has_content(text, line))
}

fn has_content(text: &str, line: Span) -> bool {
    !matches!(
        line.slice(text).trim_start().bytes().next(),
        None | Some(b'#')
    )
}

/// Whether the line's first thing is a hyphen.
fn is_item(text: &str, line: Span) -> bool {
    let rest = line.slice(text).trim_start();
    rest.strip_prefix('-')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The indentation of the line; with a tab in it, the line counts as further to the right than any other.
fn depth(text: &str, line: Span) -> u32 {
    let indent = indent(text, line);
    let tabbed = text.as_bytes().get((line.start + indent) as usize) == Some(&b'\t');
    if tabbed { u32::MAX } else { indent }
}

/// The end of what starts on `line` at `column`: the start of the next line that is not further to the right.
pub(super) fn end(text: &str, line: Span, ceiling: u32, column: u32) -> u32 {
    below(text, ceiling, line)
        .find(|&line| depth(text, line) <= column)
        .map_or(ceiling, |line| line.start)
}

/// The item of the same list above the line that starts at `start`, or else the one at or below it. `column` is that of
/// the list's hyphens.
pub fn neighbour(text: &str, yaml: Span, start: u32, column: u32) -> Option<Span> {
    let is_sibling = |line: &Span| depth(text, *line) == column && is_item(text, *line);
    let up = above(text, yaml.start, start)
        .filter(|&line| has_content(text, line))
        .take_while(|&line| depth(text, line) >= column)
        .find(is_sibling);
    let found = up.or_else(|| {
        let here = LineSpans::new(&text[..yaml.end as usize], start).next()?;
        below(text, yaml.end, here)
            .take_while(|&line| depth(text, line) >= column)
            .find(is_sibling)
    })?;
    Some(Span::new(found.start, end(text, found, yaml.end, column)))
}

/// The first item of the list `questions` and the column of its hyphen.
pub fn first_question(text: &str, yaml: Span) -> Option<(Span, u32)> {
    let mut lines = LineSpans::new(&text[..yaml.end as usize], yaml.start);
    lines
        .by_ref()
        .find(|line| line.slice(text).starts_with("questions:"))?;
    let first = lines
        .find(|&line| has_content(text, line))
        .filter(|&line| is_item(text, line))?;
    let column = depth(text, first);
    Some((
        Span::new(first.start, end(text, first, yaml.end, column)),
        column,
    ))
}

/// The lines of the mapping at the end of `ancestors`, and the column of its keys, if another
/// line than `line` shows it.
pub(super) fn mapping(
    text: &str,
    yaml: Span,
    ancestors: &Ancestors,
    line: &Line<'_>,
) -> (Span, Option<u32>) {
    let extent = match ancestors.nodes.first() {
        None => yaml,
        Some(parent) => {
            let end = end(text, line.span, yaml.end, parent.column);
            let mut lines = LineSpans::new(text, parent.line.start);
            if parent.segment != PathSegment::Item {
                lines.next();
            }
            Span::new(lines.at.min(end), end)
        }
    };
    let lines = LineSpans::new(&text[..extent.end as usize], extent.start);
    let column = lines
        .filter(|span| *span != line.span)
        .map(|span| Line::read(text, span))
        .find(|other| other.key.is_some() && !other.tabbed)
        .map(|other| other.column);
    (extent, column)
}

/// The keys of the mapping in `extent`, that on the line `except` left out.
pub(super) fn keys(text: &str, yaml: Span, extent: Span, except: Span) -> Vec<SmolStr> {
    let mut found = Vec::new();
    // The column of the keys, and what the last one's value looks like.
    let mut column = None;
    let mut last = ValueKind::Empty;
    let at_root = extent == yaml;
    for span in LineSpans::new(&text[..extent.end as usize], extent.start) {
        let first = text.as_bytes().get(span.start as usize);
        if at_root && matches!(first, Some(b' ' | b'-' | b'#'))
            || (last == ValueKind::Block && column.is_some_and(|c| depth(text, span) > c))
        {
            continue;
        }
        let line = Line::read(text, span);
        let Some(key) = line.key else { continue };
        let inner_list = !line.dashes.is_empty() && span.start != extent.start;
        let base = *column.get_or_insert(line.column);
        // A key too far to the right is a mistake in indentation, unless the key above it has no value yet.
        let belongs = line.tabbed || line.column <= base || last == ValueKind::Scalar;
        if inner_list || !belongs {
            continue;
        }
        last = key.kind(text);
        if span != except {
            found.push(key.name.into());
        }
    }
    found
}

/// Whether lines below `line` belong to the key at its `column`. A question's key is never part of a value: its own
/// indentation, or that of the key above it, is wrong.
pub(super) fn goes_on(text: &str, yaml: Span, line: Span, column: u32) -> bool {
    below(text, yaml.end, line).next().is_some_and(|next| {
        let depth = depth(text, next);
        let key = Line::read(text, next).key;
        let own = !is_item(text, next) && key.is_some_and(|key| QUESTION_KEYS.contains(&key.name));
        (depth > column && !own) || (depth == column && is_item(text, next))
    })
}

/// The indentation of the next line with content, and whether it is an item.
pub(super) fn next(text: &str, yaml: Span, line: Span) -> (u32, bool) {
    let next = below(text, yaml.end, line).next();
    next.map_or((0, false), |next| (depth(text, next), is_item(text, next)))
}

/// Whether a list with its hyphens at `column` surrounds the blank line `line`.
pub(super) fn has_items(text: &str, yaml: Span, line: Span, column: u32) -> bool {
    let mut up = above(text, yaml.start, line.start)
        .filter(|&line| has_content(text, line) && depth(text, line) <= column);
    let beside = |line: Span| depth(text, line) == column && is_item(text, line);
    up.next().is_some_and(beside) || below(text, yaml.end, line).next().is_some_and(beside)
}

/// The items beside the one on `line`, whose hyphens are at `column`.
pub(super) fn items(text: &str, yaml: Span, line: Span, column: u32) -> Siblings {
    let beside = |line: &Span| {
        depth(text, *line) >= column && (depth(text, *line) > column || is_item(text, *line))
    };
    let up = above(text, yaml.start, line.start).filter(|&line| has_content(text, line));
    let mut lines: Vec<Span> = up.take_while(beside).collect();
    lines.reverse();
    lines.extend(below(text, yaml.end, line).take_while(beside));
    let own = lines
        .into_iter()
        .filter(|&line| depth(text, line) == column)
        .map(|span| Line::read(text, span));
    of_tokens(
        own.filter(|line| line.key.is_none())
            .map(|line| line.content.slice(text)),
    )
}

/// Items as they are written.
pub(super) fn of_tokens<'t>(tokens: impl Iterator<Item = &'t str>) -> Siblings {
    let mut siblings = Siblings::default();
    for token in tokens.filter(|token| !token.is_empty()) {
        siblings.style.get_or_insert_with(|| Style::of_start(token));
        let end = if token.starts_with(['\'', '"']) {
            token.len()
        } else {
            token.find(" #").unwrap_or(token.len())
        };
        siblings.values.push(unquoted(&token[..end]).into());
    }
    siblings
}

/// How far to look for the end of what the bracket at `open` opens on `line`: to the next line that cannot be part of it.
/// `column` is that of the key or hyphen before the bracket.
pub(super) fn flow_end(text: &str, yaml: Span, open: u32, column: u32, line: Span) -> u32 {
    let is_outside = |span: &Span| {
        let span = *span;
        let next = Line::read(text, span);
        let closes = next.content.slice(text).starts_with([']', '}']);
        let outside = depth(text, span) <= column && !closes;
        // A list without mappings has no keys: one that is not closed ends before the next key.
        let key = next.key.is_some() && !Span::new(open, span.start).slice(text).contains('{');
        outside || key || !next.dashes.is_empty()
    };
    below(text, yaml.end, line)
        .find(is_outside)
        .map_or(yaml.end, |span| span.start)
}
