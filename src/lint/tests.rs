//! One edit changes what is found elsewhere, and nothing but what it touches is checked again.

use std::collections::BTreeMap;

use super::Findings;
use crate::bank::{BankPath, Change};
use crate::fixture::Fixture;

/// Replaces the text of `path` (or deletes it) in the bank `source`; then `elsewhere` has other findings of `code` than
/// before, and all findings are those of a new bank.
#[track_caller]
fn check(source: &str, (path, text): (&str, Option<&str>), elsewhere: &str, code: &str) {
    let fixture = Fixture::new(source);
    let mut texts = fixture.texts.clone();
    let path = BankPath::new(path).expect("a path");
    match text {
        Some(text) => texts.insert(path.clone(), text.to_owned()),
        None => texts.remove(&path),
    };
    let fresh = Fixture::bank(&texts);
    let mut bank = fixture.bank.clone();
    let mut findings = Findings::of_bank(&bank);
    let of_code = |findings: &Findings| {
        let list = findings.of(elsewhere).iter().filter(|it| it.code == code);
        list.cloned().collect::<Vec<_>>()
    };
    let before = of_code(&findings);
    let change = Change {
        file: fresh.file(path.as_str()).cloned(),
        path,
    };
    let old = bank.clone();
    let impact = bank.apply([change]);
    findings.update(&bank, &old, &impact);
    assert_eq!(all(&findings), all(&Findings::of_bank(&fresh)));
    assert_ne!(before, of_code(&findings), "{elsewhere} has other findings");
}

fn all(findings: &Findings) -> BTreeMap<&BankPath, &[super::Finding]> {
    findings
        .iter()
        .map(|(path, list)| (path, &**list))
        .collect()
}

const GROUP: &str = "
authors: [authors/*.md]
guides: [guides/*.md]
//- /go/go.md
---
authorId: ada-lovelase
relatedGuidesId: begining
questions:
  - question: One?
    answer: channels.md
  - question: Two?
    answer: channels.md
  - question: Three?
    answer: mutexes
  - question: Four?
    answer: See [four](../notes/four.md#one).
  - question: Five?
    answer: select.md
ending: end.md
---
See [notes](../notes).
//- /go/content/channels.md
A typed pipe.
//- /go/content/end.md
The end.
//- /notes/four.md
# One
";

#[test]
fn an_answer_comes_goes_or_is_emptied() {
    let go = "go/go.md";
    check(
        GROUP,
        ("go/content/select.md", Some("x")),
        go,
        "missing-answer",
    );
    check(
        GROUP,
        ("go/content/selects.md", Some("x")),
        go,
        "missing-answer",
    );
    check(
        GROUP,
        ("go/content/Select.md", Some("x")),
        go,
        "answer-case-mismatch",
    );
    check(
        GROUP,
        ("go/content/mutexes.md", Some("x")),
        go,
        "suspicious-answer",
    );
    check(GROUP, ("go/content/end.md", None), go, "missing-ending");
    check(
        GROUP,
        ("go/content/channels.md", None),
        go,
        "missing-answer",
    );
    check(
        GROUP,
        ("go/content/spare.md", Some("x")),
        go,
        "shared-answer",
    );
}

#[test]
fn a_citation_comes_or_goes() {
    let bank = "
//- /go/go.md
---
questions:
  - answer: one.md
  - answer: one.md
---
//- /go/content/one.md
//- /go/content/two.md
Two.
//- /js/js.md
---
questions: []
---
";
    let js = |answer: &str| format!("---\nquestions:\n  - answer: {answer}\n---\n");
    let go = "---\nquestions:\n  - answer: one.md\n  - answer: TWO.md\n---\n";
    let two = "go/content/two.md";
    check(bank, ("go/go.md", Some(go)), two, "orphan-answer");
    check(
        bank,
        ("js/js.md", Some(&js("../../go/content/two.md"))),
        two,
        "orphan-answer",
    );
    check(
        bank,
        ("js/js.md", Some(&js("See [two](../go/content/two.md)"))),
        two,
        "orphan-answer",
    );
    check(
        bank,
        ("notes.md", Some("[two](go/content/two.md)")),
        two,
        "orphan-answer",
    );
    // The orphan that the shared answer's finding proposes is none any more.
    check(
        bank,
        ("notes.md", Some("[two](go/content/two.md)")),
        "go/go.md",
        "shared-answer",
    );
    check(
        bank,
        ("go/go.md", None),
        "go/content/one.md",
        "empty-answer",
    );
    // A group before it in the same folder has the answer first.
    let go = "go/go.md";
    check(bank, ("go/a.md", Some(&js("one.md"))), go, "shared-answer");
}

#[test]
fn what_a_link_leads_to_changes() {
    let go = "go/go.md";
    check(
        GROUP,
        ("notes/four.md", Some("# Two\n")),
        go,
        "broken-anchor",
    );
    check(
        GROUP,
        ("notes/four.md", Some("# Ones\n")),
        go,
        "broken-anchor",
    );
    check(GROUP, ("notes/four.md", None), go, "broken-link");
}

#[test]
fn an_author_or_guide_comes_or_goes() {
    let go = "go/go.md";
    check(
        GROUP,
        ("authors/ada-lovelase.md", Some("")),
        go,
        "unknown-author",
    );
    check(
        GROUP,
        ("authors/ada-lovelace.md", Some("")),
        go,
        "unknown-author",
    );
    check(
        GROUP,
        ("guides/beginning.md", Some("")),
        go,
        "unknown-guide",
    );
}

#[test]
fn a_topic_is_used_more_often_elsewhere() {
    let bank = "
//- /a/a.md
---
questions:
  - topics: [Data Type]
  - topics: [Date Type]
---
";
    let more = "---\nquestions:\n  - topics: [Data Type]\n---\n";
    check(bank, ("b/b.md", Some(more)), "a/a.md", "near-topic");
}

const ASKED: &str = "
//- /a/a.md
---
questions:
  - question: What is a lock?
    answer: A lock is held by one of many threads.
---
//- /b/b.md
---
questions:
  - question: Explain locks
    answer: A lock is held by **one** of many threads.
---
//- /c/c.md
---
questions:
  - question: What is a thread?
  - question: What is the use of locks?
    answer: c.md
---
//- /c/content/c.md
A lock is held by one of many threads.
";

#[test]
fn a_question_is_asked_elsewhere() {
    let ask = |questions: &str| format!("---\nquestions:\n{questions}---\n");
    let lock = "  - question: What is a lock?\n";
    let other = "  - question: What is a key?\n";
    let similar = "similar-question";
    check(ASKED, ("a/a.md", None), "b/b.md", similar);
    check(ASKED, ("b/b.md", None), "c/c.md", similar);
    check(ASKED, ("a/a.md", Some(&ask(other))), "b/b.md", similar);
    // The place that the later one names has moved.
    let moved = ask(&format!("{other}{lock}"));
    check(ASKED, ("a/a.md", Some(&moved)), "b/b.md", similar);
    check(ASKED, ("b/a.md", Some(&ask(lock))), "b/b.md", similar);
    check(ASKED, ("bb/b.md", Some(&ask(lock))), "c/c.md", similar);
    let broken = ask("  - question: 'What is a lock?\n");
    check(ASKED, ("b/b.md", Some(&broken)), "c/c.md", similar);
}

#[test]
fn a_question_is_repeated_elsewhere() {
    let group = |name: &str, questions: &[&str]| {
        let items = questions
            .iter()
            .map(|text| format!("  - question: {text}\n"));
        let items: String = items.collect();
        format!("//- /{name}\n---\nquestions:\n{items}---\n")
    };
    let text = |questions: &[&str]| {
        let file = group("x.md", questions);
        file.split_once('\n').expect("a line").1.to_owned()
    };
    let same = "duplicate-question";
    let bank = group("a/a.md", &["What is a lock?", "What is a key?"])
        + &group("b/b.md", &["What is a lock?"])
        + &group("c/c.md", &["What is a lock"]);
    check(&bank, ("a/a.md", None), "b/b.md", same);
    check(&bank, ("a/a.md", None), "c/c.md", same);
    check(
        &bank,
        ("a/a.md", Some(&text(&["What is a key?"]))),
        "c/c.md",
        same,
    );
    check(
        &bank,
        ("A/a.md", Some(&text(&["What is a lock?"]))),
        "c/c.md",
        same,
    );
    // The place that the later one names has moved.
    let moved = text(&["What is a page?", "What is a lock?"]);
    check(&bank, ("a/a.md", Some(&moved)), "c/c.md", same);
    // A broken question is not compared.
    let broken = text(&["'What is a lock?"]);
    check(&bank, ("a/a.md", Some(&broken)), "c/c.md", same);
    check(
        &bank,
        ("b/b.md", Some(&text(&["What is a key?"]))),
        "b/b.md",
        same,
    );
    // A copy of another group that is none any more.
    let copied = ["What is a lock?", "What is a key?", "What is a page?"];
    let bank = group("a/a.md", &copied) + &group("b/b.md", &copied);
    check(&bank, ("a/a.md", Some(&text(&copied[1..]))), "b/b.md", same);
    check(&bank, ("b/b.md", Some(&text(&copied[1..]))), "b/b.md", same);
    // Two that become copies.
    let bank = group("a/a.md", &copied) + &group("b/b.md", &copied[1..]);
    check(&bank, ("b/b.md", Some(&text(&copied))), "b/b.md", same);
}

#[test]
fn an_answer_is_given_elsewhere() {
    let text = "A lock is held by one of many threads.";
    let (same, none) = ("duplicate-answer-text", "---\nquestions: []\n---\n");
    check(ASKED, ("a/a.md", None), "b/b.md", same);
    check(ASKED, ("b/b.md", Some(none)), "c/content/c.md", same);
    check(ASKED, ("c/c.md", None), "c/content/c.md", same);
    check(
        ASKED,
        ("b/content/b.md", Some(text)),
        "c/content/c.md",
        same,
    );
    check(ASKED, ("a/content/b.md", Some(text)), "b/b.md", same);
    let moved = format!("\n\n{text}");
    let folder =
        format!("{ASKED}//- /d/d.md\n---\nquestions: []\n---\n//- /d/content/d.md\n{text}\n");
    check(
        &folder,
        ("c/content/c.md", Some(&moved)),
        "d/content/d.md",
        same,
    );
}

#[test]
fn a_large_bank_has_the_findings_of_its_files_one_by_one() {
    let mut texts = BTreeMap::new();
    for group in 0..60 {
        let questions: String = (0..100)
            .map(|n| format!("  - question: Q{n}?\n    answer: a{}.md\n", n / 2 * 3))
            .collect();
        let text = format!("---\nquestions:\n{questions}---\n");
        texts.insert(BankPath::new(&format!("g{group}/g.md")).unwrap(), text);
        for n in 0..100 {
            let path = BankPath::new(&format!("g{group}/content/a{n}.md")).unwrap();
            texts.insert(path, "[x](nowhere.md)\n".to_owned());
        }
    }
    let bank = Fixture::bank(&texts);
    let mut one_by_one = Findings::default();
    for path in texts.keys() {
        let mut impact = crate::bank::Impact::default();
        impact.stale.insert(path.clone());
        one_by_one.update(&bank, &bank, &impact);
    }
    let found = Findings::of_bank(&bank);
    assert_eq!(found.iter().count(), texts.len());
    assert!(all(&found) == all(&one_by_one));
}

#[test]
fn a_group_gets_or_loses_the_profile() {
    let group = |head: &str| format!("---\n{head}questions: []\n---\n");
    let bank = |head: &str| format!("//- /go/go.md\n{}//- /go/README.md\nHello\n", group(head));
    for (before, after) in [
        ("", "briefTitle: Go\n"),
        ("seo: {title: x}\norder: 1\n", "order: 1\n"),
        ("title: x\n", "title: x\nsitemap: {}\n"),
    ] {
        check(
            &bank(before),
            ("go/go.md", Some(&group(after))),
            "go/README.md",
            "stray-file",
        );
    }
}

#[test]
fn a_topic_comes_to_be_a_slip_for_a_level() {
    let bank = "//- /a.md\n---\nquestions:\n  - topics: [Hard]\n  - topics: [Herd]\n---\n//- /b.md\n---\nquestions: []\n---\n";
    check(
        bank,
        ("b.md", Some("---\nquestions:\n  - topics: [Hard]\n---\n")),
        "a.md",
        "missing-level",
    );
}

/// The bank that the README shows, with a page beside its group: nothing is asked for that another kind of bank has not.
#[test]
fn a_bank_of_questions_and_answers_only_is_clean() {
    let questions = "questions: [{question: What is a webhook?, answer: webhooks.md, topics: [Intermediate]}]\n";
    for head in ["", "title: Backend\ntags: [a]\nlayout: post\n"] {
        let bank = format!(
            "//- /backend/backend.md\n---\n{head}{questions}---\n//- /backend/README.md\n# Notes\n//- /backend/content/webhooks.md\nA request that a service sends when something has happened.\n"
        );
        let findings = Findings::of_bank(&Fixture::new(&bank).bank);
        assert_eq!(all(&findings), BTreeMap::new());
    }
}

#[test]
fn topics_that_are_nothing() {
    let bank = Fixture::new(
        "//- /a.md\n---\nquestions:\n  - question: One?\n    answer: Yes.\n    topics: ['']\n  - question: Two?\n    answer: No.\n    topics:\n      - ' '\n      -\n      - ~\n      - Core\n---\n",
    )
    .bank;
    let names: Vec<_> = bank
        .topics()
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["Core"]);
    let findings = Findings::of_bank(&bank);
    let codes: Vec<_> = findings.of("a.md").iter().map(|found| found.code).collect();
    assert_eq!(
        codes,
        [
            "missing-topics",
            "empty-value",
            "empty-value",
            "empty-value"
        ]
    );
}

const DOCUMENT: &str = "# Interview questions\n\n## What is a lock?\nIt is held by one thread.\n\n\
    ## What is a key?\nIt opens a lock.\n\n## What is a page?\nA part of a table.\n\n## What is a row?\nA part of a page.\n";

#[test]
fn a_table_of_contents_in_another_file_changes() {
    let row = |anchor: &str| format!("- [x](q.md#what-is-a-{anchor})\n");
    let (three, other) = (row("lock") + &row("key") + &row("page"), row("cat"));
    let bank = format!("//- /q.md\n{DOCUMENT}//- /README.md\n# Contents\n\n{three}");
    let code = "missing-from-contents";
    let more = format!("# Contents\n\n{three}{}", row("row"));
    check(&bank, ("README.md", Some(&more)), "q.md", code);
    let fewer = format!("# Contents\n\n{}{other}", row("lock"));
    check(&bank, ("README.md", Some(&fewer)), "q.md", code);
    check(&bank, ("README.md", None), "q.md", code);
    let without = DOCUMENT.replace("## What", "What");
    check(&bank, ("q.md", Some(&without)), "q.md", code);
}

#[test]
fn a_page_comes_to_be_of_the_bank() {
    let page = "//- /notes/one.md\nSee [x](gone.md).\n";
    let leading = DOCUMENT.replace("thread.", "thread, see [one](notes/one.md).");
    let unread = leading.replace("## What", "What");
    for (bank, path, text) in [
        // A document comes to lead to it.
        (format!("//- /q.md\n{DOCUMENT}"), "q.md", leading.as_str()),
        // What leads to it comes to be a document.
        (format!("//- /q.md\n{unread}"), "q.md", &leading),
        (format!("//- /q.md\n{leading}"), "q.md", &unread),
        // What leads to it comes to be an answer.
        (
            "//- /go/content/a.md\n[one](../../notes/one.md)\n//- /go/go.md\nNo group.\n".into(),
            "go/go.md",
            "---\nquestions: []\n---\n",
        ),
    ] {
        check(
            &(bank + page),
            (path, Some(text)),
            "notes/one.md",
            "broken-link",
        );
    }
    // It comes to be a table of contents, and what it lists comes to have questions.
    let listing = "See [x](gone.md) and [y](../q.md#what-is-a-lock).\n";
    let bank = format!("//- /q.md\n{DOCUMENT}{page}");
    check(
        &bank,
        ("notes/one.md", Some(listing)),
        "notes/one.md",
        "broken-link",
    );
    let bank = format!("//- /q.md\n{unread}//- /notes/one.md\n{listing}");
    check(
        &bank,
        ("q.md", Some(DOCUMENT)),
        "notes/one.md",
        "broken-link",
    );
}

#[test]
fn a_page_of_its_own_has_no_findings() {
    let bank = format!("//- /q.md\n{DOCUMENT}//- /notes.md\n[x](gone.md) [y](#gone)\n\n```\n");
    let findings = Findings::of_bank(&Fixture::new(&bank).bank);
    assert_eq!(all(&findings), BTreeMap::new());
    let topics = format!("documents: [{{files: notes.md, shape: topics}}]\n{bank}");
    let findings = Findings::of_bank(&Fixture::new(&topics).bank);
    let codes = findings.of("notes.md").iter().map(|found| found.code);
    let codes: Vec<_> = codes.collect();
    assert_eq!(codes, ["broken-link", "broken-anchor", "unclosed-fence"]);
}
