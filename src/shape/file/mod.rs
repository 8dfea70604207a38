//! The shape `file`: one question in a file, which the keys of its frontmatter or its first heading and what is below show.
//!
//! Knows the keys that banks use. Must not know: other files of the bank, rules, editors.

mod forced;

use std::sync::Arc;

use smol_str::SmolStr;

use super::definition::{Shape, Source};
use super::document::facts::{group, question_of, start_of};
use super::document::name::Name;
use super::document::reader::Question;
use super::document::rule;
use super::document::single::{self, Keys, Value};
use super::documents::{FileKind, Label, Reading};
use crate::facts::group::Group;
use crate::facts::head::Head;
use crate::facts::questions::Questions;
use crate::syntax::markdown::body::Body;
use crate::syntax::yaml::Node;

/// The shape.
pub const SHAPE: Shape = Shape {
    name: "file",
    kind: Some(FileKind::File),
    page: include_str!("page.md"),
    read,
    reparse: None,
    write: None,
    cursor: None,
};

fn read(source: &Source<'_>, body: &Arc<Body>) -> Option<Group> {
    let text = source.text;
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
    let found = single::read(&|| source.path(), source.parts(), &keys);
    let Some(found) = found else {
        let forced = is_set
            .then(|| forced::read(source, body, &keys))
            .flatten()?;
        return Some(group(SHAPE.name, source, body, Questions::new([forced])));
    };
    let found = labelled(found, &keys, reading);
    let lines = source.parts().lines;
    // The values of the frontmatter belong to the question.
    let front = source.split.front.map(|front| front.open.start);
    let start = start_of(&found, lines);
    let start = front.map_or(start, |front| front.min(start));
    let question = question_of(text, &found, lines, start);
    Some(group(
        SHAPE.name,
        source,
        body,
        Questions::new([(start, question)]),
    ))
}

/// Keys whose values are topics.
const TOPICS: &[&str] = &[
    "topics",
    "topic",
    "tags",
    "category",
    "categories",
    "subcategory",
    "theme",
    "subject",
    "technologies",
    "technology",
];

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
fn labelled(mut found: Question, keys: &Keys, reading: &Reading) -> Question {
    let of_key = keys.level.as_ref().map(|value| Name {
        text: value.text.as_str().into(),
        span: value.span,
    });
    if !reading.level.is_empty() {
        let is_of_key = found.level == of_key;
        let suffix = found.level.take().filter(|_| !is_of_key);
        (found.level, found.has_own_level) = rule::level(suffix, None, None, of_key, reading);
    }
    if let Some(form) = reading.answers {
        found.answered = rule::is_answered(&found.found, form);
    }
    found
}

/// What the frontmatter says by the keys that the rule names, else by those that banks use.
fn keys(head: &Head, reading: &Reading) -> Keys {
    let named = |set: &[SmolStr], usual: &[&str]| {
        let entries = head.map.entries.iter();
        let names: Vec<String> = match set.is_empty() {
            true => usual.iter().map(|name| (*name).to_owned()).collect(),
            false => set.iter().map(|name| name.to_lowercase()).collect(),
        };
        entries.filter(move |entry| names.contains(&entry.key.text.to_lowercase()))
    };
    let first = |set: &[SmolStr], usual: &[&str]| {
        let mut values = named(set, usual).filter_map(|entry| value(&entry.value));
        values.next()
    };
    let is_taken = |places: &[Label]| rule::is_taken(places, Label::Frontmatter);
    let set = &reading.keys;
    let topics = named(&set.topics, TOPICS).filter(|_| is_taken(&reading.topic));
    Keys {
        question: first(&set.question, &["question"]),
        title: first(&[], &["title"]),
        level: first(&set.level, rule::LEVEL).filter(|_| is_taken(&reading.level)),
        topics: topics.flat_map(|entry| values(&entry.value)).collect(),
        is_article: named(&[], ARTICLE).next().is_some(),
        any: !head.map.entries.is_empty(),
        answers: reading.answers,
    }
}

fn value(node: &Node) -> Option<Value> {
    let Node::Scalar(scalar) = node else {
        return None;
    };
    (!scalar.text.is_empty()).then(|| Value {
        text: scalar.text.to_string(),
        span: scalar.span,
    })
}

fn values(node: &Node) -> Vec<Value> {
    match node {
        Node::List(list) => list.items.iter().filter_map(value).collect(),
        _ => value(node).into_iter().collect(),
    }
}
