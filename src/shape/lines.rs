//! A toy shape that shows how small a shape can be: lines `Q: …` and `A: …`, in parts opened by a line `# topic`. All
//! features that read work in it, as `tests` shows.

use std::sync::Arc;

use super::definition::{Shape, Source};
use crate::facts::group::Group;
use crate::facts::head::Head;
use crate::facts::mark::OwnedMark;
use crate::facts::question::{Marks, Question};
use crate::facts::questions::Questions;
use crate::facts::section::Section;
use crate::syntax::markdown::body::Body;
use crate::text::{LineSpans, Span};

/// The shape.
pub const SHAPE: Shape = Shape {
    name: "lines",
    page: "Questions are lines that start with `Q: `, their answers lines that start with `A: `.\n\n\
           ```markdown\n# Channels\nQ: What is a channel?\nA: A typed pipe.\n```\n",
    read,
    reread: None,
    write: None,
    cursor: None,
};

fn read(source: &Source<'_>, body: &Arc<Body>) -> Option<Group> {
    let text = source.text;
    let mut sections = Vec::new();
    let mut questions: Vec<(u32, Arc<Question>)> = Vec::new();
    let mut open: Option<(u32, Marks)> = None;
    for line in LineSpans::new(text, source.split.body) {
        let rest = |lead: &str| {
            let is_led = line.slice(text).starts_with(lead);
            is_led.then(|| Span::new(line.start + lead.len() as u32, line.end))
        };
        if let Some(span) = rest("# ") {
            questions.extend(open.take().map(question));
            sections.push(Section {
                first: questions.len(),
                heading: span,
                level: None,
                topic: Some(OwnedMark::of(text, span)),
            });
        } else if let Some(span) = rest("Q: ") {
            questions.extend(open.take().map(question));
            let marks = Marks {
                span: Span::new(0, line.len()),
                text: Some(from(line.start, text, span)),
                ..Marks::default()
            };
            open = Some((line.start, marks));
        } else if let (Some(span), Some((start, marks))) = (rest("A: "), &mut open) {
            marks.span = Span::new(0, line.end - *start);
            marks.answer = Some(from(*start, text, span));
        }
    }
    questions.extend(open.map(question));
    let first = questions.first()?.0;
    let opening = Span::new(first, first + 2);
    let questions = Questions::new(questions).with_sections(sections);
    let parts = (source.split, Head::default(), Arc::clone(body));
    Some(Group::in_body(SHAPE.name, parts, opening, questions))
}

/// The mark of the text at `span`, relative to `start`.
fn from(start: u32, text: &str, span: Span) -> OwnedMark {
    OwnedMark {
        text: span.slice(text).into(),
        span: Span::new(span.start - start, span.end - start),
    }
}

fn question((start, marks): (u32, Marks)) -> (u32, Arc<Question>) {
    let len = marks.span.end;
    (
        start,
        Arc::new(Question::of_marks(marks, Span::new(0, 2), len)),
    )
}

#[cfg(test)]
mod tests;
