//! A document with all that its questions have from other places of it.

use std::sync::Arc;

use super::given::Given;
use super::parts::Parts;
use super::reader::{self, Document};
use super::{curriculum, key_list};
use crate::shape::documents::{AnswerForm, Reading};

/// Reads the markdown, which starts at the offset `from`, as the configuration says; `given` are the labels of all
/// questions. The path is asked for only where it can decide. `keeps`: whether to return the basis, too.
pub fn read<'t>(
    path: &dyn Fn() -> &'t str,
    parts: Parts<'_>,
    (from, keeps): (u32, bool),
    (reading, given): (&Reading, &Given),
) -> Option<Document> {
    let questions = curriculum::questions(&parts);
    if !questions.is_empty() {
        return Some(Document {
            questions,
            contents: Vec::new(),
            basis: None,
            topics: Arc::clone(&given.topics),
        });
    }
    let mut document = reader::read(path, parts, (from, keeps), (reading, given))?;
    if matches!(reading.answers, None | Some(AnswerForm::Letters)) {
        let is_open = document
            .questions
            .iter()
            .any(|question| key_list::is_open(&question.found));
        document.basis = document.basis.filter(|_| !is_open);
        key_list::apply(&parts, &mut document.questions);
    }
    Some(document)
}
