//! Changes a value of a question, or one that a heading or the frontmatter gives to several.

use super::frontmatter;
use crate::facts::group::Group;
use crate::facts::mark::OwnedMark;
use crate::facts::slot::{Part, Slot};
use crate::shape::write::{Target, TargetList};
use crate::syntax::markdown::escape::written_at;
use crate::text::{Refusal, Span, TextEdit};

/// Writes a value in place of that of a part, in the markup around it.
pub fn replace(target: &Target<'_>, part: Part, new: &str) -> Result<TextEdit, Refusal> {
    let Target {
        text,
        group,
        placed,
    } = *target;
    is_no_row(group)?;
    let mark = placed.question.mark(part).ok_or_else(gone)?;
    let span = mark.span.shift(placed.start);
    match part {
        Part::Answer if !is_in_front(group, span) => Err(Refusal::new(
            "the answer of a question in a document is the text below it; change it there",
        )),
        Part::Text | Part::Answer => at(text, group, span, new),
        Part::Level | Part::Topic(_) => label(text, group, (span, mark.text), new),
    }
}

/// Writes a level or topic in place of the one that a heading or the frontmatter gives.
pub fn relabel(list: &TargetList<'_>, slot: &Slot, new: &str) -> Result<TextEdit, Refusal> {
    is_no_row(list.group)?;
    let section = |at: usize| list.group.questions.sections().get(at);
    let mark: Option<&OwnedMark> = match slot {
        Slot::SectionLevel(at) => section(*at).and_then(|section| section.level.as_ref()),
        Slot::SectionTopic(at) => section(*at).and_then(|section| section.topic.as_ref()),
        Slot::SharedTopic(at) => section(0).and_then(|section| section.shared.get(*at)),
        Slot::Question(..) | Slot::Head(_) => None,
    };
    let mark = mark.ok_or_else(gone)?;
    if !mark.is_written() {
        return Err(Refusal::new(format!(
            "`{}` comes from the path of the file; rename the file or its folder",
            mark.text
        )));
    }
    label(list.text, list.group, (mark.span, &mark.text), new)
}

/// Refuses a group that became a row of a table: where its values end is a guess.
pub fn is_no_row(group: &Group) -> Result<(), Refusal> {
    match group.row() {
        Some(_) => Err(Refusal::new(
            "the questions are in a row of a table that was the frontmatter of a group; write them as a group first",
        )),
        None => Ok(()),
    }
}

fn gone() -> Refusal {
    Refusal::new("the value no longer exists")
}

fn label(
    text: &str,
    group: &Group,
    (span, name): (Span, &str),
    new: &str,
) -> Result<TextEdit, Refusal> {
    if !is_in_front(group, span) && span.slice(text) != name {
        return Err(Refusal::new(format!(
            "`{}` is written with markup between its words; change it by hand",
            span.slice(text)
        )));
    }
    at(text, group, span, new)
}

/// Writes a text in place of the one at `span`.
fn at(text: &str, group: &Group, span: Span, new: &str) -> Result<TextEdit, Refusal> {
    if is_in_front(group, span) {
        return frontmatter::replace(text, group, span, new).ok_or_else(|| {
            Refusal::new("the value is an alias, or is not written as one value; change it by hand")
        });
    }
    let text = written_at(text, span, new);
    Ok(TextEdit { span, text })
}

fn is_in_front(group: &Group, span: Span) -> bool {
    span.end <= group.split.body
}
