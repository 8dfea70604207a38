//! Parses the questions of a group again after an edit, reading only the lines around it.
//!
//! The start of a question depends only on the lines from the previous question to its own first one, and on the column
//! of the list. So a scan starts one question before the edit and stops as soon as it reaches, after the edit, the
//! start of an old question: everything from there on is unchanged. All other edits take a full read.

use std::sync::Arc;

use super::segment;
use super::segment::{Segments, Starts};
use crate::facts::group::Group;
use crate::facts::question::Question;
use crate::facts::questions::{Placed, Questions};
use crate::shape::definition::Previous;
use crate::shape::group::question;
use crate::syntax::frontmatter::Split;
use crate::text::{Replaced, Span};

/// The list of a group after an edit.
pub struct Reparsed {
    /// The spans of the frontmatter and the body.
    pub split: Split,
    /// The segments, without the items.
    pub segments: Segments,
    /// The questions.
    pub questions: Questions,
}

/// The list in `text`, if the edit since `previous` is entirely within the list.
pub fn reparse(text: &str, previous: Previous<'_>) -> Option<Reparsed> {
    let Previous {
        group,
        text: before,
    } = previous;
    let list = group.block().filter(|_| !group.is_linked())?;
    let close = group.split.front?.close?;
    let edit = Replaced::between(before, text);
    let first = group.questions.get(0)?.start;
    if edit.old.start <= first || edit.old.end > list.end {
        return None;
    }
    let moved = |offset: u32| (i64::from(offset) + edit.shift) as u32;
    let end = moved(list.end);
    // The end of the list must still be the end of a line.
    if !text[..end as usize].ends_with(['\n', '\r']) || text.len() > u32::MAX as usize {
        return None;
    }
    let yaml_end = moved(close.start);
    let restart = group
        .questions
        .at_or_before(edit.old.start)?
        .saturating_sub(1);
    let from = group.questions.get(restart)?.start;
    let column = (restart > 0).then_some(group.column() as usize);
    let (mut items, rest) = scan(&text[..yaml_end as usize], from, column, group, &edit, end)?;
    let items_end = group
        .questions
        .get(rest)
        .map_or(end, |placed| moved(placed.start));
    segment::close(&mut items, items_end);
    let new = parse(
        text,
        &items,
        before,
        group.questions.range(restart..rest).collect(),
    );
    // Other questions may depend on these.
    if new.iter().any(|(_, question)| question.is_linked()) {
        return None;
    }
    let questions = group.questions.splice(restart..rest, new, edit.shift);
    let mut split = group.split;
    if let Some(front) = &mut split.front {
        front.yaml.end = yaml_end;
        front.close = Some(Span::new(yaml_end, yaml_end + close.len()));
        let is_below = |span: &Span| span.start >= close.start;
        if let Some(non_yaml_space) = front.non_yaml_space.as_mut().filter(|span| is_below(span)) {
            *non_yaml_space = Span::new(moved(non_yaml_space.start), moved(non_yaml_space.end));
        }
    }
    split.body = moved(split.body);
    let head = Span::new(split.front?.yaml.start, group.opening.start);
    let segments = Segments {
        head,
        key: group.opening,
        non_yaml_space: group.yaml()?.non_yaml_space,
        column: group.column(),
        items: Vec::new(),
        tail: Span::new(end, yaml_end),
    };
    Some(Reparsed {
        split,
        segments,
        questions,
    })
}

/// The starts of the questions from the offset `from` on, and the index in the old list from which nothing differs.
fn scan(
    part: &str,
    from: u32,
    column: Option<usize>,
    group: &Group,
    edit: &Replaced,
    end: u32,
) -> Option<(Vec<Span>, usize)> {
    let mut starts = Starts::new(part, from, column);
    let mut items = Vec::new();
    for start in starts.by_ref() {
        if start >= edit.new.end {
            let was = (i64::from(start) - edit.shift) as u32;
            let place = group.questions.at_or_before(was)?;
            let known = group
                .questions
                .get(place)
                .is_some_and(|placed| placed.start == was);
            if known && was >= edit.old.end && !items.is_empty() {
                return (starts.column == Some(group.column() as usize)).then_some((items, place));
            }
        }
        items.push(Span::at(start));
    }
    let same_column = starts.column == Some(group.column() as usize);
    (starts.end() == Some(end) && same_column && items.first()?.start == from)
        .then_some((items, group.questions.len()))
}

/// Parses the items; reuses those at either end whose text is unchanged.
fn parse(
    text: &str,
    items: &[Span],
    before: &str,
    old: Vec<Placed<'_>>,
) -> Vec<(u32, Arc<Question>)> {
    let same = |item: &Span, placed: &Placed<'_>| item.slice(text) == placed.span().slice(before);
    let first = items
        .iter()
        .zip(&old)
        .take_while(|(item, placed)| same(item, placed))
        .count();
    let rest = items[first..].iter().rev().zip(old[first..].iter().rev());
    let last = items.len() - rest.take_while(|(item, placed)| same(item, placed)).count();
    let read = |(index, item): (usize, &Span)| {
        let kept = if index < first {
            old.get(index)
        } else if index >= last {
            old.get(old.len() + index - items.len())
        } else {
            None
        };
        let question = kept.map_or_else(
            || Arc::new(question::read(item.slice(text))),
            |placed| Arc::clone(placed.question),
        );
        (item.start, question)
    };
    items.iter().enumerate().map(read).collect()
}
