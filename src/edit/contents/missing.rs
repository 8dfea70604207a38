//! The rows of questions that a table of contents does not list.

use std::collections::BTreeMap;

use super::Table;
use super::row::gap;
use super::run::Run;
use super::written::replacement;
use crate::bank::contents_match::lists_most;
use crate::facts::contents::ContentsEntry;
use crate::text::{Span, TextEdit};

/// A row to write.
struct NewRow {
    /// The index of its question.
    question: usize,
    /// The entry next to it.
    neighbour: usize,
    /// Whether it goes after that one.
    is_after: bool,
}

impl Table<'_> {
    /// The questions that the table should list and does not.
    pub(super) fn missing(&self) -> Vec<usize> {
        let listed = &self.matched.listed;
        match lists_most(listed) {
            true => (0..listed.len())
                .filter(|at| self.is_missing(*at))
                .collect(),
            false => Vec::new(),
        }
    }

    /// The questions from `first` on that have no entry, up to the next one with an entry.
    pub(super) fn missing_from(&self, first: usize) -> Vec<usize> {
        let all = first..self.matched.listed.len();
        all.take_while(|at| self.is_missing(*at)).collect()
    }

    fn is_missing(&self, question: usize) -> bool {
        !self.matched.listed[question] && self.matched.anchors[question].is_some()
    }

    /// The rows of questions that have none, each next to that of a neighbour, and the numbers of the rows after them.
    pub(super) fn missing_rows(&self, questions: Vec<usize>) -> Vec<TextEdit> {
        let mut row_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, question) in self.matched.meant.iter().enumerate() {
            if let Some(question) = question.filter(|_| self.rows[at].is_some()) {
                row_of.entry(question).or_insert(at);
            }
        }
        let places = questions.into_iter();
        let places: Vec<NewRow> = places
            .filter_map(|question| self.place_of(question, &row_of))
            .collect();
        let (numbers, mut edits) = self.numbers(&places);
        let gap = gap(self.text, self.rows.iter().flatten());
        let mut inserted: BTreeMap<u32, String> = BTreeMap::new();
        for (new, number) in places.iter().zip(numbers) {
            if let Some((place, row)) = self.new_row(new, number, &gap) {
                *inserted.entry(place).or_default() += &row;
            }
        }
        let inserted = inserted.into_iter();
        edits.extend(inserted.map(|(place, rows)| replacement(Span::at(place), &rows)));
        edits
    }

    /// Next to which row that of a question goes: after that of the question before it, or before that of the question
    /// after it where only that one is in the same section.
    fn place_of(&self, question: usize, row_of: &BTreeMap<usize, usize>) -> Option<NewRow> {
        let section = |index: usize| {
            let section = self.matched.questions[index].section;
            section.map(|section| section.first)
        };
        let before = row_of.range(..question).next_back();
        let after = row_of.range(question + 1..).next();
        let is_same = |neighbour: Option<(&usize, &usize)>| {
            neighbour.is_some_and(|(index, _)| section(*index) == section(question))
        };
        let is_after = before.is_some() && (is_same(before) || !is_same(after));
        let (_, neighbour) = if is_after { before? } else { after? };
        Some(NewRow {
            question,
            neighbour: *neighbour,
            is_after,
        })
    }

    /// The row with what parts it from its neighbour, and where it goes.
    fn new_row(&self, new: &NewRow, number: Option<u32>, gap: &str) -> Option<(u32, String)> {
        let row = self.rows[new.neighbour].as_ref()?;
        let label = self.label(new.question, row)?;
        let anchor = self.matched.anchors[new.question]?;
        let written = row.like(self.text, &label, anchor, number);
        Some(match new.is_after {
            true => (self.end_of(row), format!("{gap}{written}")),
            false => (row.line.start, format!("{written}{gap}")),
        })
    }

    /// The rows that can be written next to that of the entry `neighbour`, each with the text of its question: one for each
    /// question without an entry, first those after the question of that entry.
    pub(super) fn rows_beside(&self, neighbour: usize, is_after: bool) -> Vec<(String, String)> {
        let all = self.matched.listed.len();
        let from = self.matched.meant[neighbour].map_or(0, |question| question + 1);
        let questions = (from..all).chain(0..from).filter(|at| self.is_missing(*at));
        let row = |question: usize| {
            let new = NewRow {
                question,
                neighbour,
                is_after,
            };
            let (numbers, _) = self.numbers(std::slice::from_ref(&new));
            let row = self.rows[neighbour].as_ref()?;
            let anchor = self.matched.anchors[question]?;
            let label = self.label(question, row)?;
            let asked = self.matched.questions[question].text()?;
            let number = numbers.first().copied().flatten();
            let written = row.like(self.text, &label, anchor, number);
            Some((asked.text.to_owned(), written))
        };
        questions.filter_map(row).collect()
    }

    /// The numbers of new rows: those of their questions, if rows have these; else the next ones, and the edits by which
    /// the rows after them go on from there. `None` keeps the number of the neighbour, as where all items are `1.`.
    fn numbers(&self, new: &[NewRow]) -> (Vec<Option<u32>>, Vec<TextEdit>) {
        let number = |question: usize| self.matched.questions[question].question.number();
        let entries = &self.matched.entries;
        let are_own = |(entry, question): &(&ContentsEntry, Option<usize>)| {
            entry.number.is_some() && question.is_some_and(|it| number(it) == entry.number)
        };
        if entries.iter().any(are_own) {
            return (
                new.iter().map(|it| number(it.question)).collect(),
                Vec::new(),
            );
        }
        let mut listed = entries.iter().filter_map(|(entry, _)| entry.number);
        let first = listed.next();
        if first.is_none() || entries.len() > 1 && listed.all(|number| Some(number) == first) {
            return (vec![None; new.len()], Vec::new());
        }
        let mut here: BTreeMap<(usize, bool), Vec<usize>> = BTreeMap::new();
        for (index, it) in new.iter().enumerate() {
            here.entry((it.neighbour, it.is_after))
                .or_default()
                .push(index);
        }
        let at_here = |at: usize, is_after: bool| here.get(&(at, is_after)).into_iter().flatten();
        let mut run = Run::default();
        let mut numbers = vec![None; new.len()];
        let mut edits = Vec::new();
        for (at, (entry, _)) in entries.iter().enumerate() {
            for index in at_here(at, false) {
                numbers[*index] = Some(run.open());
            }
            if let Some(old) = entry.number {
                let number = run.old(old);
                let place = self.rows[at].as_ref().and_then(|row| row.number);
                let place = place.filter(|_| number != old);
                edits.extend(place.map(|place| replacement(place, &number.to_string())));
            }
            for index in at_here(at, true) {
                numbers[*index] = Some(run.next());
            }
        }
        (numbers, edits)
    }
}
