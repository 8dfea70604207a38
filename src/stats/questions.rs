//! The questions of a bank one by one, each with its level, topics and answer.

use super::PathFilter;
use super::answer::{self, FoundAnswer};
use crate::bank::{Bank, BankPath};
use crate::facts::questions::Placed;
use crate::syntax::markdown::slug::question_id;

/// A question with its level and answer in the bank.
#[derive(Clone, Debug)]
pub struct ListedQuestion<'b> {
    /// The group's file.
    pub group: &'b BankPath,
    /// Its index in the group, from 0.
    pub index: usize,
    /// The question, with its place and what its section gives it.
    pub placed: Placed<'b>,
    /// The index of its level in the order of levels.
    pub level: Option<usize>,
    /// Its answer.
    pub answer: FoundAnswer<'b>,
}

impl<'b> ListedQuestion<'b> {
    /// Its text.
    pub fn text(&self) -> Option<&'b str> {
        self.placed.text().map(|text| text.text)
    }

    /// The anchor of its heading; the id made of its text, if its values are written under keys; else `None`.
    pub fn id(&self, bank: &Bank) -> Option<String> {
        let group = bank.group(self.group.as_str())?;
        match group.heading_of(self.index) {
            Some(heading) => Some(heading.anchor.to_owned()),
            None if self.placed.question.is_keyed() => self.text().map(question_id),
            None => None,
        }
    }

    /// The name of its level as the configuration has it; the word as written, if the configuration does not know it.
    pub fn level_name(&self, bank: &'b Bank) -> Option<&'b str> {
        match self.level {
            Some(level) => Some(&bank.config().levels.get(level)?.name),
            None => self.placed.level().map(|level| level.text),
        }
    }

    /// Its topics, each once, in the order written, without levels.
    pub fn topics(&self, bank: &Bank) -> Vec<&'b str> {
        let mut topics: Vec<&str> = Vec::new();
        for topic in self.placed.topics().map(|topic| topic.text) {
            if bank.config().level(topic).is_none() && !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics
    }
}

/// The questions of the bank's part, group by group, in order.
///
/// A question belongs to a part when its group does or its answer file does.
pub fn questions<'b, 'p>(
    bank: &'b Bank,
    part: PathFilter<'p>,
) -> impl Iterator<Item = ListedQuestion<'b>> + use<'b, 'p> {
    bank.groups()
        .flat_map(move |group| questions_in(bank, group, part))
}

/// The questions of one group, in order, that belong to the part.
pub fn questions_in<'b, 'p>(
    bank: &'b Bank,
    group: &'b BankPath,
    part: PathFilter<'p>,
) -> impl Iterator<Item = ListedQuestion<'b>> + use<'b, 'p> {
    let whole = part(group.as_str());
    let questions = bank
        .group(group.as_str())
        .into_iter()
        .flat_map(|group| group.questions.iter().enumerate());
    let all = questions.map(move |(index, placed)| ListedQuestion {
        group,
        index,
        placed,
        level: bank.level_of(&placed).map(|(level, _)| level),
        answer: answer::answer(bank, group, &placed),
    });
    all.filter(move |question| {
        let file = question.answer.file.as_ref();
        whole || file.is_some_and(|file| part(file.as_str()))
    })
}
