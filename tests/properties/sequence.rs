//! The questions of a document are numbered again, and they come, go and move: every other question says what it said, and
//! every link that led somewhere leads there still.

use proptest::prelude::*;
use proptest::sample::Index;
use qmark::bank::{Bank, BankPath};
use qmark::edit::Planned;
use qmark::edit::sequence::{insert, remove, renumber, reorder};
use qmark::edit::verify::{Says, answer_of};
use qmark::facts::group::Group;
use qmark::shape::write::NewQuestion;

use super::cases::cases;
use super::documents::document;
use super::rename_documents::{group, living_links};
use super::texts::{self, Texts, read, source};

/// A bank of a document and of a file with links to it.
fn bank_of(document: String) -> (BankPath, Texts) {
    let path = BankPath::new("go/questions.md").unwrap();
    let other = BankPath::new("go/other.md").unwrap();
    let links = "[1](questions.md#1-what-is-one) [Q2](questions.md#q2-what-is-two-) [b](questions.md#core) [3. x](questions.md#3-what-is-two)\n";
    (
        path.clone(),
        [(path, document), (other, links.to_owned())].into(),
    )
}

/// The texts after a change, unless it is refused or changes nothing.
fn changed(texts: &Texts, planned: Planned) -> Result<Option<Texts>, TestCaseError> {
    let Ok(edit) = planned else { return Ok(None) };
    let after = texts::changed(texts, &edit)?;
    Ok(Some(after).filter(|after| after != texts))
}

/// What each question says, with the lines of its answer, but not its number.
fn said(group: &Group, text: &str) -> Vec<String> {
    let one = |placed| {
        let mut says = Says::of(&placed);
        says.number = None;
        let answer = answer_of(text, &placed);
        // Links follow the questions, and the lines below a longer number are indented more.
        let lines = answer
            .lines()
            .map(|line| line.trim().split("](#").next().unwrap_or_default());
        format!("{says:?}\n{}", lines.collect::<Vec<_>>().join("\n"))
    };
    group.questions.iter().map(one).collect()
}

/// Whether each link that led somewhere leads somewhere still, in each file.
fn links_live(before: &Bank, after: &Bank, texts: &Texts) -> Result<(), TestCaseError> {
    for path in texts.keys() {
        let (old, new) = (living_links(before, path), living_links(after, path));
        let mut pairs = old.iter().zip(&new);
        let all = old.len() == new.len() && pairs.all(|(old, new)| *new || !old);
        prop_assert!(all, "{:?} {:?} {}", old, new, &texts[path]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn numbering_twice_is_numbering_once(written in document(), from in any::<Index>()) {
        let (path, texts) = bank_of(written);
        let bank = read(&texts);
        let Some(before) = bank.group(path.as_str()) else { return Ok(()) };
        let count = before.questions.len();
        for places in [0..count, from.index(count)..count] {
            let planned = renumber::renumber(&bank, &source(&texts), &path, &places);
            let Some(after) = changed(&texts, planned)? else { continue };
            let bank_after = read(&after);
            let now = group(&bank_after, &path);
            prop_assert_eq!(said(before, &texts[&path]), said(now, &after[&path]), "{}", &after[&path]);
            links_live(&bank, &bank_after, &after)?;
            let again = renumber::renumber(&bank_after, &source(&after), &path, &places);
            prop_assert_eq!(changed(&after, again)?, None);
        }
    }

    #[test]
    fn a_question_comes_and_goes(written in document(), at in any::<Index>()) {
        let (path, texts) = bank_of(written);
        let bank = read(&texts);
        let Some(before) = bank.group(path.as_str()) else { return Ok(()) };
        let index = at.index(before.questions.len());
        let new = NewQuestion { question: "What is wholly new?".to_owned(), ..NewQuestion::default() };
        let planned = insert::insert(&bank, &source(&texts), &path, (index, &new));
        let Some(with) = changed(&texts, planned)? else { return Ok(()) };
        let bank_with = read(&with);
        let now = group(&bank_with, &path);
        let mut all = said(now, &with[&path]);
        prop_assert!(all.remove(index + 1).contains("wholly new"));
        prop_assert_eq!(said(before, &texts[&path]), all, "{}", &with[&path]);
        no_fewer_links(&bank, &bank_with, &with)?;
        let planned = remove::remove(&bank_with, &source(&with), &path, index + 1);
        let Some(without) = changed(&with, planned)? else { return Ok(()) };
        let bank_without = read(&without);
        let now = group(&bank_without, &path);
        prop_assert_eq!(said(before, &texts[&path]), said(now, &without[&path]), "{}", &without[&path]);
        links_live(&bank, &bank_without, &without)?;
    }

    #[test]
    fn a_removed_question_takes_nothing_along(written in document(), at in any::<Index>()) {
        let (path, texts) = bank_of(written);
        let bank = read(&texts);
        let Some(before) = bank.group(path.as_str()) else { return Ok(()) };
        let index = at.index(before.questions.len());
        let planned = remove::remove(&bank, &source(&texts), &path, index);
        let Some(after) = changed(&texts, planned)? else { return Ok(()) };
        let bank_after = read(&after);
        let mut left = said(before, &texts[&path]);
        left.remove(index);
        prop_assert_eq!(left, said(group(&bank_after, &path), &after[&path]), "{}", &after[&path]);
        let other = BankPath::new("go/other.md").unwrap();
        links_live(&bank, &bank_after, &[(other.clone(), after[&other].clone())].into())?;
    }

    #[test]
    fn up_and_down_again_changes_nothing(written in document(), at in any::<Index>()) {
        let (path, texts) = bank_of(written);
        let bank = read(&texts);
        let Some(before) = bank.group(path.as_str()) else { return Ok(()) };
        let index = at.index(before.questions.len());
        let planned = reorder::step(&bank, &source(&texts), &path, (index, true));
        let Some(up) = changed(&texts, planned)? else { return Ok(()) };
        let bank_up = read(&up);
        let mut expected = said(before, &texts[&path]);
        expected.swap(index - 1, index);
        prop_assert_eq!(expected, said(group(&bank_up, &path), &up[&path]), "{}", &up[&path]);
        no_fewer_links(&bank, &bank_up, &up)?;
        if living(&bank, &path) < living(&bank_up, &path) {
            // A link that led nowhere has met a question, and would go down with it.
            return Ok(());
        }
        let planned = reorder::step(&bank_up, &source(&up), &path, (index - 1, false));
        if planned.is_err() {
            return Ok(());
        }
        let down = changed(&up, planned)?.unwrap_or(up);
        let now = read(&down);
        prop_assert_eq!(said(before, &texts[&path]), said(group(&now, &path), &down[&path]));
        let section = |index: usize| {
            let placed = before.questions.get(index)?;
            Some(placed.section.map(|section| section.first))
        };
        // What is below the last question of a section may belong to the section, and stays there.
        if section(index) == section(index + 1) {
            prop_assert_eq!(&down[&path], &texts[&path]);
        }
    }
}

/// Whether as many links lead somewhere as before, where some moved or came: links may have come to life.
fn no_fewer_links(before: &Bank, after: &Bank, texts: &Texts) -> Result<(), TestCaseError> {
    for path in texts.keys() {
        prop_assert!(
            living(before, path) <= living(after, path),
            "{}",
            &texts[path]
        );
    }
    Ok(())
}

/// How many links of a file lead somewhere.
fn living(bank: &Bank, path: &BankPath) -> usize {
    let links = living_links(bank, path).into_iter();
    links.filter(|lives| *lives).count()
}
