//! Searches in a whole bank: by words, and by characters that few, many and all questions have.

use std::hint::black_box;
use std::sync::Arc;

use qmark::bank::{Bank, Change, Config};
use qmark::ide::workspace_symbols::search;
use qmark::shape;

use super::{cpu, file, generate, row};

/// The number of results requested, as by an editor.
const LIMIT: usize = 200;

const QUERIES: &[&str] = &[
    "w",
    "why",
    "frozen ledger",
    "number 777",
    "frzn ldgr",
    "ldgr",
    "wnm",
    "nmbrt",
    "xyzzy",
    "",
];

/// The searches, in a bank of groups of 50 questions with distinct words.
pub fn searches(questions: usize) {
    let mut bank = Bank::new(Arc::new(Config::default()));
    bank.apply((0..questions / 50).map(|number| {
        let name = format!("group-{number}");
        let slugs: Vec<String> = (0..50).map(|i| format!("answer-{i}")).collect();
        let mut dice = generate::Dice::new(number as u64);
        let text = generate::group_text(&mut dice, &name, &slugs);
        let (path, file) = file(
            &format!("{name}/{name}.md"),
            shape::read(&shape::Input::inferred("a.md", &text), None),
        );
        Change {
            path,
            file: Some(file),
        }
    }));
    for query in QUERIES {
        let times = (0..20).map(|_| {
            let start = cpu();
            black_box(search(&bank, query, LIMIT));
            cpu() - start
        });
        let found = search(&bank, query, LIMIT).len();
        row(
            &format!("search {query:?}: bank of {questions} questions, {found} found"),
            times.collect(),
        );
    }
}
