//! Keys and whole questions.

use super::{able, accepted, check, check_accept, check_accept_as, list, plain};
use crate::bank::Config;
use crate::bank::config::{OwnKey, ValueType};
use crate::fixture::Fixture;
use crate::ide::completion::Options;

fn group(yaml: &str) -> String {
    format!("//- /go/go.md\n---\n{yaml}\n---\n")
}

/// The labels in a bank with these settings.
fn labels_with(settings: &str, yaml: &str) -> Vec<String> {
    let bank = format!("{settings}{}", group(yaml));
    let found = list(&Fixture::new(&bank), &able());
    found.items.into_iter().map(|item| item.label).collect()
}

#[track_caller]
fn check_with(settings: &str, yaml: &str, expected: &[&str]) {
    assert_eq!(labels_with(settings, yaml), expected, "{settings}{yaml}");
}

/// Checks what comes first.
#[track_caller]
fn check_first(settings: &str, yaml: &str, expected: &[&str]) {
    let labels = labels_with(settings, yaml);
    assert_eq!(labels[..expected.len()], *expected, "{settings}{yaml}");
}

const ROADMAP: &str = "profile: roadmap\n";

const HEAD: [&str; 14] = [
    "order",
    "briefTitle",
    "briefDescription",
    "title",
    "description",
    "isNew",
    "seo",
    "sitemap",
    "questions",
    "authorId",
    "date",
    "relatedTitle",
    "relatedGuidesId",
    "ending",
];

#[test]
fn keys_of_the_head() {
    check_with(ROADMAP, "$0", &HEAD);
    check_with(ROADMAP, "ord$0", &HEAD);
    check_with(ROADMAP, "or$0der: 1", &HEAD);
    let without = |present: &[&str]| {
        HEAD.into_iter()
            .filter(|name| !present.contains(name))
            .collect::<Vec<_>>()
    };
    check_with(
        ROADMAP,
        "order: 1\nseo:\n  title: x\n$0\nquestions:\n  - question: x\nending: y",
        &without(&["order", "seo", "questions", "ending"]),
    );
    // What is broken elsewhere changes nothing.
    check_with(
        ROADMAP,
        "order: 'open\n$0\nquestions:\n  - question: [\nending: y",
        &without(&["order", "questions", "ending"]),
    );
    // With an author a date is required.
    let mut all = without(&["authorId", "date"]);
    all.insert(6, "date");
    check_with(ROADMAP, "authorId: x\n$0", &all);
}

#[test]
fn required_keys_of_a_head_go_by_its_profile() {
    // Nothing shows a profile here: only the questions are required.
    check_first("", "$0", &["questions", "order"]);
    // One of the telling keys does.
    let by_format = ["order", "briefTitle", "briefDescription"];
    check_first("", "sitemap:\n  priority: 1\n$0", &by_format);
    let by_name = "keys: {group: {order: {required: false}, ending: {required: true}}}\n";
    check_first(by_name, "seo: {title: x}\n$0", &by_format[1..]);
    check_first(by_name, "$0", &["ending", "questions", "order"]);
    // A bank of another kind has none of the keys of the profile.
    check_with(
        "profile: none\nkeys: {group: {tags: list}}\n",
        "$0",
        &["questions", "authorId", "relatedGuidesId", "ending", "tags"],
    );
}

#[test]
fn a_telling_key_comes_with_what_the_profile_asks_for_in_it() {
    let bank = group("title: x\n$0");
    let text = accepted(&Fixture::new(&bank), "seo", &plain());
    for key in ["title", "description", "keywords"] {
        assert!(text.contains(&format!("\n  {key}:")), "{text}");
    }
    let text = accepted(
        &Fixture::new(&format!(
            "keys: {{group: {{seo.keywords: {{required: false}}}}}}\n{bank}"
        )),
        "seo",
        &plain(),
    );
    assert!(!text.contains("keywords"), "{text}");
}

#[test]
fn keys_of_mappings_and_questions() {
    check(
        &group("seo:\n  $0"),
        &["title", "description", "keywords", "ogImageUrl"],
    );
    check(
        &group("seo:\n    title: x\n    de$0"),
        &["description", "keywords", "ogImageUrl"],
    );
    check(
        &group("sitemap:\n  $0\nquestions:"),
        &["priority", "changefreq"],
    );
    check(
        &group("questions:\n  - question: x\n    $0"),
        &["answer", "topics", "level"],
    );
    check(
        &group("questions:\n- question: x\n  $0\n  topics: [a]"),
        &["answer", "level"],
    );
    check(
        &group("questions:\n  - question: x\n    t$0"),
        &["answer", "topics", "level"],
    );
    check(
        &group("questions:\n  - answer: x\n  - $0\n    topics: [a]"),
        &["question", "answer", "level"],
    );
    check(&group("title: x\n  $0"), &[]);
    check(
        &group("questions:\n  - answer: |\n      text\n      $0"),
        &[],
    );
    check(&group("unknown:\n  $0"), &[]);
}

#[test]
fn a_new_question() {
    let all = ["new question", "question", "answer", "topics", "level"];
    check(&group("questions:\n  - $0"), &all);
    check(&group("questions:\n  -$0"), &all);
    check(&group("questions:\n  - que$0"), &all);
    check(
        &group("questions:\n  - question: x\n  - $0\n  - question: y"),
        &all,
    );
    check(&group("questions:\n  $0"), &["new question"]);
    check(
        &group("questions:\n  - question: x\n  $0"),
        &["new question"],
    );
    let mut both = vec!["new question"];
    both.extend(HEAD.into_iter().filter(|name| *name != "questions"));
    check_with(ROADMAP, "questions:\n- question: x\n$0", &both);
}

#[test]
fn a_new_question_is_written_like_its_neighbours() {
    for (before, after) in [
        (
            "questions:\n  - $0",
            "questions:\n  - question: $1\n    answer: $2\n    topics:\n      - ${3:Beginner}$0",
        ),
        (
            "questions:\n  -$0",
            "questions:\n  - question: $1\n    answer: $2\n    topics:\n      - ${3:Beginner}$0",
        ),
        (
            "questions:\n- $0",
            "questions:\n- question: $1\n  answer: $2\n  topics:\n  - ${3:Beginner}$0",
        ),
        (
            "questions:\n  $0",
            "questions:\n  - question: $1\n    answer: $2\n    topics:\n      - ${3:Beginner}$0",
        ),
        (
            "questions:\n- question: 'a'\n  answer: \"b.md\"\n  topics: [c]\n- q$0",
            "questions:\n- question: 'a'\n  answer: \"b.md\"\n  topics: [c]\n- question: '$1'\n  answer: \"$2\"\n  topics: [${3:Beginner}]$0",
        ),
        (
            "questions:\n    -   question: a\n        topics:\n            - 'b'\n    $0",
            "questions:\n    -   question: a\n        topics:\n            - 'b'\n    -   question: $1\n        answer: $2\n        topics:\n            - '${3:Beginner}'$0",
        ),
        (
            "questions:\n  - $0\n  - question: a\n    topics:\n    - \"b\"",
            "questions:\n  - question: $1\n    answer: $2\n    topics:\n    - \"${3:Beginner}\"$0\n  - question: a\n    topics:\n    - \"b\"",
        ),
    ] {
        check_accept(before, "new question", after);
        let bare = after
            .replace("${3:Beginner}", "Beginner")
            .replace("$0", "")
            .replace("$1", "")
            .replace("$2", "");
        check_accept_as(&plain(), before, "new question", &bare);
    }
}

#[test]
fn keys_come_with_the_form_of_their_value() {
    for (before, label, after) in [
        ("ti$0", "title", "title: $0"),
        ("da$0", "date", "date: 2024-02-29"),
        (
            "$0",
            "seo",
            "seo:\n  title: $1\n  description: $2\n  keywords:\n    - $0",
        ),
        (
            "$0",
            "sitemap",
            "sitemap:\n  priority: $1\n  changefreq: $0",
        ),
        (
            "sitemap:\n    priority: 1\n$0",
            "seo",
            "sitemap:\n    priority: 1\nseo:\n    title: $1\n    description: $2\n    keywords:\n        - $0",
        ),
        ("seo:\n  key$0", "keywords", "seo:\n  keywords:\n    - $0"),
        (
            "ques$0",
            "questions",
            "questions:\n  - question: $1\n    answer: $2\n    topics:\n      - ${3:Beginner}$0",
        ),
        ("ti$0: x", "title", "title: x"),
        (
            "questions:\n  - question: x\n    top$0",
            "topics",
            "questions:\n  - question: x\n    topics:\n      - $0",
        ),
        (
            "questions:\n- question: x\n  $0",
            "topics",
            "questions:\n- question: x\n  topics:\n  - $0",
        ),
        (
            "questions:\n  - topics: [a]\n  - question: x\n    $0",
            "topics",
            "questions:\n  - topics: [a]\n  - question: x\n    topics: [$0]",
        ),
        (
            "questions:\n  - topics: ['a']\n  -$0",
            "topics",
            "questions:\n  - topics: ['a']\n  - topics: ['$0']",
        ),
    ] {
        check_accept(before, label, after);
        let bare = after
            .replace("${3:Beginner}", "Beginner")
            .replace("$0", "")
            .replace("$1", "")
            .replace("$2", "");
        check_accept_as(&plain(), before, label, &bare);
    }
}

#[test]
fn keys_are_described() {
    let found = list(&Fixture::new(&group("$0")), &able());
    assert_eq!(found.items[0].detail.as_deref(), Some("required"));
    assert!(found.items.iter().all(|item| item.documentation.is_some()));
}

#[test]
fn a_banks_own_keys_are_keys() {
    let own = |name: &str, value_type, required| OwnKey {
        name: name.into(),
        value_type,
        required,
        doc: "".into(),
    };
    let config = || Config {
        group_keys: vec![own("tags", ValueType::Strings, true)],
        question_keys: vec![
            own("hard", ValueType::Bool, false),
            own("seen", ValueType::Date, true),
        ],
        ..Config::default()
    };
    let fixture = |yaml: &str| Fixture::with_config(&group(yaml), config());
    let labels = |yaml: &str| {
        list(&fixture(yaml), &able())
            .items
            .into_iter()
            .map(|item| item.label)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        labels("questions:\n  - question: x\n    $0"),
        ["answer", "topics", "seen", "level", "hard"]
    );
    assert_eq!(labels("questions:\n  - hard: $0"), ["true", "false"]);
    let text = accepted(&fixture("$0"), "tags", &able());
    assert_eq!(text, "---\ntags:\n  - $0\n---\n");
}

#[test]
fn other_files_have_no_keys() {
    for path in ["/authors/ada.md", "/guides/start.md", "/go/content/a.md"] {
        check(
            &format!("//- {path}\n---\nti$0\n---\n//- /go/go.md\n---\nquestions:\n---\n"),
            &[],
        );
    }
}

/// What the group `before` says after accepting `new question`, in a bank with the frontmatter `other`.
#[track_caller]
fn check_new(options: &Options, before: &str, other: &str, after: &str) {
    let source = format!(
        "//- /go/go.md\n---\n{before}\n---\n//- /js/js.md\n---\nquestions:\n{other}\n---\n"
    );
    let fixture = Fixture::new(&source);
    let got = accepted(&fixture, "new question", options);
    assert_eq!(got, format!("---\n{after}\n---\n"), "{before}");
}

#[test]
fn a_new_question_has_its_level_where_the_group_keeps_it() {
    let among = "- question: x\n  topics: [Easy, y]";
    let apart = "- question: x\n  level: Easy\n  topics: [y]";
    let without = "- question: x\n  topics: [y]";
    for (before, other, snippet, text) in [
        // As most of the bank has it.
        (
            "questions:\n  - $0",
            apart,
            "questions:\n  - question: $1\n    answer: $2\n    level: ${3:Beginner}\n    topics:\n      - $0",
            "questions:\n  - question: \n    answer: \n    level: Beginner",
        ),
        // As the group has it, whatever the bank does; the last level there.
        (
            "questions:\n- question: x\n  level: 'Hard'\n  topics: ['y', 'C, C++']\n- $0",
            among,
            "questions:\n- question: x\n  level: 'Hard'\n  topics: ['y', 'C, C++']\n- question: $1\n  answer: $2\n  level: '${3:Hard}'\n  topics: ['$0']",
            "questions:\n- question: x\n  level: 'Hard'\n  topics: ['y', 'C, C++']\n- question: \n  answer: \n  level: 'Hard'\n  topics: ['y', 'C, C++']",
        ),
        (
            "questions:\n- question: x\n  topics:\n    - \"Hard\"\n- $0",
            apart,
            "questions:\n- question: x\n  topics:\n    - \"Hard\"\n- question: $1\n  answer: $2\n  topics:\n    - \"${3:Hard}\"$0",
            "questions:\n- question: x\n  topics:\n    - \"Hard\"\n- question: \n  answer: \n  topics:\n    - \"Hard\"",
        ),
        // A bank without levels.
        (
            "questions:\n- question: x\n  topics:\n  - 'y'\n  - z\n- $0",
            without,
            "questions:\n- question: x\n  topics:\n  - 'y'\n  - z\n- question: $1\n  answer: $2\n  topics:\n  - '$0'",
            "questions:\n- question: x\n  topics:\n  - 'y'\n  - z\n- question: \n  answer: \n  topics:\n  - 'y'\n  - 'z'",
        ),
        // A bank without anything.
        (
            "questions:\n  $0",
            "",
            "questions:\n  - question: $1\n    answer: $2\n    topics:\n      - ${3:Beginner}$0",
            "questions:\n  - question: \n    answer: \n    topics:\n      - Beginner",
        ),
    ] {
        check_new(&able(), before, other, snippet);
        check_new(&plain(), before, other, text);
    }
}

#[test]
fn a_level_keeps_the_quotes_that_it_needs() {
    let source = "//- /go.md\n---\nquestions:\n- question: x\n  topics: [It's]\n- $0\n---\n//- /qmark.yaml\nlevels: [\"It's\", 'C: D', Hard]\n";
    for (options, topics) in [
        (able(), "topics: [${3:It's}]$0"),
        (plain(), "topics: [It's]"),
    ] {
        let got = accepted(&Fixture::new(source), "new question", &options);
        assert!(got.contains(topics), "{got}");
    }
    let source = source.replace("[It's]", "['C: D']");
    for (options, topics) in [
        (able(), "topics: ['${3:C: D}']$0"),
        (plain(), "topics: ['C: D']"),
    ] {
        let got = accepted(&Fixture::new(&source), "new question", &options);
        assert!(got.contains(topics), "{got}");
    }
}
