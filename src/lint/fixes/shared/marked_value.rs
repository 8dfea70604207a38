//! The value or link that a finding marks: finds it and writes another value in its place.

use smol_str::SmolStr;

use crate::bank::AnswerTarget;
use crate::edit::{Edit, Planned, Refusal};
use crate::lint::fix::FixContext;
use crate::syntax::markdown::body::{Body, Link};
use crate::syntax::yaml::edit::{map, value};
use crate::syntax::yaml::{Node, Scalar, Style};
use crate::text::{Span, TextEdit};

/// Replaces the value that the finding marks by `new` and keeps its quotes.
pub fn write(context: &FixContext<'_>, new: &str) -> Planned {
    let (scalar, start) = context
        .scalar()
        .ok_or_else(|| Refusal::new("the value no longer exists"))?;
    let edit = written(context, &scalar, start, new)?;
    Ok(Edit::texts(context.path, [edit]))
}

/// Writes `new` in place of `scalar`, a value of the context's file whose spans count from `start`.
pub fn written(
    context: &FixContext<'_>,
    scalar: &Scalar<impl AsRef<str>>,
    start: u32,
    new: &str,
) -> Result<TextEdit, Refusal> {
    let place = scalar.span.shift(start);
    let header = place.slice(context.text).lines().next().unwrap_or("");
    if scalar.style == Style::Block && header.contains('#') {
        return Err(Refusal::new(
            "a comment after the block's `|` or `>` would be lost",
        ));
    }
    let flow = is_in_brackets(context, place);
    Ok(value::replace(context.text, scalar, start, new, flow))
}

/// Whether the value at `place` stands between brackets or braces, where a comma ends it.
fn is_in_brackets(context: &FixContext<'_>, place: Span) -> bool {
    if let Some((_, placed)) = context.question() {
        let whole = context.group().is_some_and(|group| group.block().is_none());
        let node = &placed.question.node();
        if let Some(inside) = brackets(context.text, node, placed.start, place, whole) {
            return inside;
        }
    }
    let Some(head) = context
        .bank
        .file(context.path.as_str())
        .and_then(|file| file.facts()?.head())
    else {
        return false;
    };
    let braces = map::is_flow(context.text, &head.map, 0);
    let mut entries = head.map.entries.iter();
    entries
        .find_map(|entry| brackets(context.text, &entry.value, 0, place, braces))
        .unwrap_or(braces)
}

/// Whether the value at `place`, at or below `node`, stands between brackets; `None` when it is not there.
fn brackets(text: &str, node: &Node, start: u32, place: Span, inside: bool) -> Option<bool> {
    match node {
        Node::Scalar(scalar) => (scalar.span.shift(start) == place).then_some(inside),
        Node::List(list) => {
            let inside = inside || list.flow;
            let mut items = list.items.iter();
            items.find_map(|item| brackets(text, item, start, place, inside))
        }
        Node::Map(map) => {
            let inside = inside || map::is_flow(text, map, start);
            let mut entries = map.entries.iter();
            entries.find_map(|entry| brackets(text, &entry.value, start, place, inside))
        }
    }
}

/// The target of the answer or ending that the finding marks, with the name as written.
pub fn target(context: &FixContext<'_>) -> Option<(SmolStr, AnswerTarget)> {
    let (name, _) = context.scalar()?;
    let target = context.bank.answer_target(context.path, &name.text);
    Some((name.text, target))
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
