//! The mappings around a finding, each beside the keys that belong in it.

use std::borrow::Cow;

use crate::facts::questions::Placed;
use crate::lint::fix::FixContext;
use crate::lint::keys::{self, KeyedMap};
use crate::lint::rule::GroupContext;
use crate::syntax::yaml::{Entry, Node};

/// A mapping with the offset that its spans count from.
pub struct Place<'b> {
    /// The mapping and its keys.
    pub keyed: KeyedMap<'b>,
    /// What its spans count from.
    pub start: u32,
}

/// The mappings of the question that the finding is in, or those of the head.
pub fn places<'b>(context: &FixContext<'b>) -> Vec<Place<'b>> {
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
            .map(|keyed| Place { keyed, start })
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
    heads.map(|keyed| Place { keyed, start: 0 }).collect()
}

/// The mapping with the key that the finding marks, and the key's place in it.
pub fn marked_key<'b>(context: &FixContext<'b>) -> Option<(Place<'b>, usize)> {
    places(context).into_iter().find_map(|place| {
        let mut entries = place.keyed.map.entries.iter();
        let own = |entry: &Entry| entry.key.span.shift(place.start) == context.finding.span;
        let index = entries.position(own)?;
        Some((place, index))
    })
}

/// The mapping with the value that the finding marks (or an item of it), and its key's place.
pub fn marked_value<'b>(context: &FixContext<'b>) -> Option<(Place<'b>, usize)> {
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

impl Place<'_> {
    /// Whether the mapping is the group's head, which has `questions` besides what is in it.
    pub fn is_head(&self) -> bool {
        self.keyed.name == "this group"
    }
}
