//! Writes a new question between two of a document, with the numbers after it and its row in the table of contents.

use super::counting::Counting;
use super::draft::{Draft, Step};
use super::elsewhere;
use super::order::{Numbers, Order};
use super::renumber;
use super::report::Report;
use super::state::State;
use super::stated::{self, Shift};
use crate::bank::{Bank, BankPath};
use crate::edit::contents::{self, Part};
use crate::edit::{Planned, Sources, question};
use crate::facts::group::Group;
use crate::shape::write::NewQuestion;
use crate::text::Refusal;

/// The change that writes `new` after the question at the index `after` of the document at `path`, in its form. The numbers
/// after it change as far as they have to, and what refers to them follows.
///
/// # Errors
/// When nothing can be written there, a question would be read differently, or a link cannot follow.
pub fn insert(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    (after, new): (usize, &NewQuestion),
) -> Planned {
    let mut draft = Draft::new(bank, sources, path)?;
    let changed = room(draft.state()?.group, after);
    let mut report = Report::default();
    let before = draft.state()?.group.questions.get(after);
    let number = before.and_then(|placed| placed.question.number());
    let come = (after, vec![number.map(|number| number + 1)]);
    let shift = Shift {
        come: Some(come),
        ..Shift::numbers(&changed)
    };
    stated::step(&mut draft, &shift)?;
    if !changed.is_empty() {
        renumber::step(&mut draft, &changed, &mut report)?;
    }
    write(&mut draft, after, new)?;
    list(&mut draft, after + 1)?;
    let mut edit = elsewhere::finish(draft, sources, &changed, report)?;
    (edit.shows, edit.question) = (Some(path.clone()), Some(after + 1));
    Ok(edit)
}

/// The numbers that make room after a question; empty where numbers do not count the questions.
fn room(group: &Group, after: usize) -> Numbers {
    let counting = Counting::of(group);
    counting.map_or_else(
        |_| Numbers::new(),
        |counting| counting.making_room(after, 1),
    )
}

fn write(draft: &mut Draft<'_>, after: usize, new: &NewQuestion) -> Result<(), Refusal> {
    let (bank, path) = (draft.bank(), draft.path());
    let mut order = Order::of(draft.state()?.group);
    order.from.insert(after + 1, None);
    order.numbers.insert(after + 1, None);
    let change = |state: State<'_>| {
        let input = bank.config().input(path, state.text);
        let edit = question::insert(&input, state.group, after, std::slice::from_ref(new))?;
        Ok(vec![edit])
    };
    draft.step(&Step {
        order: &order,
        change: &change,
        follow: &|_, _| Vec::new(),
    })
}

/// Adds the question to the table of contents.
fn list(draft: &mut Draft<'_>, index: usize) -> Result<(), Refusal> {
    let (bank, path) = (draft.bank(), draft.path());
    let state = draft.state()?;
    let order = Order::of(state.group);
    let here = (state.text, state.group);
    if contents::edits(bank, path, here, Part::Question(index))?.is_empty() {
        return Ok(());
    }
    let change = |state: State<'_>| {
        contents::edits(bank, path, (state.text, state.group), Part::Question(index))
    };
    draft.step(&Step {
        order: &order,
        change: &change,
        follow: &|_, _| Vec::new(),
    })
}
