//! Moves questions of a document among their neighbours. The numbers stay where they are.

use std::ops::Range;

use super::block::{Block, is_separator};
use super::numbers::indent_of_item;
use super::skeleton::{Skeleton, deeper};
use super::value::is_no_row;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::write::TargetList;
use crate::text::{Refusal, Span, TextEdit, renumbered};

/// Why no question can be moved.
pub fn not_movable(group: &Group) -> Option<&'static str> {
    let row = group.row();
    row.map(|_| "are in a row of a table that was the frontmatter of a group")
}

/// Writes the questions of a range in another order. What is between them stays in place, and so do the numbers.
pub fn reorder(
    list: &TargetList<'_>,
    places: Range<usize>,
    order: &[usize],
) -> Result<TextEdit, Refusal> {
    is_no_row(list.group)?;
    let blocks = blocks(list, places)?;
    let mut text = String::new();
    for (place, from) in order.iter().enumerate() {
        let (Some(here), Some(block)) = (blocks.get(place), blocks.get(*from)) else {
            return Err(Refusal::new("the questions no longer exist"));
        };
        text += &block.numbered(here.number);
        text += here.gap;
    }
    let spans = blocks.iter().map(|block| block.span);
    Ok(TextEdit {
        span: spans.reduce(Span::cover).unwrap_or_default(),
        text,
    })
}

/// A question that moves.
struct Moving<'t> {
    span: Span,
    /// Up to the end of the line with its text.
    opener: &'t str,
    /// What is below.
    below: &'t str,
    number: Option<u32>,
    /// The blank lines between it and the next one of the range.
    gap: &'t str,
}

impl Moving<'_> {
    /// Its lines with this number in place of its own.
    fn numbered(&self, number: Option<u32>) -> String {
        let (Some(old), Some(new)) = (self.number, number) else {
            return format!("{}{}", self.opener, self.below);
        };
        let opener = renumbered(self.opener, old, new);
        let bare = self.opener.trim_start();
        if !bare.starts_with(|c: char| c.is_ascii_digit()) {
            return format!("{opener}{}", self.below);
        }
        let indent = indent_of_item(self.opener.len() - bare.len(), old, new);
        format!("{opener}{}", deeper(self.below, indent))
    }
}

fn blocks<'w>(list: &TargetList<'w>, places: Range<usize>) -> Result<Vec<Moving<'w>>, Refusal> {
    let TargetList { text, group } = *list;
    let questions: Vec<Placed<'_>> = group.questions.range(places).collect();
    let blocks: Option<Vec<Block>> = questions
        .iter()
        .map(|placed| Block::of(text, placed))
        .collect();
    let blocks = blocks.ok_or_else(|| Refusal::new("a question has no text"))?;
    let near: Vec<_> = questions.iter().copied().enumerate().collect();
    let skeleton = Skeleton::of(text, &near, 0);
    let mut moving = Vec::new();
    for (at, (placed, block)) in questions.iter().zip(&blocks).enumerate() {
        let next = blocks.get(at + 1).map(|next| next.start);
        let end = match next {
            Some(_) => block.end,
            None => skeleton.end_of(text, placed, *block),
        };
        let gap = Span::new(end, next.unwrap_or(end).max(end)).slice(text);
        if next.is_some() && !is_separator(gap) {
            return Err(Refusal::new(
                "there is more than a rule between the questions; move them by hand",
            ));
        }
        moving.push(Moving {
            span: Span::new(block.start, end),
            opener: Span::new(block.start, block.opener).slice(text),
            below: Span::new(block.opener, end).slice(text),
            number: placed.question.number(),
            gap,
        });
    }
    Ok(moving)
}
