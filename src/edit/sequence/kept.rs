//! Whether the questions say after a change what they said before.

use super::order::Order;
use super::state::State;
use crate::edit::verify::{Allowed, Side, says_as_before};
use crate::facts::questions::Placed;
use crate::text::{Refusal, Span, TextEdit, line_start};

/// Checks that after a change to `order` each question has its text, level, topics and options, the number that it should
/// have, and its answer, apart from the indent and from the edits of what refers to questions.
///
/// # Errors
/// With the first question that differs.
pub fn check(
    (before, edits): (State<'_>, &[TextEdit]),
    after: State<'_>,
    order: &Order,
) -> Result<(), Refusal> {
    let (old, new) = (&before.group.questions, &after.group.questions);
    if new.len() != order.from.len() || before.group.shape != after.group.shape {
        return Err(Refusal::new(
            "qmark would read other questions in the changed file; change it by hand",
        ));
    }
    let places = order.from.iter().zip(&order.numbers).enumerate();
    for (index, (from, number)) in places {
        let Some(from) = *from else { continue };
        let pair = old.get(from).zip(new.get(index));
        let (was, is) = pair.ok_or_else(|| Refusal::new("the questions no longer exist"))?;
        let asked = was.text().map_or("", |text| text.text);
        let (was, is) = (side(before, from, was), side(after, index, is));
        let allowed = Allowed {
            number: *number,
            is_relabelled: false,
        };
        if !says_as_before((&was, edits), &is, &allowed) {
            return Err(Refusal::new(format!(
                "the question `{asked}` would be read differently; change the file by hand"
            )));
        }
    }
    Ok(())
}

/// A question, with the lines of its answer.
fn side<'s>(state: State<'s>, index: usize, placed: Placed<'s>) -> Side<'s> {
    let text = state.text;
    let answer = placed.answer().map(|answer| {
        let answer = answer.span();
        // Below the last line of a question is what belongs to the next one.
        let own = state.list().lines(index).unwrap_or(answer);
        let end = if own.end > answer.start {
            answer.end.min(own.end)
        } else {
            answer.end
        };
        let line = line_start(text, answer.start);
        let is_first = Span::new(line, answer.start).slice(text).trim().is_empty();
        Span::new(if is_first { line } else { answer.start }, end)
    });
    Side {
        text,
        placed,
        answer,
    }
}
