//! Adds questions to a table of contents in another file.

use super::label;
use super::row::Row;
use crate::bank::contents_match::anchors;
use crate::bank::{Bank, BankPath};
use crate::edit::{Edit, Planned, Sources, is_current, one_question};
use crate::facts::contents::ContentsEntry;
use crate::facts::group::Group;
use crate::text::{Refusal, Span, TextEdit, line_break};

/// Adds the questions from `first` on of the file at `path` to the table of contents in the file at `other`, up to the next
/// one that the table lists.
///
/// # Errors
/// When the rows are written in another way than this reads, or a question of the other file would be read differently.
pub fn add(
    bank: &Bank,
    sources: Sources<'_>,
    (path, first): (&BankPath, usize),
    other: &BankPath,
) -> Planned {
    let read = |path: &BankPath| {
        let text = sources(path).filter(|text| is_current(bank, path, text));
        text.ok_or_else(|| Refusal::new(format!("`{path}` cannot be read")))
    };
    let (own, table) = (read(path)?, read(other)?);
    let group = bank.group(path.as_str());
    let group = group.ok_or_else(|| Refusal::new(format!("`{path}` has no questions")))?;
    let rows = Rows {
        group,
        own: &own,
        table: &table,
        rows: rows(bank, (path, group), (other, &table)),
    };
    let edit = rows.missing_from(first)?;
    if let Some(before) = bank.group(other.as_str()) {
        let edits = std::slice::from_ref(&edit);
        one_question::edited(bank, other, (&table, before), edits, None)?;
    }
    Ok(Edit::texts(other, [edit]))
}

fn unclear() -> Refusal {
    Refusal::new("the rows of the table are not written alike; add the question by hand")
}

/// For each question of a group, its row in the table of another file.
fn rows(
    bank: &Bank,
    (path, group): (&BankPath, &Group),
    (other, text): (&BankPath, &str),
) -> Vec<Option<Row>> {
    let anchors = anchors(group, group.questions.iter());
    let mut rows: Vec<Option<Row>> = anchors.iter().map(|_| None).collect();
    let Some(facts) = bank.file(other.as_str()).and_then(|file| file.facts()) else {
        return rows;
    };
    let start = facts.body_start();
    for link in facts.body().links() {
        let leads_here = other.beside(link.path).as_ref() == Some(path);
        let Some(anchor) = link.anchor.filter(|_| leads_here && !link.path.is_empty()) else {
            continue;
        };
        let index = anchors.iter().position(|own| *own == Some(anchor));
        let Some(index) = index.filter(|index| rows[*index].is_none()) else {
            continue;
        };
        let whole = link.whole.shift(start);
        // Another form of link is not a row that a new one can be like.
        if !whole.slice(text).starts_with('[') || !whole.slice(text).ends_with(')') {
            continue;
        }
        let number = group
            .questions
            .get(index)
            .and_then(|it| it.question.number());
        let entry = ContentsEntry {
            span: whole,
            text: Default::default(),
            number,
            anchor: Some(anchor.into()),
        };
        rows[index] = Row::of(text, &entry);
    }
    rows
}

/// The rows of a table in another file.
struct Rows<'r> {
    group: &'r Group,
    /// The text of the questions.
    own: &'r str,
    /// The text of the table.
    table: &'r str,
    /// For each question, its row.
    rows: Vec<Option<Row>>,
}

impl Rows<'_> {
    fn missing_from(&self, first: usize) -> Result<TextEdit, Refusal> {
        let anchors = anchors(self.group, self.group.questions.iter());
        let open = (first..self.rows.len())
            .take_while(|index| self.rows[*index].is_none())
            .filter(|index| anchors[*index].is_some());
        let before = self.rows.iter().take(first).rev().flatten().next();
        let after = self.rows.iter().skip(first).flatten().next();
        let neighbour = before.or(after).ok_or_else(unclear)?;
        let line_break = line_break(self.table);
        let mut written = String::new();
        for index in open {
            let placed = self.group.questions.get(index).ok_or_else(unclear)?;
            let number = placed.question.number();
            if self.counts_otherwise(neighbour, number) {
                return Err(Refusal::new(
                    "the numbers of the rows are not those of the questions; add the row by hand",
                ));
            }
            let label = label(self.own, &placed, (self.table, neighbour)).ok_or_else(unclear)?;
            let anchor = anchors[index].ok_or_else(unclear)?;
            let row = neighbour.like(self.table, &label, anchor, number);
            written += &match before {
                Some(_) => format!("{line_break}{row}"),
                None => format!("{row}{line_break}"),
            };
        }
        let at = match before {
            Some(before) => before.line.end,
            None => neighbour.line.start,
        };
        Ok(TextEdit {
            span: Span::at(at),
            text: written,
        })
    }

    /// Whether a row has a number that is not that of its question.
    fn counts_otherwise(&self, row: &Row, number: Option<u32>) -> bool {
        let before = Span::new(row.line.start, row.link.start).slice(self.table);
        let has_digits = before.contains(|c: char| c.is_ascii_digit());
        has_digits && (row.number.is_none() || number.is_none())
    }
}
