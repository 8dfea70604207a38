//! Which answers of the bank have the same text, in files or inline.
//!
//! Texts are compared by their fingerprint. Each answer refers to the nearest earlier one with the same fingerprint, by
//! path and then by index, so a change affects only itself and the next such answer.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use super::earlier::EarlierFiles;
use crate::bank::file::{Content, File};
use crate::bank::group_change::GroupChange;
use crate::bank::path::BankPath;
use crate::bank::sorted_set::SortedSet;
use crate::facts::key_table::KeyTable;
use crate::facts::question::{Answer, Question};
use crate::syntax::markdown::fingerprint::fingerprint;

/// The index of answers with equal text.
#[derive(Clone, Default)]
pub(in crate::bank) struct AnswerDuplicates {
    /// The answer files, without short ones.
    files: SortedSet<AnswerFile>,
    /// The fingerprints of a group's inline answers, each once.
    inline: OrdSet<(u64, BankPath)>,
    /// The inline answers of each group that has any, by fingerprint.
    tables: OrdMap<BankPath, InlineAnswers>,
    /// A fingerprint in a file, and the nearest earlier file that has it.
    earlier: EarlierFiles,
}

type InlineAnswers = KeyTable<(u64, u32)>;

/// An answer file and its fingerprint. Sorts by fingerprint, then by path.
#[derive(Clone)]
struct AnswerFile {
    fingerprint: u64,
    file: Arc<File>,
}

impl Ord for AnswerFile {
    fn cmp(&self, other: &Self) -> Ordering {
        let paths = || self.file.path.cmp(&other.file.path);
        self.fingerprint.cmp(&other.fingerprint).then_with(paths)
    }
}

impl PartialOrd for AnswerFile {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for AnswerFile {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for AnswerFile {}

/// What to look up again once all changes of a step are applied.
#[derive(Default)]
pub(in crate::bank) struct Pending {
    /// Files that refer to a file that changed.
    referring: BTreeSet<BankPath>,
    /// Fingerprints in a file whose reference can have changed.
    fingerprints: BTreeSet<(BankPath, u64)>,
}

/// Two answers with the same text.
pub struct DuplicateAnswer {
    /// The index of the question whose inline answer is the later one; `None` if the file itself is.
    pub later: Option<usize>,
    /// The file of the earlier one.
    pub path: BankPath,
    /// The index of its question there, if it is an inline answer.
    pub earlier: Option<usize>,
}

impl AnswerDuplicates {
    /// Replaces the state of a file: `old` and `new` if it was, or is, an answer.
    pub fn replace_file(
        &mut self,
        old: Option<&Arc<File>>,
        new: Option<&Arc<File>>,
        pending: &mut Pending,
    ) {
        let (old, new) = (old.and_then(AnswerFile::new), new.and_then(AnswerFile::new));
        if let Some(answer) = old.as_ref().or(new.as_ref()) {
            self.mark_referring(&answer.file.path, pending);
        }
        if let Some(old) = &old {
            self.files.remove(old);
        }
        if let Some(new) = &new {
            self.files.insert(new.clone());
        }
        if old != new {
            let shared = old.iter().chain(&new).filter(|it| self.is_shared(it));
            for answer in shared {
                self.mark(&answer.file.path, answer.fingerprint, pending);
            }
        }
    }

    /// Replaces the state of a group.
    pub fn replace_group(&mut self, change: &GroupChange<'_>, pending: &mut Pending) {
        let path = change.path;
        let before = self.tables.get(path).cloned().unwrap_or_default();
        let answers = change.added().map(|placed| inline(placed.question));
        let after = before.updated(&change.difference, answers);
        if before.is_empty() && after.is_empty() {
            return;
        }
        self.mark_referring(path, pending);
        if before.ptr_eq(&after) {
            return;
        }
        let (removed, added) = before.difference(&after);
        if after.is_empty() {
            self.tables.remove(path);
        } else {
            self.tables.insert(path.clone(), after);
        }
        for fingerprint in &removed {
            self.inline.remove(&(*fingerprint, path.clone()));
        }
        for fingerprint in &added {
            self.inline.insert((*fingerprint, path.clone()));
        }
        for fingerprint in removed.into_iter().chain(added) {
            self.mark(path, fingerprint, pending);
        }
    }

    /// Marks the files that refer to this one.
    fn mark_referring(&self, path: &BankPath, pending: &mut Pending) {
        if !self.earlier.is_empty() {
            let referring = self.earlier.referring_to(path);
            pending
                .referring
                .extend(referring.map(|(path, _)| path.clone()));
        }
    }

    /// Whether another file has, or had, the same fingerprint. Usually false and cheap to rule out.
    fn is_shared(&self, answer: &AnswerFile) -> bool {
        let same = |other: Option<&AnswerFile>| {
            other.is_some_and(|other| other.fingerprint == answer.fingerprint)
        };
        same(self.files.before(answer))
            || same(self.files.after(answer))
            || !self.inline.is_empty()
            || !self.earlier.is_empty()
    }

    /// Marks the entries affected by adding this fingerprint at `path`, or removing it.
    fn mark(&self, path: &BankPath, fingerprint: u64, pending: &mut Pending) {
        let entry = (path.clone(), fingerprint);
        if self.previous(path, fingerprint).is_some() || self.earlier.contains(&entry) {
            pending.fingerprints.insert(entry);
        }
        let next = self.next(path, fingerprint);
        pending
            .fingerprints
            .extend(next.map(|next| (next, fingerprint)));
        let referring = self.earlier.referring_to(path);
        let referring = referring.filter(|(_, other)| *other == fingerprint);
        pending.fingerprints.extend(referring.cloned());
    }

    /// Updates the references once all changes are applied. Returns the files in which an answer can now refer to
    /// another answer, or to one at another position.
    pub fn refresh(&mut self, pending: Pending) -> BTreeSet<BankPath> {
        let mut changed = pending.referring;
        for entry in pending.fingerprints {
            let (path, fingerprint) = &entry;
            let earlier = self.previous(path, *fingerprint);
            let earlier = earlier.filter(|_| self.contains(path, *fingerprint));
            if self.earlier.set(&entry, earlier) {
                changed.insert(entry.0);
            }
        }
        changed
    }

    /// The last path before this one with the same fingerprint.
    fn previous(&self, path: &BankPath, fingerprint: u64) -> Option<BankPath> {
        let before = (fingerprint, BankPath::seek(""))..(fingerprint, path.clone());
        let inline = self.inline.range(before).next_back().map(|(_, path)| path);
        let file = self.files.before(&AnswerFile::seek(fingerprint, path));
        inline.max(path_if(file, fingerprint)).cloned()
    }

    /// The next path after this one with the same fingerprint.
    fn next(&self, path: &BankPath, fingerprint: u64) -> Option<BankPath> {
        let from = (fingerprint, path.clone());
        let mut inline = self.inline.range(from..).filter(|(_, it)| it != path);
        let inline = inline.next().filter(|(it, _)| *it == fingerprint);
        let file = self.files.after(&AnswerFile::seek(fingerprint, path));
        let file = path_if(file, fingerprint);
        let inline = inline.map(|(_, path)| path);
        inline.into_iter().chain(file).min().cloned()
    }

    fn contains(&self, path: &BankPath, fingerprint: u64) -> bool {
        self.inline.contains(&(fingerprint, path.clone()))
            || self.files.contains(&AnswerFile::seek(fingerprint, path))
    }

    /// The answers at `path`, a file or a group, with the text of an earlier answer of the bank. In no useful order.
    pub fn pairs<'a>(&'a self, path: &BankPath) -> impl Iterator<Item = DuplicateAnswer> + use<'a> {
        let table = self.tables.get(path);
        let here = path.clone();
        let within = table.into_iter().flat_map(KeyTable::repeated);
        let within = within.map(move |(earlier, later)| DuplicateAnswer {
            later: Some(later),
            path: here.clone(),
            earlier: Some(earlier),
        });
        let across = self.earlier.of_file(path);
        let across = across.map(move |(fingerprint, earlier)| DuplicateAnswer {
            later: table.and_then(|table| table.first(fingerprint)),
            path: earlier.clone(),
            earlier: self
                .tables
                .get(earlier)
                .and_then(|table| table.first(fingerprint)),
        });
        within.chain(across)
    }
}

impl AnswerFile {
    /// The file with its fingerprint; `None` if its text is too short to have one.
    fn new(file: &Arc<File>) -> Option<Self> {
        let fingerprint = file.facts()?.as_page()?.body.fingerprint;
        let file = Arc::clone(file);
        (fingerprint != 0).then_some(Self { fingerprint, file })
    }

    /// A value that sorts like an answer at `path`.
    fn seek(fingerprint: u64, path: &BankPath) -> Self {
        let (path, content) = (path.clone(), Content::Other);
        let file = Arc::new(File { path, content });
        Self { fingerprint, file }
    }
}

/// The path of the answer, if it has this fingerprint.
fn path_if(answer: Option<&AnswerFile>, fingerprint: u64) -> Option<&BankPath> {
    let answer = answer.filter(|answer| answer.fingerprint == fingerprint);
    answer.map(|answer| &answer.file.path)
}

/// The fingerprint of a question's inline answer; `None` if the answer is short or no inline answer.
fn inline(question: &Question) -> Option<u64> {
    match question.answer().filter(|_| question.is_whole())? {
        Answer::Inline(scalar) => Some(fingerprint(scalar.text)).filter(|hash| *hash != 0),
        Answer::File(_) | Answer::Below(_) => None,
    }
}
