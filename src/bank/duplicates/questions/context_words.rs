//! What a group is about: words that go without saying in its questions.

use std::sync::Arc;

use smol_str::{SmolStr, StrExt};
use xxhash_rust::xxh3::xxh3_64;

use super::lazy_group::LazyGroup;
use super::words::singular;
use crate::bank::path::BankPath;
use crate::facts::group::Group;
use crate::facts::questions::Difference;

/// How many questions at either end of a group tell what it is about; in nearly every group they are all.
const ENDS: usize = 32;

/// Fewer questions say nothing of what they have in common.
const FEWEST: usize = 8;

/// Words of folder and file names that name no subject.
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

/// What a group is about.
#[derive(Clone)]
pub(super) struct ContextWords {
    /// The words, without plurals, that are understood: those of the group's name, and those that at least half of its
    /// questions have. Sorted.
    pub words: Box<[SmolStr]>,
    /// Of each question that tells them, the bits of its words: whose bit few have, few have.
    masks: Arc<[u32]>,
}

impl ContextWords {
    /// What the group at `path` is about.
    pub fn new(path: &BankPath, reading: &LazyGroup<'_>) -> Self {
        let all = || telling(reading.group).map(|place| words(reading, place));
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

    /// What it is about after `difference` between two states.
    pub fn after(
        &self,
        path: &BankPath,
        (old, new): (&LazyGroup<'_>, &LazyGroup<'_>),
        difference: &Difference,
    ) -> Self {
        let places = &difference.new;
        let behind = new.group.questions.len() - places.end;
        if places.start >= ENDS && behind >= ENDS && difference.old.end + behind >= 2 * ENDS {
            return self.clone();
        }
        self.patched((old, new), difference)
            .unwrap_or_else(|| Self::new(path, new))
    }

    /// The same words with other masks, if the difference certainly leaves the words alone.
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
        let row = telling(new.group).position(|telling| telling == place)?;
        let (gone, come) = (words(old, place), words(new, place));
        let mut masks = self.masks.to_vec();
        masks[row] = mask(&come);
        let is_known = |word: &SmolStr| self.words.contains(word);
        let left = gone
            .iter()
            .any(|word| is_known(word) && !come.contains(word));
        let may_be_most = |word: &&SmolStr| {
            let holding = masks.iter().filter(|mask| **mask & bit(word) != 0);
            is_most(holding.count(), masks.len())
        };
        let mut fresh = come
            .iter()
            .filter(|word| !gone.contains(word) && !is_known(word));
        (!left && !fresh.any(|word| may_be_most(&word))).then(|| Self {
            words: self.words.clone(),
            masks: masks.into(),
        })
    }
}

/// The places of the questions that tell what a group is about.
fn telling(group: &Group) -> impl Iterator<Item = usize> + use<> {
    let count = group.questions.len();
    let head = count.min(ENDS);
    (0..head).chain(count.saturating_sub(ENDS).max(head)..count)
}

/// The words of a question without plurals, each once.
fn words(reading: &LazyGroup<'_>, place: usize) -> Vec<SmolStr> {
    let asked = reading.question(place);
    let words = asked.iter().flat_map(|asked| &asked.words);
    let mut words: Vec<SmolStr> = words.map(|word| singular(word).into()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether so many of these questions are most of them.
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
