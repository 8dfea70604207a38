//! Ids for the groups that sort like their paths, so that the index does not have to store paths.

use std::collections::BTreeSet;

use imbl::OrdMap;

use crate::bank::path::BankPath;

/// Ids are below this.
pub(super) const END: u64 = 1 << 24;

/// The distance between ids that are assigned at the end.
const STEP: u64 = 1 << 12;

/// The ids of the groups.
#[derive(Clone, Default)]
pub(super) struct PathIds {
    ids: OrdMap<BankPath, u64>,
    paths: OrdMap<u64, BankPath>,
}

impl PathIds {
    /// The id of a group.
    pub fn id(&self, path: &BankPath) -> Option<u64> {
        self.ids.get(path).copied()
    }

    /// The group with this id.
    pub fn path(&self, id: u64) -> Option<&BankPath> {
        self.paths.get(&id)
    }

    /// Assigns an id to each of these groups. Returns false if there are too few free ids between its neighbours.
    pub fn admit(&mut self, new: &BTreeSet<BankPath>) -> bool {
        let is_new = |path: &&BankPath| !self.ids.contains_key(*path);
        let new: Vec<BankPath> = new.iter().filter(is_new).cloned().collect();
        let mut rest = &new[..];
        while let Some(first) = rest.first() {
            let (low, high) = self.around(first);
            let end = self.paths.get(&high);
            let run = end.map_or(rest.len(), |end| rest.partition_point(|path| path < end));
            // Leaves room for more after the last id.
            let gap = ((high - low) / (run as u64 + 1)).min(STEP);
            if gap == 0 {
                return false;
            }
            for (path, at) in rest[..run].iter().zip(1..) {
                self.ids.insert(path.clone(), low + at * gap);
                self.paths.insert(low + at * gap, path.clone());
            }
            rest = &rest[run..];
        }
        true
    }

    /// The ids of the neighbours of a path that has none.
    fn around(&self, path: &BankPath) -> (u64, u64) {
        let before = self.ids.range(..path.clone()).next_back();
        let after = self.ids.range(path.clone()..).next();
        // The last id is never assigned, so that every id has a next one.
        let high = after.map_or(END - 1, |(_, id)| *id);
        (before.map_or(0, |(_, id)| *id), high)
    }

    /// The same groups and these, with ids at equal distances.
    pub fn spread(&self, new: &BTreeSet<BankPath>) -> Self {
        let all: BTreeSet<&BankPath> = self.ids.keys().chain(new).collect();
        let gap = (END - 1) / (all.len() as u64 + 1);
        let assigned = || {
            all.iter()
                .zip(1..)
                .map(|(path, at)| ((*path).clone(), at * gap))
        };
        Self {
            ids: assigned().collect(),
            paths: assigned().map(|(path, id)| (id, path)).collect(),
        }
    }

    /// Forgets a group.
    pub fn remove(&mut self, path: &BankPath) {
        if let Some(id) = self.ids.remove(path) {
            self.paths.remove(&id);
        }
    }
}
