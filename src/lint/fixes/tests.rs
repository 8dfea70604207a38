//! Checks of fixes: a bank before, a bank after.

use std::sync::Arc;

use crate::bank::BankPath;
use crate::edit::Planned;
use crate::fixture::Fixture;
use crate::lint::registry::{fixes_and_suppressions, fixes_of};
use crate::lint::{Findings, Fix, FixContext};

/// Makes the fix with this title of the first finding of `code` that has it, and checks that it gives the bank `after`.
#[track_caller]
pub fn check(code: &str, title: &str, before: &str, after: &str) {
    let fixture = Fixture::new(before);
    let edit = plan(&fixture, code, title).expect("the fix can be made");
    fixture.becomes(&edit, after);
}

/// A quiz of four questions, of which the second has `own` below it, and the others have `others`.
pub fn quiz(own: &str, others: &str) -> String {
    let other =
        |number: u32| format!("### {number}. What is a lock 😀 of kind {number}?\n\n{others}\n\n");
    let own = format!("### 2. Which one is a pipe?\n\n{own}\n\n");
    format!(
        "//- /quiz.md\n# Quiz\n\n{}{own}{}{}",
        other(1),
        other(3),
        other(4)
    )
}

/// Checks the fix for a quiz whose second question has `before` below it, and `after` afterwards, with each line break.
#[track_caller]
pub fn check_in_quiz(code: &str, title: &str, before: &str, after: &str, others: &str) {
    check(code, title, &quiz(before, others), &quiz(after, others));
    let windows = |own: &str| {
        let text = quiz(own, others).replace('\n', "␍\n");
        text.replace("//- /quiz.md␍", "//- /quiz.md")
    };
    check(code, title, &windows(before), &windows(after));
}

/// The texts of the files that the first fix of `code` with this title changes, once it is made.
#[track_caller]
pub fn made(code: &str, title: &str, before: &str) -> String {
    let fixture = Fixture::new(before);
    let edit = plan(&fixture, code, title).expect("the fix can be made");
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    let changed = edit.apply(&source).expect("the change can be made");
    changed.into_values().flatten().collect()
}

/// Checks that the fix with this title is offered but refused for this reason.
#[track_caller]
pub fn check_refused(code: &str, title: &str, before: &str, reason: &str) {
    let fixture = Fixture::new(before);
    let refusal = plan(&fixture, code, title).expect_err("the fix is refused");
    assert_eq!(refusal.0, reason);
}

/// The titles of the fixes of all findings of `code`, in order; those that only silence it left out.
pub fn titles(code: &str, bank: &str) -> Vec<String> {
    let fixture = Fixture::new(bank);
    let mut titles = Vec::new();
    each(&fixture, code, &mut |context| {
        let fixes = fixes_of(context).into_iter();
        titles.extend(fixes.map(|fix| fix.title));
        true
    });
    titles
}

#[track_caller]
fn plan(fixture: &Fixture, code: &str, title: &str) -> Planned {
    let mut planned = None;
    let mut offered = Vec::new();
    each(fixture, code, &mut |context| {
        for fix in fixes_and_suppressions(context) {
            if fix.title == title {
                planned = Some(fix.edit(context));
                return false;
            }
            offered.push(fix.title);
        }
        true
    });
    planned.unwrap_or_else(|| panic!("no fix `{title}` of `{code}`, but {offered:#?}"))
}

/// Calls `visit` with every finding of `code` until it says that it has seen enough.
pub fn each(fixture: &Fixture, code: &str, visit: &mut dyn FnMut(&FixContext<'_>) -> bool) {
    let findings = Findings::of_bank(&fixture.bank);
    let source = |path: &BankPath| fixture.texts.get(path).map(|text| Arc::new(text.clone()));
    for (path, list) in findings.iter() {
        for finding in list.iter().filter(|finding| finding.code == code) {
            let context = FixContext {
                bank: &fixture.bank,
                path,
                text: fixture.text(path),
                sources: &source,
                finding,
            };
            if !visit(&context) {
                return;
            }
        }
    }
}

/// How safe the fixes of all findings of `code` are, in order; a star after the preferred ones.
pub fn safeties(code: &str, bank: &str) -> String {
    let fixture = Fixture::new(bank);
    let mut all = Vec::new();
    each(&fixture, code, &mut |context| {
        let fixes = fixes_of(context).into_iter();
        let star = |fix: &Fix| if fix.preferred { "*" } else { "" };
        all.extend(fixes.map(|fix| format!("{:?}{}", fix.safety, star(&fix))));
        true
    });
    all.join(" ")
}
