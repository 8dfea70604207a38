//! Whatever is accepted on a line of a document, and whatever a line break goes on with, every other question says what it
//! said; a new question is one more.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;
use qmark::bank::{Bank, BankPath, Change, Config, Content, File};
use qmark::edit::verify::Says;
use qmark::facts::group::Group;
use qmark::ide::completion::{Options, completion};
use qmark::ide::on_enter::on_enter;
use qmark::text::{TextEdit, apply};

use super::cases::cases;
use super::documents::document;

/// What may be typed on a line already.
const TYPED: &[&str] = &[
    "", "", "", "#", "## ", "- [", "-", "A", "3", "|", "  ", "Answer: ",
];

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn accepting_what_is_next_changes_no_other_question(
        written in document(),
        places in prop::collection::vec((any::<Index>(), prop::sample::select(TYPED)), 6),
    ) {
        for (place, typed) in places {
            let starts: Vec<usize> = line_starts(&written);
            let at = starts[place.index(starts.len())];
            let text = format!("{}{typed}\n{}", &written[..at], &written[at..]);
            accept_all(&written, &text, at, typed)?;
        }
    }

    #[test]
    fn a_line_break_changes_no_other_question(
        written in document(),
        places in prop::collection::vec(any::<Index>(), 6),
    ) {
        for place in places {
            let ends: Vec<usize> = line_starts(&written).into_iter().skip(1).map(|at| at - 1).collect();
            if ends.is_empty() {
                continue;
            }
            let at = ends[place.index(ends.len())];
            let text = format!("{}\n{}", &written[..at], &written[at..]);
            let bank = read(&text);
            let offset = at as u32 + 1;
            if let Some(edit) = on_enter(&bank, &path(), &text, offset) {
                let after = apply(&text, &[edit]).unwrap();
                others_stay(&text, &after, offset, 0)?;
            }
        }
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(breaks).collect()
}

/// Accepts each item at the end of `typed`, which is at `at` of `text`.
fn accept_all(written: &str, text: &str, at: usize, typed: &str) -> Result<(), TestCaseError> {
    let bank = read(text);
    let options = Options::default();
    let offset = (at + typed.len()) as u32;
    for item in completion(&bank, &path(), text, offset, &options).items {
        let edit = TextEdit {
            span: item.edit.replace,
            text: item.edit.text.clone(),
        };
        let after = apply(text, &[edit]).unwrap();
        let more = usize::from(item.label == "new question");
        // What is typed so far is not part of the document yet.
        let base = format!("{}\n{}", &written[..at], &written[at..]);
        others_stay(&base, &after, at as u32, more)?;
    }
    Ok(())
}

/// Checks that there are `more` questions, and that all but the one before `offset` say what they said, apart from the
/// levels and topics that a heading above them gives.
fn others_stay(before: &str, after: &str, offset: u32, more: usize) -> Result<(), TestCaseError> {
    let (old, new) = (read(before), read(after));
    let (Some(old), Some(new)) = (group(&old), group(&new)) else {
        return Ok(());
    };
    prop_assert_eq!(
        old.questions.len() + more,
        new.questions.len(),
        "{}\n---\n{}",
        before,
        after
    );
    let here = old.questions.at_or_before(offset);
    let place = here.map_or(0, |index| index + 1);
    let kept = new.questions.iter().enumerate();
    let kept = kept.filter(|(index, _)| !(more == 1 && *index == place));
    for ((index, was), (_, is)) in old.questions.iter().enumerate().zip(kept) {
        if more == 0 && Some(index) == here {
            continue;
        }
        let (was, is) = (Says::of(&was), Says::of(&is));
        prop_assert_eq!(
            (was.text, was.number, was.answer, was.options),
            (is.text, is.number, is.answer, is.options),
            "{}\n---\n{}",
            before,
            after
        );
    }
    Ok(())
}

fn group(bank: &Bank) -> Option<&Group> {
    bank.group(path().as_str())
}

fn path() -> BankPath {
    BankPath::new("go/questions.md").unwrap()
}

fn read(text: &str) -> Bank {
    let mut bank = Bank::new(Arc::new(Config::default()));
    let content = Content::read(&path(), text, &Config::default(), None);
    let file = File {
        path: path(),
        content,
    };
    bank.apply([Change {
        path: path(),
        file: Some(Arc::new(file)),
    }]);
    bank
}
