//! A new name changes the name and nothing else, and the old name brings everything back.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;
use qmark::bank::config::Files;
use qmark::bank::resolve::{Symbol, symbol_at, uses_of};
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::edit::Edit;
use qmark::ide::rename::{prepare, rename};
use qmark::lint::Findings;
use qmark::syntax::yaml::each_scalar;
use qmark::syntax::yaml::quote::is_plain;
use qmark::text::{Lines, Refusal};

use super::cases::cases;
use super::strategy::{apply, group, splice};

/// Rules that report how a word is spelt.
const SPELLING: &[&str] = &[
    "near-topic",
    "unknown-topic",
    "suspicious-answer",
    // A topic that is nearly a level counts as one.
    "missing-level",
];

const FRESH_TOPIC: &str = "Wholly New";
const FRESH_FILE: &str = "wholly-new";

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn only_the_name_changes(
        go in group(),
        js in group(),
        splices in prop::collection::vec(splice(), 0..3),
        places in prop::collection::vec(any::<Index>(), 8),
    ) {
        let go = splices.iter().fold(go, |text, splice| apply(&text, splice));
        // Of two spellings that differ in case, one is a slip, and a new name removes it.
        let one = |text: String| text.replace("One.md", "one.md");
        let texts: Texts = [
            ("go/go.md", one(go)),
            ("js/js.md", one(js)),
            ("go/content/one.md", "# One\n\n[two](./two.md#two) [self](one.md) [s](#one)\n".to_owned()),
            ("go/content/two.md", "\n\n## Two\r\n\r\n![o](<one.md#one> 't') 😀\n\n[ref]: one.md\n".to_owned()),
            ("js/content/one.md", "See [one](../../go/content/one.md).\n".to_owned()),
            ("x.png", String::new()),
        ]
        .into_iter()
        .map(|(path, text)| (BankPath::new(path).unwrap(), text))
        .collect();
        let bank = read(&texts);
        for place in places {
            let often = ["go/go.md", "go/go.md", "js/js.md"].map(|path| BankPath::new(path).unwrap());
            let path = place.get(&texts.keys().chain(&often).collect::<Vec<_>>()).to_owned();
            let offset = place.index(texts[path].len() + 1) as u32;
            // Most places are on nothing that has a name: the next one that is counts.
            let near = (offset..offset + 40).find(|at| fresh_for(&bank, path, *at).is_some());
            check(&texts, &bank, path, near.unwrap_or(offset))?;
        }
        for (topic, _) in bank.topics().iter() {
            let uses = uses_of(&bank, &Symbol::Topic(topic.clone()));
            let first = uses.first().unwrap();
            check(&texts, &bank, &first.path, first.span.end)?;
        }
    }
}

type Texts = BTreeMap<BankPath, String>;

/// What is at a place, and a name for it that nothing has.
fn fresh_for(bank: &Bank, path: &BankPath, offset: u32) -> Option<(Symbol, &'static str)> {
    let here = symbol_at(bank, path, offset)?.symbol;
    let fresh = match &here {
        Symbol::Topic(_) => FRESH_TOPIC,
        Symbol::AnswerRef(_) | Symbol::Ending(_) | Symbol::File(_) => FRESH_FILE,
        Symbol::Link { anchor: None, .. } => FRESH_FILE,
        _ => return None,
    };
    Some((here, fresh))
}

/// Renames what is at a place to a fresh name and back.
fn check(texts: &Texts, bank: &Bank, path: &BankPath, offset: u32) -> Result<(), TestCaseError> {
    let Some((here, fresh)) = fresh_for(bank, path, offset) else {
        return Ok(());
    };
    let Ok(found) = prepare(bank, &source(texts), path, offset) else {
        return Ok(());
    };
    prop_assert!(texts[path].get(found.span.range()).is_some() && found.span.touches(offset));
    let name = found.value;
    let extension = name.rfind('.').filter(|_| fresh == FRESH_FILE);
    let fresh = &format!("{fresh}{}", extension.map_or("", |at| &name[at..]));
    let edit = rename(bank, &source(texts), path, offset, fresh);
    let may_refuse = |refusal: &Refusal| {
        names_an_unread_place(bank, refusal) || names_a_shared_value(bank, refusal)
    };
    if edit.as_ref().is_err_and(may_refuse) {
        return Ok(());
    }
    let edit = edit.map_err(|refusal| TestCaseError::fail(format!("`{name}`: {refusal}")))?;
    let after = changed(texts, &edit).map_err(|refusal| TestCaseError::fail(refusal.0))?;
    let renamed = read(&after);
    let uses = uses_of(bank, &here);
    let as_is = uses.iter().all(|found| {
        let written = &texts[&found.path][found.span.range()];
        let file = written.split('#').next().unwrap_or_default();
        written == name || file.rsplit('/').next() == Some(&name)
    });
    let is_sound = is_plain(&name, true)
        && !name.contains(['\'', '"', '\\'])
        && (fresh == FRESH_TOPIC || !name.contains(['<', '>', ':', '|', '?', '*']))
        && !name.starts_with('.');
    if !(as_is && is_sound) {
        // Renaming a name over two lines removes one of them, one that breaks the YAML around it repairs it, and one that
        // no file should have cannot be restored.
        return Ok(());
    }
    prop_assert_eq!(
        findings(bank, texts, &edit),
        findings(&renamed, &after, &Edit::default()),
        "`{}` in {:?}",
        name,
        texts
    );
    for path in bank.groups() {
        let now = edit.moves.get(path).unwrap_or(path);
        values(bank, path, &renamed, now, &name, fresh)?;
    }

    let (path, offset) = new_place(&renamed, &edit, fresh);
    let back = rename(&renamed, &source(&after), &path, offset, &name);
    let back =
        back.map_err(|refusal| TestCaseError::fail(format!("back to `{name}`: {refusal}")))?;
    let again = changed(&after, &back).map_err(|refusal| TestCaseError::fail(refusal.0))?;
    prop_assert_eq!(&again, texts, "`{}`", name);
    Ok(())
}

/// Whether a rename is refused for an anchor that gives its value to something else, in a group that has anchors.
fn names_a_shared_value(bank: &Bank, refusal: &Refusal) -> bool {
    let message = refusal.to_string();
    let names = |path: &BankPath| message.contains(&format!("of `{path}` shares the value"));
    bank.files()
        .any(|(path, file)| names(path) && file.group().is_some_and(|group| group.is_linked()))
}

/// Whether a rename is refused for a use in a file that could not be read fully, and says where.
fn names_an_unread_place(bank: &Bank, refusal: &Refusal) -> bool {
    let said = refusal.to_string();
    bank.files().any(|(path, file)| {
        let facts = file.facts();
        let head = facts.and_then(|facts| facts.head());
        let head = head.is_some_and(|head| !head.errors.is_empty());
        let group = file
            .group()
            .is_some_and(|group| !group.mentions().is_empty());
        // A value that nearly names a file, such as `one.md-`, may mean it.
        let nearly = || {
            let mut files = bank.files();
            files.any(|(file, _)| {
                bank.possible_references(file)
                    .iter()
                    .any(|by| by.path == *path)
            })
        };
        said.starts_with(&format!("`{path}` line ")) && (head || group || nearly())
    })
}

/// A place where the new name is: in a file that moved, else where the first use was.
fn new_place(bank: &Bank, edit: &Edit, fresh: &str) -> (BankPath, u32) {
    let moved = edit.moves.values().next();
    let facts = moved.and_then(|to| Some((to, bank.file(to.as_str())?.facts()?)));
    if let Some((to, facts)) = facts {
        let line = match facts.split().front {
            Some(front) => front.open.start,
            None => facts.body_start(),
        };
        // A link in the first line means what it leads to.
        let at = (line..line + 200).find(|at| {
            symbol_at(bank, to, *at).is_some_and(|here| here.symbol == Symbol::File(to.clone()))
        });
        return (to.clone(), at.unwrap());
    }
    let (path, edits) = edit.texts.iter().next().unwrap();
    let first = edits.iter().min_by_key(|edit| edit.span).unwrap();
    let lead = first.text.find(fresh).unwrap() as u32;
    (path.clone(), first.span.start + lead + 1)
}

fn source(texts: &Texts) -> impl Fn(&BankPath) -> Option<Arc<String>> {
    |path| texts.get(path).map(|text| Arc::new(text.clone()))
}

fn changed(texts: &Texts, edit: &Edit) -> Result<Texts, Refusal> {
    let mut after = texts.clone();
    for (path, text) in edit.apply(&source(texts))? {
        match text {
            Some(text) => after.insert(path, text),
            None => after.remove(&path),
        };
    }
    Ok(after)
}

fn read(texts: &Texts) -> Bank {
    let config = Config {
        authors: Files::new(vec!["authors/*.md".into()]).unwrap(),
        ..Config::default()
    };
    let config = Arc::new(config);
    let mut bank = Bank::new(config.clone());
    bank.apply(texts.iter().map(|(path, text)| {
        let content = Content::read(path, text, &config, None);
        let path = path.clone();
        let file = Some(Arc::new(File {
            path: path.clone(),
            content,
        }));
        Change { path, file }
    }));
    bank
}

/// Where what is found: file (as it is called after `edit`), line, code.
fn findings(bank: &Bank, texts: &Texts, edit: &Edit) -> Vec<(BankPath, u32, &'static str)> {
    let mut all = Vec::new();
    for (path, list) in Findings::of_bank(bank).iter() {
        let lines = Lines::new(&texts[path]);
        let now = edit.moves.get(path).unwrap_or(path);
        let kept = list.iter().filter(|found| !SPELLING.contains(&found.code));
        all.extend(kept.map(|found| (now.clone(), lines.line_of(found.span.start), found.code)));
    }
    all.sort();
    all
}

/// Checks that the values of a group are as before except for the name.
fn values(
    before: &Bank,
    path: &BankPath,
    after: &Bank,
    now: &BankPath,
    name: &str,
    fresh: &str,
) -> Result<(), TestCaseError> {
    let all = |bank: &Bank, path: &BankPath| {
        let group = bank.group(path.as_str()).unwrap();
        let mut all = Vec::new();
        let questions = group.questions.iter();
        let questions = questions.map(|placed| placed.question.node());
        let head = group.head.map.entries.iter();
        for node in questions.chain(head.map(|entry| entry.value.clone())) {
            each_scalar(&node, &mut |scalar| all.push(scalar.text.to_string()));
        }
        all
    };
    let (old, new) = (all(before, path), all(after, now));
    prop_assert_eq!(old.len(), new.len());
    for (old, new) in old.iter().zip(&new) {
        prop_assert!(
            *old == new.replace(fresh, name),
            "{:?} became {:?} for {:?}",
            old,
            new,
            name
        );
    }
    Ok(())
}
