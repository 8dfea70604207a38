//! Completes the frontmatter of a file with questions in its body: the keys that the files beside it have, levels and
//! topics.

use std::cmp::Reverse;

use super::item_list::{ItemList, item};
use super::template::fill;
use super::words::level_words;
use super::{At, Item, Kind, topics};
use crate::facts::group::Group;
use crate::shape::cursor::{
    Expected, KeyContext, KeyDraft, Mapping, PartialValue, Siblings, ValueDraft,
};
use crate::shape::document::given::{Labels, labels_of};
use crate::syntax::yaml::{Node, Style};

/// How many files of the folder are looked at.
const MOST: usize = 200;

/// What can be written as `expected`; `None` if that is not a key or value of such a frontmatter.
pub(super) fn complete(at: &At<'_>, expected: &Expected) -> Option<ItemList> {
    if !is_above_body(at) {
        return None;
    }
    Some(match expected {
        Expected::Key(Mapping::Head, key) => keys(at, key),
        Expected::Value(Mapping::Head, name, written) => match labels(at, name) {
            Some(Labels::Level) => levels(at, written),
            Some(Labels::Topics) => first_topic(at, name, written),
            None => ItemList::default(),
        },
        Expected::Item(name, written, siblings) if labels(at, name) == Some(Labels::Topics) => {
            let expected = Expected::Topic(written.clone(), styled(siblings));
            topics::complete(at, &expected, &siblings.values)
        }
        Expected::NewItem(name, place, siblings) if labels(at, name) == Some(Labels::Topics) => {
            let expected = Expected::NewTopic(*place, styled(siblings));
            topics::complete(at, &expected, &siblings.values)
        }
        Expected::Item(..) | Expected::NewItem(..) => ItemList::default(),
        _ => return None,
    })
}

/// Whether the file has its questions in the body. Of one that has none yet, the files beside it tell.
fn is_above_body(at: &At<'_>) -> bool {
    match at.bank.group(at.path.as_str()) {
        Some(group) => group.yaml().is_none(),
        None => {
            let mut beside = beside(at).peekable();
            beside.peek().is_some()
                && beside.all(|group| group.yaml().is_none() && !group.head.map.entries.is_empty())
        }
    }
}

/// The other files with questions in the folder.
fn beside<'a>(at: &At<'a>) -> impl Iterator<Item = &'a Group> {
    let (bank, path) = (at.bank, at.path);
    let paths = bank
        .groups_in(path.folder())
        .filter(move |other| *other != path);
    paths
        .filter_map(|other| bank.group(other.as_str()))
        .take(MOST)
}

fn labels(at: &At<'_>, name: &str) -> Option<Labels> {
    let decision = at.bank.config().documents.decide(at.path.as_str());
    labels_of(name, decision.reading())
}

fn styled(siblings: &Siblings) -> Siblings {
    Siblings {
        style: siblings.style.or(Some(Style::Plain)),
        ..siblings.clone()
    }
}

fn levels(at: &At<'_>, written: &PartialValue) -> ItemList {
    let mut words = level_words(at.bank, at.path);
    words.sort_by_key(|word| Reverse((word.here, word.total)));
    let names: Vec<_> = words
        .iter()
        .map(|word| (&*word.name, Kind::Level))
        .collect();
    let items = at.value_items(&Expected::Level(written.clone()), &names);
    let items = items.into_iter().zip(&words);
    ItemList {
        items: items
            .map(|(item, word)| topics::described(word, item))
            .collect(),
        incomplete: false,
    }
}

/// The topics as the value of a key: as a list if the files beside it have one there.
fn first_topic(at: &At<'_>, name: &str, written: &PartialValue) -> ItemList {
    let is_list = |group: &Group| {
        let entry = group
            .head
            .map
            .entries
            .iter()
            .find(|entry| *entry.key.text == *name);
        entry.is_some_and(|entry| matches!(entry.value, Node::List(_)))
    };
    let in_list = written.text.is_empty() && beside(at).any(is_list);
    let written = PartialValue {
        flow: written.flow || in_list,
        ..written.clone()
    };
    let expected = Expected::Topic(written.clone(), styled(&Siblings::default()));
    let mut list = topics::complete(at, &expected, &[]);
    if in_list {
        for item in &mut list.items {
            let text = item.edit.text.trim_start();
            item.edit.text = format!("{}[{text}]", written.space());
        }
    }
    list
}

/// The keys of the files beside it that the frontmatter does not have, those of most files first.
fn keys(at: &At<'_>, context: &KeyContext) -> ItemList {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    let mut files = 0;
    for group in beside(at) {
        files += 1;
        for entry in &group.head.map.entries {
            let name = entry.key.text.as_str();
            match counts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => counts.push((name, 1)),
            }
        }
    }
    counts.retain(|(name, _)| !name.is_empty() && context.present.iter().all(|it| *it != **name));
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let drafts = counts.iter().map(|(name, _)| KeyDraft {
        name,
        value: ValueDraft::Empty,
    });
    let drafts: Vec<_> = drafts.collect();
    let templates = (at.shape.keys)(at.text, at.context, &Mapping::Head, context, &drafts);
    let items = counts
        .iter()
        .zip(&templates)
        .map(|((name, count), template)| {
            let described = Item {
                detail: Some(format!("in {count} of {files} files here")),
                ..item(name, Kind::Key, context.span, String::new())
            };
            fill(template, described, at.text, context.span, at.options)
        });
    ItemList {
        items: items.collect(),
        incomplete: false,
    }
}
