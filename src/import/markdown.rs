//! Questions of markdown of any shape, and of plain text copied out of a page.

use std::sync::Arc;

use super::imported::{Imported, Origin, path_of};
use crate::bank::{Bank, BankPath, Change, Config, Content, File};
use crate::export::questions_of;
use crate::facts::Facts;
use crate::text::Lines;

/// A file to import from.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    /// Its path in its bank, with `/`, or its name.
    pub name: &'s str,
    /// Its text.
    pub text: &'s str,
    /// The configuration of its bank.
    pub config: &'s Arc<Config>,
    /// The text of a file by a path that starts where that of this one does.
    pub beside: &'s dyn Fn(&BankPath) -> Option<String>,
}

/// The questions of a file of the bank; `texts` gives the text of a file.
pub fn of_bank(
    bank: &Bank,
    path: &BankPath,
    texts: &dyn Fn(&BankPath) -> Option<String>,
) -> Vec<Imported> {
    let exported = questions_of(bank, &|file| file == path.as_str(), "", texts).into_iter();
    let own = exported.filter(|exported| exported.source.question == *path);
    let found = own.filter_map(|exported| {
        let from = &exported.source;
        let origin = Origin {
            question: from.question.clone(),
            answer: from.answer.as_ref().unwrap_or(&from.question).clone(),
        };
        Some(Imported {
            origin: Some(origin),
            ..Imported::of(exported)?
        })
    });
    found.collect()
}

/// The questions of a file of any shape.
pub fn markdown(source: &Source<'_>) -> Vec<Imported> {
    let path = BankPath::new(source.name).or_else(|| path_of(source.name));
    let Some(path) = path else {
        return Vec::new();
    };
    let path = match path.is_markdown() {
        true => Some(path),
        // Plain text is read as markdown.
        false => path.beside(&format!("{}.md", path.stem())),
    };
    let Some(path) = path else { return Vec::new() };
    let bank = bank_of(source, &path);
    let text = |file: &BankPath| match *file == path {
        true => Some(source.text.to_owned()),
        false => (source.beside)(file),
    };
    let Some(group) = bank.group(path.as_str()) else {
        return Vec::new();
    };
    let lines = Lines::new(source.text);
    let places = group.questions.iter();
    let places = places
        .map(|placed| lines.line_of(placed.text().map_or(placed.start, |it| it.span.start)) + 1);
    let exported = questions_of(&bank, &|file| file == path.as_str(), "", &text);
    let found = exported
        .into_iter()
        .zip(places)
        .filter_map(|(exported, line)| {
            let line = Some(line);
            Some(Imported {
                line,
                ..Imported::of(exported)?
            })
        });
    found.collect()
}

/// A bank of the file and its answer files.
fn bank_of(source: &Source<'_>, path: &BankPath) -> Bank {
    let mut bank = Bank::new(Arc::clone(source.config));
    let facts = bank.read(path, source.text);
    let names = facts.as_group().into_iter().flat_map(|group| {
        let questions = group.questions.iter();
        questions.filter_map(|placed| Some(placed.question.answer_file()?.text.to_owned()))
    });
    let names: Vec<String> = names.collect();
    let answers = names.iter().filter_map(|name| {
        let answer = bank.answer_path(path, name)?;
        let text = (source.beside)(&answer)?;
        let facts = bank.read(&answer, &text);
        Some(change(answer, facts))
    });
    let answers: Vec<Change> = answers.collect();
    bank.apply(answers.into_iter().chain([change(path.clone(), facts)]));
    bank
}

/// The change that brings a file into a bank.
pub fn change(path: BankPath, facts: Facts) -> Change {
    let content = Content::Markdown(Arc::new(facts));
    Change {
        path: path.clone(),
        file: Some(Arc::new(File { path, content })),
    }
}
