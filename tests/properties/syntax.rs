//! Reading a file: never fails, depends on the text alone, and every place is a true one.

use proptest::prelude::*;
use qmark::facts::questions::Placed;
use qmark::shape;
use qmark::syntax::frontmatter;
use qmark::syntax::yaml::{self, Map, Node};

use super::cases::cases;
use super::shapes::{any_file, of_each_shape};
use super::spans::check_spans;
use super::strategy::{apply, splice};

proptest! {
    #![proptest_config(cases(of_each_shape(400)))]

    #[test]
    fn an_edit_gives_what_a_fresh_read_gives(start in any_file(), splices in prop::collection::vec(splice(), 1..8)) {
        let mut text = start;
        let mut facts = shape::read(&shape::Input::inferred("a.md", &text), None);
        for splice in &splices {
            let next = apply(&text, splice);
            let kept = shape::read(&shape::Input::inferred("a.md", &next), Some((&facts, &text)));
            prop_assert_eq!(&kept, &shape::read(&shape::Input::inferred("a.md", &next), None), "after {:?} in {:?}", splice, text);
            (text, facts) = (next, kept);
        }
    }

    #[test]
    fn any_text_is_read_and_every_place_is_in_it(start in any_file(), splices in prop::collection::vec(splice(), 0..12)) {
        let text = splices.iter().fold(start, |text, splice| apply(&text, splice));
        check_spans(&text);
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,60}", front in "[-a-z:#'\" \\[\\]{}|>&*!%@`,\\n\\r\\t]{0,80}") {
        check_spans(&text);
        check_spans(&format!("---\nquestions:\n{front}\n---\n{text}"));
        check_spans(&format!("---\n{front}\n---\n{text}"));
    }

    #[test]
    fn what_yaml_takes_for_the_value_of_a_key_is_no_question(
        column in 0..4usize, tail in prop::collection::vec(prop::sample::select(TAIL), 1..7),
    ) {
        let margin = " ".repeat(column);
        let tail: String = tail.iter().map(|line| format!("{}\n", line.replace('^', &margin))).collect();
        let text = format!("---\nquestions:\n{margin}- question: Why?\n{margin}  answer: a.md\n{tail}---\n");
        let front = frontmatter::split(&text).front.unwrap();
        let Ok(Some(Node::Map(map))) = yaml::parse(front.yaml.slice(&text), front.yaml.start) else {
            return Ok(());
        };
        let keys = |map: &Map| map.entries.iter().map(|entry| entry.key.text.clone()).collect::<Vec<_>>();
        let facts = shape::read(&shape::Input::inferred("a.md", &text), None);
        let group = facts.as_group().unwrap();
        prop_assert_eq!(&keys(&group.head.map), &keys(&map)[1..], "in {:?}", text);
        let Node::List(list) = &map.entries[0].value else {
            return Err(TestCaseError::fail(text));
        };
        let starts = |placed: Placed<'_>| placed.question.span().start + placed.start;
        let read: Vec<u32> = group.questions.iter().map(starts).collect();
        prop_assert_eq!(read, list.items.iter().map(|item| item.span().start).collect::<Vec<_>>(), "in {:?}", text);
    }

    #[test]
    fn one_broken_question_leaves_the_others(at in 0..6usize, broken in prop::sample::select(BROKEN)) {
        let question = |i: usize| format!("  - question: Question {i}?\n    answer: a{i}.md\n    topics:\n      - Core\n");
        let healthy: String = (0..6).map(question).collect();
        let mangled: String = (0..6).map(|i| if i == at { format!("{broken}\n") } else { question(i) }).collect();
        let read = |list: &str| shape::read(&shape::Input::inferred("a.md", &format!("---\norder: 1\nquestions:\n{list}---\n")), None);
        let (good, bad) = (read(&healthy), read(&mangled));
        let (good, bad) = (good.as_group().unwrap(), bad.as_group().unwrap());
        prop_assert_eq!(bad.questions.len(), 6);
        for i in (0..6).filter(|i| *i != at) {
            prop_assert_eq!(good.questions.get(i).map(|p| p.question), bad.questions.get(i).map(|p| p.question));
        }
    }
}

/// Lines below the questions; `^` is the margin of the list.
const TAIL: &[&str] = &[
    "one: 1",
    "two: some",
    "three:",
    "four: |",
    "five: >-",
    "six: \"open",
    "seven: 'open",
    "eight: [a,",
    "nine: 'shut'",
    "ten: {a: 1}",
    "eleven: # none",
    "^- a: 1",
    "^- question: Why?",
    "^- words",
    "^-",
    "^  - a",
    "^    a: 1",
    "^   words",
    "^   end\"",
    "^- b: c'",
    "^ ]",
    " a: 1",
    "# note",
    "^# note",
    "",
];

/// A question in the ways in which one is broken while it is typed.
const BROKEN: &[&str] = &[
    "  - question",
    "  - question: \"open\n    answer: a.md",
    "  - question: 'open\n    answer: a.md",
    "  - question: Q?\n\tanswer: a.md",
    "  - question: Q?\n    topics: [",
    "  - question: Q?\n    topics: ['Co",
    "  - question: One: two\n    answer: a.md",
    "  - question: @x\n    answer: a.md",
    "  - question: `x`\n    answer: a.md",
    "  - question: Q?\n     answer: a.md",
    "  - question: Q?\n   answer: a.md",
    "  - question:Q?\n    answer: a.md",
    "  - question: 'Q' more\n    answer: a.md",
    "  - question: &\n    answer: a.md",
    "  - question: Q?\nanswer: a.md",
    "  - question: Q?\n<<<<<<< ours\n    answer: a.md",
    "  - question: Q?\n- answer: a.md",
    "  - question: *x\n    answer: a.md",
    "  - question: Q?\n    answer: a.md\nending: a.md",
    "  - question: Q?\nending: 'a.md'\norder: 1\n    answer: a.md",
    "  - question: Q?\nseo:\n    answer: a.md",
    "  -",
];
