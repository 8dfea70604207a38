//! The same question in other languages.

use super::{NavigationTarget, Symbol};
use crate::bank::{Bank, QuestionRef};

/// For a question, the same question in the original and in each translation of its file; empty for any other symbol.
pub fn translations_of(bank: &Bank, symbol: &Symbol) -> Vec<NavigationTarget> {
    let (Symbol::Question(at) | Symbol::Number(at)) = symbol else {
        return Vec::new();
    };
    let same = bank.same_question(at).into_iter();
    same.filter_map(|same| target(bank, same)).collect()
}

/// A question as a place to navigate to.
fn target(bank: &Bank, at: QuestionRef) -> Option<NavigationTarget> {
    let placed = bank.group(at.group.as_str())?.questions.get(at.index)?;
    let name = placed.text()?.span;
    Some(NavigationTarget {
        path: at.group,
        full: placed.span().cover(name),
        name,
    })
}
