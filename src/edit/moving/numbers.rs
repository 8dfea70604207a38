//! New numbers of the questions of a document from which or to which questions move, and all that refers to them by number: as
//! where a document is numbered again.

use std::ops::Range;

use crate::bank::BankPath;
use crate::edit::Edit;
use crate::edit::anchors::Renamed;
use crate::edit::relocate::{Meant, Relocation};
use crate::edit::sequence::counting::Counting;
use crate::edit::sequence::elsewhere::labels;
use crate::edit::sequence::order::Numbers;
use crate::edit::sequence::report::Report;
use crate::edit::sequence::state::State;
use crate::edit::sequence::stated::{self, Shift};
use crate::edit::sequence::{references, renumber};
use crate::facts::group::Group;
use crate::text::{Refusal, Span};

/// The change of numbers where the questions at `places` come after the one at the index `after` of their document.
///
/// # Errors
/// When the questions there count down, or only some have numbers.
pub fn moved(group: &Group, places: &Range<usize>, after: usize) -> Result<Shift, Refusal> {
    let number = |index: usize| group.questions.get(index)?.question.number();
    let is_numbered = number(after).is_some();
    if places
        .clone()
        .any(|index| number(index).is_some() != is_numbered)
    {
        return Err(Refusal::new(
            "some questions there have numbers and others have none; move the lines by hand",
        ));
    }
    let counting = Counting::if_counted(group)?;
    let changed = counting.map(|counting| counting.moving(places, after));
    let changed = changed.transpose()?.unwrap_or_default();
    let now = |index: usize| changed.get(&index).map(|(_, new)| *new).or(number(index));
    Ok(Shift {
        come: Some((after, places.clone().map(now).collect())),
        gone: places.clone(),
        changed,
    })
}

/// The change of numbers where `count` questions from elsewhere come after the one at the index `after`.
///
/// # Errors
/// When the questions there count down.
pub fn with(group: &Group, after: usize, count: usize) -> Result<Shift, Refusal> {
    let number = group
        .questions
        .get(after)
        .and_then(|placed| placed.question.number());
    let changed = Counting::if_counted(group)?.map(|counting| {
        let count = count as u32;
        counting.making_room(after, count)
    });
    let come = (1..=count as u32).map(|place| number.map(|number| number + place));
    Ok(Shift {
        come: Some((after, come.collect())),
        gone: 0..0,
        changed: changed.unwrap_or_default(),
    })
}

/// The change of numbers where the questions at `places` go elsewhere.
pub fn without(group: &Group, places: &Range<usize>) -> Shift {
    let counting = Counting::of(group).ok();
    let changed = counting.map(|counting| counting.closing(places));
    Shift {
        changed: changed.unwrap_or_default(),
        gone: places.clone(),
        come: None,
    }
}

/// Writes a change of numbers of the document at `path`: before the texts of its questions, and wherever they are referred
/// to. In the lines that `leave` the document, what is mentioned is not changed.
///
/// # Errors
/// When a number cannot be written, or a file with a link to the document cannot be read.
pub fn write(
    (relocation, meant): (&mut Relocation<'_>, &mut Meant),
    (path, state): (&BankPath, State<'_>),
    (shift, leave): (&Shift, &[Span]),
) -> Result<Report, Refusal> {
    let changed = &shift.changed;
    let mut report = Report::default();
    let mut edits = renumber::numbered(state, changed)?;
    edits.extend(stated::edits(state, shift));
    let rows = (references::rows(state, changed), leave);
    let anchors = Renamed::new();
    edits.extend(references::edits(
        state,
        (changed, &anchors),
        rows,
        &mut report,
    ));
    edits.sort();
    edits.dedup();
    relocation.pieces.apply(path, &edits)?;
    meant.follow(path, edits);
    let (bank, sources) = (relocation.bank, relocation.sources);
    for (user, edits) in labels((bank, sources), (path, state), changed)? {
        report.links += edits.len();
        let text = sources(&user).unwrap_or_default();
        relocation.pieces.keep(&user, &text);
        relocation.pieces.apply(&user, &edits)?;
        meant.follow(&user, edits);
    }
    meant.renumber(path, numbers(state.group, changed));
    Ok(report)
}

/// The numbers of all questions.
fn numbers(group: &Group, changed: &Numbers) -> Vec<Option<u32>> {
    let questions = group.questions.iter().enumerate();
    let numbers = questions.map(|(index, placed)| {
        let changed = changed.get(&index).map(|(_, new)| *new);
        changed.or(placed.question.number())
    });
    numbers.collect()
}

/// Adds what was found to what the author has to agree to. `own` are the files that the author knows to change.
pub fn confirm(edit: &mut Edit, report: &Report, own: &[&BankPath]) {
    // Links that only lead to another place follow without a question.
    let has_numbers = report.questions > 0;
    let files = edit.texts.keys();
    let files = files.filter(|path| has_numbers && !own.contains(path));
    let files: Vec<&BankPath> = files.collect();
    edit.confirm = report.confirmation(edit.confirm.clone(), &files);
}
