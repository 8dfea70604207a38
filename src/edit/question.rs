//! New questions in a group.

use super::verify::read_after;
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::shape::Input;
use crate::shape::write::{NewQuestion, TargetList};
use crate::text::{Refusal, TextEdit};

/// Writes `new` after the last question of the group in the file `input`, in the style of the existing ones.
///
/// # Errors
/// When nothing can be added to the group, or what is invalid around its questions would make the new ones invalid too.
pub fn append(input: &Input<'_>, group: &Group, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    let text = input.text;
    let edit = TargetList { text, group }.append(new)?;
    let facts = read_after(input, std::slice::from_ref(&edit));
    if facts.is_some_and(|facts| reads_back(&facts, group, new.len())) {
        Ok(edit)
    } else {
        Err(Refusal::new(
            "the YAML around the list is invalid, so the question would be invalid too; fix that first",
        ))
    }
}

/// Whether the group has `count` more questions after the edit, the last ones whole, and nothing more is broken.
fn reads_back(facts: &Facts, group: &Group, count: usize) -> bool {
    facts.as_group().is_some_and(|now| {
        let mut come = now.questions.iter().rev().take(count);
        now.questions.len() == group.questions.len() + count
            && now.head.errors.len() <= group.head.errors.len()
            && come.all(|placed| placed.question.is_whole())
    })
}
