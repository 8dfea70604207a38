//! Giving something another name, everywhere it is used.
//!
//! What can be renamed: a topic, a level, a file that something leads to, an author's or a guide's id, a heading. All
//! uses change in one edit that loses nothing, or the author reads why not.

mod file;
mod heading;
mod linked;
mod merge;
mod named;
#[cfg(test)]
mod tests;
mod unseen;
mod words;

use super::Ranged;
use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Refusal, Sources};
use named::{Thing, named};
use unseen::Among;

/// What stands at the byte `offset` of the file at `path` and can be given another name: the part of the file that is
/// that name, without quotes, and the name as it is now.
///
/// # Errors
/// When nothing is there that has a name, and why not.
pub fn prepare(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
) -> Result<Ranged<String>, Refusal> {
    let here = named(bank, sources, path, offset)?;
    Ok(Ranged {
        span: here.span,
        value: here.name,
    })
}

/// The change after which what stands at the byte `offset` of the file at `path` is called `new`, wherever it is used.
///
/// Costs the files that hold a use, never the bank.
///
/// # Errors
/// When nothing there has a name, when `new` is none for it, or when something would be lost.
pub fn rename(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
    new: &str,
) -> Planned {
    let here = named(bank, sources, path, offset)?;
    let new = new.trim();
    if new.is_empty() {
        return Err(Refusal::new("a name cannot be empty"));
    }
    if new.contains(is_break) {
        return Err(Refusal::new("a name must be a single line"));
    }
    if new == here.name {
        return Ok(Edit::default());
    }
    let edit = match &here.thing {
        Thing::Topic(name) => words::topic(bank, sources, name, new),
        Thing::Level(word) => words::level(bank, sources, word, new),
        Thing::File(meant) => file::rename(bank, sources, meant, new),
        Thing::Id(key, id) => file::rename_id(bank, sources, key, id, new),
        Thing::Heading { file, anchor } => heading::rename(bank, sources, file, anchor, new),
    };
    let edit = edit.map(Edit::normal)?;
    match &here.thing {
        Thing::Topic(word) | Thing::Level(word) => {
            unseen::none(bank, sources, &edit, word, Among::Questions)?;
        }
        Thing::Id(_, id) => unseen::none(bank, sources, &edit, id, Among::Head)?,
        Thing::File(meant) => {
            if let Some(id) = meant.id(bank) {
                unseen::none(bank, sources, &edit, id, Among::Head)?;
            }
        }
        Thing::Heading { .. } => {}
    }
    match &here.thing {
        // These follow an anchor's value to the places that take it from there.
        Thing::Topic(_) | Thing::Level(_) | Thing::File(_) => Ok(edit),
        Thing::Id(..) | Thing::Heading { .. } => crate::edit::aliases::checked(edit, bank, sources),
    }
}

/// What ends a line, or is no text.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
