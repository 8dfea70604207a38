//! Completion while the YAML is broken, and that it never breaks YAML that is not.

use proptest::prelude::*;

use super::{BANK, able, accept, check, list, plain};
use crate::fixture::Fixture;
use crate::ide::completion::{Item, Kind, completion};
use crate::shape;
use crate::shape::group::cursor::tests::mangled;
use crate::syntax::yaml::each_scalar;
use crate::syntax::yaml::{Entry, Map, Node};

/// A group of six questions, the third of which is `broken`.
fn six(broken: &str) -> String {
    let whole = |n: usize| {
        format!("  - question: Q{n}?\n    answer: a{n}.md\n    topics:\n      - 'Core'\n")
    };
    let (before, after) = (whole(1) + &whole(2), whole(4) + &whole(5) + &whole(6));
    format!(
        "//- /go/go.md\n---\norder: 1\nquestions:\n{before}{broken}\n{after}---\n//- /go/content/orphan.md\n"
    )
}

#[test]
fn answers_in_questions_broken_in_every_way() {
    let offered = ["orphan.md", "q3.md"];
    for broken in [
        "  - question: Q3?\n    answer: $0\n    topics",
        "  - question: \"Q3?\n    answer: $0\n    topics:\n      - 'Core'",
        "  - question: 'Q3?\n    answer: $0\n    topics:\n      - 'Core'",
        "  - question: Q3?\n\tanswer: $0\n    topics:\n      - 'Core'",
        "  - question: Q3?\n    answer: $0\n    topics: [",
        "  - question: Q3?\n    answer: $0\n    topics: ['Co",
        "  - question: Q3?\n    level: a: b\n    answer: $0",
        "  - question: Q3?\n    answer: @$0",
        "  - question: Q3?\n    answer: `$0",
        "  - question: Q3?\n     answer: $0\n    topics:\n      - 'Core'",
        "  - question: Q3?\n   answer: $0\n    topics:\n      - 'Core'",
        " - question: Q3?\n    answer: $0\n    topics:\n      - 'Core'",
        "  - question:Q3?\n    answer:$0\n    topics:\n      - 'Core'",
        "  - question: \"Q3?\" more\n    answer: $0\n    topics:\n      - 'Core'",
        "  - question: Q3?\n    answer: &$0\n    topics:\n      - 'Core'",
        "  - question: Q3?\n    answer: *x$0\n    topics:\n      - 'Core'",
    ] {
        let found = list(&Fixture::new(&six(broken)), &able());
        let labels: Vec<_> = found.items.iter().map(|item| item.label.as_str()).collect();
        // The name of a question includes text after its closing quote.
        let labels: Vec<_> = labels
            .iter()
            .map(|label| label.replace("q3-more", "q3"))
            .collect();
        assert_eq!(labels, offered, "{broken}");
    }
}

#[test]
fn topics_in_questions_broken_in_every_way() {
    let offered = ["Beginner", "Intermediate", "Advanced", "Core"];
    for broken in [
        "  - question\n    topics:\n      - $0",
        "  - question: \"Q3?\n    topics:\n      - $0",
        "  - question: 'Q3?\n    topics:\n      - '$0",
        "  - question: Q3?\n\ttopics: [$0",
        "  - question: Q3?\n    topics: [$0",
        "  - question: Q3?\n    topics: ['$0",
        "  - question: Q3?\n    topics: ['$0]",
        "  - question: a: b\n    topics: [$0]",
        "  - question: @\n    topics:\n      - $0",
        "  - question: `\n    topics:\n      - $0",
        "  - question: Q3?\n     topics:\n      - $0",
        "  - question: Q3?\n   topics:\n      - $0",
        " - question: Q3?\n    topics:\n      - $0",
        "  - question:Q3?\n    topics:[$0]",
        "  - question: \"Q3?\" more\n    topics:\n      - $0",
        "  - question: &a\n    topics:\n      - *$0",
        "  - question: *a\n    topics:\n      - &$0",
    ] {
        check(&six(broken), &offered);
    }
}

/// Whether the text's frontmatter has no syntax error.
fn is_healthy(text: &str) -> bool {
    let facts = shape::read(&shape::Input::inferred("a.md", text), None);
    let head = facts.head().is_none_or(|head| head.errors.is_empty());
    let questions = facts
        .as_group()
        .into_iter()
        .flat_map(|group| &group.questions);
    head && questions
        .into_iter()
        .all(|placed| placed.question.is_whole())
}

/// Whether the text now has what the item adds: a key or a value of this name, or one more question.
fn says(text: &str, item: &Item) -> bool {
    let facts = shape::read(&shape::Input::inferred("a.md", text), None);
    let head = Node::Map(facts.head().expect("frontmatter").map.clone());
    // The key `questions` may have become another.
    let groups = facts.as_group().into_iter();
    let placed: Vec<_> = groups.flat_map(|group| group.questions.iter()).collect();
    let questions = placed.iter().map(|placed| placed.question.node());
    let nodes: Vec<Node> = questions.chain([head]).collect();
    let nodes = nodes.iter();
    match item.kind {
        Kind::Question => placed.iter().any(|placed| {
            let entries = placed.question.entries();
            let keys = entries.iter().map(|entry| entry.key.text.as_str());
            keys.eq(["question", "answer", "topics"])
        }),
        Kind::Key if item.label == "questions" => facts.as_group().is_some(),
        Kind::Key => nodes
            .filter_map(Node::as_map)
            .any(|map| has_key(map, &item.label)),
        // A link's path is within a text.
        Kind::File | Kind::Folder => any_scalar(nodes, &|text| text.contains(&item.label)),
        _ => any_scalar(nodes, &|text| text == item.label),
    }
}

fn any_scalar<'n>(nodes: impl Iterator<Item = &'n Node>, is: &dyn Fn(&str) -> bool) -> bool {
    let mut found = false;
    for node in nodes {
        each_scalar(node, &mut |scalar| found |= is(&scalar.text));
    }
    found
}

fn has_key(map: &Map, name: &str) -> bool {
    let below = |entry: &Entry| entry.value.as_map().is_some_and(|map| has_key(map, name));
    map.entries
        .iter()
        .any(|entry| entry.key.text == name || below(entry))
}

/// Healthy groups of all sorts of styles.
fn healthy() -> impl Strategy<Value = String> {
    let topics = prop::sample::select(vec![
        "topics:\nHH- 'Core'\nHH- \"It's\"",
        "topics:\nHH- Core # often\n\nHH- 'C, C++'",
        "topics: [Core, 'C, C++']",
        "topics: []",
        "topics: [\nHHCore,\nHH'a: b'\nKK]",
        "topics:",
        "level: Beginner",
        "answer: channels.md",
        "answer: 'x.md' # gone",
        "answer: |\nHHSee [x](a.md)\n\nHHmore",
        "answer: >-\nHHfolded\nHH- list",
        "question: What is \u{1f600} or é?",
        "question: \"double \\\" quoted\"",
        "question: one\nHHtwo lines",
        "# a comment",
    ]);
    let indent = prop::sample::select(vec![
        (0, 2, 0),
        (0, 2, 2),
        (2, 2, 2),
        (2, 2, 0),
        (4, 4, 4),
        (1, 3, 1),
    ]);
    let item = prop::collection::btree_set(topics, 1..5);
    let line_break = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    let blank = prop::sample::select(vec!["", "\n", "\n\n"]);
    (prop::collection::vec(item, 0..4), indent, line_break, blank).prop_map(
        |(items, (dash, keys, hyphens), line_break, blank)| {
            let mut out = "---\norder: 1\nseo:\n  title: x\n".to_owned() + "questions:\n";
            for item in items {
                let mut seen = Vec::new();
                // Each key once, the first of them after the hyphen.
                let parts = item.into_iter().filter(|part| {
                    let key = part.split(':').next().unwrap_or_default();
                    let new = !seen.contains(&key) && !part.starts_with('#');
                    seen.push(key);
                    new
                });
                let (key, deep) = (" ".repeat(dash + keys), " ".repeat(dash + keys + hyphens));
                for (n, part) in parts.enumerate() {
                    let start = if n == 0 {
                        format!("{}-{}", " ".repeat(dash), " ".repeat(keys - 1))
                    } else {
                        key.clone()
                    };
                    // Text must be indented deeper than its key; a list need not.
                    let deep = if part.contains("HH-") && part.starts_with("topics") {
                        deep.clone()
                    } else {
                        format!("{key}  ")
                    };
                    out += &format!(
                        "{start}{}\n{blank}",
                        part.replace("HH", &deep).replace("KK", &key)
                    );
                }
            }
            out += "ending: bye.md\n---\nText\n";
            out.replace('\n', line_break)
        },
    )
}

/// The offsets that an editor can name: none within a character or a line break.
fn each_offset(text: &str) -> impl Iterator<Item = usize> {
    let in_break = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
    (0..=text.len()).filter(move |&at| text.is_char_boundary(at) && !in_break(at))
}

/// A bank with `text` as a group, the cursor at its start.
fn with_group(text: &str) -> Fixture {
    let mut fixture =
        Fixture::with_people(&format!("//- /go/go.md\n$0---\nquestions:\n---\n{BANK}"));
    let (path, _) = fixture.at();
    let path = path.clone();
    fixture.texts.insert(path, text.to_owned());
    fixture
}

proptest! {
    #![proptest_config(crate::cases::cases(32))]

    #[test]
    fn completion_never_panics_and_its_edits_are_allowed(text in mangled()) {
        let mut fixture = with_group(&text);
        for at in each_offset(&text) {
            fixture.cursor.as_mut().unwrap().1 = at as u32;
            list(&fixture, &able());
        }
    }

    #[test]
    fn accepting_keeps_yaml_healthy(text in healthy()) {
        prop_assert!(is_healthy(&text), "{text:?}");
        let mut fixture = with_group(&text);
        for at in each_offset(&text) {
            fixture.cursor.as_mut().unwrap().1 = at as u32;
            // A snippet whose stops are left empty is what a client without snippets gets.
            for item in list(&fixture, &plain()).items {
                let after = accept(&fixture, &item);
                let shown = format!("`{}` at {at} of {text:?} gives {after:?}", item.label);
                prop_assert!(is_healthy(&after), "{shown}");
                prop_assert!(says(&after, &item), "{shown}");
            }
        }
    }
}

#[test]
fn offsets_past_the_end_are_the_end() {
    let fixture = Fixture::new("//- /go/go.md\n---\nord$0");
    let (path, offset) = fixture.at();
    let at = |offset| completion(&fixture.bank, path, fixture.text(path), offset, &able());
    assert_eq!(at(offset + 50), at(offset + 1));
    assert!(!at(offset).items.is_empty());
}
