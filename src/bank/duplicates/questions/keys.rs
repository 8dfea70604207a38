//! What the questions of one group ask, within what is understood there.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use smol_str::SmolStr;

use super::context_words::ContextWords;
use super::normalize::NormalizedQuestion;
use super::{Key, path_ids};
use crate::bank::path::BankPath;
use crate::facts::group::Group;
use crate::facts::questions::Difference;

/// What the questions of a group ask.
pub(super) struct GroupKeys {
    /// What the group is about.
    subject: ContextWords,
    /// The key of each question without what is understood, packed with its place in the group; sorted.
    table: Arc<[u64]>,
    /// The same of the questions as they are written, where that is another key.
    written: Arc<[u64]>,
}

/// A key under which a group is found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum IndexKey {
    /// Of a question as it is written.
    Full(Key),
    /// Of a question without the words that are understood, when it has any.
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

/// A group whose questions are read when somebody asks, each once.
pub(super) struct LazyGroup<'g> {
    pub group: &'g Group,
    /// What was read, by place.
    known: RefCell<Vec<(usize, Option<Rc<NormalizedQuestion>>)>>,
}

impl<'g> LazyGroup<'g> {
    /// Nothing of the group is read yet.
    pub fn new(group: &'g Group) -> Self {
        let known = RefCell::default();
        Self { group, known }
    }

    /// What the question at a place asks; `None` of one that is broken or has no text.
    pub fn asked(&self, place: usize) -> Option<Rc<NormalizedQuestion>> {
        let read = || {
            let question = self.group.questions.get(place)?.question;
            let text = question.text().filter(|_| question.is_whole())?;
            Some(Rc::new(NormalizedQuestion::read(text.text)))
        };
        let mut known = self.known.borrow_mut();
        let at = known.partition_point(|(other, _)| *other < place);
        if known.get(at).is_none_or(|(other, _)| *other != place) {
            known.insert(at, (place, read()));
        }
        known[at].1.clone()
    }

    /// The key of the question at a place without what is understood.
    fn key(&self, place: usize, subject: &[SmolStr]) -> Option<Key> {
        // So many questions no group has; what is behind is not compared.
        let fits = (place as u64) < path_ids::END;
        self.asked(place).filter(|_| fits)?.key(subject)
    }

    /// The key of a question as it is written, when that is another than without what is understood.
    fn written(&self, place: usize, subject: &[SmolStr]) -> Option<Key> {
        let written = self.key(place, &[])?;
        (self.key(place, subject) != Some(written)).then_some(written)
    }
}

/// A group and what its questions ask.
pub(super) type GroupState<'g> = Option<(&'g LazyGroup<'g>, &'g GroupKeys)>;

impl GroupKeys {
    /// What they ask now.
    pub fn after(before: GroupState<'_>, path: &BankPath, new: &LazyGroup<'_>) -> Self {
        let Some((old, forms)) = before else {
            return Self::anew(ContextWords::new(path, new), new);
        };
        let difference = new.group.questions.difference(&old.group.questions);
        let subject = forms.subject.after(path, (old, new), &difference);
        if subject.words != forms.subject.words {
            return Self::anew(subject, new);
        }
        let words = &subject.words;
        Self {
            table: patched(&forms.table, &difference, |at| new.key(at, words)),
            written: patched(&forms.written, &difference, |at| new.written(at, words)),
            subject,
        }
    }

    fn anew(subject: ContextWords, group: &LazyGroup<'_>) -> Self {
        let all = Difference {
            old: 0..0,
            new: 0..group.group.questions.len(),
        };
        let empty = Arc::default();
        let words = &subject.words;
        Self {
            table: patched(&empty, &all, |at| group.key(at, words)),
            written: patched(&empty, &all, |at| group.written(at, words)),
            subject,
        }
    }

    /// The words that are understood.
    pub fn context(&self) -> &[SmolStr] {
        &self.subject.words
    }

    /// The places of the questions with this key when nothing that is understood counts, in order.
    pub fn places(&self, key: Key) -> impl Iterator<Item = usize> + '_ {
        rows(&self.table, key)
    }

    /// The first question that is found under this key.
    pub fn first(&self, key: Key) -> Option<usize> {
        let written = rows(&self.written, key).next();
        rows(&self.table, key)
            .next()
            .into_iter()
            .chain(written)
            .min()
    }

    /// The keys, without what is understood, of the questions of `group` that are found under this key.
    pub fn keys_of(&self, key: Key, group: &LazyGroup<'_>) -> BTreeSet<Key> {
        let written = rows(&self.written, key).filter_map(|at| group.key(at, self.context()));
        written.chain([key]).collect()
    }

    /// The places of questions that ask the same as an earlier one of the group, each after the first that does.
    pub fn repeated(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let same = |a: &u64, b: &u64| Key::first(*a) == Key::first(*b);
        self.table.chunk_by(same).flat_map(|rows| {
            let first = Key::second(rows[0]) as usize;
            rows[1..]
                .iter()
                .map(move |row| (first, Key::second(*row) as usize))
        })
    }

    /// All keys.
    fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.table.iter().map(|row| Key::first(*row))
    }
}

/// The keys of questions that came or went between two states, or that were or are understood otherwise.
pub(super) fn touched(old: GroupState<'_>, new: GroupState<'_>) -> BTreeSet<Key> {
    if let (Some((old, before)), Some((new, after))) = (old, new)
        && before.context() == after.context()
    {
        let difference = new.group.questions.difference(&old.group.questions);
        let gone = difference
            .old
            .filter_map(|place| old.key(place, before.context()));
        let come = difference
            .new
            .filter_map(|place| new.key(place, after.context()));
        return gone.chain(come).collect();
    }
    let forms = [old, new].into_iter().flatten().map(|(_, forms)| forms);
    forms.flat_map(GroupKeys::keys).collect()
}

/// Under which keys a group is found for its questions with one of these.
pub(super) fn index_keys(state: GroupState<'_>, touched: &BTreeSet<Key>) -> BTreeSet<IndexKey> {
    let mut found = BTreeSet::new();
    let Some((group, forms)) = state else {
        return found;
    };
    for key in touched {
        for asked in forms.places(*key).filter_map(|place| group.asked(place)) {
            found.extend(asked.key(&[]).map(IndexKey::Full));
            found.extend(bare(&asked, forms.context()).map(IndexKey::Reduced));
        }
    }
    found
}

/// The key of a question without the words that are understood, when there are any in it.
pub(super) fn bare(asked: &NormalizedQuestion, subject: &[SmolStr]) -> Option<Key> {
    asked.holds(subject).then(|| asked.key(subject))?
}

/// The places in the rows of a table that have this key, in order.
fn rows(table: &[u64], key: Key) -> impl Iterator<Item = usize> + '_ {
    let from = table.partition_point(|row| *row < key.with(0));
    let same = table[from..]
        .iter()
        .take_while(move |row| Key::first(**row) == key);
    same.map(|row| Key::second(*row) as usize)
}

/// The table after the difference, whose new rows `key` tells.
fn patched(
    table: &Arc<[u64]>,
    difference: &Difference,
    key: impl Fn(usize) -> Option<Key>,
) -> Arc<[u64]> {
    let Difference { old, new } = difference;
    if old.is_empty() && new.is_empty() {
        return Arc::clone(table);
    }
    let shift = new.end as i64 - old.end as i64;
    let keep = |row: &u64| {
        let place = Key::second(*row) as usize;
        if place < old.start {
            Some(*row)
        } else {
            (place >= old.end).then(|| Key::first(*row).with((place as i64 + shift) as u64))
        }
    };
    let mut rows: Vec<u64> = table.iter().filter_map(keep).collect();
    let kept = rows.len();
    rows.extend(
        new.clone()
            .filter_map(|place| Some(key(place)?.with(place as u64))),
    );
    if rows.len() - kept > 16 {
        rows.sort_unstable();
    } else {
        for at in kept..rows.len() {
            let row = rows.remove(at);
            rows.insert(rows[..at].partition_point(|other| *other < row), row);
        }
    }
    rows.into()
}
