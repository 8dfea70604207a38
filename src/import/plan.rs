//! What an import does: which questions are new, where they go, and what cannot be written.

use std::collections::{HashMap, HashSet};

use super::imported::{Imported, as_group, path_of};
use super::into_document::IntoDocument;
use super::into_group::IntoGroup;
use super::new_document;
use super::outcome::{Import, Known, Outcome, Written};
use super::rebased::{Destinations, rebased};
use super::target::Target;
use crate::bank::BankPath;
use crate::text::Refusal;

impl Import<'_> {
    /// Works out the change.
    ///
    /// # Errors
    /// When nothing can be written to the target.
    pub fn plan(&self) -> Result<Outcome, Refusal> {
        let known = self.known();
        let repeated = repeated(self.questions);
        let left_out = known.iter().filter(|known| known.is_same || self.only_new);
        let left_out = left_out.map(|known| known.index);
        let left_out: HashSet<usize> = left_out.chain(repeated.iter().map(|it| it.0)).collect();
        let come = (0..self.questions.len()).filter(|index| !left_out.contains(index));
        let come: Vec<usize> = come.collect();
        let questions: Vec<&Imported> = come.iter().map(|index| &self.questions[*index]).collect();
        let written = match questions.is_empty() {
            true => Written::default(),
            false => self.write(&questions)?,
        };
        let refused = written.refused.into_iter();
        let refused: Vec<_> = refused.map(|(place, why)| (come[place], why)).collect();
        let failed: HashSet<usize> = refused.iter().map(|(index, _)| *index).collect();
        let is_written = |index: &usize| !failed.contains(index);
        Ok(Outcome {
            edit: written.edit,
            written: come.into_iter().filter(is_written).collect(),
            known,
            repeated,
            refused,
            notes: written.notes,
        })
    }

    /// The questions that the bank has already.
    fn known(&self) -> Vec<Known> {
        let Some(path) = path_of(self.name) else {
            return Vec::new();
        };
        let all = self.bank.asked_already(&path, &as_group(self.questions));
        let known = all
            .into_iter()
            .enumerate()
            .filter_map(|(index, mut asked)| {
                asked.retain(|asked| !(self.is_source)(&asked.at.group));
                let is_same = asked.first()?.is_same;
                Some(Known {
                    index,
                    asked,
                    is_same,
                })
            });
        known.collect()
    }

    fn write(&self, questions: &[&Imported]) -> Result<Written, Refusal> {
        let written_at = |answer: &BankPath| -> Vec<Imported> {
            let to = Destinations {
                question: self.target.path(),
                answer,
            };
            questions
                .iter()
                .map(|question| rebased(question, to))
                .collect()
        };
        match self.target {
            Target::Group(path) => {
                let group = IntoGroup::of(self, path)?;
                let questions = written_at(&group.file_of_answers());
                group.write(&questions)
            }
            Target::NewGroup(path) => {
                let group = IntoGroup::of(self, path)?;
                let questions = written_at(&group.file_of_answers());
                group.create(&questions)
            }
            Target::Document(path) => {
                let document = IntoDocument::of(self, path)?;
                document.write(&written_at(path))
            }
            Target::NewDocument(path) => new_document::create(self.bank, path, &written_at(path)),
        }
    }
}

/// The questions that repeat an earlier one with its body, its options and its answer, each with the first such one.
fn repeated(questions: &[Imported]) -> Vec<(usize, usize)> {
    let mut first = HashMap::new();
    let mut repeated = Vec::new();
    for (index, question) in questions.iter().enumerate() {
        let options = question.options.iter();
        let options: Vec<_> = options.map(|it| (it.text.as_str(), it.is_right)).collect();
        let key = (
            question.shown().to_lowercase(),
            &question.body,
            &question.answer,
            options,
        );
        match first.get(&key) {
            Some(earlier) => repeated.push((index, *earlier)),
            None => _ = first.insert(key, index),
        }
    }
    repeated
}
