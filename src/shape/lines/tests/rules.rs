//! Which rules say something of questions in the body: none that is about keys, or about the files beside a group.

use std::collections::BTreeMap;

use crate::bank::config::{Files, Profile};
use crate::bank::{BankPath, Config};
use crate::fixture::Fixture;
use crate::lint::{Findings, RULES};

/// The rules that may say something of a document.
const MAY_FIRE: &[&str] = &[
    "broken-anchor",
    "broken-link",
    "duplicate-answer-text",
    "duplicate-key",
    "duplicate-question",
    "invalid-yaml",
    "missing-level",
    "near-topic",
    "not-utf8",
    "repeated-topic",
    "several-levels",
    "similar-question",
    "too-large",
    "unclosed-fence",
    "unknown-topic",
];

/// A document with all that is wrong in a group, beside files that are wrong beside a group.
const WRONG: &str = "\
//- /cards.md
---
title: 99 Go Questions
briefTitle: ''
order: first
description: TODO
date: 2024-13-01
seo: {titel: x}
ending: gone.md
authorId: bob
relatedGuidesId: none
questins: []
---
[x](gone.md) [y](#gone)

<!-- lines -->

# Channels
Q: What is a channel?
A: content/one.md
Level: Easy
Q: What is a channel?
A: one.md
Level: Hard
Q: What is a channel?
- [ ] A file
- [x] A pipe
Q: Can you explain what channels are?
A: A channel is a typed pipe that goroutines use to send values to each other.
Q: Which one?
- [ ] One
- [ ] Two
Q: Which one?
- [ ] Three
- [ ] Four
Q: What else is there?
A: A channel is a typed pipe that goroutines use to send values to each other.
Q: Is it empty?
<!-- TODO -->
Q: TODO
A: TODO
Q: gone.md
A: ./gone.md

```go
//- /other.md
# Other

No question.
//- /content/one.md
Nothing uses it.
//- /content/two.md
//- /authors/ada.md
---
name: Ada
---
";

fn config(profile: Profile) -> Config {
    let files = |glob: &str| Files::new(vec![glob.to_owned()]).expect("a glob");
    Config {
        profile,
        authors: files("authors/*.md"),
        guides: files("guides/*.md"),
        ..Config::default()
    }
}

/// The findings of all files: how many of each code, by path.
fn found(source: &str, profile: Profile) -> BTreeMap<(String, &'static str), usize> {
    let fixture = Fixture::with_config(source, config(profile));
    let findings = Findings::of_bank(&fixture.bank);
    let mut counts = BTreeMap::new();
    for (path, list) in findings.iter() {
        for finding in list.iter() {
            *counts.entry((path.to_string(), finding.code)).or_default() += 1;
        }
    }
    counts
}

#[test]
fn only_rules_about_questions_and_markdown_fire() {
    for profile in [Profile::Auto, Profile::Roadmap, Profile::None] {
        let found = found(WRONG, profile);
        let shown: Vec<String> = found
            .iter()
            .map(|((path, code), count)| format!("{path} {code} {count}"))
            .collect();
        let expected = [
            "cards.md broken-anchor 1",
            "cards.md broken-link 1",
            "cards.md duplicate-answer-text 1",
            "cards.md duplicate-question 1",
            "cards.md missing-level 1",
            "cards.md similar-question 1",
            "cards.md unclosed-fence 1",
        ];
        assert_eq!(shown, expected, "{profile:?}");
        assert!(found.keys().all(|(_, code)| MAY_FIRE.contains(code)));
    }
}

#[test]
fn the_list_names_rules() {
    for code in MAY_FIRE {
        assert!(RULES.iter().any(|rule| rule.code == *code), "{code}");
    }
    let path = BankPath::new("cards.md").expect("a path");
    let fixture = Fixture::with_config(WRONG, config(Profile::Roadmap));
    assert!(!fixture.bank.is_roadmap(path.as_str()));
}

#[test]
fn a_group_beside_a_document_is_checked_as_ever() {
    let source = format!(
        "{WRONG}//- /go.md\n---\nbriefTitle: Go\nquestions:\n  - question: What is a map?\n    answer: two.md\n---\n"
    );
    let found = found(&source, Profile::Auto);
    for (path, code) in [
        ("go.md", "missing-key"),
        ("go.md", "missing-topics"),
        ("other.md", "stray-file"),
        ("content/one.md", "orphan-answer"),
        ("content/two.md", "empty-answer"),
    ] {
        assert!(
            found.contains_key(&(path.to_owned(), code)),
            "{path} {code} in {found:?}"
        );
    }
    let in_document = found.keys().filter(|(path, _)| path == "cards.md");
    for (_, code) in in_document {
        assert!(MAY_FIRE.contains(code), "{code}");
    }
}
