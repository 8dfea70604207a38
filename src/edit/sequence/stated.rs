//! Numbers of questions that a document states: `# 50 questions`, `## Locks (21-40)`. One that is right stays right.

use std::ops::Range;

use super::draft::{Draft, Step};
use super::order::{Numbers, Order, written};
use super::ranges::range;
use super::state::State;
use crate::facts::stated::Stated;
use crate::text::{Refusal, Span, TextEdit};

/// What a change does to the questions of a document: which get new numbers, which go, and which come.
#[derive(Clone, Default)]
pub struct Shift {
    /// The new numbers.
    pub changed: Numbers,
    /// The questions that go from where they are.
    pub gone: Range<usize>,
    /// The index of the question after which some come, and the number of each.
    pub come: Option<(usize, Vec<Option<u32>>)>,
}

impl Shift {
    /// The questions stay, with new numbers.
    pub fn numbers(changed: &Numbers) -> Self {
        Self {
            changed: changed.clone(),
            ..Self::default()
        }
    }

    /// The numbers of the questions that are afterwards where those of a range are, in their order.
    fn now(&self, state: State<'_>, places: &Range<usize>) -> Vec<Option<u32>> {
        let mut now = Vec::new();
        for index in places.clone() {
            if !self.gone.contains(&index) {
                let changed = self.changed.get(&index).map(|(_, new)| *new);
                now.push(changed.or_else(|| number(state, index)));
            }
            if let Some((_, come)) = self.come.as_ref().filter(|(after, _)| *after == index) {
                now.extend(come);
            }
        }
        now
    }
}

/// The edits of the stated numbers that are right and would not be after a change.
pub fn edits(state: State<'_>, shift: &Shift) -> Vec<TextEdit> {
    let stated = state.group.stated.iter();
    let edits = stated.flat_map(|stated| {
        let now = shift.now(state, &stated.questions);
        match range(state.text, stated.span) {
            Some(range) => ends(state, stated, (range, &now)),
            None => count(state, stated, now.len()).into_iter().collect(),
        }
    });
    edits.collect()
}

/// Makes the step that writes them.
///
/// # Errors
/// When a question would be read differently, or a link cannot follow.
pub fn step(draft: &mut Draft<'_>, shift: &Shift) -> Result<(), Refusal> {
    let state = draft.state()?;
    if edits(state, shift).is_empty() {
        return Ok(());
    }
    let order = Order::of(state.group);
    draft.step(&Step {
        order: &order,
        change: &|state| Ok(edits(state, shift)),
        follow: &|_, _| Vec::new(),
    })
}

/// The edit of a number of questions, if it is one of digits.
fn count(state: State<'_>, stated: &Stated, now: usize) -> Option<TextEdit> {
    let shown = stated.span.slice(state.text);
    let is_exact = shown.parse() == Ok(stated.number) && stated.is_kept();
    let is_kept = now == stated.number || stated.at_least && now > stated.number;
    (is_exact && !is_kept && now > 0).then(|| TextEdit {
        span: stated.span,
        text: now.to_string(),
    })
}

/// The edits of a range from the number of one question to that of another.
fn ends(
    state: State<'_>,
    stated: &Stated,
    (range, now): ([(Span, u32); 2], &[Option<u32>]),
) -> Vec<TextEdit> {
    let places = &stated.questions;
    let old = [Some(places.start), places.end.checked_sub(1)];
    let old = old.map(|index| index.and_then(|index| number(state, index)));
    let new = [now.first(), now.last()].map(|number| number.copied().flatten());
    let is_right = range.map(|(_, value)| Some(value)) == old;
    let pairs = range.into_iter().zip(new).filter(|_| is_right);
    let edits = pairs.filter_map(|((span, value), new)| {
        let new = new.filter(|new| *new != value)?;
        Some(written(span, new))
    });
    edits.collect()
}

fn number(state: State<'_>, index: usize) -> Option<u32> {
    state.group.questions.get(index)?.question.number()
}
