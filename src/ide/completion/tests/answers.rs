//! Answer files: which, in which order, and how one is written.

use super::{able, check, check_accept, list};
use crate::fixture::Fixture;
use crate::ide::completion::{Kind, rank};

fn bank(item: &str) -> String {
    format!(
        "//- /go/go.md
---
questions:
  - question: What is a slice?
    answer: slices.md
{item}
ending: bye.md
---
//- /go/content/bye.md
Bye.
//- /go/content/maps.md
Maps.
//- /go/content/nil-channels.md
Nil.
//- /go/content/pipes.md
See [maps](maps.md).
//- /go/content/slices.md
Slices.
//- /go/content/picture.png
//- /go/content/deep/er.md
Deeper.
//- /js/content/other.md
Other.
"
    )
}

#[test]
fn orphans_first_then_a_new_file_then_the_others() {
    let all = [
        "nil-channels.md",
        "pipes.md",
        "what-is-a-channel.md",
        "bye.md",
        "maps.md",
        "slices.md",
    ];
    let channel = "  - question: What is a *channel*?\n";
    check(
        &bank("  - question: Is nil a channel, what?\n    answer: $0"),
        &[
            "nil-channels.md",
            "pipes.md",
            "is-nil-a-channel-what.md",
            "bye.md",
            "maps.md",
            "slices.md",
        ],
    );
    for answer in [
        "    answer: $0",
        "    answer:$0",
        "    answer: '$0",
        "    answer: \"$0\"",
        "    answer: ch$0",
        "    answer:ch$0",
        "    answer: what is $0",
    ] {
        check(&bank(&format!("{channel}{answer}")), &all);
    }
    check(
        &bank("  - answer: $0\n    question: 'What is a channel?'"),
        &all,
    );
    check(
        &bank("  - answer: $0\n    question: 'What is a channel"),
        &all,
    );
}

#[test]
fn no_new_file_without_a_name_for_it() {
    let all = [
        "nil-channels.md",
        "pipes.md",
        "bye.md",
        "maps.md",
        "slices.md",
    ];
    for item in [
        "  - answer: $0",
        "  - question: 什么是闭包？\n    answer: $0",
        "  - question: Maps?\n    answer: $0",
        "  - question: NIL/channels\n    answer: nil$0\n    x: ''",
    ] {
        let labels: Vec<_> = if item.contains("NIL") {
            [&all[..2], &["nilchannels.md"], &all[2..]].concat()
        } else {
            all.to_vec()
        };
        check(&bank(item), &labels);
    }
}

#[test]
fn nearer_names_come_first() {
    check(
        "//- /go/go.md\n---\nquestions:\n  - question: What is a nil map?\n    answer: $0\n---\n//- /go/content/a.md\n//- /go/content/map-nil.md\n//- /go/content/map.md\n//- /go/content/nil.md\n",
        &[
            "map-nil.md",
            "map.md",
            "nil.md",
            "a.md",
            "what-is-a-nil-map.md",
        ],
    );
}

#[test]
fn an_ending_is_never_new() {
    check(
        "//- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: a.md\nending: $0\n---\n//- /go/content/a.md\n//- /go/content/bye.md\n",
        &["bye.md", "a.md"],
    );
}

#[test]
fn a_new_files_name_is_one_everywhere() {
    let fixture = Fixture::new(
        "//- /go/go.md\n---\nquestions:\n  - question: 'C++ & \"C#\": .NET (1/2)?'\n    answer: $0\n---\n",
    );
    let found = list(&fixture, &able());
    let new: Vec<_> = found
        .items
        .iter()
        .map(|item| (item.kind, item.label.as_str(), item.edit.text.as_str()))
        .collect();
    assert_eq!(
        new,
        [(Kind::NewFile, "c++-and-c-net-12.md", "c++-and-c-net-12.md")]
    );
}

#[test]
fn accepted_answers_are_quoted_as_they_are_begun_or_as_others_are() {
    let group = |answer: &str| format!("questions:\n  - question: One?\n    answer: {answer}");
    for (before, after) in [
        ("$0", "channels.md"),
        ("ch$0", "channels.md"),
        ("$0x.md # note", "channels.md # note"),
        ("'$0", "'channels.md'"),
        ("\"ch$0an\"", "\"channels.md\""),
        ("\"ch\"$0", "\"channels.md\""),
        ("'ch' x$0", "'channels.md'"),
        ("@ch$0", "channels.md"),
        ("😀$0", "channels.md"),
    ] {
        check_accept(&group(before), "channels.md", &group(after));
    }
    check_accept(
        "questions:\n  - answer:$0",
        "channels.md",
        "questions:\n  - answer: channels.md",
    );
    check_accept(
        "questions:\n  - question: One?\n    answer: 'x.md'\n  - question: Two?\n    answer: $0",
        "channels.md",
        "questions:\n  - question: One?\n    answer: 'x.md'\n  - question: Two?\n    answer: 'channels.md'",
    );
}

#[test]
fn of_thousands_the_typed_ones_are_sent() {
    let files: String = (0..2_000)
        .map(|n| format!("//- /go/content/file-{n:04}.md\n"))
        .collect();
    let source = |answer: &str| {
        format!(
            "//- /go/go.md\n---\nquestions:\n  - question: One?\n    answer: {answer}\n---\n{files}"
        )
    };
    let found = list(&Fixture::new(&source("e-19$0")), &able());
    assert!(found.incomplete);
    let (best, others) = found.items.split_at(100);
    assert!(best.iter().all(|item| item.label.starts_with("file-19")));
    assert!(others.iter().all(|item| !item.label.contains("e-19")));
    let found = list(&Fixture::new(&source("$0")), &able());
    assert!(found.incomplete);
    assert_eq!(found.items.len(), rank::LIMIT);
    // A text in the value itself is nothing to complete.
    let found = list(&Fixture::new(&source("Because it is so $0")), &able());
    assert_eq!((found.items.len(), found.incomplete), (0, true));
}
