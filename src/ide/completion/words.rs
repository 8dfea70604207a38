//! Completes the words of levels and topics in the body of a file, those first that the file and the bank use most.

use std::cmp::Reverse;

use smol_str::SmolStr;

use super::item_list::{ItemList, item};
use super::topics::{Candidate, described, used};
use super::{InBody, Item, rank};
use crate::bank::{Bank, BankPath};
use crate::shape::typing::ValueKind;
use crate::syntax::markdown::escape::written_at;
use crate::text::Span;

/// The words for a value at `span`.
pub(super) fn complete(at: &InBody<'_>, kind: &ValueKind, span: Span) -> ItemList {
    let own = span.slice(at.text);
    let (levels, topics) = match kind {
        ValueKind::Level => (true, false),
        ValueKind::Topic => (false, true),
        ValueKind::Heading | ValueKind::Letter(_) => (true, true),
    };
    let mut words = Vec::new();
    if levels {
        words.extend(level_words(at.bank, at.path));
    }
    if topics {
        let is_level = |name: &SmolStr| words.iter().any(|known: &Candidate| known.name == *name);
        let all = used(at.bank, at.path, own).into_iter();
        let new: Vec<_> = all.filter(|topic| !is_level(&topic.name)).collect();
        words.extend(new);
    }
    words.retain(|word| word.name != own);
    // Stable, so that levels that are used equally often keep their order.
    words.sort_by_key(|word| (word.slip, Reverse((word.here, word.total))));
    let typed = Span::new(span.start, at.offset).slice(at.text);
    let (kept, incomplete) = rank::keep(words, typed, |word| &word.name);
    let items = kept.iter().map(|word| {
        let text = written_at(at.text, span, &word.name);
        let plain = Item {
            edit: super::Edit {
                insert: Span::new(span.start, at.offset),
                replace: span,
                text,
            },
            ..item(&word.name, word.kind(), span, String::new())
        };
        described(word, plain)
    });
    ItemList {
        items: items.collect(),
        incomplete,
    }
}

/// The words for levels that the bank writes, and the names of the levels that it does not use yet.
pub(super) fn level_words(bank: &Bank, path: &BankPath) -> Vec<Candidate> {
    let used = bank.levels().iter().map(|(word, uses)| Candidate {
        level: true,
        here: uses.groups.get(path).copied().unwrap_or(0),
        total: uses.total,
        ..Candidate::new(word)
    });
    let mut words: Vec<Candidate> = used.collect();
    let named = bank.config().levels.iter().enumerate();
    let missing = named.filter(|(level, _)| {
        let is_it = |word: &Candidate| bank.config().level(&word.name) == Some(*level);
        !words.iter().any(is_it)
    });
    let missing: Vec<Candidate> = missing
        .map(|(_, level)| Candidate {
            level: true,
            ..Candidate::new(&level.name)
        })
        .collect();
    words.extend(missing);
    words
}
