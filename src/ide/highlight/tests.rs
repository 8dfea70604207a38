use std::sync::Arc;

use super::{Mark, highlights};
use crate::bank::BankPath;
use crate::fixture::Fixture;
use crate::ide::references::references;

/// The highlights for `$0`: `=text` declares, `>text` refers, `text` is the same word. The same with CRLF.
#[track_caller]
fn check(expected: &[&str], source: &str) {
    let crlf: String = source
        .split_inclusive('\n')
        .map(|line| match line.starts_with("//- ") {
            true => line.to_owned(),
            false => line.replace('\n', "␍\n"),
        })
        .collect();
    for source in [source, &crlf] {
        let fixture = Fixture::with_people(source);
        let (path, offset) = fixture.at();
        let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let found = highlights(&fixture.bank, &source, path, offset);
        let shown: Vec<String> = found
            .iter()
            .map(|marked| {
                let text = marked.span.slice(fixture.text(path));
                match marked.value {
                    Mark::Declares => format!("={text}"),
                    Mark::Leads => format!(">{text}"),
                    Mark::Same => text.to_owned(),
                }
            })
            .collect();
        assert_eq!(shown, expected);

        // They are what the whole bank's uses have of this file.
        let uses = references(&fixture.bank, &source, path, offset, true);
        let here = uses.into_iter().flatten().find(|file| file.path == *path);
        let spans: Vec<_> = found.iter().map(|marked| marked.span).collect();
        if !spans.is_empty() {
            assert_eq!(spans, here.map(|file| file.spans).unwrap_or_default());
        }
    }
}

/// A group with a bit of everything, the cursor at `at`.
#[track_caller]
fn check_at(at: &str, expected: &[&str]) {
    const BANK: &str = "\
//- /go/go.md
---
authorId: ada
questions:
  - question: Is 😀 one?
    answer: 'one.md'
    topics: [Go, easy, Go]
  - question: Broken: [
    answer: one.md
    topics: ['Go
  - question: Three?
    answer: See [it](content/one.md#h).
    level: Beginner
ending: one.md
---
[a](content/one.md) [b](#intro) [c](../authors/ada.md)

# Intro
//- /go/content/one.md
One

# H
//- /js/js.md
---
questions:
  - question: Elsewhere?
    answer: ../../go/content/one.md
    topics: [Go]
---
//- /authors/ada.md
Ada
";
    let plain = at.replace("$0", "");
    assert_eq!(BANK.matches(&plain).count(), 1, "{plain:?}");
    check(expected, &BANK.replace(&plain, at));
}

#[test]
fn the_uses_in_this_file() {
    let one = [
        ">one.md",
        ">one.md",
        ">content/one.md#h",
        ">one.md",
        ">content/one.md",
    ];
    for at in [
        "Is 😀 o$0ne?",
        "answer: 'on$0e.md'",
        "ending: o$0ne.md",
        "](content/o$0ne.md)",
    ] {
        check_at(at, &one);
    }
    check_at("[G$0o, easy", &["Go", "Go", "'Go"]);
    check_at("ea$0sy", &["easy", "Beginner"]);
    check_at("level: Beg$0inner", &["easy", "Beginner"]);
    check_at("authorId: a$0da", &[">ada", ">../authors/ada.md"]);
    check_at("one.md#$0h", &[">content/one.md#h"]);
    check_at("(#in$0tro)", &[">#intro", "=Intro"]);
    check_at("# Int$0ro", &[">#intro", "=Intro"]);
}

#[test]
fn a_declaration_alone_is_not_marked() {
    check_at("O$0ne\n\n# H", &[]);
    check_at("\n\n# $0H\n", &[]);
    check_at("Elsewhe$0re?", &[">../../go/content/one.md"]);
    check(
        &[],
        "//- /go/go.md\n---\nquestions:\n  - question: A?\n    answer: In$0line\n---\n",
    );
    check(&["=One", ">a.md"], "//- /a.md\nO$0ne\n\n[me](a.md)\n");
}

#[test]
fn nothing() {
    check_at("questi$0ons:\n  - question: Is", &[]);
    check(&[], "//- /a.md\nText\n\nte$0xt\n");
}

#[test]
fn in_the_banks_own_file_the_words_of_a_level() {
    check(
        &["Beginner", "Easy", "Beginner"],
        "levels:\n  - Advanced\n  - {name: $0Beginner, synonyms: [Easy]}\ntopics: [Beginner, Other]\n//- /go/go.md\n---\nquestions:\n  - level: Easy\n---\n",
    );
    check(
        &["Rare"],
        "topics: ['Core', \"Ra$0re\"]\n//- /go/go.md\n---\nquestions:\n---\n",
    );
}
