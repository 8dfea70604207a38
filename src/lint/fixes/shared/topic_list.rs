//! The list of topics that a finding marks an item of.

use crate::edit::Refusal;
use crate::facts::question::Question;
use crate::lint::fix::FixContext;
use crate::syntax::yaml::edit::{list, value};
use crate::syntax::yaml::{List, Node, Scalar};
use crate::text::TextEdit;

/// The topics of a question, with the offset that their spans are relative to.
pub struct TopicList {
    /// The list.
    pub list: List,
    /// Where its question starts.
    pub start: u32,
}

impl TopicList {
    /// The topics of the question, if it has a list of them.
    pub fn of(question: &Question, start: u32) -> Option<Self> {
        let list = question.map()?.value("topics")?.as_list()?.clone();
        Some(Self { list, start })
    }

    /// The list that the finding marks an item of, and the index of the item.
    pub fn marked(context: &FixContext<'_>) -> Option<(Self, usize)> {
        let (_, placed) = context.question()?;
        let listed = Self::of(placed.question, placed.start)?;
        let own = |item: &Node| item.span().shift(listed.start) == context.finding.span;
        let at = listed.list.items.iter().position(own)?;
        Some((listed, at))
    }

    /// Like [`TopicList::marked`], for planning a fix.
    ///
    /// # Errors
    /// If the finding marks no topic.
    pub fn found(context: &FixContext<'_>) -> Result<(Self, usize), Refusal> {
        Self::marked(context).ok_or_else(|| Refusal::new("the topic no longer exists"))
    }

    /// The topics that are strings, with their indices in the list.
    pub fn words(&self) -> impl Iterator<Item = (usize, &Scalar)> {
        let items = self.list.items.iter().enumerate();
        items.filter_map(|(at, item)| Some((at, item.as_string()?)))
    }

    /// Removes the topics at these indices, which are in order.
    ///
    /// # Errors
    /// If that would remove something else, too.
    pub fn remove(&self, text: &str, places: &[usize]) -> Result<Vec<TextEdit>, Refusal> {
        list::remove_all(text, &self.list, self.start, places)
    }

    /// Replaces `old` by `new`, or removes it where `new` is already listed.
    ///
    /// # Errors
    /// If a removal would remove something else, too.
    pub fn replace(&self, text: &str, old: &str, new: &str) -> Result<Vec<TextEdit>, Refusal> {
        let mut there = self.words().any(|(_, topic)| topic.text == new);
        let (mut edits, mut gone) = (Vec::new(), Vec::new());
        for (at, topic) in self.words().filter(|(_, topic)| topic.text == old) {
            if there {
                gone.push(at);
            } else {
                there = true;
                let flow = self.list.flow;
                edits.push(value::replace(text, topic, self.start, new, flow));
            }
        }
        if !gone.is_empty() {
            edits.extend(self.remove(text, &gone)?);
        }
        Ok(edits)
    }
}
