//! Matches orphaned answers to questions that share an answer.

use crate::bank::{Bank, BankPath};
use crate::facts::question::names_a_file;
use crate::facts::questions::Placed;

/// The orphaned answers of a folder.
pub struct Orphans {
    /// File names with their words.
    names: Vec<(String, Vec<String>)>,
}

/// The orphan that one of two questions with the same answer may belong to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OrphanMatch<'o> {
    /// It matches the later question.
    Later(&'o str),
    /// It matches the earlier question.
    First(&'o str),
    /// The words match neither question, but there is no other orphan.
    Either(&'o str),
}

impl Orphans {
    /// The orphans that questions of the group can name as their answers.
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

    /// True if the file is one of them.
    pub fn contains(&self, name: &str) -> bool {
        self.names.iter().any(|(orphan, _)| orphan == name)
    }

    /// The orphan for one of two questions: one whose words are all in the question.
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

    /// The orphan with the most words, all of which are in the question.
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

    /// The orphans that share a word of at least [`MIN_LENGTH`] characters with the question, best match first.
    pub fn alike(&self, placed: Placed<'_>) -> Vec<&str> {
        let text = placed.question.text();
        let asked = text.map_or_else(Vec::new, |text| words(text.text));
        let shared = |words: &[String]| {
            let is_long =
                |word: &&String| word.chars().count() >= MIN_LENGTH && asked.contains(word);
            words.iter().filter(is_long).count()
        };
        let mut alike: Vec<(usize, &str)> = (self.names.iter())
            .map(|(name, words)| (shared(words), name.as_str()))
            .filter(|(shared, _)| *shared > 0)
            .collect();
        alike.sort_by_key(|(shared, name)| (usize::MAX - shared, *name));
        alike.into_iter().map(|(_, name)| name).collect()
    }
}

/// Shorter words are ignored in comparisons.
const MIN_LENGTH: usize = 3;

/// The words of a text in lower case and singular.
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
