//! The table of contents: rows, list items and lines that link to anchors of their own document.

use memchr::memmem;

use super::line::{Kind, Line};
use super::marker::{Class, marker};
use super::plain::{is_furniture, plain};
use crate::syntax::markdown::link::{Tail, tail};
use crate::text::Span;

/// An entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The index of its line.
    pub line: usize,
    /// The text of the link.
    pub text: String,
    /// Where the link is: from its bracket to its parenthesis.
    pub span: Span,
    /// The number before or in it.
    pub number: Option<u32>,
    /// The anchor that it leads to.
    pub anchor: String,
}

/// The entries of a document, in order: the lines that are nothing but a link to an anchor, and the cells of such tables.
pub fn entries(text: &str, lines: &[Line]) -> Vec<Entry> {
    let mut found = Vec::new();
    let from = lines
        .first()
        .map_or(text.len(), |line| line.span.start as usize);
    let mut after = 0;
    for at in memmem::find_iter(&text.as_bytes()[from..], LINK) {
        if !leads_to_anchor(&text[from + at..]) {
            continue;
        }
        let at = (from + at) as u32;
        // The line is that of the link before, or a later one.
        let Some(next) = lines.get(after..) else {
            break;
        };
        let Some(index) = next.iter().position(|line| line.span.end > at) else {
            break;
        };
        let index = after + index;
        let line = &lines[index];
        if line.span.start > at {
            continue;
        }
        after = index + 1;
        let is_shown = matches!(line.kind, Kind::Row | Kind::Item { .. } | Kind::Text);
        if is_shown && !is_furniture(line.visible(text)) {
            found.extend(entry(text, index, line));
        }
    }
    found
}

/// What is between the text of a link and its destination.
const LINK: &[u8] = b"](";

/// Whether the text of a link that ends here leads to an anchor of the document.
fn leads_to_anchor(text: &str) -> bool {
    let destination = &text[LINK.len()..];
    destination.starts_with('#') || destination.starts_with("<#")
}

fn entry(text: &str, index: usize, line: &Line) -> Option<Entry> {
    let visible = line.visible(text);
    let mut links = memmem::find_iter(visible.as_bytes(), LINK);
    let middle = links.find(|at| leads_to_anchor(&visible[*at..]))?;
    let open = opening(visible, middle)?;
    let tail = tail_of(&visible[middle + LINK.len()..])?;
    let close = middle + LINK.len() + tail.end - 1;
    let label = plain(&visible[open + 1..middle]);
    let before = &visible[..open];
    let after = visible[close + 1..].trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '|' | '*' | '_' | '.' | ',' | '\\')
    });
    let is_row = line.kind == Kind::Row;
    if !is_row {
        // Prose with a link in it is not an entry.
        let lead = before.trim_matches(|c: char| !c.is_alphabetic());
        if lead.chars().count() > 12 || after.chars().count() > 24 || after.contains("](#") {
            return None;
        }
    }
    let own = marker(&label).filter(|marker| marker.class != Class::Word);
    let number = match line.kind {
        Kind::Item {
            number: Some(number),
            ..
        } => Some(number.value),
        Kind::Row => cell_number(before),
        _ => None,
    };
    let number = number.or(own.as_ref().and_then(|marker| marker.number));
    let label = own
        .map_or(&*label, |marker| &label[marker.len..])
        .trim()
        .to_owned();
    if label.is_empty() {
        return None;
    }
    let destination = &visible[middle + LINK.len()..][tail.destination];
    let anchor = destination.trim_start_matches('#').to_owned();
    let span = Span::new(line.start + open as u32, line.start + close as u32 + 1);
    Some(Entry {
        line: index,
        text: label,
        span,
        number,
        anchor,
    })
}

/// The destination of a link and its end. `(#what is it)` is not a link in markdown; it is read up to the space and ends at
/// the parenthesis.
fn tail_of(text: &str) -> Option<Tail> {
    tail(text).or_else(|| {
        let close = text.find(')')?;
        let end = text[..close].find(' ').unwrap_or(close);
        Some(Tail {
            destination: 0..end,
            end: close + 1,
        })
    })
}

/// The bracket that opens the text that ends at `middle`.
fn opening(visible: &str, middle: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in visible.as_bytes()[..middle].iter().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn cell_number(before: &str) -> Option<u32> {
    let cells = before.split('|').map(|cell| {
        cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '.' | ')' | '#'))
    });
    cells
        .filter(|cell| !cell.is_empty() && cell.len() <= 5)
        .find_map(|cell| cell.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::entries;
    use crate::shape::document::scan;

    #[test]
    fn rows_and_items_that_link_to_anchors_are_entries() {
        let parens =
            "- [Is (a) b?](#is-(a)-b)\n- [Is \"a\"?](<#is-\"a\"> \"t\")\n- [Is c?](#is c)\n";
        let found = entries(parens, &scan::lines(parens, 0));
        let written: Vec<_> = found
            .iter()
            .map(|entry| (entry.anchor.as_str(), entry.span.slice(parens)))
            .collect();
        assert_eq!(
            written,
            [
                ("is-(a)-b", "[Is (a) b?](#is-(a)-b)"),
                ("is-\"a\"", "[Is \"a\"?](<#is-\"a\"> \"t\")"),
                ("is", "[Is c?](#is c)"),
            ]
        );
        let text = "| 1 | [Why?](#why) |\n- [How?](#how)\n3. [3. Who?](#3-who)\nSee the long text that leads to [What](#what) here.\n[⬆ top](#top)\n";
        let found: Vec<_> = entries(text, &scan::lines(text, 0))
            .into_iter()
            .map(|entry| (entry.line, entry.text, entry.number, entry.anchor))
            .collect();
        let entry = |line, text: &str, number, anchor: &str| {
            (line, text.to_owned(), number, anchor.to_owned())
        };
        assert_eq!(
            found,
            [
                entry(0, "Why?", Some(1), "why"),
                entry(1, "How?", None, "how"),
                entry(2, "Who?", Some(3), "3-who")
            ]
        );
    }
}
