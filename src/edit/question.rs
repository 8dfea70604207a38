//! New questions in a group or a document.

use super::verify::{Says, read_after};
use crate::bank::contents_match::same_letters;
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::Input;
use crate::shape::write::{NewQuestion, TargetList};
use crate::text::{Refusal, TextEdit};

/// Writes `new` after the last question of the file `input`, in the style of the existing ones.
///
/// # Errors
/// When nothing can be added to the file, or what is invalid around its questions would make the new ones invalid too.
pub fn append(input: &Input<'_>, group: &Group, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    let last = group.questions.len().checked_sub(1);
    if let Some(last) = last.filter(|_| group.yaml().is_none()) {
        return insert(input, group, last, new);
    }
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

/// Writes `new` after the question at the index `after` of the document `input`, as that one is written and with the numbers
/// after its own. The numbers of those below stay.
///
/// # Errors
/// When nothing can be added there, a new question would not be read as it is, or another one would be read differently.
pub fn insert(
    input: &Input<'_>,
    group: &Group,
    after: usize,
    new: &[NewQuestion],
) -> Result<TextEdit, Refusal> {
    let text = input.text;
    let edit = TargetList { text, group }.insert(after, new)?;
    let facts = read_after(input, std::slice::from_ref(&edit));
    let now = facts.as_ref().and_then(Facts::as_group);
    let now = now.filter(|now| now.questions.len() == group.questions.len() + new.len());
    let now = now.ok_or_else(|| {
        Refusal::new("the new question would not be read as one question; write it by hand")
    })?;
    let come = after + 1..after + 1 + new.len();
    let (kept, added): (Vec<_>, Vec<_>) =
        (now.questions.iter().enumerate()).partition(|(index, _)| !come.contains(index));
    for (old, (index, placed)) in group.questions.iter().enumerate().zip(kept) {
        let (old, before) = old;
        let anchor = |group: &Group, index: usize| {
            group
                .heading_of(index)
                .map(|heading| heading.anchor.to_owned())
        };
        if Says::of(&before) != Says::of(&placed) || anchor(group, old) != anchor(now, index) {
            let asked = before.text().map_or("", |text| text.text);
            return Err(Refusal::new(format!(
                "the question `{asked}` would be read differently; write the new one by hand"
            )));
        }
    }
    match new
        .iter()
        .zip(added)
        .find(|(new, (_, placed))| !is_read(new, placed))
    {
        Some((new, _)) => Err(Refusal::new(format!(
            "the question `{}` would be read differently; write it by hand",
            new.question
        ))),
        None => Ok(edit),
    }
}

/// Whether a question is read as it was to be written.
fn is_read(new: &NewQuestion, placed: &Placed<'_>) -> bool {
    let says = Says::of(placed);
    let is_level = |level: &String| says.level.is_some_and(|it| it.eq_ignore_ascii_case(level));
    let options = new.options.iter().zip(&says.options);
    let mut options = options
        .map(|(new, (text, is_right))| same_letters(text, &new.text) && new.is_right == *is_right);
    says.text
        .is_some_and(|text| same_letters(text, &new.question))
        && new.level.as_ref().is_none_or(is_level)
        && (new.answer.trim().is_empty() || says.answer.is_some() || !new.options.is_empty())
        && (new.options.is_empty() || new.options.len() == says.options.len())
        && options.all(|same| same)
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
