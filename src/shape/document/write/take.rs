//! The lines of questions in a document, and what goes with them when they move elsewhere.

use std::ops::Range;

use super::append::{near, separator};
use super::block::{Block, is_anchor, is_separator};
use super::skeleton::Skeleton;
use super::value::is_no_row;
use crate::shape::write::{QuestionLines, TargetList};
use crate::text::{Refusal, Span, line_end, line_start, next_line};

/// The lines of the question at `index`, with the elements above it that links can lead to.
pub fn question_lines<'w>(
    list: &TargetList<'w>,
    index: usize,
) -> Result<QuestionLines<'w>, Refusal> {
    let TargetList { text, group } = *list;
    is_no_row(group)?;
    let placed = group.questions.get(index);
    let placed = placed.ok_or_else(|| Refusal::new("the question no longer exists"))?;
    let block = Block::of(text, &placed);
    let block = block.ok_or_else(|| Refusal::new("a question has no text"))?;
    if text[block.start as usize..].trim_start().starts_with('|') {
        return Err(Refusal::new(
            "the questions are rows of a table; move them by hand",
        ));
    }
    let near = near(group, index);
    let is_last = index + 1 == group.questions.len();
    let end = match is_last {
        // What is below it may belong to the whole document.
        true => Skeleton::of(text, &near, index).end_of(text, &placed, block),
        false => block.end,
    };
    Ok(QuestionLines {
        span: Span::new(with_anchors(text, block.start, group.split.body), end),
        opener: block.opener,
        separator: separator(text, &near),
    })
}

/// The start of the elements directly above a question that links can lead to.
fn with_anchors(text: &str, mut start: u32, body: u32) -> u32 {
    while let Some(line) = above(text, start).filter(|line| line.start >= body) {
        match is_anchor(line.slice(text).trim()) {
            true => start = line.start,
            false => break,
        }
    }
    start
}

/// The last line above an offset that is not blank.
fn above(text: &str, start: u32) -> Option<Span> {
    let before = text.get(..start as usize)?.trim_end();
    let end = before.len() as u32;
    (end > 0).then(|| Span::new(line_start(text, end), end))
}

/// The lines of the questions of a range, with what parts them from a neighbour.
pub fn take(list: &TargetList<'_>, places: Range<usize>) -> Result<Span, Refusal> {
    let text = list.text;
    let mut all: Option<Span> = None;
    for index in places.clone() {
        let own = question_lines(list, index)?.span;
        let gap = all.map(|all| Span::new(all.end, own.start.max(all.end)));
        if gap.is_some_and(|gap| !is_separator(gap.slice(text))) {
            return Err(Refusal::new(
                "there is more than a rule between the questions; move them one by one",
            ));
        }
        all = Some(all.map_or(own, |all| all.cover(own)));
    }
    let own = all.ok_or_else(|| Refusal::new("the questions no longer exist"))?;
    let before = places.start.checked_sub(1);
    let before = before.and_then(|index| question_lines(list, index).ok());
    let gap = before.map(|before| Span::new(before.span.end.min(own.start), own.start));
    if let Some(gap) = gap.filter(|gap| is_separator(gap.slice(text))) {
        return Ok(gap.cover(own));
    }
    let after = question_lines(list, places.end).ok();
    let gap = after.map(|after| Span::new(own.end, after.span.start.max(own.end)));
    if let Some(gap) = gap.filter(|gap| is_separator(gap.slice(text))) {
        return Ok(own.cover(gap));
    }
    Ok(with_blank_lines(text, own))
}

/// The lines with the blank lines below; at the end of the text with those above, so that its last line ends as before.
fn with_blank_lines(text: &str, own: Span) -> Span {
    let mut end = next_line(text, own.end);
    while (end as usize) < text.len() {
        let line = Span::new(end, line_end(text, end));
        if !line.slice(text).trim().is_empty() {
            return Span::new(own.start, end);
        }
        end = next_line(text, end);
    }
    let above = text[..own.start as usize].trim_end().len() as u32;
    Span::new(above, own.end)
}
