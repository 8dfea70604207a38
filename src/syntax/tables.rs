//! What the bank's index asks of a group's questions, sorted so that one question of ten thousand is found at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use smol_str::SmolStr;
use xxhash_rust::xxh3::xxh3_64;

use super::group::{Group, Placed};
use super::question::Question;
use super::yaml::Scalar;

/// The tables of one group; shared with the group's next state while an edit leaves it alone.
#[derive(PartialEq, Eq, Debug, Default)]
pub(super) struct Tables {
    /// Hash of an answer's file name without case, and the question that names it; sorted.
    answers: Box<[(u32, u32)]>,
    /// Topics and how often each is listed; sorted by name.
    topics: Box<[(SmolStr, u32)]>,
    /// Values of `level` and how often each is given; sorted by name.
    levels: Box<[(SmolStr, u32)]>,
    /// Where links in inline answers lead; sorted.
    links: Box<[Box<str>]>,
}

impl Tables {
    pub(super) fn of(questions: &[Placed]) -> Self {
        let name = |placed: &Placed| placed.question.answer_file().map(|s| name_hash(&s.text));
        let mut answers: Vec<(u32, u32)> = questions
            .iter()
            .enumerate()
            .filter_map(|(i, p)| Some((name(p)?, i as u32)))
            .collect();
        answers.sort_unstable();
        let links: BTreeSet<&str> = questions
            .iter()
            .flat_map(|p| p.question.inline_links())
            .collect();
        Self {
            answers: answers.into(),
            topics: counts(questions.iter().flat_map(|p| p.question.topics())),
            levels: counts(questions.iter().filter_map(|p| p.question.level())),
            links: links.into_iter().map(Box::from).collect(),
        }
    }
}

/// Whether the tables of a group stay as they are when the question `b` takes the place of `a`.
pub(super) fn same_sources(a: &Question, b: &Question) -> bool {
    let name = |question: &Question| question.answer_file().map(|scalar| scalar.text.clone());
    let level = |question: &Question| question.level().map(|scalar| scalar.text.clone());
    name(a) == name(b)
        && level(a) == level(b)
        && a.topics().map(|s| &s.text).eq(b.topics().map(|s| &s.text))
        && a.inline_links().eq(b.inline_links())
}

impl Group {
    /// The questions whose answer is the file `name`, in order.
    pub fn citing<'g>(&'g self, name: &'g str) -> impl Iterator<Item = usize> + 'g {
        self.hashed(name_hash(name))
            .filter(move |&index| self.answer_name(index) == Some(name))
    }

    /// The answer files that the questions name and that differ from `name` in case only.
    pub fn names_like<'g>(&'g self, name: &'g str) -> impl Iterator<Item = &'g str> + 'g {
        let lower = name.to_lowercase();
        self.hashed(name_hash(name))
            .filter_map(|index| self.answer_name(index))
            .filter(move |other| *other != name && other.to_lowercase() == lower)
    }

    /// The questions that name the same answer file as an earlier one, each with the first that does; in no useful
    /// order.
    pub fn shared_answers(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let alike = self.tables.answers.chunk_by(|(a, _), (b, _)| a == b);
        alike
            .filter(|alike| alike.len() > 1)
            .flat_map(move |alike| {
                let indices = alike.iter().map(|(_, index)| *index as usize);
                indices.enumerate().skip(1).filter_map(move |(at, later)| {
                    let mut earlier = alike[..at].iter().map(|(_, index)| *index as usize);
                    let first = earlier
                        .find(|&first| self.answer_name(first) == self.answer_name(later))?;
                    Some((first, later))
                })
            })
    }

    /// The paths that links in inline answers lead to; sorted, each once.
    pub fn inline_links(&self) -> impl Iterator<Item = &str> {
        self.tables.links.iter().map(|path| &**path)
    }

    /// The questions whose answer's file name has this hash, in order.
    fn hashed(&self, hash: u32) -> impl Iterator<Item = usize> + '_ {
        let from = self.tables.answers.partition_point(|(h, _)| *h < hash);
        let same = self.tables.answers[from..]
            .iter()
            .take_while(move |(h, _)| *h == hash);
        same.map(|(_, index)| *index as usize)
    }

    /// The answer files that the questions name, each once for every question; in no useful order.
    pub fn answer_names(&self) -> impl Iterator<Item = &str> {
        self.tables
            .answers
            .iter()
            .filter_map(|(_, index)| self.answer_name(*index as usize))
    }

    /// The topics and how many times the group lists each; sorted by name.
    pub fn topic_counts(&self) -> &[(SmolStr, u32)] {
        &self.tables.topics
    }

    /// The values of `level` and how many questions have each; sorted by name.
    pub fn level_counts(&self) -> &[(SmolStr, u32)] {
        &self.tables.levels
    }

    /// Whether the two certainly name the same answers, topics and levels: true only where an edit kept them.
    pub fn shares_tables(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tables, &other.tables)
    }

    fn answer_name(&self, index: usize) -> Option<&str> {
        Some(&self.questions.get(index)?.question.answer_file()?.text)
    }
}

/// How often each value occurs, by value.
fn counts<'q>(values: impl Iterator<Item = &'q Scalar>) -> Box<[(SmolStr, u32)]> {
    let mut names: Vec<&SmolStr> = values.map(|scalar| &scalar.text).collect();
    names.sort_unstable();
    names
        .chunk_by(|a, b| a == b)
        .map(|same| (same[0].clone(), same.len() as u32))
        .collect()
}

/// A hash of a file name that does not depend on case.
fn name_hash(name: &str) -> u32 {
    if name.is_ascii() && !name.bytes().any(|b| b.is_ascii_uppercase()) {
        xxh3_64(name.as_bytes()) as u32
    } else {
        xxh3_64(name.to_lowercase().as_bytes()) as u32
    }
}
