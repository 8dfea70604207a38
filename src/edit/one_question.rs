//! Changes of one question of a document, after which each other one is read as before.

use super::verify::{Says, answer_of};
use super::{Edit, Planned};
use crate::bank::{Bank, BankPath};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::syntax::markdown::body::Body;
use crate::text::{self, Refusal, TextEdit};

/// A document, as it was or as it is.
#[derive(Clone, Copy)]
pub struct State<'s> {
    /// The whole text of the file.
    pub text: &'s str,
    /// What the text says.
    pub group: &'s Group,
}

/// The change of the question at `index` of the file at `path`. `is_meant` says of the question before and after whether it
/// is what it is to be.
///
/// # Errors
/// When the question would be another one, or any other would be read differently.
pub fn change(
    bank: &Bank,
    path: &BankPath,
    text: &str,
    index: usize,
    edits: Vec<TextEdit>,
    is_meant: &dyn Fn(&Placed<'_>, &Placed<'_>) -> bool,
) -> Planned {
    let gone = || Refusal::new("the question no longer exists");
    let group = bank.group(path.as_str()).ok_or_else(gone)?;
    let (_, facts) = edited(bank, path, (text, group), &edits, Some(index))?;
    let now = facts.as_group().ok_or_else(otherwise)?;
    let own = group.questions.get(index).zip(now.questions.get(index));
    let is_all = now.questions.len() == group.questions.len() && !is_worse(&now.body, &group.body);
    match own.filter(|(old, new)| is_all && is_meant(old, new)) {
        Some(_) => Ok(Edit::texts(path, edits)),
        None => Err(otherwise()),
    }
}

/// Whether more is left open in the one text than in the other.
fn is_worse(now: &Body, before: &Body) -> bool {
    now.open_fences().len() > before.open_fences().len()
        || now.open_details().len() > before.open_details().len()
        || now.stray_details().len() > before.stray_details().len()
}

/// Whether both questions say the same apart from their answers.
pub fn same_but_answer(old: &Placed<'_>, new: &Placed<'_>) -> bool {
    let (mut old, new) = (Says::of(old), Says::of(new));
    old.answer = new.answer;
    old == new
}

fn otherwise() -> Refusal {
    Refusal::new("the question would be read differently; change it by hand")
}

/// The text of the file at `path` after the edits, and what it says. Further questions may come.
///
/// # Errors
/// When the edits overlap, or a question other than the one at `index` would be missing or say something else.
pub fn edited(
    bank: &Bank,
    path: &BankPath,
    (text, group): (&str, &Group),
    edits: &[TextEdit],
    index: Option<usize>,
) -> Result<(String, Facts), Refusal> {
    let edited = text::apply(text, edits).map_err(|overlap| Refusal::new(overlap.to_string()))?;
    let facts = bank.read(path, &edited);
    let now = facts.as_group().ok_or_else(otherwise)?;
    let before = State { text, group };
    let after = State {
        text: &edited,
        group: now,
    };
    keep(before, after, index)?;
    Ok((edited, facts))
}

/// Refuses the first question other than the one at `index` that is missing after a change or says something else.
fn keep(before: State<'_>, after: State<'_>, index: Option<usize>) -> Result<(), Refusal> {
    let mut now = (0..after.group.questions.len()).peekable();
    for (at, placed) in before.group.questions.iter().enumerate() {
        if Some(at) == index {
            now.next();
            continue;
        }
        let own = said(before, at);
        if !now.any(|other| is_as_before(&said(after, other), &own)) {
            let asked = placed.text().map_or("", |text| text.text);
            return Err(Refusal::new(format!(
                "the question `{asked}` would be read differently; change the text by hand"
            )));
        }
    }
    Ok(())
}

/// Whether a question says the same, with its anchor if it had one: in code that was never closed there are no headings.
fn is_as_before(now: &Option<Said<'_>>, before: &Option<Said<'_>>) -> bool {
    match (now, before) {
        (Some(now), Some(before)) => {
            now.0 == before.0 && now.1 == before.1 && (now.2 == before.2 || before.2.is_none())
        }
        _ => false,
    }
}

/// What a question says, the text of its answer, and its anchor.
pub type Said<'s> = (Says<'s>, &'s str, Option<&'s str>);

/// What the question at `index` says; `None` if there are fewer.
pub fn said<'s>(state: State<'s>, index: usize) -> Option<Said<'s>> {
    let placed = state.group.questions.get(index)?;
    let answer = answer_of(state.text, &placed);
    let heading = state.group.heading_of(index);
    let anchor = heading.map(|heading| heading.anchor);
    Some((Says::of(&placed), answer, anchor))
}
