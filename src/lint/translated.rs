//! What the rules about translations have in common.

use std::ops::Range;

use crate::bank::{Bank, BankPath, Correspondence, Translation, Unmatched};
use crate::facts::group::Group;
use crate::text::{Span, is_or_are};

/// A translation with what corresponds in its original.
pub(super) struct Compared<'b> {
    /// The two files.
    pub files: Translation<'b>,
    /// Their questions.
    pub correspondence: Correspondence,
}

/// How a run of questions without a counterpart is reported.
pub(super) enum Reported {
    /// Question by question, as numbers or places name them, with the verb: `questions 3 and 4`, `are`.
    Named(String, &'static str),
    /// By how many there are at the place in the two files: in the file with the run, and in the other.
    Counted(usize, usize),
    /// Not: the other file has more questions at the place.
    Not,
}

impl<'b> Compared<'b> {
    /// Compares the file at `path` with its original; `None` if it is not a translation.
    pub fn of(bank: &'b Bank, path: &BankPath) -> Option<Self> {
        let files = bank.translation(path)?;
        Some(Self {
            correspondence: Correspondence::new(files.original, files.translation),
            files,
        })
    }

    /// Whether at least half of the questions correspond, so that single differences mean something.
    pub fn is_sound(&self) -> bool {
        self.correspondence.is_sound()
    }
}

/// How a run of questions of `group` without a counterpart is reported.
pub(super) fn reported(group: &Group, run: &Unmatched) -> Reported {
    let mut questions = group.questions.range(run.questions.clone());
    let are_numbered = questions.all(|placed| placed.question.number().is_some());
    let (here, there) = (run.questions.len(), run.others.len());
    if are_numbered || there == 0 {
        return Reported::Named(names(group, &run.questions), is_or_are(here));
    }
    match here > there {
        true => Reported::Counted(here, there),
        false => Reported::Not,
    }
}

/// The questions at these indexes: `question 3`, `questions 3 and 4`, `questions 3 to 9`.
fn names(group: &Group, questions: &Range<usize>) -> String {
    let number = |index: usize| {
        let placed = group.questions.get(index);
        let number = placed.and_then(|placed| placed.question.number());
        number.unwrap_or(index as u32 + 1)
    };
    let first = number(questions.start);
    let last = number(questions.end.max(1) - 1);
    match questions.len() {
        1 => format!("question {first}"),
        2 => format!("questions {first} and {last}"),
        _ => format!("questions {first} to {last}"),
    }
}

/// The text of the question at an index; the start of the list if there is none.
pub(super) fn place(group: &Group, index: Option<usize>) -> Span {
    let placed = index.and_then(|index| group.questions.get(index));
    let text = placed.and_then(|placed| placed.text());
    text.map_or(group.opening, |text| text.span)
}
