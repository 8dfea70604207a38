//! Hover texts.

mod file;
mod key;
mod page;
mod question;
#[cfg(test)]
mod tests;
mod word;

use super::symbol_at::located;
use super::{Ranged, Sources};
use crate::bank::resolve::{Symbol, file_of, question_linked};
use crate::bank::{Bank, BankPath};
use crate::lint::Findings;

/// Markdown about the symbol at byte `offset` of the file at `path`, and about findings there.
///
/// For a question or a reference: the file that it names, its opening lines, its length and what else refers to it; for
/// a topic or a level, its uses by group; for a key, its meaning. `None` if there is nothing to show.
pub fn hover(
    bank: &Bank,
    sources: Sources<'_>,
    findings: &Findings,
    path: &BankPath,
    offset: u32,
) -> Option<Ranged<String>> {
    let here = located(bank, sources, path, offset);
    let about = here.as_ref().and_then(|here| match &here.key {
        Some(key) => key::about(bank, key),
        None => about(bank, sources, &here.symbol, (path, offset)),
    });
    let first = question::description(bank, sources, path, offset);
    let found = page::about(findings.of(path.as_str()), offset);
    let here = here.filter(|_| about.is_some()).map(|here| here.span);
    let others = [&first, &found].map(|part| part.as_ref().map(|(span, _)| *span));
    let [first_line, found_at] = others;
    let span = here.or(first_line).or(found_at)?;
    let others = first.into_iter().chain(found).map(|(_, text)| text);
    let parts: Vec<String> = about.into_iter().chain(others).collect();
    Some(Ranged {
        span,
        value: parts.join("\n\n---\n\n"),
    })
}

fn about(
    bank: &Bank,
    sources: Sources<'_>,
    symbol: &Symbol,
    from: (&BankPath, u32),
) -> Option<String> {
    match symbol {
        Symbol::Topic(name) => word::topic(bank, name),
        Symbol::Level(word) => word::level(bank, word),
        Symbol::Key(key) => key::about(bank, key),
        Symbol::InlineAnswer(at) => file::answer_here(bank, sources, at),
        Symbol::Question(at) | Symbol::Number(at) => {
            question::about(bank, sources, symbol, (at, from))
        }
        Symbol::Choice(at, index) => question::option(bank, at, *index),
        Symbol::OptionsKey(at) => question::options(bank, sources, at),
        Symbol::File(file) => file::users_of(bank, file),
        Symbol::Heading { .. } => file::users_of_heading(bank, symbol),
        Symbol::Link {
            file: Some(file),
            anchor: Some(anchor),
        } if let Some(at) = question_linked(bank, file, anchor) => {
            question::linked_to(bank, sources, &at)
        }
        Symbol::AnswerRef(_)
        | Symbol::Author(_)
        | Symbol::Guide(_)
        | Symbol::Ending(_)
        | Symbol::Link { .. } => {
            let file = file_of(bank, symbol)?;
            file::about(bank, sources, &file, symbol, from)
        }
    }
}
