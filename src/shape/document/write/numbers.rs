//! The numbers of questions in a document.

use std::ops::Range;

use super::block::Block;
use super::value::is_no_row;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::write::TargetList;
use crate::syntax::markdown::slug::heading_anchor;
use crate::text::{Refusal, Span, TextEdit, line_start, next_line};

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
        let placed = group.questions.get(after)?;
        // One with a letter repeats the number before it in lists that count up.
        let has_letter = placed.question.number_mark().is_none();
        let step = step.filter(|step| matches!(step, 0 | -1) && !has_letter);
        let step = step.unwrap_or(1);
        let mark = digits(text, &placed, Block::of(text, &placed)?, value)?;
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

/// Writes the number `new` in place of that of the question at `index`, and in the names of the elements beside it.
pub fn renumber(list: &TargetList<'_>, index: usize, new: u32) -> Result<Vec<TextEdit>, Refusal> {
    let TargetList { text, group } = *list;
    is_no_row(group)?;
    let gone = || Refusal::new("the question no longer exists");
    let placed = group.questions.get(index).ok_or_else(gone)?;
    let block = Block::of(text, &placed).ok_or_else(gone)?;
    let asked = placed.text().map_or("", |asked| asked.text);
    let without = || Refusal::new(format!("the question `{asked}` has no number"));
    let old = placed.question.number().ok_or_else(without)?;
    let digits = digits(text, &placed, block, old).ok_or_else(without)?;
    if old == new {
        return Ok(Vec::new());
    }
    let mut edits = vec![written(text, digits, new)];
    let ids = group.body.ids();
    let at = |offset: u32| offset.saturating_sub(group.split.body);
    let first = ids.partition_point(|id| id.span.start < at(block.start));
    for id in &ids[first..] {
        if id.span.end > at(block.opener) {
            break;
        }
        let span = id.span.shift(group.split.body);
        let number = number_in_name(span.slice(text), old, asked);
        let number = number.map(|number| number.shift(span.start));
        edits.extend(number.map(|number| written(text, number, new)));
    }
    let before = Span::new(line_start(text, digits.start), digits.start).slice(text);
    if before.trim().is_empty() {
        let indent = indent_of_item(before.len(), old, new);
        let below = Span::new(block.opener, block.end);
        if !is_less_elsewhere(list, new, indent) {
            edits.extend(deeper(text, below, indent));
        }
    }
    Ok(edits)
}

/// Whether what is below a question whose number has as many digits as `number` is indented, but by less than `indent`: the
/// document is written so.
fn is_less_elsewhere(list: &TargetList<'_>, number: u32, indent: usize) -> bool {
    let digits = |number: u32| number.to_string().len();
    let mut questions = list.group.questions.iter();
    let least = questions.find_map(|placed| {
        let other = placed.question.number()?;
        let block = Block::of(list.text, &placed).filter(|_| digits(other) == digits(number))?;
        least_indent(&indents(list.text, Span::new(block.opener, block.end)))
    });
    least.is_some_and(|least| least < indent)
}

/// The numbers of the questions that come to these places in an `order`, counted from the first place. The numbers of the
/// places stay there; one with a letter, such as `17b`, gets that of the question before it if it had that.
pub fn of_places(group: &Group, places: &Range<usize>, order: &[usize]) -> Vec<Option<u32>> {
    let question = |index: usize| group.questions.get(index);
    let number = |index: usize| question(index)?.question.number();
    let has_letter = |index: usize| {
        let placed = question(index);
        placed.is_some_and(|it| it.question.number_mark().is_none()) && number(index).is_some()
    };
    let before = |index: usize| index.checked_sub(1).and_then(number);
    let mut free = places
        .clone()
        .filter(|index| !has_letter(*index))
        .map(number);
    let mut last = before(places.start);
    let numbers = order.iter().map(|from| {
        let from = places.start + from;
        let own = number(from);
        let follows = before(from) == own;
        last = match has_letter(from) {
            true => last.filter(|_| follows).or(own),
            false => free.next().flatten(),
        };
        last
    });
    numbers.collect()
}

/// Refuses numbers that would be out of order by their letters, where questions follow each other that did not: `3b` after `3b`,
/// or 3 after `3b`. Each question is given by its index, with its new number.
pub fn check_letters(list: &TargetList<'_>, order: &[(usize, Option<u32>)]) -> Result<(), Refusal> {
    let number = |index: usize| list.group.questions.get(index)?.question.number();
    for pair in order.windows(2) {
        let [(one, Some(new)), (next, Some(same))] = *pair else {
            continue;
        };
        let was_so = next == one + 1 && number(one) == number(next);
        let (a, b) = (letter(list, one), letter(list, next));
        if new == same && !was_so && a >= b && !(a.is_empty() && b.is_empty()) {
            return Err(Refusal::new(format!(
                "the question `{new}{b}` would come after `{new}{a}`; give it another letter first"
            )));
        }
    }
    Ok(())
}

/// The letter after the number of a question; empty if it has none.
pub fn letter<'t>(list: &TargetList<'t>, index: usize) -> &'t str {
    let found = || {
        let placed = list.group.questions.get(index)?;
        let number = placed.question.number()?;
        let block = Block::of(list.text, &placed)?;
        let is_lettered = placed.question.number_mark().is_none();
        let end = is_lettered
            .then(|| digits(list.text, &placed, block, number))??
            .end;
        let rest = list.text.get(end as usize..)?;
        rest.starts_with(|c: char| c.is_ascii_lowercase())
            .then(|| &rest[..1])
    };
    found().unwrap_or_default()
}

/// The digits of the number before the text of a question.
fn digits(text: &str, placed: &Placed<'_>, block: Block, number: u32) -> Option<Span> {
    let mark = placed.question.number_mark();
    // A number with a letter, such as `17b`, has no place of its own.
    let around = match mark {
        Some(mark) => mark.shift(placed.start),
        None => Span::new(block.start, placed.text()?.span.start),
    };
    let found = numbers(around.slice(text)).find(|(_, value)| *value == number);
    found.map(|(span, _)| span.shift(around.start))
}

/// The runs of digits of a text, each with its value.
fn numbers(text: &str) -> impl Iterator<Item = (Span, u32)> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(|c: char| c.is_ascii_digit())?;
            let len = text[start..].bytes().take_while(u8::is_ascii_digit);
            from = start + len.count();
            if let Ok(value) = text[start..from].parse() {
                return Some((Span::new(start as u32, from as u32), value));
            }
        }
    })
}

/// The number of a question in the name of an element: at its start or at its end. The name that is made of the text of the
/// question alone has none.
fn number_in_name(name: &str, number: u32, asked: &str) -> Option<Span> {
    if name == heading_anchor(asked) {
        return None;
    }
    let len = name.len() as u32;
    let is_at_end = |span: &Span| span.start == 0 || span.end == len;
    let mut found = numbers(name).filter(|(span, value)| *value == number && is_at_end(span));
    found.next().map(|(span, _)| span)
}

/// A number with as many leading zeros as the one that was there.
fn written(text: &str, span: Span, number: u32) -> TextEdit {
    let old = span.slice(text);
    let width = if old.starts_with('0') { old.len() } else { 1 };
    TextEdit {
        span,
        text: format!("{number:0width$}"),
    }
}

/// The lines below the first one of a text, without the blank ones: the start of each, and by how much it is indented.
fn indents(text: &str, span: Span) -> Vec<(u32, usize)> {
    let mut lines = Vec::new();
    let mut start = next_line(text, span.start);
    while start < span.end {
        let end = next_line(text, start);
        let line = Span::new(start, end).slice(text);
        if !line.trim().is_empty() {
            lines.push((start, line.len() - line.trim_start_matches(' ').len()));
        }
        start = end;
    }
    lines
}

/// The least indent of some lines, if all are indented.
fn least_indent(lines: &[(u32, usize)]) -> Option<usize> {
    let least = lines.iter().map(|(_, indent)| *indent).min();
    least.filter(|least| *least > 0)
}

/// The edits by which the lines below the first one of `below` are indented by at least `indent`; none if they are, or if
/// some are not indented at all.
fn deeper(text: &str, below: Span, indent: usize) -> Vec<TextEdit> {
    let lines = indents(text, below);
    let least = least_indent(&lines).filter(|least| *least < indent);
    let edit = |(start, _), more: usize| TextEdit {
        span: Span::at(start),
        text: " ".repeat(more),
    };
    let more = least.map(|least| indent - least);
    let edits = more.map(|more| {
        lines
            .into_iter()
            .map(move |line| edit(line, more))
            .collect()
    });
    edits.unwrap_or_default()
}
