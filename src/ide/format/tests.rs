use proptest::prelude::*;

use super::format;
use crate::facts;
use crate::shape;
use crate::shape::group::cursor::tests::mangled;
use crate::text::{Span, apply};

fn formatted(text: &str, range: Option<Span>) -> String {
    let facts = shape::read(text, None);
    let edits = facts
        .as_group()
        .map_or_else(Vec::new, |group| format(text, group, range));
    apply(text, &edits).expect("the edits do not overlap")
}

#[track_caller]
fn check(before: &str, after: &str) {
    for line_break in ["\n", "\r\n"] {
        let (before, after) = (
            before.replace('\n', line_break),
            after.replace('\n', line_break),
        );
        assert_eq!(formatted(&before, None), after);
        assert_eq!(formatted(&after, None), after, "again");
    }
}

/// Three questions as most of the group is written, and one that is not.
fn group(odd: &str) -> String {
    let usual = "  - question: 'One'\n    answer: one.md\n    topics:\n      - 'Core'\n      - 'Beginner'\n";
    format!(
        "---\ntitle: 'T'\nquestions:\n{usual}{usual}{odd}{usual}---\n\n- question:   left alone\n"
    )
}

#[test]
fn a_question_is_written_like_the_others() {
    check(
        &group(concat!(
            "  -   answer: \"two.md\"\n",
            "      topics: [Core, \"It's\"]  # two\n",
            "      # how\n",
            "      question: \"Two 😀\"   # why\n",
        )),
        &group(concat!(
            "  # how\n",
            "  - question: 'Two 😀'   # why\n",
            "    answer: two.md\n",
            "    topics:\n      - 'Core'\n      - 'It''s'  # two\n",
        )),
    );
}

#[test]
fn inline_answers_and_unknown_keys_move_along() {
    check(
        &group(concat!(
            "  -     topics: ['Core']\n",
            "        note: {a: 1}\n",
            "        answer: |\n",
            "          A\n\n",
            "            B\n",
            "        question: 'Two'\n",
        )),
        &group(concat!(
            "  - question: 'Two'\n",
            "    answer: |\n",
            "      A\n\n",
            "        B\n",
            "    topics:\n      - 'Core'\n",
            "    note: {a: 1}\n",
        )),
    );
}

#[test]
fn what_cannot_be_written_anew_stays() {
    for odd in [
        "  - {question: Two, answer: two.md}\n",
        "  - question: \"Two\n    answer: two.md\n",
        "  - question: 'Two'\n    topics: [A, # why\n      B]\n",
    ] {
        let text = group(odd);
        let after = formatted(&text, None);
        assert_eq!(after, text);
    }
}

#[test]
fn a_file_of_two_minds_stays() {
    check(
        "---\nquestions:\n  - question: One\n    answer: 'a.md'\n  - answer: b.md\n    question: 'Two'\n---\n",
        "---\nquestions:\n  - question: One\n    answer: 'a.md'\n  - answer: b.md\n    question: 'Two'\n---\n",
    );
}

#[test]
fn the_head_gets_its_own_quotes_and_indentation() {
    check(
        "---\ntitle: \"A: b\"\norder: 1\nbriefTitle: 'B'\nchangefreq: daily\nseo:\n    title: C # c\n    keywords: ['x', 'y']\nsitemap:\n  priority: 1\nother:\n  a: 'z'\nquestions: []\n---\nBody 'x'\n",
        "---\ntitle: 'A: b'\norder: 1\nbriefTitle: 'B'\nchangefreq: daily\nseo:\n  title: 'C' # c\n  keywords: ['x', 'y']\nsitemap:\n  priority: 1\nother:\n  a: 'z'\nquestions: []\n---\nBody 'x'\n",
    );
}

#[test]
fn a_range_formats_what_it_touches() {
    let odd = "  - question: \"Two\"\n    answer: two.md\n";
    let text = group(odd).replace("title: 'T'", "title: 'T'\nseo:\n  a: 'x'\n  b: \"y\"");
    let at = text.find("two.md").expect("it is there") as u32;
    let after = formatted(&text, Some(Span::at(at)));
    assert_eq!(after, text.replace("\"Two\"", "'Two'"));
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn formatting_twice_is_formatting_once(text in mangled()) {
        let once = formatted(&text, None);
        prop_assert_eq!(formatted(&once, None), once.clone());
        let (before, after) = (shape::read(&text, None), shape::read(&once, None));
        let body = |facts: &facts::Facts, text: &str| text[facts.body_start() as usize..].to_owned();
        prop_assert_eq!(body(&before, &text), body(&after, &once));
    }
}
