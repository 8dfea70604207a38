//! The address of a value in a file, independent of the shape: symbols, findings and edits use it to name the value
//! they concern.

use smol_str::SmolStr;

use super::Facts;
use super::mark::Mark;
use super::question::{Answer, Question};

/// One writable value of a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Slot {
    /// A value of the question at this index.
    Question(usize, Part),
    /// The level given by the section at this index.
    SectionLevel(usize),
    /// The topic given by the section at this index.
    SectionTopic(usize),
    /// The topic at this index among those that the frontmatter gives to all questions.
    SharedTopic(usize),
    /// The value of this key of the frontmatter.
    Head(SmolStr),
}

/// One value of a question.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// Its text.
    Text,
    /// Its answer, or the name of the answer's file.
    Answer,
    /// Its own level.
    Level,
    /// The topic at this index among its own.
    Topic(usize),
}

impl Question {
    /// The value of a part; its span is relative to the question, like all its spans.
    pub fn mark(&self, part: Part) -> Option<Mark<'_>> {
        match part {
            Part::Text => self.text(),
            Part::Answer => self.answer().and_then(Answer::scalar),
            Part::Level => self.level(),
            Part::Topic(at) => self.topics().nth(at),
        }
    }
}

impl Facts {
    /// The value at `slot`; its span counts from the start of the file.
    pub fn mark(&self, slot: &Slot) -> Option<Mark<'_>> {
        let group = || self.as_group();
        let section = |at: usize| group()?.questions.sections().get(at);
        match slot {
            Slot::Question(index, part) => {
                let placed = group()?.questions.get(*index)?;
                let question: &Question = placed.question;
                Some(question.mark(*part)?.shift(placed.start))
            }
            Slot::SectionLevel(at) => Some(section(*at)?.level.as_ref()?.mark()),
            Slot::SectionTopic(at) => Some(section(*at)?.topic.as_ref()?.mark()),
            Slot::SharedTopic(at) => Some(section(0)?.shared.get(*at)?.mark()),
            Slot::Head(key) => Some(self.head()?.map.string(key)?.value()),
        }
    }
}
