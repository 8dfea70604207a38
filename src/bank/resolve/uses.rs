//! Where what stands at a place is used.

use std::collections::BTreeSet;

use super::targets::ending_of;
use super::{Symbol, answer_of, file_of};
use crate::bank::{self, Bank, BankPath, QuestionRef};
use crate::syntax::body::Link;
use crate::syntax::question::Answer;
use crate::syntax::yaml::Scalar;
use crate::text::Span;

/// A place that uses something: a value without its quotes, or a link's destination.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Use {
    /// The file.
    pub path: BankPath,
    /// Where in it.
    pub span: Span,
}

/// Every use of `symbol` in the bank, the one it was found at included, by path and place.
///
/// Of a question or an answer, whoever leads to the answer's file, there or not; of a level, every word that means it.
/// Costs the files that hold a use, never the bank.
pub fn uses_of(bank: &Bank, symbol: &Symbol) -> Vec<Use> {
    let mut uses = Vec::new();
    let add = &mut uses;
    match symbol {
        Symbol::Topic(name) => topic(bank, name, add),
        Symbol::Level(word) => level(bank, word, add),
        Symbol::Author(id) if bank.author(id).is_none() => by_id(bank, "authorId", id, add),
        Symbol::Guide(id) if bank.guide(id).is_none() => by_id(bank, "relatedGuidesId", id, add),
        Symbol::Heading { file, anchor } => links(bank, file, Some(anchor), add),
        Symbol::Link { file, anchor } => {
            for file in both(file.clone(), file_of(bank, symbol)) {
                match anchor {
                    Some(anchor) => links(bank, &file, Some(anchor), add),
                    None => whole_file(bank, &file, add),
                }
            }
        }
        _ => {
            for file in both(written(bank, symbol), file_of(bank, symbol)) {
                whole_file(bank, &file, add);
            }
        }
    }
    uses.sort();
    uses.dedup();
    uses
}

/// The file that an `answer` or `ending` means as it is written, there or not.
fn written(bank: &Bank, symbol: &Symbol) -> Option<BankPath> {
    match symbol {
        Symbol::Question(at) | Symbol::AnswerRef(at) => match answer_of(bank, at)?.1 {
            Answer::File(name) => bank.answer_path(&at.group, &name.text),
            Answer::Inline(_) => None,
        },
        Symbol::Ending(group) => bank.answer_path(group, &ending_of(bank, group)?.text),
        Symbol::File(file) => Some(file.clone()),
        _ => None,
    }
}

fn both(a: Option<BankPath>, b: Option<BankPath>) -> impl Iterator<Item = BankPath> {
    let b = b.filter(|b| a.as_ref() != Some(b));
    a.into_iter().chain(b)
}

/// Whoever leads to the file: answers, endings, links, and ids that mean it.
fn whole_file(bank: &Bank, path: &BankPath, uses: &mut Vec<Use>) {
    for QuestionRef { group, index } in bank.citations(path) {
        let placed = bank
            .group(group.as_str())
            .and_then(|group| group.questions.get(index));
        let name = placed.and_then(|placed| Some((placed.start, placed.question.answer_file()?)));
        uses.extend(name.map(|(start, name)| a_use(&group, name, start)));
    }
    for user in bank.users(&bank::Target::File(path.clone())) {
        let ending = ending_of(bank, &user)
            .filter(|ending| bank.answer_path(&user, &ending.text).as_ref() == Some(path));
        uses.extend(ending.map(|ending| a_use(&user, ending, 0)));
    }
    links(bank, path, None, uses);
    if bank.author(path.stem()) == Some(path) {
        by_id(bank, "authorId", path.stem(), uses);
    }
    if bank.guide(path.stem()) == Some(path) {
        by_id(bank, "relatedGuidesId", path.stem(), uses);
    }
}

/// The links to the file from others; with an anchor, those to that heading, the file's own included.
fn links(bank: &Bank, path: &BankPath, anchor: Option<&str>, uses: &mut Vec<Use>) {
    let own = anchor.map(|_| path.clone());
    for user in bank.users(&bank::Target::File(path.clone())).chain(own) {
        let Some(facts) = bank.file(user.as_str()).and_then(|file| file.facts()) else {
            continue;
        };
        let leads_here = |link: &Link<'_>| match link.path {
            "" => anchor.is_some() && user == *path,
            written => user.beside(written).as_ref() == Some(path),
        };
        let wanted = |link: &Link<'_>| anchor.is_none_or(|anchor| link.anchor == Some(anchor));
        let found = facts
            .links()
            .filter(|(_, link)| wanted(link) && leads_here(link));
        uses.extend(found.map(|(start, link)| Use {
            path: user.clone(),
            span: link.span.shift(start),
        }));
    }
}

fn by_id(bank: &Bank, key: &str, id: &str, uses: &mut Vec<Use>) {
    let target = match key {
        "authorId" => bank::Target::Author(id.into()),
        _ => bank::Target::Guide(id.into()),
    };
    for user in bank.users(&target) {
        let value = bank
            .group(user.as_str())
            .and_then(|group| group.head.map.string(key));
        uses.extend(value.map(|value| a_use(&user, value, 0)));
    }
}

fn topic(bank: &Bank, name: &str, uses: &mut Vec<Use>) {
    let Some(topic) = bank.topics().get(name) else {
        return;
    };
    for path in topic.groups.keys() {
        in_questions(bank, path, uses, |word| word == name);
    }
}

/// The uses of all words that mean the level that `word` means, as `level` or among the topics.
fn level(bank: &Bank, word: &str, uses: &mut Vec<Use>) {
    let config = bank.config();
    let level = config.level(word);
    let same = |other: &str| other == word || (level.is_some() && config.level(other) == level);
    let given = bank.levels().iter().filter(|(other, _)| same(other));
    let listed = bank.topics().iter().filter(|(other, _)| same(other));
    let groups: BTreeSet<&BankPath> = given
        .flat_map(|(_, groups)| groups.keys())
        .chain(listed.flat_map(|(_, topic)| topic.groups.keys()))
        .collect();
    for path in groups {
        in_questions(bank, path, uses, same);
        let questions = bank
            .group(path.as_str())
            .into_iter()
            .flat_map(|group| &group.questions);
        uses.extend(questions.filter_map(|placed| {
            let level = placed.question.level().filter(|level| same(&level.text))?;
            Some(a_use(path, level, placed.start))
        }));
    }
}

fn in_questions(bank: &Bank, path: &BankPath, uses: &mut Vec<Use>, is_it: impl Fn(&str) -> bool) {
    for placed in bank
        .group(path.as_str())
        .into_iter()
        .flat_map(|group| &group.questions)
    {
        let topics = placed.question.topics().filter(|topic| is_it(&topic.text));
        uses.extend(topics.map(|topic| a_use(path, topic, placed.start)));
    }
}

fn a_use(path: &BankPath, scalar: &Scalar, start: u32) -> Use {
    Use {
        path: path.clone(),
        span: scalar.inner().shift(start),
    }
}
