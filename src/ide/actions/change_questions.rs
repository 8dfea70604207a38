//! Writes a question between two of a document, or removes one.

use super::action::{Action, Kind, Request};
use super::renumber::opened;
use crate::edit::sequence::{insert, remove};
use crate::facts::group::Group;
use crate::shape::write::NewQuestion;
use crate::shape::{documents::FileKind, is_writable, shape_of};
use crate::syntax::markdown::placeholder::QUESTION;
use crate::text::Refusal;

/// Two actions at a cursor on the text of a question of a document.
pub(super) fn offer(request: &Request<'_>) -> Vec<Action> {
    let is_document = |group: &&Group| {
        let kind = shape_of(group).and_then(|shape| shape.kind);
        kind == Some(FileKind::Document) && is_writable(group) && group.row().is_none()
    };
    let group = request.group().filter(is_document);
    if group.is_none() || opened(request).is_none() {
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
