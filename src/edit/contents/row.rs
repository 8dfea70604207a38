//! One row of a table of contents as it is written: a list item, a row of a table, or a line.

use std::ops::Range;

use crate::facts::contents::ContentsEntry;
use crate::syntax::markdown::link::tail;
use crate::text::{Span, line_break, line_end, line_start, next_line};

/// The parts of a row, by their places in the text of the file.
pub struct Row {
    /// Its line, without the line break.
    pub line: Span,
    /// The link, with its brackets.
    pub link: Span,
    /// The text of the link, without its number and the emphasis around it.
    pub label: Span,
    /// The anchor that it leads to, without the `#`.
    pub anchor: Span,
    /// The digits of its number.
    pub number: Option<Span>,
}

impl Row {
    /// The row of an entry; `None` if it is written in another way than this reads.
    pub fn of(text: &str, entry: &ContentsEntry) -> Option<Self> {
        let link = entry.span;
        let line = Span::new(line_start(text, link.start), line_end(text, link.end));
        let inside = link.slice(text);
        let middle = inside.find("](")?;
        // A link in the text of another one makes a text of that one.
        if inside[middle + 2..].contains("](") {
            return None;
        }
        let middle = middle as u32;
        let after = &inside[middle as usize + 2..];
        // `(#what is it)` is not a link in markdown: all of it is what the author meant as the destination.
        let destination = match tail(after) {
            Some(tail) => tail.destination,
            None => 0..after.len() - 1,
        };
        let start = link.start + middle + 2 + destination.start as u32;
        // Before the sign there is the path of the file, if that is another one.
        let destination = Span::new(start, start + destination.len() as u32);
        let sign = destination.slice(text).find('#')? as u32;
        let anchor = Span::new(destination.start + sign + 1, destination.end);
        let all = Span::new(link.start + 1, link.start + middle);
        let own = entry
            .number
            .and_then(|number| own_number(text, all, number));
        let label = match own {
            Some((_, after)) => Span::new(after, all.end),
            None => all,
        };
        let before = Span::new(line.start, link.start);
        let number = match own {
            Some((number, _)) => Some(number),
            None => entry
                .number
                .and_then(|number| last_number(text, before, number)),
        };
        Some(Self {
            line,
            link,
            label: without_emphasis(text, label),
            anchor,
            number,
        })
    }

    /// Its line with the line break, and with the blank line below it where there is one above it, too.
    pub fn whole(&self, text: &str) -> Span {
        let below = next_line(text, self.line.end);
        let blank = Span::new(below, line_end(text, below)).slice(text);
        let above = &text[..self.line.start as usize];
        let above = above
            .strip_suffix("\r\n")
            .or(above.strip_suffix(['\n', '\r']));
        let above = above.and_then(|above| above.rsplit(['\n', '\r']).next());
        let is_apart = blank.trim().is_empty() && above.is_some_and(|line| line.trim().is_empty());
        let end = if is_apart {
            next_line(text, below)
        } else {
            below
        };
        Span::new(self.line.start, end)
    }

    /// Whether it is a row of a table.
    pub fn is_in_table(&self, text: &str) -> bool {
        let before = Span::new(self.line.start, self.link.start).slice(text);
        let after = Span::new(self.link.end, self.line.end).slice(text);
        before.trim_start().starts_with('|') || after.trim_end().ends_with('|')
    }

    /// The columns by which it is indented.
    pub fn indent(&self, text: &str) -> usize {
        let line = self.line.slice(text);
        line.len() - line.trim_start().len()
    }

    /// Whether the line below it belongs to it, as in a nested list.
    pub fn has_more_below(&self, text: &str) -> bool {
        let next = next_line(text, self.line.end);
        let below = Span::new(next, line_end(text, next)).slice(text);
        let indent = below.len() - below.trim_start().len();
        !self.is_in_table(text) && !below.trim().is_empty() && indent > self.indent(text)
    }

    /// A row like this one, with another text, anchor and number. What other cells, and what is after the link, say about
    /// this row's question is left out.
    pub fn like(&self, text: &str, label: &str, anchor: &str, number: Option<u32>) -> String {
        let before = Span::new(self.line.start, self.link.start);
        let after = Span::new(self.link.end, self.line.end).slice(text);
        let is_in_table = self.is_in_table(text);
        let mut row = match is_in_table {
            true => self.cells_before(text, before, number),
            false => self.numbered(text, before, number),
        };
        let inside = [
            (Span::new(self.link.start, self.label.start), None),
            (self.label, Some(label)),
            (Span::new(self.label.end, self.anchor.start), None),
            (self.anchor, Some(anchor)),
        ];
        for (span, new) in inside {
            match new {
                Some(new) => row += new,
                None => row += &self.numbered(text, span, number),
            }
        }
        let is_in_brackets = text[self.anchor.end as usize..].starts_with('>');
        row += if is_in_brackets { ">)" } else { ")" };
        row += &match is_in_table {
            true => empty_cells(after),
            false => marks_alone(after).to_owned(),
        };
        row
    }

    /// The part of the row at `span`, with another number where it has one.
    fn numbered(&self, text: &str, span: Span, number: Option<u32>) -> String {
        match (self.number, number) {
            (Some(place), Some(number)) if span.start <= place.start && place.end <= span.end => {
                let before = Span::new(span.start, place.start).slice(text);
                let after = Span::new(place.end, span.end).slice(text);
                format!("{before}{number}{after}")
            }
            _ => span.slice(text).to_owned(),
        }
    }

    /// The cells before that of the link, and the start of that one. Only the one with the number has a text.
    fn cells_before(&self, text: &str, before: Span, number: Option<u32>) -> String {
        let own = before.slice(text).rfind('|').map_or(0, |at| at + 1) as u32;
        let mut row = String::new();
        for cell in cells(before.slice(text)) {
            let span = Span::new(
                before.start + cell.start as u32,
                before.start + cell.end as u32,
            );
            let has_number = self
                .number
                .is_some_and(|number| span.start <= number.start && number.end <= span.end);
            row += &match has_number || cell.start as u32 >= own {
                true => self.numbered(text, span, number),
                false => emptied(span.slice(text)),
            };
        }
        row
    }
}

/// What parts a new row from the one beside it: a line break, and a blank line as well if most rows have one between them.
pub fn gap<'r>(text: &str, rows: impl Iterator<Item = &'r Row>) -> String {
    let (mut all, mut apart) = (0, 0);
    let mut above: Option<&Row> = None;
    for row in rows {
        let from = above.replace(row).map(|above| above.line.end);
        let between = from.filter(|from| *from < row.line.start);
        let between = between.map(|from| Span::new(from, row.line.start).slice(text));
        if let Some(between) = between.filter(|between| between.trim().is_empty()) {
            all += 1;
            apart += usize::from(between.matches(['\n', '\r']).count() > line_break(text).len());
        }
    }
    line_break(text).repeat(if apart * 2 > all { 2 } else { 1 })
}

/// The number at the start of the text of a link, and the offset after its sign and the space.
fn own_number(text: &str, label: Span, number: u32) -> Option<(Span, u32)> {
    let written = label.slice(text);
    let bare = written.trim_start_matches([' ', '*', '_', '\\']);
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    if bare[..digits].parse() != Ok(number) {
        return None;
    }
    let start = label.start + (written.len() - bare.len()) as u32;
    let rest = &bare[digits..];
    let after = rest.trim_start_matches(['.', ')', ':', '\\', ' ', '-', '–']);
    let end = start + digits as u32;
    Some((
        Span::new(start, end),
        end + (rest.len() - after.len()) as u32,
    ))
}

/// The digits of a number before the link: those that are nearest to it.
fn last_number(text: &str, before: Span, number: u32) -> Option<Span> {
    let written = before.slice(text);
    let end = written.rfind(|c: char| c.is_ascii_digit())? + 1;
    let digits = written[..end]
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .count();
    let is_it = written[end - digits..end].parse() == Ok(number);
    let at = |offset: usize| before.start + offset as u32;
    is_it.then(|| Span::new(at(end - digits), at(end)))
}

/// The label without space and equal stars or underscores around it.
fn without_emphasis(text: &str, label: Span) -> Span {
    let written = label.slice(text);
    let lead = written.len() - written.trim_start().len();
    let mut span = Span::new(
        label.start + lead as u32,
        label.start + lead as u32 + written.trim().len() as u32,
    );
    for mark in ["**", "__", "*", "_"] {
        let inside = span.slice(text);
        let bare = inside
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        if bare.is_some_and(|bare| !bare.is_empty() && !bare.contains(mark)) {
            let width = mark.len() as u32;
            span = Span::new(span.start + width, span.end - width);
        }
    }
    span
}

/// The cells of a part of a row, each with the bar after it.
fn cells(row: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    row.split_inclusive('|').map(move |cell| {
        let range = start..start + cell.len();
        start = range.end;
        range
    })
}

/// A cell without its text.
fn emptied(cell: &str) -> String {
    let is_empty = !cell.contains(|c: char| c.is_alphanumeric());
    match (is_empty, cell.ends_with('|')) {
        (true, _) => cell.to_owned(),
        (false, true) => " |".to_owned(),
        (false, false) => " ".to_owned(),
    }
}

fn empty_cells(after: &str) -> String {
    cells(after).map(|cell| emptied(&after[cell])).collect()
}

/// What is after a link, if it is marks and space alone.
fn marks_alone(after: &str) -> &str {
    match after.contains(|c: char| c.is_alphanumeric()) {
        true => "",
        false => after,
    }
}
