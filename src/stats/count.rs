//! Counts what there is in a bank.

use std::collections::{HashMap, HashSet};

use smol_str::SmolStr;

use super::asked::{Asked, asked_in};
use super::lengths::Measure;
use super::{
    Answers, Coverage, GroupStats, Part, Place, State, Stats, TopicStats, Totals, Unanswered,
    VERSION,
};
use crate::bank::{Bank, BankPath};
use crate::syntax::group::Group;

impl Stats {
    /// The numbers of the whole bank.
    pub fn of(bank: &Bank) -> Self {
        Self::of_part(bank, &|_| true)
    }

    /// The numbers of the groups, questions and orphans in `part`. A question is in it when its group or its answer
    /// file is, a group when any of its questions is.
    pub fn of_part(bank: &Bank, part: Part<'_>) -> Self {
        let mut count = Count::new(bank);
        for path in bank.groups() {
            count.group(path, part);
        }
        let orphans = bank.files().map(|(path, _)| path);
        let orphans = orphans.filter(|path| part(path.as_str()) && bank.is_orphan(path));
        count.finish(orphans.cloned().collect())
    }
}

/// What was counted so far.
struct Count<'b> {
    bank: &'b Bank,
    groups: Vec<GroupStats>,
    coverage: Vec<Coverage>,
    /// By topic: how many questions, and the groups.
    topics: HashMap<&'b str, (u32, u32)>,
    lengths: Measure,
    unanswered: Vec<Unanswered>,
    broken: u32,
    /// The folder of the groups that are counted now, and the answer files of it that are measured. A file answers
    /// questions of its own folder only.
    folder: &'b str,
    measured: HashSet<BankPath>,
}

impl<'b> Count<'b> {
    fn new(bank: &'b Bank) -> Self {
        let levels = bank.config().levels.iter();
        let levels = levels.map(|level| Some(level.name.clone()));
        let coverage = levels.chain([None]).map(|level| Coverage {
            level,
            answers: Answers::default(),
        });
        Self {
            bank,
            groups: Vec::new(),
            coverage: coverage.collect(),
            topics: HashMap::new(),
            lengths: Measure::default(),
            unanswered: Vec::new(),
            broken: 0,
            folder: "",
            measured: HashSet::new(),
        }
    }

    fn group(&mut self, path: &'b BankPath, part: Part<'_>) {
        let Some(group) = self.bank.group(path.as_str()) else {
            return;
        };
        if self.folder != path.folder() {
            self.folder = path.folder();
            self.measured.clear();
        }
        let mut row = GroupStats {
            path: path.clone(),
            title: title(path, group),
            levels: vec![0; self.bank.config().levels.len()],
            without_level: 0,
            answers: Answers::default(),
        };
        let mut topics = HashSet::new();
        for asked in asked_in(self.bank, path, part) {
            self.question(&asked, &mut row);
            self.topics(&asked, &mut topics);
        }
        if part(path.as_str()) || row.answers.questions > 0 {
            self.groups.push(row);
        }
    }

    fn question(&mut self, asked: &Asked<'b>, row: &mut GroupStats) {
        let counted = asked.level.and_then(|level| row.levels.get_mut(level));
        *counted.unwrap_or(&mut row.without_level) += 1;
        row.answers.add(asked.answer.state);
        let last = self.coverage.len() - 1;
        let level = asked.level.unwrap_or(last).min(last);
        self.coverage[level].answers.add(asked.answer.state);
        self.broken += u32::from(!asked.question.is_whole());
        match asked.answer.state {
            State::Answered => self.measure(asked),
            state => self.unanswered.push(Unanswered {
                state,
                at: Place::of(asked),
            }),
        }
    }

    /// Adds the answer's length, of a file once.
    fn measure(&mut self, asked: &Asked<'b>) {
        let again = |file: &BankPath| !self.measured.insert(file.clone());
        if !asked.answer.file.as_ref().is_some_and(again) {
            self.lengths.add(asked);
        }
    }

    /// Counts the question's topics; `seen` are those of the group so far.
    fn topics(&mut self, asked: &Asked<'b>, seen: &mut HashSet<&'b str>) {
        for topic in asked.topics(self.bank) {
            let (questions, groups) = self.topics.entry(topic).or_default();
            *questions += 1;
            *groups += u32::from(seen.insert(topic));
        }
    }

    fn finish(self, orphans: Vec<BankPath>) -> Stats {
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
            orphans: orphans.len(),
        };
        let levels = self.coverage.iter().filter_map(|row| row.level.clone());
        Stats {
            version: VERSION,
            levels: levels.collect(),
            totals,
            groups: self.groups,
            topics,
            lengths: self.lengths.finish(),
            coverage: self.coverage,
            unanswered: self.unanswered,
            orphans,
        }
    }
}

/// What a group is called where there is little room.
fn title(path: &BankPath, group: &Group) -> SmolStr {
    let written = ["briefTitle", "title"]
        .into_iter()
        .find_map(|key| group.head.map.string(key));
    written.map_or_else(|| path.stem().into(), |title| title.text.clone())
}

impl Answers {
    fn add(&mut self, state: State) {
        self.questions += 1;
        *match state {
            State::Answered => &mut self.answered,
            State::Empty => &mut self.empty,
            State::Missing => &mut self.missing,
            State::None => &mut self.none,
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

impl Place {
    pub(super) fn of(asked: &Asked<'_>) -> Self {
        Self {
            group: asked.group.clone(),
            index: asked.index,
            question: asked.text().map(SmolStr::from),
            file: asked.answer.file.clone(),
        }
    }
}
