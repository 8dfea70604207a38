//! The numbers of questions in a document.

use crate::facts::group::Group;

/// The number of a question, and how the numbers go on.
pub struct Number {
    /// The number.
    pub value: u32,
    /// By how much the next one is greater.
    step: i64,
    /// The indent of the list item that starts with it, if one does.
    indent: Option<usize>,
}

impl Number {
    /// The number of the question at the index `after`; `None` if it has none.
    pub fn after(text: &str, group: &Group, after: usize) -> Option<Self> {
        let number = |index: usize| group.questions.get(index)?.question.number();
        let value = number(after)?;
        let before = after.checked_sub(1).and_then(number);
        // Some lists have the same number throughout, or count down.
        let step = before.map(|before| i64::from(value) - i64::from(before));
        let step = step.filter(|step| matches!(step, 0 | -1)).unwrap_or(1);
        let placed = group.questions.get(after)?;
        let mark = placed.question.number_mark()?.shift(placed.start);
        let line = text[..mark.start as usize].rsplit('\n').next()?;
        Some(Self {
            value,
            step,
            indent: line.trim().is_empty().then_some(line.len()),
        })
    }

    /// The number `place` questions later.
    pub fn next(&self, place: u32) -> u32 {
        let next = i64::from(self.value) + self.step * i64::from(place);
        next.max(0) as u32
    }

    /// The least indent of what belongs to the list item `place` questions later, if that has more digits.
    pub fn indent(&self, place: u32) -> usize {
        let indent = self.indent.unwrap_or(0);
        match self.indent {
            Some(_) => indent_of_item(indent, self.value, self.next(place)),
            None => 0,
        }
    }
}

/// The least indent of what belongs to a list item at the column `indent` with the number `new` in place of `old`; 0 if
/// that does not have more digits.
pub fn indent_of_item(indent: usize, old: u32, new: u32) -> usize {
    let digits = |number: u32| number.to_string().len();
    match digits(new) > digits(old) {
        true => indent + digits(new) + ". ".len(),
        false => 0,
    }
}
