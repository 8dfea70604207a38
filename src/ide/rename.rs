//! Renames a symbol and all its uses.
//!
//! Topics, levels, referenced files, ids of authors and guides, headings, and questions in documents can be renamed. All uses change in one
//! edit that loses nothing, or the rename is refused with a reason.

mod file;
mod heading;
mod merge;
mod named;
#[cfg(test)]
mod tests;
mod unseen;
mod words;

use super::Ranged;
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::edit::contents::aligned;
use crate::edit::{Edit, Planned, Sources, rename_question};
use crate::text::Refusal;
use named::{Named, Thing, named};
use unseen::Among;

/// The renamable name at byte `offset` of the file at `path`: its span without quotes, and the name itself.
///
/// # Errors
/// If there is no name or it cannot be renamed, with the reason.
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

/// Renames the symbol at byte `offset` of the file at `path` to `new`, wherever it is used.
///
/// Takes time proportional to the files that use it, not to the bank.
///
/// # Errors
/// When nothing there has a name, `new` cannot be its name, or something would be lost.
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
        Thing::File(file) => file::rename(bank, sources, file, new),
        Thing::Id(key, id) => file::rename_id(bank, sources, key, id, new),
        Thing::Question(at) => rename_question::rename(bank, sources, at, new),
        Thing::Heading { file, anchor } => heading::rename(bank, sources, file, anchor, new),
    };
    let edit = edit.map(|edit| aligned::padded(bank, sources, edit));
    let edit = edit.map(Edit::normal)?;
    match &here.thing {
        Thing::Topic(word) | Thing::Level(word) => {
            unseen::none(bank, sources, &edit, word, Among::Questions)?;
        }
        Thing::Id(_, id) => unseen::none(bank, sources, &edit, id, Among::Head)?,
        Thing::File(file) => {
            if let Some(id) = file.id(bank) {
                unseen::none(bank, sources, &edit, id, Among::Head)?;
            }
        }
        Thing::Question(_) | Thing::Heading { .. } => {}
    }
    match &here.thing {
        // These follow an anchor's value to the places that take it from there.
        Thing::Topic(_) | Thing::Level(_) | Thing::File(_) => Ok(edit),
        Thing::Id(..) | Thing::Question(_) | Thing::Heading { .. } => {
            crate::edit::aliases::checked(edit, bank, sources)
        }
    }
}

/// The question at byte `offset` of the file at `path` in other languages, where a rename leaves it as it is.
pub fn in_other_languages(
    bank: &Bank,
    sources: Sources<'_>,
    path: &BankPath,
    offset: u32,
) -> Vec<QuestionRef> {
    match named(bank, sources, path, offset) {
        Ok(Named {
            thing: Thing::Question(at),
            ..
        }) => bank.same_question(&at),
        _ => Vec::new(),
    }
}

/// Whether a character ends a line or is not text.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
