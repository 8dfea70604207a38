//! A sorted set for a hundred thousand small values, of which an edit changes a few.
//!
//! Most values are in one sorted run. Values added and removed since are kept beside it and merged into the run once
//! they are more than an eighth of it. A clone is cheap, memory is little more than that of the values, and a change
//! copies only what is beside the run.

use std::ops::Bound;
use std::sync::Arc;

use imbl::OrdSet;

/// The set.
#[derive(Clone)]
pub(super) struct SortedSet<T> {
    run: Arc<Vec<T>>,
    /// Values added since; not in the run, or removed from it.
    added: OrdSet<T>,
    /// Values removed since; all in the run.
    removed: OrdSet<T>,
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self {
            run: Arc::default(),
            added: OrdSet::new(),
            removed: OrdSet::new(),
        }
    }
}

impl<T: Ord + Clone> SortedSet<T> {
    /// Adds a value that is not in the set.
    pub fn insert(&mut self, value: T) {
        self.added.insert(value);
        self.merge_many();
    }

    /// Removes a value.
    pub fn remove(&mut self, value: &T) {
        if self.added.remove(value).is_none() && self.run.binary_search(value).is_ok() {
            self.removed.insert(value.clone());
            self.merge_many();
        }
    }

    /// Whether the value is in the set.
    pub fn contains(&self, value: &T) -> bool {
        self.added.contains(value)
            || self.run.binary_search(value).is_ok() && !self.removed.contains(value)
    }

    /// All values, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        let mut run = self
            .run
            .iter()
            .filter(|value| !self.removed.contains(*value))
            .peekable();
        let mut added = self.added.iter().peekable();
        std::iter::from_fn(move || match (run.peek(), added.peek()) {
            (Some(a), Some(b)) if b < a => added.next(),
            (Some(_), _) => run.next(),
            (None, _) => added.next(),
        })
    }

    /// The greatest value below this one.
    pub fn before(&self, value: &T) -> Option<&T> {
        let end = self.run.partition_point(|other| other < value);
        let mut run = self.run[..end].iter().rev();
        let run = run.find(|other| !self.removed.contains(*other));
        run.max(self.added.range::<_, T>(..value).next_back())
    }

    /// The least value above this one.
    pub fn after(&self, value: &T) -> Option<&T> {
        let start = self.run.partition_point(|other| other <= value);
        let mut run = self.run[start..].iter();
        let run = run.find(|other| !self.removed.contains(*other));
        let above = (Bound::Excluded(value), Bound::Unbounded);
        let added = self.added.range::<_, T>(above).next();
        run.into_iter().chain(added).min()
    }

    /// Merges once more than an eighth of the run is beside it.
    fn merge_many(&mut self) {
        const FEW: usize = 64;
        if self.added.len() + self.removed.len() > self.run.len() / 8 + FEW {
            // With its exact size: a run that grows, or is copied once more, is several times as large for a moment.
            let len = self.run.len() + self.added.len() - self.removed.len();
            let mut run = Vec::with_capacity(len);
            run.extend(self.iter().cloned());
            *self = Self {
                run: Arc::new(run),
                ..Self::default()
            };
        }
    }
}

impl<T: Ord + Clone> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut run: Vec<T> = values.into_iter().collect();
        run.sort_unstable();
        Self {
            run: Arc::new(run),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::SortedSet;

    #[test]
    fn it_is_a_set_after_any_changes() {
        let (mut sorted, mut plain) = (SortedSet::default(), BTreeSet::new());
        let mut seed = 7u32;
        for _ in 0..4_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let value = (seed >> 16) % 1_000;
            if plain.remove(&value) {
                sorted.remove(&value);
            } else {
                plain.insert(value);
                sorted.insert(value);
            }
            sorted.remove(&2_000);
            let probe = seed % 1_000;
            assert_eq!(sorted.contains(&probe), plain.contains(&probe));
            assert_eq!(sorted.before(&probe), plain.range(..probe).next_back());
            assert_eq!(sorted.after(&probe), plain.range(probe + 1..).next());
        }
        assert!(plain.len() > 300);
        assert!(sorted.iter().eq(&plain));
        assert!(
            plain
                .iter()
                .rev()
                .copied()
                .collect::<SortedSet<_>>()
                .iter()
                .eq(&plain)
        );
    }
}
