//! Whether the questions say after a change what they said before.

use super::order::Order;
use super::state::State;
use crate::edit::verify::{Says, edited};
use crate::text::{Refusal, Span, TextEdit};

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
        let expected = Says {
            number: *number,
            ..Says::of(&was)
        };
        let same =
            expected == Says::of(&is) && lines(before, from, edits) == lines(after, index, &[]);
        if !same {
            return Err(Refusal::new(format!(
                "the question `{}` would be read differently; change the file by hand",
                expected.text.unwrap_or_default()
            )));
        }
    }
    Ok(())
}

/// The lines of the answer of the question at `index` after the edits, without their indent.
fn lines(state: State<'_>, index: usize, edits: &[TextEdit]) -> Vec<String> {
    let answer = state.group.questions.get(index);
    let answer = answer.and_then(|placed| placed.answer());
    let Some(answer) = answer.map(|answer| answer.span()) else {
        return Vec::new();
    };
    // Below the last line of a question is what belongs to the next one.
    let own = state.list().lines(index).unwrap_or(answer);
    let end = if own.end > answer.start {
        answer.end.min(own.end)
    } else {
        answer.end
    };
    let answer = Span::new(answer.start, end);
    edited(state.text, answer, edits)
        .lines()
        .map(|line| line.trim_start().to_owned())
        .collect()
}
