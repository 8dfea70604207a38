//! Finds groups, topics and questions of the whole bank by a few of their letters.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::markdown::one_line;
use crate::bank::{Bank, BankPath};
use crate::syntax::group::{Group, Placed};
use crate::text::Span;

/// Something of the bank that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// What it is called; never empty.
    pub name: String,
    /// What it is.
    pub kind: FoundKind,
    /// The file it stands in; of a topic the first that uses it.
    pub path: BankPath,
    /// Where in that file.
    pub span: Span,
}

/// What was found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FoundKind {
    /// A group, by its title.
    Group,
    /// A topic.
    Topic,
    /// A question, by its text.
    Question,
}

/// Longer queries are cut, in bytes: nobody types them, and matching costs their length.
const QUERY: usize = 200;

/// What is looked at of a name, in bytes.
const NAME: usize = 1_000;

/// The groups, topics and questions that have the letters of each word of `query` in its order, best first and at most
/// `limit`. Case and accents matter only where the query has them. An empty query finds everything, groups first.
///
/// Costs a look at every name of the bank.
pub fn search(bank: &Bank, query: &str, limit: usize) -> Vec<Found> {
    let query = first(query.trim(), QUERY);
    let found: Vec<Thing<'_>> = if query.is_empty() {
        things(bank)
            .filter(|thing| thing.name().is_some())
            .take(limit)
            .collect()
    } else {
        best(things(bank), query, limit)
    };
    found
        .into_iter()
        .filter_map(|thing| thing.found(bank))
        .collect()
}

/// The things that match `query` best; of those that match as well, the earlier.
fn best<'b>(things: impl Iterator<Item = Thing<'b>>, query: &str, limit: usize) -> Vec<Thing<'b>> {
    let pattern = Pattern::new(
        query,
        CaseMatching::Smart,
        Normalization::Smart,
        AtomKind::Fuzzy,
    );
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut score = |name: &str| pattern.score(Utf32Str::new(name, &mut letters), &mut matcher);
    let scored = things.enumerate().filter_map(|(order, thing)| {
        let score = score(first(thing.name()?, NAME))?;
        Some((Reverse(score), order, thing))
    });
    let mut scored: Vec<_> = scored.collect();
    let rank = |&(score, order, _): &(Reverse<u32>, usize, Thing<'_>)| (score, order);
    if scored.len() > limit {
        scored.select_nth_unstable_by_key(limit, rank);
        scored.truncate(limit);
    }
    scored.sort_unstable_by_key(rank);
    scored.into_iter().map(|(.., thing)| thing).collect()
}

/// The first `bytes` of `text`, or the few less that end with a whole character.
fn first(text: &str, bytes: usize) -> &str {
    Span::new(0, bytes as u32).slice(text)
}

/// What can be found: a reference into the bank, made whole only for what is shown.
#[derive(Clone, Copy)]
enum Thing<'b> {
    Group(&'b BankPath, &'b Group),
    Topic(&'b str, &'b BankPath),
    Question(&'b BankPath, Placed<'b>),
}

fn things(bank: &Bank) -> impl Iterator<Item = Thing<'_>> {
    let groups = || {
        bank.groups()
            .filter_map(|path| Some((path, bank.group(path.as_str())?)))
    };
    let topics = bank.topics().iter();
    let topics =
        topics.filter_map(|(name, topic)| Some(Thing::Topic(name, topic.groups.keys().next()?)));
    let questions = groups().flat_map(|(path, group)| {
        group
            .questions
            .iter()
            .map(move |placed| Thing::Question(path, placed))
    });
    groups()
        .map(|(path, group)| Thing::Group(path, group))
        .chain(topics)
        .chain(questions)
}

impl<'b> Thing<'b> {
    /// What it is called, if anything.
    fn name(self) -> Option<&'b str> {
        match self {
            Self::Group(path, group) => {
                let title = group
                    .head
                    .map
                    .string("title")
                    .or_else(|| group.head.map.string("briefTitle"));
                Some(title.map_or(path.stem(), |title| &title.text))
            }
            Self::Topic(name, _) => Some(name),
            Self::Question(_, placed) => Some(&placed.question.text()?.text),
        }
    }

    fn found(self, bank: &Bank) -> Option<Found> {
        let (kind, path, span) = match self {
            Self::Group(path, group) => {
                let title = group.head.map.string("title").map(|title| title.inner());
                (FoundKind::Group, path, title.unwrap_or(group.key))
            }
            Self::Topic(name, path) => (
                FoundKind::Topic,
                path,
                first_use(bank.group(path.as_str())?, name)?,
            ),
            Self::Question(path, placed) => (
                FoundKind::Question,
                path,
                placed.question.text()?.inner().shift(placed.start),
            ),
        };
        Some(Found {
            name: one_line(self.name()?),
            kind,
            path: path.clone(),
            span,
        })
    }
}

fn first_use(group: &Group, name: &str) -> Option<Span> {
    group.questions.iter().find_map(|placed| {
        let topic = placed.question.topics().find(|topic| topic.text == name)?;
        Some(topic.inner().shift(placed.start))
    })
}

#[cfg(test)]
mod tests {
    use super::{FoundKind, search};
    use crate::fixture::Fixture;

    const BANK: &str = "\
//- /go/go.md
---
title: Go Questions
questions:
  - question: What is a channel?
    topics: [Concurrency, 'Channels']
  - question: 'How are *maps* made?
    topics: [Maps]
  - question: Café or 😀
      channel?
  - answer: nameless.md
---
//- /js/js.md
---
questions: [{question: What is a closure?, topics: [Channels, Functions]}]
---
";

    #[track_caller]
    fn check(query: &str, limit: usize, expected: &[&str]) {
        let fixture = Fixture::new(BANK);
        let found = search(&fixture.bank, query, limit);
        let shown: Vec<_> = found
            .iter()
            .map(|found| {
                let kind = match found.kind {
                    FoundKind::Group => "group",
                    FoundKind::Topic => "topic",
                    FoundKind::Question => "question",
                };
                let written = found.span.slice(fixture.text(&found.path));
                assert!(
                    written == "questions"
                        || written.starts_with(&found.name[..3])
                        || written.starts_with('\''),
                    "{written}"
                );
                format!("{kind} {} in {}", found.name, found.path)
            })
            .collect();
        assert_eq!(shown, expected, "{query:?}");
    }

    #[test]
    fn by_a_few_letters() {
        let channel = "question What is a channel? in go/go.md";
        check(
            "chnl",
            10,
            &[
                "topic Channels in go/go.md",
                channel,
                "question Café or 😀 channel? in go/go.md",
            ],
        );
        check("what chan", 10, &[channel]);
        check("cafe", 10, &["question Café or 😀 channel? in go/go.md"]);
        check("CAFE", 10, &[]);
        check("Go", 10, &["group Go Questions in go/go.md"]);
        check("js", 10, &["group js in js/js.md"]);
        check(
            "maps",
            10,
            &[
                "topic Maps in go/go.md",
                "question How are *maps* made? in go/go.md",
            ],
        );
        check("😀", 10, &["question Café or 😀 channel? in go/go.md"]);
        check("zzz", 10, &[]);
        check("^what", 10, &[]);
    }

    #[test]
    fn at_most_so_many_and_the_best() {
        check("chnl", 1, &["topic Channels in go/go.md"]);
        check("chnl", 0, &[]);
        check(
            " ",
            3,
            &[
                "group Go Questions in go/go.md",
                "group js in js/js.md",
                "topic Channels in go/go.md",
            ],
        );
        let fixture = Fixture::new(BANK);
        assert_eq!(search(&fixture.bank, "", 100).len(), 10);
        assert_eq!(search(&fixture.bank, &"é😀".repeat(10_000), 100), []);
    }
}
