//! Writes a question between two of a document, or removes one.

use super::action::{Action, Kind, Request};
use super::move_questions::is_document;
use super::renumber::opened;
use crate::edit::sequence::{insert, remove};
use crate::shape::write::NewQuestion;
use crate::syntax::markdown::placeholder::QUESTION;
use crate::text::Refusal;

/// Two actions at a cursor on the text of a question of a document.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    if !request.group().is_some_and(is_document) || opened(request).is_none() {
        return Vec::new();
    }
    let gone = || Refusal::new("the question no longer exists");
    let insert = Action::new(
        Kind::Rewrite,
        "Insert a question after this one",
        move |request| {
            let index = opened(request).ok_or_else(gone)?;
            let new = NewQuestion {
                question: QUESTION.to_owned(),
                ..NewQuestion::default()
            };
            insert::insert(request.bank, request.sources, request.path, (index, &new))
        },
    );
    let remove = Action::new(Kind::Rewrite, "Remove this question", move |request| {
        let index = opened(request).ok_or_else(gone)?;
        remove::remove(request.bank, request.sources, request.path, index)
    });
    vec![insert, remove]
}

#[cfg(test)]
mod tests;
