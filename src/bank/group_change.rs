//! How a group changes, with what differs computed once for all indexes.

use super::path::BankPath;
use super::topics::Deltas;
use crate::facts::group::Group;
use crate::facts::mark::Mark;
use crate::facts::questions::{Difference, Placed};

/// Two states of a group. One is missing if the file became a group or ceased to be one.
pub(super) struct GroupChange<'g> {
    /// The file.
    pub path: &'g BankPath,
    /// The state before.
    pub old: Option<&'g Group>,
    /// The state after.
    pub new: Option<&'g Group>,
    /// The questions that differ.
    pub difference: Difference,
}

impl<'g> GroupChange<'g> {
    /// The change between two states. The cost depends on what differs, not on the group.
    pub fn new(path: &'g BankPath, old: Option<&'g Group>, new: Option<&'g Group>) -> Self {
        let questions = |group: Option<&'g Group>| group.map(|group| &group.questions);
        Self {
            path,
            old,
            new,
            difference: Difference::between(questions(old), questions(new)),
        }
    }

    /// The questions that were removed.
    pub fn removed(&self) -> impl Iterator<Item = Placed<'g>> + use<'g> {
        let groups = self
            .old
            .map(|old| old.questions.range(self.difference.old.clone()));
        groups.into_iter().flatten()
    }

    /// The questions that were added.
    pub fn added(&self) -> impl Iterator<Item = Placed<'g>> + use<'g> {
        let groups = self
            .new
            .map(|new| new.questions.range(self.difference.new.clone()));
        groups.into_iter().flatten()
    }

    /// How the count of each value changes.
    pub fn deltas<V: Iterator<Item = Mark<'g>>>(&self, values: impl Fn(Placed<'g>) -> V) -> Deltas {
        let mut deltas = Deltas::new();
        let removed = self.removed().flat_map(&values).map(|value| (value, -1));
        let added = self.added().flat_map(&values).map(|value| (value, 1));
        for (value, by) in removed.chain(added) {
            match deltas.get_mut(value.text) {
                Some(delta) => *delta += by,
                None => _ = deltas.insert(value.text.into(), by),
            }
        }
        deltas
    }
}
