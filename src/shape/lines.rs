//! A toy shape that shows how small a shape can be: lines `Q: …` and `A: …`, in parts opened by a line `# topic`. A
//! question can also be a heading `## 1. …` with its answer below it. All features that read work in it, as `tests` shows.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::cursor::{CursorContext, CursorSupport, Expected, PartialValue};
use super::definition::{Shape, Source};
use super::documents::FileKind;
use super::frontmatter::of_front;
use super::template::Template;
use crate::facts::contents::ContentsEntry;
use crate::facts::group::Group;
use crate::facts::head::Head;
use crate::facts::mark::OwnedMark;
use crate::facts::question::{Below, Choice, Marks, Question};
use crate::facts::questions::Questions;
use crate::facts::section::Section;
use crate::syntax::frontmatter::Split;
use crate::syntax::markdown::body::{self, Body};
use crate::syntax::markdown::partial_link::link_at;
use crate::syntax::yaml::Style;
use crate::text::{LineSpans, Span, line_at};

/// The shape.
pub const SHAPE: Shape = Shape {
    name: "lines",
    kind: Some(FileKind::Document),
    page: "Questions are lines that start with `Q: `, their answers lines that start with `A: `. Or they are headings \
           `## 1. …`, each with its answer below it.\n\n\
           ```markdown\n# Channels\nQ: What is a channel?\nA: A typed pipe.\n<!-- lines -->\n```\n\n\
           ```markdown\n# Channels\n\n## 1. What is a channel?\n\nA typed pipe.\n<!-- lines -->\n```\n",
    read,
    reparse: None,
    write: None,
    cursor: Some(&CURSOR),
    typing: None,
};

/// The comment that a file of the shape has.
pub const MARK: &str = "<!-- lines -->";

/// The file of an answer can be chosen, nothing else.
const CURSOR: CursorSupport = CursorSupport {
    context: answer_at,
    on_enter: |_, _, _| None,
    values: |_, _, _, values| {
        let values = values.iter();
        values
            .map(|value| Template::default().text(*value))
            .collect()
    },
    question: |_, _, _, _| Template::default(),
    keys: |_, _, _, _, _| Vec::new(),
};

/// The answer that the cursor is in, unless it is in a link there.
fn answer_at(text: &str, split: &Split, offset: u32) -> Option<CursorContext> {
    let line = line_at(text, offset);
    let start = line.start + 3;
    let is_answer = line.slice(text).starts_with("A: ") && start <= offset;
    if !is_answer || link_at(text, split.body, offset).is_some() {
        return None;
    }
    let span = Span::new(start, line.end);
    let answer = PartialValue {
        span,
        style: Style::Plain,
        typed: Span::new(start, offset).slice(text).into(),
        text: span.slice(text).into(),
        gap: false,
        flow: false,
    };
    Some(CursorContext {
        expected: vec![Expected::Answer(answer)],
        is_closed: false,
        question: None,
        extent: line,
    })
}

fn read(source: &Source<'_>, body: &Arc<Body>) -> Option<Group> {
    // In other files, such lines are read by the shape `document`.
    if !source.text.contains(MARK) {
        return None;
    }
    let text = source.text;
    let mut sections = Vec::new();
    let mut questions: Vec<(u32, Arc<Question>)> = Vec::new();
    let mut contents = Vec::new();
    let mut open: Option<Open<'_>> = None;
    let lines = LineSpans::new(text, source.split.body);
    for line in lines.filter(|line| line.slice(text) != MARK) {
        let rest = |lead: &str| {
            let is_led = line.slice(text).starts_with(lead);
            is_led.then(|| Span::new(line.start + lead.len() as u32, line.end))
        };
        if let Some(span) = rest("# ") {
            questions.extend(open.take().map(Open::question));
            sections.push(Section {
                first: questions.len(),
                heading: span,
                level: None,
                topic: Some(OwnedMark::of(text, span)),
                shared: Arc::default(),
            });
        } else if let Some(span) = rest("Q: ") {
            questions.extend(open.take().map(Open::question));
            open = Some(Open::new(source, line, span));
        } else if let Some((span, number)) = rest("## ").and_then(|span| numbered(text, span)) {
            questions.extend(open.take().map(Open::question));
            open = Some(Open::new(source, line, span).with_number(number));
        } else if let Some(question) = &mut open {
            question.add(line);
        } else if let Some(span) = rest("- ") {
            contents.push(entry(text, span));
        }
    }
    questions.extend(open.map(Open::question));
    let first = questions.first()?.0;
    let opening = Span::new(first, first + 2);
    let questions = Questions::new(questions).with_sections(sections);
    let front = source.split.front;
    let head = front.map_or_else(Head::default, |front| of_front(text, &front));
    let parts = (source.split, head, Arc::clone(body));
    let group = Group::in_body(SHAPE.name, parts, opening, questions);
    Some(group.with_contents(contents))
}

/// The spans of the text after a number, and of the number.
fn numbered(text: &str, Span { start, end }: Span) -> Option<(Span, Span)> {
    let (number, _) = Span::new(start, end).slice(text).split_once(". ")?;
    let number_end = start + number.len() as u32;
    let is_number = number.parse::<u32>().is_ok();
    is_number.then(|| (Span::new(number_end + 2, end), Span::new(start, number_end)))
}

/// A row `[text](#anchor)` of the contents.
fn entry(text: &str, span: Span) -> ContentsEntry {
    let row = span.slice(text).strip_prefix('[');
    let link = row.and_then(|row| row.strip_suffix(')')?.split_once("](#"));
    let anchor = link.map(|(_, anchor)| anchor.into());
    ContentsEntry {
        span,
        text: link.map_or(span.slice(text), |(text, _)| text).into(),
        number: None,
        anchor,
    }
}

/// The question that is read at the moment.
struct Open<'t> {
    source: Source<'t>,
    text: &'t str,
    start: u32,
    marks: Marks,
}

impl<'t> Open<'t> {
    /// The question whose first line is `line`, with its text at `span`.
    fn new(source: &Source<'t>, line: Span, span: Span) -> Self {
        let mut open = Self {
            source: *source,
            text: source.text,
            start: line.start,
            marks: Marks::default(),
        };
        open.marks.span = Span::new(0, line.len());
        open.marks.text = Some(open.mark(span));
        open
    }

    fn with_number(mut self, span: Span) -> Self {
        self.marks.number = span.slice(self.text).parse().ok();
        self.marks.number_mark = Some(self.relative(span));
        self
    }

    fn relative(&self, span: Span) -> Span {
        Span::new(span.start - self.start, span.end - self.start)
    }

    fn mark(&self, span: Span) -> OwnedMark {
        OwnedMark {
            text: span.slice(self.text).into(),
            span: self.relative(span),
        }
    }

    /// Adds a line below the first.
    fn add(&mut self, line: Span) {
        let text = line.slice(self.text);
        let rest = |lead: &str| {
            let is_led = text.starts_with(lead);
            is_led.then(|| self.mark(Span::new(line.start + lead.len() as u32, line.end)))
        };
        let box_at = Span::new(line.start + 2, line.start + 5);
        if text.trim().is_empty() {
            return;
        } else if let Some(answer) = rest("A: ") {
            self.marks.answer = Some(answer);
        } else if let Some(level) = rest("Level: ") {
            self.marks.level = Some(match &*level.text {
                "by path" => OwnedMark {
                    text: self.source.path().trim_end_matches(".md").into(),
                    ..level
                },
                _ => level,
            });
        } else if let Some(key) = rest("Key: ") {
            self.marks.key = Some(key);
        } else if let Some(choice) = rest("- [x] ").or_else(|| rest("- [ ] ")) {
            let options = std::mem::take(&mut self.marks.options).into_vec();
            let option = Choice {
                marker: self.relative(box_at),
                content: xxh3_64(choice.text.as_bytes()),
                text: choice,
                is_right: text.starts_with("- [x]"),
            };
            self.marks.context ^= xxh3_64(option.text.text.as_bytes());
            self.marks.options = options.into_iter().chain([option]).collect();
        } else {
            let new = self.relative(line);
            let span = self.marks.below.map_or(new, |below| below.span.cover(new));
            let read = body::read(span.shift(self.start).slice(self.text));
            self.marks.below = Some(Below {
                span,
                words: read.answer_words(),
                shown: read.shown(),
            });
        }
        self.marks.span.end = line.end - self.start;
    }

    fn question(self) -> (u32, Arc<Question>) {
        let len = self.marks.span.end;
        let question = Question::of_marks(self.marks, Span::new(0, 2), len);
        (self.start, Arc::new(question))
    }
}

#[cfg(test)]
mod tests;
