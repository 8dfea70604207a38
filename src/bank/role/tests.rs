//! A file gets its role when its group comes, and loses it when the group goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::super::{Bank, BankPath, Change, Config, Content, File};
use crate::cases::cases;
use crate::facts::Facts;
use crate::lint::Findings;

#[path = "../../../tests/properties/observed.rs"]
mod observed;

use observed::{Texts, answers, features, list, shapes};

const PATHS: &[&str] = &[
    "go/go.md",
    "go/notes.md",
    "go/content/one.md",
    "go/content/two.md",
    "go/content/deep/three.md",
    "go/content/content/four.md",
    "content/five.md",
    "root.md",
];

const TEXTS: &[&str] = &[
    "---\nquestions:\n  - question: What is one?\n    answer: one.md\n    topics: [Core]\n---\n",
    "---\nquestions:\n  - question: What is two?\n    answer: two.md\n---\n[x](content/one.md#core)\n",
    "# Core\nQ: What is one?\nA: A number.\nQ: What is two?\n<!-- lines -->\n",
    "---\ntitle: Two\n---\n# Data Type\n\n## 1. What is two?\n\nThe [number](one.md#core) after one.\n<!-- lines -->\n",
    "# Core\n\nThe number after one.\n",
    "",
];

fn path(at: usize) -> BankPath {
    BankPath::new(PATHS[at]).expect("a path")
}

/// What a file says after a change; `None` deletes it.
type Step = (usize, Option<usize>);

fn step() -> impl Strategy<Value = Step> {
    (0..PATHS.len(), prop::option::weighted(0.8, 0..TEXTS.len()))
}

fn change(path: &BankPath, text: Option<&str>, previous: Option<(&Facts, &str)>) -> Change {
    let file = text.map(|text| {
        Arc::new(File {
            path: path.clone(),
            content: Content::read(path, text, &Config::default(), previous),
        })
    });
    Change {
        path: path.clone(),
        file,
    }
}

fn fresh(texts: &Texts) -> Bank {
    let mut bank = Bank::default();
    bank.apply(
        texts
            .iter()
            .map(|(path, text)| change(path, text.as_deref(), None)),
    );
    bank
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn roles_equal_those_of_a_fresh_start(
        steps in prop::collection::vec(step(), 1..25),
        batch in 1..4usize,
    ) {
        let mut texts: Texts = BTreeMap::new();
        let mut bank = Bank::default();
        let mut findings = Findings::default();
        for steps in steps.chunks(batch) {
            let before = bank.clone();
            let mut changes = Vec::new();
            for (at, text) in steps {
                let (path, text) = (path(*at), text.map(|text| TEXTS[text]));
                let held = bank.as_read(path.as_str()).and_then(|file| file.facts());
                let old = match text {
                    Some(text) => texts.insert(path.clone(), Some(text.to_owned())),
                    None => texts.remove(&path),
                };
                let old = old.flatten();
                let previous = held.map(Arc::as_ref).zip(old.as_deref());
                // Within a batch the bank may have the text of a step before.
                let previous = previous.filter(|(facts, old)| **facts == bank.read(&path, old));
                changes.push(change(&path, text, previous));
            }
            let impact = bank.apply(changes);
            findings.update(&bank, &before, &impact);
            let fresh = fresh(&texts);
            prop_assert_eq!(list(&findings), list(&Findings::of_bank(&fresh)), "after {:?}", steps);
            prop_assert_eq!(answers(&bank, PATHS), answers(&fresh, PATHS));
            prop_assert_eq!(shapes(&bank, &texts), shapes(&fresh, &texts));
            for (path, text) in &texts {
                let facts = bank.as_read(path.as_str()).and_then(|file| file.facts());
                let read = bank.read(path, text.as_deref().unwrap_or_default());
                prop_assert_eq!(facts.map(|facts| facts.as_ref() == &read), Some(true));
            }
        }
        let fresh = fresh(&texts);
        prop_assert_eq!(
            features(&bank, &findings, &texts),
            features(&fresh, &Findings::of_bank(&fresh), &texts)
        );
    }
}

#[test]
fn a_document_among_the_answers_of_a_group_is_an_answer() {
    let mut bank = Bank::default();
    let (group, answer) = (path(0), path(2));
    let questions = |bank: &Bank| {
        let groups = bank.groups().map(|path| {
            let group = bank.group(path.as_str()).expect("a group");
            format!("{path} {}", group.questions.len())
        });
        groups.collect::<Vec<_>>().join(", ")
    };
    bank.apply([change(&answer, Some(TEXTS[2]), None)]);
    assert_eq!(questions(&bank), "go/content/one.md 2");
    assert!(!bank.is_answer(&answer));
    bank.apply([change(&group, Some(TEXTS[0]), None)]);
    assert_eq!(questions(&bank), "go/go.md 1");
    assert!(bank.is_answer(&answer) && !bank.is_orphan(&answer));
    // A document has its answers in its text, so the files in the folder are not answers.
    bank.apply([change(&group, Some(TEXTS[2]), None)]);
    assert_eq!(questions(&bank), "go/go.md 2, go/content/one.md 2");
    bank.apply([change(&group, Some(TEXTS[0]), None)]);
    bank.apply([change(&group, None, None)]);
    assert_eq!(questions(&bank), "go/content/one.md 2");
}
