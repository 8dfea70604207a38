//! The shape `file`: one question in a file, which the keys of its frontmatter or its first heading and what is below show.
//!
//! Knows the keys that banks use. Must not know: other files of the bank, rules, editors.

mod forced;
mod skeleton;

use std::sync::Arc;

use smol_str::SmolStr;

use super::definition::{Shape, Source};
use super::document::facts::{group, question_of, start_of};
use super::document::given::{self, Given, LEVEL, TOPICS, named, value, values};
use super::document::name::Name;
use super::document::parts::Parts;
use super::document::reader;
use super::document::rule::{self, Levels};
use super::document::single::{self, Keys};
use super::document::typing;
use super::document::write::WRITE_FILE;
use super::documents::{AnswerForm, FileKind, Label, Reading};
use super::group::cursor::CURSOR;
use super::typing::TypingSupport;
use crate::facts::group::Group;
use crate::facts::head::Head;
use crate::facts::mark::OwnedMark;
use crate::facts::question::Question;
use crate::facts::questions::Questions;
use crate::facts::section::Section;
use crate::syntax::markdown::body::Body;
use crate::text::Span;

/// The shape.
pub const SHAPE: Shape = Shape {
    name: "file",
    kind: Some(FileKind::File),
    page: include_str!("page.md"),
    read,
    reparse: None,
    write: Some(&WRITE_FILE),
    cursor: Some(&CURSOR),
    typing: Some(&TYPING_FILE),
};

/// How such files go on.
const TYPING_FILE: TypingSupport = TypingSupport {
    file: Some(skeleton::like),
    ..typing::TYPING_FILE
};

fn read(source: &Source<'_>, body: &Arc<Body>) -> Option<Group> {
    let head = source.head();
    let reading = source.decision.reading();
    let keys = head.map(|head| keys(head, reading));
    let keys = Keys {
        answers: reading.answers,
        ..keys.unwrap_or_default()
    };
    let is_set = source.decision.sets(FileKind::File);
    let is_document = || {
        let document = source.document();
        document.is_some_and(|document| document.questions.len() > 1)
    };
    if head.is_none() && !is_set && is_document() {
        return None;
    }
    let given = given::of(&|| source.path(), reading);
    let Some(found) = single::read(&|| source.path(), source.parts(), &keys) else {
        let forced = is_set.then(|| forced::read(source, body, &keys, &given));
        let (start, question, level) = forced.flatten()?;
        let section = section(level, &given, reading);
        return Some(of_one(source, body, (start, question), section));
    };
    let found = labelled(found, source.parts(), (&keys, &given), reading);
    let lines = source.parts().lines;
    // The values of the frontmatter belong to the question.
    let front = source.split.front.map(|front| front.open.start);
    let start = start_of(&found, lines);
    let start = front.map_or(start, |front| front.min(start));
    let question = question_of(source.text, &found, lines, start);
    let level = found.level.filter(|_| !found.has_own_level);
    let section = section(level, &given, reading);
    Some(of_one(source, body, (start, question), section))
}

/// The facts of a file with one question.
fn of_one(
    source: &Source<'_>,
    body: &Arc<Body>,
    question: (u32, Arc<Question>),
    section: Option<Section>,
) -> Group {
    let questions = Questions::new([question]);
    let questions = questions.with_sections(Vec::from_iter(section));
    group(SHAPE.name, source, body, questions)
}

/// The labels that the path gives to the question, if it gives any.
fn section(level: Option<Name>, given: &Given, reading: &Reading) -> Option<Section> {
    let mark = |name: Name| OwnedMark {
        text: name.text,
        span: name.span,
    };
    let topic = rule::topic(None, given, reading).map(mark);
    (level.is_some() || topic.is_some()).then(|| Section {
        first: 0,
        heading: Span::default(),
        level: level.map(mark),
        topic,
        shared: Arc::default(),
    })
}

/// Keys of articles, which are not questions.
const ARTICLE: &[&str] = &[
    "date",
    "author",
    "authors",
    "layout",
    "published",
    "permalink",
    "excerpt",
];

/// The question with its level from where the rule says.
fn labelled(
    mut found: reader::Question,
    parts: Parts<'_>,
    (keys, given): (&Keys, &Given),
    reading: &Reading,
) -> reader::Question {
    let (from, to) = (found.lines.0, found.lines.1);
    let labels = rule::labels(&parts, from, to, reading);
    if labels.after > from + 1 {
        found.found = rule::look(&parts, labels.after, to, reading.answers);
    }
    found.own_topics.extend(labels.topics);
    if !reading.level.is_empty() {
        let is_of_key = found.level == keys.level;
        let levels = Levels {
            suffix: found.level.take().filter(|_| !is_of_key),
            line: labels.level,
            heading: None,
            key: keys.level.clone(),
            given: Some(given),
        };
        (found.level, found.has_own_level) = levels.first(reading);
    }
    if let Some(form) = reading.answers {
        let has_key = found.answer.is_some() && form != AnswerForm::None;
        found.answered = has_key || rule::is_answered(&found.found, form);
    }
    found
}

/// What the frontmatter says by the keys that the rule names, else by those that banks use.
fn keys(head: &Head, reading: &Reading) -> Keys {
    let first = |set: &[SmolStr], usual: &[&str]| {
        let mut values = named(head, set, usual).filter_map(|entry| value(&entry.value));
        values.next()
    };
    let is_taken = |places: &[Label]| rule::is_taken(places, Label::Frontmatter);
    let set = &reading.keys;
    let topics = named(head, &set.topics, TOPICS).filter(|_| is_taken(&reading.topic));
    let answer =
        Some(first(&set.answer, &[])).filter(|_| reading.answers != Some(AnswerForm::None));
    Keys {
        question: first(&set.question, &["question"]),
        title: first(&[], &["title"]),
        level: first(&set.level, LEVEL).filter(|_| is_taken(&reading.level)),
        answer: answer.flatten(),
        topics: topics.flat_map(|entry| values(&entry.value)).collect(),
        is_article: named(head, &[], ARTICLE).next().is_some(),
        any: !head.map.entries.is_empty(),
        answers: reading.answers,
    }
}
