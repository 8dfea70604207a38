//! Finds the symbol at a cursor, in markdown and in `qmark.yaml`.

use super::Sources;
use crate::bank::resolve::{Located, Symbol, symbol_at};
use crate::bank::settings::{Listed, listed};
use crate::bank::{Bank, BankPath, CONFIG_FILE};
use crate::text::Span;

/// The symbol at byte `offset` of the file at `path`: in markdown as the bank read it, in `qmark.yaml` a topic or level
/// that its text lists.
pub fn located(bank: &Bank, sources: Sources<'_>, path: &BankPath, offset: u32) -> Option<Located> {
    if path.as_str() != CONFIG_FILE {
        return symbol_at(bank, path, offset);
    }
    let listed = listed(&sources(path)?);
    let here = listed.into_iter().find(|it| it.span.touches(offset))?;
    Some(Located {
        span: here.span,
        symbol: symbol(bank, &here),
        key: None,
        slot: None,
    })
}

/// The symbol of a listed word: a topic that means a level is that level, as in a question.
fn symbol(bank: &Bank, listed: &Listed) -> Symbol {
    let is_level = listed.is_level || bank.config().level(&listed.word).is_some();
    match is_level {
        true => Symbol::Level(listed.word.clone()),
        false => Symbol::Topic(listed.word.clone()),
    }
}

/// Where `qmark.yaml` lists a topic, or a word that means the same level, by position; and the path of that file.
pub fn listing(
    bank: &Bank,
    sources: Sources<'_>,
    sought: &Symbol,
) -> Option<(BankPath, Vec<Span>)> {
    if !matches!(sought, Symbol::Topic(_) | Symbol::Level(_)) {
        return None;
    }
    let path = &bank.file(CONFIG_FILE)?.path;
    let listed = listed(&sources(path)?);
    let is_it = |it: &&Listed| match (sought, symbol(bank, it)) {
        (Symbol::Topic(sought), Symbol::Topic(word)) => *sought == word,
        (Symbol::Level(sought), Symbol::Level(word)) => bank.config().means_level_of(sought)(&word),
        _ => false,
    };
    let spans: Vec<Span> = listed.iter().filter(is_it).map(|it| it.span).collect();
    (!spans.is_empty()).then(|| (path.clone(), spans))
}
