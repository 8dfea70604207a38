//! Which questions and files of two states are the same.
//!
//! Step by step, each for the questions that the steps before it left over:
//!
//! 1. the same text and context, in the same file, then anywhere;
//! 2. the same text but for case and punctuation, in the same file;
//! 3. nearly the same question, in the same file, see [`near`](super::near);
//! 4. the last two anywhere.
//!
//! A file that was renamed counts as the same file: the one that has most of its questions. Equal questions correspond in
//! their order.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use super::evidence::Reach;
use super::key::{exact, loose};
use super::matches::Matches;
use super::near;
use super::state::{State, is_shared};
use crate::bank::{BankPath, QuestionRef};
use crate::stats::ListedQuestion;

/// The questions and files of two states that are the same. Questions are named by their places in their [`State`].
pub struct Pairing {
    questions: Matches,
    /// For files of the new state, the path that they had in the old one.
    old_paths: HashMap<BankPath, BankPath>,
}

/// Questions of two files that are the same: the places of the old ones, and of the new ones.
type FilePair = (Range<usize>, Range<usize>);

impl Pairing {
    /// Finds out what is the same.
    pub fn new(old: &State<'_>, new: &State<'_>) -> Self {
        let mut pairing = Self {
            questions: Matches::new(old.questions.len(), new.questions.len()),
            old_paths: HashMap::new(),
        };
        let (before, after) = (0..old.questions.len(), 0..new.questions.len());
        let mut files = pairing.same_paths(old, new);
        for file in &files {
            pairing.by_key(old, new, file, exact);
        }
        pairing.by_key(old, new, &(before.clone(), after.clone()), exact);
        files.extend(pairing.renamed(old, new));
        for file in &files {
            pairing.by_key(old, new, file, loose);
        }
        for file in &files {
            near::pair(&mut pairing.questions, (old, new), file, Reach::File);
        }
        let all = (before, after);
        pairing.by_key(old, new, &all, loose);
        near::pair(&mut pairing.questions, (old, new), &all, Reach::Bank);
        pairing.pair_pages(old, new);
        pairing
    }

    /// The question of the old state that is the one at this place of the new state.
    pub fn old_of(&self, new: usize) -> Option<usize> {
        self.questions.old_of(new)
    }

    /// The question of the new state that is the one at this place of the old state.
    pub fn new_of(&self, old: usize) -> Option<usize> {
        self.questions.new_of(old)
    }

    /// The path that a file of the new state had in the old one; `None` if it did not exist.
    pub fn old_path(&self, new: &BankPath) -> Option<&BankPath> {
        self.old_paths.get(new)
    }

    /// The question of the old state that is this one of the new state.
    pub fn old_ref(
        &self,
        old: &State<'_>,
        new: &State<'_>,
        at: &QuestionRef,
    ) -> Option<QuestionRef> {
        let first = new.questions_of(at.group.as_str())?.start;
        let question = &old.questions[self.old_of(first + at.index)?];
        Some(QuestionRef {
            group: question.group.clone(),
            index: question.index,
        })
    }

    /// The files at the same path. The questions of those that are equal are paired.
    fn same_paths(&mut self, old: &State<'_>, new: &State<'_>) -> Vec<FilePair> {
        let mut differing = Vec::new();
        for (path, after) in &new.files {
            let Some(before) = old.questions_of(path.as_str()) else {
                continue;
            };
            if before.len() == after.len() && is_shared((old.bank, path), (new.bank, path)) {
                before
                    .zip(after.clone())
                    .for_each(|(a, b)| self.questions.set(a, b));
            } else {
                differing.push((before, after.clone()));
            }
        }
        differing
    }

    /// Pairs the questions of two ranges with the same key, in their order.
    fn by_key(
        &mut self,
        old: &State<'_>,
        new: &State<'_>,
        (before, after): &FilePair,
        key: fn(&ListedQuestion<'_>) -> Option<u64>,
    ) {
        let mut waiting: HashMap<u64, VecDeque<usize>> = HashMap::new();
        for at in before.clone().filter(|at| self.new_of(*at).is_none()) {
            if let Some(key) = key(&old.questions[at]) {
                waiting.entry(key).or_default().push_back(at);
            }
        }
        if waiting.is_empty() {
            return;
        }
        for at in after.clone() {
            if self.old_of(at).is_some() {
                continue;
            }
            let same = key(&new.questions[at]).and_then(|key| waiting.get_mut(&key)?.pop_front());
            if let Some(same) = same {
                self.questions.set(same, at);
            }
        }
    }

    /// The files whose path is new, with those whose path is gone and that had most of their questions.
    fn renamed(&mut self, old: &State<'_>, new: &State<'_>) -> Vec<FilePair> {
        let is_gone = |path: &BankPath| new.bank.file(path.as_str()).is_none();
        let mut found = Vec::new();
        let mut taken: HashSet<&BankPath> = HashSet::new();
        for (path, after) in &new.files {
            if old.bank.file(path.as_str()).is_some() {
                continue;
            }
            let mut counts: HashMap<&BankPath, usize> = HashMap::new();
            for before in after.clone().filter_map(|at| self.old_of(at)) {
                *counts.entry(old.questions[before].group).or_default() += 1;
            }
            let candidates = counts.into_iter();
            let candidates = candidates.filter(|(path, _)| is_gone(path) && !taken.contains(path));
            let best = candidates.max_by(|a, b| (a.1, b.0).cmp(&(b.1, a.0)));
            let Some((before, _)) = best else { continue };
            taken.insert(before);
            self.old_paths.insert((*path).clone(), before.clone());
            found.extend(
                old.questions_of(before.as_str())
                    .map(|it| (it, after.clone())),
            );
        }
        found
    }

    /// Pairs the files that have no questions, and those at the same path.
    fn pair_pages(&mut self, old: &State<'_>, new: &State<'_>) {
        let is_old = |path: &BankPath| old.bank.file(path.as_str()).is_some();
        let is_gone = |path: &BankPath| is_old(path) && new.bank.file(path.as_str()).is_none();
        // The answers of the same question.
        for (before, after) in self.questions.pairs() {
            let answers = (&old.questions[before], &new.questions[after]);
            let files = answers
                .0
                .answer
                .file
                .as_ref()
                .zip(answers.1.answer.file.as_ref());
            if let Some((before, after)) = files
                && !is_old(after)
                && is_gone(before)
            {
                let known = self.old_paths.entry(after.clone());
                known.or_insert_with(|| before.clone());
            }
        }
        // Pages with the same text.
        let mut gone: HashMap<u64, Option<&BankPath>> = HashMap::new();
        for (path, file) in old.bank.files().filter(|(path, _)| is_gone(path)) {
            let print = file.body().map_or(0, |body| body.fingerprint);
            let known = gone.entry(print);
            known.and_modify(|path| *path = None).or_insert(Some(path));
        }
        for (path, file) in new.bank.files() {
            if is_old(path) {
                self.old_paths.insert(path.clone(), path.clone());
            } else if let Some(body) = file.body().filter(|body| body.fingerprint != 0)
                && let Some(Some(before)) = gone.get(&body.fingerprint)
            {
                let known = self.old_paths.entry(path.clone());
                known.or_insert_with(|| (*before).clone());
            }
        }
    }
}
