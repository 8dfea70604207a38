//! Imports the questions of a file into a group or a document of the bank.

use std::collections::HashSet;

use super::action::{Action, Kind, Request};
use super::move_questions::{is_document, is_list, near};
use crate::bank::BankPath;
use crate::edit::Planned;
use crate::import::{Comparison, Import, Known, Outcome, Target, of_bank};
use crate::text::{Refusal, count, is_or_are};

/// The name of the provider.
pub const PROVIDER: &str = "importQuestions";

/// At a cursor above the first question, if there is another file that they can come into.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let first = request.group().and_then(|group| group.questions.get(0));
    let is_above = first.is_some_and(|first| request.span.end <= first.start);
    if !request.span.is_empty() || !is_above || !has_targets(request) {
        return Vec::new();
    }
    let choose = |_: &Request<'_>| Err(Refusal::new("choose the file first"));
    let title = "Import the questions of this file into…";
    vec![Action {
        chooses_place: true,
        ..Action::new(Kind::Move, title, choose)
    }]
}

/// Whether there is any file that the questions can come into.
fn has_targets(request: &Request<'_>) -> bool {
    let can_come = can_come(request);
    let mut files = request.bank.groups();
    files.any(|path| path != request.path && can_come(path))
}

/// The files that the questions can come into, the nearest groups first, then by path.
pub fn targets<'r>(request: &Request<'r>) -> Vec<&'r BankPath> {
    let can_come = can_come(request);
    let mut all = near(request);
    all.extend(request.bank.groups().filter(|path| *path != request.path));
    let mut seen = HashSet::new();
    all.retain(|path| can_come(path) && seen.insert(*path));
    all
}

/// Whether the questions can come into a file.
fn can_come<'r>(request: &Request<'r>) -> impl Fn(&BankPath) -> bool + 'r {
    let is_quiz = request.group().is_some_and(|group| {
        let mut questions = group.questions.iter();
        questions.all(|placed| !placed.question.options().is_empty())
    });
    let bank = request.bank;
    move |path| {
        let group = bank.group(path.as_str());
        group.is_some_and(|group| is_document(group) || is_list(group) && !is_quiz)
    }
}

/// The change that imports the questions into the file at `path`. What the bank has already is left out; the author confirms
/// that.
///
/// # Errors
/// If no question can be written there.
pub fn import_into(request: &Request<'_>, path: &BankPath) -> Planned {
    let texts = |path: &BankPath| (request.sources)(path).map(|text| text.to_string());
    let questions = of_bank(request.bank, request.path, &texts);
    let target = Target::of(request.bank, path)?;
    let import = Import {
        bank: request.bank,
        sources: request.sources,
        target: &target,
        questions: &questions,
        name: request.path.as_str(),
        is_source: &|path| path == request.path,
        only_new: false,
    };
    let outcome = import.plan()?;
    let place_of = |index: usize| questions[index].place(request.path.as_str(), index);
    let comparison = Comparison::new(request.bank, &texts, (&questions, &outcome), &place_of);
    let known = known(&outcome, questions.len(), &comparison);
    let details = comparison.text();
    if outcome.written.is_empty() {
        return Err(Refusal::new(
            known.unwrap_or_else(|| "the file has no questions".to_owned()),
        ));
    }
    let mut edit = outcome.edit;
    edit.shows = Some(path.clone());
    // In a group the first of them comes after the last one there; the number in the title changes before that.
    let group = request.bank.group(path.as_str());
    let group = group.filter(|group| group.yaml().is_some());
    edit.question = group.map(|group| group.questions.len());
    let said = [known, edit.confirm.take()].into_iter().flatten();
    let said: Vec<String> = said.collect();
    edit.confirm = (!said.is_empty()).then(|| said.join("; "));
    edit.details = (!details.is_empty()).then_some(details);
    Ok(edit)
}

/// Which questions the bank has already, or cannot have, for the author; `None` if all are new.
fn known(outcome: &Outcome, all: usize, comparison: &Comparison<'_>) -> Option<String> {
    let (same, near): (Vec<&Known>, Vec<&Known>) =
        outcome.known.iter().partition(|known| known.is_same);
    let of = count(all, "question");
    let said = |known: &[&Known], how: &str, what: &str| {
        (!known.is_empty()).then(|| {
            let verb = is_or_are(known.len());
            let levels = comparison.at_another_level(known.iter().copied());
            let comma = if levels.is_empty() { "" } else { "," };
            format!(
                "{} of {of} {verb} in the bank {how}{levels}{comma} {what}",
                known.len()
            )
        })
    };
    let refused = outcome.refused.first().map(|(_, why)| {
        let many = outcome.refused.len();
        format!("{many} of {of} cannot be written: {why}")
    });
    let said = [
        said(&same, "already", "and not written again"),
        said(
            &near,
            "in other words",
            &format!("but {} written", is_or_are(near.len())),
        ),
        refused,
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join("; "))
}
