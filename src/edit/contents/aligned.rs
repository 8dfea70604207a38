//! Keeps the columns of a table of contents aligned when a text or an anchor in one of its rows changes: the space after the
//! link grows or shrinks. No other row changes, so a link that is too long for its column sticks out.

use super::row::Row;
use crate::bank::Bank;
use crate::edit::{Edit, Sources};
use crate::facts::group::Group;
use crate::text::{Span, TextEdit, columns, line_end, line_start, next_line};

/// The change with the space that keeps the columns of the tables of contents aligned in which it changes rows.
pub fn padded(bank: &Bank, sources: Sources<'_>, mut edit: Edit) -> Edit {
    let mut padding = Vec::new();
    for (path, edits) in &edit.texts {
        let group = bank.group(path.as_str());
        let group = group.filter(|group| !group.contents.is_empty());
        if let Some((group, text)) = group.zip(sources(path)) {
            padding.push((path.clone(), spaces(&text, group, edits)));
        }
    }
    for (path, edits) in padding {
        edit.add(&path, edits);
    }
    edit
}

/// The edits of the space after the links that these edits change.
fn spaces(text: &str, group: &Group, edits: &[TextEdit]) -> Vec<TextEdit> {
    let mut found = Vec::new();
    for entry in group.contents.iter() {
        let is_changed = edits
            .iter()
            .any(|edit| entry.span.cover(edit.span) == entry.span);
        let row = is_changed.then(|| Row::of(text, entry)).flatten();
        // A link in an answer is not a row of the table.
        let row =
            row.filter(|row| row.is_in_table(text) && group.question_at(row.line.start).is_none());
        found.extend(row.and_then(|row| space(text, &row, edits)));
    }
    found
}

/// The edit of the space after the link of one row.
fn space(text: &str, row: &Row, edits: &[TextEdit]) -> Option<TextEdit> {
    let line = row.line.slice(text);
    let start = row.line.start;
    let column = bars(line).position(|bar| start + bar as u32 >= row.link.end)?;
    let bar = bars(line).nth(column)?;
    let before = &line[..bar];
    let old = Span::new(
        start + before.trim_end_matches(' ').len() as u32,
        start + bar as u32,
    );
    let in_row = edits
        .iter()
        .filter(|edit| row.line.touches(edit.span.start));
    let (mut gone, mut come) = (0, 0);
    for edit in in_row.filter(|edit| edit.span.start < old.end) {
        if edit.span.end > old.start {
            return None;
        }
        gone += columns(edit.span.slice(text));
        come += columns(&edit.text);
    }
    if gone == come || !is_aligned(text, row.line, column, columns(before)) {
        return None;
    }
    let wanted = (old.len() as usize + gone).saturating_sub(come);
    let width = wanted.max(old.len().min(1) as usize);
    (width != old.len() as usize).then(|| TextEdit {
        span: old,
        text: " ".repeat(width),
    })
}

/// Whether in most lines of the table with this row the bar with this index is in the column `width`.
fn is_aligned(text: &str, row: Span, index: usize, width: usize) -> bool {
    let has_bars = |line: &str| bars(line).next().is_some();
    let mut first = row.start;
    while first > 0 {
        let above = line_start(text, first - 1);
        if !has_bars(Span::new(above, first).slice(text)) {
            break;
        }
        first = above;
    }
    let (mut lines, mut same) = (0, 0);
    let mut at = first;
    while (at as usize) < text.len() {
        let line = Span::new(at, line_end(text, at)).slice(text);
        if !has_bars(line) {
            break;
        }
        let column = bars(line).nth(index).map(|bar| columns(&line[..bar]));
        lines += 1;
        same += usize::from(column == Some(width));
        at = next_line(text, at);
    }
    same * 2 > lines
}

/// The bars of a line that part its cells.
fn bars(line: &str) -> impl Iterator<Item = usize> + '_ {
    let bars = line.match_indices('|').map(|(at, _)| at);
    bars.filter(|at| !line[..*at].ends_with('\\'))
}
