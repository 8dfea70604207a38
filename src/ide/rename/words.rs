//! Renames topics and levels.
//!
//! A topic may get the name of another topic if the author confirms it; this fixes a misspelling everywhere. A question
//! that lists both keeps one of them. A level keeps its meaning: the new word must mean the same level.

use std::collections::BTreeSet;

use super::linked::Word;
use super::merge::{Uses, merging};
use crate::bank::{Bank, BankPath, CONFIG_FILE};
use crate::edit::{Edit, Planned, Refusal, Sources};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::group::style::in_flow;
use crate::syntax::yaml::edit::value::replace;
use crate::syntax::yaml::edit::{list, map};
use crate::syntax::yaml::{self, List, Map, Node, Scalar};
use crate::text::{TextEdit, count};

/// Renames a topic, also in the configured list of topics.
pub fn topic(bank: &Bank, sources: Sources<'_>, name: &str, new: &str) -> Planned {
    let config = bank.config();
    let uses = bank.topics().get(name);
    if config.level(new).is_some() {
        let total = uses.map_or(0, |topic| topic.total as usize);
        return Err(Refusal::new(format!(
            "`{new}` is a level; renaming would make it the level of {}",
            count(total, "question")
        )));
    }
    let groups = uses.into_iter().flat_map(|topic| topic.groups.keys());
    let word = Word {
        matches: &|word| word == name,
        levels: false,
        new,
    };
    let mut edit = words(bank, sources, groups, &word)?;
    let listed = config.topics.as_ref();
    if listed.is_some_and(|topics| topics.iter().any(|topic| topic == name)) {
        let known = listed.is_some_and(|topics| topics.iter().any(|topic| topic == new));
        if config.given.contains("topics") {
            in_config(sources, &mut edit, &["topics"], &word)?;
        } else if !known {
            return Err(Refusal::new(format!(
                "the editor's setting `qmark.topics` does not list `{new}`; add it there first"
            )));
        }
    }
    if let Some(other) = bank.topics().get(new) {
        let count = uses.map_or(0, |topic| topic.total as usize);
        edit.confirm = both(Uses::new(name, count), Uses::new(new, other.total as usize));
    }
    Ok(edit)
}

/// The confirmation for names that become one; `None` if only one of them is used.
fn both(old: Uses<'_>, new: Uses<'_>) -> Option<String> {
    (old.count > 0 && new.count > 0).then(|| merging(&old, &new))
}

/// Renames a word for a level in any case, also in the configured list of levels.
pub fn level(bank: &Bank, sources: Sources<'_>, word: &str, new: &str) -> Planned {
    let config = bank.config();
    let Some(level) = config.level(word) else {
        return unknown_level(bank, sources, word, new);
    };
    let is_it = |other: &str| other.eq_ignore_ascii_case(word);
    let name = &config.levels[level].name;
    let known = config.level(new);
    let is_defined = known.is_none() || is_it(new);
    match known {
        Some(other) if other != level => {
            return Err(Refusal::new(format!(
                "`{new}` already names the level `{}`; renaming would change questions of the level `{name}` to it",
                config.levels[other].name
            )));
        }
        None if !config.given.contains("levels") => {
            return Err(Refusal::new(format!(
                "`{new}` is not a level, and questions would lose theirs; add it to `levels` in {CONFIG_FILE} first"
            )));
        }
        _ => {}
    }
    if let Some(topic) = bank.topics().get(new).filter(|_| known.is_none()) {
        return Err(Refusal::new(format!(
            "`{new}` is already used as a topic by {}; renaming would turn it into their level",
            count(topic.total as usize, "question")
        )));
    }
    let given = bank.levels().iter().filter(|(other, _)| is_it(other));
    let listed = bank.topics().iter().filter(|(other, _)| is_it(other));
    let groups: BTreeSet<&BankPath> = given
        .flat_map(|(_, groups)| groups.keys())
        .chain(listed.flat_map(|(_, topic)| topic.groups.keys()))
        .collect();
    let renamed = Word {
        matches: &is_it,
        levels: true,
        new,
    };
    let mut edit = words(bank, sources, groups, &renamed)?;
    if is_defined && config.given.contains("levels") {
        in_config(
            sources,
            &mut edit,
            &["levels", "name", "synonyms"],
            &renamed,
        )?;
    }
    if !is_it(new) {
        let uses = |is_it: &dyn Fn(&str) -> bool| uses_of_level(bank, is_it);
        let is_new = |other: &str| other.eq_ignore_ascii_case(new);
        edit.confirm = both(Uses::new(word, uses(&is_it)), Uses::new(new, uses(&is_new)));
    }
    Ok(edit)
}

/// The number of questions with a word as their level, in `level` or among the topics.
fn uses_of_level(bank: &Bank, is_it: &dyn Fn(&str) -> bool) -> usize {
    let given = bank.levels().iter().filter(|(word, _)| is_it(word));
    let given = given.flat_map(|(_, groups)| groups.values());
    let listed = bank.topics().iter().filter(|(word, _)| is_it(word));
    let listed = listed.map(|(_, topic)| topic.total);
    given.copied().chain(listed).sum::<u32>() as usize
}

/// Renames a value of `level` that is no known level.
fn unknown_level(bank: &Bank, sources: Sources<'_>, word: &str, new: &str) -> Planned {
    let renamed = Word {
        matches: &|other| other == word,
        levels: true,
        new,
    };
    let mut edit = Edit::default();
    for path in bank
        .levels()
        .get(word)
        .into_iter()
        .flat_map(|groups| groups.keys())
    {
        let (text, group) = group(bank, sources, path)?;
        for placed in &group.questions {
            edit.add(path, level_of(&text, group, placed, &renamed));
        }
        if group.is_linked() {
            edit = crate::edit::aliases::checked(edit, bank, sources)?;
        }
    }
    let uses = uses_of_level(bank, &|other| other == word);
    let others = match bank.config().level(new) {
        Some(_) => uses_of_level(bank, &|other| other.eq_ignore_ascii_case(new)),
        None => uses_of_level(bank, &|other| other == new),
    };
    edit.confirm = both(Uses::new(word, uses), Uses::new(new, others));
    Ok(edit)
}

/// The edits that rename the matching words to `new` among these groups' topics and, for a level, in `level`.
fn words<'b>(
    bank: &'b Bank,
    sources: Sources<'_>,
    groups: impl IntoIterator<Item = &'b BankPath>,
    word: &Word<'_>,
) -> Planned {
    let mut edit = Edit::default();
    for path in groups {
        let (text, group) = group(bank, sources, path)?;
        let mut edits = Vec::new();
        for placed in &group.questions {
            edits.extend(topics_of(&text, group, placed, word));
            if word.levels {
                edits.extend(level_of(&text, group, placed, word));
            }
        }
        if group.is_linked() {
            edits = word.everywhere(path, &text, group, edits)?;
        }
        edit.add(path, edits);
    }
    Ok(edit)
}

fn group<'b>(
    bank: &'b Bank,
    sources: Sources<'_>,
    path: &BankPath,
) -> Result<(std::sync::Arc<str>, &'b Group), Refusal> {
    let read = sources(path).zip(bank.group(path.as_str()));
    read.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))
}

fn level_of(text: &str, group: &Group, placed: Placed<'_>, word: &Word<'_>) -> Option<TextEdit> {
    let level = placed.question.level();
    let level = level.filter(|level| (word.matches)(level.text) && !level.is_alias())?;
    let flow = in_flow(text, group, placed);
    Some(replace(text, &level, placed.start, word.new, flow))
}

fn topics_of(text: &str, group: &Group, placed: Placed<'_>, word: &Word<'_>) -> Vec<TextEdit> {
    let map = placed.question.map();
    let topics = map.as_ref().and_then(|map| map.value("topics"));
    let Some(topics) = topics.and_then(Node::as_list) else {
        return Vec::new();
    };
    let flow = topics.flow || in_flow(text, group, placed);
    items(text, topics, placed.start, flow, word)
}

/// The edits of the matching items of a list. If `new` is listed already they are removed, unless something else would
/// be lost.
fn items(text: &str, list: &List, start: u32, flow: bool, word: &Word<'_>) -> Vec<TextEdit> {
    let matching: Vec<(usize, &Scalar)> = list
        .items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((at, item.as_string()?)))
        .filter(|(_, item)| (word.matches)(&item.text))
        .collect();
    let mut others = list.items.iter().filter_map(Node::as_string);
    let is_listed = others.any(|item| item.text == word.new && !(word.matches)(&item.text));
    let places: Vec<usize> = matching.iter().map(|(at, _)| *at).collect();
    if is_listed && let Ok(edits) = list::remove_all(text, list, start, &places) {
        return edits;
    }
    matching
        .iter()
        .filter(|(_, item)| item.text != word.new && !item.is_alias())
        .map(|(_, item)| replace(text, item, start, word.new, flow))
        .collect()
}

/// Adds the edit of the configuration: the words below the key `keys[0]`, in its list itself or under the other keys
/// of an item.
fn in_config(
    sources: Sources<'_>,
    edit: &mut Edit,
    keys: &[&str],
    word: &Word<'_>,
) -> Result<(), Refusal> {
    let refusal = || {
        Refusal::new(format!(
            "{CONFIG_FILE} cannot be changed with it; rename the word there first"
        ))
    };
    let path = BankPath::new(CONFIG_FILE).ok_or_else(refusal)?;
    let text = sources(&path).ok_or_else(refusal)?;
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let root = yaml::parse(&text[start..], start as u32).ok().flatten();
    let listed = root.as_ref().and_then(Node::as_map);
    let listed = listed.and_then(|map| map.value(keys[0])?.as_list());
    let listed = listed.ok_or_else(refusal)?;
    let flow = |list: &List| {
        list.flow
            || root
                .as_ref()
                .and_then(Node::as_map)
                .is_some_and(|map| is_flow(&text, map))
    };
    let mut edits = items(&text, listed, 0, flow(listed), word);
    for level in listed.items.iter().filter_map(Node::as_map) {
        for key in &keys[1..] {
            match level.value(key) {
                Some(Node::List(words)) => {
                    edits.extend(items(&text, words, 0, flow(words), word));
                }
                Some(Node::Scalar(item)) if (word.matches)(&item.text) && item.text != word.new => {
                    let flow = is_flow(&text, level) || flow(listed);
                    edits.push(replace(&text, item, 0, word.new, flow));
                }
                _ => {}
            }
        }
    }
    if edits.is_empty() {
        return Err(refusal());
    }
    edit.add(&path, edits);
    Ok(())
}

fn is_flow(text: &str, map: &Map) -> bool {
    map::is_flow(text, map, 0)
}
