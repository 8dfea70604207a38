//! Which question is at which place after a change, and with which number.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::facts::group::Group;
use crate::shape::document::write::numbers::check_letters;
use crate::shape::write::TargetList;
use crate::text::{Refusal, Span, TextEdit};

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

    /// The same without the questions of a range, or with these after the one at an index.
    pub fn moved(
        group: &Group,
        changed: &Numbers,
        gone: &Range<usize>,
        after: Option<usize>,
    ) -> Self {
        let all = Self::renumbered(group, changed);
        let mut indexes = Vec::new();
        for index in 0..group.questions.len() {
            if !gone.contains(&index) {
                indexes.push(index);
            }
            if after == Some(index) {
                indexes.extend(gone.clone());
            }
        }
        Self {
            numbers: indexes.iter().map(|index| all.numbers[*index]).collect(),
            from: indexes.into_iter().map(Some).collect(),
        }
    }

    /// Refuses numbers with letters that would be out of order.
    ///
    /// # Errors
    /// When two of them would be the same, or a question without a letter would come after one with its number and a letter.
    pub fn check_letters(&self, list: &TargetList<'_>) -> Result<(), Refusal> {
        let pairs = self.from.iter().zip(&self.numbers);
        let pairs = pairs.filter_map(|(from, number)| Some(((*from)?, *number)));
        check_letters(list, &pairs.collect::<Vec<_>>())
    }
}
