//! `qmark check --fix` and `--diff`: the files written, the output, and that nothing else changes.

use std::fs;
use std::path::Path;

use crate::run::{folder, qmark};

/// A group with a misspelled topic, which only an unsafe fix corrects, and one that is listed twice.
const GROUP: &str = "---
order: 1
briefTitle: T
briefDescription: D
title: T
description: D
isNew: false
seo:
  title: T
  description: D
  keywords: [a]
sitemap:
  priority: 1
  changefreq: monthly
questions:
  - question: What is it?   # a comment
    answer: \"One. 😀\"
    topics: [Data Type, Beginner]
  - question: 'Why?'
    answer: Two.
    topics: ['Data Type', Beginner]
  - question: How?
    answer: Three.
    topics: [ 'Date Type', Core, Core,  Beginner ]
---

Text without a line break at its end";

fn read(folder: &Path) -> String {
    fs::read_to_string(folder.join("go/go.md")).expect("it is there")
}

#[test]
fn safe_fixes_are_made_and_others_only_when_asked_for() {
    let folder = folder(&[("go/go.md", GROUP)]);
    let first = qmark(folder.path(), &["check", "--fix"]);
    assert_eq!(first.code, 0, "{first:?}");
    assert!(
        first
            .stdout
            .contains("\nfixed go/go.md: Remove the repeated `Core` (repeated-topic)\n"),
        "{first:?}"
    );
    let safe = GROUP.replace("Core, Core,  ", "Core, ");
    assert_eq!(read(folder.path()), safe);

    let again = qmark(folder.path(), &["check", "--fix"]);
    assert!(!again.stdout.contains("fixed "), "{again:?}");
    assert_eq!(read(folder.path()), safe);

    let guess = ["check", "--fix", "--unsafe", "--format", "json"];
    let json = qmark(folder.path(), &guess).json();
    assert_eq!(json["mended"][0]["code"], "near-topic");
    assert_eq!(json["mended"][0]["path"], "go/go.md");
    assert_eq!(json["findings"].as_array().map(Vec::len), Some(0));
    assert_eq!(read(folder.path()), safe.replace("Date Type", "Data Type"));
}

#[test]
fn a_patch_shows_what_would_be_written() {
    let folder = folder(&[("go/go.md", GROUP)]);
    for arguments in [&["check", "--diff"][..], &["check", "--fix", "--diff"]] {
        let patch = qmark(folder.path(), arguments);
        assert_eq!(patch.code, 1);
        let expected = "--- a/go/go.md\n+++ b/go/go.md\n@@ -21,7 +21,7 @@\n     topics: ['Data Type', Beginner]\n   \
                        - question: How?\n     answer: Three.\n-    topics: [ 'Date Type', Core, Core,  Beginner ]\n\
                        +    topics: [ 'Date Type', Core, Beginner ]\n ---\n \n Text without a line break at its end\n\
                        \\ No newline at end of file\n";
        assert_eq!(patch.stdout, expected);
    }
    assert_eq!(read(folder.path()), GROUP);
    qmark(folder.path(), &["check", "--fix"]);
    let nothing = qmark(folder.path(), &["check", "--diff"]);
    assert_eq!((nothing.code, &*nothing.stdout), (0, ""));
}

#[test]
fn a_patch_from_elsewhere_has_absolute_paths_as_git_takes_them() {
    let (bank, elsewhere) = (folder(&[("go/go.md", GROUP)]), folder(&[]));
    let group = bank.path().join("go/go.md");
    let group = group.to_str().expect("UTF-8");
    let patch = qmark(elsewhere.path(), &["check", "--diff", group]).stdout;
    let shown = group.replace('\\', "/");
    let shown = shown.trim_start_matches('/');
    let names = format!("--- a/{shown}\n+++ b/{shown}\n@@ ");
    assert!(patch.starts_with(&names), "{patch}");
}

#[test]
fn a_patch_that_no_terminal_shows_has_the_exact_text() {
    let odd = "\u{1b}[31m\u{202e}\u{7f}\u{9b}";
    let group = GROUP
        .replace("Text without", &format!("Text {odd} without"))
        .replace("---\n\nText", "---\nText");
    for text in [group.clone(), group.replace('\n', "\r\n")] {
        let folder = folder(&[("go/go.md", &text)]);
        let patch = qmark(folder.path(), &["check", "--diff"]).stdout;
        assert!(
            patch.contains(&format!("\n Text {odd} without")),
            "{patch:?}"
        );
        qmark(folder.path(), &["check", "--fix"]);
        let fixed = read(folder.path());
        assert_ne!(fixed, text);
        // Each side of the patch is in the files, byte for byte.
        let (_, hunk) = patch.split_once("@@\n").expect("one hunk");
        let hunk = hunk.replace("\n\\ No newline at end of file\n", "");
        let side = |leaves_out: char| -> String {
            let lines = hunk.split_inclusive('\n');
            let lines = lines.filter(|line| !line.starts_with(leaves_out));
            lines.map(|line| &line[1..]).collect()
        };
        assert!(text.ends_with(&side('+')), "{patch:?}");
        assert!(fixed.ends_with(&side('-')), "{patch:?}");
    }
}

#[test]
fn options_that_make_no_sense_are_refused() {
    let folder = folder(&[("go/go.md", GROUP)]);
    for arguments in [
        &["check", "--unsafe"][..],
        &["check", "--diff", "--format", "json"],
    ] {
        let refused = qmark(folder.path(), arguments);
        assert_eq!((refused.code, &*refused.stdout), (2, ""), "{arguments:?}");
        assert!(!refused.stderr.is_empty());
    }
    assert_eq!(read(folder.path()), GROUP);
}

#[test]
fn a_flattened_group_is_written_as_one_when_asked_for() {
    let row = "Copied.\r\n\r\ntitle questions\r\nAll of Go [[{question What is a channel?} {answer channels.md} {topics [Core Beginner]}] [{question What is a map?} {answer Pairs.} {topics [Core Hard]}] [{question What is a slice?} {answer A view.} {topics [Core Beginner]}]]\r\n\r\nText.\r\n";
    let folder = folder(&[
        ("go/go.md", row),
        ("go/content/channels.md", "Typed pipes.\n"),
    ]);
    let said = |key: &str| -> Vec<String> {
        let list = qmark(folder.path(), &["list"]).stdout;
        let lines = list.lines().map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
            line[key].to_string()
        });
        lines.collect()
    };
    let keys = ["question", "level", "topics"];
    let before = keys.map(said);
    assert_eq!(said("shape"), ["\"document\""; 3]);
    qmark(folder.path(), &["check", "--fix"]);
    assert_eq!(read(folder.path()), row);

    let fixed = qmark(folder.path(), &["check", "--fix", "--unsafe"]);
    let line = "fixed go/go.md: Write the row as a group (flattened-group)\n";
    assert!(fixed.stdout.contains(line), "{fixed:?}");
    let group = "---
title: All of Go
questions:
  - question: What is a channel?
    answer: channels.md
    topics:
      - Core
      - Beginner
  - question: What is a map?
    answer: Pairs.
    topics:
      - Core
      - Hard
  - question: What is a slice?
    answer: A view.
    topics:
      - Core
      - Beginner
---
Copied.


Text.
";
    assert_eq!(read(folder.path()), group.replace('\n', "\r\n"));
    assert_eq!(keys.map(said), before);
    assert_eq!(said("shape"), ["\"group\""; 3]);
}

#[test]
fn tables_of_contents_are_updated_when_asked_for() {
    let document = |contents: &str| {
        let questions = ["lock", "key", "door", "wall"];
        let questions = questions.map(|it| format!("## What is a {it}?\n\nIt is of wood.\n\n"));
        format!(
            "# Interview questions\n\n{contents}\n{}",
            questions.concat()
        )
    };
    let before = document(
        "- [What is a lock?](#what-is-a-lock)\n- [Which keys?](#what-is-a-key)\n- [What is a wall?](#the-wall)\n- [Old](#old)\n",
    );
    let contents = "- [What is a lock?](#what-is-a-lock)\n- [What is a key?](#what-is-a-key)\n- [What is a door?](#what-is-a-door)\n- [What is a wall?](#what-is-a-wall)\n";
    let old = "- [Old](#old)\n";
    let folder = folder(&[("questions.md", &before)]);
    let text = || fs::read_to_string(folder.path().join("questions.md")).expect("it is there");
    qmark(folder.path(), &["check", "--fix"]);
    assert_eq!(text(), before);

    let fixed = qmark(folder.path(), &["check", "--fix", "--contents"]);
    assert_eq!(text(), document(&format!("{contents}{old}")));
    let line = "fixed questions.md: Update the table of contents (contents-differs)\n";
    assert!(fixed.stdout.contains(line), "{fixed:?}");
    assert!(fixed.stdout.contains("#old"), "{fixed:?}");

    qmark(folder.path(), &["check", "--fix", "--contents", "--unsafe"]);
    assert_eq!(text(), document(contents));

    let alone = qmark(folder.path(), &["check", "--contents"]);
    assert_eq!(alone.code, 2);
    assert!(alone.stderr.contains("requires `--fix`"), "{alone:?}");
}
