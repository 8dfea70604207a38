//! Checks a change by reading the changed text and comparing what it says with what it should say.

use crate::facts::Facts;
use crate::facts::question::{Answer, Question};
use crate::facts::questions::Placed;
use crate::shape::document::write::fitted::fitted;
use crate::shape::write::NewQuestion;
use crate::shape::{self, Input};
use crate::syntax::markdown::shown::Shown;
use crate::syntax::yaml::{Entry, Kind, Node};
use crate::text::{self, Span, TextEdit, line_start, unindented};

/// The facts of a file after the edits; `None` if the edits overlap.
pub fn read_after(input: &Input<'_>, edits: &[TextEdit]) -> Option<Facts> {
    let text = &text::apply(input.text, edits).ok()?;
    Some(shape::read(&Input { text, ..*input }, None))
}

/// True if the questions `now` say what the questions `expected` say, in the same order. A question that could not be
/// read may stay so.
pub fn same_questions<'a, 'b>(
    now: impl Iterator<Item = &'a Question>,
    expected: impl Iterator<Item = &'b Question>,
) -> bool {
    let mut now = now.fuse();
    let mut expected = expected.fuse();
    loop {
        match (now.next(), expected.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if same_question(a, b) || !a.is_whole() && !b.is_whole() => {}
            _ => return false,
        }
    }
}

/// What a question says, wherever it is in its file: with the level and the topics that its section gives, and without the
/// places of links.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Says<'q> {
    /// Its text.
    pub text: Option<&'q str>,
    /// The number before it.
    pub number: Option<u32>,
    /// Its level.
    pub level: Option<&'q str>,
    /// Its topics.
    pub topics: Vec<&'q str>,
    /// The answer: a text, or the words and what is shown of one below the question.
    pub answer: Option<(&'q str, u32, Option<Shown>)>,
    /// The texts of the options, and which are right.
    pub options: Vec<(&'q str, bool)>,
}

impl<'q> Says<'q> {
    /// What the question says.
    pub fn of(placed: &Placed<'q>) -> Self {
        let question: &'q Question = placed.question;
        let answer = question.answer().map(|answer| match answer {
            Answer::File(mark) | Answer::Inline(mark) => (mark.text, 0, None),
            Answer::Below(below) => ("", below.words, Some(below.shown)),
        });
        let options = question.options().iter();
        Self {
            text: question.text().map(|mark| mark.text),
            number: question.number(),
            level: placed.level().map(|mark| mark.text),
            topics: placed.topics().map(|mark| mark.text).collect(),
            answer,
            options: options
                .map(|option| (option.text.text.as_str(), option.is_right))
                .collect(),
        }
    }
}

/// The answer of a question as it is written in the text of its file; empty if it is not there.
pub fn answer_of<'t>(text: &'t str, placed: &Placed<'_>) -> &'t str {
    match placed.answer() {
        Some(answer) => answer.span().slice(text),
        None => "",
    }
}

/// A part of a text after these edits, which are in order.
pub fn edited(text: &str, part: Span, edits: &[TextEdit]) -> String {
    let first = edits.partition_point(|edit| edit.span.start < part.start);
    let inside = edits[first..]
        .iter()
        .take_while(|edit| edit.span.end <= part.end);
    let inside = inside.map(|edit| TextEdit {
        span: Span::new(edit.span.start - part.start, edit.span.end - part.start),
        text: edit.text.clone(),
    });
    text::apply(part.slice(text), &inside.collect::<Vec<_>>()).unwrap_or_default()
}

/// A question before or after a change, with what is compared of the text of its answer.
pub struct Side<'s> {
    /// The text of its file.
    pub text: &'s str,
    /// The question.
    pub placed: Placed<'s>,
    /// The lines of its answer; `None` without an answer.
    pub answer: Option<Span>,
}

/// Which differences of a question are meant.
pub struct Allowed {
    /// The number that it has after the change.
    pub number: Option<u32>,
    /// Whether another heading gives its level and its topics. Those that it has itself stay.
    pub is_relabelled: bool,
}

/// Whether a question says after a change what it said: its text, level, topics and options, and its answer after these edits,
/// line by line, apart from an indentation of all lines.
pub fn says_as_before(
    (was, edits): (&Side<'_>, &[TextEdit]),
    is: &Side<'_>,
    allowed: &Allowed,
) -> bool {
    let (mut before, after) = (Says::of(&was.placed), Says::of(&is.placed));
    before.number = allowed.number;
    if allowed.is_relabelled {
        if own_labels(&was.placed) != own_labels(&is.placed) {
            return false;
        }
        (before.level, before.topics) = (after.level, after.topics.clone());
    }
    before == after && answer_lines(was, edits) == answer_lines(is, &[])
}

/// The level and the topics that a question has itself.
fn own_labels(placed: &Placed<'_>) -> (Option<String>, Vec<String>) {
    let topics = placed.question.topics();
    let topics = topics.map(|topic| topic.text.to_owned()).collect();
    let level = placed.question.level();
    (level.map(|level| level.text.to_owned()), topics)
}

/// What the lines of an answer show after these edits. The first one, which may start within a line, apart from the others.
fn answer_lines(side: &Side<'_>, edits: &[TextEdit]) -> Option<(String, String)> {
    let answer = side.answer?;
    let written = edited(side.text, answer, edits);
    let is_whole = line_start(side.text, answer.start) == answer.start;
    let (first, below) = match written.split_once('\n').filter(|_| !is_whole) {
        Some((first, below)) => (first, below),
        None if is_whole => ("", &*written),
        None => (&*written, ""),
    };
    Some((first.trim_start().to_owned(), unindented(below)))
}

/// Whether two pieces of markdown are the same apart from their indentation, line breaks, blank lines and the depth of their
/// headings.
pub fn same_markdown(one: &str, other: &str) -> bool {
    let (one, other) = (fitted(one, 0), fitted(other, 0));
    lines(&one).eq(lines(&other))
}

/// The lines of a text that show anything, without a common indentation, spaces at the ends and the depth of headings.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let shown = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start().len();
    // The first line may start after a marker.
    let below = shown().skip(1).map(indent).min().unwrap_or(0);
    let lines = shown().enumerate().map(move |(at, line)| match at {
        0 => line.trim_start(),
        _ => line.get(below..).unwrap_or(line),
    });
    lines.map(|line| match line.trim_end().trim_start_matches('#') {
        rest if rest.starts_with(' ') && line.starts_with('#') => rest,
        _ => line.trim_end(),
    })
}

/// Whether a question of a group is the one that was written: its text, its answer, its level and its topics.
pub fn is_written_in_group(placed: &Placed<'_>, new: &NewQuestion) -> bool {
    let question = placed.question;
    let topics = question.topics().map(|topic| topic.text);
    let answer = question.answer().and_then(Answer::scalar);
    question.is_whole()
        && question
            .text()
            .is_some_and(|text| text.text == new.question)
        && answer.is_some_and(|answer| answer.text == new.answer)
        && question.level().map(|level| level.text) == new.level.as_deref()
        && topics.eq(new.topics.iter().map(String::as_str))
}

/// True if two values are equal apart from the way they are written: the same keys in the same order, scalars of the
/// same kind and text.
pub fn same_value(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Scalar(a), Node::Scalar(b)) => a.text == b.text && a.kind() == b.kind(),
        (Node::List(a), Node::List(b)) => {
            let mut pairs = a.items.iter().zip(&b.items);
            a.items.len() == b.items.len() && pairs.all(|(a, b)| same_value(a, b))
        }
        (Node::Map(a), Node::Map(b)) => {
            let mut pairs = a.entries.iter().zip(&b.entries);
            a.entries.len() == b.entries.len()
                && pairs.all(|(a, b)| a.key.text == b.key.text && same_value(&a.value, &b.value))
        }
        _ => false,
    }
}

/// True if both questions can be read and have equal values.
pub fn same_question(a: &Question, b: &Question) -> bool {
    let same = match (a.is_keyed(), b.is_keyed()) {
        (true, true) => same_value(&a.node(), &b.node()),
        (false, false) => a.same_marks(b),
        _ => false,
    };
    a.is_whole() && b.is_whole() && same
}

/// True if the question `after` can be read and says what `before` says, apart from its answer, which is the text
/// `answer`.
pub fn same_but_answer(before: &Question, after: &Question, answer: &str) -> bool {
    let same = match (before.is_keyed(), after.is_keyed()) {
        (true, true) => same_keys_but_answer(before, after, answer),
        (false, false) => {
            let new = after.answer().and_then(Answer::scalar);
            new.is_some_and(|new| new.text == answer) && before.same_marks_but_answer(after)
        }
        _ => false,
    };
    after.is_whole() && same
}

fn same_keys_but_answer(before: &Question, after: &Question, answer: &str) -> bool {
    let (old, new) = (before.entries(), after.entries());
    let is_answer = |node: &Node| {
        let scalar = node.as_scalar();
        scalar.is_some_and(|it| it.text == answer && it.kind() == Kind::String)
    };
    let mut pairs = old.iter().zip(&new);
    let same = |(before, after): (&Entry, &Entry)| {
        before.key.text == after.key.text
            && match &*before.key.text {
                "answer" => is_answer(&after.value),
                _ => same_value(&before.value, &after.value),
            }
    };
    old.len() == new.len() && pairs.all(same)
}
