//! What refers to questions by their number in their own document.

use foldhash::HashMap;

use super::labels;
use super::mentions::Mentions;
use super::order::Numbers;
use super::report::Report;
use super::state::State;
use crate::bank::contents_match::contents_match;
use crate::edit::contents::row::Row;
use crate::shape::write::KeyEntry;
use crate::syntax::markdown::body::Link;
use crate::text::{Span, TextEdit, is_within};

/// The edits of all that refers to questions by a number that changes: the `rows` of the table of contents, texts of links,
/// lists of right options, sentences. Adds them to the report.
pub fn edits(
    state: State<'_>,
    changed: &Numbers,
    rows: Vec<TextEdit>,
    report: &mut Report,
) -> Vec<TextEdit> {
    let mut rows = rows;
    rows.sort();
    let mut links = labels(state, changed);
    links.retain(|link| !is_within(link.span, &rows));
    let keys = keys(state, changed);
    let mentions = Mentions::of(state, changed);
    report.questions = changed.len();
    report.rows = rows.len();
    report.keys = keys.len();
    report.links += links.len();
    report.add_mentions(state.text, &mentions.certain, &mentions.unclear);
    let mut edits = [rows, links, keys, mentions.edits].concat();
    edits.sort();
    edits.dedup();
    edits
}

/// The numbers of the rows of the table of contents, where they are those of the questions.
pub fn rows(state: State<'_>, changed: &Numbers) -> Vec<TextEdit> {
    let Some(matched) = contents_match(state.group) else {
        return Vec::new();
    };
    let entries = matched.entries.iter().zip(&matched.meant);
    let rows = entries.filter_map(|((entry, _), question)| {
        let (old, new) = *changed.get(&(*question)?)?;
        let row = Row::of(state.text, entry).filter(|_| entry.number == Some(old))?;
        Some(written(row.number?, new))
    });
    rows.collect()
}

/// For each anchor that leads to a question, the numbers of the question.
pub fn numbers_by_anchor<'s>(state: State<'s>, changed: &Numbers) -> HashMap<&'s str, (u32, u32)> {
    let mut found = HashMap::default();
    let start = state.facts.body_start();
    let ids = state.facts.body().ids();
    for (index, numbers) in changed {
        let heading = state.group.heading_of(*index).map(|heading| heading.anchor);
        found.extend(heading.map(|anchor| (anchor, *numbers)));
        let lines = state.list().lines(*index);
        let asked = state
            .group
            .questions
            .get(*index)
            .and_then(|placed| placed.text());
        let Some((lines, asked)) = lines.zip(asked) else {
            continue;
        };
        let first = ids.partition_point(|id| id.span.start + start < lines.start);
        let own = ids[first..]
            .iter()
            .take_while(|id| id.span.start + start < asked.span.end);
        found.extend(own.map(|id| (&*id.name, *numbers)));
    }
    found
}

/// The numbers in the texts of links, but those in what a question asks.
fn labels(state: State<'_>, changed: &Numbers) -> Vec<TextEdit> {
    let numbers = numbers_by_anchor(state, changed);
    let start = state.facts.body_start();
    let is_asked = |link: &Link<'_>| {
        let place = link.whole.start + start;
        let placed = state.group.questions.at_or_before(place);
        let asked = placed.and_then(|index| state.group.questions.get(index)?.text());
        asked.is_some_and(|asked| place < asked.span.end)
    };
    let links = state
        .facts
        .body()
        .links()
        .filter(|link| link.path.is_empty() && !is_asked(link));
    let links = links.filter_map(|link| Some((start, link, *numbers.get(link.anchor?)?)));
    labels::edits(state.text, links)
}

/// The edits of lists of right options. Where the numbers would come out of order, the letters change places instead.
fn keys(state: State<'_>, changed: &Numbers) -> Vec<TextEdit> {
    let entries = state.list().answer_keys();
    let now = |entry: &KeyEntry| {
        let own = state.group.questions.get(entry.question)?.question.number();
        changed.get(&entry.question).map(|(_, new)| *new).or(own)
    };
    let affected: Vec<&KeyEntry> = entries
        .iter()
        .filter(|it| changed.contains_key(&it.question))
        .collect();
    let mut sorted = affected.clone();
    sorted.sort_by_key(|entry| now(entry));
    let mut edits = Vec::new();
    for (place, entry) in affected.iter().zip(sorted) {
        let letter = entry.letter.slice(state.text).to_owned();
        let number =
            now(entry).filter(|number| place.number.slice(state.text).parse() != Ok(*number));
        edits.extend(number.map(|number| written(place.number, number)));
        if place.letter.slice(state.text) != letter {
            edits.push(TextEdit {
                span: place.letter,
                text: letter,
            });
        }
    }
    edits
}

fn written(span: Span, number: u32) -> TextEdit {
    TextEdit {
        span,
        text: number.to_string(),
    }
}
