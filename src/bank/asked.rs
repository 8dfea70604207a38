//! Questions of a file outside the bank that the bank asks already.

use super::path::BankPath;
use super::{Bank, QuestionRef};
use crate::facts::group::Group;

/// A question that the bank has already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Asked {
    /// Where it is.
    pub at: QuestionRef,
    /// Whether it has the same text; else it asks nearly the same.
    pub is_same: bool,
}

impl Bank {
    /// For each question of a file that is not in the bank, where the bank asks it already: in each file the first question
    /// with the same text, or else the first that asks nearly the same; those with the same text first, then by path.
    pub fn asked_already(&self, path: &BankPath, file: &Group) -> Vec<Vec<Asked>> {
        let near = self.question_duplicates.everywhere(path, file);
        let questions = file.questions.iter().zip(near);
        let asked = questions.map(|(placed, near)| {
            let same = self.exact_duplicates.everywhere(placed.question);
            let is_known = |at: &QuestionRef| same.iter().any(|it| it.group == at.group);
            let near: Vec<_> = near.into_iter().filter(|at| !is_known(at)).collect();
            let asked = |is_same| move |at| Asked { at, is_same };
            let near = near.into_iter().map(asked(false));
            same.into_iter().map(asked(true)).chain(near).collect()
        });
        asked.collect()
    }
}
