//! The cost of what is typed next in a document: completion at the end of a section, and what follows a line break.

use std::hint::black_box;
use std::sync::Arc;

use qmark::bank::{Bank, BankPath, Change, Config};
use qmark::ide::{completion, on_enter};
use qmark::shape;

use crate::{cpu, file, generate, row};

/// Completion at the end of the middle section of a document of so many questions, and a line break in an answer there.
pub fn between_questions(questions: usize, has_contents: bool) {
    let text = document(0, questions, has_contents);
    let middle = text.len() / 2;
    let section = middle + text[middle..].find("\n## ").expect("a section");
    let what = named(&text, questions, has_contents);

    // An empty line after that between the last answer and the heading.
    let (bank, path, typed) = opened(&text, section, "\n");
    let at = section as u32;
    let options = completion::Options::default();
    measure(&format!("list at the end of a section: {what}"), || {
        !completion::completion(&bank, &path, &typed, at, &options)
            .items
            .is_empty()
    });

    let word = "question";
    let (bank, path, typed) = opened(&text, section, &format!("{word}\n"));
    let at = (section + word.len()) as u32;
    measure(&format!("list for a word there: {what}"), || {
        !completion::completion(&bank, &path, &typed, at, &options)
            .items
            .is_empty()
    });

    let answer = middle + text[middle..].find("The ").expect("an answer");
    let end = answer + text[answer..].find('\n').expect("the end of its line");
    let (bank, path, typed) = opened(&text, end, "\n");
    let at = end as u32 + 1;
    measure(&format!("Enter in an answer: {what}"), || {
        on_enter::on_enter(&bank, &path, &typed, at).is_none()
    });
}

/// A line break after the last option of a question in the middle of a quiz.
pub fn between_options(questions: usize, has_contents: bool) {
    let text = document(2, questions, has_contents);
    let middle = text.len() / 2;
    let option = middle + text[middle..].find("\n- [").expect("an option") + 1;
    let end = option + text[option..].find('\n').expect("the end of its line");
    let (bank, path, typed) = opened(&text, end, "\n");
    let at = end as u32 + 1;
    let what = named(&text, questions, has_contents);
    measure(&format!("Enter after an option: {what}"), || {
        on_enter::on_enter(&bank, &path, &typed, at).is_some()
    });
}

fn document(number: usize, questions: usize, has_contents: bool) -> String {
    let text = generate::document(&mut generate::Dice::new(7), number, questions, 1);
    match has_contents {
        true => generate::with_contents(&text),
        false => text,
    }
}

fn named(text: &str, questions: usize, has_contents: bool) -> String {
    let megabytes = text.len() as f64 / 1e6;
    let contents = if has_contents { ", with contents" } else { "" };
    format!("document of {questions} ({megabytes:.1} MB{contents})")
}

/// A bank with the text once this is typed at an offset.
fn opened(text: &str, at: usize, typed: &str) -> (Bank, BankPath, String) {
    let text = format!("{}{typed}{}", &text[..at], &text[at..]);
    let input = shape::Input::inferred("questions.md", &text);
    let (path, read) = file("questions.md", shape::read(&input, None));
    let mut bank = Bank::new(Arc::new(Config::default()));
    bank.apply([Change {
        path: path.clone(),
        file: Some(read),
    }]);
    (bank, path, text)
}

/// Prints how long a request takes, which answers as it should.
fn measure(what: &str, is_answered: impl Fn() -> bool) {
    let times = (0..100).map(|_| {
        let start = cpu();
        assert!(black_box(is_answered()), "{what}");
        cpu() - start
    });
    row(what, times.collect());
}
