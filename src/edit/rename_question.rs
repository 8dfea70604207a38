//! Renames a question in the text of its file: its entries in the table of contents and the links to its heading follow.

use super::anchors::{self, BeforeAfter};
use super::contents_entries;
use super::verify::Says;
use super::{Planned, Sources};
use crate::bank::{Bank, QuestionRef};
use crate::facts::slot::Part;
use crate::shape::write::Target;
use crate::text::{self, Refusal, TextEdit};

/// Writes `new`, a text in markdown, in place of the text of the question.
///
/// # Errors
/// When the question would not have this text, or would lose a link, another one would say something else, or a heading
/// would get an anchor that the file has already.
pub fn rename(bank: &Bank, sources: Sources<'_>, at: &QuestionRef, new: &str) -> Planned {
    let path = &at.group;
    let unreadable = || Refusal::new(format!("`{path}` cannot be read"));
    let text = sources(path).ok_or_else(unreadable)?;
    let before = bank.file(path.as_str()).and_then(|file| file.facts());
    let before = before.ok_or_else(unreadable)?;
    let group = before.as_group().ok_or_else(unreadable)?;
    let placed = group.questions.get(at.index).ok_or_else(unreadable)?;
    let target = Target {
        text: &text,
        group,
        placed,
    };
    let edits = [target.replace(Part::Text, new)?];
    let [written] = &edits;
    keeps_links(written.span.slice(&text), &written.text)?;
    let edited = text::apply(&text, &edits).map_err(|overlap| Refusal::new(overlap.to_string()))?;
    let after = bank.read(path, &edited);
    let change = BeforeAfter {
        before,
        after: &after,
        edited: &edited,
    };
    only_its_text(change, at.index, written, new)?;
    let renamed = anchors::renamed(change, &edits)?;
    let entries = contents_entries::following(&text, group, at.index, written);
    let replaced = [written.span];
    let mut edit = anchors::follow(bank, sources, (path, &renamed), &replaced)?;
    edit.add(path, entries);
    edit.add(path, edits.clone());
    edit.confirm = anchors::confirmation(&renamed);
    Ok(edit)
}

/// Refuses a text without a link that the old one has.
fn keeps_links(old: &str, new: &str) -> Result<(), Refusal> {
    let links = old.match_indices("](").map(|(at, _)| {
        let rest = &old[at..];
        &rest[..rest.find(')').map_or(rest.len(), |end| end + 1)]
    });
    match links.into_iter().find(|link| !new.contains(link)) {
        Some(link) => Err(Refusal::new(format!(
            "the question has the link `[…{link}`, which the new text lacks; change the text by hand"
        ))),
        None => Ok(()),
    }
}

/// Refuses a change after which the question has another text than the one written, or another question says something else.
fn only_its_text(
    change: BeforeAfter<'_>,
    index: usize,
    written: &TextEdit,
    new: &str,
) -> Result<(), Refusal> {
    let cannot = || Refusal::new(format!("`{new}` cannot be the text of this question"));
    let (before, after) = change
        .before
        .as_group()
        .zip(change.after.as_group())
        .filter(|(a, b)| a.shape == b.shape && a.questions.len() == b.questions.len())
        .ok_or_else(cannot)?;
    let text = after.questions.get(index).and_then(|placed| placed.text());
    let text = text.ok_or_else(cannot)?;
    let is_value = text.span.end <= after.split.body && text.text == new;
    if !is_value && text.span.slice(change.edited) != written.text {
        return Err(cannot());
    }
    let pairs = before.questions.iter().zip(&after.questions).enumerate();
    for (at, (a, b)) in pairs {
        let (mut a, b) = (Says::of(&a), Says::of(&b));
        if at == index {
            a.text = b.text;
        }
        if a != b {
            return Err(match at == index {
                true => cannot(),
                false => would_change(a.text),
            });
        }
    }
    Ok(())
}

/// The refusal of a change that makes another question say something else.
fn would_change(question: Option<&str>) -> Refusal {
    let question = question.unwrap_or_default();
    Refusal::new(format!(
        "the question `{question}` would be read differently; change the text by hand"
    ))
}
