//! Hover for topics and levels, with their uses.

use std::collections::BTreeMap;

use crate::bank::{Bank, BankPath};
use crate::ide::markdown::{code, escape};
use crate::shape::noun::Noun;
use crate::text::count;

/// How many groups are listed by name; the others are counted.
const GROUPS: usize = 8;

/// A topic: how often it is used, and where most.
pub fn topic(bank: &Bank, name: &str) -> Option<String> {
    let topic = bank.topics().get(name)?;
    let groups = topic
        .groups
        .iter()
        .map(|(path, uses)| (path, *uses))
        .collect();
    Some(format!(
        "**{}** · topic · {}",
        escape(name),
        uses(bank, groups)
    ))
}

/// A level: its position in the order, its synonyms, and how often they are used.
pub fn level(bank: &Bank, word: &str) -> Option<String> {
    let levels = &bank.config().levels;
    let Some(place) = bank.config().level(word) else {
        let names: Vec<String> = levels.iter().map(|level| code(&level.name)).collect();
        return Some(format!(
            "{} is not a level of this bank, which has {}",
            code(word),
            names.join(", ")
        ));
    };
    let level = &levels[place];
    let is_it = |other: &str| bank.config().level(other) == Some(place);
    let mut groups: BTreeMap<&BankPath, u32> = BTreeMap::new();
    let listed = bank
        .topics()
        .iter()
        .filter(|(word, _)| is_it(word))
        .flat_map(|(_, topic)| topic.groups.iter());
    let given = bank
        .levels()
        .iter()
        .filter(|(word, _)| is_it(word))
        .flat_map(|(_, uses)| uses.groups.iter());
    for (path, uses) in listed.chain(given) {
        *groups.entry(path).or_default() += uses;
    }
    let order = format!("level {} of {}", place + 1, levels.len());
    let mut text = format!(
        "**{}** · {order} · {}",
        escape(&level.name),
        uses(bank, groups.into_iter().collect())
    );
    if !level.synonyms.is_empty() {
        let words: Vec<String> = level.synonyms.iter().map(|word| code(word)).collect();
        text += &format!("\n\nAlso written {}", words.join(", "));
    }
    Some(text)
}

/// How often, in how many files, and in which most.
fn uses(bank: &Bank, mut groups: Vec<(&BankPath, u32)>) -> String {
    groups.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let noun = Noun::together(
        (groups.iter()).filter_map(|(path, _)| bank.group(path.as_str()).map(Noun::of)),
    );
    let total: u32 = groups.iter().map(|(_, uses)| uses).sum();
    let mut text = format!(
        "{} in {}\n",
        count(total as usize, "use"),
        count(groups.len(), noun)
    );
    for (path, uses) in groups.iter().take(GROUPS) {
        text += &format!("\n- {}: {uses}", code(path.as_str()));
    }
    if let Some(more) = groups.len().checked_sub(GROUPS).filter(|more| *more > 0) {
        text += &format!("\n- and {}", count(more, &format!("more {noun}")));
    }
    text
}
