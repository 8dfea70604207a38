//! The tree view of a bank: its groups, and the questions of a group under their levels or under the headings of the file.

use std::collections::HashMap;

use smol_str::SmolStr;

use super::question_item::QuestionItem;
use crate::bank::{AnswerTarget, Bank, BankPath};
use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::facts::section::Section;
use crate::text::Span;

/// Selects questions: those that have each of some words in their text, topics or level. Case does not matter. Without
/// words, all questions pass.
#[derive(Clone, Default, Debug)]
pub struct Filter(Vec<String>);

impl Filter {
    /// The filter for a typed text.
    pub fn new(typed: &str) -> Self {
        Self(typed.split_whitespace().map(str::to_lowercase).collect())
    }

    fn passes(&self, placed: &Placed<'_>) -> bool {
        if self.0.is_empty() {
            return true;
        }
        let texts = placed.text().into_iter();
        let parts = texts.chain(placed.topics()).chain(placed.level());
        let parts: Vec<String> = parts.map(|part| part.text.to_lowercase()).collect();
        self.0
            .iter()
            .all(|word| parts.iter().any(|part| part.contains(word)))
    }
}

/// A group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupEntry {
    /// Its file.
    pub path: BankPath,
    /// The name of its shape. A `file` is one question.
    pub shape: &'static str,
    /// Its `briefTitle`, else its `title`, else its file name; of a `file` its question.
    pub title: SmolStr,
    /// How many of its questions pass the filter.
    pub questions: usize,
    /// The file that it is a translation of. It comes after that one.
    pub original: Option<BankPath>,
}

/// The questions of a level, or under a heading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LevelEntry {
    /// Its name; `None` for the questions without a level, or above the first heading.
    pub name: Option<SmolStr>,
    /// Its questions that pass the filter, in the order of the group.
    pub questions: Vec<QuestionEntry>,
}

/// A question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QuestionEntry {
    /// Its text on one line, or its number if it has no text.
    pub name: String,
    /// Its topics as written, without levels.
    pub topics: Vec<SmolStr>,
    /// Its whole span.
    pub full: Span,
    /// The span of its text.
    pub named: Span,
    /// The file with its answer.
    pub answer: Option<BankPath>,
}

/// The groups of the bank by path, translations after their original; with a filter, those with a question that passes it.
///
/// Takes time proportional to the number of groups, and with a filter to the number of questions.
pub fn groups(bank: &Bank, filter: &Filter) -> Vec<GroupEntry> {
    let entry = |path: &BankPath| {
        let group = bank.group(path.as_str())?;
        let passing = || {
            let questions = group.questions.iter();
            questions.filter(|placed| filter.passes(placed))
        };
        let questions = match filter.0.is_empty() {
            true => group.questions.len(),
            false => passing().count(),
        };
        Some(GroupEntry {
            path: path.clone(),
            shape: group.shape,
            title: title(path, group),
            questions,
            original: bank.translation(path).map(|found| found.path),
        })
    };
    let entries = bank.groups().filter_map(entry);
    let mut entries: Vec<_> = entries
        .filter(|entry| entry.questions > 0 || filter.0.is_empty())
        .collect();
    let place = |entry: &GroupEntry| {
        let first = entry.original.as_ref().unwrap_or(&entry.path);
        (first.clone(), entry.original.is_some(), entry.path.clone())
    };
    entries.sort_by_cached_key(place);
    entries
}

fn title(path: &BankPath, group: &Group) -> SmolStr {
    let only = group.questions.get(0).filter(|_| group.shape == "file");
    match only {
        Some(placed) => QuestionItem::new(0, &placed).name.into(),
        None => group.short_title(path.stem()),
    }
}

/// The questions of the group at `path` that pass the filter, under their levels, the easiest first, those without a
/// level last; where headings classify them, under these headings in the order of the file. Empty if there is no such group.
pub fn questions(bank: &Bank, path: &BankPath, filter: &Filter) -> Vec<LevelEntry> {
    let Some(group) = bank.group(path.as_str()) else {
        return Vec::new();
    };
    let mut sections = group.questions.sections().iter();
    if sections.any(|section| !section.heading.is_empty()) {
        return by_heading(bank, (path, group), filter);
    }
    let names = bank.config().levels.iter();
    let mut levels: Vec<LevelEntry> = names
        .map(|level| Some(level.name.clone()))
        .chain([None])
        .map(|name| LevelEntry {
            name,
            questions: Vec::new(),
        })
        .collect();
    let last = levels.len() - 1;
    for (index, placed) in group.questions.iter().enumerate() {
        if filter.passes(&placed) {
            let level = bank.level_of(&placed).map(|(level, _)| level);
            let level = level.filter(|level| *level < last).unwrap_or(last);
            levels[level]
                .questions
                .push(question(bank, path, index, &placed));
        }
    }
    levels.retain(|level| !level.questions.is_empty());
    levels
}

/// The questions under the level and the topic that headings give them; headings that give the same are one entry.
fn by_heading(bank: &Bank, (path, group): (&BankPath, &Group), filter: &Filter) -> Vec<LevelEntry> {
    let mut entries: Vec<LevelEntry> = Vec::new();
    let mut places: HashMap<Option<SmolStr>, usize> = HashMap::new();
    for (index, placed) in group.questions.iter().enumerate() {
        if !filter.passes(&placed) {
            continue;
        }
        let name = placed
            .section
            .and_then(|section| heading_name(bank, section));
        let at = *places.entry(name.clone()).or_insert_with(|| {
            entries.push(LevelEntry {
                name,
                questions: Vec::new(),
            });
            entries.len() - 1
        });
        entries[at]
            .questions
            .push(question(bank, path, index, &placed));
    }
    entries
}

/// The level and the topic that a heading gives.
fn heading_name(bank: &Bank, section: &Section) -> Option<SmolStr> {
    let level = section.level.as_ref();
    let level = level.map(|level| bank.config().level_name(&level.text));
    let topic = section.topic.as_ref().map(|topic| &topic.text);
    let parts: Vec<&str> = level
        .into_iter()
        .chain(topic)
        .map(SmolStr::as_str)
        .collect();
    (!parts.is_empty()).then(|| parts.join(" · ").into())
}

fn question(bank: &Bank, path: &BankPath, index: usize, placed: &Placed<'_>) -> QuestionEntry {
    let QuestionItem { name, full, named } = QuestionItem::new(index, placed);
    let answer = placed.question.answer().and_then(|answer| match answer {
        Answer::Inline(_) | Answer::Below(_) => None,
        Answer::File(name) => match bank.answer_target(path, name.text) {
            AnswerTarget::Found(file) => Some(file.path.clone()),
            _ => None,
        },
    });
    let topics = placed.topics().map(|topic| SmolStr::from(topic.text));
    let topics = topics.filter(|topic| bank.config().level(topic).is_none());
    QuestionEntry {
        name,
        topics: topics.collect(),
        full,
        named,
        answer,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::{Filter, groups, questions};
    use crate::fixture::Fixture;

    const BANK: &str = "\
//- /go/go.md
---
briefTitle: Go
questions:
  - question: What is 😀 a Channel?␍
    answer: channels.md
    topics: [Advanced, Concurrency]
  - question: What is a slice?
    answer: gone.md
    topics: [Basics]
    level: Beginner
  - answer: It has no text.
    topics: [Basics]
  - question: 'broken
    answer: x.md
//- /go/content/channels.md
Pipes.
//- /empty/empty.md
---
questions: []
---
";

    #[track_caller]
    fn check(filter: &str, expected: Expect) {
        let fixture = Fixture::new(BANK);
        let filter = Filter::new(filter);
        let mut out = String::new();
        for group in groups(&fixture.bank, &filter) {
            out += &format!("{} {} {}\n", group.path, group.title, group.questions);
            let mut count = 0;
            for level in questions(&fixture.bank, &group.path, &filter) {
                let name = level.name.as_deref().unwrap_or("-");
                out += &format!("  {name}\n");
                for question in level.questions {
                    count += 1;
                    let text = fixture.text(&group.path);
                    assert_eq!(question.full.cover(question.named), question.full);
                    out += &format!(
                        "    {} | {} | {:?} | {}\n",
                        question.name,
                        question.topics.join(", "),
                        question.named.slice(text),
                        question.answer.map_or("-".into(), |path| path.to_string()),
                    );
                }
            }
            assert_eq!(count, group.questions);
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn all_of_it() {
        check(
            "",
            expect![[r#"
            empty/empty.md empty 0
            go/go.md Go 4
              Beginner
                What is a slice? | Basics | "What is a slice?" | -
              Advanced
                What is 😀 a Channel? | Concurrency | "What is 😀 a Channel?" | go/content/channels.md
              -
                Question 3 | Basics | "answer" | -
                broken |  | "'broken" | -
        "#]],
        );
    }

    #[test]
    fn a_file_with_one_question_is_called_by_it() {
        let text = "---\nquestion: What is a lock?\n---\nIt guards a value.\n";
        let fixture = Fixture::new(&format!("//- /locks/1.md\n{text}"));
        let groups = groups(&fixture.bank, &Filter::default());
        let titles = groups
            .iter()
            .map(|group| (group.shape, group.title.as_str()));
        assert_eq!(titles.collect::<Vec<_>>(), [("file", "What is a lock?")]);
    }

    #[test]
    fn the_number_of_a_question_is_not_the_title() {
        let question = |n: u32| format!("## Question {n}:\n\nWhat is part {n} for?\n\nWork.\n\n");
        let exam = "documents:\n  - {files: exam.md, shape: document}\n//- /exam.md\n";
        let fixture = Fixture::new(&(exam.to_owned() + &question(1) + &question(2)));
        let groups = groups(&fixture.bank, &Filter::default());
        let titles = groups
            .iter()
            .map(|group| (group.questions, group.title.as_str()));
        assert_eq!(titles.collect::<Vec<_>>(), [(2, "exam")]);
    }

    #[test]
    fn translations_follow_their_original() {
        let document = |path: &str, asks: [&str; 2]| {
            let [one, two] = asks;
            format!("//- /{path}\n# Locks\n\n## 1. {one}\n\nSo.\n\n## 2. {two}\n\nSo.\n")
        };
        let german = ["Was ist eine Sperre?", "Was ist eine Klinke?"];
        let bank = [
            "documents:\n  - {files: '**/*.md', shape: document}\n".to_owned(),
            document("README.md", ["What is a lock?", "What is a latch?"]),
            document("a.md", ["What is a thread?", "What is a fiber?"]),
            document("de-DE/README.md", german),
            document("fr-FR/README.md", ["Quel verrou ?", "Quel loquet ?"]),
        ];
        let fixture = Fixture::new(&bank.concat());
        let groups = groups(&fixture.bank, &Filter::default());
        let lines = groups.into_iter().map(|group| {
            let original = group.original.map_or("-".into(), |path| path.to_string());
            format!("{} {original}", group.path)
        });
        assert_eq!(
            lines.collect::<Vec<_>>(),
            [
                "README.md -",
                "de-DE/README.md README.md",
                "fr-FR/README.md README.md",
                "a.md -",
            ]
        );
    }

    #[test]
    fn words_in_text_topics_and_levels() {
        check(
            "CHANNEL what",
            expect![[r#"
            go/go.md Go 1
              Advanced
                What is 😀 a Channel? | Concurrency | "What is 😀 a Channel?" | go/content/channels.md
        "#]],
        );
        check(
            "basics",
            expect![[r#"
            go/go.md Go 2
              Beginner
                What is a slice? | Basics | "What is a slice?" | -
              -
                Question 3 | Basics | "answer" | -
        "#]],
        );
        check(
            "slice beginner",
            expect![[r#"
            go/go.md Go 1
              Beginner
                What is a slice? | Basics | "What is a slice?" | -
        "#]],
        );
        check("nothing has this", expect![[""]]);
    }
}
