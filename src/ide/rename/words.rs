//! Renames topics and levels.
//!
//! A topic may get the name of another topic if the author confirms it; this fixes a misspelling everywhere. A question
//! that lists both keeps one of them. A level keeps its meaning: the new word must mean the same level.

use std::collections::BTreeSet;

use super::merge::{Uses, merging};
use crate::bank::{Bank, BankPath, CONFIG_FILE, is_same_level_word};
use crate::edit::words::Word;
use crate::edit::{Planned, Sources, config, topics};
use crate::text::{Refusal, count};

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
    let mut edit = topics::rename(bank, sources, name, new)?;
    if let Some(other) = bank.topics().get(new) {
        let count = uses.map_or(0, |topic| topic.total as usize);
        let merges = both(Uses::new(name, count), Uses::new(new, other.total as usize));
        edit.confirm = merges.or(edit.confirm);
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
    let is_it = |other: &str| is_same_level_word(other, word);
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
    let labelled: Vec<BankPath> = bank.labelled(is_it).collect();
    let groups: BTreeSet<&BankPath> = given
        .flat_map(|(_, uses)| uses.groups.keys())
        .chain(listed.flat_map(|(_, topic)| topic.groups.keys()))
        .chain(&labelled)
        .collect();
    let renamed = Word {
        matches: &is_it,
        levels: true,
        topics: true,
        new,
    };
    let mut edit = renamed.rename(bank, sources, groups)?;
    if is_defined && config.given.contains("levels") {
        edit.merge(config::rename(
            sources,
            &["levels", "name", "synonyms"],
            &renamed,
        )?)?;
    }
    if !is_it(new) {
        let uses = |is_it: &dyn Fn(&str) -> bool| uses_of_level(bank, is_it);
        let is_new = |other: &str| is_same_level_word(other, new);
        let merges = both(Uses::new(word, uses(&is_it)), Uses::new(new, uses(&is_new)));
        edit.confirm = merges.or(edit.confirm);
    }
    Ok(edit)
}

/// The number of questions with a word as their level, in `level` or among the topics.
fn uses_of_level(bank: &Bank, is_it: &dyn Fn(&str) -> bool) -> usize {
    let given = bank.levels().iter().filter(|(word, _)| is_it(word));
    let given = given.map(|(_, uses)| uses.total);
    let listed = bank.topics().iter().filter(|(word, _)| is_it(word));
    let listed = listed.map(|(_, topic)| topic.total);
    given.chain(listed).sum::<u32>() as usize
}

/// Renames a value of `level` that is not a known level.
fn unknown_level(bank: &Bank, sources: Sources<'_>, word: &str, new: &str) -> Planned {
    let renamed = Word {
        matches: &|other| other == word,
        levels: true,
        topics: false,
        new,
    };
    let given = bank.levels().get(word).into_iter();
    let labelled: Vec<BankPath> = bank.labelled(|other| other == word).collect();
    let given = given.flat_map(|uses| uses.groups.keys()).chain(&labelled);
    let files: BTreeSet<&BankPath> = given.collect();
    let edit = renamed.rename(bank, sources, files)?;
    let mut edit = crate::edit::aliases::checked(edit, bank, sources)?;
    let uses = uses_of_level(bank, &|other| other == word);
    let others = match bank.config().level(new) {
        Some(_) => uses_of_level(bank, &|other| is_same_level_word(other, new)),
        None => uses_of_level(bank, &|other| other == new),
    };
    let merges = both(Uses::new(word, uses), Uses::new(new, others));
    edit.confirm = merges.or(edit.confirm);
    Ok(edit)
}
