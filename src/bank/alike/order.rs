//! Numbers for the groups that sort as their paths do, so that the index need not hold paths.

use std::collections::BTreeSet;

use imbl::OrdMap;

use super::super::path::BankPath;

/// Numbers are below this.
pub(super) const END: u64 = 1 << 24;

/// The groups' numbers.
#[derive(Clone, Default)]
pub(super) struct Order {
    numbers: OrdMap<BankPath, u64>,
    paths: OrdMap<u64, BankPath>,
}

impl Order {
    /// The number of a group.
    pub fn number(&self, path: &BankPath) -> Option<u64> {
        self.numbers.get(path).copied()
    }

    /// The group of a number.
    pub fn path(&self, number: u64) -> Option<&BankPath> {
        self.paths.get(&number)
    }

    /// The first number that belongs to a path behind this one.
    pub fn behind(&self, path: &BankPath) -> u64 {
        let next = self
            .numbers
            .range(path.clone()..)
            .find(|(it, _)| *it != path);
        next.map_or(END, |(_, number)| *number)
    }

    /// Gives each of these groups a number, if there is one free between its neighbours' for each.
    pub fn admit(&mut self, new: &BTreeSet<BankPath>) -> bool {
        // Many at once would crowd between two.
        if new.len() > 16 {
            return false;
        }
        new.iter().all(|path| self.admit_one(path))
    }

    fn admit_one(&mut self, path: &BankPath) -> bool {
        if self.numbers.contains_key(path) {
            return true;
        }
        let before = self.numbers.range(..path.clone()).next_back();
        let low = before.map_or(0, |(_, number)| *number);
        let number = low.midpoint(self.behind(path));
        // The last one is kept free, so that there is always a number behind.
        let is_free = number > low && number < END - 1;
        if is_free {
            self.numbers.insert(path.clone(), number);
            self.paths.insert(number, path.clone());
        }
        is_free
    }

    /// All groups and these with numbers spread evenly.
    pub fn spread(&self, new: &BTreeSet<BankPath>) -> Self {
        let all: BTreeSet<&BankPath> = self.numbers.keys().chain(new).collect();
        let gap = END / (all.len() as u64 + 1);
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
