//! All files of a bank as one value, with indexes over them.
//!
//! Knows the layout of a bank: which file is a group, an answer or an author, which file refers to which, how often a topic
//! is used. Must not know: the file system, rules, editors, the protocol. A clone of a `Bank` is cheap and never changes, so
//! readers have a consistent snapshot.
//!
//! After any changes the indexes equal those of a new bank made from the same files.

mod alike;
mod asked;
pub mod config;
pub mod contents_match;
mod distinct_topics;
mod duplicates;
pub mod file;
mod group_change;
mod index;
pub mod keys;
mod language;
pub mod levels;
mod listed_topics;
mod listing;
pub mod nearest;
mod neighbours;
mod nouns;
pub mod path;
mod possible_references;
mod question_ref;
pub mod resolve;
mod role;
pub mod schema;
pub mod settings;
mod sorted_set;
pub mod title_promises;
pub mod topics;
mod translated;
mod translations;
mod uses;

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;
use smol_str::SmolStr;

pub use asked::Asked;
pub use config::{Config, Severity, is_same_level_word};
pub use file::{Content, Entry, Fault, File};
pub use index::{Change, Impact};
pub use levels::Levels;
pub use path::BankPath;
pub use possible_references::PossibleReference;
pub use question_ref::QuestionRef;
pub use topics::Topics;
pub use translated::{SameQuestions, Translation};
pub use translations::{Correspondence, TranslatedFolder, Unmatched, corresponding_options};

use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::mark::{Mark, OwnedMark};
use crate::facts::question::Question;
use crate::facts::questions::Placed;
use crate::shape;
use duplicates::{AnswerDuplicates, ExactDuplicates, QuestionDuplicates};
pub use duplicates::{DuplicateAnswer, DuplicateQuestion, content_words};
use translations::Translations;
use uses::Uses;

/// The name of a bank's configuration file, at its root.
pub const CONFIG_FILE: &str = "qmark.yaml";

/// A bank at one moment.
#[derive(Clone, Default)]
pub struct Bank {
    config: Arc<Config>,
    files: OrdMap<BankPath, Arc<File>>,
    /// The files whose path is not its own caseless form, by that form.
    cased: OrdMap<SmolStr, Uses>,
    /// The groups in each folder that has any.
    groups: OrdMap<SmolStr, Uses>,
    /// How many of the groups in each folder have an answers' folder beside them.
    answering: OrdMap<SmolStr, u32>,
    /// The files that are answers although they have questions, as they were read.
    yielding: OrdMap<BankPath, Arc<File>>,
    /// Which files refer to a file, an author or a guide, other than by a plain `answer`.
    uses: OrdMap<Target, Uses>,
    authors: OrdMap<SmolStr, Uses>,
    guides: OrdMap<SmolStr, Uses>,
    topics: Topics,
    levels: Levels,
    /// The topics that pages of the shape `topics` name, with how often they do.
    listed: OrdMap<SmolStr, usize>,
    question_duplicates: QuestionDuplicates,
    exact_duplicates: ExactDuplicates,
    answer_duplicates: AnswerDuplicates,
    translations: Translations,
    questions: usize,
    group_count: usize,
}

/// What a file can refer to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    /// A file, existing or not.
    File(BankPath),
    /// An author by id.
    Author(SmolStr),
    /// A guide by id.
    Guide(SmolStr),
    /// A file to which a part may refer that could not be read fully: its path in its caseless form.
    Mentioned(SmolStr),
    /// Any file of this folder, because the name could not be read.
    AnyIn(SmolStr),
    /// Nothing; marks files with a part that could not be read.
    Unread,
    /// A level or topic that a heading gives to the questions below it, even if there are none.
    Label(SmolStr),
}

/// Where the file name of an `answer` or `ending` leads.
#[derive(Clone, PartialEq, Debug)]
pub enum AnswerTarget {
    /// To this file in the answers' folder.
    Found(Arc<File>),
    /// To no file; this is where it would be.
    Missing(BankPath),
    /// To no file, but some systems take the name of this file for the same one, see [`crate::platform::caseless`].
    OtherCase(BankPath),
    /// Out of the answers' folder: to this file, if it is one of the bank.
    Outside(Option<Arc<File>>),
}

impl Bank {
    /// An empty bank with this configuration.
    pub fn new(config: Arc<Config>) -> Self {
        Self {
            config,
            ..Self::default()
        }
    }

    /// The configuration.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// What a file with this text at `path` says.
    pub fn read(&self, path: &BankPath, text: &str) -> Facts {
        shape::read(&self.config.input(path, text), None)
    }

    /// All files by path.
    pub fn files(&self) -> impl DoubleEndedIterator<Item = (&BankPath, &Arc<File>)> {
        self.files.iter()
    }

    /// How many files there are.
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// How many questions there are.
    pub fn question_count(&self) -> usize {
        self.questions
    }

    /// How many groups there are.
    pub fn group_count(&self) -> usize {
        self.group_count
    }

    /// The file at `path`.
    pub fn file(&self, path: &str) -> Option<&Arc<File>> {
        self.files.get(path)
    }

    /// The group at `path`.
    pub fn group(&self, path: &str) -> Option<&Group> {
        self.file(path)?.group()
    }

    /// The group files in `folder`, by path.
    pub fn groups_in<'b>(&'b self, folder: &str) -> impl Iterator<Item = &'b BankPath> + use<'b> {
        self.groups.get(folder).into_iter().flat_map(Uses::iter)
    }

    /// All group files, folder by folder.
    pub fn groups(&self) -> impl Iterator<Item = &BankPath> {
        self.groups.values().flat_map(Uses::iter)
    }

    /// The files directly in `folder`, by path.
    pub fn files_in<'b>(&'b self, folder: &str) -> impl Iterator<Item = &'b Arc<File>> + 'b {
        file::children(&self.files, folder)
    }

    /// The files and folders directly in `folder`, by path.
    pub fn entries_in<'b>(&'b self, folder: &str) -> impl Iterator<Item = Entry<'b>> + 'b {
        file::entries(&self.files, folder)
    }

    /// The files below `folder`, at any depth, by path.
    pub fn files_below<'b>(&'b self, folder: &str) -> impl Iterator<Item = &'b Arc<File>> + 'b {
        let prefix = format!("{folder}/");
        self.files
            .range(BankPath::seek(&prefix)..)
            .map(|(_, file)| file)
            .take_while(move |file| file.path.as_str().starts_with(&prefix))
    }

    /// The topics.
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    /// The values of `level`.
    pub fn levels(&self) -> &Levels {
        &self.levels
    }

    /// The author with this id.
    pub fn author(&self, id: &str) -> Option<&BankPath> {
        self.authors.get(id)?.first()
    }

    /// All authors: id and file.
    pub fn authors(&self) -> impl Iterator<Item = (&SmolStr, &BankPath)> {
        self.authors
            .iter()
            .filter_map(|(id, files)| Some((id, files.first()?)))
    }

    /// The guide with this id.
    pub fn guide(&self, id: &str) -> Option<&BankPath> {
        self.guides.get(id)?.first()
    }

    /// All guides: id and file.
    pub fn guides(&self) -> impl Iterator<Item = (&SmolStr, &BankPath)> {
        self.guides
            .iter()
            .filter_map(|(id, files)| Some((id, files.first()?)))
    }

    /// The folder whose groups `path` can be an answer of, if it is in an answers' folder.
    pub fn folder_of_answer<'p>(&self, path: &'p BankPath) -> Option<&'p str> {
        let folder = path.folder();
        let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
        (name == self.config.answers).then_some(parent)
    }

    /// Whether the file is an answer: markdown in the answers' folder beside a group.
    pub fn is_answer(&self, path: &BankPath) -> bool {
        let is_read = || {
            self.file(path.as_str())
                .is_some_and(|file| file.is_markdown())
        };
        (path.is_markdown() || path.is_plain_text() && is_read()) && self.is_among_answers(path)
    }

    /// The answers' folder of a group.
    pub fn answers_folder(&self, group: &BankPath) -> String {
        match group.folder() {
            "" => self.config.answers.to_string(),
            folder => format!("{folder}/{}", self.config.answers),
        }
    }

    /// The file that an `answer` or `ending` of the group means by the file name `value`, existing or not.
    ///
    /// `None` if it is outside of the bank.
    pub fn answer_path(&self, group: &BankPath, value: &str) -> Option<BankPath> {
        group.beside(&format!("{}/{value}", self.config.answers))
    }

    /// Where the file name `value` of an `answer` or `ending` leads.
    pub fn answer_target(&self, group: &BankPath, value: &str) -> AnswerTarget {
        let path = self.answer_path(group, value);
        if value.contains('/') || value.contains('\\') {
            return AnswerTarget::Outside(path.and_then(|path| self.file(path.as_str()).cloned()));
        }
        let Some(path) = path else {
            return AnswerTarget::Outside(None);
        };
        if let Some(file) = self.file(path.as_str()) {
            return AnswerTarget::Found(Arc::clone(file));
        }
        // Answers are directly in the answers' folder.
        let other = self
            .other_cases(&path)
            .into_iter()
            .find(|other| other.folder() == path.folder());
        match other {
            Some(file) => AnswerTarget::OtherCase(file),
            None => AnswerTarget::Missing(path),
        }
    }

    /// Whether any file is below the folder `path`.
    pub fn has_folder(&self, path: &BankPath) -> bool {
        let below = format!("{path}/");
        let next = self.files.range(BankPath::seek(&below)..).next();
        next.is_some_and(|(file, _)| file.as_str().starts_with(&below))
    }

    /// The questions whose answer is this file, by group and index.
    pub fn citations(&self, answer: &BankPath) -> Vec<QuestionRef> {
        let mut found = Vec::new();
        if let Some(folder) = self.folder_of_answer(answer) {
            for path in self.groups_in(folder) {
                let citing = self
                    .group(path.as_str())
                    .into_iter()
                    .flat_map(|group| group.citing(answer.name()));
                found.extend(citing.map(|index| QuestionRef {
                    group: path.clone(),
                    index,
                }));
            }
        }
        // Answers in other folders that refer to this file by `../`.
        for path in self.users(&Target::File(answer.clone())) {
            let group = self
                .group(path.as_str())
                .into_iter()
                .flat_map(|group| group.questions.iter().enumerate());
            for (index, placed) in group {
                let outside = placed
                    .question
                    .answer_file()
                    .filter(|name| name.text.contains('/'));
                if outside
                    .is_some_and(|name| self.answer_path(&path, name.text).as_ref() == Some(answer))
                {
                    found.push(QuestionRef {
                        group: path.clone(),
                        index,
                    });
                }
            }
        }
        found.sort();
        found
    }

    /// Whether the file is an answer to which certainly nothing refers.
    pub fn is_orphan(&self, path: &BankPath) -> bool {
        let led_to = self.is_cited(path) || self.may_be_referenced(path);
        self.is_answer(path) && !led_to && !self.is_cited_in_other_case(path)
    }

    /// Whether a question names the answer file in the wrong case.
    fn is_cited_in_other_case(&self, answer: &BankPath) -> bool {
        let Some(folder) = self.folder_of_answer(answer) else {
            return false;
        };
        self.groups_in(folder).any(|path| {
            let group = self.group(path.as_str());
            group
                .into_iter()
                .flat_map(|group| group.names_like(answer.name()))
                .any(|name| {
                    self.answer_target(path, name) == AnswerTarget::OtherCase(answer.clone())
                })
        })
    }

    /// Whether anything refers to the file: a question, an `ending`, or a link from another file.
    pub fn is_cited(&self, path: &BankPath) -> bool {
        let by_question = self.folder_of_answer(path).is_some_and(|folder| {
            self.groups_in(folder).any(|group| {
                self.group(group.as_str())
                    .is_some_and(|g| g.citing(path.name()).next().is_some())
            })
        });
        by_question
            || self
                .users(&Target::File(path.clone()))
                .any(|user| user != *path)
    }

    /// The files that refer to `target` by a link, an `ending`, an `authorId`, a `relatedGuidesId`, or an `answer`
    /// with a path; by path.
    pub fn users(&self, target: &Target) -> impl Iterator<Item = BankPath> + use<> {
        self.uses
            .get(target)
            .map(Uses::to_vec)
            .unwrap_or_default()
            .into_iter()
    }

    /// The groups with a heading that gives such a level or topic, even to no question.
    pub fn labelled<'b>(
        &'b self,
        is_word: impl Fn(&str) -> bool + 'b,
    ) -> impl Iterator<Item = BankPath> + 'b {
        let labels = self.uses.range(Target::Label(SmolStr::default())..);
        let words = labels.map_while(|(target, uses)| match target {
            Target::Label(word) => Some((word, uses)),
            _ => None,
        });
        let words = words.filter(move |(word, _)| is_word(word));
        words.flat_map(|(_, uses)| uses.to_vec())
    }

    /// The answers at `path`, an answer file or a group, with the text of an earlier answer of the bank, by path and then
    /// by index; each with the nearest such one. In no useful order.
    pub fn duplicate_answers(
        &self,
        path: &BankPath,
    ) -> impl Iterator<Item = DuplicateAnswer> + use<'_> {
        self.answer_duplicates.pairs(path)
    }

    /// The questions of a group with the text of an earlier question of the same group, or of another that is not a
    /// translation or copy of it; each with the first such one. In no useful order.
    pub fn duplicate_questions(
        &self,
        group: &BankPath,
    ) -> impl Iterator<Item = DuplicateQuestion> + use<'_> {
        self.exact_duplicates.pairs(group)
    }

    /// The questions of a group that ask nearly the same as an earlier question of the bank, in the same group or in one
    /// with a lesser path; each with the nearest such one. In no useful order.
    pub fn similar_questions(
        &self,
        group: &BankPath,
    ) -> impl Iterator<Item = DuplicateQuestion> + use<'_> {
        self.question_duplicates.pairs(group)
    }

    /// The questions of a group that other files ask too, by index. Takes time proportional to their number.
    pub fn shared_questions(&self, group: &BankPath) -> BTreeSet<usize> {
        self.exact_duplicates.shared(group)
    }

    /// Where else a question is asked word for word: the first such question of each other file that is not a translation
    /// or copy, by path.
    pub fn asked_elsewhere(&self, at: &QuestionRef) -> Vec<QuestionRef> {
        let placed = self.group(at.group.as_str());
        let placed = placed.and_then(|group| group.questions.get(at.index));
        let found =
            placed.map(|placed| self.exact_duplicates.elsewhere(&at.group, placed.question));
        found.unwrap_or_default()
    }

    /// Whether two groups are translations or copies of one file.
    pub fn are_versions(&self, a: &BankPath, b: &BankPath) -> bool {
        self.exact_duplicates.are_versions(a, b)
    }

    /// The level of a question as its author wrote it, with its place in the order: its own, else that of its section.
    pub fn level_of<'q>(&self, placed: &Placed<'q>) -> Option<(usize, Mark<'q>)> {
        let own = self.own_level_of(placed.question);
        let own = own.map(|(level, mark)| (level, mark.shift(placed.start)));
        own.or_else(|| {
            let section = placed.section?;
            let labels = section.level.iter().chain(section.topics());
            labels
                .map(OwnedMark::mark)
                .find_map(|mark| self.known_level(mark))
        })
    }

    /// The level that a question gives itself: its `level`, else the first topic that is one. The span counts as those
    /// of the question.
    pub fn own_level_of<'q>(&self, question: &'q Question) -> Option<(usize, Mark<'q>)> {
        let mut marks = question.level().into_iter().chain(question.topics());
        marks.find_map(|mark| self.known_level(mark))
    }

    fn known_level<'q>(&self, mark: Mark<'q>) -> Option<(usize, Mark<'q>)> {
        Some((self.config.level(mark.text)?, mark))
    }
}
