//! Keys of questions: equal for questions that ask the same.

use super::path_ids::END;
use crate::facts::key_table::Row;

/// A 40-bit hash of a normalized question. Among a hundred thousand questions the probability of any collision is one in
/// two hundred.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(in crate::bank) struct Key(u64);

impl Key {
    /// The lowest key.
    pub const MIN: Self = Self(0);

    /// The key for this hash.
    pub fn of(hash: u64) -> Self {
        Self(hash >> 24)
    }

    /// Packs the key with a number below 2^24. Packed values sort by key first.
    pub fn with(self, number: u64) -> u64 {
        self.0 << 24 | number
    }

    /// The key of a packed value.
    pub fn first(packed: u64) -> Self {
        Self(packed >> 24)
    }

    /// The number of a packed value.
    pub fn second(packed: u64) -> u64 {
        packed & (END - 1)
    }
}

/// A key and the index of a question, packed into eight bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PackedRow(u64);

impl Row for PackedRow {
    type Hash = Key;

    fn new(key: Key, index: usize) -> Self {
        Self(key.with(index as u64))
    }

    fn hash(self) -> Key {
        Key::first(self.0)
    }

    fn index(self) -> usize {
        Key::second(self.0) as usize
    }
}

/// The questions of one group with the same key: the group's id and the key.
pub(super) type KeyInGroup = (u64, Key);
