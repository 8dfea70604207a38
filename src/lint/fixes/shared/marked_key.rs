//! The mapping and the key that a finding marks.

use std::borrow::Cow;

use crate::facts::questions::Placed;
use crate::lint::fix::FixContext;
use crate::lint::keys::{self, KeyedMap};
use crate::lint::rule::GroupContext;
use crate::syntax::yaml::{Entry, Node};

/// A mapping near a finding, with the offset that its spans are relative to.
pub struct MarkedMap<'b> {
    /// The mapping and its keys.
    pub keyed: KeyedMap<'b>,
    /// The offset that its spans are relative to.
    pub start: u32,
}

/// The mapping of the question that contains the finding, or else the mappings of the head.
pub fn places<'b>(context: &FixContext<'b>) -> Vec<MarkedMap<'b>> {
    let Some(group) = context.group() else {
        return Vec::new();
    };
    let (bank, path) = (context.bank, context.path);
    if let Some((_, placed)) = context.question() {
        let Placed {
            start, question, ..
        } = placed;
        let map = question.map().filter(|_| question.is_whole());
        let keyed = map.map(|map| keys::question_map(bank, question, Cow::Owned(map)));
        return keyed
            .map(|keyed| MarkedMap { keyed, start })
            .into_iter()
            .collect();
    }
    let group = GroupContext {
        bank,
        path,
        group,
        leveled: &[],
    };
    let heads = keys::head(&group).into_iter();
    heads.map(|keyed| MarkedMap { keyed, start: 0 }).collect()
}

/// The mapping with the key that the finding marks, and the index of the key.
pub fn marked_key<'b>(context: &FixContext<'b>) -> Option<(MarkedMap<'b>, usize)> {
    places(context).into_iter().find_map(|place| {
        let mut entries = place.keyed.map.entries.iter();
        let own = |entry: &Entry| entry.key.span.shift(place.start) == context.finding.span;
        let index = entries.position(own)?;
        Some((place, index))
    })
}

/// The mapping with the value that the finding marks (or an item of it), and the index of its key.
pub fn marked_value<'b>(context: &FixContext<'b>) -> Option<(MarkedMap<'b>, usize)> {
    places(context).into_iter().find_map(|place| {
        let is_own = |node: &Node| node.span().shift(place.start) == context.finding.span;
        let own = |entry: &Entry| match &entry.value {
            Node::List(list) => is_own(&entry.value) || list.items.iter().any(is_own),
            node => is_own(node),
        };
        let index = place.keyed.map.entries.iter().position(own)?;
        Some((place, index))
    })
}

impl MarkedMap<'_> {
    /// True for the head of the group. Its `questions` are not among its entries.
    pub fn is_head(&self) -> bool {
        self.keyed.name == "this group"
    }
}
