//! What can be typed next in documents. The cases are in `tests/data/typing`, each with what comes of it; run the tests with
//! `UPDATE_EXPECT=1` to write that again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use expect_test::expect_file;

use super::{able, accept, list, plain};
use crate::fixture::Fixture;
use crate::ide::completion::{Options, new_file};
use crate::ide::on_enter::on_enter;
use crate::text::{Span, apply};

fn data(name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/data").join(name)
}

/// A file of `tests/data/typing`.
macro_rules! cases {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../../../tests/data/typing/", $name)),
        )
    };
}

/// Documents of each form.
macro_rules! documents {
    ($($name:literal),* $(,)?) => {
        &[$((
            $name,
            include_str!(concat!("../../../../tests/data/documents/banks/", $name)),
        )),*]
    };
}

const DOCUMENTS: &[(&str, &str)] = documents![
    "bare-list.md",
    "bold.md",
    "boxes.md",
    "cards.md",
    "chinese.md",
    "contents.md",
    "folded.md",
    "heading-levels.md",
    "heading-plain.md",
    "heading-q.md",
    "letters.md",
    "numbered-list.md",
    "one.md",
    "plain-numbered.md",
    "summary.md",
    "table.md",
];

/// A fixture with the line breaks of Windows, which are shown as `␍`.
fn with_crlf(text: &str) -> String {
    let line = |line: &str| match line.starts_with("//- ") {
        true => format!("{line}\n"),
        false => format!("{line}␍\n"),
    };
    text.lines().map(line).collect()
}

fn shown(text: &str) -> String {
    text.replace("\r\n", "␍\n")
}

/// What comes of a case: `list` shows the list at the cursor, `enter` what a line break that was typed goes on with, and any
/// other action accepts the item of that name; `plain` before it: in a client without snippets.
fn outcome(action: &str, source: &str) -> String {
    let (options, action) = match action.strip_prefix("plain ") {
        Some(action) => (plain(), action),
        None => (able(), action),
    };
    let fixture = Fixture::new(source);
    match action {
        "list" => listed(&fixture, &options),
        "enter" => entered(&fixture),
        label => match list(&fixture, &options)
            .items
            .iter()
            .find(|item| item.label == label)
        {
            Some(item) => accept(&fixture, item),
            None => format!("no `{label}`\n"),
        },
    }
}

/// A new file ends with one line break, whether the editor sends an empty file as an empty line or as nothing.
#[test]
fn a_new_file_ends_once() {
    for (end, line_break) in [("", "\n"), ("\n", "\n"), ("␍\n", "\r\n")] {
        let fixture = Fixture::new(&format!(
            "//- /bread/dough.md\n---\ntitle: Why does dough rest?\ndifficulty: easy\n---\n\nIt rises.\n//- /bread/oven.md\n$0{end}"
        ));
        let (path, offset) = fixture.at();
        let sources = |path: &_| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let place = (fixture.text(path), offset);
        let found = new_file(&fixture.bank, &sources, path, place, &able());
        let edit = &found.items[0].edit;
        let rest = &fixture.text(path)[edit.replace.end as usize..];
        let made = format!("{}{rest}", edit.text);
        assert!(made.ends_with(&format!("$0{line_break}")), "{made:?}");
    }
}

/// What is accepted in a new file beside others.
#[test]
fn new_files() {
    let path = data("typing/new-file.txt");
    let (_, text) = cases!("new-file.txt");
    let cases = text.split("=== ").skip(1).map(|case| {
        let (title, rest) = case.split_once('\n').expect("a title");
        let (source, _) = rest.split_once("--- new question\n").expect("an action");
        let fixture = Fixture::new(source);
        let sources = |path: &_| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
        let (path, offset) = fixture.at();
        let place = (fixture.text(path), offset);
        let found = new_file(&fixture.bank, &sources, path, place, &able());
        let made: String = found
            .items
            .iter()
            .map(|item| accept(&fixture, item))
            .collect();
        format!(
            "=== {title}\n{source}--- new question\n{}\n\n",
            made.trim_end()
        )
    });
    let all: String = cases.collect();
    expect_file![path].assert_eq(&format!("{}\n", all.trim_end()));
}

fn listed(fixture: &Fixture, options: &Options) -> String {
    let found = list(fixture, options);
    let line = |item: &crate::ide::completion::Item| {
        format!(
            "{} · {}\n",
            item.label,
            item.detail.as_deref().unwrap_or("")
        )
    };
    found.items.iter().map(line).collect()
}

fn entered(fixture: &Fixture) -> String {
    let (path, offset) = fixture.at();
    let text = fixture.text(path);
    match on_enter(&fixture.bank, path, text, offset) {
        Some(edit) => {
            // Some editors leave the cursor before a text that is inserted at it.
            assert_ne!(edit.span, Span::at(offset), "{text}");
            apply(text, &[edit]).expect("one edit")
        }
        None => "nothing\n".to_owned(),
    }
}

/// A file has cases: a line `=== title`, a bank with the cursor, a line `--- action`, and what comes of it.
#[track_caller]
fn check((name, text): (&str, &str), spell: fn(&str) -> String) {
    let path = data("typing").join(name);
    let cases = text.split("=== ").skip(1).map(|case| {
        let (title, rest) = case.split_once('\n').expect("a title");
        let (source, rest) = rest.split_once("--- ").expect("an action");
        let action = rest.lines().next().unwrap_or_default();
        let outcome = shown(&outcome(action, &spell(source)));
        format!(
            "=== {title}\n{source}--- {action}\n{}\n\n",
            outcome.trim_end()
        )
    });
    let all: String = cases.collect();
    expect_file![path].assert_eq(&format!("{}\n", all.trim_end()));
}

#[test]
fn options_and_keys() {
    check(cases!("options.txt"), str::to_owned);
}

#[test]
fn questions() {
    check(cases!("questions.txt"), str::to_owned);
}

#[test]
fn frontmatters() {
    check(cases!("head.txt"), str::to_owned);
}

#[test]
fn words_and_rows() {
    check(cases!("words.txt"), str::to_owned);
}

#[test]
fn line_breaks_of_windows() {
    check(cases!("crlf.txt"), with_crlf);
}

/// What a new question adds at the end of each document, below `gap`.
fn added(gap: &str, options: &Options) -> String {
    let added = DOCUMENTS.iter().map(|(name, text)| {
        let text = text.trim_end();
        let fixture = Fixture::new(&format!("//- /bank.md\n{text}{gap}$0\n"));
        let found = list(&fixture, options);
        let item = found.items.iter().find(|item| item.label == "new question");
        let added = item.map_or("nothing\n".to_owned(), |item| {
            accept(&fixture, item)[text.len()..].to_owned()
        });
        format!("== {name}\n{added}")
    });
    added.collect()
}

#[test]
fn the_next_question_in_each_form() {
    let path = data("typing/next-question.txt");
    expect_file![path].assert_eq(&added("\n\n", &able()));
}

#[test]
fn a_blank_line_comes_before_it_where_it_is_missing() {
    let path = data("typing/next-line.txt");
    expect_file![path].assert_eq(&added("\n", &plain()));
}
