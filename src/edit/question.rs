//! New questions in a group.

use super::verify::read_after;
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::shape::write::{NewQuestion, TargetList};
use crate::text::{Refusal, TextEdit};

/// Writes `new` after the last question of the group, in the style of the existing ones.
///
/// # Errors
/// When nothing can be added to the group, or what is invalid around its questions would make the new ones invalid too.
pub fn append(text: &str, group: &Group, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    let edit = TargetList { text, group }.append(new)?;
    if reads_back(text, group, new.len(), &edit) {
        Ok(edit)
    } else {
        Err(Refusal::new(
            "the YAML around the list is invalid, so the question would be invalid too; fix that first",
        ))
    }
}

/// Whether the group has `count` more questions after the edit, the last ones whole, and nothing more is broken.
fn reads_back(text: &str, group: &Group, count: usize, edit: &TextEdit) -> bool {
    let facts = read_after(text, std::slice::from_ref(edit));
    facts.as_ref().and_then(Facts::as_group).is_some_and(|now| {
        let mut come = now.questions.iter().rev().take(count);
        now.questions.len() == group.questions.len() + count
            && now.head.errors.len() <= group.head.errors.len()
            && come.all(|placed| placed.question.is_whole())
    })
}
