//! The mapping and the key that a finding is about.

use std::borrow::Cow;

use crate::lint::finding::{About, Within};
use crate::lint::fix::FixContext;
use crate::lint::keys::{self, KeyedMap};
use crate::lint::rule::{Common, GroupContext};

/// A mapping that a finding is about, with the offset that its spans are relative to.
pub struct MarkedMap<'b> {
    /// The mapping and its keys.
    pub keyed: KeyedMap<'b>,
    /// The offset that its spans are relative to.
    pub start: u32,
}

/// The mapping of the question that contains the finding, or the mappings of the head.
fn maps<'b>(context: &FixContext<'b>, within: Within) -> Option<Vec<MarkedMap<'b>>> {
    let (bank, path) = (context.bank, context.path);
    let group = context.group()?;
    if within == Within::Question {
        let (_, placed) = context.question()?;
        let map = placed.question.map().filter(|_| placed.question.is_whole());
        let keyed = keys::question_map(bank, placed.question, Cow::Owned(map?));
        let start = placed.start;
        return Some(vec![MarkedMap { keyed, start }]);
    }
    let group = GroupContext {
        bank,
        path,
        group,
        briefs: &[],
        common: Common::default(),
    };
    let heads = keys::head(&group).into_iter();
    Some(heads.map(|keyed| MarkedMap { keyed, start: 0 }).collect())
}

/// The mapping whose keys the finding is about.
pub fn marked_map<'b>(context: &FixContext<'b>) -> Option<MarkedMap<'b>> {
    let about = context.finding.about;
    let About::Keys(within, _) = about else {
        return None;
    };
    let mut maps = maps(context, within)?.into_iter();
    maps.find(|map| map.keyed.about() == about)
}

/// The mapping with the key that the finding is about, or with the list that it is about an item of, and the index of the
/// key.
pub fn marked_key<'b>(context: &FixContext<'b>) -> Option<(MarkedMap<'b>, usize)> {
    let (About::Key(within, number) | About::Item(within, number, _)) = context.finding.about
    else {
        return None;
    };
    let mut maps = maps(context, within)?.into_iter();
    maps.find_map(|map| {
        let index = map.keyed.index_of(number)?;
        Some((map, index))
    })
}

impl MarkedMap<'_> {
    /// True for the head of the group. Its `questions` are not among its entries.
    pub fn is_head(&self) -> bool {
        self.keyed.name == "this group"
    }
}
