//! The facts of what was read: questions with spans of their own, and the sections that classify them.

use std::borrow::Cow;
use std::sync::Arc;

use super::SHAPE;
use super::doubts;
use super::flattened::Flattened;
use super::found::Found;
use super::line::Line;
use super::name::Name;
use super::reader::{Document, Question};
use super::stated::stated;
use super::stem;
use super::unwritten::unwritten;
use crate::facts::contents::ContentsEntry;
use crate::facts::group::{Group, Layout};
use crate::facts::mark::OwnedMark;
use crate::facts::question::{self, Below, Choice, Marks};
use crate::facts::questions::Questions;
use crate::facts::section::Section;
use crate::shape::definition::Source;
use crate::syntax::markdown::body::Body;
use crate::syntax::markdown::plain_text::plain_text;
use crate::syntax::markdown::shown::Shown;
use crate::text::Span;

/// The facts of a document.
pub fn of_document(source: &Source<'_>, body: &Arc<Body>, document: &Document) -> Group {
    let parts = source.parts();
    let questions = document.questions.iter();
    let starts: Vec<u32> = questions
        .map(|question| start_of(question, parts.lines))
        .collect();
    let stated = stated(parts, body, source.split.body, document, &starts);
    let questions = document.questions.iter().zip(starts);
    let questions: Vec<_> = questions
        .map(|(question, start)| {
            (
                start,
                question_of(source.text, question, parts.lines, start),
            )
        })
        .collect();
    let sections = sections(document);
    let entries = document.contents.iter().map(|entry| ContentsEntry {
        span: entry.span,
        text: entry.text.as_str().into(),
        number: entry.number,
        anchor: Some(entry.anchor.as_str().into()),
    });
    let contents: Vec<_> = entries.collect();
    group(
        SHAPE.name,
        source,
        body,
        Questions::new(questions).with_sections(sections),
    )
    .with_contents(contents)
    .with_stated(stated)
    .with_unwritten(unwritten(source.text, parts.lines, document))
}

/// The facts of a row that was a group's frontmatter.
pub fn of_row(source: &Source<'_>, body: &Arc<Body>, row: &[Flattened]) -> Group {
    let mark = |span: Span, start: u32| OwnedMark {
        text: span.slice(source.text).into(),
        span: Span::new(span.start - start, span.end - start),
    };
    let ends = row.first().zip(row.last());
    let span = ends.map_or_else(Span::default, |(first, last)| first.span.cover(last.span));
    let questions = row.iter().map(|found| {
        let start = found.span.start;
        let marks = Marks {
            span: Span::new(0, found.span.len()),
            text: Some(mark(found.text, start)),
            level: found.level.map(|level| mark(level, start)),
            topics: found
                .topics
                .iter()
                .map(|topic| mark(*topic, start))
                .collect(),
            ..Marks::default()
        };
        (
            start,
            Arc::new(question::Question::of_marks(
                marks,
                Span::new(0, 1),
                found.span.len(),
            )),
        )
    });
    group(
        SHAPE.name,
        source,
        body,
        Questions::new(questions.collect::<Vec<_>>()),
    )
    .with_layout(Layout::Row(span))
}

/// A group of the shape `shape`, with the frontmatter of its file.
pub fn group(
    shape: &'static str,
    source: &Source<'_>,
    body: &Arc<Body>,
    questions: Questions,
) -> Group {
    let head = source.head().cloned().unwrap_or_default();
    let first = questions.get(0);
    let opening = first.and_then(|first| Some(first.text()?.span));
    let opening = opening.unwrap_or_default();
    // A heading may have the number alone.
    let number = first.and_then(|first| Some(first.question.number_mark()?.shift(first.start)));
    let start = number.map_or(opening, |number| number.cover(opening)).start;
    let title = title(source, body, start);
    let parts = (source.split, head, Arc::clone(body));
    Group::in_body(shape, parts, opening, questions).with_title(title)
}

/// The first heading, if it is one of the two highest levels and above the first question.
fn title(source: &Source<'_>, body: &Body, first: u32) -> Option<OwnedMark> {
    let heading = body.headings().next()?;
    let span = heading.span.shift(source.split.body);
    let text = plain_text(span.slice(source.text));
    let is_title = heading.level <= 2 && span.end <= first && !text.is_empty();
    is_title.then(|| OwnedMark {
        text: text.into(),
        span,
    })
}

/// Where a question starts: at its first line, or at what it has above, such as a value of the frontmatter.
pub fn start_of(question: &Question, lines: &[Line]) -> u32 {
    let first = lines.get(question.lines.0).map(|line| line.span);
    let parts = parts(question).chain(first);
    parts.map(|span| span.start).min().unwrap_or_default()
}

/// Where a question ends, with all that it consists of.
fn last_of(question: &Question, lines: &[Line]) -> u32 {
    let ends = parts(question).map(|span| span.end);
    ends.fold(end_of(question, lines), u32::max)
}

/// The document with its questions in the order of their starts, without those that start within another one: where a summary
/// has several lines, a list in it can look like questions of its own.
pub fn in_order<'d>(document: &'d Document, lines: &[Line]) -> Cow<'d, Document> {
    if document.questions.iter().all(outside(lines)) {
        // Each starts after the end of the one before, as nearly everywhere.
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    let questions = &mut document.questions;
    questions.sort_by_cached_key(|question| start_of(question, lines));
    questions.retain(outside(lines));
    Cow::Owned(document)
}

/// Whether a question starts after the end of the last one for which that was so.
fn outside(lines: &[Line]) -> impl FnMut(&Question) -> bool {
    let mut end = 0;
    move |question| {
        let is_outside = start_of(question, lines) >= end;
        if is_outside {
            end = last_of(question, lines);
        }
        is_outside
    }
}

/// The places of all that a question consists of.
fn parts(question: &Question) -> impl Iterator<Item = Span> {
    let found = &question.found;
    let own_level = question.level.as_ref().filter(|_| question.has_own_level);
    let names = own_level.into_iter().chain(&question.own_topics);
    let names = names.chain(&question.answer);
    let number = question.candidate.number.map(|(_, span)| span);
    let options = found.options.iter();
    let lines = [number, found.answer_span, found.placeholder];
    let lines = lines.into_iter().flatten();
    let key = found.key.iter().map(|key| key.line);
    std::iter::once(question.span)
        .chain(names.map(|name| name.span))
        .chain(options.map(|option| option.marker.cover(option.text)))
        .chain(lines)
        .chain(key)
}

/// A question whose spans count from `start`.
pub fn question_of(
    text: &str,
    question: &Question,
    lines: &[Line],
    start: u32,
) -> Arc<question::Question> {
    let end = last_of(question, lines);
    let own = |span: Span| Span::new(span.start - start, span.end - start);
    let mark = |span: Span| OwnedMark {
        text: span.slice(text).into(),
        span: own(span),
    };
    let named = |name: &Name| OwnedMark {
        text: name.text.clone(),
        span: own(name.span),
    };
    let own_level = question.level.as_ref().filter(|_| question.has_own_level);
    let found = &question.found;
    let mut is_right = vec![false; found.options.len()];
    for place in &found.right {
        is_right[*place] = true;
    }
    let mut buffer = Vec::new();
    let options = found.options.iter().enumerate();
    let options = options.map(|(place, option)| Choice {
        marker: own(option.marker),
        text: mark(option.text),
        content: doubts::content(text, lines, question, place, &mut buffer),
        is_right: is_right[place],
    });
    let number = question.candidate.number;
    let fault = doubts::key_fault(text, lines, question);
    let marks = Marks {
        span: Span::new(0, end - start),
        text: (!question.text.is_empty()).then(|| OwnedMark {
            text: question.text.clone(),
            span: own(question.span),
        }),
        answer: question.answer.as_ref().map(named),
        below: below(question).map(|below| Below {
            span: own(below.span),
            ..below
        }),
        level: own_level.map(named),
        topics: question.own_topics.iter().map(named).collect(),
        number: number.map(|(number, _)| number),
        number_mark: doubts::number_mark(text, question).map(own),
        options: options.collect(),
        key: found.key.as_ref().map(|key| mark(key.line)),
        context: stem::hash(text, question, lines),
        placeholder: doubts::placeholder(lines, question).map(own),
        key_fault: fault.map(|fault| Box::new(doubts::relative(fault, start))),
    };
    let marker = number.map_or(Span::at(question.span.start), |(_, span)| span);
    Arc::new(question::Question::of_marks(
        marks,
        own(marker),
        end - start,
    ))
}

/// The end of the last line of a question that shows anything.
fn end_of(question: &Question, lines: &[Line]) -> u32 {
    let (from, to) = question.lines;
    let last = lines
        .get(from..to.min(lines.len()))
        .and_then(|lines| lines.iter().rev().find(|line| !line.is_blank()));
    last.map_or(question.span.end, |line| line.span.end)
}

/// The answer, if there is one or a placeholder for one.
fn below(question: &Question) -> Option<Below> {
    let found: &Found = &question.found;
    if let Some(placeholder) = found.placeholder.filter(|_| !question.answered) {
        return Some(Below {
            span: placeholder,
            words: 0,
            shown: Shown::Placeholder,
        });
    }
    let span = found.answer_span.filter(|_| question.answered)?;
    Some(Below {
        span,
        words: found.words.max(1),
        shown: Shown::Text,
    })
}

/// The sections: a new one starts where the labels from outside the questions change.
fn sections(document: &Document) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (first, question) in document.questions.iter().enumerate() {
        let level = question.level.as_ref().filter(|_| !question.has_own_level);
        let mark = |name: &Name| OwnedMark {
            text: name.text.clone(),
            span: name.span,
        };
        let section = Section {
            first,
            heading: question.heading.unwrap_or_default(),
            level: level.map(mark),
            topic: question.topic.as_ref().map(mark),
            shared: Arc::clone(&document.topics),
        };
        let is_new = sections.last().is_none_or(|last| {
            last.heading != section.heading || !Section::gives_same(Some(last), Some(&section))
        });
        let is_label = section.level.is_some() || section.topics().next().is_some();
        if is_new && (is_label || !sections.is_empty()) {
            sections.push(section);
        }
    }
    sections
}
