//! What stands at an offset.

use smol_str::SmolStr;

use super::{KeyPath, Symbol};
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::mark::{Mark, OwnedMark};
use crate::facts::question::{Answer, Question, names_a_file};
use crate::facts::questions::Placed;
use crate::syntax::markdown::body::Body;
use crate::syntax::yaml::{Entry, Map, Node, Scalar};
use crate::text::Span;

/// What a cursor is on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Located {
    /// The part of the file that is meant, for a value that without its quotes.
    pub span: Span,
    /// What it is.
    pub symbol: Symbol,
    /// The key, when the cursor is on one. A key whose value leads somewhere stands for that value.
    pub key: Option<KeyPath>,
}

impl Located {
    fn new(span: Span, symbol: Symbol) -> Self {
        Self {
            span,
            symbol,
            key: None,
        }
    }

    fn shift(self, by: u32) -> Self {
        Self {
            span: self.span.shift(by),
            ..self
        }
    }
}

/// What stands at the byte `offset` of the file at `path`; `None` where there is nothing to follow or explain.
///
/// A cursor is on whatever it touches at either end. Costs the logarithm of the group's questions, one of them, and the headings and links
/// of the file.
pub fn symbol_at(bank: &Bank, path: &BankPath, offset: u32) -> Option<Located> {
    let facts: &Facts = bank.file(path.as_str())?.facts()?;
    let start = facts.body_start();
    let in_body = |find: fn(&BankPath, &Body, u32) -> Option<Located>| {
        let below = offset.checked_sub(start)?;
        Some(find(path, facts.body(), below)?.shift(start))
    };
    let in_front =
        |group| question_at(bank, path, group, offset).or_else(|| head_at(path, group, offset));
    in_body(link_at)
        .or_else(|| first_line(path, facts, offset))
        .or_else(|| section_at(facts.as_group()?, offset))
        .or_else(|| in_body(heading_at))
        .or_else(|| in_front(facts.as_group()?))
}

/// The first line of the file, which stands for the file: its opening fence, or the first of its text.
fn first_line(path: &BankPath, facts: &Facts, offset: u32) -> Option<Located> {
    let split = facts.split();
    let is_page = facts.as_page().is_some();
    let text = || {
        let line = facts.body().first_line.shift(split.body);
        // Blank lines above a text, and all of a blank text, are as good as its first line.
        is_page.then(|| Span::new(split.body, line.end))
    };
    let fence = split.front.map(|front| front.open);
    let line = [fence, text()]
        .into_iter()
        .flatten()
        .find(|line| line.touches(offset))?;
    Some(Located::new(line, Symbol::File(path.clone())))
}

fn link_at(path: &BankPath, body: &Body, offset: u32) -> Option<Located> {
    // An image within a link ends before it, so the innermost comes first; few can share an end.
    let near = body.links().skip_while(|link| link.whole.end < offset);
    let link = near.take(4).find(|link| link.whole.touches(offset))?;
    let file = match link.path {
        "" => Some(path.clone()),
        written => path.beside(written),
    };
    let anchor = link.anchor.map(SmolStr::from);
    let span = if link.span.touches(offset) {
        link.span
    } else {
        link.whole
    };
    Some(Located::new(span, Symbol::Link { file, anchor }))
}

fn heading_at(path: &BankPath, body: &Body, offset: u32) -> Option<Located> {
    let heading = body
        .headings()
        .find(|heading| heading.span.touches(offset))?;
    let symbol = Symbol::Heading {
        file: path.clone(),
        anchor: SmolStr::from(heading.anchor),
    };
    Some(Located::new(heading.span, symbol))
}

/// The level or topic that a heading gives.
fn section_at(group: &Group, offset: u32) -> Option<Located> {
    let sections = group.questions.sections().iter();
    sections.into_iter().find_map(|section| {
        let touched = |mark: &&OwnedMark| mark.span.touches(offset);
        let level = section.level.as_ref().filter(touched);
        let level = level.map(|level| Located::new(level.span, Symbol::Level(level.text.clone())));
        level.or_else(|| {
            let topic = section.topic.as_ref().filter(touched)?;
            Some(Located::new(topic.span, Symbol::Topic(topic.text.clone())))
        })
    })
}

fn question_at(bank: &Bank, path: &BankPath, group: &Group, offset: u32) -> Option<Located> {
    let index = group.question_at(offset)?;
    let placed = group.questions.get(index)?;
    let Placed {
        start, question, ..
    } = placed;
    let here = QuestionRef {
        group: path.clone(),
        index,
    };
    let below = offset.checked_sub(start)?;
    let link = question
        .inline()
        .and_then(|body| link_at(path, body, below));
    let found = link
        .or_else(|| match question.is_keyed() {
            true => in_entries(question, &here, below),
            false => in_marks(&placed, &here, below),
        })
        .or_else(|| {
            let line = first_line_of(question, group.column())?;
            line.touches(below)
                .then(|| Located::new(line, Symbol::Question(here)))
        });
    let mut found = found?.shift(start);
    if let Symbol::Topic(word) = &found.symbol
        && bank.config().level(word).is_some()
    {
        found.symbol = Symbol::Level(word.clone());
    }
    Some(found)
}

/// From the start of the item's line to the end of its first entry, or as much of the line as that leaves.
fn first_line_of(question: &Question, column: u32) -> Option<Span> {
    if !question.is_keyed() {
        return Some(question.marker);
    }
    let first = question.key()?;
    let start = if question.marker.is_empty() {
        question.span().start
    } else {
        question.marker.start.saturating_sub(column)
    };
    Some(Span::new(start.min(first.start), first.end))
}

/// What the cursor is on in a question that is not written as a mapping.
fn in_marks(placed: &Placed<'_>, here: &QuestionRef, offset: u32) -> Option<Located> {
    let Placed { question, .. } = placed;
    let touched = |mark: &Mark<'_>| mark.span.touches(offset);
    let located = |mark: Mark<'_>, symbol| Located::new(meant(&mark, offset), symbol);
    if let Some(text) = question.text().filter(touched) {
        return Some(located(text, Symbol::Question(here.clone())));
    }
    if let Some(answer) = question.answer().map(Answer::scalar).filter(touched) {
        return Some(located(answer, Symbol::InlineAnswer(here.clone())));
    }
    if let Some(level) = question.level().filter(touched) {
        return Some(located(level, Symbol::Level(level.text.into())));
    }
    let topic = question.topics().find(touched)?;
    Some(located(topic, Symbol::Topic(topic.text.into())))
}

fn in_entries(question: &Question, here: &QuestionRef, offset: u32) -> Option<Located> {
    let map = question.map()?;
    let mut entries = map.entries.iter().rev();
    let entry = entries.find(|entry| entry.span().touches(offset))?;
    let key = key_at(entry, &["questions"], offset);
    // Of a key that is given twice only the first is what the question has.
    let counts = map
        .get(&entry.key.text)
        .is_some_and(|first| std::ptr::eq(first, entry));
    let found = counts
        .then(|| in_entry(question, entry, here, offset))
        .flatten();
    with_key(found, key)
}

/// What the value of a question's entry is, or what in it the cursor is on.
fn in_entry(
    question: &Question,
    entry: &Entry,
    here: &QuestionRef,
    offset: u32,
) -> Option<Located> {
    let (scalar, symbol) = match entry.key.text.as_str() {
        "question" => (question.text()?, Symbol::Question(here.clone())),
        "answer" => match question.answer()? {
            Answer::File(name) => (name, Symbol::AnswerRef(here.clone())),
            Answer::Inline(text) => (text, Symbol::InlineAnswer(here.clone())),
        },
        "level" => {
            let level = question.level()?;
            (level, Symbol::Level(level.text.into()))
        }
        "topics" => {
            let topic = question.topics().find(|topic| topic.span.touches(offset))?;
            (topic, Symbol::Topic(topic.text.into()))
        }
        _ => return None,
    };
    Some(Located::new(meant(&scalar, offset), symbol))
}

fn head_at(path: &BankPath, group: &Group, offset: u32) -> Option<Located> {
    if group.opening.touches(offset) {
        let key = KeyPath([SmolStr::new_static("questions")].into());
        return with_key(None, Some((group.opening, key)));
    }
    let map = &group.head.map;
    let entry = map
        .entries
        .iter()
        .rev()
        .find(|entry| entry.span().touches(offset))?;
    with_key(
        in_head_entry(path, map, entry, offset),
        key_at(entry, &[], offset),
    )
}

fn in_head_entry(path: &BankPath, map: &Map, entry: &Entry, offset: u32) -> Option<Located> {
    let name = entry.key.text.as_str();
    let value = entry.value.as_string()?;
    let symbol = match name {
        "ending" if names_a_file(&value.text) => Symbol::Ending(path.clone()),
        "authorId" => Symbol::Author(value.text.clone()),
        "relatedGuidesId" => Symbol::Guide(value.text.clone()),
        _ => return None,
    };
    let counts = map
        .get(name)
        .is_some_and(|first| std::ptr::eq(first, entry));
    counts.then(|| Located::new(meant(value, offset), symbol))
}

/// The value's text, or with its quotes when the cursor is before or behind them.
fn meant(scalar: &Scalar<impl AsRef<str>>, offset: u32) -> Span {
    let inner = scalar.inner();
    if scalar.span.touches(offset) && !inner.touches(offset) {
        scalar.span
    } else {
        inner
    }
}

/// The key at `offset`, of the entry or of a mapping below it, and where it stands.
fn key_at(entry: &Entry, above: &[&str], offset: u32) -> Option<(Span, KeyPath)> {
    let mut way: Vec<SmolStr> = above.iter().map(|name| SmolStr::from(*name)).collect();
    let mut entry = entry;
    loop {
        way.push(entry.key.text.clone());
        if entry.key.span.touches(offset) {
            return Some((entry.key.span, KeyPath(way.into())));
        }
        entry = match &entry.value {
            Node::Map(map) => map
                .entries
                .iter()
                .find(|entry| entry.span().touches(offset))?,
            _ => return None,
        };
    }
}

/// On a key, the key is marked; where its value leads nowhere, the key is all there is.
fn with_key(found: Option<Located>, key: Option<(Span, KeyPath)>) -> Option<Located> {
    match (found, key) {
        (found, None) => found,
        (Some(found), Some((span, key))) => Some(Located {
            span,
            key: Some(key),
            ..found
        }),
        (None, Some((span, key))) => Some(Located {
            span,
            key: Some(key.clone()),
            symbol: Symbol::Key(key),
        }),
    }
}
