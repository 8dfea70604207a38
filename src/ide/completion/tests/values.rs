//! Values of closed vocabularies, authors, guides and days.

use super::{able, check, check_accept, list};
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
