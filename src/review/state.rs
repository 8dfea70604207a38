//! One state of a bank: all its questions in one list.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::bank::{Bank, BankPath};
use crate::stats::{ListedQuestion, questions_in};

/// A bank and its questions, file by file. A question is named by its place in the list.
pub struct State<'b> {
    /// The bank.
    pub bank: &'b Bank,
    /// The questions of all files, those of a file together and in order.
    pub questions: Vec<ListedQuestion<'b>>,
    /// The files with questions, and the places of these.
    pub files: Vec<(&'b BankPath, Range<usize>)>,
    by_path: HashMap<&'b str, usize>,
}

impl<'b> State<'b> {
    /// The state that the bank is in.
    pub fn new(bank: &'b Bank) -> Self {
        let mut questions = Vec::with_capacity(bank.question_count());
        let mut files = Vec::with_capacity(bank.group_count());
        for path in bank.groups() {
            let start = questions.len();
            questions.extend(questions_in(bank, path, &|_| true));
            files.push((path, start..questions.len()));
        }
        let by_path = files.iter().enumerate();
        let by_path = by_path.map(|(at, (path, _))| (path.as_str(), at)).collect();
        Self {
            bank,
            questions,
            files,
            by_path,
        }
    }

    /// The places of the questions of the file at `path`; `None` if it has none.
    pub fn questions_of(&self, path: &str) -> Option<Range<usize>> {
        let at = *self.by_path.get(path)?;
        Some(self.files[at].1.clone())
    }
}

/// Whether a file says the same in both banks, as far as a shared value shows.
pub(super) fn is_shared(old: (&Bank, &BankPath), new: (&Bank, &BankPath)) -> bool {
    let facts = |(bank, path): (&Bank, &BankPath)| bank.file(path.as_str())?.facts().cloned();
    let facts = facts(old).zip(facts(new));
    facts.is_some_and(|(old, new)| Arc::ptr_eq(&old, &new))
}
