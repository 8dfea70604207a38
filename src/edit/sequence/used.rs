//! What leads to a question of a document.

use std::collections::BTreeSet;

use foldhash::HashSet;

use super::rows;
use super::state::State;
use crate::bank::{Bank, BankPath, Target};
use crate::edit::Sources;
use crate::facts::Facts;
use crate::syntax::markdown::body::Link;
use crate::text::{Lines, Refusal, Span};

/// The anchor by which links from elsewhere can lead to the question at `index` of the document at `path`, if there is one.
///
/// # Errors
/// When a link leads to the question or into its answer, except for its rows in the table of contents: with the place of the
/// link.
pub fn check_unused(
    (bank, sources): (&Bank, Sources<'_>),
    (path, state): (&BankPath, State<'_>),
    index: usize,
) -> Result<Option<String>, Refusal> {
    let lines = state.list().lines(index).unwrap_or_default();
    let anchors = anchors(state, lines);
    let own = state
        .group
        .heading_of(index)
        .map(|heading| heading.anchor.to_owned());
    if anchors.is_empty() {
        return Ok(own);
    }
    let removed: Vec<Span> = rows::without(state, &(index..index + 1))
        .into_iter()
        .map(|edit| edit.span)
        .collect();
    let goes = |place: Span| {
        let mut parts = removed.iter().chain([&lines]);
        parts.any(|part| part.cover(place) == *part)
    };
    let here = state.facts.links().find(|(start, link)| {
        link.path.is_empty() && leads(link, &anchors) && !goes(link.whole.shift(*start))
    });
    if let Some((start, link)) = here {
        return Err(used(path, state.text, start + link.whole.start));
    }
    let users: BTreeSet<BankPath> = bank.users(&Target::File(path.clone())).collect();
    for user in users.iter().filter(|user| *user != path) {
        let facts = bank.file(user.as_str()).and_then(|file| file.facts());
        let links = facts
            .into_iter()
            .flat_map(|facts: &std::sync::Arc<Facts>| facts.links());
        let mut links = links.filter(|(_, link)| user.beside(link.path).as_ref() == Some(path));
        if let Some((start, link)) = links.find(|(_, link)| leads(link, &anchors)) {
            let text = sources(user).unwrap_or_default();
            return Err(used(user, &text, start + link.whole.start));
        }
    }
    Ok(own)
}

/// The anchors of the headings and elements in these lines that nothing above them has.
fn anchors(state: State<'_>, lines: Span) -> HashSet<String> {
    let start = state.facts.body_start();
    let body = state.facts.body();
    let headings = body
        .headings()
        .map(|heading| (heading.span.start + start, heading.anchor));
    let ids = body
        .ids()
        .iter()
        .map(|id| (id.span.start + start, &*id.name));
    let all = headings.chain(ids).filter(|(_, name)| !name.is_empty());
    let is_in = |at: u32| lines.start <= at && at < lines.end;
    let others = all.clone().filter(|(at, _)| !is_in(*at));
    let others: HashSet<&str> = others.map(|(_, name)| name).collect();
    let own = all.filter(|(at, name)| is_in(*at) && !others.contains(name));
    own.map(|(_, name)| name.to_owned()).collect()
}

fn leads(link: &Link<'_>, anchors: &HashSet<String>) -> bool {
    let anchor = link.anchor.unwrap_or_default();
    anchors.contains(anchor) || anchors.contains(&anchor.to_lowercase())
}

fn used(path: &BankPath, text: &str, at: u32) -> Refusal {
    let line = Lines::new(text).line_of(at) + 1;
    Refusal::new(format!(
        "a link in line {line} of `{path}` leads to the question; remove the link first"
    ))
}
