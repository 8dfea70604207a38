//! New questions in a group or a document.

use super::one_question::{State, said};
use super::verify::{Says, is_written_in_group, same_markdown};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::question::Answer;
use crate::facts::questions::Placed;
use crate::shape::document::own_text::{self, own_text};
use crate::shape::write::{NewQuestion, TargetList};
use crate::shape::{self, Input};
use crate::syntax::markdown::plain_text::plain_text;
use crate::text::{self, Refusal, TextEdit, same_letters};

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
    let (_, facts) = read_after(input, &edit)?;
    if reads_back(&facts, group, new) {
        Ok(edit)
    } else {
        Err(Refusal::new(
            "the YAML around the list is invalid, so the question would be invalid too; fix that first",
        ))
    }
}

/// Writes `new` after the question at the index `after` of the file `input`, as that one is written; in a document with the
/// numbers after its own, and those of the questions below stay.
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
    let (edited, facts) = read_after(input, &edit)?;
    let now = facts.as_group();
    let now = now.filter(|now| now.questions.len() == group.questions.len() + new.len());
    let now = now.ok_or_else(|| {
        Refusal::new("the new question would not be read as one question; write it by hand")
    })?;
    let come = after + 1..after + 1 + new.len();
    let (kept, added): (Vec<_>, Vec<_>) =
        (now.questions.iter().enumerate()).partition(|(index, _)| !come.contains(index));
    let before = State { text, group };
    let now = State {
        text: &edited,
        group: now,
    };
    for ((old, placed), (index, _)) in group.questions.iter().enumerate().zip(kept) {
        if said(before, old) != said(now, index) {
            let asked = placed.text().map_or("", |text| text.text);
            return Err(Refusal::new(format!(
                "the question `{asked}` would be read differently; write the new one by hand"
            )));
        }
    }
    let differing = |new: &NewQuestion, placed: &Placed<'_>| match group.yaml() {
        Some(_) => (!is_written_in_group(placed, new)).then_some("a value"),
        None => differing(new, (&edited, now.group.split.body), placed),
    };
    let differs = (new.iter().zip(added))
        .find_map(|(new, (_, placed))| Some((new, differing(new, &placed)?)));
    match differs {
        Some((new, part)) => Err(Refusal::new(format!(
            "{part} of the question `{}` would be read differently; write it by hand",
            new.question
        ))),
        None => Ok(edit),
    }
}

/// The text and the facts of a file after an edit.
fn read_after(input: &Input<'_>, edit: &TextEdit) -> Result<(String, Facts), Refusal> {
    let edited = text::apply(input.text, std::slice::from_ref(edit))
        .map_err(|overlap| Refusal::new(overlap.to_string()))?;
    let after = Input {
        text: &edited,
        ..*input
    };
    let facts = shape::read(&after, None);
    Ok((edited, facts))
}

/// The part of a question that is not read as it was to be written, as the start of a sentence; `None` if all is.
/// `placed` is in a document with this `text`, whose body starts at `body`.
pub fn differing(
    new: &NewQuestion,
    (text, body): (&str, u32),
    placed: &Placed<'_>,
) -> Option<&'static str> {
    let says = Says::of(placed);
    let asked = match new.is_markdown {
        true => plain_text(&new.question),
        false => new.question.clone(),
    };
    let is_level = |level: &String| says.level.is_some_and(|it| it.eq_ignore_ascii_case(level));
    if !says.text.is_some_and(|text| same_letters(text, &asked)) {
        return Some("the text");
    }
    if !new.level.as_ref().is_none_or(is_level) {
        return Some("the level");
    }
    let below = match placed.answer() {
        Some(Answer::Below(below)) => Some(below.span),
        _ => None,
    };
    let own = own_text(text, body, placed, below);
    let right = placed.question.options().iter().map(|it| it.is_right);
    let options: Vec<_> = own.options.iter().map(String::as_str).zip(right).collect();
    if !has_options(new, &options) {
        return Some("an option");
    }
    let lines = |body: Option<&str>, answer: Option<&str>| {
        let parts = [body, answer].into_iter().flatten();
        parts.collect::<Vec<_>>().join("\n\n")
    };
    // Without a label or a frame, what is above an answer is read as a part of it.
    let answer = own_text::bare(&new.answer);
    let written = lines(Some(&new.body), Some(&answer));
    let read = lines(own.body.as_deref(), own.answer.as_deref());
    let is_skeleton = written.trim().is_empty();
    (!is_skeleton && !same_markdown(&written, &read)).then_some("the answer")
}

/// Whether the options of a question are those that were to be written; any, if none were.
fn has_options(new: &NewQuestion, options: &[(&str, bool)]) -> bool {
    if new.options.is_empty() {
        // A question of a quiz without an answer is a draft with empty options.
        return options.is_empty() || new.answer.trim().is_empty();
    }
    let mut pairs = new.options.iter().zip(options);
    new.options.len() == options.len()
        && pairs.all(|(new, (text, is_right))| {
            new.is_right == *is_right && same_markdown(&new.text, text)
        })
}

/// Whether the group has these questions after the edit, the last ones, and nothing more is broken.
fn reads_back(facts: &Facts, group: &Group, new: &[NewQuestion]) -> bool {
    let is_read = |(placed, new): (Placed<'_>, &NewQuestion)| {
        let says = Says::of(&placed);
        placed.question.is_whole()
            && says.text == Some(new.question.as_str())
            && says.answer.map_or("", |(answer, ..)| answer) == new.answer
    };
    facts.as_group().is_some_and(|now| {
        let come = now.questions.iter().skip(group.questions.len());
        now.questions.len() == group.questions.len() + new.len()
            && now.head.errors.len() <= group.head.errors.len()
            && come.zip(new).all(is_read)
    })
}
