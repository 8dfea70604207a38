//! The value or link that a finding is about: writes another value in its place.

use crate::bank::AnswerTarget;
use crate::edit::{Edit, Planned};
use crate::facts::mark::Mark;
use crate::facts::slot::Part;
use crate::lint::finding::About;
use crate::lint::fix::FixContext;
use crate::shape::write::Target;
use crate::syntax::markdown::body::{Body, Link};
use crate::syntax::yaml::Style;
use crate::syntax::yaml::edit::{map, value};
use crate::text::{Refusal, Span, TextEdit, line_end};

/// Replaces the string that the finding is about by `new` and keeps its quotes.
pub fn write(context: &FixContext<'_>, new: &str) -> Planned {
    let edit = match context.finding.about {
        About::Part(part) => write_part(&context.target().ok_or_else(gone)?, part, new)?,
        _ => {
            let (map, index, start) = context.key().ok_or_else(gone)?;
            let scalar = map.entries[index].value.as_string().ok_or_else(gone)?;
            keeps_comment(context.text, &scalar.value(), start)?;
            let flow = map::is_flow(context.text, &map, start);
            value::replace(context.text, scalar, start, new, flow)
        }
    };
    Ok(Edit::texts(context.path, [edit]))
}

/// Writes `new` in place of a part of a question.
pub fn write_part(target: &Target<'_>, part: Part, new: &str) -> Result<TextEdit, Refusal> {
    let mark = target.placed.question.mark(part).ok_or_else(gone)?;
    keeps_comment(target.text, &mark, target.placed.start)?;
    target.replace(part, new)
}

fn keeps_comment(text: &str, mark: &Mark<'_>, start: u32) -> Result<(), Refusal> {
    let from = mark.span.start + start;
    let header = Span::new(from, line_end(text, from)).slice(text);
    match mark.style == Style::Block && header.contains('#') {
        true => Err(Refusal::new(
            "a comment after the block's `|` or `>` would be lost",
        )),
        false => Ok(()),
    }
}

fn gone() -> Refusal {
    Refusal::new("the value no longer exists")
}

/// The target of the answer or ending that the finding is about, with the name as written.
pub fn target<'b>(context: &FixContext<'b>) -> Option<(Mark<'b>, AnswerTarget)> {
    let name = context.value()?;
    let target = context.bank.answer_target(context.path, name.text);
    Some((name, target))
}

/// The link that the finding marks.
pub fn link<'b>(context: &FixContext<'b>) -> Option<Link<'b>> {
    let marked = |body: &'b Body, start: u32| {
        let span = context.finding.span;
        // A finding above the body is in no link of it.
        let inside = span.start.checked_sub(start)?;
        body.link_at(Span::new(inside, inside + span.len()))
    };
    let inline = context.question().and_then(|(_, placed)| {
        let body = placed.question.inline()?;
        marked(body, placed.start)
    });
    inline.or_else(|| {
        let facts = context.bank.file(context.path.as_str())?.facts()?;
        marked(facts.body(), facts.body_start())
    })
}
