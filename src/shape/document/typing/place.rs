//! An empty line among the questions of a document: what is above and below it.

use crate::facts::questions::Placed;
use crate::shape::document::line::fence_after;
use crate::shape::document::write::block::{is_rule, parts_questions};
use crate::shape::write::TargetList;
use crate::text::{Span, line_at};

/// The question before the line at `at`, with its index.
pub fn question_before<'g>(list: &TargetList<'g>, at: u32) -> Option<(usize, Placed<'g>)> {
    let index = list.group.questions.at_or_before(at)?;
    Some((index, list.group.questions.get(index)?))
}

/// Whether the line at `at` is in a code block of the question before it.
pub fn is_in_code(list: &TargetList<'_>, at: u32) -> bool {
    let start = question_before(list, at).map_or(list.group.split.body, |(_, placed)| placed.start);
    let above = list.text.get(start as usize..at as usize).unwrap_or("");
    let visible = above
        .lines()
        .map(|line| line.trim_start_matches([' ', '\t', '>']));
    visible.fold(None, fence_after).is_some()
}

/// Whether nothing but what parts questions is between `at` and the end of the question.
pub fn is_at_end_of(text: &str, placed: &Placed<'_>, at: u32) -> bool {
    let end = placed.span().end.max(at);
    text.get(at as usize..end as usize)
        .is_some_and(|rest| rest.lines().all(parts_questions))
}

/// What is between the last text above `at` and `at`: line breaks, and rules with a blank line before them. All line
/// breaks are `\n`.
pub fn gap_above(text: &str, at: u32) -> String {
    let mut rest = text.get(..at as usize).unwrap_or("").trim_end();
    loop {
        let line = rest.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let above = rest[..line].trim_end();
        let is_parted = breaks(&rest[above.len()..line]).matches('\n').count() > 1;
        if !(is_rule(&rest[line..]) && is_parted) {
            break;
        }
        rest = above;
    }
    let gap = Span::new(rest.len() as u32, at).slice(text);
    let lines: Vec<String> = breaks(gap)
        .split('\n')
        .map(|line| line.trim().to_owned())
        .collect();
    lines.join("\n")
}

/// A text with `\n` for each of its line breaks.
pub fn breaks(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// The end of `wanted` that is missing after `gap`, which has a start of it at its end.
pub fn missing_after<'w>(gap: &str, wanted: &'w str) -> &'w str {
    let mut ends = (0..=wanted.len())
        .rev()
        .filter(|at| wanted.is_char_boundary(*at));
    let known = ends.find(|at| gap.ends_with(&wanted[..*at]));
    &wanted[known.unwrap_or(0)..]
}

/// The start of `wanted` that is missing before `below`, which has an end of it at its start; nothing at the end of the
/// text.
pub fn missing_before<'w>(below: &str, wanted: &'w str) -> &'w str {
    if below.trim().is_empty() {
        return "";
    }
    let mut starts = (0..=wanted.len()).filter(|at| wanted.is_char_boundary(*at));
    let known = starts.find(|at| below.starts_with(&wanted[*at..]));
    &wanted[..known.unwrap_or(wanted.len())]
}

/// The line above the one that starts at `start`.
pub fn line_above(text: &str, start: u32) -> Option<Span> {
    let before = text.get(..start as usize)?;
    let bare = before
        .strip_suffix("\r\n")
        .or_else(|| before.strip_suffix(['\n', '\r']))?;
    Some(line_at(text, bare.len() as u32))
}
