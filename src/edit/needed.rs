//! Whether a part of the bank that cannot be read may refer to a file.

use super::Sources;
use crate::bank::{Bank, BankPath, PossibleReference, QuestionRef, Target};
use crate::facts::mention;
use crate::text::{Lines, Refusal, Span};

/// Refuses to remove the file when a part of the bank that cannot be read may refer to it.
///
/// # Errors
/// Names the place that may refer to it.
pub fn by_nothing_unread(
    bank: &Bank,
    sources: Sources<'_>,
    file: &BankPath,
) -> Result<(), Refusal> {
    let Some(first) = bank.possible_references(file).into_iter().next() else {
        return Ok(());
    };
    Err(Refusal::new(format!(
        "{} may refer to `{}`, but contains invalid YAML; fix that first",
        place(bank, sources, &first, file),
        file.name()
    )))
}

/// Refuses to remove an answer file that something but the questions which `leaves` names needs.
///
/// # Errors
/// Names what needs it.
pub fn by_no_other(
    bank: &Bank,
    sources: Sources<'_>,
    answer: &BankPath,
    leaves: impl Fn(&QuestionRef) -> bool,
) -> Result<(), Refusal> {
    if bank.citations(answer).iter().any(|by| !leaves(by)) {
        return Err(Refusal::new(format!(
            "`{}` is also the answer of a question that is not moved",
            answer.name()
        )));
    }
    let ends = |user: &BankPath| {
        let group = bank.group(user.as_str());
        let ending = group.and_then(|group| group.head.map.string("ending"));
        ending.is_some_and(|name| bank.answer_path(user, &name.text).as_ref() == Some(answer))
    };
    let mut users = bank.users(&Target::File(answer.clone()));
    match users.find(ends) {
        Some(user) => Err(Refusal::new(format!(
            "`{}` is the `ending` of `{user}`",
            answer.name()
        ))),
        None => by_nothing_unread(bank, sources, answer),
    }
}

/// The file and line that mention `file`, in words.
pub fn place(
    bank: &Bank,
    sources: Sources<'_>,
    reference: &PossibleReference,
    file: &BankPath,
) -> String {
    let path = &reference.path;
    let text = sources(path).unwrap_or_default();
    match part(bank, reference) {
        Some(part) => {
            let named = mention::places(part.slice(&text), file.name());
            let at = named
                .first()
                .map_or(part.start, |span| part.start + span.start);
            line(&text, path, at)
        }
        None => format!("`{path}`"),
    }
}

/// `` `go/go.md` line 7 ``.
pub fn line(text: &str, path: &BankPath, at: u32) -> String {
    format!("`{path}` line {}", Lines::new(text).line_of(at) + 1)
}

/// The part of the file that mentions it: the question, without the lines above its hyphen, or the frontmatter.
pub fn part(bank: &Bank, reference: &PossibleReference) -> Option<Span> {
    let facts = bank.file(reference.path.as_str())?.facts()?;
    match reference.question {
        Some(index) => {
            let placed = facts.as_group()?.questions.get(index)?;
            let start = placed.start + placed.question.marker.start;
            Some(Span::new(start, placed.span().end))
        }
        None => Some(facts.split().front?.yaml),
    }
}
