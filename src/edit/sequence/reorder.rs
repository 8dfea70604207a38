//! Moves questions of a document among their neighbours: the numbers stay in place, and all that refers to the questions
//! follows.

use std::cell::RefCell;
use std::ops::Range;

use super::draft::{Draft, Step};
use super::elsewhere;
use super::order::{Numbers, Order};
use super::references;
use super::report::Report;
use super::rows;
use super::state::State;
use crate::bank::{Bank, BankPath};
use crate::edit::{Planned, Sources, diff};
use crate::facts::group::Group;
use crate::shape::document::write::numbers::of_places;
use crate::text::{Refusal, Span, TextEdit};

/// The change that moves the question at `index` of the document at `path` one place up or down.
///
/// # Errors
/// When it is the first or the last one, something other than blank lines and rules is between it and its neighbour, or a
/// question would be read differently in its new place.
pub fn step(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    (index, is_up): (usize, bool),
) -> Planned {
    let mut draft = Draft::new(bank, sources, path)?;
    let count = draft.state()?.group.questions.len();
    let first = if is_up {
        index.checked_sub(1)
    } else {
        Some(index)
    };
    let first = first.filter(|first| first + 2 <= count).ok_or_else(|| {
        Refusal::new(match is_up {
            true => "this is the first question",
            false => "this is the last question",
        })
    })?;
    let mut report = Report::default();
    let changed = reorder(&mut draft, (&(first..first + 2), &[1, 0]), &mut report)?;
    let mut edit = elsewhere::finish(draft, sources, &changed, report)?;
    let to = if is_up { first } else { first + 1 };
    (edit.shows, edit.question) = (Some(path.clone()), Some(to));
    Ok(edit)
}

/// Writes the questions at `places` in another order: for each position, the index of its new question, counted from the
/// start of the range.
fn reorder(
    draft: &mut Draft<'_>,
    (places, order): (&Range<usize>, &[usize]),
    report: &mut Report,
) -> Result<Numbers, Refusal> {
    let group = draft.state()?.group;
    let changed = numbers(group, places, order);
    let after = moved(group, places, order, &changed);
    let found = RefCell::new(report);
    draft.step(&Step {
        order: &after,
        change: &|state| {
            let edit = state.list().reorder(places.clone(), order)?;
            Ok(by_line(state, &edit))
        },
        follow: &|state, renamed| {
            let rows = rows::reordered(state, (places, order), (&changed, renamed));
            let rows = rows.unwrap_or_else(|| rows::numbers(state, &changed));
            let rows = (rows, &[][..]);
            references::edits(state, (&changed, renamed), rows, &mut found.borrow_mut())
        },
    })?;
    Ok(changed)
}

/// The numbers that the questions get.
fn numbers(group: &Group, places: &Range<usize>, order: &[usize]) -> Numbers {
    let number = |index: usize| group.questions.get(index)?.question.number();
    let new = of_places(group, places, order);
    let moves = new.into_iter().zip(order).filter_map(|(new, from)| {
        let from = places.start + from;
        let (old, new) = (number(from)?, new?);
        (old != new).then_some((from, (old, new)))
    });
    moves.collect()
}

/// The questions in that order.
fn moved(group: &Group, places: &Range<usize>, order: &[usize], changed: &Numbers) -> Order {
    let own = Order::of(group);
    let mut after = own.clone();
    for (place, from) in places.clone().zip(order) {
        let from = places.start + from;
        let new = changed.get(&from).map(|(_, new)| *new);
        after.from[place] = Some(from);
        after.numbers[place] = new.or(own.numbers[from]);
    }
    after
}

/// An edit as edits of the lines that differ.
fn by_line(state: State<'_>, edit: &TextEdit) -> Vec<TextEdit> {
    let edits = diff(edit.span.slice(state.text), &edit.text).into_iter();
    edits
        .map(|line| TextEdit {
            span: Span::new(
                line.span.start + edit.span.start,
                line.span.end + edit.span.start,
            ),
            ..line
        })
        .collect()
}
