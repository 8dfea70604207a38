//! The cost of updating a table of contents.

use std::hint::black_box;
use std::sync::Arc;

use qmark::bank::{Bank, Change, Config};
use qmark::edit::contents::{Part, update};
use qmark::shape;

use crate::{cpu, file, generate, row};

/// Updates a table with a row for each of `questions` questions, a tenth of which have changed. Each answer has so many
/// paragraphs.
pub fn updates(questions: usize, paragraphs: usize) {
    let text = generate::document(&mut generate::Dice::new(7), 0, questions, paragraphs);
    let text = generate::with_contents(&text);
    let changed = text.replace("0. Why", "0. When");
    let (table, rest) = text.split_once("\n## ").expect("a section");
    let (_, changed) = changed.split_once("\n## ").expect("a section");
    assert_ne!(rest, changed, "some questions have changed");
    let text = format!("{table}\n## {changed}");
    let input = shape::Input::inferred("questions.md", &text);
    let (path, read) = file("questions.md", shape::read(&input, None));
    let mut bank = Bank::new(Arc::new(Config::default()));
    bank.apply([Change {
        path: path.clone(),
        file: Some(read),
    }]);
    let megabytes = text.len() as f64 / 1e6;
    let times = (0..20).map(|_| {
        let start = cpu();
        let edit = update(&bank, &path, &text, Part::All { removes: false });
        let edit = black_box(edit).expect("the table can be updated");
        assert!(
            edit.texts[&path].len() >= questions / 20,
            "the rows are updated"
        );
        cpu() - start
    });
    row(
        &format!("update a table of contents of {questions} rows ({megabytes:.1} MB)"),
        times.collect(),
    );
}
