//! How two states of a group differ, at a cost proportional to the difference.

use super::topics::Deltas;
use crate::facts::group::Group;
use crate::facts::mark::Mark;
use crate::facts::questions::{Iter, Placed};

/// The questions that differ between two states of a group.
pub(super) struct QuestionDiff<'g> {
    gone: Option<Iter<'g>>,
    come: Option<Iter<'g>>,
}

impl<'g> QuestionDiff<'g> {
    /// The difference between two states, of which one can be missing.
    pub fn new(old: Option<&'g Group>, new: Option<&'g Group>) -> Self {
        let all = |group: &'g Group| group.questions.range(0..group.questions.len());
        match (old, new) {
            (Some(old), Some(new)) => {
                let difference = new.questions.difference(&old.questions);
                let (gone, come) = (
                    old.questions.range(difference.old),
                    new.questions.range(difference.new),
                );
                Self {
                    gone: Some(gone),
                    come: Some(come),
                }
            }
            _ => Self {
                gone: old.map(all),
                come: new.map(all),
            },
        }
    }

    /// How the count of each value changes.
    pub fn deltas<V: Iterator<Item = Mark<'g>>>(&self, values: impl Fn(Placed<'g>) -> V) -> Deltas {
        let mut deltas = Deltas::new();
        for (questions, by) in [(&self.gone, -1), (&self.come, 1)] {
            for value in questions.iter().cloned().flatten().flat_map(&values) {
                match deltas.get_mut(value.text) {
                    Some(delta) => *delta += by,
                    None => _ = deltas.insert(value.text.into(), by),
                }
            }
        }
        deltas
    }
}
