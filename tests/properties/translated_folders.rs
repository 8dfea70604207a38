//! Which files a folder of translations lacks does not depend on the order in which files came and went.

use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::lint::Findings;

use super::cases::cases;
use super::observed::list;

const FOLDERS: &[&str] = &["q", "q/en", "q/de-DE"];

const NAMES: &[&str] = &["a.md", "b.md", "c.md", "d.md"];

/// What a file has.
#[derive(Clone, Copy, PartialEq, Debug)]
enum State {
    Nothing,
    Page,
    Questions,
}

use State::{Nothing, Page, Questions};

/// The state of each file, folder by folder.
type States = Vec<State>;

/// All folders are full, with or without the first: what is missing comes with the steps.
fn states() -> impl Strategy<Value = States> {
    let first = prop::sample::select(&[Nothing, Questions][..]);
    first.prop_map(|first| {
        let mut states = vec![Questions; FOLDERS.len() * NAMES.len()];
        states[..NAMES.len()].fill(first);
        states
    })
}

/// Files that change together, with what they have then.
fn steps() -> impl Strategy<Value = Vec<Vec<(usize, State)>>> {
    let file = 0..FOLDERS.len() * NAMES.len();
    let state = prop::sample::select(&[Nothing, Page, Questions, Questions, Questions][..]);
    let step = prop::collection::vec((file, state), 1..3);
    prop::collection::vec(step, 1..16)
}

fn change(config: &Config, at: usize, state: State) -> Change {
    let (folder, name) = (FOLDERS[at / NAMES.len()], NAMES[at % NAMES.len()]);
    let path = BankPath::new(&format!("{folder}/{name}")).unwrap();
    let text = match state {
        Nothing => None,
        Page => Some(format!("# About {folder}\n")),
        // A word of its own: files with similar questions are checked again together.
        Questions => {
            let word = char::from(b'a' + at as u8).to_string().repeat(8);
            Some(format!(
                "---\nquestions:\n  - question: {word}\n---\ntext\n"
            ))
        }
    };
    let content = text.map(|text| Content::read(&path, &text, config, None));
    let file = content.map(|content| {
        let path = path.clone();
        Arc::new(File { path, content })
    });
    Change { path, file }
}

fn fresh(states: &States) -> (Bank, Findings) {
    let mut bank = Bank::default();
    let config = Arc::clone(bank.config());
    let files = states.iter().enumerate();
    bank.apply(files.map(|(at, state)| change(&config, at, *state)));
    let findings = Findings::of_bank(&bank);
    (bank, findings)
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn history_does_not_show(states in states(), steps in steps()) {
        let mut states = states;
        let (mut bank, mut findings) = fresh(&states);
        for step in steps {
            let before = bank.clone();
            let config = before.config();
            let impact = bank.apply(step.iter().map(|(at, state)| change(config, *at, *state)));
            findings.update(&bank, &before, &impact);
            step.iter().for_each(|(at, state)| states[*at] = *state);
            prop_assert_eq!(list(&findings), list(&fresh(&states).1), "after {:?}", step);
        }
    }
}

#[test]
fn the_states_have_findings() {
    let mut full = vec![Questions; FOLDERS.len() * NAMES.len()];
    let count = |states: &States| {
        let (_, findings) = fresh(states);
        let found = list(&findings).into_iter().flat_map(|(_, found)| found);
        found
            .filter(|found| found.code == "translation-missing")
            .count()
    };
    assert_eq!(count(&full), 0);
    let missing = 2 * NAMES.len();
    full[missing] = Nothing;
    assert_eq!(count(&full), 1);
    full[missing] = Page;
    assert_eq!(count(&full), 0);
}
