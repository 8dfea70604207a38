//! Several entries of a table of contents at once, at the cost of one.

use std::collections::BTreeSet;

use super::Table;
use crate::bank::contents_match::contents_match;
use crate::bank::{Bank, BankPath};
use crate::edit::Edit;
use crate::text::Refusal;

/// What becomes of several entries and questions.
pub struct Several {
    /// The change.
    pub edit: Edit,
    /// For each of the entries, whether it is updated.
    pub entries: Vec<bool>,
    /// For each of the questions, whether entries are added from it on.
    pub questions: Vec<bool>,
}

/// The change that updates the entries with links at these offsets, and adds those of the questions from each of these indexes
/// on that have none, up to the next question with one; `None` if the file at `path` has no table of contents.
///
/// # Errors
/// When the change would change anything but the table.
pub fn update(
    bank: &Bank,
    path: &BankPath,
    text: &str,
    (entries, questions): (&[u32], &[usize]),
) -> Result<Option<Several>, Refusal> {
    let group = bank.group(path.as_str());
    let Some((group, matched)) = group.and_then(|group| Some((group, contents_match(group)?)))
    else {
        return Ok(None);
    };
    let table = Table::new(bank, path, text, group, &matched);
    let at = |offset: &u32| {
        let after = matched
            .entries
            .partition_point(|(entry, _)| entry.span.end < *offset);
        let entry = matched.entries.get(after);
        entry
            .filter(|(entry, _)| entry.span.touches(*offset))
            .map(|_| after)
    };
    let places: Vec<Option<usize>> = entries.iter().map(at).collect();
    let wanted: BTreeSet<usize> = places.iter().flatten().copied().collect();
    let corrections = table.corrections(|at| wanted.contains(&at));
    let corrected: BTreeSet<usize> = corrections.iter().map(|(at, _)| *at).collect();
    let runs: Vec<Vec<usize>> = questions
        .iter()
        .map(|first| table.missing_from(*first))
        .collect();
    let missing: BTreeSet<usize> = runs.iter().flatten().copied().collect();
    let mut edits = table.missing_rows(missing.into_iter().collect());
    edits.extend(corrections.into_iter().map(|(_, edit)| edit));
    let edits = table.checked(edits)?;
    Ok(Some(Several {
        edit: Edit::texts(path, edits),
        entries: places
            .iter()
            .map(|at| at.is_some_and(|at| corrected.contains(&at)))
            .collect(),
        questions: runs.iter().map(|run| !run.is_empty()).collect(),
    }))
}
