//! Moves a question of a document one place up or down.

use super::action::{Action, Kind, Request};
use super::move_questions::is_document;
use super::renumber::opened;
use crate::edit::sequence::reorder;
use crate::shape::write::TargetList;
use crate::text::Refusal;

/// At a cursor on the text of a question of a document: one action for each direction in which it has a neighbour.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let Some(group) = request.group().filter(|group| is_document(group)) else {
        return Vec::new();
    };
    let Some(index) = opened(request) else {
        return Vec::new();
    };
    let list = TargetList {
        text: request.text,
        group,
    };
    let action = |(is_up, title): (bool, &'static str)| {
        let first = if is_up { index.checked_sub(1)? } else { index };
        let places = first..first + 2;
        let can_move = places.end <= group.questions.len() && list.reorder(places, &[1, 0]).is_ok();
        can_move.then(|| {
            Action::new(Kind::Move, title, move |request| {
                let index = opened(request);
                let index = index.ok_or_else(|| Refusal::new("the question no longer exists"))?;
                reorder::step(request.bank, request.sources, request.path, (index, is_up))
            })
        })
    };
    let both = [
        (true, "Move the question up"),
        (false, "Move the question down"),
    ];
    both.into_iter().filter_map(action).collect()
}

#[cfg(test)]
mod tests;
