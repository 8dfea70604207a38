//! Hover texts.

mod file;
mod key;
mod page;
#[cfg(test)]
mod tests;
mod word;

use super::symbol_at::located;
use super::{Ranged, Sources};
use crate::bank::resolve::{Symbol, file_of, linked};
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
    let found = page::about(findings.of(path.as_str()), offset);
    let span = match (&here, &about, &found) {
        (Some(here), Some(_), _) => here.span,
        (_, _, Some((span, _))) => *span,
        _ => return None,
    };
    let parts: Vec<String> = about
        .into_iter()
        .chain(found.map(|(_, text)| text))
        .collect();
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
        Symbol::Question(at) => match linked(bank, symbol.clone()) {
            heading @ Symbol::Heading { .. } => {
                let answer = file::answer_here(bank, sources, at).into_iter();
                let parts = answer.chain(file::users_of_heading(bank, &heading));
                let parts: Vec<String> = parts.collect();
                (!parts.is_empty()).then(|| parts.join("\n\n"))
            }
            _ => file::answer_here(bank, sources, at).or_else(|| {
                let file = file_of(bank, symbol)?;
                file::about(bank, sources, &file, symbol, from)
            }),
        },
        Symbol::File(file) => file::users_of(bank, file),
        Symbol::Heading { .. } => file::users_of_heading(bank, symbol),
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
