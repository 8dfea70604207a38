//! Completes topics, and levels that are written among them.

use smol_str::SmolStr;

use super::item_list::ItemList;
use super::{At, Item, Kind, rank};
use crate::bank::{Bank, BankPath};
use crate::shape::cursor::{Expected, PartialValue};

/// A topic or a level to offer.
pub(super) struct Candidate {
    /// Its name.
    pub name: SmolStr,
    /// Whether it is a level.
    pub level: bool,
    /// How often the group uses it.
    pub here: u32,
    /// How often the bank uses it.
    pub total: u32,
    /// Whether it looks like a misspelling of another topic.
    pub slip: bool,
}

/// The topics for an item of a list that has the topics `siblings`, each written as `expected`.
pub(super) fn complete(at: &At<'_>, expected: &Expected, siblings: &[SmolStr]) -> ItemList {
    let (kept, incomplete) = kept(at, siblings, expected.value());
    let names: Vec<_> = kept
        .iter()
        .map(|candidate| (&*candidate.name, candidate.kind()))
        .collect();
    let items = at.value_items(expected, &names);
    let items = items.into_iter().zip(&kept);
    ItemList {
        items: items
            .map(|(item, candidate)| described(candidate, item))
            .collect(),
        incomplete,
    }
}

impl Candidate {
    /// What it is in a list of completions.
    pub(super) fn kind(&self) -> Kind {
        if self.level { Kind::Level } else { Kind::Topic }
    }
}

/// The item of a candidate with how often it is used.
pub(super) fn described(candidate: &Candidate, item: Item) -> Item {
    let detail = match (candidate.level, candidate.here, candidate.total) {
        (true, ..) => "level".to_owned(),
        (_, _, 0) => "not used yet".to_owned(),
        (_, 0, total) => format!("{total} in the bank"),
        (_, here, total) => format!("{here} in this group, {total} in the bank"),
    };
    Item {
        detail: Some(detail),
        ..item
    }
}

/// The topics that the list does not have yet, in this order: levels if the question has none, topics of this group by
/// use, topics of the bank by use; likely misspellings last.
fn kept(
    at: &At<'_>,
    siblings: &[SmolStr],
    written: Option<&PartialValue>,
) -> (Vec<Candidate>, bool) {
    let config = at.bank.config();
    let is_level = |name: &str| config.level(name).is_some();
    let leveled = siblings.iter().any(|value| is_level(value)) || has_level(at);
    let mut candidates = Vec::new();
    if !leveled && lists_levels(at) {
        candidates.extend(config.levels.iter().map(|level| Candidate {
            level: true,
            ..Candidate::new(&level.name)
        }));
    }
    let named: Vec<SmolStr> = candidates
        .iter()
        .map(|candidate| candidate.name.clone())
        .collect();
    let mut topics = used(
        at.bank,
        at.path,
        written.map_or("", |written| &written.text),
    );
    topics.retain(|topic| !(named.contains(&topic.name) || leveled && is_level(&topic.name)));
    // Stable, so that equally used topics keep the order of their list or their names.
    topics.sort_by_key(|topic| (topic.slip, std::cmp::Reverse((topic.here, topic.total))));
    candidates.extend(topics);
    candidates.retain(|candidate| !siblings.contains(&candidate.name));
    rank::keep(
        candidates,
        written.map_or("", |written| &written.typed),
        |candidate| &candidate.name,
    )
}

impl Candidate {
    /// A topic that is not used.
    pub(super) fn new(name: &SmolStr) -> Self {
        Self {
            name: name.clone(),
            level: false,
            here: 0,
            total: 0,
            slip: false,
        }
    }
}

/// The topics of the bank, or the configured ones if the list is closed, and those that pages of topics name. The one that
/// is being typed, `own`, does not count itself.
pub(super) fn used(bank: &Bank, path: &BankPath, own: &str) -> Vec<Candidate> {
    let topics = bank.topics();
    let candidate = |name: &SmolStr| {
        let topic = topics.get(name);
        let mut here = topic
            .and_then(|topic| topic.groups.get(path).copied())
            .unwrap_or(0);
        let mut total = topic.map_or(0, |topic| topic.total);
        if name == own && here > 0 {
            here -= 1;
            total -= 1;
        }
        Candidate {
            here,
            total,
            slip: topics.near(name).is_some() && !bank.lists_topic(name),
            ..Candidate::new(name)
        }
    };
    let config = bank.config();
    let mut used: Vec<Candidate> = match &config.topics {
        Some(closed) => closed.iter().map(candidate).collect(),
        None => topics
            .iter()
            .map(|(name, _)| candidate(name))
            .filter(|topic| topic.total > 0)
            .collect(),
    };
    let listed = bank.listed_topics();
    let listed = listed.filter(|name| config.level(name).is_none() && *name != own);
    let listed: Vec<Candidate> = listed
        .filter(|name| used.iter().all(|known| known.name != **name))
        .map(candidate)
        .collect();
    used.extend(listed);
    used
}

/// Whether the question at the cursor has a `level` with a value.
fn has_level(at: &At<'_>) -> bool {
    let question = at.context.question.as_ref();
    question.is_some_and(|open| open.question.level().is_some())
}

/// Whether this bank writes levels among the topics, as most banks do, and not under a key of their own.
fn lists_levels(at: &At<'_>) -> bool {
    let config = at.bank.config();
    let apart = at.bank.levels().iter().next().is_some();
    !apart
        || at
            .bank
            .topics()
            .iter()
            .any(|(name, _)| config.level(name).is_some())
}
