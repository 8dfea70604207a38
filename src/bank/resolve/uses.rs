//! Where a symbol is used.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::options::key_and_options;
use super::targets::ending_of;
use super::{Symbol, answer_of, file_of};
use crate::bank::{self, Bank, BankPath};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::mark::OwnedMark;
use crate::facts::question::Answer;
use crate::facts::section::Section;
use crate::syntax::markdown::body::Link;
use crate::syntax::yaml::Scalar;
use crate::text::Span;

/// A use of a symbol: a value without its quotes, or a link's destination.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Use {
    /// The file.
    pub path: BankPath,
    /// The range in it.
    pub span: Span,
}

/// Every use of `symbol` in the bank, including the one where it was found, by path and position.
///
/// Of a question or an answer, all references to the answer's file, existing or not; of a level, every word that means it.
/// The cost depends on the files with a use, never on the bank.
pub fn uses_of(bank: &Bank, symbol: &Symbol) -> Vec<Use> {
    let query = ReferenceQuery::new(bank, symbol);
    let in_file = |path: BankPath| {
        let spans = query.in_file(bank, &path).into_iter();
        spans.map(move |span| Use {
            path: path.clone(),
            span,
        })
    };
    query.files(bank).into_iter().flat_map(in_file).collect()
}

/// A query for the uses of a symbol, which can be run file by file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReferenceQuery(What);

#[derive(Clone, PartialEq, Eq, Debug)]
enum What {
    Topic(SmolStr),
    Level(SmolStr),
    /// An id of no file, as the value of this key.
    Id(&'static str, SmolStr),
    /// References to one of these files, existing or not.
    Files(Vec<BankPath>),
    /// Links to the heading with this anchor in one of these files.
    Heading(Vec<BankPath>, SmolStr),
    /// These places in one file.
    Places(BankPath, Vec<Span>),
}

impl ReferenceQuery {
    /// The query for `symbol`.
    pub fn new(bank: &Bank, symbol: &Symbol) -> Self {
        Self(match symbol {
            Symbol::Topic(name) => What::Topic(name.clone()),
            Symbol::Level(word) => What::Level(word.clone()),
            Symbol::Author(id) if bank.author(id).is_none() => What::Id("authorId", id.clone()),
            Symbol::Guide(id) if bank.guide(id).is_none() => {
                What::Id("relatedGuidesId", id.clone())
            }
            Symbol::Heading { file, anchor } => What::Heading(vec![file.clone()], anchor.clone()),
            Symbol::Link { file, anchor } => {
                let files = both(file.clone(), file_of(bank, symbol));
                match anchor {
                    Some(anchor) => What::Heading(files, anchor.clone()),
                    None => What::Files(files),
                }
            }
            Symbol::Choice(at, index) => {
                What::Places(at.group.clone(), key_and_options(bank, at, Some(*index)))
            }
            Symbol::OptionsKey(at) => {
                What::Places(at.group.clone(), key_and_options(bank, at, None))
            }
            _ => What::Files(both(written(bank, symbol), file_of(bank, symbol))),
        })
    }

    /// The files that can have a use, by path. The cost depends on their number.
    pub fn files(&self, bank: &Bank) -> BTreeSet<BankPath> {
        match &self.0 {
            What::Topic(name) => {
                let topic = bank.topics().get(name).into_iter();
                let listed = topic.flat_map(|topic| topic.groups.keys().cloned());
                let labelled = bank.users(&bank::Target::Label(name.clone()));
                listed.chain(labelled).collect()
            }
            What::Level(word) => level_groups(bank, word),
            What::Id(key, id) => bank.users(&target_of_id(key, id)).collect(),
            What::Files(files) => files.iter().flat_map(|file| users(bank, file)).collect(),
            What::Places(file, _) => BTreeSet::from([file.clone()]),
            What::Heading(files, _) => {
                let users = |file: &BankPath| bank.users(&bank::Target::File(file.clone()));
                let linking = files.iter().flat_map(users);
                linking.chain(files.iter().cloned()).collect()
            }
        }
    }

    /// The uses in one file, by place: values without their quotes, and links' destinations. Costs the file.
    pub fn in_file(&self, bank: &Bank, path: &BankPath) -> Vec<Span> {
        let mut uses = Vec::new();
        let Some(facts) = bank.file(path.as_str()).and_then(|file| file.facts()) else {
            return uses;
        };
        let group = facts.as_group();
        match &self.0 {
            What::Topic(name) => topics(group, &mut uses, |word| word == name),
            What::Level(word) => {
                let same = bank.config().means_level_of(word);
                topics(group, &mut uses, &same);
                levels(group, &mut uses, &same);
            }
            What::Id(key, id) => by_id(group, key, id, &mut uses),
            What::Files(files) => {
                for file in files {
                    if let Some(group) = group {
                        by_group(bank, (path, group), file, &mut uses);
                    }
                    links(facts, (path, file), None, &mut uses);
                }
            }
            What::Places(file, spans) if file == path => uses.extend(spans),
            What::Places(..) => {}
            What::Heading(files, anchor) => {
                for file in files {
                    links(facts, (path, file), Some(anchor), &mut uses);
                }
            }
        }
        uses.sort();
        uses.dedup();
        uses
    }
}

/// The file that an `answer` or `ending` means as written, existing or not.
fn written(bank: &Bank, symbol: &Symbol) -> Option<BankPath> {
    match symbol {
        Symbol::Question(at) | Symbol::Number(at) | Symbol::AnswerRef(at) => {
            match answer_of(bank, at)?.1 {
                Answer::File(name) => bank.answer_path(&at.group, name.text),
                Answer::Inline(_) | Answer::Below(_) => None,
            }
        }
        Symbol::Ending(group) => bank.answer_path(group, &ending_of(bank, group)?.text),
        Symbol::File(file) => Some(file.clone()),
        _ => None,
    }
}

fn both(a: Option<BankPath>, b: Option<BankPath>) -> Vec<BankPath> {
    let b = b.filter(|b| a.as_ref() != Some(b));
    a.into_iter().chain(b).collect()
}

/// The files that can refer to `file`.
fn users(bank: &Bank, file: &BankPath) -> Vec<BankPath> {
    let beside = bank.folder_of_answer(file).map(|folder| {
        let groups = bank.groups_in(folder);
        groups.filter(|path| {
            let group = bank.group(path.as_str());
            group.is_some_and(|group| group.citing(file.name()).next().is_some())
        })
    });
    let mut users: Vec<BankPath> = beside.into_iter().flatten().cloned().collect();
    users.extend(bank.users(&bank::Target::File(file.clone())));
    for key in keys_of(bank, file) {
        users.extend(bank.users(&target_of_id(key, file.stem())));
    }
    users
}

/// The keys whose value can be the file's id.
fn keys_of(bank: &Bank, file: &BankPath) -> impl Iterator<Item = &'static str> {
    let author = (bank.author(file.stem()) == Some(file)).then_some("authorId");
    let guide = (bank.guide(file.stem()) == Some(file)).then_some("relatedGuidesId");
    author.into_iter().chain(guide)
}

fn target_of_id(key: &str, id: &str) -> bank::Target {
    match key {
        "authorId" => bank::Target::Author(id.into()),
        _ => bank::Target::Guide(id.into()),
    }
}

/// The references to `file` in the frontmatter of the group: answers, the ending, ids.
fn by_group(
    bank: &Bank,
    (path, group): (&BankPath, &Group),
    file: &BankPath,
    uses: &mut Vec<Span>,
) {
    if bank.folder_of_answer(file) == Some(path.folder()) {
        let citing = group.citing(file.name());
        uses.extend(citing.filter_map(|index| {
            let placed = group.questions.get(index)?;
            Some(a_use(&placed.question.answer_file()?, placed.start))
        }));
    }
    let leads_here = |name: &str| bank.answer_path(path, name).as_ref() == Some(file);
    if group.answer_paths().any(leads_here) {
        uses.extend(group.questions.iter().filter_map(|placed| {
            let name = placed.question.answer_file()?;
            let is_far = name.text.contains('/') && leads_here(name.text);
            is_far.then(|| a_use(&name, placed.start))
        }));
    }
    let ending = ending_of(bank, path).filter(|ending| leads_here(&ending.text));
    uses.extend(ending.map(|ending| a_use(ending, 0)));
    for key in keys_of(bank, file) {
        by_id(Some(group), key, file.stem(), uses);
    }
}

/// The links of the file at `path` to `file`; with an anchor, those to that heading, the file's own included.
fn links(
    facts: &Facts,
    (path, file): (&BankPath, &BankPath),
    anchor: Option<&str>,
    uses: &mut Vec<Span>,
) {
    let leads_here = |link: &Link<'_>| match link.path {
        "" => anchor.is_some() && path == file,
        written => path.beside(written).as_ref() == Some(file),
    };
    let wanted = |link: &Link<'_>| anchor.is_none_or(|anchor| link.anchor == Some(anchor));
    let found = facts
        .links()
        .filter(|(_, link)| wanted(link) && leads_here(link));
    uses.extend(found.map(|(start, link)| link.span.shift(start)));
}

fn by_id(group: Option<&Group>, key: &str, id: &str, uses: &mut Vec<Span>) {
    let value = group.and_then(|group| group.head.map.string(key));
    let value = value.filter(|value| value.text == id);
    uses.extend(value.map(|value| a_use(value, 0)));
}

/// The groups with a word that means the level that `word` means, as `level` or among the topics.
fn level_groups(bank: &Bank, word: &str) -> BTreeSet<BankPath> {
    let same = bank.config().means_level_of(word);
    let given = bank.levels().iter().filter(|(other, _)| same(other));
    let listed = bank.topics().iter().filter(|(other, _)| same(other));
    given
        .flat_map(|(_, uses)| uses.groups.keys())
        .chain(listed.flat_map(|(_, topic)| topic.groups.keys()))
        .cloned()
        .chain(bank.labelled(&same))
        .collect()
}

fn topics(group: Option<&Group>, uses: &mut Vec<Span>, is_it: impl Fn(&str) -> bool) {
    for placed in group.into_iter().flat_map(|group| &group.questions) {
        let topics = placed.question.topics().filter(|topic| is_it(topic.text));
        uses.extend(topics.map(|topic| a_use(&topic, placed.start)));
    }
    in_sections(group, uses, &is_it, |section| section.topic.as_ref());
    let first = group.and_then(|group| group.questions.sections().first());
    let shared = first.into_iter().flat_map(|first| &*first.shared);
    uses.extend(
        shared
            .filter(|topic| is_it(&topic.text))
            .map(|topic| topic.span),
    );
}

fn levels(group: Option<&Group>, uses: &mut Vec<Span>, is_it: impl Fn(&str) -> bool) {
    for placed in group.into_iter().flat_map(|group| &group.questions) {
        let level = placed.question.level().filter(|level| is_it(level.text));
        uses.extend(level.map(|level| a_use(&level, placed.start)));
    }
    in_sections(group, uses, is_it, |section| section.level.as_ref());
}

/// Adds the labels `of` sections.
fn in_sections(
    group: Option<&Group>,
    uses: &mut Vec<Span>,
    is_it: impl Fn(&str) -> bool,
    of: fn(&Section) -> Option<&OwnedMark>,
) {
    let sections = group.map_or(&[][..], |group| group.questions.sections());
    let labels = sections.iter().filter_map(of);
    let labels = labels.filter(|label| label.is_written() && is_it(&label.text));
    uses.extend(labels.map(|label| label.span));
}

fn a_use(scalar: &Scalar<impl AsRef<str>>, start: u32) -> Span {
    scalar.inner().shift(start)
}
