//! The examples of the pages are what the program prints. An example is a block of the language `console` after a comment
//! that names the folder it runs in: `<!-- in: content -->` for one of the project, `<!-- in: files -->` for one with the
//! files of the page, which are the blocks after comments such as `<!-- file: go.md -->`. In it, a line that starts with
//! `$ ` is a command, and a line `…` is any number of lines. After `<!-- as: PATH -->`, the one command is not run: another
//! test does, and the file has what it prints.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Page, pages};
use crate::run::{folder, project, qmark};

/// A block of code with the comment above it.
struct Block<'p> {
    /// What the comment says, such as `in: content`.
    comment: &'p str,
    language: &'p str,
    text: &'p str,
}

fn blocks(page: &str) -> impl Iterator<Item = Block<'_>> {
    page.split("<!-- ").skip(1).filter_map(|part| {
        let (comment, rest) = part.split_once(" -->\n```")?;
        let (language, rest) = rest.split_once('\n')?;
        let (text, _) = rest.split_once("```\n")?;
        Some(Block {
            comment,
            language,
            text,
        })
    })
}

/// A folder with the files of the page.
fn files(page: &str) -> TempDir {
    let files: Vec<(&str, &str)> = blocks(page)
        .filter_map(|block| Some((block.comment.strip_prefix("file: ")?, block.text)))
        .collect();
    folder(&files)
}

/// Each command with the lines that it prints.
fn commands(example: &str) -> Vec<(&str, Vec<&str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in example.lines() {
        match (line.strip_prefix("$ "), found.last_mut()) {
            (Some(command), _) => found.push((command, Vec::new())),
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => panic!("an example starts with a command: {line}"),
        }
    }
    found
}

/// Whether the lines are the expected ones.
fn are(found: &[&str], expected: &[&str]) -> bool {
    match (expected, found) {
        ([], _) => found.is_empty(),
        (["…", expected @ ..], _) => {
            (0..=found.len()).any(|skipped| are(&found[skipped..], expected))
        }
        ([first, expected @ ..], [line, found @ ..]) => first == line && are(found, expected),
        (_, []) => false,
    }
}

/// Runs the commands of an example; returns how many.
#[track_caller]
fn run(page: &Page, example: &str, folder: &Path) -> usize {
    let commands = commands(example);
    for (command, expected) in &commands {
        let mut words = command.split_whitespace();
        assert_eq!(words.next(), Some("qmark"), "{}: {command}", page.path);
        let words: Vec<&str> = words.collect();
        let output = qmark(folder, &words);
        let found: Vec<&str> = output.stdout.trim_end().lines().collect();
        assert!(
            are(&found, expected),
            "{}: `{command}` prints\n{}\n{}",
            page.path,
            output.stdout,
            output.stderr
        );
    }
    commands.len()
}

/// Compares the only command of an example with a file.
#[track_caller]
fn compare(page: &Page, example: &str, file: &str) {
    let printed = fs::read_to_string(project().join(file)).expect("what is printed");
    let found: Vec<&str> = printed.trim_end().lines().collect();
    let commands = commands(example);
    let [(command, expected)] = &commands[..] else {
        panic!("{}: one command is compared with {file}", page.path);
    };
    assert!(
        are(&found, expected),
        "{}: `{command}` prints what {file} has",
        page.path
    );
}

#[test]
fn examples_are_what_the_program_prints() {
    let mut ran = 0;
    for page in pages() {
        let own = files(&page.text);
        for block in blocks(&page.text) {
            if let Some(file) = block.comment.strip_prefix("as: ") {
                compare(&page, block.text, file);
            }
            let Some(name) = block.comment.strip_prefix("in: ") else {
                continue;
            };
            assert_eq!(block.language, "console", "{}", page.path);
            ran += match name {
                "files" => run(&page, block.text, own.path()),
                name => run(&page, block.text, &project().join(name)),
            };
        }
    }
    assert!(ran >= 10, "only {ran} examples were found");
}

#[test]
fn left_out_lines_match_any() {
    assert!(are(&["a", "b", "c"], &["a", "…", "c"]));
    assert!(are(&["a"], &["a", "…"]));
    assert!(!are(&["a", "b"], &["a"]));
    assert!(!are(&["a"], &["…", "b"]));
}
