//! What can be asked of a place is answered at every place of any text, and every answer is a true place.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use qmark::bank::config::Hints;
use qmark::bank::resolve::{symbol_at, targets_of, uses_of};
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::ide::code_lens::{self, lenses};
use qmark::ide::completion::{Options, completion};
use qmark::ide::definition::definition;
use qmark::ide::document_links::links;
use qmark::ide::document_symbols::{Part, outline};
use qmark::ide::folding::{folds, outermost};
use qmark::ide::highlight::highlights;
use qmark::ide::hover::hover;
use qmark::ide::inlay_hints::hints;
use qmark::ide::on_enter::on_enter;
use qmark::ide::references::references;
use qmark::ide::selection::selections;
use qmark::ide::semantic_tokens::tokens;
use qmark::ide::workspace_symbols::search;
use qmark::lint::Findings;
use qmark::text::{Lines, Span};

use super::cases::cases;
use super::shapes::{any_file, of_each_shape};
use super::strategy::{apply, splice};

proptest! {
    #![proptest_config(cases(of_each_shape(100)))]

    #[test]
    fn every_place_of_a_mangled_file_is_answered(
        start in any_file(),
        splices in prop::collection::vec(splice(), 0..10),
        answer in "(# |\\[a\\]\\(|one.md|#x|\\)|\n|\u{feff}|---\n|😀|`){0,12}",
    ) {
        let text = splices.iter().fold(start, |text, splice| apply(&text, splice));
        let texts: Texts = [("go/go.md", text.as_str()), ("go/content/one.md", &answer), ("go/content/two.md", ""), ("authors/ada.md", "Ada")]
            .into_iter()
            .map(|(path, text)| (BankPath::new(path).unwrap(), text.to_owned()))
            .collect();
        let bank = bank(&texts);
        let findings = Findings::of_bank(&bank);
        for query in ["", "wht", &answer, "Core"] {
            for found in search(&bank, query, 20) {
                inside(&texts, &found.path, found.span)?;
                prop_assert!(!found.name.is_empty());
            }
        }
        for path in [BankPath::new("go/go.md").unwrap(), BankPath::new("go/content/one.md").unwrap()] {
            parts(&texts, &path, &outline(&bank, &path, &texts[&path]))?;
            outline(&bank, &path, "");
            let all = links(&bank, &path);
            prop_assert!(all.is_sorted_by_key(|link| link.span));
            for link in all {
                inside(&texts, &path, link.span)?;
                let place = link.heading.map_or(Span::at(0), Span::at);
                inside(&texts, &link.path, place)?;
            }
            fold(&bank, &texts, &path)?;
            colour(&bank, &texts, &path)?;
            let length = texts[&path].len() as u32;
            above_and_within(&bank, &texts, &findings, &path)?;
            // Offsets inside a character and past the end are asked for too: a document may have moved on.
            for offset in (0..length + 3).chain([u32::MAX]) {
                ask(&bank, &texts, &path, offset)?;
                grow(&bank, &texts, &path, offset)?;
                say(&bank, &texts, &findings, &path, offset)?;
                // It reads the file again, so not everywhere.
                if offset % 7 == 0 {
                    go_on(&bank, &texts, &path, offset)?;
                }
            }
        }
    }
}

type Texts = BTreeMap<BankPath, String>;

fn bank(texts: &Texts) -> Bank {
    let config = Config {
        hints: Hints { answers: true },
        authors: qmark::bank::config::Files::new(vec!["authors/*.md".into()]).expect("a glob"),
        ..Config::default()
    };
    let config = Arc::new(config);
    let mut bank = Bank::new(config.clone());
    bank.apply(texts.iter().map(|(path, text)| Change {
        path: path.clone(),
        file: Some(Arc::new(File {
            path: path.clone(),
            content: Content::read(path, text, &config, None),
        })),
    }));
    bank
}

/// Whether the span is a part of the file's text.
fn inside(texts: &Texts, path: &BankPath, span: Span) -> Result<(), TestCaseError> {
    let text = &texts[path];
    let whole = text.get(span.range()).is_some();
    prop_assert!(whole, "{:?} of {}: {:?}", span, path, text);
    Ok(())
}

fn parts(texts: &Texts, path: &BankPath, list: &[Part]) -> Result<(), TestCaseError> {
    for part in list {
        inside(texts, path, part.full)?;
        inside(texts, path, part.named)?;
        prop_assert!(
            part.full.cover(part.named) == part.full && !part.name.is_empty(),
            "{:?}",
            part
        );
        parts(texts, path, &part.parts)?;
    }
    Ok(())
}

/// Folds are in order, one a line, and lie within each other or apart.
fn fold(bank: &Bank, texts: &Texts, path: &BankPath) -> Result<(), TestCaseError> {
    let lines = Lines::new(&texts[path]).len() as u32;
    let found = folds(bank, path, &texts[path]);
    prop_assert!(found.is_sorted_by(|a, b| a.first < b.first));
    for fold in &found {
        prop_assert!(fold.first < fold.last && fold.last < lines, "{:?}", fold);
    }
    prop_assert_eq!(outermost(found.clone(), 3).len(), found.len().min(3));
    folds(bank, path, "");
    Ok(())
}

/// Tokens are in order and apart, each on a line of its own; those of a part are those of the whole that are in it.
fn colour(bank: &Bank, texts: &Texts, path: &BankPath) -> Result<(), TestCaseError> {
    let text = &texts[path];
    let length = text.len() as u32;
    let all = tokens(bank, path, text, Span::new(0, length));
    prop_assert!(
        all.is_sorted_by(|a, b| a.span.end <= b.span.start),
        "{:?}",
        all
    );
    for token in &all {
        inside(texts, path, token.span)?;
        let written = token.span.slice(text);
        prop_assert!(
            !written.is_empty() && !written.contains(['\n', '\r']),
            "{:?}",
            written
        );
    }
    for (from, to) in [
        (0, length / 2),
        (length / 3, length / 2),
        (length / 2, length),
    ] {
        let expected = all
            .iter()
            .filter(|token| token.span.start <= to && from <= token.span.end);
        let expected: Vec<_> = expected.copied().collect();
        prop_assert_eq!(tokens(bank, path, text, Span::new(from, to)), expected);
    }
    tokens(bank, path, "", Span::new(0, length));
    Ok(())
}

/// Selections grow strictly, from what the cursor touches to the whole file.
fn grow(bank: &Bank, texts: &Texts, path: &BankPath, offset: u32) -> Result<(), TestCaseError> {
    let text = &texts[path];
    let found = selections(bank, path, text, offset);
    for span in &found {
        inside(texts, path, *span)?;
        prop_assert!(
            span.touches(offset.min(text.len() as u32)) || !text.is_char_boundary(offset as usize)
        );
    }
    let grows = |a: &Span, b: &Span| a != b && a.cover(*b) == *b;
    prop_assert!(found.is_sorted_by(grows), "{:?}", found);
    prop_assert_eq!(found.last(), Some(&Span::new(0, text.len() as u32)));
    selections(bank, path, "", offset);
    Ok(())
}

/// Lenses have a text and are on one line; hints are in order, within the requested range.
fn above_and_within(
    bank: &Bank,
    texts: &Texts,
    findings: &Findings,
    path: &BankPath,
) -> Result<(), TestCaseError> {
    let text = &texts[path];
    for lens in lenses(bank, path) {
        inside(texts, path, lens.span)?;
        let line = lens.span.slice(text).trim_start();
        prop_assert!(!line.contains(['\n', '\r']), "{:?}", line);
        let said = code_lens::say(bank, findings, path, lens.value);
        let title = said.as_ref().map(|said| said.title.as_str());
        prop_assert!(title.is_some_and(|title| !title.is_empty() && !title.contains('\n')));
        if let Some(place) = said.and_then(|said| said.place) {
            inside(texts, &place.path, place.span)?;
        }
    }
    let length = text.len() as u32;
    let all = hints(bank, path, text, Span::new(0, length));
    prop_assert!(all.is_sorted_by_key(|hint| hint.at));
    for hint in &all {
        inside(texts, path, Span::at(hint.at))?;
        let found = hints(bank, path, text, Span::at(hint.at));
        prop_assert!(found.contains(hint), "{:?} {:?}", hint, found);
    }
    let half = Span::new(0, length / 2);
    let first: Vec<_> = all
        .into_iter()
        .filter(|hint| half.touches(hint.at))
        .collect();
    prop_assert_eq!(hints(bank, path, text, half), first);
    Ok(())
}

fn ask(bank: &Bank, texts: &Texts, path: &BankPath, offset: u32) -> Result<(), TestCaseError> {
    if let Some(here) = symbol_at(bank, path, offset) {
        inside(texts, path, here.span)?;
        for target in targets_of(bank, &here.symbol) {
            inside(texts, &target.path, target.full)?;
            inside(texts, &target.path, target.name)?;
        }
        for found in uses_of(bank, &here.symbol) {
            inside(texts, &found.path, found.span)?;
        }
    }
    for file in references(bank, &|_| None, path, offset, true)
        .into_iter()
        .flatten()
    {
        prop_assert!(file.spans.is_sorted() && !file.spans.is_empty());
        for span in &file.spans {
            inside(texts, &file.path, *span)?;
        }
    }
    for marked in highlights(bank, &|_| None, path, offset) {
        inside(texts, path, marked.span)?;
    }
    if let Some(found) = definition(bank, path, offset) {
        inside(texts, path, found.span)?;
        prop_assert!(!found.value.is_empty());
    }
    Ok(())
}

/// What can be typed next, and what a line break goes on with.
fn go_on(bank: &Bank, texts: &Texts, path: &BankPath, offset: u32) -> Result<(), TestCaseError> {
    let text = &texts[path];
    for item in completion(bank, path, text, offset, &Options::default()).items {
        inside(texts, path, item.edit.replace)?;
    }
    let is_place = text.is_char_boundary(offset as usize);
    if let Some(edit) = is_place
        .then(|| on_enter(bank, path, text, offset))
        .flatten()
    {
        inside(texts, path, edit.span)?;
    }
    Ok(())
}

fn say(
    bank: &Bank,
    texts: &Texts,
    findings: &Findings,
    path: &BankPath,
    offset: u32,
) -> Result<(), TestCaseError> {
    // The available text may differ from the one that was read, or be missing.
    let present = |path: &BankPath| texts.get(path).map(|text| Arc::new(text.clone()));
    let later = |path: &BankPath| {
        texts
            .get(path)
            .map(|text| Arc::new(text.get(1..).unwrap_or("é").to_owned()))
    };
    let none = |_: &BankPath| None;
    let said = hover(bank, &present, findings, path, offset);
    if let Some(said) = &said {
        inside(texts, path, said.span)?;
        prop_assert!(!said.value.trim().is_empty());
    }
    prop_assert_eq!(
        hover(bank, &later, findings, path, offset).is_some(),
        said.is_some()
    );
    prop_assert_eq!(
        hover(bank, &none, findings, path, offset).is_some(),
        said.is_some()
    );
    Ok(())
}
