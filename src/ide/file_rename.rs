//! The effects of moving or deleting files on the references to them.

use std::collections::BTreeSet;

use crate::bank::resolve::{Symbol, Use, uses_of};
use crate::bank::{Bank, BankPath};
use crate::edit::update_references::{Moves, update_references};
use crate::edit::{Planned, Sources, needed};
use crate::facts::mention;
use crate::text::{Lines, count};

/// The edits that keep all references intact when these files and folders move, all at once, from here to there. The
/// edits use the current paths; the moves themselves are not part of the result.
///
/// References that cannot be updated stay as they are; [`unresolved`] lists them. Paths outside the bank are ignored.
/// Takes time proportional to the moved files and the references to them.
///
/// # Errors
/// Never; the type is that of other plans.
pub fn files_will_move(
    bank: &Bank,
    sources: Sources<'_>,
    moves: &[(BankPath, BankPath)],
) -> Planned {
    Ok(update_references(bank, sources, &known_moves(bank, moves)).edit)
}

fn known_moves(bank: &Bank, moves: &[(BankPath, BankPath)]) -> Moves {
    let is_in_bank = |path: &BankPath| bank.file(path.as_str()).is_some() || bank.has_folder(path);
    Moves::new(moves.iter().filter(|(from, _)| is_in_bank(from)).cloned())
}

/// The references that cannot be updated when the files move, and why, as a message for the author; `None` if all can.
pub fn unresolved(
    bank: &Bank,
    sources: Sources<'_>,
    moves: &[(BankPath, BankPath)],
) -> Option<String> {
    let left = update_references(bank, sources, &known_moves(bank, moves)).unresolved;
    let first = left.first()?;
    let uses = left.iter().map(|(path, span)| Use {
        path: path.clone(),
        span: *span,
    });
    let places: Vec<String> = uses
        .take(NAMED)
        .map(|found| place(sources, &found))
        .collect();
    let more = match left.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let is_value = |(path, span): &(BankPath, crate::text::Span)| {
        let facts = bank.file(path.as_str()).and_then(|file| file.facts());
        facts.is_some_and(|facts| span.start < facts.body_start())
    };
    let why = match is_value(first) {
        true => {
            "an answer or ending must be in the answers' folder of its group, and an author or guide in its configured folder; update the reference, or move the file back"
        }
        false => "the link is written in a form that qmark cannot change; correct it by hand",
    };
    Some(format!(
        "{}{more} could not be updated: {why}",
        places.join(", ")
    ))
}

/// What breaks when these files and folders leave the bank, as a message for the author; `None` if no remaining file
/// refers to them.
pub fn files_will_leave(bank: &Bank, sources: Sources<'_>, paths: &[BankPath]) -> Option<String> {
    let lost = files_will_go(bank, sources, paths)?;
    Some(format!("{lost}; references cannot point outside the bank"))
}

/// How many files and uses a message names one by one.
const NAMED: usize = 3;

/// What breaks when these files and folders are deleted, as a message for the author; `None` if no remaining file
/// refers to them.
pub fn files_will_go(bank: &Bank, sources: Sources<'_>, paths: &[BankPath]) -> Option<String> {
    let own = paths.iter().filter_map(|path| bank.file(path.as_str()));
    let below = paths
        .iter()
        .flat_map(|path| bank.files_below(path.as_str()));
    let gone: BTreeSet<&BankPath> = own.chain(below).map(|file| &file.path).collect();
    let mut losses = Vec::new();
    let mut more = 0;
    for path in &gone {
        let mut uses = uses_of(bank, &Symbol::File((*path).clone()));
        uses.extend(unread_uses(bank, sources, path, &uses));
        uses.retain(|found| !gone.contains(&found.path));
        uses.sort();
        if uses.is_empty() {
        } else if losses.len() < NAMED {
            losses.push(loss(bank, sources, path, &uses));
        } else {
            more += 1;
        }
    }
    match more {
        0 => {}
        1 => losses.push("1 more file is used elsewhere".to_owned()),
        more => losses.push(format!("{more} more files are used elsewhere")),
    }
    (!losses.is_empty()).then(|| losses.join("; "))
}

/// The places where an unreadable part names the file, besides the known uses.
fn unread_uses(bank: &Bank, sources: Sources<'_>, file: &BankPath, known: &[Use]) -> Vec<Use> {
    let mut uses = Vec::new();
    for mentioning in bank.possible_references(file) {
        let path = &mentioning.path;
        let (Some(part), Some(text)) = (needed::part(bank, &mentioning), sources(path)) else {
            continue;
        };
        let places = mention::places(part.slice(&text), file.name()).into_iter();
        let found = places.map(|span| Use {
            path: path.clone(),
            span: span.shift(part.start),
        });
        let is_known = |found: &Use| {
            let mut known = known.iter().filter(|known| known.path == found.path);
            known.any(|known| known.span.touches(found.span.start))
        };
        uses.extend(found.filter(|found| !is_known(found)));
    }
    uses
}

/// The message about the uses of a deleted file.
fn loss(bank: &Bank, sources: Sources<'_>, path: &BankPath, uses: &[Use]) -> String {
    let is_answer = |found: &Use| {
        let group = bank.group(found.path.as_str());
        let placed = group.and_then(|group| {
            let index = group.question_at(found.span.start)?;
            group.questions.get(index)
        });
        placed.is_some_and(|placed| {
            let name = placed.question.answer_file();
            name.is_some_and(|name| name.inner().shift(placed.start) == found.span)
        })
    };
    let name = path.name();
    let what = if uses.iter().all(is_answer) {
        format!("`{name}` answers {}", count(uses.len(), "question"))
    } else {
        format!("`{name}` is used in {}", count(uses.len(), "place"))
    };
    let places = uses.iter().take(NAMED).map(|found| place(sources, found));
    let mut places: Vec<String> = places.collect();
    if uses.len() > NAMED {
        places.push("…".to_owned());
    }
    format!("{what}: {}", places.join(", "))
}

fn place(sources: Sources<'_>, found: &Use) -> String {
    let name = found.path.name();
    match sources(&found.path) {
        Some(text) => {
            let line = Lines::new(&text).line_of(found.span.start) + 1;
            format!("`{name}` line {line}")
        }
        None => format!("`{name}`"),
    }
}

#[cfg(test)]
mod tests;
