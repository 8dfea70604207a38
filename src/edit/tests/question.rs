//! Questions that are written into groups of any style: what was there stays, what comes reads back.

use proptest::prelude::*;

use crate::edit::question::append;
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::shape::write::NewQuestion;
use crate::shape::{self, Input};
use crate::syntax::yaml::Node;
use crate::text;

fn new(question: &str, answer: &str, topics: &[&str]) -> NewQuestion {
    NewQuestion {
        question: question.to_owned(),
        answer: answer.to_owned(),
        level: None,
        topics: topics.iter().map(|topic| (*topic).to_owned()).collect(),
        ..NewQuestion::default()
    }
}

fn group(facts: &Facts) -> &Group {
    facts.as_group().expect("a group")
}

/// The text with the questions written after its last one.
fn appended(text: &str, new: &[NewQuestion]) -> Result<String, String> {
    let facts = shape::read(&Input::inferred("a.md", text), None);
    let edit =
        append(&Input::inferred("a.md", text), group(&facts), new).map_err(|refusal| refusal.0)?;
    Ok(text::apply(text, &[edit]).expect("one edit"))
}

/// Checks what becomes of the frontmatter when the question `New?` comes.
#[track_caller]
fn check(before: &str, after: &str) {
    let new = [new("New?", "new.md", &["Core", "C, D"])];
    for breaks in ["\n", "\r\n", "\r"] {
        let text = |yaml: &str| format!("---\n{yaml}---\nText\n").replace('\n', breaks);
        assert_eq!(appended(&text(before), &new), Ok(text(after)));
        reads_back(&text(before), &new);
    }
}

#[track_caller]
fn refused(text: &str, reason: &str) {
    let new = [new("New?", "new.md", &["Core"])];
    assert_eq!(appended(text, &new), Err(reason.to_owned()), "{text}");
}

/// Checks that the old questions are the same values in the same bytes, and the new ones what they should be.
#[track_caller]
fn reads_back(before: &str, new: &[NewQuestion]) {
    let old_facts = shape::read(&Input::inferred("a.md", before), None);
    let after = appended(before, new).expect("it can be added to");
    let facts = shape::read(&Input::inferred("a.md", &after), None);
    let (old, now) = (group(&old_facts), group(&facts));
    assert_eq!(
        now.questions.len(),
        old.questions.len() + new.len(),
        "{after}"
    );
    for (a, b) in old.questions.iter().zip(&now.questions) {
        assert_eq!(a.question.node(), b.question.node(), "{after}");
        assert_eq!(a.question.is_whole(), b.question.is_whole(), "{after}");
        let written = a.question.span();
        assert_eq!(
            written.shift(a.start).slice(before),
            written.shift(b.start).slice(&after)
        );
    }
    let come = now.questions.iter().skip(old.questions.len());
    for (question, new) in come.map(|placed| placed.question).zip(new) {
        assert!(question.is_whole(), "{after}");
        let values = NewQuestion {
            question: question
                .text()
                .map_or_else(String::new, |s| s.text.to_string()),
            answer: question
                .answer()
                .and_then(Answer::scalar)
                .map_or_else(String::new, |a| a.text.to_string()),
            level: question.level().map(|level| level.text.to_string()),
            topics: question
                .topics()
                .map(|topic| topic.text.to_string())
                .collect(),
            ..NewQuestion::default()
        };
        assert_eq!(&values, new, "{after}");
    }
    let head = |group: &Group| -> Vec<(String, Option<String>)> {
        let entries = group.head.map.entries.iter();
        let value = |node: &Node| Some(node.as_scalar()?.text.to_string());
        entries
            .map(|entry| (entry.key.text.to_string(), value(&entry.value)))
            .collect()
    };
    assert_eq!(head(old), head(now), "{after}");
    assert_eq!(old.head.errors.len(), now.head.errors.len(), "{after}");
    let body = |text: &str, group: &Group| text[group.split.body as usize..].to_owned();
    assert_eq!(body(before, old), body(&after, now));
}

#[test]
fn after_the_last_one_in_its_style() {
    check(
        "questions:\n  - question: One?\n    answer: one.md\n    topics:\n      - 'A'\nending: e.md\n",
        "questions:\n  - question: One?\n    answer: one.md\n    topics:\n      - 'A'\n  - question: New?\n    answer: new.md\n    topics:\n      - 'Core'\n      - 'C, D'\nending: e.md\n",
    );
    check(
        "questions:\n-   question: \"One?\"\n    answer: 'one.md'\n    topics: [A]\n",
        "questions:\n-   question: \"One?\"\n    answer: 'one.md'\n    topics: [A]\n-   question: \"New?\"\n    answer: 'new.md'\n    topics: [Core, 'C, D']\n",
    );
}

#[test]
fn comments_and_blank_lines_stay_where_they_are() {
    check(
        "questions:\n  - answer: one.md # so\n    # and so\n\n  # behind\n\nending: e.md\n",
        "questions:\n  - answer: one.md # so\n    # and so\n  - question: New?\n    answer: new.md\n    topics:\n      - Core\n      - C, D\n\n  # behind\n\nending: e.md\n",
    );
}

#[test]
fn what_a_block_keeps_stays_in_it() {
    check(
        "questions:\n  - answer: |+\n      one\n\n\nending: e.md\n",
        "questions:\n  - answer: |+\n      one\n\n\n  - question: New?\n    answer: new.md\n    topics:\n      - Core\n      - C, D\nending: e.md\n",
    );
    check(
        "questions:\n  - answer: |\n      one\n        \n\nending: e.md\n",
        "questions:\n  - answer: |\n      one\n        \n\n  - question: New?\n    answer: new.md\n    topics:\n      - Core\n      - C, D\nending: e.md\n",
    );
    check(
        "questions:\n  - answer: |\n      one\n\nending: e.md\n",
        "questions:\n  - answer: |\n      one\n  - question: New?\n    answer: new.md\n    topics:\n      - Core\n      - C, D\n\nending: e.md\n",
    );
}

#[test]
fn the_first_one() {
    let item =
        "\n  - question: New?\n    answer: new.md\n    topics:\n      - Core\n      - C, D\n";
    for (before, after) in [
        ("questions:\nending: e.md\n", "questions:{}ending: e.md\n"),
        ("questions: []\n", "questions:{}"),
        ("questions: [  ] # none yet\n", "questions: # none yet{}"),
        ("questions: [\n  ]\n", "questions:{}"),
        (
            "questions: # none yet\nending: e.md\n",
            "questions: # none yet{}ending: e.md\n",
        ),
        ("questions: ~ # none\n", "questions: # none{}"),
        ("questions:\n  ~\n", "questions:{}"),
        ("\"questions\": []\n", "\"questions\":{}"),
    ] {
        check(before, &after.replace("{}", item));
    }
}

#[test]
fn between_brackets() {
    check(
        "questions: [{question: One?, answer: one.md}, {question: Two?}]\n",
        "questions: [{question: One?, answer: one.md}, {question: Two?}, {question: New?, answer: new.md, topics: [Core, 'C, D']}]\n",
    );
    check(
        "questions: [\n  {question: One?}, # so\n  {question: Two?} # and so ]\n]\n",
        "questions: [\n  {question: One?}, # so\n  {question: Two?}, {question: New?, answer: new.md, topics: [Core, 'C, D']} # and so ]\n]\n",
    );
    check(
        "{order: 1, questions: [{question: One?},]}\n",
        "{order: 1, questions: [{question: One?}, {question: New?, answer: new.md, topics: [Core, 'C, D']},]}\n",
    );
}

#[test]
fn a_broken_question_in_front_stays_as_it_is() {
    check(
        "questions:\n  - question: 'open\n    answer: one.md\n",
        "questions:\n  - question: 'open\n    answer: one.md\n  - question: New?\n    answer: new.md\n    topics:\n      - Core\n      - C, D\n",
    );
}

#[test]
fn what_is_no_list_is_left() {
    let no_list = "`questions` is not a list, so a question cannot be added";
    refused("---\nquestions: none\n---\n", no_list);
    refused("---\nquestions: {a: 1}\n---\n", no_list);
    refused("---\nquestions: [ # none\n]\n---\n", no_list);
    refused(
        "---\nquestions: []\n",
        "the frontmatter of the group is not closed",
    );
    refused(
        "---\nquestions: # none yet\n-ending: x\n---\n",
        "the YAML around the list is invalid, so the question would be invalid too; fix that first",
    );
    let shared =
        "the empty list of questions shares its line with something else; write it on its own line";
    for yaml in ["{questions: [], order: 1}", "{order: 1,\nquestions: []\n}"] {
        refused(&format!("---\n{yaml}\n---\n"), shared);
    }
    refused("---\nquestions: # why\n  ~\n---\n", shared);
    let form =
        "the questions are written in a form that qmark cannot extend; start each with a hyphen";
    refused("---\n\"questions\":\n  - {question: One?}\n---\n", form);
    refused("---\nquestions: [One?]\n---\n", form);
}

/// The last value of a question, with what may follow it in its segment.
const ENDS: &[&str] = &[
    "answer: one.md\n",
    "answer: |+\n      text\n\n\n",
    "answer: |+\n      text 😀\n\n  \n",
    "answer: |\n      text\n        \n\n",
    "answer: >-\n      text\n      more\n\n",
    "answer: 'one\n\n      two'\n\n",
    "answer: \"one\\\n      two\" # so\n",
    "answer: one\u{a0}\n",
    "topics: [A,\n      'B']\n",
    "topics:\n      - A\n      - \"B\"\n",
    "topics:\n    - A\n    # behind\n",
    "topics: []\n\n\n",
    "{}: x\n",
    "answer: &a x\n",
    "answer:\n",
    "answer: 'open\n",
];

/// What can follow the questions.
const TAILS: &[&str] = &[
    "",
    "\n",
    "# note\n",
    "  # note\n\n# more\n",
    "\nending: one.md\n",
    "seo:\n  title: x\n",
];

/// A group of some style, to which a question can be added.
fn any_group() -> impl Strategy<Value = String> {
    let pick = |from: &'static [&'static str]| prop::sample::select(from);
    let item = (0..4usize, pick(ENDS));
    let items = (
        prop::collection::vec(item, 1..5),
        0..5usize,
        2..5usize,
        pick(TAILS),
    );
    let block = items.prop_map(|(items, column, keys, tail)| {
        let shift = " ".repeat(column + keys - 2);
        let mut out = String::from("order: 1\nquestions:\n");
        for (quotes, end) in items {
            let question = ["What?", "'What?'", "\"What?\"", "|\n      What?"][quotes];
            let keys = format!("    question: {question}\n    {end}")
                .replace("\n    ", &format!("\n  {shift}"));
            let keys = keys.trim_start();
            out += &format!(
                "{}-{}{keys}",
                " ".repeat(column),
                " ".repeat(shift.len() + 1 - column)
            );
        }
        out + tail
    });
    let flow = (1..4usize, pick(&["]", ",\n ]", " # so\n  ]"])).prop_map(|(count, close)| {
        let items = vec!["{question: 'a]', answer: one.md}"; count].join(",\n  ");
        format!("order: 1\nquestions: [{items}{close}\nending: one.md\n")
    });
    let empty = pick(&["[]", "[ ]", "", "~", "null", "# none", "[] # none"]);
    let empty = (empty, pick(TAILS)).prop_map(|(value, tail)| {
        let gap = if value.is_empty() { "" } else { " " };
        format!("title: 'x'\nquestions:{gap}{value}\n{tail}")
    });
    let ends = pick(&["---", "---\n", "---\n\nText\n", "--- \n# Text"]);
    let breaks = pick(&["\n", "\r\n", "\r"]);
    (prop_oneof![4 => block, 1 => flow, 1 => empty], ends, breaks)
        .prop_map(|(yaml, end, breaks)| format!("---\n{yaml}{end}").replace('\n', breaks))
}

fn any_question() -> impl Strategy<Value = NewQuestion> {
    let text = || "[^ ]|[-:#,\\[\\]{}'\"&*!|>%@` a1~.?]{1,8}|\\PC{1,12}|[A-Z][a-z ]{1,12}\\?";
    let text = || text().prop_filter("says something", |text| !text.trim().is_empty());
    let level = prop::option::of(Just("Beginner".to_owned()));
    (text(), text(), level, prop::collection::vec(text(), 0..3)).prop_map(
        |(question, answer, level, topics)| NewQuestion {
            question,
            answer,
            level,
            topics,
            ..NewQuestion::default()
        },
    )
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn old_ones_stay_and_new_ones_read_back(text in any_group(), new in prop::collection::vec(any_question(), 1..3)) {
        reads_back(&text, &new);
    }
}
