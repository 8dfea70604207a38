//! Where in a file the thing at a place stands.

use super::symbol_at::{listing, located};
use super::{Ranged, Sources};
use crate::bank::resolve::{ReferenceQuery, Symbol, targets_of};
use crate::bank::{Bank, BankPath, CONFIG_FILE};

/// What a marked place is to the thing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mark {
    /// It declares it.
    Declares,
    /// It leads to it.
    Leads,
    /// It is the same word, and no place declares it: a topic or a level.
    Same,
}

/// The uses in the file at `path` of the thing at its byte `offset`, with its declaration if that is in this file; by
/// place. Empty when nothing in the file uses it: a declaration by itself, such as the first line of an answer, is no
/// more than the line that the cursor is on.
///
/// Costs the file, never the bank.
pub fn highlights(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
) -> Vec<Ranged<Mark>> {
    let Some(here) = located(bank, sources, path, offset) else {
        return Vec::new();
    };
    let spans = match path.as_str() {
        CONFIG_FILE => listing(bank, sources, &here.symbol).map_or_else(Vec::new, |found| found.1),
        _ => ReferenceQuery::new(bank, &here.symbol).in_file(bank, path),
    };
    if spans.is_empty() {
        return Vec::new();
    }
    let mark = match here.symbol {
        Symbol::Topic(_) | Symbol::Level(_) => Mark::Same,
        _ => Mark::Leads,
    };
    let declared = targets_of(bank, &here.symbol).into_iter();
    let declared = declared.filter(|target| target.path == *path);
    let mut marks: Vec<_> = declared
        .map(|target| Ranged {
            span: target.name,
            value: Mark::Declares,
        })
        .collect();
    let uses = spans.into_iter().filter(|span| {
        let is_declaration = marks.first().is_some_and(|first| first.span == *span);
        !is_declaration
    });
    let uses: Vec<_> = uses.map(|span| Ranged { span, value: mark }).collect();
    marks.extend(uses);
    marks.sort_by_key(|marked| marked.span);
    marks
}

#[cfg(test)]
mod tests;
