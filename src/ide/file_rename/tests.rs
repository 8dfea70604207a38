//! Banks before and after files move, and messages about deleted files.

use std::sync::Arc;

use super::{files_will_go, files_will_leave, files_will_move, unresolved};
use crate::bank::BankPath;
use crate::edit::update_references::Moves;
use crate::fixture::{Fixture, shown};

/// The bank `before` is `after` once these files and folders have moved.
#[track_caller]
fn check(moves: &[(&str, &str)], before: &str, after: &str) {
    let fixture = Fixture::with_people(before);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let path = |path: &str| BankPath::new(path).expect("a path");
    let moves: Vec<_> = moves.iter().map(|(a, b)| (path(a), path(b))).collect();
    let edit = files_will_move(&fixture.bank, &source, &moves).expect("a change");
    assert!(!edit.moves_files());
    let mut texts = fixture.texts.clone();
    for (path, text) in edit.apply(&source).expect("a change that can be made") {
        texts.insert(path, text.expect("an edited text"));
    }
    let moves = Moves::new(moves);
    let moved = texts
        .into_iter()
        .map(|(path, text)| (moves.of(&path), text));
    assert_eq!(shown(&moved.collect()), shown(&Fixture::new(after).texts));
}

const BANK: &str = "\
//- /go/go.md
---
authorId: ada
questions:
  - answer: a.md
  - answer: 'b.md' # 😀
  - answer: a.md
  - answer: 'See [a](content/a.md).'
ending: b.md
---
[a](content/a.md) [all](content) [js](../js/js.md) ![x](x.png) [out](https://a.b) [top](/a)
//- /go/x.png
//- /go/content/a.md
[b](b.md#c) [go](../go.md) ![x](../x.png) [me](#a) [no](none.md)
//- /go/content/b.md
B
//- /js/js.md
---
questions:
  - answer: a.md
authorId: ada
---
[b](../go/content/b.md) [go](../go) [far](../go/content/)
//- /js/content/a.md
Another.
//- /authors/ada.md
[go](../go/go.md)
";

#[test]
fn an_answer_in_its_folder() {
    check(
        &[("go/content/a.md", "go/content/c d.md")],
        BANK,
        &BANK
            .replacen("answer: a.md", "answer: c d.md", 1)
            .replacen(
                "\n  - answer: a.md\n  - answer: 'See",
                "\n  - answer: c d.md\n  - answer: 'See",
                1,
            )
            .replace("(content/a.md)", "(content/c%20d.md)")
            .replace("/go/content/a.md", "/go/content/c d.md"),
    );
}

#[test]
fn an_answer_to_another_group() {
    // The citations cannot follow; findings report them.
    check(
        &[("go/content/a.md", "js/content/c.md")],
        BANK,
        &BANK
            .replace("(content/a.md)", "(../js/content/c.md)")
            .replace(
                "//- /go/content/a.md\n[b](b.md#c) [go](../go.md) ![x](../x.png) [me](#a) [no](none.md)",
                "//- /js/content/c.md\n[b](../../go/content/b.md#c) [go](../../go/go.md) ![x](../../go/x.png) [me](#a) [no](../../go/content/none.md)",
            ),
    );
}

#[test]
fn a_whole_group() {
    check(
        &[("go", "langs/golang")],
        BANK,
        &BANK
            .replace("//- /go/", "//- /langs/golang/")
            .replace("[js](../js/js.md)", "[js](../../js/js.md)")
            .replace("(../go/content/b.md)", "(../langs/golang/content/b.md)")
            .replace("[go](../go)", "[go](../langs/golang)")
            .replace("(../go/content/)", "(../langs/golang/content/)")
            .replace("[go](../go/go.md)", "[go](../langs/golang/go.md)"),
    );
}

#[test]
fn a_groups_file_alone() {
    check(
        &[("go/go.md", "go/golang.md")],
        BANK,
        &BANK
            .replace("//- /go/go.md", "//- /go/golang.md")
            .replace("(../go.md)", "(../golang.md)")
            .replace("(../go/go.md)", "(../go/golang.md)"),
    );
}

#[test]
fn several_at_once_also_within_each_other() {
    check(
        &[
            ("go", "golang"),
            ("go/content/a.md", "golang/content/b.md"),
            ("go/content/b.md", "golang/content/a.md"),
            ("authors/ada.md", "authors/eve.md"),
            ("js", "js"),
            ("nothing", "something"),
        ],
        BANK,
        "\
//- /golang/go.md
---
authorId: eve
questions:
  - answer: b.md
  - answer: 'a.md' # 😀
  - answer: b.md
  - answer: 'See [a](content/b.md).'
ending: a.md
---
[a](content/b.md) [all](content) [js](../js/js.md) ![x](x.png) [out](https://a.b) [top](/a)
//- /golang/x.png
//- /golang/content/b.md
[b](a.md#c) [go](../go.md) ![x](../x.png) [me](#a) [no](none.md)
//- /golang/content/a.md
B
//- /js/js.md
---
questions:
  - answer: a.md
authorId: eve
---
[b](../golang/content/a.md) [go](../golang) [far](../golang/content/)
//- /js/content/a.md
Another.
//- /authors/eve.md
[go](../golang/go.md)
",
    );
}

#[test]
fn files_of_other_kinds_and_lines() {
    check(
        &[("go/x.png", "img/y (1).png")],
        BANK,
        &BANK
            .replace("//- /go/x.png", "//- /img/y (1).png")
            .replace("(x.png)", "(../img/y%20%281%29.png)")
            .replace("(../x.png)", "(../../img/y%20%281%29.png)"),
    );
    check(
        &[("go/content", "go/other")],
        "//- /go/go.md\n---␍\nquestions:␍\n  - question: 'open␍\n    answer: a.md␍\n---␍\n😀 [a](./content/a.md)␍\n//- /go/content/a.md\nA␍\n",
        "//- /go/go.md\n---␍\nquestions:␍\n  - question: 'open␍\n    answer: a.md␍\n---␍\n😀 [a](./other/a.md)␍\n//- /go/other/a.md\nA␍\n",
    );
}

/// The message when these files and folders are deleted.
#[track_caller]
fn check_gone(paths: &[&str], expected: Option<&str>) {
    let fixture = Fixture::with_people(BANK);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let paths: Vec<_> = paths
        .iter()
        .filter_map(|path| BankPath::new(path))
        .collect();
    let message = files_will_go(&fixture.bank, &source, &paths);
    assert_eq!(message.as_deref(), expected);
}

#[test]
fn what_goes() {
    check_gone(
        &["js/content/a.md"],
        Some("`a.md` answers 1 question: `js.md` line 3"),
    );
    check_gone(
        &["go/content/a.md"],
        Some("`a.md` is used in 4 places: `go.md` line 4, `go.md` line 6, `go.md` line 7, …"),
    );
    check_gone(
        &["go"],
        Some(
            "`b.md` is used in 1 place: `js.md` line 6; `go.md` is used in 1 place: `ada.md` line 1",
        ),
    );
    check_gone(
        &["authors/ada.md"],
        Some("`ada.md` is used in 2 places: `go.md` line 2, `js.md` line 4"),
    );
    check_gone(&["go", "js", "authors"], None);
    check_gone(
        &["js", "nothing"],
        Some("`js.md` is used in 1 place: `go.md` line 10"),
    );
    check_gone(&[], None);
}

#[test]
fn files_that_are_not_named_are_counted() {
    for (count, more) in [
        (3, ""),
        (4, "; 1 more file is used elsewhere"),
        (5, "; 2 more files are used elsewhere"),
    ] {
        let questions = (0..count).map(|n| format!("- answer: {n}.md\n"));
        let answers = (0..count).map(|n| format!("//- /content/{n}.md\nA\n"));
        let (questions, answers) = (questions.collect::<String>(), answers.collect::<String>());
        let fixture = Fixture::new(&format!(
            "//- /go.md\n---\nquestions:\n{questions}---\n{answers}"
        ));
        let path = BankPath::new("content").expect("a path");
        let message = files_will_go(&fixture.bank, &|_| None, &[path]).expect("a message");
        let named = "`0.md` answers 1 question: `go.md`; `1.md` answers 1 question: `go.md`; `2.md` answers 1 question: `go.md`";
        assert_eq!(message, format!("{named}{more}"));
    }
}

/// What cannot follow these moves.
fn left(moves: &[(&str, &str)], bank: &str) -> Option<String> {
    let fixture = Fixture::with_people(bank);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let path = |path: &str| BankPath::new(path).expect("a path");
    let moves: Vec<_> = moves.iter().map(|(a, b)| (path(a), path(b))).collect();
    unresolved(&fixture.bank, &source, &moves)
}

#[test]
fn what_cannot_follow_is_told_with_the_reason() {
    let why = "could not be updated: an answer or ending must be in the answers' folder of its group, and an author or guide in its configured folder; update the reference, or move the file back";
    let message = |places: &str| Some(format!("{places} {why}"));
    for (from, to, places) in [
        (
            "go/content/a.md",
            "js/content/c.md",
            "`go.md` line 4, `go.md` line 6",
        ),
        (
            "go/content/b.md",
            "other/b.md",
            "`go.md` line 5, `go.md` line 8",
        ),
        ("go/content/b.md", "b.md", "`go.md` line 5, `go.md` line 8"),
        (
            "go/content",
            "answers",
            "`go.md` line 4, `go.md` line 5, `go.md` line 6 and 1 more",
        ),
        (
            "authors/ada.md",
            "people/ada.md",
            "`go.md` line 2, `js.md` line 4",
        ),
    ] {
        assert_eq!(left(&[(from, to)], BANK), message(places), "{to}");
    }
    for moves in [
        &[("go/content/a.md", "go/content/c.md")][..],
        &[("go", "golang")],
        &[
            ("go/content/a.md", "go/content/b.md"),
            ("go/content/b.md", "go/content/a.md"),
        ],
        &[("none.md", "other/none.md")],
    ] {
        assert_eq!(left(moves, BANK), None, "{moves:?}");
    }
}

#[test]
fn what_leaves_the_bank_is_told_with_its_uses() {
    let fixture = Fixture::with_people(BANK);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let leaves = |path: &str| {
        let path = BankPath::new(path).expect("a path");
        files_will_leave(&fixture.bank, &source, &[path])
    };
    let message = leaves("js/content/a.md").expect("a reason");
    assert_eq!(
        message,
        "`a.md` answers 1 question: `js.md` line 3; references cannot point outside the bank"
    );
    assert_eq!(leaves("none.md"), None);
}

#[test]
fn what_cannot_be_read_may_lose_a_file() {
    let bank = "//- /go/go.md\n---\nquestions:\n  - question: a: b\n    Answer: a.md\n  - {question: c: d, answer: a.md}\n---\n//- /go/content/a.md\nA\n";
    let fixture = Fixture::new(bank);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let path = BankPath::new("go/content/a.md").expect("a path");
    assert_eq!(
        files_will_go(&fixture.bank, &source, &[path]).as_deref(),
        Some("`a.md` is used in 2 places: `go.md` line 4, `go.md` line 5")
    );
}
