//! A bank in numbers: how many questions of which level each group has, which topics are used how often, how long the
//! answers are, and what is missing.
//!
//! Knows the bank and what is below it. Must not know: findings, the file system, terminals, the protocol. Everything is
//! counted from the facts of one moment, so the numbers after any history are those of a fresh start. Counting costs a
//! look at every question.

mod answer;
mod count;
mod detected;
pub mod html;
mod lengths;
mod questions;
#[cfg(test)]
mod tests;

use serde::Serialize;
use smol_str::SmolStr;

pub use answer::{AnswerState, FoundAnswer};
pub use count::Counted;
pub use detected::{Detected, distinct as distinct_levels, headings, levels as levels_of};
pub use questions::{ListedQuestion, questions, questions_in};

use crate::bank::BankPath;

/// The version of the form of [`Stats`] as JSON. Keys are added without a new one.
pub const VERSION: u32 = 1;

/// Selects files of a bank by path: all, or those of a folder.
pub type PathFilter<'p> = &'p dyn Fn(&str) -> bool;

/// The numbers of a bank, or of a part of it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// [`VERSION`].
    pub version: u32,
    /// The names of the levels in their order; counts by level are in the same.
    pub levels: Vec<SmolStr>,
    /// What the files with questions are called, in the singular; not in the JSON.
    #[serde(skip)]
    pub noun: &'static str,
    /// The sums.
    pub totals: Totals,
    /// The groups, by path, without translations of others of them.
    pub groups: Vec<GroupStats>,
    /// The translations of groups, by path. Their questions are those of the originals and are counted here only.
    pub translations: Vec<TranslationStats>,
    /// For each level, and last for the questions without one, how many are answered.
    pub coverage: Vec<Coverage>,
    /// The topics, the most used first, those used alike by name. Levels among a question's topics are none.
    pub topics: Vec<TopicStats>,
    /// How long the answers are.
    pub lengths: Lengths,
    /// The questions without an answer, by group and place.
    pub unanswered: Vec<Unanswered>,
    /// The answer files that nothing refers to, by path.
    pub orphans: Vec<BankPath>,
}

/// Sums over a bank.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Totals {
    /// Groups.
    pub groups: usize,
    /// What the questions' answers are like.
    #[serde(flatten)]
    pub answers: Answers,
    /// Questions without a level.
    pub without_level: u32,
    /// Questions that are not YAML. They count with what can be read of them.
    pub broken: u32,
    /// Topics.
    pub topics: usize,
    /// Topics that one question has.
    pub topics_used_once: usize,
    /// Unused answer files.
    pub orphans: usize,
    /// Translations of groups.
    pub translations: usize,
    /// The questions in them.
    pub translated_questions: u32,
}

/// How many questions have which answer. `questions` is the sum of the others.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize)]
pub struct Answers {
    /// Questions.
    pub questions: u32,
    /// See [`AnswerState::Answered`].
    pub answered: u32,
    /// See [`AnswerState::Empty`].
    pub empty: u32,
    /// See [`AnswerState::Missing`].
    pub missing: u32,
    /// See [`AnswerState::None`].
    pub none: u32,
}

/// The numbers of a group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupStats {
    /// Its file.
    pub path: BankPath,
    /// Its `briefTitle`, else its `title`, else its file's name.
    pub title: SmolStr,
    /// How many questions are of each level.
    pub levels: Vec<u32>,
    /// How many have no level.
    pub without_level: u32,
    /// What their answers are like.
    #[serde(flatten)]
    pub answers: Answers,
}

/// A translation of a group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TranslationStats {
    /// Its file.
    pub path: BankPath,
    /// Its `briefTitle`, else its `title`, else its file's name.
    pub title: SmolStr,
    /// The file of the original.
    pub original: BankPath,
    /// How many questions the original has.
    pub original_questions: u32,
    /// What the answers of its questions are like.
    #[serde(flatten)]
    pub answers: Answers,
}

/// How many questions of a level are answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Coverage {
    /// The level; `None` for the questions without one.
    pub level: Option<SmolStr>,
    /// What their answers are like.
    #[serde(flatten)]
    pub answers: Answers,
}

/// How much a topic is used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TopicStats {
    /// Its name.
    pub name: SmolStr,
    /// How many questions list it.
    pub questions: u32,
    /// In how many groups.
    pub groups: u32,
}

/// How long the answers are, in words. A file that several questions cite is one answer; empty ones are left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Lengths {
    /// How many answers are files.
    pub files: u32,
    /// How many are inline.
    pub inline: u32,
    /// How many more files could not be read, so that their length is not known.
    pub unread: u32,
    /// All words together.
    pub words: u64,
    /// The length of the middle one; of an even number of answers, of the shorter of the two. `None` without answers.
    pub median: Option<u32>,
    /// The shortest, and of several the first.
    pub shortest: Option<Extreme>,
    /// The longest, and of several the first.
    pub longest: Option<Extreme>,
    /// The distribution, the shortest first. The buckets are the same for every bank.
    pub buckets: Vec<Bucket>,
}

/// The answers of about a length.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Bucket {
    /// The least words that fall in here.
    pub from: u32,
    /// The most words; `None` for the last bucket, which has no end.
    pub to: Option<u32>,
    /// How many files.
    pub files: u32,
    /// How many inline answers.
    pub inline: u32,
}

/// The shortest or longest answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Extreme {
    /// Its length.
    pub words: u32,
    /// Its question, the first of several.
    #[serde(flatten)]
    pub at: Location,
}

/// A question without an answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Unanswered {
    /// What is wrong.
    pub state: AnswerState,
    /// The question.
    #[serde(flatten)]
    pub at: Location,
}

/// A question, for people to find.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Location {
    /// The group's file.
    pub group: BankPath,
    /// Its place in the group, from 0.
    pub index: usize,
    /// Its text, if it has one.
    pub question: Option<SmolStr>,
    /// The file that is its answer, there or not; `None` when it names none in the bank.
    pub file: Option<BankPath>,
}
