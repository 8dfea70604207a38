//! Document highlights: the uses of a symbol in one file.

use super::symbol_at::{listing, located};
use super::{Ranged, Sources};
use crate::bank::resolve::{ReferenceQuery, Symbol, linked, targets_of};
use crate::bank::{Bank, BankPath, CONFIG_FILE};

/// The role of a highlighted place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Mark {
    /// The declaration.
    Declares,
    /// A reference.
    Leads,
    /// The same word as a topic or level, which have no declaration.
    Same,
}

/// The uses in the file at `path` of the symbol at byte `offset`, with its declaration if that is in this file; by
/// position. Empty if nothing in the file uses it: the declaration alone is just the line of the cursor.
///
/// Takes time proportional to the file, not to the bank.
pub fn highlights(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
) -> Vec<Ranged<Mark>> {
    let Some(here) = located(bank, sources, path, offset) else {
        return Vec::new();
    };
    let symbol = linked(bank, here.symbol);
    let spans = match path.as_str() {
        CONFIG_FILE => listing(bank, sources, &symbol).map_or_else(Vec::new, |found| found.1),
        _ => ReferenceQuery::new(bank, &symbol).in_file(bank, path),
    };
    if spans.is_empty() {
        return Vec::new();
    }
    let mark = match symbol {
        Symbol::Topic(_) | Symbol::Level(_) => Mark::Same,
        _ => Mark::Leads,
    };
    let declared = targets_of(bank, &symbol).into_iter();
    let declared = declared.filter(|target| target.path == *path);
    let mut marks: Vec<_> = declared
        .map(|target| Ranged {
            span: target.name,
            value: Mark::Declares,
        })
        .collect();
    let uses = spans.into_iter().filter(|span| {
        let is_declaration = marks.iter().any(|mark| mark.span == *span);
        !is_declaration
    });
    let uses: Vec<_> = uses.map(|span| Ranged { span, value: mark }).collect();
    marks.extend(uses);
    marks.sort_by_key(|marked| marked.span);
    marks
}

#[cfg(test)]
mod tests;
