//! Counts what there is in a bank.

use std::collections::{BTreeSet, HashMap, HashSet};

use smol_str::SmolStr;

use super::lengths::Measure;
use super::questions::{ListedQuestion, questions_in};
use super::{
    AnswerState, Answers, Coverage, GroupStats, Location, PathFilter, Stats, TopicStats, Totals,
    TranslationStats, Unanswered, VERSION,
};
use crate::bank::{Bank, BankPath};
use crate::shape::noun::Noun;

impl Stats {
    /// The numbers of the whole bank.
    pub fn of(bank: &Bank) -> Self {
        Self::of_part(bank, &|_| true)
    }

    /// The numbers of the groups, questions and orphans in `part`. A question is in it when its group or its answer
    /// file is, a group when any of its questions is.
    pub fn of_part(bank: &Bank, part: PathFilter<'_>) -> Self {
        Self::of_banks(&[Counted {
            bank,
            part,
            prefix: "",
        }])
    }

    /// The numbers of several banks in one. Levels of one name are one level, and so are topics.
    pub fn of_banks(banks: &[Counted<'_>]) -> Self {
        let mut count = Count::default();
        for counted in banks {
            count.add_levels(counted.bank);
        }
        count.coverage.push(Coverage {
            level: None,
            answers: Answers::default(),
        });
        for counted in banks {
            count.bank(counted);
        }
        count.finish()
    }
}

/// A bank that is counted, perhaps with others.
#[derive(Clone, Copy)]
pub struct Counted<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// What of it.
    pub part: PathFilter<'b>,
    /// A prefix for its paths, which tells them from those of other banks.
    pub prefix: &'b str,
}

impl Counted<'_> {
    /// The path with the prefix.
    fn path(&self, path: &BankPath) -> BankPath {
        let full = BankPath::new(&format!("{}{path}", self.prefix));
        full.unwrap_or_else(|| path.clone())
    }

    fn place(&self, question: &ListedQuestion<'_>) -> Location {
        Location {
            group: self.path(question.group),
            index: question.index,
            question: question.text().map(SmolStr::from),
            file: question.answer.file.as_ref().map(|file| self.path(file)),
        }
    }
}

/// What was counted so far.
#[derive(Default)]
struct Count<'b> {
    groups: Vec<GroupStats>,
    /// What the files of `groups` are called.
    nouns: BTreeSet<Noun>,
    translations: Vec<TranslationStats>,
    coverage: Vec<Coverage>,
    /// By topic: how many questions, and the groups.
    topics: HashMap<&'b str, (u32, u32)>,
    lengths: Measure,
    unanswered: Vec<Unanswered>,
    broken: u32,
    orphans: Vec<BankPath>,
    /// The place in `coverage` of each level of the bank that is counted now.
    levels: Vec<usize>,
    /// The folder of the groups that are counted now, and the answer files of it that are measured. A file answers
    /// questions of its own folder only.
    folder: &'b str,
    measured: HashSet<BankPath>,
}

impl<'b> Count<'b> {
    /// Adds the levels of a bank that no bank before it has.
    fn add_levels(&mut self, bank: &Bank) {
        for level in &bank.config().levels {
            if self.level(&level.name).is_none() {
                self.coverage.push(Coverage {
                    level: Some(level.name.clone()),
                    answers: Answers::default(),
                });
            }
        }
    }

    fn level(&self, name: &SmolStr) -> Option<usize> {
        let known = |row: &Coverage| row.level.as_ref() == Some(name);
        self.coverage.iter().position(known)
    }

    fn bank(&mut self, counted: &Counted<'b>) {
        let Counted { bank, part, .. } = *counted;
        let levels = bank.config().levels.iter();
        self.levels = levels.filter_map(|level| self.level(&level.name)).collect();
        self.folder = "";
        self.measured.clear();
        for path in bank.groups() {
            if !self.translation(path, counted) {
                self.group(path, counted);
            }
        }
        let orphans = bank.files().map(|(path, _)| path);
        let orphans = orphans.filter(|path| part(path.as_str()) && bank.is_orphan(path));
        self.orphans.extend(orphans.map(|path| counted.path(path)));
    }

    /// Counts the group as a translation, if it is one of a group that is counted, too.
    fn translation(&mut self, path: &BankPath, counted: &Counted<'_>) -> bool {
        let Counted { bank, part, .. } = *counted;
        let translation = bank.translation(path);
        let translation = translation.filter(|found| part(found.path.as_str()));
        let Some(translation) = translation.filter(|_| part(path.as_str())) else {
            return false;
        };
        let mut answers = Answers::default();
        for question in questions_in(bank, path, part) {
            answers.add(question.answer.state);
        }
        self.translations.push(TranslationStats {
            path: counted.path(path),
            title: translation.translation.short_title(path.stem()),
            original: counted.path(&translation.path),
            original_questions: translation.original.questions.len() as u32,
            answers,
        });
        true
    }

    fn group(&mut self, path: &'b BankPath, counted: &Counted<'b>) {
        let Counted { bank, part, .. } = *counted;
        let Some(group) = bank.group(path.as_str()) else {
            return;
        };
        if self.folder != path.folder() {
            self.folder = path.folder();
            self.measured.clear();
        }
        let mut row = GroupStats {
            path: counted.path(path),
            title: group.short_title(path.stem()),
            levels: vec![0; self.coverage.len() - 1],
            without_level: 0,
            answers: Answers::default(),
        };
        let mut topics = HashSet::new();
        for question in questions_in(bank, path, part) {
            self.question(&question, &mut row, counted);
            self.topics(question.topics(bank), &mut topics);
        }
        if part(path.as_str()) || row.answers.questions > 0 {
            self.nouns.insert(Noun::of(group));
            self.groups.push(row);
        }
    }

    fn question(
        &mut self,
        question: &ListedQuestion<'b>,
        row: &mut GroupStats,
        counted: &Counted<'b>,
    ) {
        let level = question
            .level
            .and_then(|level| self.levels.get(level).copied());
        let cell = level.and_then(|level| row.levels.get_mut(level));
        *cell.unwrap_or(&mut row.without_level) += 1;
        row.answers.add(question.answer.state);
        let last = self.coverage.len() - 1;
        let level = level.unwrap_or(last);
        self.coverage[level].answers.add(question.answer.state);
        self.broken += u32::from(!question.placed.question.is_whole());
        match question.answer.state {
            AnswerState::Answered => self.measure(question, counted),
            state => self.unanswered.push(Unanswered {
                state,
                at: counted.place(question),
            }),
        }
    }

    /// Adds the answer's length, of a file once.
    fn measure(&mut self, question: &ListedQuestion<'b>, counted: &Counted<'_>) {
        let again = |file: &BankPath| !self.measured.insert(file.clone());
        if !question.answer.file.as_ref().is_some_and(again) {
            self.lengths.add(question, || counted.place(question));
        }
    }

    /// Counts the question's topics; `seen` are those of the group so far.
    fn topics(&mut self, topics: Vec<&'b str>, seen: &mut HashSet<&'b str>) {
        for topic in topics {
            let (questions, groups) = self.topics.entry(topic).or_default();
            *questions += 1;
            *groups += u32::from(seen.insert(topic));
        }
    }

    fn finish(self) -> Stats {
        let topics = self.topics.into_iter();
        let topics = topics.map(|(name, (questions, groups))| TopicStats {
            name: name.into(),
            questions,
            groups,
        });
        let mut topics: Vec<_> = topics.collect();
        topics.sort_by(|a, b| (b.questions, &a.name).cmp(&(a.questions, &b.name)));
        let totals = Totals {
            groups: self.groups.len(),
            answers: Answers::sum(self.coverage.iter().map(|row| row.answers)),
            without_level: self.groups.iter().map(|group| group.without_level).sum(),
            broken: self.broken,
            topics: topics.len(),
            topics_used_once: topics.iter().filter(|topic| topic.questions == 1).count(),
            orphans: self.orphans.len(),
            translations: self.translations.len(),
            translated_questions: Answers::sum(self.translations.iter().map(|one| one.answers))
                .questions,
        };
        let levels = self.coverage.iter().filter_map(|row| row.level.clone());
        Stats {
            version: VERSION,
            noun: Noun::together(self.nouns),
            levels: levels.collect(),
            totals,
            groups: self.groups,
            translations: self.translations,
            topics,
            lengths: self.lengths.finish(),
            coverage: self.coverage,
            unanswered: self.unanswered,
            orphans: self.orphans,
        }
    }
}

impl Answers {
    fn add(&mut self, state: AnswerState) {
        self.questions += 1;
        *match state {
            AnswerState::Answered => &mut self.answered,
            AnswerState::Empty => &mut self.empty,
            AnswerState::Missing => &mut self.missing,
            AnswerState::None => &mut self.none,
        } += 1;
    }

    /// All of them together.
    pub fn sum(parts: impl Iterator<Item = Self>) -> Self {
        parts.fold(Self::default(), |all, part| Self {
            questions: all.questions + part.questions,
            answered: all.answered + part.answered,
            empty: all.empty + part.empty,
            missing: all.missing + part.missing,
            none: all.none + part.none,
        })
    }
}
