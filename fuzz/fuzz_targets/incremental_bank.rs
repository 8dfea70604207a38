//! A bank after any edits equals one that is read from the same files at once: facts, findings, and all that can be
//! asked of it.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::facts::Facts;
use qmark::lint::Findings;
use qmark::shape;
use qmark_fuzz::input::{Edit, edited, files};
use qmark_fuzz::properties::observed::{Texts, answers, features, list, shapes};
use qmark_fuzz::seeds;

fuzz_target!(init: seeds::init(), |input: &[u8]| {
    let input = String::from_utf8_lossy(input);
    let (start, edits) = edited(&input);
    let is_content = |(path, _): &(BankPath, String)| path.is_markdown();
    let files = files(start).into_iter().filter(is_content);
    let mut texts: Texts = files.map(|(path, text)| (path, Some(text))).collect();
    let mut bank = fresh(&texts);
    let mut findings = Findings::of_bank(&bank);
    for edit in &edits {
        let before = bank.clone();
        let impact = bank.apply([change(&bank, &mut texts, edit)].into_iter().flatten());
        findings.update(&bank, &before, &impact);
    }
    let fresh = fresh(&texts);
    let new = Findings::of_bank(&fresh);
    assert_eq!(list(&findings), list(&new));
    let paths: Vec<&str> = texts.keys().map(BankPath::as_str).collect();
    assert_eq!(answers(&bank, &paths), answers(&fresh, &paths));
    assert_eq!(shapes(&bank, &texts), shapes(&fresh, &texts));
    assert_eq!(features(&bank, &findings, &texts), features(&fresh, &new, &texts));
});

/// Makes an edit. One that leaves nothing of a file deletes it; one that starts as a file does writes that file.
fn change(bank: &Bank, texts: &mut Texts, edit: &Edit<'_>) -> Option<Change> {
    if let [(path, text)] = &files(edit.text)[..]
        && path.is_markdown()
    {
        texts.insert(path.clone(), Some(text.clone()));
        return Some(with(
            path,
            Some(shape::read(
                &shape::Input::inferred(path.as_str(), text),
                None,
            )),
        ));
    }
    let number = edit.number() % texts.len().max(1);
    let (path, Some(text)) = texts.iter_mut().nth(number)? else {
        return None;
    };
    let new = edit.apply(text);
    let path = path.clone();
    if new.is_empty() {
        texts.remove(&path);
        return Some(with(&path, None));
    }
    let old = bank.file(path.as_str())?.facts()?;
    let read = shape::read(
        &shape::Input::inferred(path.as_str(), &new),
        Some((old, text)),
    );
    assert_eq!(
        read,
        shape::read(&shape::Input::inferred(path.as_str(), &new), None),
        "{path} was {text:?} and is {new:?}"
    );
    *text = new;
    Some(with(&path, Some(read)))
}

fn with(path: &BankPath, facts: Option<Facts>) -> Change {
    let file = facts.map(|facts| File {
        path: path.clone(),
        content: Content::Markdown(Arc::new(facts)),
    });
    Change {
        path: path.clone(),
        file: file.map(Arc::new),
    }
}

fn fresh(texts: &Texts) -> Bank {
    let mut bank = Bank::new(Arc::new(Config::default()));
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().to_owned();
    bank.apply(texts.iter().map(|(path, old)| {
        with(
            path,
            Some(shape::read(
                &shape::Input::inferred(path.as_str(), &text(old)),
                None,
            )),
        )
    }));
    bank
}
