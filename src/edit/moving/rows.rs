//! The rows of a table of contents whose questions move to another section: they go along.

use std::ops::Range;

use crate::bank::BankPath;
use crate::edit::contents::row::gap;
use crate::edit::relocate::{Part, Pieces};
use crate::edit::sequence::rows::{Own, rows};
use crate::edit::sequence::state::State;
use crate::text::Refusal;

/// The rows of the questions of a file.
pub struct Rows<'t> {
    path: &'t BankPath,
    text: &'t str,
    /// Each with the index of its question.
    rows: Vec<(usize, Own)>,
    /// Whether they have numbers of their own, which are not those of the questions.
    are_counted: bool,
}

impl<'t> Rows<'t> {
    /// The rows of the table of contents, in order; none without a table.
    pub fn of(path: &'t BankPath, state: State<'t>) -> Self {
        let rows = rows(state);
        let number = |index: usize| state.group.questions.get(index)?.question.number();
        let is_own =
            |(index, own): &(usize, Own)| own.number.is_some() && own.number == number(*index);
        Self {
            path,
            text: state.text,
            are_counted: !rows.iter().any(is_own),
            rows,
        }
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
        let before = self
            .rows
            .iter()
            .position(|(question, _)| *question == after);
        let Some(before) = before else { return Ok(()) };
        if self.are_counted {
            self.count(pieces, &range, before)?;
        }
        let gap = gap(self.text, self.rows.iter().map(|(_, own)| &own.row));
        let mut lines = Vec::new();
        for (_, own) in &self.rows[range] {
            lines.push(Part::new(gap.clone()));
            lines.extend(pieces.cut(self.path, own.row.line)?);
            pieces.cut(self.path, own.row.whole(self.text))?;
        }
        pieces.paste(self.path, self.rows[before].1.row.line.end, lines)
    }

    /// Gives each row between the old places and the new ones the number that its place has.
    fn count(
        &self,
        pieces: &mut Pieces,
        moved: &Range<usize>,
        before: usize,
    ) -> Result<(), Refusal> {
        let all = moved.start.min(before + 1)..moved.end.max(before + 1);
        let (own, others): (Vec<usize>, Vec<usize>) =
            all.clone().partition(|at| moved.contains(at));
        let order = match before < moved.start {
            true => [own, others],
            false => [others, own],
        };
        for (place, from) in all.zip(order.into_iter().flatten()) {
            let row = &self.rows[from].1;
            let number = self.rows[place].1.number.zip(row.row.number);
            let Some((number, span)) = number.filter(|(number, _)| row.number != Some(*number))
            else {
                continue;
            };
            pieces.replace(self.path, span, &number.to_string())?;
        }
        Ok(())
    }

    /// The rows of the questions of a range, if they follow each other and nothing belongs to one of them.
    fn range(&self, questions: &Range<usize>) -> Option<Range<usize>> {
        let is_in = |(question, _): &&(usize, Own)| questions.contains(question);
        let first = self.rows.iter().position(|row| is_in(&row))?;
        let count = self.rows[first..].iter().take_while(is_in).count();
        let range = first..first + count;
        let is_all = self.rows.iter().filter(is_in).count() == count;
        let is_simple = self.rows[range.clone()]
            .iter()
            .all(|(_, own)| !own.row.has_more_below(self.text));
        (is_all && is_simple).then_some(range)
    }
}
