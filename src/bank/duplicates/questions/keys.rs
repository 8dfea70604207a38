//! The keys of the questions of one group.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::context_words::ContextWords;
use super::key::{Key, PackedRow};
use super::lazy_group::LazyGroup;
use super::normalize::NormalizedQuestion;
use crate::bank::path::BankPath;
use crate::facts::key_table::KeyTable;
use crate::facts::questions::Difference;

/// The keys of the questions of a group.
pub(super) struct GroupKeys {
    context: ContextWords,
    /// The keys without context words.
    reduced: KeyTable<PackedRow>,
    /// The keys of the full questions that differ from those without context words.
    full: KeyTable<PackedRow>,
}

/// A key under which the index lists a group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum IndexKey {
    /// Of a full question.
    Full(Key),
    /// Of a question without its context words, if it has any.
    Reduced(Key),
}

impl IndexKey {
    /// The key.
    pub fn key(self) -> Key {
        match self {
            Self::Full(key) | Self::Reduced(key) => key,
        }
    }
}

/// A group and the keys of its questions.
pub(super) type GroupState<'g> = Option<(&'g LazyGroup<'g>, &'g GroupKeys)>;

impl GroupKeys {
    /// The keys of the new state of a group.
    pub fn after(
        before: GroupState<'_>,
        path: &BankPath,
        new: &LazyGroup<'_>,
        difference: &Difference,
    ) -> Self {
        let Some((old, keys)) = before else {
            return Self::new(ContextWords::new(path, new), new);
        };
        let context = keys.context.after(path, (old, new), difference);
        if context.words == keys.context.words {
            keys.updated(context, new, difference)
        } else {
            Self::new(context, new)
        }
    }

    fn new(context: ContextWords, group: &LazyGroup<'_>) -> Self {
        let empty = Self {
            context: context.clone(),
            reduced: KeyTable::default(),
            full: KeyTable::default(),
        };
        let all = Difference::all(group.group.questions.len());
        empty.updated(context, group, &all)
    }

    fn updated(
        &self,
        context: ContextWords,
        group: &LazyGroup<'_>,
        difference: &Difference,
    ) -> Self {
        let words = &context.words;
        let indexes = || difference.new.clone();
        let reduced = indexes().map(|index| group.key(index, words));
        let full = indexes().map(|index| group.full_key(index, words));
        Self {
            reduced: self.reduced.updated(difference, reduced),
            full: self.full.updated(difference, full),
            context,
        }
    }

    /// The context words of the group.
    pub fn context(&self) -> &[SmolStr] {
        &self.context.words
    }

    /// The questions with this key without context words, in order.
    pub fn indexes(&self, key: Key) -> impl Iterator<Item = usize> + '_ {
        self.reduced.indexes(key)
    }

    /// The first question with this key, with or without context words.
    pub fn first(&self, key: Key) -> Option<usize> {
        let full = self.full.first(key);
        self.reduced.first(key).into_iter().chain(full).min()
    }

    /// The keys without context words of the questions of `group` that have this key.
    pub fn keys_of(&self, key: Key, group: &LazyGroup<'_>) -> BTreeSet<Key> {
        let full = self.full.indexes(key);
        let full = full.filter_map(|index| group.key(index, self.context()));
        full.chain([key]).collect()
    }

    /// The questions that ask the same as an earlier one of the group, each after the first that does.
    pub fn repeated(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.reduced.repeated()
    }
}

/// The keys, without context words, of questions that were added or removed between two states, or whose context words
/// changed.
pub(super) fn touched(
    old: GroupState<'_>,
    new: GroupState<'_>,
    difference: &Difference,
) -> BTreeSet<Key> {
    if let (Some((old, before)), Some((new, after))) = (old, new)
        && before.context() == after.context()
    {
        let Difference { old: was, new: is } = difference.clone();
        let removed = was.filter_map(|at| old.key(at, before.context()));
        let added = is.filter_map(|at| new.key(at, after.context()));
        return removed.chain(added).collect();
    }
    let keys = [old, new].into_iter().flatten().map(|(_, keys)| keys);
    keys.flat_map(|keys| keys.reduced.hashes()).collect()
}

/// The keys under which the index lists a group for its questions with one of the keys `touched`.
pub(super) fn index_keys(state: GroupState<'_>, touched: &BTreeSet<Key>) -> BTreeSet<IndexKey> {
    let mut found = BTreeSet::new();
    let Some((group, keys)) = state else {
        return found;
    };
    for key in touched {
        for question in keys.indexes(*key).filter_map(|index| group.question(index)) {
            found.extend(question.key(&[]).map(IndexKey::Full));
            found.extend(reduced_key(&question, keys.context()).map(IndexKey::Reduced));
        }
    }
    found
}

/// The key of a question without its context words, if it has any.
pub(super) fn reduced_key(question: &NormalizedQuestion, context: &[SmolStr]) -> Option<Key> {
    question.holds(context).then(|| question.key(context))?
}
