//! Whether the options of a question changed, and which of them are right.

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

/// Whether the options say something else, in any order.
pub(super) fn has_other_options(old: &Question, new: &Question) -> bool {
    let shown = |question: &Question| {
        let mut shown: Vec<u64> = question.options().iter().map(|it| it.content).collect();
        shown.sort_unstable();
        shown
    };
    shown(old) != shown(new)
}

/// Whether other options are right. An option whose text changed is the same one if it is at its place.
pub(super) fn has_other_right(old: &Question, new: &Question) -> bool {
    let right = |question: &Question| question.right_options().collect::<Vec<_>>();
    if let Some(places) = corresponding_options(old, new) {
        let mut after: Vec<usize> = right(new).into_iter().map(|at| places[at]).collect();
        after.sort_unstable();
        return after != right(old);
    }
    let shown = |question: &Question| {
        let options = question.options();
        let mut shown: Vec<u64> = right(question)
            .iter()
            .map(|at| options[*at].content)
            .collect();
        shown.sort_unstable();
        shown
    };
    shown(old) != shown(new)
}
