//! Removes a question of a document, with its row in the table of contents, and numbers those after it again.

use std::ops::Range;

use super::counting::Counting;
use super::draft::{Draft, Step};
use super::elsewhere;
use super::mentions::Mentions;
use super::order::{Numbers, Order};
use super::renumber;
use super::report::Report;
use super::rows;
use super::state::State;
use super::stated::{self, Shift};
use super::used::check_unused;
use crate::bank::{Bank, BankPath};
use crate::edit::{Planned, Sources};
use crate::shape::write::KeyEntry;
use crate::text::{Refusal, Span, TextEdit, line_at, next_line};

/// The change that removes the question at `index` of the document at `path` with its answer. The numbers after it move up,
/// and what refers to them follows.
///
/// # Errors
/// When something else leads to the question, it is the only one, another one would be read differently, or a link cannot
/// follow.
pub fn remove(bank: &Bank, sources: Sources<'_>, path: &BankPath, index: usize) -> Planned {
    let mut draft = Draft::new(bank, sources, path)?;
    let state = draft.state()?;
    if state.group.questions.len() < 2 {
        return Err(Refusal::new(
            "this is the only question; delete the file instead",
        ));
    }
    let unused = check_unused((bank, sources), (path, state), index)?;
    let counting = Counting::of(state.group);
    let gone = index..index + 1;
    let changed = counting.map_or_else(|_| Numbers::new(), |counting| counting.closing(&gone));
    Order::moved(state.group, &changed, &gone, None).check_letters(&state.list())?;
    let mut report = Report::default();
    report.add_mentions(state.text, &[], &mentions_of(state, &gone));
    report.removed = unused;
    let shift = Shift {
        gone,
        ..Shift::numbers(&changed)
    };
    stated::step(&mut draft, &shift)?;
    // It goes first: as long as two questions have one number, it is not certain which one a reference means.
    delete(&mut draft, index)?;
    if !changed.is_empty() {
        let left = changed.iter().map(|(at, numbers)| (at - 1, *numbers));
        renumber::step(&mut draft, &left.collect(), &mut report)?;
    }
    elsewhere::finish(draft, sources, &changed, report)
}

/// The mentions of questions that go in sentences of those that stay.
pub fn mentions_of(state: State<'_>, gone: &Range<usize>) -> Vec<Span> {
    let own = gone.clone().filter_map(|index| {
        let number = state.group.questions.get(index)?.question.number()?;
        Some((index, (number, number)))
    });
    let lines = gone.clone().filter_map(|index| state.list().lines(index));
    let lines: Vec<Span> = lines.collect();
    let found = Mentions::of(state, (&own.collect(), &[]));
    let found = found.certain.into_iter().chain(found.unclear);
    let stays = |span: &Span| !lines.iter().any(|lines| lines.cover(*span) == *lines);
    found.filter(stays).collect()
}

fn delete(draft: &mut Draft<'_>, index: usize) -> Result<(), Refusal> {
    let mut order = Order::of(draft.state()?.group);
    order.from.remove(index);
    order.numbers.remove(index);
    draft.step(&Step {
        order: &order,
        change: &|state| deletions(state, index),
        follow: &|_, _| Vec::new(),
    })
}

/// The edits that delete the lines of the question, its rows in the table of contents and its entries in lists of right
/// options.
fn deletions(state: State<'_>, index: usize) -> Result<Vec<TextEdit>, Refusal> {
    let lines = lines(state, index);
    let lines = lines.ok_or_else(|| Refusal::new("the question has no text"))?;
    let gone = index..index + 1;
    let mut edits = rows::without(state, &gone);
    edits.extend(keys(state, &gone));
    edits.push(TextEdit {
        span: lines,
        text: String::new(),
    });
    edits.sort();
    edits.dedup();
    Ok(edits)
}

/// The lines of the question, with what parts it from the next one, or else from the one before.
fn lines(state: State<'_>, index: usize) -> Option<Span> {
    let list = state.list();
    let own = list.lines(index)?;
    let next = list.lines(index + 1).map(|next| next.start);
    if let Some(next) = next.filter(|next| is_gap(state.text, own.end, *next)) {
        return Some(Span::new(own.start, next));
    }
    let before = index.checked_sub(1).and_then(|before| list.lines(before));
    if let Some(before) = before.filter(|before| is_gap(state.text, before.end, own.start)) {
        return Some(Span::new(before.end, own.end));
    }
    // The only question of its section: the blank lines below it go with it.
    let mut end = next_line(state.text, own.end);
    while end < state.text.len() as u32
        && line_at(state.text, end).slice(state.text).trim().is_empty()
    {
        end = next_line(state.text, end);
    }
    Some(Span::new(own.start, end))
}

/// Whether nothing but blank lines and rules is between two places.
fn is_gap(text: &str, from: u32, to: u32) -> bool {
    let between = Span::new(from, to.max(from)).slice(text);
    let mut marks = between.chars().filter(|c| !c.is_whitespace());
    from <= to && marks.all(|c| matches!(c, '-' | '*' | '_'))
}

/// The edits that remove the entries of questions in lists of right options: a line that has no other, else the entry with
/// what parts it from the next one.
pub fn keys(state: State<'_>, gone: &Range<usize>) -> Vec<TextEdit> {
    let entries = state.list().answer_keys();
    let own = entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| gone.contains(&entry.question));
    let removed = own.map(|(at, entry)| {
        let line = line_at(state.text, entry.number.start);
        let beside = |other: Option<&KeyEntry>| {
            let other = other.copied()?;
            (line_at(state.text, other.number.start) == line).then_some(other)
        };
        let before = at.checked_sub(1).and_then(|at| beside(entries.get(at)));
        let span = match (before, beside(entries.get(at + 1))) {
            (_, Some(next)) => Span::new(entry.number.start, next.number.start),
            (Some(before), None) => Span::new(before.letter.end, entry.letter.end),
            (None, None) => Span::new(line.start, next_line(state.text, line.end)),
        };
        TextEdit {
            span,
            text: String::new(),
        }
    });
    removed.collect()
}
