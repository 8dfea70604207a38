//! Questions of a file outside the bank that the bank asks already.

use std::collections::{BTreeSet, HashMap};

use super::duplicates::normalized;
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
        let alike = self.with_text_of(file);
        let questions = file.questions.iter().zip(near).enumerate();
        let asked = questions.map(|(index, (placed, near))| {
            let same = self.exact_duplicates.everywhere(placed.question);
            let is_known = |at: &QuestionRef| same.iter().any(|it| it.group == at.group);
            let alike = alike.get(&index).into_iter().flatten().cloned();
            let near: BTreeSet<_> = near.into_iter().chain(alike).collect();
            let mut files = BTreeSet::new();
            let is_first = |at: &QuestionRef| files.insert(at.group.clone());
            let near = near.into_iter().filter(|at| !is_known(at)).filter(is_first);
            let near: Vec<_> = near.collect();
            let asked = |is_same| move |at| Asked { at, is_same };
            let near = near.into_iter().map(asked(false));
            same.into_iter().map(asked(true)).chain(near).collect()
        });
        asked.collect()
    }

    /// For the questions of a file, by index: those of the bank with the same text, where one of the two has more below its
    /// text, and the other has not. That may be an answer that starts with code, or that looks like a part of the question.
    fn with_text_of(&self, file: &Group) -> HashMap<usize, Vec<QuestionRef>> {
        let mut wanted: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, placed) in file.questions.iter().enumerate() {
            let text = placed.text().map(|text| normalized(text.text));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                wanted.entry(text).or_default().push(index);
            }
        }
        let mut found: HashMap<usize, Vec<QuestionRef>> = HashMap::new();
        for path in self.groups() {
            let questions = self.group(path.as_str()).into_iter();
            let questions = questions.flat_map(|group| group.questions.iter().enumerate());
            for (place, placed) in questions.filter(|(_, it)| it.question.options().is_empty()) {
                let text = placed.text().map(|text| normalized(text.text));
                let indexes = text.and_then(|text| wanted.get(&text));
                for index in indexes.into_iter().flatten() {
                    let own = file
                        .questions
                        .get(*index)
                        .map_or(0, |own| own.question.context());
                    let other = placed.question.context();
                    if own != other && (own == 0 || other == 0) {
                        found.entry(*index).or_default().push(QuestionRef {
                            group: path.clone(),
                            index: place,
                        });
                    }
                }
            }
        }
        found
    }
}
