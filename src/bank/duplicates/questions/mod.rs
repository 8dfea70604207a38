//! Which questions of the bank ask nearly the same.
//!
//! Every question has a key for its full wording, and one without the words that go without saying in its group, its
//! context words. Within one group, two questions are similar if the latter keys are equal. Across groups they are
//! similar if the full key of one equals a key of the other, with or without context words: so what most questions of a
//! file share counts for nothing, while a question about Node's event loop is not one about the browser's.
//!
//! Each question refers to the nearest earlier one, so a change affects only itself and the questions that refer to it.

mod context_words;
mod key;
mod keys;
mod lazy_group;
mod normalize;
mod path_ids;
mod stop_words;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use smol_str::SmolStr;

use super::duplicate_question::DuplicateQuestion;
use super::earlier::EarlierDuplicates;
use crate::bank::QuestionRef;
use crate::bank::file::File;
use crate::bank::group_change::GroupChange;
use crate::bank::path::BankPath;
use crate::bank::sorted_set::SortedSet;
use crate::facts::group::Group;
use crate::facts::questions::Difference;
use key::{Key, KeyInGroup};
use keys::{GroupKeys, IndexKey, reduced_key};
use lazy_group::LazyGroup;
use normalize::NormalizedQuestion;
use path_ids::PathIds;

/// The stems of the words that make a question, without stop words such as `what`; in other languages than English, of all
/// its words. In the order of the text, a word as often as it is there.
pub fn content_words(text: &str) -> Vec<SmolStr> {
    let words = NormalizedQuestion::read(text).words;
    words.iter().map(|word| words::stem(word).into()).collect()
}

/// The index of questions that ask nearly the same.
#[derive(Clone, Default)]
pub(in crate::bank) struct QuestionDuplicates {
    ids: PathIds,
    groups: OrdMap<u64, Arc<GroupKeys>>,
    /// The keys of full questions, each with the id of its group.
    full: SortedSet<u64>,
    /// The keys without context words of those questions that have any.
    reduced: SortedSet<u64>,
    /// The nearest earlier questions in another group that ask the same.
    earlier: EarlierDuplicates<KeyInGroup, KeyInGroup>,
}

/// What to look up again once all changes of a step are applied.
#[derive(Default)]
pub(in crate::bank) struct Pending {
    edited: BTreeSet<u64>,
    keys: BTreeSet<KeyInGroup>,
    removed: BTreeSet<BankPath>,
}

impl QuestionDuplicates {
    /// Assigns ids to groups that are about to be added.
    pub fn admit(&mut self, new: &BTreeSet<BankPath>) {
        if !self.ids.admit(new) {
            let ids = self.ids.spread(new);
            self.renumber(&ids);
            self.ids = ids;
        }
    }

    /// Replaces the present ids by others.
    fn renumber(&mut self, ids: &PathIds) {
        let new = |id: u64| {
            let path = self.ids.path(id);
            path.and_then(|path| ids.id(path)).unwrap_or(id)
        };
        let packed = |it: &u64| Key::first(*it).with(new(Key::second(*it)));
        let entry = |(id, key): &KeyInGroup| (new(*id), *key);
        let groups = self.groups.iter();
        *self = Self {
            groups: groups
                .map(|(id, keys)| (new(*id), Arc::clone(keys)))
                .collect(),
            full: self.full.iter().map(packed).collect(),
            reduced: self.reduced.iter().map(packed).collect(),
            earlier: self.earlier.renamed(entry, entry),
            ids: PathIds::default(),
        };
    }

    /// Replaces the state of a group that has an id.
    pub fn replace(&mut self, change: &GroupChange<'_>, pending: &mut Pending) {
        let GroupChange { path, old, new, .. } = *change;
        let difference = &change.difference;
        let known = self.ids.id(path);
        let Some(id) = known.filter(|_| old.is_some() || new.is_some()) else {
            return;
        };
        pending.edited.insert(id);
        let before = self.groups.get(&id).cloned();
        let (old, new) = (old.map(LazyGroup::new), new.map(LazyGroup::new));
        let old = old.as_ref().zip(before.as_deref());
        let after = new
            .as_ref()
            .map(|new| Arc::new(GroupKeys::after(old, path, new, difference)));
        let new = new.as_ref().zip(after.as_deref());
        let touched = keys::touched(old, new, difference);
        let was = keys::index_keys(old, &touched);
        let is = keys::index_keys(new, &touched);
        for key in was.difference(&is) {
            self.set(*key).remove(&key.key().with(id));
        }
        for key in is.difference(&was) {
            self.set(*key).insert(key.key().with(id));
        }
        let listed = was.union(&is).map(|key| key.key());
        for key in listed.chain(touched.iter().copied()) {
            pending.keys.extend(self.referring((id, key)));
        }
        if let Some((group, keys)) = new {
            let indexes = touched.iter().flat_map(|key| keys.indexes(*key));
            for question in indexes.filter_map(|index| group.question(index)) {
                self.mark_followers(id, &question, keys.context(), pending);
            }
        }
        for key in touched {
            let entry = (id, key);
            // A question that refers to nothing now is marked by whatever is added before it.
            let refers = new.is_some_and(|state| self.previous(entry, state).is_some());
            if refers || self.earlier.contains(&entry) {
                pending.keys.insert(entry);
            }
        }
        match after {
            Some(after) => _ = self.groups.insert(id, after),
            None => {
                self.groups.remove(&id);
                pending.removed.insert(path.clone());
            }
        }
    }

    fn set(&mut self, key: IndexKey) -> &mut SortedSet<u64> {
        match key {
            IndexKey::Full(_) => &mut self.full,
            IndexKey::Reduced(_) => &mut self.reduced,
        }
    }

    /// The questions that refer to these.
    fn referring(&self, entry: KeyInGroup) -> impl Iterator<Item = KeyInGroup> + '_ {
        let all = self.earlier.referring((entry, (0, Key::MIN)));
        all.take_while(move |(it, _)| *it == entry)
            .map(|(_, later)| *later)
    }

    /// Marks the questions after group `id` that can refer to its question from now on.
    fn mark_followers(
        &self,
        id: u64,
        question: &NormalizedQuestion,
        context: &[SmolStr],
        pending: &mut Pending,
    ) {
        let Some(full) = question.key(&[]) else {
            return;
        };
        let next = next(&self.full, full, id);
        pending.keys.extend(next.map(|group| (group, full)));
        // Groups with this key without context words, up to the next group with it as a full key.
        let mut from = id;
        while let Some(group) = self::next(&self.reduced, full, from)
            .filter(|group| next.is_none_or(|next| *group <= next))
        {
            pending.keys.insert((group, full));
            from = group;
        }
        if let Some(reduced) = reduced_key(question, context) {
            let next = self::next(&self.full, reduced, id);
            pending.keys.extend(next.map(|group| (group, reduced)));
        }
    }

    /// Updates the references once all changes are applied. Returns the groups in which a question can now refer to
    /// another question, or to one at another position.
    pub fn refresh(
        &mut self,
        file: impl Fn(&BankPath) -> Option<Arc<File>>,
        pending: Pending,
    ) -> BTreeSet<BankPath> {
        let mut changed = BTreeSet::new();
        for id in &pending.edited {
            let all = self.earlier.referring(((*id, Key::MIN), (0, Key::MIN)));
            let referring = all.take_while(|((group, _), _)| group == id);
            changed.extend(referring.map(|(_, (group, _))| *group));
        }
        for (id, key) in pending.keys {
            let file = self.ids.path(id).and_then(&file);
            let group = file.as_deref().and_then(File::group).map(LazyGroup::new);
            let group = group.as_ref();
            let keys = self.groups.get(&id).cloned();
            let state = group.zip(keys.as_deref());
            let found = state.map(|(group, keys)| keys.keys_of(key, group));
            for key in found.unwrap_or_else(|| BTreeSet::from([key])) {
                let earlier = state.and_then(|state| self.previous((id, key), state));
                if self.earlier.set(&(id, key), earlier) {
                    changed.insert(id);
                }
            }
        }
        let paths = changed.iter().filter_map(|id| self.ids.path(*id).cloned());
        let paths = paths.collect();
        for path in &pending.removed {
            // It can have been added again within the step.
            let id = self.ids.id(path);
            if id.is_some_and(|id| !self.groups.contains_key(&id)) {
                self.ids.remove(path);
            }
        }
        paths
    }

    /// The nearest questions in an earlier group that ask what the first question with this key asks.
    fn previous(
        &self,
        (id, key): KeyInGroup,
        (group, keys): (&LazyGroup<'_>, &GroupKeys),
    ) -> Option<KeyInGroup> {
        let question = group.question(keys.indexes(key).next()?)?;
        let full = question.key(&[])?;
        let before = |set, key| Some((previous(set, key, id)?, key));
        let same = [before(&self.full, full), before(&self.reduced, full)];
        let reduced =
            reduced_key(&question, keys.context()).and_then(|key| before(&self.full, key));
        same.into_iter()
            .flatten()
            .chain(reduced)
            .max_by_key(|(group, _)| *group)
    }

    /// For each question of a file that is not in the bank, those that ask nearly the same: in each file the first, by path.
    pub fn everywhere(&self, path: &BankPath, file: &Group) -> Vec<Vec<QuestionRef>> {
        let lazy = LazyGroup::new(file);
        let all = Difference::all(file.questions.len());
        let keys = GroupKeys::after(None, path, &lazy, &all);
        let of = |index| {
            let question = lazy.question(index);
            question.map_or_else(Vec::new, |question| self.asking(&question, keys.context()))
        };
        (0..file.questions.len()).map(of).collect()
    }

    /// The questions that ask nearly what this one asks, which is in a file with these context words.
    fn asking(&self, question: &NormalizedQuestion, context: &[SmolStr]) -> Vec<QuestionRef> {
        let Some(full) = question.key(&[]) else {
            return Vec::new();
        };
        let own = reduced_key(question, context);
        let sets = [
            (&self.full, Some(full)),
            (&self.reduced, Some(full)),
            (&self.full, own),
        ];
        let mut found = BTreeSet::new();
        for (set, key) in sets.into_iter().filter_map(|(set, key)| Some((set, key?))) {
            let mut from = set
                .contains(&key.with(0))
                .then_some(0)
                .or(next(set, key, 0));
            while let Some(id) = from {
                found.extend(self.first(id, key));
                from = next(set, key, id);
            }
        }
        found.into_iter().collect()
    }

    /// The first question of a group with a key.
    fn first(&self, id: u64, key: Key) -> Option<QuestionRef> {
        Some(QuestionRef {
            group: self.ids.path(id)?.clone(),
            index: self.groups.get(&id)?.first(key)?,
        })
    }

    /// The questions of a group that ask what an earlier one of the bank asks. In no useful order.
    pub fn pairs<'a>(
        &'a self,
        path: &BankPath,
    ) -> impl Iterator<Item = DuplicateQuestion> + use<'a> {
        let id = self.ids.id(path);
        let keys = id.and_then(|id| self.groups.get(&id));
        let here = path.clone();
        let within = keys.into_iter().flat_map(|keys| keys.repeated());
        let within = within.map(move |(earlier, later)| DuplicateQuestion {
            later,
            group: here.clone(),
            earlier,
        });
        let id = id.unwrap_or(path_ids::END);
        let across = self.earlier.references((id, Key::MIN));
        let across = across.take_while(move |((group, _), _)| *group == id);
        let across = across.filter_map(move |((_, key), (group, other))| {
            Some(DuplicateQuestion {
                later: keys?.indexes(*key).next()?,
                group: self.ids.path(*group)?.clone(),
                earlier: self.groups.get(group)?.first(*other)?,
            })
        });
        within.chain(across)
    }
}

/// The last group before `id` that has the key.
fn previous(set: &SortedSet<u64>, key: Key, id: u64) -> Option<u64> {
    let found = set.before(&key.with(id))?;
    (Key::first(*found) == key).then(|| Key::second(*found))
}

/// The first group after `id` that has the key.
fn next(set: &SortedSet<u64>, key: Key, id: u64) -> Option<u64> {
    let found = set.after(&key.with(id))?;
    (Key::first(*found) == key).then(|| Key::second(*found))
}
