//! The elements above a question that links lead to.

use crate::shape::document::write::append::with_own_ids;
use crate::shape::document::write::block::{Block, is_anchor};
use crate::shape::document::write::numbers::Number;
use crate::shape::write::TargetList;
use crate::syntax::markdown::placeholder::QUESTION;
use crate::text::{Span, renumbered};

use super::place::{breaks, line_above};

/// The lines above a question after the one at the index `after`, as that one has them: with an id that has the next
/// number, or is made of the text. With `\n` for each line break; empty if it has none.
pub fn above_next(list: &TargetList<'_>, after: usize) -> String {
    let TargetList { text, group } = *list;
    let placed = group.questions.get(after);
    let Some(block) = placed.and_then(|placed| Block::of(text, &placed)) else {
        return String::new();
    };
    let mut start = block.start;
    while let Some(above) =
        line_above(text, start).filter(|line| is_anchor(line.slice(text).trim()))
    {
        start = above.start;
    }
    let written = Span::new(start, block.start).slice(text);
    let own = with_own_ids(&breaks(written), QUESTION);
    match Number::after(text, group, after) {
        Some(number) => renumbered(&own, number.value, number.next(1)),
        None => own,
    }
}
