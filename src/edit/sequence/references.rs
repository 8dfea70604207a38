//! What refers to questions by their number in their own document.

use foldhash::{HashMap, HashSet};

use super::labels;
use super::mentions::Mentions;
use super::order::{Numbers, written};
use super::report::Report;
use super::state::State;
use crate::bank::contents_match::contents_match;
use crate::edit::anchors::Renamed;
use crate::edit::contents::row::Row;
use crate::shape::write::KeyEntry;
use crate::syntax::markdown::body::Link;
use crate::text::{Span, TextEdit, is_within};

/// The edits of all that refers to questions by a number that changes: the `rows` of the table of contents, texts of links,
/// lists of right options, sentences but those in the lines that `leave` the document. Adds them to the report.
pub fn edits(
    state: State<'_>,
    (changed, renamed): (&Numbers, &Renamed),
    (rows, leave): (Vec<TextEdit>, &[Span]),
    report: &mut Report,
) -> Vec<TextEdit> {
    let mut rows = rows;
    rows.sort();
    let mut links = labels(state, changed);
    links.retain(|link| !is_within(link.span, &rows));
    let keys = keys(state, changed);
    let mentions = Mentions::of(state, (changed, leave));
    report.questions = changed.len();
    report.rows = rows.len();
    report.keys = keys.len();
    report.links += other_links(state, renamed, &links);
    report.add_mentions(state.text, &mentions.certain, &mentions.unclear);
    let mut edits = [rows, links, keys, mentions.edits].concat();
    edits.sort();
    edits.dedup();
    edits
}

/// How many links outside of the table of contents get another anchor, or another number in their texts, which these `labels`
/// write.
fn other_links(state: State<'_>, renamed: &Renamed, labels: &[TextEdit]) -> usize {
    let start = state.facts.body_start();
    // A short sentence with a link is read as an entry, too.
    let entries = state.group.contents.iter();
    let entries = entries.filter(|entry| state.group.question_at(entry.span.start).is_none());
    let entries: HashSet<u32> = entries.map(|entry| entry.span.start).collect();
    let links = state.facts.body().links();
    let links = links.filter(|link| {
        let whole = link.whole.shift(start);
        let first = labels.partition_point(|label| label.span.start < whole.start);
        let has_label = labels
            .get(first)
            .is_some_and(|label| label.span.end <= whole.end);
        let is_renamed = link
            .anchor
            .is_some_and(|anchor| renamed.contains_key(anchor));
        link.path.is_empty() && !entries.contains(&whole.start) && (has_label || is_renamed)
    });
    links.count()
}

/// The numbers of the rows of the table of contents, where they are those of the questions.
pub fn rows(state: State<'_>, changed: &Numbers) -> Vec<TextEdit> {
    let Some(matched) = contents_match(state.group) else {
        return Vec::new();
    };
    let entries = matched.entries.iter().zip(&matched.meant);
    let rows = entries.filter_map(|((entry, _), question)| {
        let number = entry.number?;
        let row = Row::of(state.text, entry)?;
        let cell = cell(state.text, row.number?).filter(|_| row.is_in_table(state.text));
        Some((number, *question, row.number?, cell))
    });
    let rows: Vec<_> = rows.collect();
    let cells = rows.iter().map(|(.., cell)| cell.map(|cell| cell.len()));
    let first = cells.clone().next().flatten();
    let same = first.is_some() && cells.clone().all(|width| width == first);
    let lengths = |(_, _, place, _): &(u32, Option<usize>, Span, Option<Span>)| place.len();
    let are_aligned = same && rows.iter().map(lengths).min() < rows.iter().map(lengths).max();
    let edits = rows.iter().filter_map(|(number, question, place, cell)| {
        let (old, new) = *changed.get(&(*question)?)?;
        let cell = cell.filter(|_| are_aligned);
        let edit = match cell {
            Some(cell) => TextEdit {
                span: cell,
                text: format!("{new:<width$} ", width = cell.len() as usize - 1),
            },
            None => written(*place, new),
        };
        (*number == old).then_some(edit)
    });
    edits.collect()
}

/// The number and the white space after it, up to the end of its cell.
fn cell(text: &str, number: Span) -> Option<Span> {
    let rest = text.get(number.end as usize..)?;
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    let ends = spaces > 0 && rest[spaces..].starts_with('|');
    ends.then(|| Span::new(number.start, number.end + spaces as u32))
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
