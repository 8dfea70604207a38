//! The symbol at an offset.

use smol_str::SmolStr;

use super::{KeyPath, Symbol};
use crate::bank::{Bank, BankPath, QuestionRef};
use crate::facts::Facts;
use crate::facts::group::Group;
use crate::facts::mark::{Mark, OwnedMark};
use crate::facts::question::{Choice, Question, names_a_file};
use crate::facts::questions::Placed;
use crate::facts::section::Section;
use crate::facts::slot::{Part, Slot};
use crate::syntax::markdown::body::Body;
use crate::syntax::yaml::{Entry, Map, Node, Scalar};
use crate::text::Span;

/// The symbol under a cursor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Located {
    /// The range of the symbol; of a value, without its quotes.
    pub span: Span,
    /// What it is.
    pub symbol: Symbol,
    /// The key, if the cursor is on one. A key whose value is a reference counts as that value.
    pub key: Option<KeyPath>,
    /// The value that the symbol is read from, when it is one that can be written.
    pub slot: Option<Slot>,
}

impl Located {
    fn new(span: Span, symbol: Symbol) -> Self {
        Self {
            span,
            symbol,
            key: None,
            slot: None,
        }
    }

    /// The value `mark` at `slot`.
    fn value(mark: &Mark<'_>, offset: u32, symbol: Symbol, slot: Slot) -> Self {
        Self {
            slot: Some(slot),
            ..Self::new(value_span(mark, offset), symbol)
        }
    }

    fn shift(self, by: u32) -> Self {
        Self {
            span: self.span.shift(by),
            ..self
        }
    }
}

/// The symbol at the byte `offset` of the file at `path`, if there is one.
///
/// A cursor is on whatever it touches at either end. Costs the logarithm of the group's questions, one of them, and the
/// headings and links of the file.
pub fn symbol_at(bank: &Bank, path: &BankPath, offset: u32) -> Option<Located> {
    let facts: &Facts = bank.file(path.as_str())?.facts()?;
    let start = facts.body_start();
    let in_body = |find: fn(&BankPath, &Body, u32) -> Option<Located>| {
        let below = offset.checked_sub(start)?;
        Some(find(path, facts.body(), below)?.shift(start))
    };
    let group = facts.as_group();
    let found = in_body(link_at)
        .or_else(|| first_line(path, facts, offset))
        .or_else(|| section_at(group?, offset))
        // A question in the body may be a heading.
        .or_else(|| question_at(path, group?, offset))
        .or_else(|| in_body(heading_at))
        .or_else(|| head_at(path, group?, offset));
    let mut found = found?;
    // A topic that means a level is one.
    if let Symbol::Topic(word) = &found.symbol
        && bank.config().level(word).is_some()
    {
        found.symbol = Symbol::Level(word.clone());
    }
    Some(found)
}

/// The first line of the file as a symbol for the file: its opening fence, or the first line of its text.
fn first_line(path: &BankPath, facts: &Facts, offset: u32) -> Option<Located> {
    let split = facts.split();
    let is_page = facts.as_page().is_some();
    let text = || {
        let line = facts.body().first_line.shift(split.body);
        // Blank lines above the text, and all of an empty text, count as the first line.
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

/// The level or topic that a heading or the frontmatter gives.
fn section_at(group: &Group, offset: u32) -> Option<Located> {
    let mut sections = group.questions.sections().iter().enumerate();
    let located = |mark: Option<&OwnedMark>, symbol: fn(SmolStr) -> Symbol, slot: Slot| {
        let mark = mark.filter(|mark| mark.is_written() && mark.span.touches(offset))?;
        let symbol = symbol(mark.text.clone());
        Some(Located::value(&mark.mark(), offset, symbol, slot))
    };
    let given = sections.find_map(|(at, Section { level, topic, .. })| {
        located(level.as_ref(), Symbol::Level, Slot::SectionLevel(at))
            .or_else(|| located(topic.as_ref(), Symbol::Topic, Slot::SectionTopic(at)))
    });
    given.or_else(|| {
        let shared = &group.questions.sections().first()?.shared;
        let mut shared = shared.iter().enumerate();
        shared.find_map(|(at, topic)| located(Some(topic), Symbol::Topic, Slot::SharedTopic(at)))
    })
}

fn question_at(path: &BankPath, group: &Group, offset: u32) -> Option<Located> {
    let index = group.question_at(offset)?;
    let Placed {
        start, question, ..
    } = group.questions.get(index)?;
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
            false => in_marks(question, &here, below),
        })
        .or_else(|| {
            let line = first_line_of(question, group.column())?;
            line.touches(below)
                .then(|| Located::new(line, Symbol::Question(here)))
        });
    Some(found?.shift(start))
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

/// What the cursor is on in a question that is not written in YAML.
fn in_marks(question: &Question, here: &QuestionRef, offset: u32) -> Option<Located> {
    let topics = 0..question.topics().count();
    let parts = [Part::Text, Part::Answer, Part::Level].into_iter();
    parts
        .chain(topics.map(Part::Topic))
        .find_map(|part| in_part(question, part, here, offset))
        .or_else(|| in_options(question, here, offset))
}

/// The number of a question, one of its options, or their key, if the cursor is on it.
fn in_options(question: &Question, here: &QuestionRef, offset: u32) -> Option<Located> {
    let number = question.number_mark().filter(|span| span.touches(offset));
    if let Some(span) = number {
        return Some(Located::new(span, Symbol::Number(here.clone())));
    }
    let key = question.options_key().map(|key| key.span);
    if let Some(span) = key.filter(|span| span.touches(offset)) {
        return Some(Located::new(span, Symbol::OptionsKey(here.clone())));
    }
    let whole = |choice: &Choice| choice.marker.cover(choice.text.span);
    let mut options = question.options().iter().enumerate();
    let (at, choice) = options.find(|(_, choice)| whole(choice).touches(offset))?;
    let symbol = Symbol::Choice(here.clone(), at);
    Some(Located::new(choice.text.span, symbol))
}

/// The symbol of a part, if the cursor is on its value.
fn in_part(question: &Question, part: Part, here: &QuestionRef, offset: u32) -> Option<Located> {
    let touched = question.mark(part)?.span.touches(offset);
    touched.then(|| located(question, part, here, offset))?
}

/// The symbol of a part.
fn located(question: &Question, part: Part, here: &QuestionRef, offset: u32) -> Option<Located> {
    let mark = question.mark(part)?;
    let symbol = symbol_of(question, part, &mark, here);
    let slot = Slot::Question(here.index, part);
    Some(Located::value(&mark, offset, symbol, slot))
}

/// What the value of a part is.
fn symbol_of(question: &Question, part: Part, mark: &Mark<'_>, here: &QuestionRef) -> Symbol {
    match part {
        Part::Text => Symbol::Question(here.clone()),
        Part::Answer if question.answer_file().is_some() => Symbol::AnswerRef(here.clone()),
        Part::Answer => Symbol::InlineAnswer(here.clone()),
        Part::Level => Symbol::Level(mark.text.into()),
        Part::Topic(_) => Symbol::Topic(mark.text.into()),
    }
}

fn in_entries(question: &Question, here: &QuestionRef, offset: u32) -> Option<Located> {
    let map = question.map()?;
    let mut entries = map.entries.iter().rev();
    let entry = entries.find(|entry| entry.span().touches(offset))?;
    let key = key_at(entry, &["questions"], offset);
    // Of a duplicate key only the first counts.
    let counts = map
        .get(&entry.key.text)
        .is_some_and(|first| std::ptr::eq(first, entry));
    let found = counts
        .then(|| in_entry(question, entry, here, offset))
        .flatten();
    with_key(found, key)
}

/// The symbol in the value of a question's entry.
fn in_entry(
    question: &Question,
    entry: &Entry,
    here: &QuestionRef,
    offset: u32,
) -> Option<Located> {
    let part = match entry.key.text.as_str() {
        "question" => Part::Text,
        "answer" => Part::Answer,
        "level" => Part::Level,
        "topics" => {
            let mut topics = question.topics();
            Part::Topic(topics.position(|topic| topic.span.touches(offset))?)
        }
        _ => return None,
    };
    located(question, part, here, offset)
}

fn head_at(path: &BankPath, group: &Group, offset: u32) -> Option<Located> {
    if group.yaml().is_some() && group.opening.touches(offset) {
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
    counts.then(|| Located::value(&value.value(), offset, symbol, Slot::Head(name.into())))
}

/// The value's range without quotes, or with them if the cursor is outside of them.
fn value_span(scalar: &Scalar<impl AsRef<str>>, offset: u32) -> Span {
    let inner = scalar.inner();
    if scalar.span.touches(offset) && !inner.touches(offset) {
        scalar.span
    } else {
        inner
    }
}

/// The key at `offset`, of the entry or of a mapping below it, and its range.
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

/// On a key the range is the key's; if its value is not a reference, the key is the symbol.
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
            slot: None,
        }),
    }
}
