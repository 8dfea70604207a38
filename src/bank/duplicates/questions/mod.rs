//! Which questions of the bank ask nearly the same.
//!
//! Every question has a key for what it asks as it is written, and one for what is left when the words that are
//! understood in its group are taken away. In one group, two questions are alike when the latter are equal. In two
//! groups they are when one question as it is written asks what the other asks, with or without the words that are
//! understood there: so what most questions of a file share counts for nothing, while a question about Node's event
//! loop is not one about the browser's.
//!
//! Each question refers to the nearest earlier one, so a change concerns itself and those that refer to it.

mod context_words;
mod keys;
mod normalize;
mod path_ids;
mod stop_words;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use smol_str::SmolStr;

use crate::bank::Bank;
use crate::bank::file::File;
use crate::bank::path::BankPath;
use crate::bank::sorted_set::SortedSet;
use crate::facts::group::Group;
use keys::{GroupKeys, IndexKey, LazyGroup};
use normalize::NormalizedQuestion;
use path_ids::PathIds;

/// What is asked, as a number below 2^40. Among a hundred thousand questions the odds that any two have the same one by
/// chance are one in two hundred.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Key(u64);

impl Key {
    /// The key that has this hash.
    fn of(hash: u64) -> Self {
        Self(hash >> 24)
    }

    /// Packed with a number below 2^24, to sort by the key first.
    fn with(self, number: u64) -> u64 {
        self.0 << 24 | number
    }

    /// The key of a packed pair.
    fn first(packed: u64) -> Self {
        Self(packed >> 24)
    }

    /// The number of a packed pair.
    fn second(packed: u64) -> u64 {
        packed & (path_ids::END - 1)
    }
}

/// Questions of one group that ask the same within it: the group's number and the key.
type KeyInGroup = (u64, Key);

/// The index of what is asked.
#[derive(Clone, Default)]
pub(in crate::bank) struct QuestionDuplicates {
    order: PathIds,
    forms: OrdMap<u64, Arc<GroupKeys>>,
    /// Keys of the questions as they are written, each with the number of its group.
    written: SortedSet<u64>,
    /// Keys of those questions that hold understood words, without these.
    bare: SortedSet<u64>,
    /// The nearest earlier place in another group that asks the same.
    earlier: OrdMap<KeyInGroup, KeyInGroup>,
    /// The same the other way round.
    later: OrdSet<(KeyInGroup, KeyInGroup)>,
}

/// What has to be looked at again when all changes are taken over.
#[derive(Default)]
pub(in crate::bank) struct Pending {
    edited: BTreeSet<u64>,
    places: BTreeSet<KeyInGroup>,
    gone: BTreeSet<BankPath>,
}

/// Two questions that ask the same: the place of the later one in its group, and the earlier one.
pub struct DuplicateQuestion {
    /// The place of the later question in its group.
    pub later: usize,
    /// The group of the earlier one.
    pub group: BankPath,
    /// Its place there.
    pub earlier: usize,
}

impl Bank {
    /// The questions of a group that ask nearly the same as an earlier question of the bank, in the same group or in
    /// one with a lesser path; each with the nearest such one. In no useful order.
    pub fn similar_questions(
        &self,
        group: &BankPath,
    ) -> impl Iterator<Item = DuplicateQuestion> + use<'_> {
        self.question_duplicates.pairs(group)
    }
}

impl QuestionDuplicates {
    /// Makes room for groups that will come.
    pub fn admit(&mut self, new: &BTreeSet<BankPath>) {
        if !self.order.admit(new) {
            let order = self.order.spread(new);
            self.renumber(&order);
            self.order = order;
        }
    }

    /// Writes the numbers of another order for those of the present one.
    fn renumber(&mut self, order: &PathIds) {
        let new = |number: u64| {
            let path = self.order.path(number);
            path.and_then(|path| order.number(path)).unwrap_or(number)
        };
        let packed = |it: &u64| Key::first(*it).with(new(Key::second(*it)));
        let place = |(number, key): KeyInGroup| (new(number), key);
        let forms = self
            .forms
            .iter()
            .map(|(number, forms)| (new(*number), Arc::clone(forms)));
        let earlier = self.earlier.iter().map(|(a, b)| (place(*a), place(*b)));
        let later = self.later.iter().map(|(a, b)| (place(*a), place(*b)));
        *self = Self {
            forms: forms.collect(),
            written: self.written.iter().map(packed).collect(),
            bare: self.bare.iter().map(packed).collect(),
            earlier: earlier.collect(),
            later: later.collect(),
            order: PathIds::default(),
        };
    }

    /// Takes over another state of a group that was admitted.
    pub fn replace(
        &mut self,
        path: &BankPath,
        old: Option<&Group>,
        new: Option<&Group>,
        pending: &mut Pending,
    ) {
        let Some(number) = self
            .order
            .number(path)
            .filter(|_| old.is_some() || new.is_some())
        else {
            return;
        };
        pending.edited.insert(number);
        let before = self.forms.get(&number).cloned();
        let (old, new) = (old.map(LazyGroup::new), new.map(LazyGroup::new));
        let old = old.as_ref().zip(before.as_deref());
        let after = new
            .as_ref()
            .map(|new| Arc::new(GroupKeys::after(old, path, new)));
        let new = new.as_ref().zip(after.as_deref());
        let touched = keys::touched(old, new);
        let was = keys::index_keys(old, &touched);
        let is = keys::index_keys(new, &touched);
        for index_key in was.difference(&is) {
            self.set(*index_key).remove(&index_key.key().with(number));
        }
        for index_key in is.difference(&was) {
            self.set(*index_key).insert(index_key.key().with(number));
        }
        let posted = was.union(&is).map(|index_key| index_key.key());
        for key in posted.chain(touched.iter().copied()) {
            pending.places.extend(self.referring((number, key)));
        }
        if let Some((group, forms)) = new {
            let places = touched.iter().flat_map(|key| forms.places(*key));
            for asked in places.filter_map(|place| group.asked(place)) {
                self.followers(number, &asked, forms.context(), pending);
            }
        }
        for key in touched {
            let place = (number, key);
            // Whoever refers to nothing now is marked by what may come before it.
            let refers = new.is_some_and(|state| self.look(place, state).is_some());
            if refers || self.earlier.contains_key(&place) {
                pending.places.insert(place);
            }
        }
        match after {
            Some(after) => _ = self.forms.insert(number, after),
            None => {
                self.forms.remove(&number);
                pending.gone.insert(path.clone());
            }
        }
    }

    fn set(&mut self, index_key: IndexKey) -> &mut SortedSet<u64> {
        match index_key {
            IndexKey::Full(_) => &mut self.written,
            IndexKey::Reduced(_) => &mut self.bare,
        }
    }

    /// The places that refer to this one.
    fn referring(&self, place: KeyInGroup) -> impl Iterator<Item = KeyInGroup> + '_ {
        let lowest = (0, Key(0));
        let all = self
            .later
            .range((place, lowest)..)
            .take_while(move |(it, _)| *it == place);
        all.map(|(_, later)| *later)
    }

    /// Marks the places behind group `number` that may refer to its question from now on.
    fn followers(
        &self,
        number: u64,
        asked: &NormalizedQuestion,
        subject: &[SmolStr],
        pending: &mut Pending,
    ) {
        let Some(written) = asked.key(&[]) else {
            return;
        };
        let next = next(&self.written, written, number);
        pending.places.extend(next.map(|group| (group, written)));
        // Who asks this when what is understood there is left out; up to the next who asks it as it is written.
        let mut from = number;
        while let Some(group) = self::next(&self.bare, written, from)
            .filter(|group| next.is_none_or(|next| *group <= next))
        {
            pending.places.insert((group, written));
            from = group;
        }
        if let Some(bare) = keys::bare(asked, subject) {
            let next = self::next(&self.written, bare, number);
            pending.places.extend(next.map(|group| (group, bare)));
        }
    }

    /// Brings the references up to date when all changes are taken over. Returns the groups in which a question may now
    /// refer to something else, or to what stands somewhere else.
    pub fn refresh(
        &mut self,
        file: impl Fn(&BankPath) -> Option<Arc<File>>,
        pending: Pending,
    ) -> BTreeSet<BankPath> {
        let mut differing = BTreeSet::new();
        for number in &pending.edited {
            let all = self.later.range(((*number, Key(0)), (0, Key(0)))..);
            let referring = all.take_while(|((group, _), _)| group == number);
            differing.extend(referring.map(|(_, (group, _))| *group));
        }
        for (number, key) in pending.places {
            let file = self.order.path(number).and_then(&file);
            let group = file.as_deref().and_then(File::group).map(LazyGroup::new);
            let group = group.as_ref();
            let forms = self.forms.get(&number).cloned();
            let state = group.zip(forms.as_deref());
            let keys = state.map(|(group, forms)| forms.keys_of(key, group));
            for key in keys.unwrap_or_else(|| BTreeSet::from([key])) {
                let now = state.and_then(|state| self.look((number, key), state));
                if self.refer((number, key), now) {
                    differing.insert(number);
                }
            }
        }
        let paths = differing
            .iter()
            .filter_map(|number| self.order.path(*number).cloned());
        let paths = paths.collect();
        for path in &pending.gone {
            // It may have come back within the step.
            if self
                .order
                .number(path)
                .is_some_and(|number| !self.forms.contains_key(&number))
            {
                self.order.remove(path);
            }
        }
        paths
    }

    /// Takes over where a place refers to. Returns whether that is somewhere else than before.
    fn refer(&mut self, place: KeyInGroup, now: Option<KeyInGroup>) -> bool {
        let before = match now {
            Some(now) => self.earlier.insert(place, now),
            None => self.earlier.remove(&place),
        };
        if before != now {
            before.map(|before| self.later.remove(&(before, place)));
            now.map(|now| self.later.insert((now, place)));
        }
        before != now
    }

    /// The nearest place in an earlier group that asks what the first question of this place asks.
    fn look(
        &self,
        (number, key): KeyInGroup,
        (group, forms): (&LazyGroup<'_>, &GroupKeys),
    ) -> Option<KeyInGroup> {
        let asked = group.asked(forms.places(key).next()?)?;
        let written = asked.key(&[])?;
        let before = |set, key| Some((last(set, key, number)?, key));
        let same = [before(&self.written, written), before(&self.bare, written)];
        let bare = keys::bare(&asked, forms.context()).and_then(|bare| before(&self.written, bare));
        same.into_iter()
            .flatten()
            .chain(bare)
            .max_by_key(|(group, _)| *group)
    }

    /// Questions of a group that ask what an earlier one of the bank asks.
    pub fn pairs<'a>(
        &'a self,
        path: &BankPath,
    ) -> impl Iterator<Item = DuplicateQuestion> + use<'a> {
        let number = self.order.number(path);
        let here = path.clone();
        let forms = number.and_then(|number| self.forms.get(&number));
        let within =
            forms
                .into_iter()
                .flat_map(|forms| forms.repeated())
                .map(move |(earlier, later)| DuplicateQuestion {
                    later,
                    group: here.clone(),
                    earlier,
                });
        let number = number.unwrap_or(path_ids::END);
        let across = self
            .earlier
            .range((number, Key(0))..)
            .take_while(move |((group, _), _)| *group == number);
        let across = across.filter_map(move |((_, key), (group, other))| {
            Some(DuplicateQuestion {
                later: forms?.places(*key).next()?,
                group: self.order.path(*group)?.clone(),
                earlier: self.forms.get(group)?.first(*other)?,
            })
        });
        within.chain(across)
    }
}

/// The last group before `number` that has the key.
fn last(set: &SortedSet<u64>, key: Key, number: u64) -> Option<u64> {
    let found = set.before(&key.with(number))?;
    (Key::first(*found) == key).then(|| Key::second(*found))
}

/// The first group behind `number` that has the key.
fn next(set: &SortedSet<u64>, key: Key, number: u64) -> Option<u64> {
    let found = set.after(&key.with(number))?;
    (Key::first(*found) == key).then(|| Key::second(*found))
}
