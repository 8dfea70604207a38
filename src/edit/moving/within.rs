//! Moves questions of a document to another of its sections.

use std::ops::Range;

use super::lines::runs;
use super::numbers;
use super::rows::Rows;
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::edit::relocate::{Meant, Part, Pieces, Relocation};
use crate::edit::sequence::order::Order;
use crate::edit::sequence::state::State;
use crate::edit::{Planned, Sources, sections};
use crate::facts::group::Group;
use crate::shape::write::TargetList;
use crate::text::Refusal;

/// Moves the questions at `places` of the document at `path` to the end of the section with the anchor `section`.
///
/// # Errors
/// When a question would be read differently, or a link would lead elsewhere.
pub fn to_section(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    (places, section): (Range<usize>, &str),
) -> Planned {
    let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
    let text = sources(path).ok_or_else(unreadable)?;
    let facts = bank.file(path.as_str()).and_then(|file| file.facts());
    let state = State::new(&text, facts.ok_or_else(unreadable)?)?;
    let after = end_of(state.group, section, &places)?;
    let mut relocation = Relocation::new(bank, sources);
    relocation.pieces.keep(path, &text);
    let at = |index: usize| QuestionRef {
        group: path.clone(),
        index,
    };
    let mut meant = Meant {
        relabelled: places.clone().map(at).collect(),
        ..Meant::default()
    };
    let shift = numbers::moved(state.group, &places, after)?;
    Order::moved(state.group, &shift.changed, &places, Some(after)).check_letters(&state.list())?;
    let changed = (&mut relocation, &mut meant);
    let report = numbers::write(changed, (path, state), (&shift, &[]))?;
    let pieces = &mut relocation.pieces;
    move_lines((path, &state.list()), pieces, &places, after)?;
    Rows::of(path, state).move_after(pieces, &places, after)?;
    let mut edit = relocation.edit(&meant)?;
    numbers::confirm(&mut edit, &report, &[path]);
    (edit.shows, edit.question) = (Some(path.clone()), Some(first_after(&places, after)));
    Ok(edit)
}

/// The index that the first of the questions at `places` has once they come after the question at the index `after`.
fn first_after(places: &Range<usize>, after: usize) -> usize {
    let is_before = |place: &usize| *place <= after;
    after + 1 - places.clone().filter(is_before).count()
}

/// The last question of a section, of those that stay.
fn end_of(group: &Group, section: &str, places: &Range<usize>) -> Result<usize, Refusal> {
    let found = sections::section(group, section)?;
    if places.clone().any(|place| found.questions.contains(&place)) {
        return Err(Refusal::new("the questions are in this section already"));
    }
    Ok(found.questions.end - 1)
}

/// Moves the lines of questions after those of the question at the index `after`, parted as questions are there.
fn move_lines(
    (path, list): (&BankPath, &TargetList<'_>),
    pieces: &mut Pieces,
    places: &Range<usize>,
    after: usize,
) -> Result<(), Refusal> {
    let there = list.question_lines(after)?;
    let mut moved = Vec::new();
    for run in runs(list.group, places) {
        let first = list.question_lines(run.start)?.span;
        let last = list.question_lines(run.end - 1)?.span;
        let gone = list.take(run)?;
        moved.push(Part::new(there.separator));
        moved.extend(pieces.cut(path, first.cover(last))?);
        pieces.cut(path, gone)?;
    }
    pieces.paste(path, there.span.end, moved)
}

#[cfg(test)]
mod tests;
