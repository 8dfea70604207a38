//! Numbers the questions of a document again.

use std::ops::Range;

use super::action::{Action, Kind, Request};
use crate::edit::Planned;
use crate::edit::sequence::renumber::{is_needed, renumber};
use crate::text::{Refusal, line_end};

/// How much of a document is numbered again, with the title of the action.
type Scope = (&'static str, fn(&Request<'_>) -> Option<Range<usize>>);

/// The most first.
const SCOPES: &[Scope] = &[
    ("Renumber the questions from here on", from_here),
    ("Renumber the questions of this section", section),
    ("Renumber the questions of the document", document),
];

/// At a cursor on a question or on the heading of a section or of the document: one action for each part of the document in
/// which numbers are not as the document counts.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let Some(group) = request.group().filter(|group| group.yaml().is_none()) else {
        return Vec::new();
    };
    let scopes = SCOPES
        .iter()
        .filter(|(_, places)| places(request).is_some_and(|places| is_needed(group, &places)));
    let actions = scopes.map(|(title, places)| {
        Action::new(Kind::Rewrite, *title, move |request| plan(request, *places))
    });
    actions.collect()
}

fn plan(request: &Request<'_>, places: fn(&Request<'_>) -> Option<Range<usize>>) -> Planned {
    let places = places(request).ok_or_else(|| Refusal::new("the questions no longer exist"))?;
    renumber(request.bank, request.sources, request.path, &places)
}

/// The question in whose first lines the cursor is, and all after it.
fn from_here(request: &Request<'_>) -> Option<Range<usize>> {
    let count = request.group()?.questions.len();
    opened(request).map(|index| index..count)
}

/// The questions of the section, if there are several sections.
fn section(request: &Request<'_>) -> Option<Range<usize>> {
    let questions = &request.group()?.questions;
    let sections = questions.sections();
    let on_heading = || {
        let headed = sections
            .iter()
            .position(|section| section.heading.touches(request.span.start));
        headed.filter(|_| request.span.is_empty())
    };
    let around = || {
        let index = opened(request)?;
        sections
            .partition_point(|section| section.first <= index)
            .checked_sub(1)
    };
    let at = on_heading().or_else(around)?;
    let end = sections
        .get(at + 1)
        .map_or(questions.len(), |next| next.first);
    (sections.len() > 1).then_some(sections[at].first..end)
}

/// All questions, on any of them and above the first one.
fn document(request: &Request<'_>) -> Option<Range<usize>> {
    let questions = &request.group()?.questions;
    let first = questions.get(0)?;
    let is_above = request.span.is_empty() && request.span.start < first.start;
    (is_above || opened(request).is_some() || section(request).is_some())
        .then_some(0..questions.len())
}

/// The question in whose first lines, up to the end of its text, the cursor is.
pub(super) fn opened(request: &Request<'_>) -> Option<usize> {
    let (index, placed) = request.question().filter(|_| request.span.is_empty())?;
    let end = line_end(request.text, placed.text()?.span.end);
    (request.span.start <= end).then_some(index)
}

#[cfg(test)]
mod tests;
