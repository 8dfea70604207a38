//! Which question is at which place after a change, and with which number.

use std::collections::BTreeMap;

use crate::facts::group::Group;
use crate::text::{Span, TextEdit};

/// The numbers of questions that change, by index: each as it was and as it is.
pub type Numbers = BTreeMap<usize, (u32, u32)>;

/// The edit that writes a number in place of another one.
pub fn written(span: Span, number: u32) -> TextEdit {
    TextEdit {
        span,
        text: number.to_string(),
    }
}

/// The questions after a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// For each, its index before; `None` for a new one.
    pub from: Vec<Option<usize>>,
    /// The number of each.
    pub numbers: Vec<Option<u32>>,
}

impl Order {
    /// The questions as they are.
    pub fn of(group: &Group) -> Self {
        let questions = group.questions.iter();
        Self {
            from: (0..group.questions.len()).map(Some).collect(),
            numbers: questions.map(|placed| placed.question.number()).collect(),
        }
    }

    /// The same questions with other numbers.
    pub fn renumbered(group: &Group, changed: &Numbers) -> Self {
        let mut order = Self::of(group);
        for (index, (_, new)) in changed {
            order.numbers[*index] = Some(*new);
        }
        order
    }
}
