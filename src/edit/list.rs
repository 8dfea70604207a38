//! Adding and removing an item of a list of scalars.

use super::value::extent;
use super::{Refusal, line_break, line_end, line_start, next_line};
use crate::syntax::yaml::{List, Node};
use crate::text::{Span, TextEdit};

/// Takes out the item at `index` of a list whose spans count from `start`, with its line and a comment behind it.
///
/// # Errors
/// When it is the only item, or shares its line with what is around it.
pub fn remove(text: &str, list: &List, start: u32, index: usize) -> Result<TextEdit, Refusal> {
    let gone = |span: Span| TextEdit {
        span,
        text: String::new(),
    };
    if list.items.len() < 2 || index >= list.items.len() {
        return Err(Refusal::new("it is the only item of its list"));
    }
    let place = |at: usize| extent(text, list.items[at].span().shift(start));
    let own = place(index);
    if list.flow {
        return Ok(gone(if index + 1 < list.items.len() {
            Span::new(own.start, place(index + 1).start)
        } else {
            Span::new(place(index - 1).end, own.end)
        }));
    }
    let line = line_start(text, own.start);
    if Span::new(line, own.start).slice(text).trim() != "-" {
        return Err(Refusal::new("the item shares its line with something else"));
    }
    Ok(gone(Span::new(line, next_line(text, own.end))))
}

/// Writes `item` (as YAML) as a new item behind that at `index`; the list must not be empty.
///
/// # Errors
/// When the list is empty.
pub fn insert_behind(
    text: &str,
    list: &List,
    start: u32,
    index: usize,
    item: &str,
) -> Result<TextEdit, Refusal> {
    let beside = list.items.get(index).map(Node::span);
    let beside = beside.ok_or_else(|| Refusal::new("the list is empty"))?;
    let own = extent(text, beside.shift(start));
    if list.flow {
        return Ok(TextEdit {
            span: Span::at(own.end),
            text: format!(", {item}"),
        });
    }
    let line = line_start(text, own.start);
    let before = Span::new(line, own.start).slice(text);
    let indent = before.find('-').unwrap_or(0);
    let gap = &before[(indent + 1).min(before.len())..];
    Ok(TextEdit {
        span: Span::at(line_end(text, own.end)),
        text: format!("{}{}-{gap}{item}", line_break(text), " ".repeat(indent)),
    })
}
