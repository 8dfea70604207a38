//! Workspace symbols: fuzzy search for groups, topics and questions of the whole bank.
//!
//! The search runs on each keystroke, also in a bank of a hundred thousand questions, where most of the time goes into
//! fetching texts from memory. So a character mask next to each question rules out most of them without their texts
//! ([`char_mask`]), the remaining texts are fetched in batches, and the search stops as soon as `limit` perfect matches
//! were found.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::markdown::one_line;
use crate::bank::{Bank, BankPath};
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::syntax::char_mask::{self, CharMask};
use crate::text::Span;

/// A search result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Match {
    /// Its name; never empty.
    pub name: String,
    /// Its kind.
    pub kind: MatchKind,
    /// Its file; of a topic the first that uses it.
    pub path: BankPath,
    /// Its span in that file.
    pub span: Span,
    /// Its score, comparable with other results of the same query. The higher the better.
    pub score: u32,
}

/// The kind of a result.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MatchKind {
    /// A group, by its title.
    Group,
    /// A topic.
    Topic,
    /// A question, by its text.
    Question,
}

/// Longer queries are cut, in bytes: nobody types them, and matching takes time proportional to their length.
const QUERY: usize = 200;

/// Names are matched up to this length, in bytes.
const NAME: usize = 1_000;

/// How many questions are fetched at a time.
const BATCH: usize = 128;

/// The groups, topics and questions that have the letters of each word of `query` in its order, best first and at most
/// `limit`; of equal matches the earlier, groups before topics before questions. Case and accents matter only if the
/// query has them. An empty query matches everything.
///
/// Reads a few bytes of every question of the bank, and the texts of those that have the query's letters.
pub fn search(bank: &Bank, query: &str, limit: usize) -> Vec<Match> {
    let query = first(query.trim(), QUERY);
    let groups: Vec<(&BankPath, &Group)> = bank
        .groups()
        .filter_map(|path| Some((path, bank.group(path.as_str())?)))
        .collect();
    let found = if query.is_empty() {
        let named = things(bank, &groups).filter(|thing| thing.name().is_some());
        named.take(limit).map(|thing| (0, thing)).collect()
    } else {
        let mut best = Best::new(query, limit);
        best.look_through(bank, &groups);
        best.in_order()
    };
    let found = found.into_iter();
    found
        .filter_map(|(score, thing)| thing.found(bank, score))
        .collect()
}

/// The best matches so far.
struct Best<'b> {
    asked: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
    /// The letters that every match has.
    needed: CharMask,
    /// The best possible score, if it is known.
    perfect: Option<u32>,
    perfect_so_far: usize,
    limit: usize,
    /// How many names matched so far.
    matched: usize,
    /// Score and order; not sorted.
    kept: Vec<(Reverse<u32>, usize, Thing<'b>)>,
    /// The score of the worst result that is kept for sure, once there are enough.
    bar: Option<u32>,
}

impl<'b> Best<'b> {
    fn new(query: &str, limit: usize) -> Self {
        let mut asked = Pattern::new(
            query,
            CaseMatching::Smart,
            Normalization::Smart,
            AtomKind::Fuzzy,
        );
        // A name without one of the words does not match: try numbers and long words first, which are the rarest.
        asked.atoms.sort_by_key(|atom| {
            let word = atom.needle_text();
            let is_plain = word.chars().all(char::is_alphabetic);
            (is_plain, Reverse(word.len()))
        });
        let mut matcher = Matcher::new(Config::DEFAULT);
        let asked_letters = asked.atoms.iter().map(|atom| atom.needle_text());
        let needed = char_mask::needed_by(asked_letters.flat_map(|text| {
            let letters: Vec<char> = text.chars().collect();
            letters
        }));
        let perfect = asked.atoms.iter().map(|atom| perfect(atom, &mut matcher));
        Self {
            perfect: perfect.sum(),
            asked,
            matcher,
            buffer: Vec::new(),
            needed,
            perfect_so_far: 0,
            limit,
            matched: 0,
            kept: Vec::new(),
            bar: None,
        }
    }

    fn look_through(&mut self, bank: &'b Bank, groups: &[(&'b BankPath, &'b Group)]) {
        for thing in names(bank, groups) {
            if self.is_done() {
                return;
            }
            self.look_at(thing, thing.name().unwrap_or_default());
        }
        let needed = self.needed;
        let questions = groups.iter().flat_map(|&(path, group)| {
            let fitting = group.questions.with_chars(needed);
            fitting.map(move |placed| (path, placed))
        });
        let mut questions = questions.peekable();
        while questions.peek().is_some() && !self.is_done() {
            let batch: Vec<_> = questions.by_ref().take(BATCH).collect();
            for ((path, placed), text) in batch.iter().zip(texts(&batch)) {
                self.look_at(Thing::Question(path, *placed), text);
            }
        }
    }

    /// Whether no later name can be among the best.
    fn is_done(&self) -> bool {
        self.perfect_so_far >= self.limit
    }

    fn look_at(&mut self, thing: Thing<'b>, name: &str) {
        let text = Utf32Str::new(first(name, NAME), &mut self.buffer);
        let Some(score) = self.asked.score(text, &mut self.matcher) else {
            return;
        };
        if self.bar.is_some_and(|bar| score <= bar) {
            return;
        }
        if self.perfect.is_some_and(|perfect| score >= perfect) {
            self.perfect_so_far += 1;
        }
        self.matched += 1;
        self.kept.push((Reverse(score), self.matched, thing));
        if self.kept.len() >= 2 * self.limit + BATCH {
            self.keep_the_best();
        }
    }

    fn keep_the_best(&mut self) {
        if self.limit == 0 || self.kept.len() <= self.limit {
            return;
        }
        let (_, (Reverse(last), ..), _) = self
            .kept
            .select_nth_unstable_by_key(self.limit - 1, |(score, order, _)| (*score, *order));
        self.bar = Some(*last);
        self.kept.truncate(self.limit);
    }

    fn in_order(mut self) -> Vec<(u32, Thing<'b>)> {
        self.kept
            .sort_unstable_by_key(|(score, order, _)| (*score, *order));
        self.kept.truncate(self.limit);
        let found = self.kept.into_iter();
        found
            .map(|(Reverse(score), _, thing)| (score, thing))
            .collect()
    }
}

/// The score of a word that a name contains exactly. If the word starts with a letter or a digit, every character has
/// the highest bonus, so no score is better.
fn perfect(atom: &Atom, matcher: &mut Matcher) -> Option<u32> {
    let word = atom.needle_text();
    let is_best = word.chars().next().is_some_and(char::is_alphanumeric);
    let score = is_best.then(|| atom.score(word, matcher))??;
    Some(u32::from(score))
}

/// The texts of questions that have one.
fn texts<'b>(batch: &[(&BankPath, Placed<'b>)]) -> Vec<&'b str> {
    let text = |placed: &Placed<'b>| placed.question.text().map_or("", |text| text.text);
    batch.iter().map(|(_, placed)| text(placed)).collect()
}

/// The first `bytes` of `text`, cut at a character boundary.
fn first(text: &str, bytes: usize) -> &str {
    Span::new(0, bytes as u32).slice(text)
}

/// A candidate: a reference into the bank, from which results are made.
#[derive(Clone, Copy)]
enum Thing<'b> {
    Group(&'b BankPath, &'b Group),
    Topic(&'b str, &'b BankPath),
    Question(&'b BankPath, Placed<'b>),
}

/// All candidates but the questions.
fn names<'b>(
    bank: &'b Bank,
    groups: &[(&'b BankPath, &'b Group)],
) -> impl Iterator<Item = Thing<'b>> {
    let topics = bank.topics().iter();
    let topics =
        topics.filter_map(|(name, topic)| Some(Thing::Topic(name, topic.groups.keys().next()?)));
    let groups = groups.iter();
    let groups = groups.map(|(path, group)| Thing::Group(path, group));
    groups
        .filter(|group| !group.is_its_question())
        .chain(topics)
}

fn things<'b>(
    bank: &'b Bank,
    groups: &[(&'b BankPath, &'b Group)],
) -> impl Iterator<Item = Thing<'b>> {
    let questions = groups.iter().flat_map(|(path, group)| {
        let questions = group.questions.iter();
        questions.map(move |placed| Thing::Question(path, placed))
    });
    names(bank, groups).chain(questions)
}

impl<'b> Thing<'b> {
    /// Whether it is a file whose name is its only question: that is found as a question.
    fn is_its_question(&self) -> bool {
        let Self::Group(_, group) = self else {
            return false;
        };
        let only = group
            .questions
            .get(0)
            .filter(|_| group.questions.len() == 1);
        let text = only.and_then(|placed| Some(placed.question.text()?.text));
        text.is_some() && text == self.name()
    }

    /// Its name, if it has one.
    fn name(self) -> Option<&'b str> {
        match self {
            Self::Group(path, group) => {
                let title = group
                    .head
                    .map
                    .string("title")
                    .or_else(|| group.head.map.string("briefTitle"));
                let heading = || group.title.as_ref().map(|title| title.text.as_str());
                let title = title.map(|title| title.text.as_str()).or_else(heading);
                Some(title.unwrap_or(path.stem()))
            }
            Self::Topic(name, _) => Some(name),
            Self::Question(_, placed) => Some(placed.question.text()?.text),
        }
    }

    fn found(self, bank: &Bank, score: u32) -> Option<Match> {
        let (kind, path, span) = match self {
            Self::Group(path, group) => {
                let title = group.head.map.string("title").map(|title| title.inner());
                let heading = || group.title.as_ref().map(|title| title.span);
                let title = title.or_else(heading).unwrap_or(group.opening);
                (MatchKind::Group, path, title)
            }
            Self::Topic(name, path) => (
                MatchKind::Topic,
                path,
                first_use(bank.group(path.as_str())?, name)?,
            ),
            Self::Question(path, placed) => (
                MatchKind::Question,
                path,
                placed.question.text()?.inner().shift(placed.start),
            ),
        };
        Some(Match {
            name: one_line(self.name()?),
            kind,
            path: path.clone(),
            span,
            score,
        })
    }
}

/// The topic in the first question that has it, or in the heading of that question's section.
fn first_use(group: &Group, name: &str) -> Option<Span> {
    let mut topics = group.questions.iter().flat_map(|placed| placed.topics());
    Some(topics.find(|topic| topic.text == name)?.inner())
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use nucleo_matcher::chars;
    use proptest::prelude::*;

    use super::{
        AtomKind, CaseMatching, Config, MatchKind, Matcher, Normalization, Pattern, Utf32Str,
        char_mask, one_line, search, things,
    };
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
                    MatchKind::Group => "group",
                    MatchKind::Topic => "topic",
                    MatchKind::Question => "question",
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
    fn a_file_with_one_question_is_found_once() {
        let fixture = Fixture::new(
            "//- /qmark.yaml\ndocuments:\n  - {files: '**', shape: file}\n//- /channels.md\n---\ntitle: What is a channel?\ntopics: [Core]\n---\nA pipe.\n",
        );
        let found = search(&fixture.bank, "channel", 10);
        let found: Vec<_> = found.iter().map(|it| (it.name.as_str(), it.kind)).collect();
        assert_eq!(found, [("What is a channel?", MatchKind::Question)]);
    }

    #[test]
    fn a_topic_that_only_a_heading_gives_is_found() {
        let fixture =
            Fixture::new("//- /cards.md\n# Maps\nQ: One?\n# Channels\nQ: Two?\n<!-- lines -->\n");
        let found = search(&fixture.bank, "chnl", 10);
        let [found] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!(found.kind, MatchKind::Topic);
        assert_eq!(found.span.slice(fixture.text(&found.path)), "Channels");
        assert_eq!(search(&fixture.bank, "", 10).len(), 5);
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

    /// Everything that matches, every thing looked at, as names in their order.
    fn by_brute_force(fixture: &Fixture, query: &str, limit: usize) -> Vec<(u32, String)> {
        let bank = &fixture.bank;
        let groups: Vec<_> = bank
            .groups()
            .filter_map(|path| Some((path, bank.group(path.as_str())?)))
            .collect();
        let asked = Pattern::new(
            query.trim(),
            CaseMatching::Smart,
            Normalization::Smart,
            AtomKind::Fuzzy,
        );
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut found = Vec::new();
        for thing in things(bank, &groups) {
            let name = thing.name().unwrap_or_default();
            let score = asked.score(Utf32Str::new(name, &mut Vec::new()), &mut matcher);
            found.extend(score.map(|score| (score, one_line(name))));
        }
        found.sort_by_key(|(score, _)| Reverse(*score));
        found.truncate(limit);
        found
    }

    /// Words that share letters, start with other things than letters, and fold in unlike ways.
    const WORDS: &[&str] = &[
        "What",
        "what",
        "is",
        "a",
        "map",
        "mapped",
        "Map-like",
        "(map)",
        "-x",
        "x-y",
        "x",
        "y",
        "été",
        "ete",
        "Ünïcode",
        "что",
        "Что",
        "😀",
        "中文",
        "ß",
        "ẞ",
        "K",
        "10",
        "1",
        "2nd",
        "_a",
        "camelCase",
        "ǅ",
        "e\u{301}",
        "ﬁx",
    ];

    proptest! {
        #![proptest_config(crate::cases::cases(100))]

        #[test]
        fn what_is_ruled_out_would_not_be_found(
            texts in prop::collection::vec(prop::collection::vec(prop::sample::select(WORDS), 1..5), 1..40),
            query in prop_oneof![
                prop::collection::vec(prop::sample::select(WORDS), 1..3).prop_map(|words| words.join(" ")),
                "[a-zA-Z0-9 éчß\\\\-]{1,4}",
            ],
            limit in 0..12_usize,
        ) {
            prop_assume!(!query.trim().is_empty());
            let questions: Vec<String> = texts
                .iter()
                .map(|words| format!("  - question: \"{}?\"\n    topics: ['{}']\n", words.join(" "), words[0]))
                .collect();
            let fixture = Fixture::new(&format!("//- /go/go.md\n---\nquestions:\n{}---\n", questions.concat()));
            let found = search(&fixture.bank, &query, limit);
            let found: Vec<_> = found.into_iter().map(|found| (found.score, found.name)).collect();
            prop_assert_eq!(found, by_brute_force(&fixture, &query, limit));
        }
    }

    #[test]
    fn a_letter_is_never_ruled_out_by_one_that_it_folds_to() {
        for c in ('\0'..=char::MAX).filter(|c| !c.is_whitespace()) {
            let has = char_mask::char_mask(c.encode_utf8(&mut [0; 4]));
            let plain = chars::normalize(c);
            for asked in [
                c,
                plain,
                chars::to_lower_case(c),
                chars::to_lower_case(plain),
            ] {
                let needed = char_mask::needed_by([asked]);
                assert!(has & needed == needed, "{c:?} {:x} as {asked:?}", c as u32);
            }
        }
    }

    #[test]
    fn enough_perfect_matches_end_the_search() {
        let questions: String = (0..2_000)
            .map(|n| format!("  - question: What is {n}?\n"))
            .collect();
        let fixture = Fixture::new(&format!("//- /go/go.md\n---\nquestions:\n{questions}---\n"));
        let mut best = super::Best::new("wh", 20);
        let path = fixture.texts.keys().next().expect("the group");
        let group = fixture.bank.group(path.as_str()).expect("the group");
        best.look_through(&fixture.bank, &[(path, group)]);
        assert!(best.matched < 200, "{}", best.matched);
        assert_eq!(search(&fixture.bank, "wh", 20).len(), 20);
        assert_eq!(search(&fixture.bank, "wh", 20)[19].name, "What is 19?");
    }
}
