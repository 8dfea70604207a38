//! Marks the right options of a question: in their boxes, or in the key.

use super::super::append::near;
use super::super::block::Block;
use super::super::keys;
use super::super::skeleton::Skeleton;
use super::super::value::is_no_row;
use super::options::{end_of_last, words};
use crate::facts::questions::Placed;
use crate::shape::write::{NewOption, TargetList};
use crate::text::{Refusal, Span, TextEdit, line_break, line_end};

/// Marks the options at these places of the question at `index` as right, and no other ones.
pub fn mark(
    list: &TargetList<'_>,
    index: usize,
    places: &[usize],
) -> Result<Vec<TextEdit>, Refusal> {
    let TargetList { text, group } = *list;
    is_no_row(group)?;
    let gone = || Refusal::new("the option no longer exists");
    let placed = group.questions.get(index).ok_or_else(gone)?;
    let options = placed.question.options();
    if options.is_empty() || places.iter().any(|place| *place >= options.len()) {
        return Err(gone());
    }
    let markers = options.iter().map(|it| it.marker.shift(placed.start));
    let boxes: Option<Vec<Span>> = markers.map(|marker| box_at(text, marker)).collect();
    if let Some(boxes) = boxes {
        let ticked = tick(list, index);
        let edits = boxes.into_iter().enumerate().filter_map(|(at, inside)| {
            let is_right = places.contains(&at);
            let was_right = !inside.slice(text).trim().is_empty();
            (is_right != was_right).then(|| TextEdit {
                span: inside,
                text: if is_right {
                    ticked.clone()
                } else {
                    " ".to_owned()
                },
            })
        });
        return Ok(edits.collect());
    }
    let new: Vec<NewOption> = (0..options.len())
        .map(|at| NewOption {
            is_right: places.contains(&at),
            ..NewOption::default()
        })
        .collect();
    let edit = match placed.question.options_key() {
        Some(key) => in_key(text, (index, placed), key.span.shift(placed.start), &new),
        None => new_key(list, (index, placed), &new),
    };
    Ok(vec![edit?])
}

/// The key with the letters of these options. One with more than letters is refused: its words would be lost.
fn in_key(
    text: &str,
    own: (usize, Placed<'_>),
    key: Span,
    new: &[NewOption],
) -> Result<TextEdit, Refusal> {
    let written = key.slice(text);
    let value = written.find([':', '：']).map(|at| &written[at..]);
    let is_letters = |value: &str| words(value).all(|(_, word)| word.len() <= 2);
    if !value.is_some_and(is_letters) {
        return Err(Refusal::new(
            "the key has more than the letters of options; correct it by hand",
        ));
    }
    let (_, written) = Skeleton::of(text, &[own], own.0).key(new)?;
    Ok(TextEdit {
        span: key,
        text: written,
    })
}

/// A key for a question without one, as the other questions have it: below the options, or in a list of keys.
fn new_key(
    list: &TargetList<'_>,
    (index, placed): (usize, Placed<'_>),
    new: &[NewOption],
) -> Result<TextEdit, Refusal> {
    let mut near = near(list.group, index);
    near.retain(|(at, other)| *at != index && other.question.options_key().is_some());
    if near.is_empty()
        && let Some(edit) = keys::added(list, index, new)
    {
        return Ok(edit);
    }
    let skeleton = Skeleton::of(list.text, &near, index);
    let (gap, key) = skeleton.key(new)?;
    let end = end_of_last(list.text, &placed).ok_or_else(|| {
        Refusal::new(
            "the last option may continue in the lines below; write the key below it by hand",
        )
    })?;
    let block_end = Block::of(list.text, &placed).map_or(end, |block| block.end.max(end));
    let below = Span::new(end, block_end).slice(list.text);
    let is_folded = !gap.trim().is_empty();
    let inside = below.strip_prefix(gap).filter(|_| is_folded);
    // What is below the options, or in the element that the key of the others is in.
    let own = inside.unwrap_or(below);
    let (_, empty) = skeleton.key(&[])?;
    let first = own.trim_start();
    let at = |rest: &str| block_end - rest.len() as u32;
    let line = Span::new(at(first), line_end(list.text, at(first)).min(block_end));
    if !first.is_empty() && line.slice(list.text).trim_end() == empty {
        return Ok(TextEdit {
            span: line,
            text: key,
        });
    }
    let line_break = line_break(list.text);
    let text = match (inside, is_folded) {
        (Some(_), _) => format!("{key}{line_break}{line_break}"),
        (None, false) => format!("{gap}{key}"),
        (None, true) => format!("{gap}{key}{}", skeleton.after_key()?),
    };
    Ok(TextEdit {
        span: Span::at(inside.map_or(end, at)),
        text,
    })
}

/// The inside of a box.
fn box_at(text: &str, marker: Span) -> Option<Span> {
    let written = marker.slice(text);
    let open = written.find('[')?;
    let close = written.find(']').filter(|close| *close > open)?;
    let at = |offset: usize| marker.start + offset as u32;
    Some(Span::new(at(open + 1), at(close)))
}

/// What is in the boxes of right options near a question.
fn tick(list: &TargetList<'_>, index: usize) -> String {
    let near = near(list.group, index);
    let ticked = near.iter().find_map(|(_, placed)| {
        let mut options = placed.question.options().iter();
        options.find_map(|option| {
            let inside = box_at(list.text, option.marker.shift(placed.start))?;
            let inside = inside.slice(list.text);
            (!inside.trim().is_empty()).then(|| inside.to_owned())
        })
    });
    ticked.unwrap_or_else(|| "x".to_owned())
}
