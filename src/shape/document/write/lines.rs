//! Moves questions of a document among their neighbours. The numbers stay where they are.

use std::ops::Range;

use super::append::{end_of_question, is_followed, near};
use super::block::{Block, is_separator};
use super::numbers::{check_letters, of_places, renumber};
use super::value::is_no_row;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::write::TargetList;
use crate::text::{self, Refusal, Span, TextEdit, line_end, line_start};

/// Why no question can be moved.
pub fn not_movable(group: &Group) -> Option<&'static str> {
    let row = group.row();
    row.map(|_| "are in a row of a table that was the frontmatter of a group")
}

/// The lines of the question at `index`, without what is below the last one of a part and belongs to the whole part.
pub fn of_question(list: &TargetList<'_>, index: usize) -> Option<Span> {
    let TargetList { text, group } = *list;
    let placed = group.questions.get(index)?;
    let block = Block::of(text, &placed)?;
    let end = end_of_question(text, group, index, block);
    let is_followed = is_followed(text, group, index, block);
    let heading = (!is_followed).then(|| foreign_heading(group, index, end));
    let end = match heading.flatten() {
        Some(heading) => {
            let above = Span::new(block.opener, line_start(text, heading)).slice(text);
            block.opener + above.trim_end().len() as u32
        }
        None => end,
    };
    // Spaces at the end of the last line go with it.
    Some(Span::new(block.start, line_end(text, end)))
}

/// The first heading below the text of the question at `index`, where no other question near it has one.
fn foreign_heading(group: &Group, index: usize, end: u32) -> Option<u32> {
    let headings = group.body.headings();
    let headings: Vec<u32> = headings
        .map(|heading| heading.span.start + group.split.body)
        .collect();
    let within = |placed: &Placed<'_>, end: u32| {
        let asked = placed.text()?.span;
        let first = headings.partition_point(|start| *start < asked.end);
        headings.get(first).copied().filter(|start| *start < end)
    };
    let own = within(&group.questions.get(index)?, end)?;
    let near = near(group, index);
    let mut others = near.iter().filter(|(other, _)| *other != index);
    let has_some = others.any(|(_, other)| within(other, other.span().end).is_some());
    (!has_some).then_some(own)
}

/// Writes the questions of a range in another order. What is between them stays in place, and so do the numbers.
pub fn reorder(
    list: &TargetList<'_>,
    places: Range<usize>,
    order: &[usize],
) -> Result<TextEdit, Refusal> {
    is_no_row(list.group)?;
    let lines = places.clone().map(|index| of_question(list, index));
    let lines: Option<Vec<Span>> = lines.collect();
    let lines = lines.ok_or_else(|| Refusal::new("a question has no text"))?;
    let numbers = of_places(list.group, &places, order);
    check_letters(list, &around(list.group, &places, order, &numbers))?;
    let mut text = String::new();
    for (place, from) in order.iter().enumerate() {
        let (Some(here), Some(lines_of_from)) = (lines.get(place), lines.get(*from)) else {
            return Err(Refusal::new("the questions no longer exist"));
        };
        let from = places.start + from;
        text += &numbered(list, from, *lines_of_from, numbers[place])?;
        text += match lines.get(place + 1) {
            Some(next) => between(list.text, here.end, next.start)?,
            None => "",
        };
    }
    Ok(TextEdit {
        span: lines.into_iter().reduce(Span::cover).unwrap_or_default(),
        text,
    })
}

/// The questions in their new order with these numbers, and those before and after them.
fn around(
    group: &Group,
    places: &Range<usize>,
    order: &[usize],
    numbers: &[Option<u32>],
) -> Vec<(usize, Option<u32>)> {
    let own = |index: usize| Some((index, group.questions.get(index)?.question.number()));
    let moved = order.iter().map(|from| places.start + from);
    let moved = moved.zip(numbers.iter().copied());
    let before = places.start.checked_sub(1).and_then(own);
    before
        .into_iter()
        .chain(moved)
        .chain(own(places.end))
        .collect()
}

/// What is between two questions.
fn between(text: &str, end: u32, start: u32) -> Result<&str, Refusal> {
    let gap = Span::new(end, start.max(end)).slice(text);
    match is_separator(gap) {
        true => Ok(gap),
        false => Err(Refusal::new(
            "there is more than a rule between the questions; move them by hand",
        )),
    }
}

/// The lines of a question with this number in place of its own, if both have one.
fn numbered(
    list: &TargetList<'_>,
    index: usize,
    lines: Span,
    number: Option<u32>,
) -> Result<String, Refusal> {
    let own = list.group.questions.get(index);
    let own = own.and_then(|placed| placed.question.number());
    let edits = match own.and(number) {
        Some(number) => renumber(list, index, number)?,
        None => Vec::new(),
    };
    let inside = edits.into_iter().map(|edit| TextEdit {
        span: Span::new(edit.span.start - lines.start, edit.span.end - lines.start),
        ..edit
    });
    let written = text::apply(lines.slice(list.text), &inside.collect::<Vec<_>>());
    written.map_err(|overlap| Refusal::new(overlap.to_string()))
}
