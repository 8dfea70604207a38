//! A sorted table that maps a hash to the questions of a group that have it.

use std::sync::Arc;

use super::questions::Difference;

/// A row of a table: a hash and the index of a question in its group. Rows sort by hash, then by index.
pub trait Row: Copy + Ord {
    /// The hash.
    type Hash: Copy + Ord;

    /// The row of a question with this hash.
    fn new(hash: Self::Hash, index: usize) -> Self;

    /// The hash of the question.
    fn hash(self) -> Self::Hash;

    /// The index of the question in its group.
    fn index(self) -> usize;
}

impl<H: Copy + Ord> Row for (H, u32) {
    type Hash = H;

    fn new(hash: H, index: usize) -> Self {
        (hash, index as u32)
    }

    fn hash(self) -> H {
        self.0
    }

    fn index(self) -> usize {
        self.1 as usize
    }
}

/// The hashes of a group's questions, for lookup by hash. A clone is cheap.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyTable<R>(Arc<[R]>);

impl<R> Default for KeyTable<R> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

/// Up to this many new rows are inserted one by one; more are appended and sorted.
const FEW: usize = 16;

impl<R: Row> KeyTable<R> {
    /// The table after `difference` between two states of the questions; `hashes` has one item for each of its new
    /// questions. Returns the same table if no row changed.
    pub fn updated(
        &self,
        difference: &Difference,
        hashes: impl IntoIterator<Item = Option<R::Hash>>,
    ) -> Self {
        let Difference { old, new } = difference;
        let fresh = new.clone().zip(hashes);
        let mut fresh: Vec<R> = fresh
            .filter_map(|(index, hash)| Some(R::new(hash?, index)))
            .collect();
        // A question has at most one row: if every edited one has the row that it had, nothing changed. This spares a look
        // at all rows for an edit of one question.
        let is_known = |row: &R| self.0.binary_search(row).is_ok();
        let is_small = fresh.len() == old.len() && fresh.len() <= FEW;
        if old == new && is_small && fresh.iter().all(is_known) {
            return self.clone();
        }
        fresh.sort_unstable();
        let replaced = self.0.iter().filter(|row| old.contains(&row.index()));
        if (old == new || self.0.is_empty()) && replaced.eq(&fresh) {
            return self.clone();
        }
        let kept = |row: &R| match row.index() {
            index if index < old.start => Some(*row),
            index if index >= old.end => Some(R::new(row.hash(), index - old.end + new.end)),
            _ => None,
        };
        let mut rows: Vec<R> = self.0.iter().filter_map(kept).collect();
        if fresh.len() > FEW {
            rows.append(&mut fresh);
            rows.sort_unstable();
        } else {
            for row in fresh {
                rows.insert(rows.partition_point(|other| *other < row), row);
            }
        }
        Self(rows.into())
    }

    /// Whether the table has no row.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both are the same table in memory, and so certainly equal.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The questions with this hash, in order.
    pub fn indexes(&self, hash: R::Hash) -> impl Iterator<Item = usize> + '_ {
        let from = self.0.partition_point(|row| row.hash() < hash);
        let rows = self.0[from..].iter();
        rows.take_while(move |row| row.hash() == hash)
            .map(|row| row.index())
    }

    /// The first question with this hash.
    pub fn first(&self, hash: R::Hash) -> Option<usize> {
        self.indexes(hash).next()
    }

    /// All hashes, each once, in order.
    pub fn hashes(&self) -> impl Iterator<Item = R::Hash> + '_ {
        self.runs().map(|rows| rows[0].hash())
    }

    /// The questions that have the hash of an earlier one, each after the first with that hash.
    pub fn repeated(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.runs().flat_map(|rows| {
            let later = rows[1..].iter();
            later.map(|row| (rows[0].index(), row.index()))
        })
    }

    /// The rows of each hash.
    pub fn runs(&self) -> impl Iterator<Item = &[R]> {
        self.0.chunk_by(|a, b| a.hash() == b.hash())
    }

    /// The hashes that occur only in this table, and those that occur only in `other`.
    pub fn difference(&self, other: &Self) -> (Vec<R::Hash>, Vec<R::Hash>) {
        (self.without(other), other.without(self))
    }

    fn without(&self, other: &Self) -> Vec<R::Hash> {
        let mut others = other.hashes().peekable();
        let is_missing = |hash: &R::Hash| {
            while others.next_if(|other| other < hash).is_some() {}
            others.peek() != Some(hash)
        };
        self.hashes().filter(is_missing).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_follows_the_questions() {
        let all = |count| Difference::all(count);
        let hashes = [Some(3u64), None, Some(1), Some(3)];
        let table: KeyTable<(u64, u32)> = KeyTable::default().updated(&all(4), hashes);
        assert_eq!(table.indexes(3).collect::<Vec<_>>(), [0, 3]);
        assert_eq!(table.repeated().collect::<Vec<_>>(), [(0, 3)]);
        let one = |old, new| Difference { old, new };
        assert!(table.updated(&one(1..2, 1..2), [None]).ptr_eq(&table));
        assert!(table.updated(&one(2..3, 2..3), [Some(1)]).ptr_eq(&table));
        let longer = table.updated(&one(2..3, 2..4), [Some(7), None]);
        assert_eq!(longer.indexes(3).collect::<Vec<_>>(), [0, 4]);
        assert_eq!(table.difference(&longer), (vec![1], vec![7]));
        let many = longer.updated(&one(0..5, 0..40), (0..40).map(|_| Some(9)));
        assert_eq!(many.indexes(9).count(), 40);
        assert_eq!(many.hashes().collect::<Vec<_>>(), [9]);
    }
}
