//! Where an answer ends, and an answer for a question without one.

use super::super::append::near;
use super::super::block::Block;
use super::super::skeleton::Skeleton;
use super::super::value::is_no_row;
use crate::shape::document::plain::is_furniture;
use crate::shape::write::{NewQuestion, TargetList};
use crate::text::{Refusal, Span, TextEdit, line_break, line_start};

/// Where the answer of the question at `index` ends, without what most questions have after theirs.
pub fn end(list: &TargetList<'_>, index: usize) -> Result<u32, Refusal> {
    let own = Own::of(list, index)?;
    Ok(own.end)
}

/// Writes `answer` below a question without one, in the frame that the others have. In a quiz, empty options.
pub fn add(list: &TargetList<'_>, index: usize, answer: &str) -> Result<TextEdit, Refusal> {
    let own = Own::of(list, index)?;
    let new = NewQuestion {
        answer: match own.skeleton.is_quiz() {
            true => String::new(),
            false => answer.to_owned(),
        },
        ..NewQuestion::default()
    };
    let indent = inside_of_item(list.text, own.block);
    let line_break = line_break(list.text);
    let mut written = own.skeleton.written(&new, indent, line_break)?;
    // A link back to the top and the like belong to no answer.
    let end = without_last_lines(list.text, own.block, own.end, is_furniture);
    let there = Span::new(end, own.block.end.max(end)).slice(list.text);
    remove_last_lines(&mut written, there);
    Ok(TextEdit {
        span: Span::at(end),
        text: written,
    })
}

/// Removes the lines at the end of a text that are also at the end of what is below it.
fn remove_last_lines(written: &mut String, there: &str) {
    let lines = there.lines().map(str::trim).rev();
    for expected in lines.filter(|line| !line.is_empty()) {
        let kept = written.trim_end();
        let start = kept.rfind('\n').map_or(0, |at| at + 1);
        if kept[start..].trim() != expected {
            break;
        }
        let kept = kept[..start].trim_end().len();
        written.truncate(kept);
    }
}

/// The column of what is in the list item that a question starts with; 0 if it is not an item.
fn inside_of_item(text: &str, block: Block) -> usize {
    let line = Span::new(block.start, block.opener).slice(text);
    let bare = line.trim_start();
    let digits = bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &bare[digits..];
    let is_marker = match digits {
        0 => rest.starts_with(['-', '*', '+']),
        _ => rest.starts_with(['.', ')']),
    };
    let inside = rest.get(1..).unwrap_or_default();
    match is_marker && inside.starts_with(' ') {
        true => line.len() - inside.trim_start().len(),
        false => 0,
    }
}

/// A question, and what those around it have below their texts.
pub struct Own<'w> {
    /// Its lines.
    pub block: Block,
    /// The form of the questions around it.
    pub skeleton: Skeleton<'w>,
    /// Where its answer ends.
    pub end: u32,
}

impl<'w> Own<'w> {
    /// The question at `index`.
    pub fn of(list: &TargetList<'w>, index: usize) -> Result<Self, Refusal> {
        let TargetList { text, group } = *list;
        is_no_row(group)?;
        let placed = group.questions.get(index);
        let block = placed.and_then(|placed| Block::of(text, &placed));
        let mut block = block.ok_or_else(|| Refusal::new("the question has no text"))?;
        let next = group.questions.get(index + 1);
        let next = next.and_then(|next| Block::of(text, &next));
        // The tag of the next question may be on the line above its text.
        if let Some(next) = next.filter(|next| next.start < block.end) {
            let own = &text[..next.start as usize];
            block.end = (own.trim_end().len() as u32).max(block.opener);
        }
        let skeleton = Skeleton::of(text, &near(group, index), index);
        let end = without_tail(text, block, skeleton.after());
        Ok(Self {
            block,
            skeleton,
            end,
        })
    }
}

/// The end of a question without the last lines that are those of `tail`.
pub fn without_tail(text: &str, block: Block, tail: &str) -> u32 {
    let lines = tail.lines().map(str::trim).rev();
    let mut lines = lines.filter(|line| !line.is_empty());
    without_last_lines(text, block, block.end, |line| lines.next() == Some(line))
}

/// The end of a question that ends at `end`, without its last lines that are `left_out`, and the blank lines above each.
fn without_last_lines(
    text: &str,
    block: Block,
    mut end: u32,
    mut left_out: impl FnMut(&str) -> bool,
) -> u32 {
    while end > block.opener {
        let start = line_start(text, end).max(block.opener);
        if !left_out(Span::new(start, end).slice(text).trim()) {
            break;
        }
        let above = Span::new(block.opener, start).slice(text);
        end = block.opener + above.trim_end().len() as u32;
    }
    end
}
