//! What a group is about: words that go without saying in its questions.

use std::collections::HashMap;

use smol_str::{SmolStr, StrExt};

use super::super::path::BankPath;
use super::forms::Reading;
use super::words::singular;

/// How many questions at either end of a group tell what it is about; in nearly every group they are all.
pub(super) const ENDS: usize = 32;

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

/// The words, without plurals, that are understood in the group at `path`: those of its name, and those that at least
/// half of its questions have.
pub(super) fn subject(path: &BankPath, reading: &Reading<'_>) -> Vec<SmolStr> {
    let mut found = named(path);
    let mut counts: HashMap<SmolStr, usize> = HashMap::new();
    let count = reading.group.questions.len();
    let head = 0..count.min(ENDS);
    let tail = count.saturating_sub(ENDS).max(head.end)..count;
    let sampled = head.len() + tail.len();
    if sampled >= FEWEST {
        for asked in head.chain(tail).filter_map(|place| reading.asked(place)) {
            let words = asked.words.iter().map(|word| singular(word).into());
            let mut words: Vec<SmolStr> = words.collect();
            words.sort_unstable();
            words.dedup();
            words
                .into_iter()
                .for_each(|word| *counts.entry(word).or_default() += 1);
        }
        let most = counts.into_iter().filter(|(_, count)| count * 2 >= sampled);
        found.extend(most.map(|(word, _)| word));
    }
    found.sort_unstable();
    found.dedup();
    found
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
