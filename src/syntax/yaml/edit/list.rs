//! Adds and removes items of lists.

use super::value::{blank_lines_end, end, extent, hyphen, keeps_blank_lines, properties_start};
use crate::syntax::yaml::each_scalar;
use crate::syntax::yaml::{List, Node, Style};
use crate::text::{Refusal, Span, TextEdit, line_break, line_end, line_start, next_line};

/// Removes the item at `index` of a list whose spans count from `start`, with its line.
///
/// # Errors
/// When it is the only item, shares its line with other text, or would take a comment along.
pub fn remove(text: &str, list: &List, start: u32, index: usize) -> Result<TextEdit, Refusal> {
    let edit = remove_with_comment(text, list, start, index)?;
    keeps_comments(text, edit.span, list, start)?;
    Ok(edit)
}

/// As [`remove`], including comments in the item's lines.
///
/// # Errors
/// When it is the only item, or shares its line with other text.
pub fn remove_with_comment(
    text: &str,
    list: &List,
    start: u32,
    index: usize,
) -> Result<TextEdit, Refusal> {
    let mut edits = cut(text, list, start, &[index])?;
    edits
        .pop()
        .ok_or_else(|| Refusal::new("the list has no such item"))
}

/// Removes the items at these indexes, which are in order.
///
/// # Errors
/// As those of [`remove`].
pub fn remove_all(
    text: &str,
    list: &List,
    start: u32,
    places: &[usize],
) -> Result<Vec<TextEdit>, Refusal> {
    let edits = cut(text, list, start, places)?;
    for edit in &edits {
        keeps_comments(text, edit.span, list, start)?;
    }
    Ok(edits)
}

/// Refuses if the removed part has a comment.
fn keeps_comments(text: &str, gone: Span, list: &List, start: u32) -> Result<(), Refusal> {
    match has_comment(text, gone, list.items.iter(), start) {
        true => Err(comment_would_be_lost()),
        false => Ok(()),
    }
}

/// The refusal of an edit that would delete one of the author's comments.
pub fn comment_would_be_lost() -> Refusal {
    Refusal::new("a comment next to it would be removed too")
}

/// Whether the part `gone` of the text has a comment: a `#` that is in none of `values`, whose spans count from `start`.
pub fn has_comment<'n>(
    text: &str,
    gone: Span,
    values: impl Iterator<Item = &'n Node>,
    start: u32,
) -> bool {
    let mut scalars = Vec::new();
    values.for_each(|value| each_scalar(value, &mut |scalar| scalars.push(scalar)));
    let mut at = gone.start;
    let mut gaps = Vec::new();
    for scalar in scalars {
        let span = scalar.span.shift(start);
        if span.start >= gone.start && span.end <= gone.end {
            gaps.push(Span::new(at.min(span.start), span.start));
            if scalar.style == Style::Block {
                gaps.push(Span::new(span.start, line_end(text, span.start)));
            }
            at = at.max(span.end);
        }
    }
    gaps.push(Span::new(at, gone.end));
    gaps.iter().any(|gap| gap.slice(text).contains('#'))
}

fn cut(text: &str, list: &List, start: u32, places: &[usize]) -> Result<Vec<TextEdit>, Refusal> {
    if places.len() >= list.items.len() {
        return Err(Refusal::new("it is the only item of its list"));
    }
    let spans: Result<Vec<Span>, Refusal> = if list.flow {
        let runs = places.chunk_by(|a, b| a + 1 == *b);
        let run = |run: &[usize]| between_brackets(text, list, start, run);
        runs.map(run).collect()
    } else {
        let lines = |at: &usize| lines_of_item(text, list, start, *at);
        places.iter().map(lines).collect()
    };
    let gone = |span| TextEdit {
        span,
        text: String::new(),
    };
    Ok(spans?.into_iter().map(gone).collect())
}

/// The part to remove for adjacent items in brackets.
fn between_brackets(text: &str, list: &List, start: u32, run: &[usize]) -> Result<Span, Refusal> {
    let place = |at: usize| {
        let span = extent(text, list.items.get(at)?.span().shift(start));
        Some(Span::new(properties_start(text, span.start), span.end))
    };
    let (Some(first), Some(last)) = (
        run.first().and_then(|at| place(*at)),
        run.last().and_then(|at| place(*at)),
    ) else {
        return Err(Refusal::new("the list has no such item"));
    };
    let before = run[0].checked_sub(1).and_then(place);
    let next = place(run[run.len() - 1] + 1).map(|next| next.start);
    between(text, first.cover(last), before, next)
}

/// The part to remove for `own` in brackets or braces: with the comma after it, or the one before it.
pub(super) fn between(
    text: &str,
    own: Span,
    previous: Option<Span>,
    next: Option<u32>,
) -> Result<Span, Refusal> {
    let (gone, gap) = match (next, previous) {
        (Some(next), _) => (Span::new(own.start, next), Span::new(own.end, next)),
        (None, Some(previous)) => (
            Span::new(previous.end, own.end),
            Span::new(previous.end, own.start),
        ),
        (None, None) => (own, Span::at(own.end)),
    };
    if gap.slice(text).contains('#') {
        return Err(comment_would_be_lost());
    }
    Ok(gone)
}

fn lines_of_item(text: &str, list: &List, start: u32, index: usize) -> Result<Span, Refusal> {
    let own = beside(list, index)?;
    let shared = || Refusal::new("the item shares its line with something else");
    let dash = hyphen(text, own.span().start + start).ok_or_else(shared)?;
    let line = line_start(text, dash);
    if !Span::new(line, dash).slice(text).trim().is_empty() {
        return Err(shared());
    }
    let mut last = end(text, own, start).max(dash + 1);
    let before = index.checked_sub(1).map(|at| &list.items[at]);
    if before.is_some_and(|item| keeps_blank_lines(text, item, start)) {
        // Otherwise the item above would get the blank lines after this one.
        last = blank_lines_end(text, last);
    }
    Ok(Span::new(line, next_line(text, last)))
}

/// Refuses a list that comes from an alias or a merge: all its spans are that of the alias.
fn refuse_alias(text: &str, list: &List, start: u32) -> Result<(), Refusal> {
    let written = text.get((list.span.start + start) as usize..).unwrap_or("");
    let is_one_place = list.items.iter().all(|item| item.span() == list.span);
    match is_one_place && written.starts_with(['*', '<']) {
        true => Err(Refusal::new(
            "this list is an alias; change it where its anchor is",
        )),
        false => Ok(()),
    }
}

/// Inserts `item` (as YAML) after the item at `index`; the list must not be empty.
///
/// # Errors
/// When the list has no such item.
pub fn insert_after(
    text: &str,
    list: &List,
    start: u32,
    index: usize,
    item: &str,
) -> Result<TextEdit, Refusal> {
    let beside = beside(list, index)?;
    refuse_alias(text, list, start)?;
    let last = end(text, beside, start);
    if list.flow {
        return Ok(TextEdit {
            span: Span::at(last),
            text: format!(", {item}"),
        });
    }
    let lead = Lead::of(text, beside, start)?;
    Ok(TextEdit {
        span: Span::at(line_end(text, last.max(lead.dash + 1))),
        text: format!("{}{}", line_break(text), lead.write(item)),
    })
}

/// Inserts `item` (as YAML) before the first item; the list must not be empty.
///
/// # Errors
/// When the list has no item.
pub fn insert_first(text: &str, list: &List, start: u32, item: &str) -> Result<TextEdit, Refusal> {
    let first = beside(list, 0)?;
    refuse_alias(text, list, start)?;
    if list.flow {
        return Ok(TextEdit {
            span: Span::at(first.span().start + start),
            text: format!("{item}, "),
        });
    }
    let lead = Lead::of(text, first, start)?;
    Ok(TextEdit {
        span: Span::at(lead.dash),
        text: format!(
            "-{}{item}{}{}",
            lead.gap,
            line_break(text),
            " ".repeat(lead.column)
        ),
    })
}

fn beside(list: &List, index: usize) -> Result<&Node, Refusal> {
    let beside = list.items.get(index);
    beside.ok_or_else(|| Refusal::new("the list is empty"))
}

/// The text before an item of a block list.
struct Lead<'t> {
    dash: u32,
    /// The hyphen's column.
    column: usize,
    /// The spaces between the hyphen and the item.
    gap: &'t str,
}

impl<'t> Lead<'t> {
    fn of(text: &'t str, item: &Node, start: u32) -> Result<Self, Refusal> {
        let at = item.span().start + start;
        let dash = hyphen(text, at).ok_or_else(|| Refusal::new("the list has no hyphens"))?;
        let gap = Span::new(dash + 1, at).slice(text);
        let is_gap = !gap.is_empty() && gap.trim_matches([' ', '\t']).is_empty();
        Ok(Self {
            dash,
            column: (dash - line_start(text, dash)) as usize,
            gap: if is_gap && !item.span().is_empty() {
                gap
            } else {
                " "
            },
        })
    }

    fn write(&self, item: &str) -> String {
        format!("{}-{}{item}", " ".repeat(self.column), self.gap)
    }
}
