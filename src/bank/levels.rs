//! The values of `level`, how often and where each is used. Levels among the topics are counted as topics.

use imbl::OrdMap;
use smol_str::SmolStr;

use super::Bank;
use super::config::Config;
use super::path::BankPath;
use super::topics::{Deltas, Nearness, nearness};
use crate::facts::questions::Placed;

/// The values of `level` in a bank.
#[derive(Clone, Default)]
pub struct Levels {
    all: OrdMap<SmolStr, LevelUses>,
}

/// How often and where one value of `level` is used.
#[derive(Clone, Default)]
pub struct LevelUses {
    /// How many questions of the bank have it.
    pub total: u32,
    /// How many of each group.
    pub groups: OrdMap<BankPath, u32>,
}

impl Levels {
    /// How many questions have the level `word`, as written; `None` if no question has it.
    pub fn get(&self, word: &str) -> Option<&LevelUses> {
        self.all.get(word)
    }

    /// All values as written, with how many questions have each.
    pub fn iter(&self) -> impl Iterator<Item = (&SmolStr, &LevelUses)> {
        self.all.iter()
    }

    /// Changes how many questions of the group have each of these values.
    pub(super) fn change(&mut self, group: &BankPath, deltas: &Deltas) {
        for (word, delta) in deltas.iter().filter(|(_, delta)| **delta != 0) {
            let mut uses = self.all.get(word).cloned().unwrap_or_default();
            let before = uses.groups.get(group).copied().unwrap_or(0);
            let count = (i64::from(before) + delta) as u32;
            uses.total = uses.total - before + count;
            match count {
                0 => uses.groups.remove(group),
                count => uses.groups.insert(group.clone(), count),
            };
            if uses.groups.is_empty() {
                self.all.remove(word);
            } else {
                self.all.insert(word.clone(), uses);
            }
        }
    }
}

impl Bank {
    /// The index of the level that `word` means or is likely a typo of: the same word in another form, a long one with one
    /// or two wrong letters, or one that `near-topic` reports as a typo of a level.
    pub fn probable_level(&self, word: &str) -> Option<usize> {
        let config = self.config();
        let near = || self.topics().near(word);
        (config.level(word))
            .or_else(|| level_like(config, word))
            .or_else(|| config.level(near()?))
    }

    /// The index of a question's level, including likely typos.
    pub fn probable_level_of(&self, placed: &Placed<'_>) -> Option<usize> {
        let written = || placed.level().into_iter().chain(placed.topics());
        let exact = self.level_of(placed).map(|(level, _)| level);
        exact.or_else(|| written().find_map(|word| self.probable_level(word.text)))
    }
}

/// Shorter words that differ in one letter are different words.
const LONG: usize = 7;

/// The index of the level of which `word` is another form or a typo.
fn level_like(config: &Config, word: &str) -> Option<usize> {
    let written = letters(word);
    // A plural or two wrong letters change at most four bits; this rules out nearly every topic.
    let is_like = |level: &str| {
        (written ^ letters(level)).count_ones() <= 4
            && match nearness(word, level) {
                Some(Nearness::SameStem) => true,
                Some(Nearness::FewLetters) => {
                    word.chars().count().min(level.chars().count()) >= LONG
                }
                None => false,
            }
    };
    config.levels.iter().position(|level| {
        is_like(&level.name) || level.synonyms.iter().any(|synonym| is_like(synonym))
    })
}

/// One bit for each letter of a word, by hash, without case and separators.
fn letters(word: &str) -> u64 {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .fold(0, |letters, c| letters | 1 << (u32::from(c) % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_a_level() {
        let config = Config::default();
        let name = |word| level_like(&config, word).map(|at| config.levels[at].name.as_str());
        for (word, level) in [
            ("Beginners", Some("Beginner")),
            ("beginners", Some("Beginner")),
            ("Begginer", Some("Beginner")),
            ("Intermediat", Some("Intermediate")),
            ("Advance", Some("Advanced")),
            ("Experts", Some("Advanced")),
            ("Fresher", Some("Beginner")),
            ("Export", None),
            ("Card", None),
            ("Ease", None),
            ("Media", None),
            ("Advantages", None),
            ("Basics", None),
            ("", None),
        ] {
            assert_eq!(name(word), level, "{word:?}");
        }
    }

    #[test]
    fn a_replaced_group_leaves_nothing_behind() {
        let path = |name: &str| BankPath::new(name).unwrap();
        let by = |word: &str, n| (SmolStr::from(word), n);
        let mut levels = Levels::default();
        levels.change(&path("a.md"), &Deltas::from([by("Easy", 2), by("Hard", 1)]));
        levels.change(&path("b.md"), &Deltas::from([by("Easy", 5)]));
        levels.change(
            &path("a.md"),
            &Deltas::from([by("Easy", 1), by("Hard", -1)]),
        );
        let all: Vec<_> = levels
            .iter()
            .map(|(word, uses)| {
                (
                    word.as_str(),
                    uses.total,
                    uses.groups
                        .iter()
                        .map(|(p, n)| (p.as_str(), *n))
                        .collect::<Vec<_>>(),
                )
            })
            .collect();
        assert_eq!(all, [("Easy", 8, vec![("a.md", 3), ("b.md", 5)])]);
    }
}
