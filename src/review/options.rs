//! The options of a question in two states: whether they changed, and which of them are right.

use crate::bank::corresponding_options;
use crate::facts::question::Question;

/// The texts of the right options, in order.
pub(super) fn right_texts(question: &Question) -> Vec<&str> {
    let options = question.options();
    let right = question.right_options();
    right
        .map(|place| options[place].text.text.as_str())
        .collect()
}

/// What the options show, sorted: a hash of each.
pub(super) fn shown_options(question: &Question) -> Vec<u64> {
    sorted(question.options().iter().map(|option| option.content))
}

/// Whether the options say something else, in any order.
pub(super) fn has_other_options(old: &Question, new: &Question) -> bool {
    shown_options(old) != shown_options(new)
}

/// Whether other options are right. An option whose text changed is the same one if it is at its place.
pub(super) fn has_other_right(old: &Question, new: &Question) -> bool {
    if let Some(places) = corresponding_options(old, new) {
        let after = sorted(new.right_options().map(|at| places[at]));
        return !old.right_options().eq(after);
    }
    let shown = |question: &Question| {
        let options = question.options();
        sorted(question.right_options().map(|at| options[at].content))
    };
    shown(old) != shown(new)
}

fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items
}
