//! New groups.

use super::{Edit, Planned, answer_file, file_name};
use crate::bank::config::{Profile, ValueType};
use crate::bank::keys::Keys;
use crate::bank::schema::KeyRef;
use crate::bank::{Bank, BankPath};
use crate::shape::write::{FirstQuestions, HeadValue, NewQuestion};
use crate::syntax::markdown::placeholder;
use crate::text::Refusal;

/// A group named `title` in its own folder, with every required key, the next free `order`, and a first
/// question whose answer is to be written. `folder` counts from the bank's root.
///
/// # Errors
/// When the bank has no such path, or something is there already.
pub fn new_group(bank: &Bank, folder: &str, title: &str) -> Planned {
    let path = place(bank, folder)?;
    let question = format!("What is {title}?");
    let answer = answer_file::unused(bank, &path, &question)?;
    let first = NewQuestion {
        question: question.clone(),
        answer: answer.name().to_owned(),
        ..placeholders(bank, title)
    };
    let text = group_text(bank, title, &FirstQuestions::New(&[first]))?;
    let mut edit = Edit::create(&path, text);
    edit.creates.insert(answer, answer_file::text(&question));
    Ok(edit)
}

/// The file of a new group in `folder`, which has the folder's name.
///
/// # Errors
/// When a group cannot be in the folder, or its path is in use.
pub fn place(bank: &Bank, folder: &str) -> Result<BankPath, Refusal> {
    let config = bank.config();
    let no = |why: &str| Refusal::new(format!("`{folder}` cannot be a group's folder: {why}"));
    let inner = BankPath::new(folder).ok_or_else(|| no("it is outside the bank"))?;
    if inner.as_str() != folder.trim_matches('/') || folder.contains(['\\', ':', '\0']) {
        return Err(no("write names separated by `/`"));
    }
    if folder.split('/').any(|part| part == config.answers) {
        return Err(no("folders of that name are for answers"));
    }
    let path = BankPath::new(&format!("{inner}/{}.md", inner.name()));
    let path = path.ok_or_else(|| no("it is outside the bank"))?;
    if config.exclude.contains(path.as_str()) {
        return Err(no("the setting `exclude` excludes it"));
    }
    if bank.file(path.as_str()).is_some() || bank.other_case(&path).is_some() {
        return Err(Refusal::new(format!("`{path}` already exists")));
    }
    if bank.file(inner.as_str()).is_some() {
        return Err(no("it is a file"));
    }
    file_name::check_folders(bank, &path).map_err(|refusal| no(&refusal.0))?;
    Ok(path)
}

/// The text of a new group with these questions: its head has every required key.
///
/// # Errors
/// When the questions have a shape that cannot be written.
pub fn group_text(
    bank: &Bank,
    title: &str,
    questions: &FirstQuestions<'_>,
) -> Result<String, Refusal> {
    let title = Title {
        name: title,
        order: next_order(bank),
        keys: Keys::of_group(bank.config(), is_roadmap(bank)),
    };
    let keys = title.keys.iter();
    let keys = keys.filter(|key| key.required && key.name != "questions");
    let head: Vec<_> = keys.map(|key| title.entry(key)).collect();
    questions.file(&head)
}

/// Whether a new group has the profile `roadmap`: set by the configuration, else as the bank's other groups.
fn is_roadmap(bank: &Bank) -> bool {
    match bank.config().profile {
        Profile::Roadmap => true,
        Profile::None => false,
        Profile::Auto => bank.groups().any(|path| bank.is_roadmap(path.as_str())),
    }
}

/// An order greater than that of every group.
pub fn next_order(bank: &Bank) -> u64 {
    let orders = bank.groups().filter_map(|path| {
        let order = bank.group(path.as_str())?.head.map.value("order")?;
        order.as_scalar()?.text.parse::<f64>().ok()
    });
    let last = orders.filter(|order| order.is_finite()).fold(0.0, f64::max);
    (last.floor() as u64).saturating_add(1)
}

/// What the level and the topics of a first question may be: an easy one of what most of the bank is about.
fn placeholders(bank: &Bank, title: &str) -> NewQuestion {
    let config = bank.config();
    let level = config.levels.first().map(|level| level.name.to_string());
    let own_key = bank.levels().iter().next().is_some();
    let is_topic = |word: &str| config.level(word).is_none();
    let closed = config.topics.iter().flatten().find(|topic| is_topic(topic));
    let used = bank.topics().iter().filter(|(name, _)| is_topic(name));
    let used = used
        .max_by_key(|(_, topic)| topic.total)
        .map(|(name, _)| name);
    let topic = closed.or(used).map_or(title, |topic| topic.as_str());
    let among = level.clone().filter(|_| !own_key);
    NewQuestion {
        level: level.filter(|_| own_key),
        topics: among.into_iter().chain([topic.to_owned()]).collect(),
        ..NewQuestion::default()
    }
}

/// What the values of a new group's head are made of.
struct Title<'t> {
    name: &'t str,
    order: u64,
    /// The keys that belong in it.
    keys: Keys<'t>,
}

impl Title<'_> {
    fn entry(&self, key: KeyRef<'_>) -> (String, HeadValue) {
        (key.name.to_owned(), self.value(key))
    }

    fn value(&self, key: KeyRef<'_>) -> HeadValue {
        let text = |value: String| HeadValue::Text(value);
        let literal = |value: &str| HeadValue::Literal(value.to_owned());
        match (key.name, key.value_type) {
            (_, ValueType::Map) if !key.keys.is_empty() => {
                let inside = self.keys.inside(key.name);
                let required = inside.iter().filter(|key| key.required);
                HeadValue::Map(required.map(|key| self.entry(key)).collect())
            }
            ("order", _) => literal(&self.order.to_string()),
            ("isNew", _) => literal("true"),
            ("title", _) => text(format!("{} Questions", self.name)),
            (name, ValueType::String) if name.to_lowercase().contains("description") => {
                text(format!("Questions on {}", self.name))
            }
            (_, ValueType::String | ValueType::Any) => text(self.name.to_owned()),
            (_, ValueType::OneOf(words)) => {
                let usual = words.iter().find(|word| **word == "monthly");
                literal(usual.or(words.first()).copied().unwrap_or("''"))
            }
            (_, ValueType::Number) => literal("0"),
            (_, ValueType::Share) => literal("0.5"),
            (_, ValueType::Bool) => literal("false"),
            (_, ValueType::Date) => literal(placeholder::DATE),
            (_, ValueType::Strings) => HeadValue::Texts(vec![self.name.to_owned()]),
            (_, ValueType::Map) => literal("{}"),
            (_, ValueType::Questions) => literal("[]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::bank::Severity;
    use crate::fixture::Fixture;
    use crate::lint::Findings;

    /// The files that come with a new group, and what is found in the bank with them.
    fn made(bank: &str, folder: &str, title: &str) -> (BTreeMap<BankPath, String>, Vec<String>) {
        let fixture = Fixture::new(bank);
        let edit = new_group(&fixture.bank, folder, title).expect("it can be made");
        let mut texts = fixture.texts.clone();
        texts.extend(edit.creates.clone());
        let findings = Findings::of_bank(&Fixture::bank(&texts));
        let found = findings.iter().flat_map(|(path, list)| {
            let grave = list
                .iter()
                .filter(|it| it.severity > Severity::Hint || it.severity == Severity::Error);
            grave.map(move |it| format!("{path}: {} {}", it.code, it.message))
        });
        (edit.creates, found.collect())
    }

    #[test]
    fn it_has_all_that_a_group_must_have() {
        let bank = "profile: roadmap\n";
        let (creates, found) = made(bank, "lang/go", "Go: the \"language\"");
        assert_eq!(found, [""; 0]);
        let expected = r#"---
order: 1
briefTitle: 'Go: the "language"'
briefDescription: 'Questions on Go: the "language"'
title: 'Go: the "language" Questions'
description: 'Questions on Go: the "language"'
isNew: true
seo:
  title: 'Go: the "language" Questions'
  description: 'Questions on Go: the "language"'
  keywords:
    - 'Go: the "language"'
sitemap:
  priority: 0.5
  changefreq: monthly
questions:
  - question: 'What is Go: the "language"?'
    answer: what-is-go-the-language.md
    topics:
      - Beginner
      - 'Go: the "language"'
---
"#;
        let files: Vec<_> = creates
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            files,
            [
                (
                    "lang/go/content/what-is-go-the-language.md",
                    "# What is Go: the \"language\"?\n\nWrite the answer here.\n"
                ),
                ("lang/go/go.md", expected)
            ]
        );
    }

    #[test]
    fn it_goes_by_the_bank() {
        let bank = "keys: {group: {kind: {type: string, required: true}, tags: {type: list, required: true}, since: {type: date, required: true}}}
levels: [Light]
topics: [Core, Maps]
//- /a/a.md
---
order: 7.5
briefTitle: A
questions:
  - level: Light
    topics: [Maps]
---
";
        let (creates, found) = made(bank, "b", "B");
        assert_eq!(
            found.iter().filter(|it| it.starts_with("b/")).count(),
            0,
            "{found:?}"
        );
        let text = &creates[&BankPath::new("b/b.md").expect("a path")];
        for line in [
            "order: 8\n",
            "kind: B\n",
            "since: 1970-01-01\n",
            "    level: Light\n    topics:\n      - Core\n",
        ] {
            assert!(text.contains(line), "{line:?} in {text}");
        }
    }

    #[test]
    fn in_a_bank_of_no_profile_it_has_questions_only() {
        for bank in [
            "",
            "//- /a/a.md\n---\ntitle: A\nquestions: [{question: a, answer: b}]\n---\n",
            "profile: none\n//- /a/a.md\n---\nseo: x\nquestions: []\n---\n",
        ] {
            let (creates, found) = made(bank, "b", "B");
            let own = found.iter().filter(|it| it.starts_with("b/"));
            assert_eq!(own.count(), 0, "{found:?}");
            let text = &creates[&BankPath::new("b/b.md").expect("a path")];
            assert!(text.starts_with("---\nquestions:\n"), "{text}");
        }
        let own = "keys: {group: {order: {required: true}}}\n";
        let (creates, _) = made(own, "b", "B");
        let text = &creates[&BankPath::new("b/b.md").expect("a path")];
        assert!(text.starts_with("---\norder: 1\nquestions:\n"), "{text}");
    }

    #[test]
    fn refusals() {
        let fixture = Fixture::new("exclude: [old]\n//- /Go/Go.md\n---\nquestions:\n---\n");
        for (folder, reason) in [
            ("go", "`go/go.md` already exists"),
            ("", "`` cannot be a group's folder: it is outside the bank"),
            (
                "../x",
                "`../x` cannot be a group's folder: it is outside the bank",
            ),
            (
                "a/./b",
                "`a/./b` cannot be a group's folder: write names separated by `/`",
            ),
            (
                "a\\b",
                "`a\\b` cannot be a group's folder: write names separated by `/`",
            ),
            (
                "a/content",
                "`a/content` cannot be a group's folder: folders of that name are for answers",
            ),
            (
                "old/x",
                "`old/x` cannot be a group's folder: the setting `exclude` excludes it",
            ),
            (
                "lang/con",
                "`lang/con` cannot be a group's folder: `con` is the name of a device on Windows",
            ),
            (
                "what?",
                "`what?` cannot be a group's folder: a file name cannot contain `?`",
            ),
            (
                "Go/Go.md",
                "`Go/Go.md` cannot be a group's folder: it is a file",
            ),
        ] {
            let refusal = new_group(&fixture.bank, folder, "X")
                .map(|_| ())
                .map_err(|it| it.0);
            assert_eq!(refusal, Err(reason.to_owned()));
        }
    }
}
