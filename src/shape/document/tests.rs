//! Whole documents: examples of each form, and documents with questions that are not banks.

use super::candidates::Opener;
use super::given::Given;
use super::parts::Scan;
use super::reader;
use super::single::{self, Keys};
use crate::shape::documents::{DocumentRule, DocumentRules, FileKind, Reading};
use crate::shape::files::Files;

fn read(path: &str, text: &str, from: u32) -> Option<reader::Document> {
    let scan = Scan::of(text, from);
    reader::read(
        &|| path,
        scan.parts(text),
        (from, false),
        (&Reading::default(), &Given::default()),
    )
}

/// A bank of each form: its name and its text.
const BANKS: &[(&str, &str)] = &[
    (
        "bare-list.md",
        include_str!("../../../tests/data/documents/banks/bare-list.md"),
    ),
    (
        "bold.md",
        include_str!("../../../tests/data/documents/banks/bold.md"),
    ),
    (
        "boxes.md",
        include_str!("../../../tests/data/documents/banks/boxes.md"),
    ),
    (
        "cards.md",
        include_str!("../../../tests/data/documents/banks/cards.md"),
    ),
    (
        "chinese.md",
        include_str!("../../../tests/data/documents/banks/chinese.md"),
    ),
    (
        "contents.md",
        include_str!("../../../tests/data/documents/banks/contents.md"),
    ),
    (
        "folded.md",
        include_str!("../../../tests/data/documents/banks/folded.md"),
    ),
    (
        "heading-levels.md",
        include_str!("../../../tests/data/documents/banks/heading-levels.md"),
    ),
    (
        "heading-plain.md",
        include_str!("../../../tests/data/documents/banks/heading-plain.md"),
    ),
    (
        "heading-q.md",
        include_str!("../../../tests/data/documents/banks/heading-q.md"),
    ),
    (
        "letters.md",
        include_str!("../../../tests/data/documents/banks/letters.md"),
    ),
    (
        "numbered-list.md",
        include_str!("../../../tests/data/documents/banks/numbered-list.md"),
    ),
    (
        "one.md",
        include_str!("../../../tests/data/documents/banks/one.md"),
    ),
    (
        "plain-numbered.md",
        include_str!("../../../tests/data/documents/banks/plain-numbered.md"),
    ),
    (
        "summary.md",
        include_str!("../../../tests/data/documents/banks/summary.md"),
    ),
    (
        "table.md",
        include_str!("../../../tests/data/documents/banks/table.md"),
    ),
];

/// Documents with questions that are not banks.
const OTHER: &[(&str, &str)] = &[
    (
        "agenda.md",
        include_str!("../../../tests/data/documents/other/agenda.md"),
    ),
    (
        "api-reference.md",
        include_str!("../../../tests/data/documents/other/api-reference.md"),
    ),
    (
        "blog-post.md",
        include_str!("../../../tests/data/documents/other/blog-post.md"),
    ),
    (
        "changelog.md",
        include_str!("../../../tests/data/documents/other/changelog.md"),
    ),
    (
        "design-notes.md",
        include_str!("../../../tests/data/documents/other/design-notes.md"),
    ),
    (
        "faq.md",
        include_str!("../../../tests/data/documents/other/faq.md"),
    ),
    (
        "glossary.md",
        include_str!("../../../tests/data/documents/other/glossary.md"),
    ),
    (
        "interview-post.md",
        include_str!("../../../tests/data/documents/other/interview-post.md"),
    ),
    (
        "issue-template.md",
        include_str!("../../../tests/data/documents/other/issue-template.md"),
    ),
    (
        "learning-plan.md",
        include_str!("../../../tests/data/documents/other/learning-plan.md"),
    ),
    (
        "numbered-sections.md",
        include_str!("../../../tests/data/documents/other/numbered-sections.md"),
    ),
    (
        "onboarding.md",
        include_str!("../../../tests/data/documents/other/onboarding.md"),
    ),
    (
        "poll-results.md",
        include_str!("../../../tests/data/documents/other/poll-results.md"),
    ),
    (
        "readme-with-faq.md",
        include_str!("../../../tests/data/documents/other/readme-with-faq.md"),
    ),
    (
        "requirements.md",
        include_str!("../../../tests/data/documents/other/requirements.md"),
    ),
    (
        "rfc.md",
        include_str!("../../../tests/data/documents/other/rfc.md"),
    ),
    (
        "step-headings.md",
        include_str!("../../../tests/data/documents/other/step-headings.md"),
    ),
    (
        "survey.md",
        include_str!("../../../tests/data/documents/other/survey.md"),
    ),
    (
        "task-list.md",
        include_str!("../../../tests/data/documents/other/task-list.md"),
    ),
    (
        "transcript.md",
        include_str!("../../../tests/data/documents/other/transcript.md"),
    ),
    (
        "troubleshooting.md",
        include_str!("../../../tests/data/documents/other/troubleshooting.md"),
    ),
    (
        "tutorial-steps.md",
        include_str!("../../../tests/data/documents/other/tutorial-steps.md"),
    ),
];

/// Where the text after the frontmatter starts.
fn body(text: &str) -> u32 {
    crate::syntax::frontmatter::split(text).body
}

fn opener(name: &str, text: &str) -> Option<Opener> {
    read(name, text, body(text)).and_then(|document| {
        document
            .questions
            .first()
            .map(|question| question.candidate.opener)
    })
}

#[test]
fn documents_that_are_no_banks_are_not_taken_for_one() {
    for (name, text) in OTHER {
        let found = read(name, text, body(text)).map(|document| document.questions.len());
        assert_eq!(found, None, "{name}");
        let scan = Scan::of(text, body(text));
        assert!(
            single::read(&|| name, scan.parts(text), &Keys::default()).is_none(),
            "{name}"
        );
    }
}

#[test]
fn every_form_is_read() {
    for (name, opener, count) in [
        ("bare-list.md", Opener::Item, 12),
        ("bold.md", Opener::Bold, 12),
        ("boxes.md", Opener::Heading, 12),
        ("cards.md", Opener::Line, 12),
        ("chinese.md", Opener::Heading, 8),
        ("contents.md", Opener::NumberedHeading, 12),
        ("folded.md", Opener::Heading, 12),
        ("heading-levels.md", Opener::Heading, 12),
        ("letters.md", Opener::Bold, 12),
        ("numbered-list.md", Opener::Item, 12),
        ("plain-numbered.md", Opener::Item, 12),
        ("summary.md", Opener::Summary, 12),
        ("table.md", Opener::Row, 12),
    ] {
        let (_, text) = BANKS
            .iter()
            .find(|(file, _)| *file == name)
            .expect("it is there");
        let document = read(name, text, body(text)).expect("it is there");
        let found = (
            document.questions[0].candidate.opener,
            document.questions.len(),
        );
        assert_eq!(found, (opener, count), "{name}");
    }
}

#[test]
fn typing_does_not_flicker() {
    for (name, text) in BANKS {
        let mut last = None;
        let mut changes = Vec::new();
        for (at, _) in text.char_indices() {
            let now = opener(name, &text[..at]);
            if now != last {
                changes.push((at, now));
                last = now;
            }
        }
        assert!(changes.len() <= 2, "{name}: {changes:?}");
    }
}

#[test]
fn what_is_half_typed_leaves_the_rest() {
    for (name, text) in BANKS
        .iter()
        .filter(|(name, _)| !["one.md", "table.md"].contains(name))
    {
        let whole = read(name, text, body(text))
            .expect("it is there")
            .questions
            .len();
        for typed in [
            "```js\nlet a = 1;\n",
            "<details>\n<summary>Show answer</summary>\n",
            "<details><summary>Answ",
            "| a | b |\n|--",
            "## Wh",
            "- [ ",
            "**Q",
            "<!-- later\n",
        ] {
            for (at, _) in text.match_indices("\n\n") {
                let edited = format!("{}{typed}\n{}", &text[..=at], &text[at + 1..]);
                let count = read(name, &edited, body(&edited))
                    .map_or(0, |document| document.questions.len());
                assert!(count + 2 >= whole, "{name} {typed:?} at {at}: {count}");
            }
        }
    }
}

#[test]
fn what_looks_like_questions_is_contents_or_frontmatter() {
    let questions =
        |text: &str| read("README.md", text, 0).map_or(0, |found| found.questions.len());
    let bank = |item: &str| {
        let items: String = (1..=9)
            .map(|number| item.replace('N', &number.to_string()))
            .collect();
        let sections: String = (1..=9)
            .map(|number| format!("## {number}. What is {number}?\n\nA number.\n\n"))
            .collect();
        format!("# Interview questions\n\n{items}\n{sections}")
    };
    assert_eq!(questions(&bank("- [N. What is N?](#N-what-is-N)\n")), 9);
    let list = "  - question: What is a channel?\n    answer: a.md\n".repeat(12);
    assert_eq!(questions(&format!("a---\nquestions:\n{list}---\n")), 0);
}

#[test]
fn a_number_on_a_line_of_its_own_is_part_of_its_question() {
    let folded = |summary: &str| {
        format!("<details>\n<summary>{summary}</summary>\n\nA number.\n\n</details>\n\n")
    };
    let text: String = (1..4)
        .map(|number| folded(&format!("{number}. What is {number}?")))
        .collect();
    let text = format!(
        "# Interview questions\n\n{text}{}",
        folded("4.\n What is four?")
    );
    let facts = crate::shape::read(&crate::shape::Input::inferred("a.md", &text), None);
    let group = facts.as_group().expect("questions");
    let last = group.questions.iter().last().expect("a question");
    assert_eq!(last.question.number(), Some(4));
    let marker = last.question.marker.shift(last.start);
    assert_eq!(marker.slice(&text), "4.");
}

#[test]
fn a_list_in_a_summary_leaves_the_questions_in_order() {
    let folded = |summary: &str| {
        format!("<details>\n<summary>{summary}</summary>\n\nA number.\n\n</details>\n\n")
    };
    let list: String = (1..9)
        .map(|n| format!("{n}. What is part {n}, and what is it for?\n"))
        .collect();
    let others: String = (1..4).map(|n| folded(&format!("What is {n}?"))).collect();
    let text = format!(
        "# Interview questions\n\n{}{others}",
        folded(&format!(
            "What is this list?\n\n{list}\nWhat else is there?"
        ))
    );
    let facts = crate::shape::read(&crate::shape::Input::inferred("a.md", &text), None);
    let group = facts.as_group().expect("questions");
    let starts: Vec<u32> = group.questions.iter().map(|placed| placed.start).collect();
    assert!(starts.is_sorted(), "{starts:?}");
    assert!(starts.len() > 1);
}

#[test]
fn a_question_ends_before_a_summary_of_several_lines() {
    let folded = |summary: &str| {
        format!("<details>\n<summary>{summary}</summary>\n\nA number.\n\n</details>\n\n")
    };
    let long = folded("What is two?\n  - one\n  - two\nIn other words?");
    let text = format!(
        "# Interview questions\n\n## What is one?\n\n{long}## What is three?\n\nSo.\n\n{}",
        folded("What is four?")
    );
    let inferring = DocumentRules::inferring();
    let rule = DocumentRule {
        files: Files::new(vec!["**".to_owned()]).unwrap(),
        reading: Reading {
            shape: Some(FileKind::Document),
            ..Reading::default()
        },
    };
    let input = crate::shape::Input {
        path: "a.md",
        text: &text,
        documents: &inferring.with_list(vec![rule]),
    };
    let facts = crate::shape::read(&input, None);
    let group = facts.as_group().expect("questions");
    let mut end = 0;
    for placed in &group.questions {
        assert!(end <= placed.span().start, "{:?}", placed.text());
        end = placed.span().end;
    }
    let asked = group.questions.iter().filter_map(|placed| placed.text());
    assert!(
        asked.clone().any(|text| text.text == "What is two?"),
        "{:?}",
        asked.map(|text| text.text.to_owned()).collect::<Vec<_>>()
    );
}

#[test]
fn a_fence_with_a_no_break_space_is_an_error_whatever_the_shape() {
    let below = |text: &str| format!("---\u{a0}\nname: Knots\n---\n{text}");
    let bank = include_str!("../../../tests/data/documents/banks/summary.md");
    for (shape, text) in [
        (None, below("Text.\n")),
        (
            Some("file"),
            below("# Why is it wet?\n\n**Answer:** rain\n"),
        ),
        (Some("document"), below(bank)),
    ] {
        let facts = crate::shape::read(&crate::shape::Input::inferred("a.md", &text), None);
        assert_eq!(facts.as_group().map(|group| group.shape), shape, "{text}");
        assert_eq!(facts.head().expect("a head").errors.len(), 1, "{text}");
    }
}
