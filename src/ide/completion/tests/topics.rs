//! Topics: their order, and how one is written into a list.

use super::{BANK, able, accepted, check, check_accept, check_accept_as, list, plain};
use crate::bank::Config;
use crate::fixture::Fixture;

fn bank(topics: &str) -> String {
    format!(
        "//- /go/go.md
---
questions:
  - question: One?
    answer: a
    topics: [Channels, Beginner, Memory, Channels]
  - question: Two?
    answer: b
{topics}
---
//- /js/js.md
---
questions:
  - question: Three?
    answer: c
    topics: [Promises, Events, Events, Memory, Advanced, Hard]
---
"
    )
}

const LEVELS: [&str; 3] = ["Beginner", "Intermediate", "Advanced"];
const TOPICS: [&str; 5] = ["Channels", "Memory", "Events", "Hard", "Promises"];

#[test]
fn levels_first_then_by_use_here_then_in_the_bank() {
    let all = [LEVELS.as_slice(), &TOPICS].concat();
    for topics in [
        "    topics: [$0",
        "    topics: [$0]",
        "    topics: ['$0']",
        "    topics: [ \"$0",
        "    topics:\n      - $0",
        "    topics:\n      -$0",
        "    topics:\n      $0",
        "    topics:\n      - '$0",
        "    topics:\n      - '$0'",
        "    topics:\n    - \"$0",
        "    topics: $0",
        "    topics:$0",
        "    topics: Co$0",
    ] {
        check(&bank(topics), &all);
    }
}

#[test]
fn what_is_listed_is_not_offered() {
    let left = ["Memory", "Events", "Promises"];
    for topics in [
        "    topics: [Channels, Easy, $0]",
        "    topics: [$0, Channels, \"advanced\"]",
        "    topics: ['Channels', 'Beginner', '$0']",
        "    topics:\n      - Channels\n      - $0\n      - Beginner",
        "    topics:\n      - Channels # often\n      # more\n\n      - Beginner\n      $0",
        "    topics: [\n      Channels,\n      Beginner,\n      $0\n    ]",
        "    level: Beginner\n    topics: [Channels, $0]",
        "    topics: [Channels, $0]\n    level: Beginner",
    ] {
        check(&bank(topics), &left);
    }
    // An empty level is none.
    check(
        &bank("    level:\n    topics: [Channels, $0]"),
        &[
            "Beginner",
            "Intermediate",
            "Advanced",
            "Memory",
            "Events",
            "Hard",
            "Promises",
        ],
    );
}

#[test]
fn the_topic_that_is_being_typed_is_no_example() {
    let expected = [
        "Beginner",
        "Intermediate",
        "Advanced",
        "Channels",
        "Memory",
        "Events",
        "Hard",
        "Promises",
    ];
    check(&bank("    topics: [Chan$0"), &expected);
    check(&bank("    topics:\n      - 'Chan$0"), &expected);
    // One that others use too is still one.
    check(&bank("    topics:\n      - Memory$0"), &expected);
}

#[test]
fn slips_come_last() {
    check(
        "//- /go/go.md\n---\nquestions:\n  - topics: [Functions, Functions, Date Type, Date Type, Function, Function, Function, Function]\n  - topics: [Functions, Functions, Functions, $0]\n---\n",
        &[
            "Beginner",
            "Intermediate",
            "Advanced",
            "Date Type",
            "Function",
        ],
    );
}

#[test]
fn a_closed_vocabulary_is_all_there_is() {
    let closed = |topics: &[&str]| Config {
        topics: Some(topics.iter().map(|topic| (*topic).into()).collect()),
        ..Config::default()
    };
    let fixture = Fixture::with_config(
        &bank("    topics: [$0]"),
        closed(&["Zones", "Events", "Memory"]),
    );
    let found = list(&fixture, &able());
    let shown: Vec<_> = found
        .items
        .iter()
        .map(|item| (item.label.as_str(), item.detail.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        shown,
        [
            ("Beginner", "level"),
            ("Intermediate", "level"),
            ("Advanced", "level"),
            ("Memory", "1 in this group, 2 in the bank"),
            ("Events", "2 in the bank"),
            ("Zones", "not used yet"),
        ]
    );
}

#[test]
fn levels_that_have_a_key_of_their_own_are_no_topics() {
    check(
        "//- /go/go.md\n---\nquestions:\n  - question: One?\n    level: Beginner\n    topics: [Memory]\n  - question: Two?\n    topics: [$0]\n---\n",
        &["Memory"],
    );
}

/// The topics of a question before, the one that is accepted, and the topics then.
const ACCEPTED: &[(&str, &str, &str)] = &[
    (
        "    topics:\n      - $0",
        "Core",
        "    topics:\n      - 'Core'",
    ),
    (
        "    topics:\n      -$0",
        "Core",
        "    topics:\n      - 'Core'",
    ),
    (
        "    topics:\n      - Co$0",
        "Core",
        "    topics:\n      - 'Core'",
    ),
    (
        "    topics:\n      - \"Co$0",
        "Core",
        "    topics:\n      - \"Core\"",
    ),
    (
        "    topics:\n      - \"$0\"",
        "Core",
        "    topics:\n      - \"Core\"",
    ),
    (
        "    topics:\n      - 'Co$0re'",
        "It's",
        "    topics:\n      - 'It''s'",
    ),
    (
        "    topics:\n      - Maps\n      - $0",
        "Core",
        "    topics:\n      - Maps\n      - Core",
    ),
    (
        "    topics:\n      - Maps\n      - $0",
        "Error: handling",
        "    topics:\n      - Maps\n      - 'Error: handling'",
    ),
    (
        "    topics:\n      - Maps\n      - $0 # c",
        "Core",
        "    topics:\n      - Maps\n      - Core # c",
    ),
    (
        "    topics:\n      - \"a\"\n      - $0",
        "It's",
        "    topics:\n      - \"a\"\n      - \"It's\"",
    ),
    (
        "    topics:\n      - a\n      - $0",
        "C, C++",
        "    topics:\n      - a\n      - C, C++",
    ),
    ("    topics: [a, $0]", "C, C++", "    topics: [a, 'C, C++']"),
    ("    topics: [a,$0]", "Core", "    topics: [a, Core]"),
    ("    topics: [$0]", "Core", "    topics: ['Core']"),
    ("    topics: [Co$0, b]", "Core", "    topics: [Core, b]"),
    ("    topics: ['Co$0, b]", "Core", "    topics: ['Core', b]"),
    (
        "    topics: [\"Co$0\", b]",
        "Core",
        "    topics: [\"Core\", b]",
    ),
    ("    topics: [😀, é$0]", "Core", "    topics: [😀, Core]"),
    ("    topics: $0", "Core", "    topics: \n      - 'Core'"),
    ("    topics:$0", "Core", "    topics:\n      - 'Core'"),
    (
        "    topics:\n      $0",
        "Core",
        "    topics:\n      - 'Core'",
    ),
    (
        "    topics:\n      - a\n      $0",
        "Core",
        "    topics:\n      - a\n      - Core",
    ),
];

#[test]
fn accepted_topics_are_written_like_their_neighbours() {
    let group = |topics: &str| {
        format!(
            "questions:\n  - question: One?\n    topics:\n      - 'Maps'\n  - question: Two?\n{topics}"
        )
    };
    for (before, label, after) in ACCEPTED {
        check_accept(&group(before), label, &group(after));
        check_accept_as(&plain(), &group(before), label, &group(after));
    }
}

#[test]
fn a_list_begins_as_the_groups_others_do() {
    for (others, begun) in [
        (
            "  - topics: ['Maps']\n  - topics: ",
            "  - topics: ['Maps']\n  - topics: ['Core']",
        ),
        (
            "- topics:\n  - Maps\n- topics:",
            "- topics:\n  - Maps\n- topics:\n  - Core",
        ),
        (
            "    - topics:\n          - \"Maps\"\n    - topics:",
            "    - topics:\n          - \"Maps\"\n    - topics:\n          - \"Core\"",
        ),
        (
            "- question: x\n  topics:",
            "- question: x\n  topics:\n  - Core",
        ),
        ("  - topics:", "  - topics:\n      - Core"),
    ] {
        check_accept(
            &format!("questions:\n{others}$0"),
            "Core",
            &format!("questions:\n{begun}"),
        );
    }
}

#[test]
fn a_client_that_indents_by_itself_is_spared_no_more_than_its_line() {
    let source = format!("//- /go/go.md\n---\nquestions:\n  - question: x\n    top$0\n---\n{BANK}");
    let options = crate::ide::completion::Options {
        as_is: false,
        ..able()
    };
    let text = accepted(&Fixture::new(&source), "topics", &options);
    assert!(text.contains("\n    topics:\n  - $0\n"), "{text}");
    // A plain text edit is inserted as it is everywhere.
    let source = source.replace("top$0", "topics:$0");
    let text = accepted(&Fixture::new(&source), "Core", &options);
    assert!(text.contains("\n    topics:\n      - Core\n"), "{text}");
}

#[test]
fn a_quote_behind_the_cursor_is_left_to_stand() {
    for (typed, text) in [
        ("    topics: ['Mem$0']", "'Memory"),
        ("    topics: ['Mem$0ory']", "'Mem"),
        ("    topics: ['Mem$0xx']", "'Memory'"),
        ("    topics: ['Mem$0", "'Memory'"),
    ] {
        let fixture = Fixture::new(&bank(typed));
        let items = list(&fixture, &able()).items;
        let item = items.iter().find(|item| item.label == "Memory").unwrap();
        assert_eq!(item.edit.text, text, "{typed}");
        let ends_at_cursor = item.edit.replace.end == fixture.at().1;
        assert_eq!(ends_at_cursor, !typed.contains("xx"), "{typed}");
    }
}

/// Helix asks again after an accepted item, which ends in the quote that opens a list.
#[test]
fn a_closing_quote_opens_no_list() {
    let at_quote = crate::ide::completion::Options {
        at_quote: true,
        ..able()
    };
    for (typed, opens) in [
        ("    topics:\n      - '$0", true),
        ("    topics:\n      - '$0'", true),
        ("    topics: [\"$0", true),
        ("    topics:\n      - ''$0", false),
        ("    topics:\n      - 'Memory'$0", false),
        ("    topics: [\"Memory\"$0]", false),
        ("    level: 'Beginner'$0", false),
        ("    answer: 'a.md'$0", false),
    ] {
        let fixture = Fixture::new(&bank(typed));
        assert_eq!(
            list(&fixture, &at_quote).items.is_empty(),
            !opens,
            "{typed}"
        );
        // Whoever asks with a key gets one.
        assert!(!list(&fixture, &able()).items.is_empty(), "{typed}");
    }
}

#[test]
fn topics_of_a_page_of_topics_are_offered() {
    let check = |source: &str, expected: &[&str]| {
        let found = list(&Fixture::new(source), &able()).items;
        let labels: Vec<&str> = found.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(labels, expected, "{source}");
    };
    let page = "//- /topics.md\n# Topics\n\n## Easy\n\n- Caching\n- Memory\n";
    let rule = "documents: [{files: topics.md, shape: topics}]\n";
    let typed = format!("{}{page}", bank("    topics: [$0]"));
    check(&typed, &[LEVELS.as_slice(), &TOPICS].concat());
    let more = [LEVELS.as_slice(), &TOPICS, &["Caching"]].concat();
    check(&format!("{rule}{typed}"), &more);
    let closed = [
        "Beginner",
        "Intermediate",
        "Advanced",
        "Memory",
        "Core",
        "Caching",
    ];
    check(&format!("topics: [Core]\n{rule}{typed}"), &closed);
}
