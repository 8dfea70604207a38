//! Numbers for the groups that sort as their paths do, so that the index need not hold paths.

use std::collections::BTreeSet;

use imbl::OrdMap;

use crate::bank::path::BankPath;

/// Numbers are below this.
pub(super) const END: u64 = 1 << 24;

/// How far a number is from the last.
const STEP: u64 = 1 << 12;

/// The groups' numbers.
#[derive(Clone, Default)]
pub(super) struct PathIds {
    numbers: OrdMap<BankPath, u64>,
    paths: OrdMap<u64, BankPath>,
}

impl PathIds {
    /// The number of a group.
    pub fn number(&self, path: &BankPath) -> Option<u64> {
        self.numbers.get(path).copied()
    }

    /// The group of a number.
    pub fn path(&self, number: u64) -> Option<&BankPath> {
        self.paths.get(&number)
    }

    /// Gives each of these groups a number, if there are so many free between its neighbours' numbers.
    pub fn admit(&mut self, new: &BTreeSet<BankPath>) -> bool {
        let is_new = |path: &&BankPath| !self.numbers.contains_key(*path);
        let new: Vec<BankPath> = new.iter().filter(is_new).cloned().collect();
        let mut rest = &new[..];
        while let Some(first) = rest.first() {
            let (low, high) = self.around(first);
            let end = self.paths.get(&high);
            let run = end.map_or(rest.len(), |end| rest.partition_point(|path| path < end));
            // Behind the last there is to be room for more.
            let gap = ((high - low) / (run as u64 + 1)).min(STEP);
            if gap == 0 {
                return false;
            }
            for (path, at) in rest[..run].iter().zip(1..) {
                self.numbers.insert(path.clone(), low + at * gap);
                self.paths.insert(low + at * gap, path.clone());
            }
            rest = &rest[run..];
        }
        true
    }

    /// The numbers of the neighbours of a path that has none.
    fn around(&self, path: &BankPath) -> (u64, u64) {
        let before = self.numbers.range(..path.clone()).next_back();
        let behind = self.numbers.range(path.clone()..).next();
        // The last number is kept free, so that there is always one behind.
        let high = behind.map_or(END - 1, |(_, number)| *number);
        (before.map_or(0, |(_, number)| *number), high)
    }

    /// All groups and these with numbers spread evenly.
    pub fn spread(&self, new: &BTreeSet<BankPath>) -> Self {
        let all: BTreeSet<&BankPath> = self.numbers.keys().chain(new).collect();
        let gap = (END - 1) / (all.len() as u64 + 1);
        let numbered = || {
            all.iter()
                .zip(1..)
                .map(|(path, at)| ((*path).clone(), at * gap))
        };
        Self {
            numbers: numbered().collect(),
            paths: numbered().map(|(path, number)| (number, path)).collect(),
        }
    }

    /// Forgets a group.
    pub fn remove(&mut self, path: &BankPath) {
        if let Some(number) = self.numbers.remove(path) {
            self.paths.remove(&number);
        }
    }
}
