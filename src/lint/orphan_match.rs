//! Answers that nothing leads to, and which question may mean them: for what is said of a shared answer, and what is
//! done about it.

use crate::bank::{Bank, BankPath};
use crate::facts::question::names_a_file;
use crate::facts::questions::Placed;

/// The answers of a folder that nothing leads to.
pub struct Orphans {
    /// Name, and the words in it.
    names: Vec<(String, Vec<String>)>,
}

/// Which of two questions with one answer may mean an orphan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrphanMatch<'o> {
    /// The one that comes later.
    Later(&'o str),
    /// The earlier one.
    First(&'o str),
    /// One of them: the words do not say which, but there is no other orphan.
    Either(&'o str),
}

impl Orphans {
    /// The orphans that questions of the group can name.
    pub fn of(bank: &Bank, group: &BankPath) -> Self {
        let files = bank.files_in(&bank.answers_folder(group));
        let orphans =
            files.filter(|file| names_a_file(file.path.name()) && bank.is_orphan(&file.path));
        Self {
            names: orphans
                .map(|file| (file.path.name().to_owned(), words(file.path.stem())))
                .collect(),
        }
    }

    /// Whether this is one of them.
    pub fn contains(&self, name: &str) -> bool {
        self.names.iter().any(|(orphan, _)| orphan == name)
    }

    /// The orphan that one of two questions may mean: one whose words are all in the question.
    pub fn matching(
        &self,
        first: Option<Placed<'_>>,
        later: Placed<'_>,
    ) -> Option<OrphanMatch<'_>> {
        let either = || match &self.names[..] {
            [(name, _)] => Some(OrphanMatch::Either(name)),
            _ => None,
        };
        let later = self.fitting(later).map(OrphanMatch::Later);
        let first = || Some(OrphanMatch::First(self.fitting(first?)?));
        later.or_else(first).or_else(either)
    }

    /// The orphan all of whose words are in the question; of several the one with the most.
    fn fitting(&self, placed: Placed<'_>) -> Option<&str> {
        let asked = words(placed.question.text()?.text);
        let fits = |(_, words): &&(String, Vec<String>)| {
            !words.is_empty() && words.iter().all(|word| asked.contains(word))
        };
        let fitting = self.names.iter().filter(fits);
        fitting
            .max_by_key(|(_, words)| words.len())
            .map(|(name, _)| name.as_str())
    }

    /// The orphans that share a word of some length with the question, those that share the most first.
    pub fn alike(&self, placed: Placed<'_>) -> Vec<&str> {
        let text = placed.question.text();
        let asked = text.map_or_else(Vec::new, |text| words(text.text));
        let shared = |words: &[String]| {
            let telling = |word: &&String| word.chars().count() >= TELLING && asked.contains(word);
            words.iter().filter(telling).count()
        };
        let mut alike: Vec<(usize, &str)> = (self.names.iter())
            .map(|(name, words)| (shared(words), name.as_str()))
            .filter(|(shared, _)| *shared > 0)
            .collect();
        alike.sort_by_key(|(shared, name)| (usize::MAX - shared, *name));
        alike.into_iter().map(|(_, name)| name).collect()
    }
}

/// Shorter words say nothing of what a question is about.
const TELLING: usize = 3;

/// The words of a text in lower case, without what a plural adds.
fn words(text: &str) -> Vec<String> {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(|word| stem(&word.to_lowercase())).collect()
}

fn stem(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let singular = word
        .strip_suffix('s')
        .filter(|stem| stem.len() > 2 && !stem.ends_with('s'));
    singular.unwrap_or(word).trim_end_matches('e').to_owned()
}
