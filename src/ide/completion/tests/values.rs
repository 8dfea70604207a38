//! Values of closed vocabularies, authors, guides and days.

use super::{able, check, check_accept, check_accept_as, list, plain};
use crate::fixture::Fixture;

fn group(yaml: &str) -> String {
    format!(
        "//- /go/go.md\n---\n{yaml}\n---\n//- /authors/grace.md\n---\ntitle: Grace H.\n---\n//- /authors/ada.md\n---\nname: Ada L.\n---\n//- /authors/x/none.md\nText.\n//- /guides/start.md\n---\ntitle: Start here\n---\n"
    )
}

#[test]
fn closed_values() {
    check(
        &group("questions:\n  - level: $0"),
        &["Beginner", "Intermediate", "Advanced"],
    );
    check(
        &group("questions:\n  - level: 'In$0"),
        &["Beginner", "Intermediate", "Advanced"],
    );
    check(&group("isNew: $0"), &["true", "false"]);
    check(&group("isNew:$0"), &["true", "false"]);
    check(&group("date: $0"), &["2024-02-29"]);
    check(
        &group("sitemap:\n  changefreq: $0"),
        &[
            "always", "hourly", "daily", "weekly", "monthly", "yearly", "never",
        ],
    );
    check(
        &group("sitemap:\n  changefreq: $0\n  priority: [\nquestions:\n  - question: '"),
        &[
            "always", "hourly", "daily", "weekly", "monthly", "yearly", "never",
        ],
    );
    check(&group("order: $0"), &[]);
    check(&group("title: $0"), &[]);
    check(&group("questions:\n  - question: $0"), &[]);
    check(&group("changefreq: $0"), &[]);
}

#[test]
fn people() {
    check(&group("authorId: $0"), &["ada", "grace", "none"]);
    check(&group("authorId: \"$0"), &["ada", "grace", "none"]);
    check(&group("relatedGuidesId: st$0"), &["start"]);
    let found = list(&Fixture::with_people(&group("authorId: $0")), &able());
    let names: Vec<_> = found
        .items
        .iter()
        .map(|item| item.detail.as_deref())
        .collect();
    assert_eq!(names, [Some("Ada L."), Some("Grace H."), None]);
}

#[test]
fn accepted_values() {
    for (before, label, after) in [
        ("isNew:$0", "true", "isNew: true"),
        ("isNew: 'f$0'", "false", "isNew: false"),
        ("date: 20$0", "2024-02-29", "date: 2024-02-29"),
        ("authorId: $0", "ada", "authorId: ada"),
        ("authorId: 'g$0", "ada", "authorId: 'ada'"),
        (
            "relatedGuidesId: $0 # c",
            "start",
            "relatedGuidesId: start # c",
        ),
        (
            "sitemap:\n  changefreq: 'd$0'",
            "daily",
            "sitemap:\n  changefreq: 'daily'",
        ),
        (
            "questions:\n  - level:$0",
            "Advanced",
            "questions:\n  - level: Advanced",
        ),
    ] {
        check_accept(before, label, after);
    }
}

#[test]
fn between_braces() {
    let flow = |inside: &str| group(&format!("questions:\n  - {inside}"));
    check(&flow("{$0}"), &["question", "answer", "topics", "level"]);
    check(&flow("{question: x, $0}"), &["answer", "topics", "level"]);
    check(
        &flow("{question: x, level: $0}"),
        &["Beginner", "Intermediate", "Advanced"],
    );
    check(&flow("{question: Why so?, answer: $0}"), &["why-so.md"]);
    check(
        &flow("{question: x, topics: [$0]}"),
        &["Beginner", "Intermediate", "Advanced"],
    );
    check(
        &flow("{question: x, topics: $0}"),
        &["Beginner", "Intermediate", "Advanced"],
    );
    check(
        &group("isNew: true\nsitemap: {priority: 1, $0}"),
        &["changefreq"],
    );
    for (before, label, after) in [
        ("{question: x,$0}", "answer", "{question: x, answer: }"),
        ("{$0question: x}", "level", "{level: x}"),
        ("{question: x, $0}", "topics", "{question: x, topics: []}"),
        (
            "{question: x, topics: $0}",
            "C, C++",
            "{question: x, topics: ['C, C++']}",
        ),
        (
            "{question: x, topics: [A,$0]}",
            "Core",
            "{question: x, topics: [A, Core]}",
        ),
        (
            "{question: x,\n    answer: ch$0,\n    topics: [A]}",
            "channels.md",
            "{question: x,\n    answer: channels.md,\n    topics: [A]}",
        ),
        (
            "{question: x, answer: \"ch$0\" , level: y}",
            "channels.md",
            "{question: x, answer: \"channels.md\" , level: y}",
        ),
    ] {
        let [before, after] = [before, after].map(|it| format!("questions:\n  - {it}"));
        check_accept_as(&plain(), &before, label, &after);
    }
}

#[test]
fn nothing_in_a_value_of_several_lines() {
    for value in [
        "'ch$0\n      more'",
        "'ch\n      more$0'",
        "\"ch$0\n      more\"",
        "\"ch\\\n      answer: $0\"",
        "ch$0\n      more",
        "ch\n      more$0",
        ">-\n      answer: $0",
    ] {
        check(
            &group(&format!(
                "questions:\n  - question: x\n    answer: {value}\n    level: y"
            )),
            &[],
        );
    }
}
