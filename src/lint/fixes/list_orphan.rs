//! Makes a question of an answer not used by any question, ending or link.

use std::collections::BTreeMap;

use crate::bank::{Bank, BankPath};
use crate::edit::level::has_own_key;
use crate::edit::question::append;
use crate::edit::{Edit, is_current, title_count};
use crate::facts::group::Group;
use crate::facts::question::names_a_file;
use crate::lint::fix::{Fix, FixContext, FixProvider};
use crate::lint::fixes::create_answer::from_name;
use crate::shape;
use crate::shape::write::NewQuestion;
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::{Refusal, ellipsis};

/// How many groups of a folder are offered.
const MOST: usize = 4;

/// A question in the group beside the file, in each one where there are several: its text from the file's heading or
/// name, and a level and a topic that the group knows, for the author to look over.
pub const FIX: FixProvider = FixProvider {
    description: "Add it as a new question to a group next to it",
    fixes,
};

fn fixes(context: &FixContext<'_>) -> Vec<Fix> {
    let bank = context.bank;
    let is_blank = bank
        .file(context.path.as_str())
        .is_none_or(|file| file.is_blank());
    let Some(folder) = bank.folder_of_answer(context.path) else {
        return Vec::new();
    };
    if is_blank || !names_a_file(context.path.name()) {
        return Vec::new();
    }
    let groups = bank.groups_in(folder);
    let groups = groups.filter_map(|path| Some((path, bank.group(path.as_str())?)));
    let groups = groups.filter(|(_, group)| {
        // Others have their answers in the file.
        shape::is_writable(group) && !shape::yields_to_groups(group)
    });
    let offers = groups.map(|(path, group)| offer(path.clone(), question(context, group)));
    let offers: Vec<Fix> = offers.take(MOST).collect();
    match offers.len() {
        1 => offers.into_iter().map(Fix::preferred).collect(),
        _ => offers,
    }
}

fn offer(path: BankPath, new: NewQuestion) -> Fix {
    let filled: Vec<String> = new
        .level
        .iter()
        .chain(&new.topics)
        .map(|word| format!("`{word}`"))
        .collect();
    let title = format!(
        "Add it to `{}` as “{}” ({})",
        path.name(),
        ellipsis(&new.question, 60),
        filled.join(", ")
    );
    Fix::guess(title, move |context| {
        let unread = || Refusal::new(format!("`{path}` cannot be read"));
        let text = (context.sources)(&path).ok_or_else(unread)?;
        let group = context.bank.group(path.as_str()).ok_or_else(unread)?;
        if !is_current(context.bank, &path, &text) {
            return Err(Refusal::new(format!(
                "`{path}` has just changed; try again"
            )));
        }
        let input = context.bank.config().input(&path, &text);
        let mut edit = Edit::texts(&path, [append(&input, group, std::slice::from_ref(&new))?]);
        let count = group.questions.len() + 1;
        edit.add(&path, title_count::edits(&text, group, count));
        (edit.shows, edit.question) = (Some(path.clone()), Some(count - 1));
        Ok(edit)
    })
}

fn question(context: &FixContext<'_>, group: &Group) -> NewQuestion {
    let text = heading(context)
        .unwrap_or_else(|| format!("{}?", from_name(context.path.stem()).trim_end_matches('?')));
    let Known { level, topic } = Known::of(context.bank, group);
    let (own_key, among) = match has_own_key(context.bank, group, group.questions.len()) {
        true => (level, None),
        false => (None, level),
    };
    NewQuestion {
        question: text,
        answer: context.path.name().to_owned(),
        level: own_key,
        topics: among.into_iter().chain(topic).collect(),
        ..NewQuestion::default()
    }
}

/// The heading that the file begins with, if that can be a question.
fn heading(context: &FixContext<'_>) -> Option<String> {
    let facts = context.bank.file(context.path.as_str())?.facts()?;
    let first = facts.body().headings().next()?;
    let opens = facts.body().first_line.touches(first.span.start);
    let text = plain_text(first.span.shift(facts.body_start()).slice(context.text));
    let says_nothing =
        ["answer", "solution"].contains(&text.to_lowercase().trim_end_matches([':', '.']));
    (opens && !text.is_empty() && !says_nothing).then_some(text)
}

/// What a group's questions have in common.
struct Known {
    /// The easiest level that is used, as it is written; that of the bank's settings where none is.
    level: Option<String>,
    /// The topic that is used most and is not a level.
    topic: Option<String>,
}

impl Known {
    fn of(bank: &Bank, group: &Group) -> Self {
        let config = bank.config();
        let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
        let mut easiest: Option<(usize, &str)> = None;
        for placed in &group.questions {
            let others = placed.question.topics().map(|topic| topic.text);
            let others = others.filter(|topic| is_known(bank, topic));
            for topic in others.filter(|topic| config.level(topic).is_none()) {
                *topics.entry(topic).or_default() += 1;
            }
            if let Some((level, word)) = bank.level_of(&placed) {
                easiest = easiest.into_iter().chain([(level, word.text)]).min();
            }
        }
        let topic = topics
            .into_iter()
            .max_by_key(|(name, count)| (*count, std::cmp::Reverse(*name)));
        let topic = topic.map(|(name, _)| name.to_owned());
        let topic = topic.or_else(|| first_known(bank));
        let level = easiest.map(|(_, word)| word.to_owned());
        // A group whose questions have no level, but topics, needs none here.
        let first = || config.levels.first().map(|level| level.name.to_string());
        let level = level.or_else(|| first().filter(|_| topic.is_none()));
        Self { level, topic }
    }
}

/// Whether a topic is one of the bank's closed list, where it has one.
fn is_known(bank: &Bank, topic: &str) -> bool {
    let known = bank.config().topics.as_ref();
    known.is_none_or(|known| known.iter().any(|name| name == topic))
}

/// The first topic of the bank's closed list.
fn first_known(bank: &Bank) -> Option<String> {
    let mut known = bank.config().topics.iter().flatten();
    let topic = known.find(|name| bank.config().level(name).is_none())?;
    Some(topic.to_string())
}

#[cfg(test)]
mod tests {
    use crate::lint::fixes::tests::{check, check_refused, safeties, titles};

    #[test]
    fn the_heading_is_the_question() {
        check(
            "orphan-answer",
            "Add it to `go.md` as “What is a mutex <T>: 😀?” (`Beginner`, `Core`)",
            r"
//- /go/content/mutexes.md

# What is a *mutex* `<T>`: 😀?

A lock.
//- /go/go.md
---
title: '2 Go Questions'
questions:
  - question: One?
    answer: 'One it is.'
    topics:
      - 'Advanced'
      - 'Core'
  - question: Two?
    answer: Two it is.
    topics:
      - 'Beginner'
      - 'Core'
      - 'Rare'
# qmark
ending:
---
Text
",
            r"
//- /go/content/mutexes.md

# What is a *mutex* `<T>`: 😀?

A lock.
//- /go/go.md
---
title: '3 Go Questions'
questions:
  - question: One?
    answer: 'One it is.'
    topics:
      - 'Advanced'
      - 'Core'
  - question: Two?
    answer: Two it is.
    topics:
      - 'Beginner'
      - 'Core'
      - 'Rare'
  - question: 'What is a mutex <T>: 😀?'
    answer: mutexes.md
    topics:
      - 'Beginner'
      - 'Core'
# qmark
ending:
---
Text
",
        );
    }

    #[test]
    fn a_topic_of_the_closed_list() {
        let bank = |known: &str, listed: &str| {
            format!(
                "topics: [{known}]\n//- /go/content/m.md\nA lock.\n//- /go/go.md\n---\nquestions:\n  - topics: [Old, Old, Core]\n{listed}---\n"
            )
        };
        for known in ["Core, Sync", "Beginner, Sync"] {
            let topic = known
                .split(", ")
                .find(|it| *it != "Beginner")
                .unwrap_or_default();
            check(
                "orphan-answer",
                &format!("Add it to `go.md` as “M?” (`{topic}`)"),
                &bank(known, ""),
                &bank(
                    known,
                    &format!("  - question: M?\n    answer: m.md\n    topics: [{topic}]\n"),
                ),
            );
        }
    }

    #[test]
    fn levels_apart_and_flow_style() {
        check(
            "orphan-answer",
            "Add it to `go.md` as “Api endpoint?” (`easy`, `Core`)",
            r"
//- /go/content/api-endpoint.md
Text.␍
## Not what was asked␍
//- /go/go.md
---␍
questions: [␍
  {question: One?, answer: Yes., topics: [Core], level: Hard},␍
  {question: Two?, answer: Yes., topics: [Core], level: easy}␍
]␍
---␍
",
            r"
//- /go/content/api-endpoint.md
Text.␍
## Not what was asked␍
//- /go/go.md
---␍
questions: [␍
  {question: One?, answer: Yes., topics: [Core], level: Hard},␍
  {question: Two?, answer: Yes., topics: [Core], level: easy}, {question: Api endpoint?, answer: api-endpoint.md, level: easy, topics: [Core]}␍
]␍
---␍
",
        );
    }

    #[test]
    fn each_group_of_the_folder() {
        let group = |name: &str, questions: &str| {
            format!("//- /go/{name}.md\n---\nquestions:{questions}\n---\n")
        };
        let bank = [
            group("a", "\n  - {question: A, answer: x, topics: [Core]}"),
            group("b", " []"),
            "//- /go/content/one.md\nText.\n//- /go/content/blank.md\n \n//- /go/content/upper.MD\nText.\n".to_owned(),
        ]
        .concat();
        assert_eq!(
            titles("orphan-answer", &bank),
            [
                "Delete `blank.md`",
                "Add it to `a.md` as “One?” (`Core`)",
                "Add it to `b.md` as “One?” (`Beginner`)",
                "Delete `one.md`",
                "Delete `upper.MD`",
            ]
        );
        let after = bank.replace(
            "questions: []",
            "questions:\n  - question: One?\n    answer: one.md\n    topics:\n      - Beginner",
        );
        check(
            "orphan-answer",
            "Add it to `b.md` as “One?” (`Beginner`)",
            &bank,
            &after,
        );
    }

    #[test]
    fn a_group_that_can_only_be_read_is_not_offered() {
        let bank = "//- /go/cards.md\nQ: Why?\nA: So.\n//- /go/go.md\n---\nquestions: []\n---\n//- /go/content/one.md\nText.\n";
        assert_eq!(
            titles("orphan-answer", bank),
            [
                "Add it to `go.md` as “One?” (`Beginner`)",
                "Delete `one.md`"
            ]
        );
        assert_eq!(safeties("orphan-answer", bank), "Unsafe* Suppresses");
    }

    #[test]
    fn what_cannot_be_added_to() {
        check_refused(
            "orphan-answer",
            "Add it to `go.md` as “One?” (`Beginner`)",
            "//- /go/go.md\n---\nquestions: none\n---\n//- /go/content/one.md\n# Answer\n",
            "`questions` is not a list, so a question cannot be added",
        );
    }
}
