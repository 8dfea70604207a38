//! The rows of the table of contents for questions that change places or go.

use std::ops::Range;

use super::labels;
use super::order::{Numbers, written};
use super::state::State;
use crate::bank::contents_match::contents_match;
use crate::edit::anchors::Renamed;
use crate::edit::contents::row::Row;
use crate::text::{self, Span, TextEdit};

/// A row for one question.
pub struct Own {
    /// The row.
    pub row: Row,
    /// Its number.
    pub number: Option<u32>,
    /// Whether it leads to the heading of the question, if that is one.
    leads: bool,
}

/// The rows, in order, each with the index of the question that it is meant for.
pub fn rows(state: State<'_>) -> Vec<(usize, Own)> {
    let Some(matched) = contents_match(state.group) else {
        return Vec::new();
    };
    let entries = matched.entries.iter().zip(&matched.meant);
    let rows = entries.filter_map(|((entry, _), question)| {
        let question = (*question)?;
        let row = Row::of(state.text, entry)?;
        // A link in an answer is not a row of the table.
        let is_outside = state.group.question_at(row.line.start).is_none();
        let heading = matched.anchors[question];
        let own = Own {
            row,
            number: entry.number,
            leads: heading.is_none_or(|anchor| entry.anchor.as_deref() == Some(anchor)),
        };
        is_outside.then_some((question, own))
    });
    rows.collect()
}

/// The rows of questions that come in another order, which `order` gives for `places`: each with what belongs to its question,
/// and the number that its question gets, or that counts the row. `None` unless each question has one row, in their order, with nothing below it.
pub fn reordered(
    state: State<'_>,
    (places, order): (&Range<usize>, &[usize]),
    (changed, renamed): (&Numbers, &Renamed),
) -> Option<Vec<TextEdit>> {
    let rows = rows(state);
    let mut own = Vec::new();
    for index in places.clone() {
        let mut of_it = rows.iter().filter(|(question, _)| *question == index);
        let (Some((_, row)), None) = (of_it.next(), of_it.next()) else {
            return None;
        };
        own.push(row);
    }
    let is_in_order = own.is_sorted_by(|a, b| a.row.line.end < b.row.line.start);
    if !is_in_order
        || own.iter().any(|it| !it.leads)
        || own.iter().any(|it| it.row.has_more_below(state.text))
    {
        return None;
    }
    let mut edits = Vec::new();
    for (here, from) in own.iter().zip(order) {
        let row = own.get(*from)?;
        let question = places.start + from;
        let asked = state.group.questions.get(question)?.question.number();
        let numbers = match row.number {
            // In a table, the number of a row with a letter is not read: it can be that of the question alone.
            None => changed.get(&question).copied(),
            own if own == asked => changed.get(&question).copied(),
            own => own.zip(here.number),
        };
        let text = row.at(state.text, numbers, renamed)?;
        edits.push(TextEdit {
            span: here.row.line,
            text,
        });
    }
    edits.retain(|edit| edit.span.slice(state.text) != edit.text);
    Some(edits)
}

/// The edits of the numbers of the rows that lead to these questions, where they are those of the questions.
pub fn numbers(state: State<'_>, changed: &Numbers) -> Vec<TextEdit> {
    let rows = rows(state).into_iter().filter(|(_, own)| own.leads);
    let edits = rows.filter_map(|(question, own)| {
        let (old, new) = *changed.get(&question)?;
        let span = own.row.number.filter(|_| own.number == Some(old))?;
        Some(written(span, new))
    });
    edits.collect()
}

impl Own {
    /// The row with its number, as it was and as it is.
    fn at(&self, text: &str, number: Option<(u32, u32)>, renamed: &Renamed) -> Option<String> {
        let row = &self.row;
        let mut edits = Vec::new();
        if let Some((old, new)) = number {
            let whole = labels::numbers(text, row.link, old).chain(row.number);
            edits.extend(whole.map(|span| written(span, new)));
        }
        edits.extend(renamed.get(row.anchor.slice(text)).map(|new| TextEdit {
            span: row.anchor,
            text: new.clone(),
        }));
        edits.sort();
        edits.dedup();
        let inside = edits.into_iter().map(|edit| TextEdit {
            span: Span::new(
                edit.span.start - row.line.start,
                edit.span.end - row.line.start,
            ),
            ..edit
        });
        text::apply(row.line.slice(text), &inside.collect::<Vec<_>>()).ok()
    }
}

/// The edits that remove the rows of questions, and number those after them again where the numbers count the rows. Rows to
/// which further ones belong stay.
pub fn without(state: State<'_>, gone: &Range<usize>) -> Vec<TextEdit> {
    let own_number = |question: usize| state.group.questions.get(question)?.question.number();
    let mut edits = Vec::new();
    // The number that follows in a run of rows that count themselves, and how many rows before it go.
    let mut run = None;
    for (question, own) in rows(state) {
        let goes = gone.contains(&question) && !own.row.has_more_below(state.text);
        let number = own.number.zip(own.row.number);
        let before = run.filter(|(next, _)| own.number == Some(*next));
        run = number.and_then(|(number, place)| match (goes, before) {
            (true, Some((_, count))) => Some((number + 1, count + 1)),
            (true, None) => (own_number(question) != Some(number)).then_some((number + 1, 1)),
            (false, Some((_, count))) => {
                edits.push(written(place, number - count));
                Some((number + 1, count))
            }
            (false, None) => None,
        });
        if goes {
            edits.push(TextEdit {
                span: own.row.whole(state.text),
                text: String::new(),
            });
        }
    }
    edits
}
