//! Reading documents, compared to the markdown parser alone.

use std::hint::black_box;

use pulldown_cmark::Parser;
use qmark::shape::{self, Input};
use qmark::syntax::markdown::body::options;

use crate::generate::{self, Dice};
use crate::{cpu, row};

/// Reads documents of `questions` questions each, and parses the same bytes as markdown.
pub fn documents(count: usize, questions: usize) {
    let mut dice = Dice::new(7);
    let texts: Vec<String> = (0..count)
        .map(|number| generate::document(&mut dice, number, questions, 2))
        .collect();
    let measured = |work: &dyn Fn(&str)| {
        let runs = (0..20).map(|_| {
            let start = cpu();
            texts.iter().for_each(|text| work(text));
            cpu() - start
        });
        runs.collect()
    };
    let bytes: usize = texts.iter().map(String::len).sum();
    let what = format!(
        "{count} documents of {questions} questions, {:.1} MB",
        bytes as f64 / 1e6
    );
    row(
        &format!("markdown alone: {what}"),
        measured(&|text| _ = black_box(Parser::new_ext(text, options()).count())),
    );
    row(
        &format!("read: {what}"),
        measured(&|text| {
            let facts = shape::read(&Input::inferred("interview/questions.md", text), None);
            assert!(facts.as_group().is_some(), "not read as a document");
            black_box(facts);
        }),
    );
}
