//! The context words of a group: words that go without saying in its questions.

use std::sync::Arc;

use smol_str::{SmolStr, StrExt};
use xxhash_rust::xxh3::xxh3_64;

use super::lazy_group::LazyGroup;
use super::words::singular;
use crate::bank::path::BankPath;
use crate::facts::group::Group;
use crate::facts::questions::Difference;

/// How many questions at either end of a group are sampled; in nearly every group that is all of them.
const ENDS: usize = 32;

/// Fewer questions are too few to have context words in common.
const FEWEST: usize = 8;

/// Words in names of folders and files that are no context words.
const NAMELESS: &[&str] = &[
    "question",
    "answer",
    "interview",
    "quiz",
    "content",
    "group",
    "bank",
    "index",
    "part",
    "level",
    "beginner",
    "intermediate",
    "advanced",
    "experienced",
    "fresher",
    "easy",
    "medium",
    "hard",
    "basic",
    "popular",
    "top",
    "doc",
    "the",
    "and",
    "more",
];

/// The context words of a group.
#[derive(Clone)]
pub(super) struct ContextWords {
    /// The words in the singular: those in the group's name, and those in at least half of its questions. Sorted.
    pub words: Box<[SmolStr]>,
    /// For each sampled question, the bits of its words: a word whose bit is rare is rare itself.
    masks: Arc<[u32]>,
}

impl ContextWords {
    /// The context words of the group at `path`.
    pub fn new(path: &BankPath, reading: &LazyGroup<'_>) -> Self {
        let all = || sampled(reading.group).map(|place| words(reading, place));
        let mut masks = Vec::new();
        let mut hashes = Vec::new();
        for words in all() {
            masks.push(mask(&words));
            hashes.extend(words.iter().map(|word| xxh3_64(word.as_bytes())));
        }
        hashes.sort_unstable();
        let alike = hashes.chunk_by(|a, b| a == b);
        let most: Vec<u64> = alike
            .filter(|alike| is_most(alike.len(), masks.len()))
            .map(|alike| alike[0])
            .collect();
        let mut found = named(path);
        if !most.is_empty() {
            let is_one = |word: &SmolStr| most.contains(&xxh3_64(word.as_bytes()));
            found.extend(all().flatten().filter(is_one));
        }
        found.sort_unstable();
        found.dedup();
        Self {
            words: found.into(),
            masks: masks.into(),
        }
    }

    /// The context words after `difference` between two states.
    pub fn after(
        &self,
        path: &BankPath,
        (old, new): (&LazyGroup<'_>, &LazyGroup<'_>),
        difference: &Difference,
    ) -> Self {
        let places = &difference.new;
        let after = new.group.questions.len() - places.end;
        if places.start >= ENDS && after >= ENDS && difference.old.end + after >= 2 * ENDS {
            return self.clone();
        }
        self.patched((old, new), difference)
            .unwrap_or_else(|| Self::new(path, new))
    }

    /// The same words with new masks, if the difference certainly does not change the words.
    fn patched(
        &self,
        (old, new): (&LazyGroup<'_>, &LazyGroup<'_>),
        difference: &Difference,
    ) -> Option<Self> {
        if difference.old != difference.new || difference.new.len() > 1 {
            return None;
        }
        let Some(place) = difference.new.clone().next() else {
            return Some(self.clone());
        };
        let row = sampled(new.group).position(|index| index == place)?;
        let (removed, added) = (words(old, place), words(new, place));
        let mut masks = self.masks.to_vec();
        masks[row] = mask(&added);
        let is_known = |word: &SmolStr| self.words.contains(word);
        let left = removed
            .iter()
            .any(|word| is_known(word) && !added.contains(word));
        let may_be_most = |word: &&SmolStr| {
            let holding = masks.iter().filter(|mask| **mask & bit(word) != 0);
            is_most(holding.count(), masks.len())
        };
        let mut fresh = added
            .iter()
            .filter(|word| !removed.contains(word) && !is_known(word));
        (!left && !fresh.any(|word| may_be_most(&word))).then(|| Self {
            words: self.words.clone(),
            masks: masks.into(),
        })
    }
}

/// The indexes of the sampled questions of a group.
fn sampled(group: &Group) -> impl Iterator<Item = usize> + use<> {
    let count = group.questions.len();
    let head = count.min(ENDS);
    (0..head).chain(count.saturating_sub(ENDS).max(head)..count)
}

/// The words of a question in the singular, each once.
fn words(reading: &LazyGroup<'_>, place: usize) -> Vec<SmolStr> {
    let asked = reading.question(place);
    let words = asked.iter().flat_map(|asked| &asked.words);
    let mut words: Vec<SmolStr> = words.map(|word| singular(word).into()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether `count` of these questions are at least half of them.
fn is_most(count: usize, of: usize) -> bool {
    of >= FEWEST && count * 2 >= of
}

/// The bits of these words.
fn mask(words: &[SmolStr]) -> u32 {
    words.iter().fold(0, |mask, word| mask | bit(word))
}

/// One of 32 bits, by the word.
fn bit(word: &str) -> u32 {
    1 << (xxh3_64(word.as_bytes()) % 32)
}

/// The words of the names of a group's file and folder, and each name as one word.
fn named(path: &BankPath) -> Vec<SmolStr> {
    let folder = path.folder().rsplit('/').next().unwrap_or("");
    let mut found = Vec::new();
    for name in [folder, path.stem()] {
        let name = name.to_lowercase_smolstr();
        let parts = name.split(|c: char| !c.is_alphanumeric() && !"+#".contains(c));
        let joined: String = parts.clone().collect();
        let words = parts.map(SmolStr::from).chain([SmolStr::from(joined)]);
        let means = |word: &SmolStr| {
            !word.is_empty()
                && !word.bytes().all(|b| b.is_ascii_digit())
                && !NAMELESS.contains(&word.as_str())
        };
        found.extend(words.map(|word| singular(&word).into()).filter(means));
    }
    found
}
