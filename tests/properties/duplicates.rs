//! Questions and answers that are alike are found whatever came before: many groups, few words.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::facts;
use qmark::lint::{Finding, Findings};
use qmark::shape;

use super::cases::cases;

/// In no particular order; some are about what their questions name.
const PATHS: &[&str] = &[
    "m/m.md",
    "js/js.md",
    "b/b.md",
    "go/go.md",
    "a/a.md",
    "go/more.md",
    "z/z.md",
    "c/go.md",
    "a/content/x.md",
    "go/content/x.md",
    "z/content/y.md",
];

const QUESTIONS: &[&str] = &[
    "What is a lock?",
    "Explain locks",
    "What is a lock in Go?",
    "What is a lock in JS",
    "What is a lock in JS and Go?",
    "What is Go?",
    "What is a Go lock used for?",
    "How do you lock in Go?",
    "JS or Go?",
    "What is JS?",
    "Lock Go, JS",
    "'What is a lock?",
    "",
];

const ANSWERS: &[&str] = &[
    "x.md",
    "One two three four five six seven eight.",
    "one two three four five six **seven** eight.",
    "Yes.",
];

#[derive(Clone, Debug)]
enum Step {
    Write(usize, Vec<(usize, usize)>),
    /// One question of a group is written over, put in, or taken out.
    Edit(usize, usize, Option<(usize, usize)>, bool),
    Delete(usize),
}

type Groups = BTreeMap<usize, Vec<(usize, usize)>>;

fn step() -> impl Strategy<Value = Step> {
    let path = 0..PATHS.len();
    let question = || (0..QUESTIONS.len(), 0..ANSWERS.len());
    prop_oneof![
        3 => (path.clone(), prop::collection::vec(question(), 0..12)).prop_map(|(path, all)| Step::Write(path, all)),
        5 => (path.clone(), 0..12usize, prop::option::weighted(0.8, question()), prop::bool::ANY)
            .prop_map(|(path, at, question, insert)| Step::Edit(path, at, question, insert)),
        2 => path.prop_map(Step::Delete),
    ]
}

/// The text of a group, or of an answer where the path is one's.
fn text(path: &str, questions: &[(usize, usize)]) -> String {
    if path.contains("content") {
        return questions
            .first()
            .map_or(String::new(), |(_, answer)| ANSWERS[*answer].to_owned());
    }
    let items = questions.iter().map(|(q, a)| {
        let other = || format!("What does part {q} do?");
        let question = QUESTIONS.get(*q).map_or_else(other, |it| (*it).to_owned());
        format!("  - question: {question}\n    answer: {}\n", ANSWERS[*a])
    });
    format!("---\nquestions:\n{}---\n", items.collect::<String>())
}

fn file(path: &str, text: &str, previous: Option<(&facts::Facts, &str)>) -> Change {
    let path = BankPath::new(path).unwrap();
    let content = Content::read(&path, text, &Config::default(), previous);
    let file = Arc::new(File {
        path: path.clone(),
        content,
    });
    Change {
        path,
        file: Some(file),
    }
}

fn change(bank: &Bank, groups: &mut Groups, step: &Step) -> Change {
    let (Step::Write(at, _) | Step::Edit(at, ..) | Step::Delete(at)) = step;
    let path = PATHS[*at];
    let before = groups.get(at).map(|questions| text(path, questions));
    match step {
        Step::Write(_, questions) => _ = groups.insert(*at, questions.clone()),
        Step::Edit(_, place, question, insert) => {
            let questions = groups.entry(*at).or_default();
            let place = place % (questions.len() + 1);
            let gone = usize::from(!insert && place < questions.len());
            questions.splice(place..place + gone, *question);
        }
        Step::Delete(_) => {
            groups.remove(at);
            return Change {
                path: BankPath::new(path).unwrap(),
                file: None,
            };
        }
    }
    let held = bank.file(path).and_then(|file| file.facts());
    let previous = held.map(|facts| &**facts).zip(before.as_deref());
    let previous = previous.filter(|(facts, before)| {
        **facts == shape::read(&shape::Input::inferred(path, before), None)
    });
    file(path, &text(path, &groups[at]), previous)
}

fn list(findings: &Findings) -> Vec<(BankPath, Vec<Finding>)> {
    findings
        .iter()
        .map(|(path, list)| (path.clone(), list.to_vec()))
        .collect()
}

proptest! {
    #![proptest_config(cases(50))]

    #[test]
    fn alike_after_any_history(steps in prop::collection::vec(step(), 1..25), batch in 1..4usize) {
        equals_a_fresh_start(&steps, batch)?;
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn large_groups_after_any_history(seed in 0..99usize, steps in prop::collection::vec(step_of_many(), 1..12), batch in 1..3usize) {
        let first = [Step::Write(0, many(seed)), Step::Write(1, many(seed + 1))];
        let steps: Vec<Step> = first.into_iter().chain(steps).collect();
        equals_a_fresh_start(&steps, batch)?;
    }
}

/// Whether the findings after each batch of steps are those of a bank made from the same files.
fn equals_a_fresh_start(steps: &[Step], batch: usize) -> Result<(), TestCaseError> {
    let mut groups = Groups::new();
    let mut bank = Bank::new(Arc::new(Config::default()));
    let mut findings = Findings::default();
    for steps in steps.chunks(batch) {
        let before = bank.clone();
        let changes: Vec<Change> = steps
            .iter()
            .map(|step| change(&bank, &mut groups, step))
            .collect();
        let impact = bank.apply(changes);
        findings.update(&bank, &before, &impact);
        let mut fresh = Bank::new(Arc::new(Config::default()));
        fresh.apply(
            groups
                .iter()
                .map(|(at, questions)| file(PATHS[*at], &text(PATHS[*at], questions), None)),
        );
        prop_assert_eq!(
            list(&findings),
            list(&Findings::of_bank(&fresh)),
            "after {:?}",
            steps
        );
    }
    Ok(())
}

/// More questions than two chunks hold, and than are sampled at both ends.
const MANY: usize = 150;

/// So many questions, some of them again and again, in an order that depends on the seed.
fn many(seed: usize) -> Vec<(usize, usize)> {
    let wording = |at: usize| match at % 5 {
        0 => (at + seed) % QUESTIONS.len(),
        _ => QUESTIONS.len() + (at * seed) % MANY,
    };
    let question = |at: usize| (wording(at), at % ANSWERS.len());
    (0..MANY).map(question).collect()
}

fn step_of_many() -> impl Strategy<Value = Step> {
    let question = || (0..QUESTIONS.len() + MANY, 0..ANSWERS.len());
    let path = 0..4usize;
    prop_oneof![
        1 => (path.clone(), 0..99usize).prop_map(|(path, seed)| Step::Write(path, many(seed))),
        1 => (path.clone(), prop::collection::vec(question(), 0..3)).prop_map(|(path, all)| Step::Write(path, all)),
        9 => (path, 0..MANY, prop::option::weighted(0.8, question()), prop::bool::ANY)
            .prop_map(|(path, at, question, insert)| Step::Edit(path, at, question, insert)),
    ]
}
