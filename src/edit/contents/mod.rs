//! Updates a table of contents, in the form that it has: the entries that lead nowhere or differ from their questions, and
//! the questions without an entry.
//!
//! An entry whose question exists nowhere stays, unless it is to be removed. No other line of the file changes.

mod row;
mod run;
#[cfg(test)]
mod tests;
mod written;

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::verify::{read_after, same_questions};
use super::{Edit, Planned};
use crate::bank::contents_match::{
    ContentsMatch, Difference, contents_match, differences, letters, lists_most,
};
use crate::bank::{Bank, BankPath};
use crate::facts::Facts;
use crate::facts::contents::ContentsEntry;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::text::{Refusal, Span, TextEdit};
use row::Row;
use run::Run;
use written::{escaped, line_break, line_break_of, links_or_tags, with_escaped_bars};

/// What of a table of contents is updated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// All of it. The flag: whether the entries whose question exists nowhere are removed.
    All(bool),
    /// The entry whose link is at this offset.
    Entry(u32),
    /// The entries of the questions from this index on that have none, up to the next question with one.
    Questions(usize),
}

/// The change that updates a part of the table of contents of the file at `path`; one without edits if it is as it should
/// be, or if there is no table.
///
/// # Errors
/// When the file has no questions, or the change would change anything but the table.
pub fn update(bank: &Bank, path: &BankPath, text: &str, part: Part) -> Planned {
    let group = bank
        .group(path.as_str())
        .ok_or_else(|| Refusal::new(format!("`{path}` has no questions")))?;
    let Some(matched) = contents_match(group) else {
        return Ok(Edit::default());
    };
    let table = Table::new(bank, path, text, group, &matched);
    let mut edits = table.edits(part);
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    if edits.is_empty() {
        return Ok(Edit::default());
    }
    let facts = read_after(&bank.config().input(path, text), &edits);
    match facts {
        Some(facts) if keeps_the_rest(group, &facts) => Ok(Edit::texts(path, edits)),
        _ => Err(Refusal::new(
            "the new table of contents would change the questions of the file; update it by hand",
        )),
    }
}

/// Whether the entry with the link at an offset can be updated.
pub fn is_outdated(bank: &Bank, path: &BankPath, text: &str, offset: u32) -> bool {
    let Some(group) = bank.group(path.as_str()) else {
        return false;
    };
    let Some(matched) = contents_match(group) else {
        return false;
    };
    let table = Table::new(bank, path, text, group, &matched);
    !table.edits(Part::Entry(offset)).is_empty()
}

/// Whether the questions say what they said, and each heading has the anchor that it had.
fn keeps_the_rest(group: &Group, after: &Facts) -> bool {
    let Some(now) = after.as_group() else {
        return false;
    };
    let questions = |group: &'_ Group| {
        group
            .questions
            .iter()
            .map(|it| it.question.clone())
            .collect::<Vec<_>>()
    };
    let (old, new) = (questions(group), questions(now));
    same_questions(new.iter().map(|it| &**it), old.iter().map(|it| &**it))
        && group.body.anchors().eq(now.body.anchors())
}

/// A table of contents, and the file that it is in.
struct Table<'t> {
    bank: &'t Bank,
    path: &'t BankPath,
    text: &'t str,
    group: &'t Group,
    matched: &'t ContentsMatch<'t>,
    /// The row of each entry.
    rows: Vec<Option<Row>>,
    /// What links can lead to.
    anchors: HashSet<&'t str>,
    /// The headings by their letters; `None` for those that several have.
    headings: HashMap<String, Option<&'t str>>,
}

impl<'t> Table<'t> {
    fn new(
        bank: &'t Bank,
        path: &'t BankPath,
        text: &'t str,
        group: &'t Group,
        matched: &'t ContentsMatch<'t>,
    ) -> Self {
        let rows = matched
            .entries
            .iter()
            .map(|(entry, _)| Row::of(text, entry));
        let mut headings: HashMap<String, Option<&'t str>> = HashMap::default();
        for heading in group.body.headings() {
            let text = heading.span.shift(group.split.body).slice(text);
            let known = headings
                .entry(letters(text))
                .or_insert(Some(heading.anchor));
            *known = known.filter(|anchor| *anchor == heading.anchor);
        }
        Self {
            bank,
            path,
            text,
            group,
            matched,
            rows: rows.collect(),
            anchors: group.body.anchors().collect(),
            headings,
        }
    }

    fn edits(&self, part: Part) -> Vec<TextEdit> {
        let entries = |at: usize| match part {
            Part::All(_) => true,
            Part::Entry(offset) => self.matched.entries[at].0.span.touches(offset),
            Part::Questions(_) => false,
        };
        let mut edits: Vec<TextEdit> = Vec::new();
        edits.extend(
            (0..self.rows.len())
                .filter(|at| entries(*at))
                .filter_map(|at| self.anchor_edit(at)),
        );
        // An entry that is pointed at its question differs from that one.
        let leads = (0..self.rows.len()).map(|at| match self.meant_anchor(at) {
            Some(_) => self.matched.meant[at],
            None => self.matched.entries[at].1,
        });
        let differing = differences(self.matched, leads);
        let differing = differing.into_iter().filter(|(at, ..)| entries(*at));
        edits.extend(differing.filter_map(|it| self.difference_edit(it)));
        match part {
            Part::All(removes) => {
                edits.extend(self.without_mark());
                edits.extend(self.missing_rows(self.missing()));
                if removes {
                    let lost = (0..self.rows.len()).filter(|at| self.is_lost(*at));
                    edits.extend(lost.filter_map(|at| self.removal(at)));
                }
            }
            Part::Entry(_) => {}
            Part::Questions(first) => edits.extend(self.missing_rows(self.missing_from(first))),
        }
        edits
    }

    /// Whether the anchor of an entry exists. The case of letters does not count on the sites where documents are read.
    fn leads_somewhere(&self, anchor: &str) -> bool {
        let plain = anchor.strip_prefix("user-content-").unwrap_or(anchor);
        let has = |anchor: &str| self.anchors.contains(anchor);
        plain.is_empty()
            || plain.eq_ignore_ascii_case("top")
            || has(plain)
            || has(&plain.to_lowercase())
    }

    /// The anchor that the entry at `at` is meant to have, if its own leads nowhere: that of its question, or of the only
    /// heading with its text.
    fn meant_anchor(&self, at: usize) -> Option<&'t str> {
        let (entry, _) = self.matched.entries[at];
        if self.leads_somewhere(entry.anchor.as_deref()?) {
            return None;
        }
        match self.matched.meant[at] {
            Some(question) => self.matched.anchors[question],
            None => *self.headings.get(&letters(&entry.text))?,
        }
    }

    fn anchor_edit(&self, at: usize) -> Option<TextEdit> {
        let anchor = self.meant_anchor(at)?;
        let row = self.rows[at].as_ref()?;
        Some(replacement(row.anchor, anchor))
    }

    fn difference_edit(
        &self,
        (at, question, difference): (usize, usize, Difference),
    ) -> Option<TextEdit> {
        let row = self.rows[at].as_ref()?;
        match difference {
            Difference::Text => Some(replacement(row.label, &self.label(question, row)?)),
            Difference::Number { number, .. } => {
                Some(replacement(row.number?, &number.to_string()))
            }
        }
    }

    /// Whether an entry leads nowhere, and nothing shows what it is meant for.
    fn is_lost(&self, at: usize) -> bool {
        let (entry, question) = self.matched.entries[at];
        let anchor = entry.anchor.as_deref().unwrap_or_default();
        question.is_none()
            && self.matched.meant[at].is_none()
            && !self.leads_somewhere(anchor)
            && self.meant_anchor(at).is_none()
    }

    /// The line of an entry, with its line break; `None` where a part of the list is below it.
    fn removal(&self, at: usize) -> Option<TextEdit> {
        let row = self.rows[at].as_ref()?;
        if self.end_of(row) != row.line.end {
            return None;
        }
        let after = &self.text[row.line.end as usize..];
        let end = row.line.end + line_break(after).len() as u32;
        Some(replacement(Span::new(row.line.start, end), ""))
    }

    /// The links to questions without an entry that lack the `#`, and so would lead to a file.
    fn without_mark(&self) -> Vec<TextEdit> {
        let anchors = &self.matched.anchors;
        let listed = self
            .matched
            .entries
            .iter()
            .filter_map(|(_, question)| *question);
        let listed: HashSet<usize> = listed.collect();
        let open = (0..anchors.len()).filter(|index| !listed.contains(index));
        let open: HashSet<&str> = open.filter_map(|index| anchors[index]).collect();
        let links = self.group.body.links().filter(|link| link.anchor.is_none());
        let dead = links.filter(|link| {
            let file = self.path.beside(link.path);
            open.contains(link.path)
                && file.is_none_or(|file| self.bank.file(file.as_str()).is_none())
        });
        let place = |span: Span| Span::at(span.start + self.group.split.body);
        dead.map(|link| replacement(place(link.span), "#"))
            .collect()
    }

    /// The questions that the table should list and does not.
    fn missing(&self) -> Vec<usize> {
        let listed = &self.matched.listed;
        match lists_most(listed) {
            true => (0..listed.len())
                .filter(|at| self.is_missing(*at))
                .collect(),
            false => Vec::new(),
        }
    }

    fn missing_from(&self, first: usize) -> Vec<usize> {
        let all = first..self.matched.listed.len();
        all.take_while(|at| self.is_missing(*at)).collect()
    }

    fn is_missing(&self, question: usize) -> bool {
        !self.matched.listed[question] && self.matched.anchors[question].is_some()
    }

    /// The rows of questions that have none, each next to that of a neighbour, and the numbers of the rows after them.
    fn missing_rows(&self, questions: Vec<usize>) -> Vec<TextEdit> {
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
        let mut inserted: BTreeMap<u32, String> = BTreeMap::new();
        for (new, number) in places.iter().zip(numbers) {
            if let Some((place, row)) = self.new_row(new, number) {
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

    /// The row with a line break, and where it goes.
    fn new_row(&self, new: &NewRow, number: Option<u32>) -> Option<(u32, String)> {
        let row = self.rows[new.neighbour].as_ref()?;
        let label = self.label(new.question, row)?;
        let anchor = self.matched.anchors[new.question]?;
        let written = row.like(self.text, &label, anchor, number);
        let line_break = line_break_of(self.text, row);
        Some(match new.is_after {
            true => (self.end_of(row), format!("{line_break}{written}")),
            false => (row.line.start, format!("{written}{line_break}")),
        })
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
        let mut run = Run::default();
        let mut numbers = vec![None; new.len()];
        let mut edits = Vec::new();
        for (at, (entry, _)) in entries.iter().enumerate() {
            let at_here = |is_after: bool| {
                let all = new.iter().enumerate();
                all.filter(move |(_, it)| it.neighbour == at && it.is_after == is_after)
            };
            for (index, _) in at_here(false) {
                numbers[index] = Some(run.open());
            }
            if let Some(old) = entry.number {
                let number = run.old(old);
                let place = self.rows[at].as_ref().and_then(|row| row.number);
                let place = place.filter(|_| number != old);
                edits.extend(place.map(|place| replacement(place, &number.to_string())));
            }
            for (index, _) in at_here(true) {
                numbers[index] = Some(run.next());
            }
        }
        (numbers, edits)
    }

    /// The end of a row with the lines that belong to it: those that are indented more.
    fn end_of(&self, row: &Row) -> u32 {
        let mut end = row.line.end;
        if row.is_in_table(self.text) {
            return end;
        }
        let indent = row.indent(self.text);
        let rest = &self.text[end as usize..];
        for line in rest.split_inclusive('\n').skip(1) {
            let bare = line.trim_start();
            if bare.is_empty() || line.len() - bare.len() <= indent {
                break;
            }
            let start = (line.as_ptr() as usize - self.text.as_ptr() as usize) as u32;
            end = start + line.trim_end_matches(['\r', '\n']).len() as u32;
        }
        end
    }

    /// The text of a question as it is written in a link of `row`.
    fn label(&self, question: usize, row: &Row) -> Option<String> {
        let placed: &Placed<'_> = &self.matched.questions[question];
        let mark = placed.text()?;
        let written = mark.span.slice(self.text).trim();
        let is_simple = !written.is_empty() && !written.contains('\n') && !links_or_tags(written);
        let label = match is_simple {
            true => written.to_owned(),
            false => escaped(mark.text),
        };
        Some(match row.is_in_table(self.text) {
            true => with_escaped_bars(&label),
            false => label,
        })
    }
}

/// A row to write.
struct NewRow {
    /// The index of its question.
    question: usize,
    /// The entry next to it.
    neighbour: usize,
    /// Whether it goes after that one.
    is_after: bool,
}

fn replacement(span: Span, text: &str) -> TextEdit {
    TextEdit {
        span,
        text: text.to_owned(),
    }
}
