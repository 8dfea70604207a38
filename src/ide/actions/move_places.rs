//! The places that questions can move to, and the moves there.

use std::collections::BTreeSet;
use std::ops::Range;

use super::action::{Action, Kind, Request};
use super::move_questions::{groups, is_document, is_list, to_existing};
use super::renumber::opened;
use crate::bank::BankPath;
use crate::edit::moving::elsewhere::to_place;
use crate::edit::moving::within::to_section;
use crate::edit::sections::{Place, Section, sections};
use crate::edit::{Planned, aliases};
use crate::text::Refusal;

/// The number of nearby documents whose sections are listed.
const NEAR: usize = 8;

/// One action for the questions of a document: to choose where they go.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let is_in_document = request.group().is_some_and(is_document);
    let action = is_in_document.then(|| choice(request)).flatten();
    action.into_iter().collect()
}

fn choice(request: &Request<'_>) -> Option<Action> {
    let places = questions(request).filter(|_| has_targets(request))?;
    let title = match places.len() {
        1 => "Move the question to another section or file…".to_owned(),
        count => format!("Move {count} questions to another section or file…"),
    };
    let choose = |_: &Request<'_>| Err(Refusal::new("choose the section or file first"));
    Some(Action {
        chooses_place: true,
        ..Action::new(Kind::Move, title, choose)
    })
}

/// Whether there is any place to move to.
fn has_targets(request: &Request<'_>) -> bool {
    let mut files = request.bank.groups();
    files.any(|path| path != request.path && can_receive(request, path))
        || request
            .group()
            .is_some_and(|group| sections(group).len() > 1)
}

/// The questions to move: those selected, or the one of a document whose first lines the cursor is in.
fn questions(request: &Request<'_>) -> Option<Range<usize>> {
    if !request.span.is_empty() {
        return Some(request.questions()).filter(|places| !places.is_empty());
    }
    opened(request).map(|index| index..index + 1)
}

/// The change that moves the questions to a place.
///
/// # Errors
/// If they cannot move there.
pub fn move_to(request: &Request<'_>, place: &Place) -> Planned {
    let is_in_document =
        |path: &BankPath| request.bank.group(path.as_str()).is_some_and(is_document);
    if !is_in_document(request.path) && !is_in_document(&place.path) {
        let edit = to_existing(request, &place.path)?.normal();
        return aliases::checked(edit, request.bank, request.sources);
    }
    let gone = || Refusal::new("the questions no longer exist");
    let questions = questions(request).ok_or_else(gone)?;
    let (bank, sources, path) = (request.bank, request.sources, request.path);
    let edit = match &place.section {
        Some(section) if place.path == *path => {
            to_section(bank, sources, path, (questions, section))?
        }
        _ => to_place(bank, sources, (path, questions), place)?,
    };
    aliases::checked(edit.normal(), bank, sources)
}

/// The places that questions of the request's file can move to, the most probable first: the sections of its document,
/// groups and documents near by, then others by path.
pub fn targets(request: &Request<'_>) -> Vec<Place> {
    let is_in_document = request.group().is_some_and(is_document);
    let mut places = match is_in_document {
        true => own_sections(request),
        false => groups(request).into_iter().map(Place::end).collect(),
    };
    let near = request.bank.groups_near(request.path.folder(), 2 * NEAR);
    for path in near.into_iter().filter(|path| *path != request.path) {
        if let Some(group) = request
            .bank
            .group(path.as_str())
            .filter(|it| is_document(it))
        {
            places.push(Place::end(path));
            places.extend(of_sections(path, sections(group)));
        }
    }
    let mut seen = BTreeSet::new();
    places.retain(|place| seen.insert(place.clone()));
    let others = request.bank.groups();
    let others = others.filter(|path| *path != request.path && can_receive(request, path));
    let others = others.map(Place::end);
    places.extend(others.filter(|place| seen.insert(place.clone())));
    places
}

fn can_receive(request: &Request<'_>, path: &BankPath) -> bool {
    let group = request.bank.group(path.as_str());
    group.is_some_and(|group| is_document(group) || is_list(group))
}

/// The sections of the request's document that the questions are not in.
fn own_sections(request: &Request<'_>) -> Vec<Place> {
    let Some((group, places)) = request.group().zip(questions(request)) else {
        return Vec::new();
    };
    let mut others = sections(group);
    others.retain(|section| {
        let mut places = places.clone();
        !places.any(|place| section.questions.contains(&place))
    });
    of_sections(request.path, others).collect()
}

fn of_sections(path: &BankPath, sections: Vec<Section>) -> impl Iterator<Item = Place> + '_ {
    sections.into_iter().map(|section| Place {
        path: path.clone(),
        section: Some(section.anchor),
    })
}
