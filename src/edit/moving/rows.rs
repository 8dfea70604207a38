//! The rows of a table of contents whose questions move: they go along, with their numbers.

use std::ops::Range;

use super::numbers;
use crate::bank::BankPath;
use crate::bank::contents_match::contents_match;
use crate::edit::contents::row::Row;
use crate::edit::relocate::{Part, Pieces};
use crate::facts::group::Group;
use crate::text::{Refusal, Span, line_break, next_line};

/// The rows of the questions of a file.
pub struct Rows<'t> {
    path: &'t BankPath,
    text: &'t str,
    rows: Vec<Listed>,
}

/// A row.
struct Listed {
    row: Row,
    /// The index of its question.
    question: usize,
    number: Option<u32>,
    /// Whether its number is that of its question.
    is_own: bool,
}

impl<'t> Rows<'t> {
    /// The rows of the table of contents, in order; none without a table.
    pub fn of(path: &'t BankPath, text: &'t str, group: &Group) -> Self {
        let matched = contents_match(group);
        let rows = matched.iter().flat_map(|matched| {
            let meant = matched.entries.iter().zip(&matched.meant);
            meant.filter_map(|((entry, _), question)| {
                let question = (*question)?;
                let row = Row::of(text, entry)?;
                // A link in an answer is not a row of the table.
                group.question_at(row.line.start).is_none().then(|| Listed {
                    is_own: entry.number == matched.questions[question].question.number(),
                    number: entry.number.filter(|_| row.number.is_some()),
                    row,
                    question,
                })
            })
        });
        Self {
            path,
            text,
            rows: rows.collect(),
        }
    }

    /// Whether no question has a row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes the new numbers of questions into the rows that have their numbers, but those that go.
    ///
    /// # Errors
    /// As [`Pieces::replace`].
    pub fn renumber(&self, pieces: &mut Pieces, numbers: &[Option<u32>]) -> Result<(), Refusal> {
        for listed in self.rows.iter().filter(|listed| listed.is_own) {
            let new = numbers[listed.question];
            self.write_number(pieces, listed, new)?;
        }
        Ok(())
    }

    fn write_number(
        &self,
        pieces: &mut Pieces,
        listed: &Listed,
        new: Option<u32>,
    ) -> Result<(), Refusal> {
        let place = listed.row.number.zip(new);
        let Some((span, new)) = place.filter(|_| listed.number != new) else {
            return Ok(());
        };
        pieces.replace(self.path, span, &new.to_string())
    }

    /// Moves the rows of the questions of a range after that of the question at the index `after`. Rows that cannot move
    /// as they are stay; their links lead to the questions there, too.
    ///
    /// # Errors
    /// As [`Pieces::replace`].
    pub fn move_after(
        &self,
        pieces: &mut Pieces,
        moved: &Range<usize>,
        after: usize,
    ) -> Result<(), Refusal> {
        let Some(range) = self.range(moved) else {
            return Ok(());
        };
        let before = self.rows.iter().position(|listed| listed.question == after);
        let Some(before) = before else { return Ok(()) };
        self.count(pieces, |numbers| numbers::moved(numbers, &range, before))?;
        let mut lines = Vec::new();
        for listed in &self.rows[range] {
            lines.push(Part::new(line_break(self.text)));
            lines.extend(pieces.cut(self.path, listed.row.line)?);
            pieces.cut(self.path, self.line(listed))?;
        }
        pieces.paste(self.path, self.rows[before].row.line.end, lines)
    }

    /// Removes the rows of the questions of a range.
    ///
    /// # Errors
    /// As [`Pieces::replace`].
    pub fn remove(&self, pieces: &mut Pieces, moved: &Range<usize>) -> Result<(), Refusal> {
        let Some(range) = self.range(moved) else {
            return Ok(());
        };
        self.count(pieces, |numbers| Ok(numbers::without(numbers, &range)))?;
        for listed in &self.rows[range] {
            pieces.cut(self.path, self.line(listed))?;
        }
        Ok(())
    }

    /// Writes the numbers of rows that are counted.
    fn count(
        &self,
        pieces: &mut Pieces,
        now: impl Fn(&[Option<u32>]) -> Result<Vec<Option<u32>>, Refusal>,
    ) -> Result<(), Refusal> {
        if self
            .rows
            .iter()
            .any(|listed| listed.is_own && listed.number.is_some())
        {
            return Ok(());
        }
        let numbers: Vec<Option<u32>> = self.rows.iter().map(|listed| listed.number).collect();
        for (listed, new) in self.rows.iter().zip(now(&numbers)?) {
            self.write_number(pieces, listed, new)?;
        }
        Ok(())
    }

    /// The row's line with its line break.
    fn line(&self, listed: &Listed) -> Span {
        let line = listed.row.line;
        Span::new(line.start, next_line(self.text, line.end))
    }

    /// The rows of the questions of a range, if they follow each other and nothing belongs to one of them.
    fn range(&self, questions: &Range<usize>) -> Option<Range<usize>> {
        let is_in = |listed: &&Listed| questions.contains(&listed.question);
        let first = self.rows.iter().position(|listed| is_in(&listed))?;
        let count = self.rows[first..].iter().take_while(is_in).count();
        let range = first..first + count;
        let is_all = self.rows.iter().filter(is_in).count() == count;
        let is_simple = self.rows[range.clone()]
            .iter()
            .all(|listed| !listed.row.has_more_below(self.text));
        (is_all && is_simple).then_some(range)
    }
}
