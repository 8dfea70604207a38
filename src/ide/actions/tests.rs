//! Checks of actions: a bank before, with the cursor at `$0` or a selection from `$1` to `$2`, and a bank after.

use std::sync::Arc;

use super::{Action, Request, actions, import_questions, move_places};
use crate::bank::BankPath;
use crate::edit::{Planned, Sources};
use crate::fixture::Fixture;
use crate::lint::Findings;
use crate::text::Span;

/// Makes the action with this title and checks that it gives the bank `after`.
#[track_caller]
pub fn check(title: &str, before: &str, after: &str) {
    let fixture = Fixture::new(before);
    let edit = planned(&fixture, title).unwrap_or_else(|refusal| panic!("refused: {refusal}"));
    fixture.becomes(&edit, after);
}

/// Checks that the action with this title is refused for this reason, whether that is known at once or not.
#[track_caller]
pub fn refused(title: &str, bank: &str, reason: &str) {
    let refusal = planned(&Fixture::new(bank), title).expect_err("it is refused");
    assert_eq!(refusal.0, reason);
}

/// Why the action with this title is refused.
#[track_caller]
pub fn refusal(title: &str, bank: &str) -> String {
    let refusal = planned(&Fixture::new(bank), title).expect_err("it is refused");
    refusal.0
}

#[test]
fn questions_in_a_row_neither_come_nor_go() {
    let row = "[[{question What is$0 a channel?} {answer channels.md} {topics [Core]}] [{question What is a map?} {answer maps.md} {topics [Core]}] [{question What is a slice?} {answer slices.md} {topics [Core]}]]";
    let group = "---\nquestions:\n  - question: What is a heap?\n    answer: Memory.\n---\n";
    let bank = format!("//- /go.md\n{row}\n//- /b/b.md\n{group}");
    let mut titles = titles(&bank);
    let starts = ["Move", "Insert", "Remove", "Renumber"];
    titles.retain(|title| starts.iter().any(|start| title.starts_with(start)));
    assert_eq!(titles, [""; 0]);
    let bank = bank
        .replace("$0", "")
        .replace("What is a heap?", "What$0 is a heap?");
    let places = with_request(&Fixture::new(&bank), |request| {
        [
            move_places::targets(request).len(),
            import_questions::targets(request).len(),
        ]
    });
    assert_eq!(places, [0, 0]);
}

/// The titles of what is offered, in order; those that are refused in brackets.
pub fn titles(bank: &str) -> Vec<String> {
    let fixture = Fixture::new(bank);
    let title = |action: Action| match action.refused {
        Some(reason) => format!("({}: {reason})", action.title),
        None => action.title,
    };
    with_request(&fixture, |request| {
        actions(request, &|_| true).into_iter().map(title).collect()
    })
}

#[track_caller]
fn planned(fixture: &Fixture, title: &str) -> Planned {
    with_request(fixture, |request| {
        let offered = actions(request, &|_| true);
        let found = offered.iter().find(|action| action.title == title);
        let found = found.unwrap_or_else(|| {
            let others: Vec<_> = offered.iter().map(|action| &action.title).collect();
            panic!("no action `{title}`, but {others:#?}")
        });
        found.edit(request)
    })
}

/// Calls `ask` with the request for the cursor or the selection.
pub fn with_request<R>(fixture: &Fixture, ask: impl FnOnce(&Request<'_>) -> R) -> R {
    let findings = Findings::of_bank(&fixture.bank);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let sources: Sources<'_> = &source;
    let (path, span) = match &*fixture.places {
        [(path, start), (_, end)] => (path, Span::new(*start, *end)),
        _ => {
            let (path, offset) = fixture.at();
            (path, Span::at(offset))
        }
    };
    ask(&Request {
        bank: &fixture.bank,
        findings: &findings,
        path,
        text: fixture.text(path),
        sources,
        span,
    })
}
