//! Numbers the questions of a document again.

use std::cell::RefCell;
use std::ops::Range;

use super::counting::Counting;
use super::draft::{Draft, Step};
use super::elsewhere;
use super::order::{Numbers, Order};
use super::ranges;
use super::references;
use super::report::Report;
use super::state::State;
use super::stated::{self, Shift};
use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Sources};
use crate::facts::group::Group;
use crate::shape;
use crate::text::{Refusal, TextEdit};

/// Whether questions at these places have other numbers than they should have.
pub fn is_needed(group: &Group, places: &Range<usize>) -> bool {
    shape::is_writable(group)
        && Counting::of(group).is_ok_and(|counting| !counting.wrong(places).is_empty())
}

/// The change that numbers the questions at these places of the document at `path` as the document counts them, with all that
/// refers to them by number; one without edits if they have these numbers.
///
/// # Errors
/// When the questions have no numbers that count them, a question would be read differently, or a link cannot follow.
pub fn renumber(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    places: &Range<usize>,
) -> Planned {
    let mut draft = Draft::new(bank, sources, path)?;
    let changed = Counting::of(draft.state()?.group)?.wrong(places);
    if changed.is_empty() {
        return Ok(Edit::default());
    }
    let mut report = Report::default();
    step(&mut draft, &changed, &mut report)?;
    elsewhere::finish(draft, sources, &changed, report)
}

/// Makes the step that gives the questions these numbers.
///
/// # Errors
/// When a question would be read differently, or a link cannot follow.
pub fn step(draft: &mut Draft<'_>, changed: &Numbers, report: &mut Report) -> Result<(), Refusal> {
    let order = Order::renumbered(draft.state()?.group, changed);
    let found = RefCell::new(report);
    let shift = Shift::numbers(changed);
    draft.step(&Step {
        order: &order,
        change: &|state| {
            let mut edits = numbered(state, changed)?;
            edits.extend(stated::edits(state, &shift));
            edits.sort();
            Ok(edits)
        },
        follow: &|state, renamed| {
            let rows = references::rows(state, changed);
            let rows = (rows, &[][..]);
            references::edits(state, (changed, renamed), rows, &mut found.borrow_mut())
        },
    })
}

/// The edits of the questions' own lines, and of ranges beside them.
///
/// # Errors
/// When a question has no number, or the lines cannot be changed.
pub fn numbered(state: State<'_>, changed: &Numbers) -> Result<Vec<TextEdit>, Refusal> {
    let list = state.list();
    let mut edits = Vec::new();
    for (index, (_, new)) in changed {
        edits.extend(list.renumber(*index, *new)?);
    }
    edits.extend(ranges::edits(state, changed));
    edits.sort();
    edits.dedup();
    Ok(edits)
}
