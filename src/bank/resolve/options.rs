//! The way between the options of a question and the line that names the right ones.

use super::navigation_target::NavigationTarget;
use crate::bank::{Bank, QuestionRef};
use crate::facts::questions::Placed;
use crate::text::Span;

/// The right options of a question.
pub(super) fn right_options(bank: &Bank, at: &QuestionRef) -> Vec<NavigationTarget> {
    let Some(placed) = placed(bank, at) else {
        return Vec::new();
    };
    let options = placed.question.options().iter();
    let right = options.filter(|option| option.is_right);
    let targets = right.map(|option| NavigationTarget {
        path: at.group.clone(),
        full: option.marker.cover(option.text.span).shift(placed.start),
        name: option.text.span.shift(placed.start),
    });
    targets.collect()
}

/// The line that names the right options of a question.
pub(super) fn options_key(bank: &Bank, at: &QuestionRef) -> Option<NavigationTarget> {
    let placed = placed(bank, at)?;
    let span = placed.question.options_key()?.span.shift(placed.start);
    Some(NavigationTarget {
        path: at.group.clone(),
        full: span,
        name: span,
    })
}

/// The key of a question and the options that it names, with the option at `index` if that is one of them; empty
/// without a key.
pub(super) fn key_and_options(bank: &Bank, at: &QuestionRef, index: Option<usize>) -> Vec<Span> {
    let right = right_options(bank, at)
        .into_iter()
        .map(|target| target.name);
    let key = options_key(bank, at).map(|target| target.name);
    let asked = index.map(|index| {
        let placed = placed(bank, at)?;
        let option = placed.question.options().get(index)?;
        option
            .is_right
            .then(|| option.text.span.shift(placed.start))
    });
    let named: Vec<Span> = match asked {
        Some(option) => option.into_iter().collect(),
        None => right.collect(),
    };
    match key {
        Some(key) if !named.is_empty() => named.into_iter().chain([key]).collect(),
        _ => Vec::new(),
    }
}

fn placed<'b>(bank: &'b Bank, at: &QuestionRef) -> Option<Placed<'b>> {
    bank.group(at.group.as_str())?.questions.get(at.index)
}
