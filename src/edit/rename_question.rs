//! Renames a question in the text of its file: its entries in the table of contents and the links to its heading follow, and
//! so does a file that is named after its only question.

use super::anchors::{self, BeforeAfter};
use super::contents_entries;
use super::update_references::{Moves, update_references};
use super::verify::Says;
use super::{Edit, Planned, Sources, file_name};
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::facts::slot::Part;
use crate::shape::write::Target;
use crate::syntax::markdown::placeholder::QUESTION;
use crate::syntax::markdown::plain_text::plain_text;
use crate::syntax::markdown::slug::heading_anchor;
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
    let to = path_of(
        bank,
        path,
        placed.text().map_or("", |asked| asked.text),
        new,
    )?;
    if let Some(to) = &to {
        move_file(bank, sources, (path, to), &mut edit)?;
    }
    // Nobody links to a question that has just been inserted.
    let is_new = placed.text().is_some_and(|asked| asked.text == QUESTION);
    let parts = [
        anchors::confirmation(&renamed).filter(|_| !is_new),
        to.map(|to| format!("the file becomes `{to}`")),
        in_other_languages(bank, at),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    edit.confirm = (!parts.is_empty()).then(|| parts.join("; "));
    Ok(edit)
}

/// The new path of a file whose only question gives it its name; `None` if the name is another one.
fn path_of(
    bank: &Bank,
    path: &BankPath,
    old: &str,
    new: &str,
) -> Result<Option<BankPath>, Refusal> {
    // The name of a group is that of all its questions.
    let is_only = bank
        .group(path.as_str())
        .is_some_and(|group| group.questions.len() == 1 && group.yaml().is_none());
    let (old, new) = (heading_anchor(old), heading_anchor(&plain_text(new)));
    let stem = path.stem();
    for gap in ["-", "_"] {
        let (old, new) = (old.replace('-', gap), new.replace('-', gap));
        let lead = stem.to_lowercase().strip_suffix(&old).map(str::len);
        let Some(lead) = lead.filter(|_| is_only && !old.is_empty()) else {
            continue;
        };
        // A number before the text of the question stays.
        let number = stem[..lead].trim_end_matches(['-', '_', '.', ' ']);
        if !number.bytes().all(|byte| byte.is_ascii_digit()) || new == old {
            continue;
        }
        if new.is_empty() {
            return Err(Refusal::new(
                "the file is named after its question, so the text needs a letter or digit",
            ));
        }
        let extension = &path.name()[stem.len()..];
        let to = path.beside(&format!("{}{new}{extension}", &stem[..lead]));
        if let Some(to) = &to {
            file_name::check(bank, to)?;
        }
        return Ok(to);
    }
    Ok(None)
}

/// Adds the move of a file, and the references that follow it.
fn move_file(
    bank: &Bank,
    sources: Sources<'_>,
    (from, to): (&BankPath, &BankPath),
    edit: &mut Edit,
) -> Result<(), Refusal> {
    let updates = update_references(bank, sources, &Moves::new([(from.clone(), to.clone())]));
    if let Some((user, _)) = updates.unresolved.first() {
        return Err(Refusal::new(format!(
            "a link to the file in `{user}` cannot be updated; rename the file by hand first"
        )));
    }
    for (user, edits) in updates.edit.texts {
        // A link whose anchor changes, too, has the end of its destination rewritten already.
        let known = edit.texts.get(&user).map_or(&[][..], |known| known);
        let (clear, overlap): (Vec<_>, Vec<_>) = edits
            .into_iter()
            .partition(|new| !known.iter().any(|old| old.span.touches(new.span.start)));
        if !overlap.is_empty() {
            return Err(Refusal::new(format!(
                "a link to the question in `{user}` leads to its heading by the file's name; rename the file first"
            )));
        }
        edit.add(&user, clear);
    }
    edit.moves.insert(from.clone(), to.clone());
    Ok(())
}

/// The most files of other languages that are named.
const NAMED: usize = 3;

/// Where the question is in other languages, and stays as it is.
fn in_other_languages(bank: &Bank, at: &QuestionRef) -> Option<String> {
    let same = bank.same_question(at);
    let named = same.iter().take(NAMED);
    let files: Vec<String> = named.map(|other| format!("`{}`", other.group)).collect();
    let more = match same.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!files.is_empty()).then(|| {
        format!(
            "the question in {}{more} stays as it is; translate the new text there",
            files.join(", ")
        )
    })
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
