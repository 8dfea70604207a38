//! Writing the level of a question where its group has them.

use std::ops::Range;

use super::style::{Style, in_flow};
use super::{Refusal, line_break};
use crate::bank::Bank;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::syntax::yaml::edit::{list, map, value};
use crate::syntax::yaml::quote::quoted;
use crate::syntax::yaml::{Entry, List, Map, Node};
use crate::text::TextEdit;

/// How many questions on each side of those in question are looked at for how a group writes levels.
pub const LOOKED_AT: usize = 200;

/// Whether levels have a key of their own around the question at `at`: as the group's nearest questions have it; in a group without levels as
/// most of the bank has it.
pub fn has_own_key(bank: &Bank, group: &Group, at: usize) -> bool {
    let near: Range<usize> =
        at.saturating_sub(LOOKED_AT)..(at + LOOKED_AT).min(group.questions.len());
    let (mut own, mut among) = (0, 0);
    for placed in group.questions.range(near) {
        if placed.question.level().is_some() {
            own += 1;
        } else if bank.level_of(&placed).is_some() {
            among += 1;
        }
    }
    match own + among {
        0 => bank_has_own_key(bank),
        _ => own > among,
    }
}

/// Whether levels have a key of their own in most groups of the bank.
pub fn bank_has_own_key(bank: &Bank) -> bool {
    let is_level = |word: &str| bank.config().level(word).is_some();
    let groups = |found: bool, count: usize| if found { count } else { 0 };
    let own: usize = (bank.levels().iter())
        .map(|(word, users)| groups(is_level(word), users.len()))
        .sum();
    let among: usize = (bank.topics().iter())
        .map(|(word, topic)| groups(is_level(word), topic.groups.len()))
        .sum();
    own > among
}

/// Writes the level into a question that has none: as its `level` if `own_key`, else as the first of its topics.
///
/// # Errors
/// When the question has no place for it.
pub fn add(
    text: &str,
    group: &Group,
    placed: Placed<'_>,
    level: &str,
    own_key: bool,
) -> Result<TextEdit, Refusal> {
    let writer = Writer::new(text, group, placed)?;
    match own_key {
        true => writer.own_key(level),
        false => writer.topic(level),
    }
}

/// Writes into one question.
struct Writer<'w> {
    text: &'w str,
    map: Map,
    start: u32,
    style: Style,
    flow: bool,
}

impl<'w> Writer<'w> {
    fn new(text: &'w str, group: &Group, placed: Placed<'w>) -> Result<Self, Refusal> {
        let map = placed.question.map();
        let map = map.ok_or_else(|| Refusal::new("the question has no keys"))?;
        Ok(Self {
            text,
            start: placed.start,
            style: Style::of_group(text, group, placed.span().end),
            flow: in_flow(text, group, placed),
            map,
        })
    }

    /// As the value of `level`, before the topics.
    fn own_key(&self, level: &str) -> Result<TextEdit, Refusal> {
        let written = quoted(level, self.style.topic, self.flow);
        if let Some(scalar) = self
            .value("level")
            .and_then(|entry| entry.value.as_scalar())
        {
            return Ok(value::write(self.text, scalar, self.start, &written));
        }
        let before = self
            .map
            .entries
            .iter()
            .position(|entry| entry.key.text == "topics");
        match before {
            Some(0) => map::add_first(self.text, &self.map, self.start, ("level", &written)),
            at => {
                let behind = at.map(|at| at - 1);
                map::add(
                    self.text,
                    &self.map,
                    self.start,
                    behind,
                    ("level", &written),
                )
            }
        }
    }

    /// As the first of the topics, in their list's quotes.
    fn topic(&self, level: &str) -> Result<TextEdit, Refusal> {
        let no_list = || Refusal::new("the `topics` of a question are not a list; fix that first");
        let Some(entry) = self.value("topics") else {
            let list = self.new_list(level);
            return map::add(self.text, &self.map, self.start, None, ("topics", &list));
        };
        match &entry.value {
            Node::List(list) if list.items.iter().all(Node::is_blank) => self.in_place(list, level),
            Node::List(list) => {
                let first = list.items.iter().find_map(Node::as_string);
                let style = first.map_or(self.style.topic, |first| first.style);
                let item = quoted(level, style, list.flow);
                list::insert_first(self.text, list, self.start, &item)
            }
            Node::Scalar(scalar) if scalar.is_null() => {
                let item = format!("[{}]", quoted(level, self.style.topic, true));
                Ok(value::write(self.text, scalar, self.start, &item))
            }
            _ => Err(no_list()),
        }
    }

    /// In place of a list that has nothing in it, or of its only item, which is nothing.
    fn in_place(&self, list: &List, level: &str) -> Result<TextEdit, Refusal> {
        let item = quoted(level, self.style.topic, list.flow || list.items.is_empty());
        let first = list.items.first().and_then(Node::as_scalar);
        Ok(match first {
            Some(first) if !list.flow && list.items.len() == 1 => {
                value::write(self.text, first, self.start, &item)
            }
            Some(_) if !list.flow => return list::insert_first(self.text, list, self.start, &item),
            _ => TextEdit {
                span: list.span.shift(self.start),
                text: format!("[{item}]"),
            },
        })
    }

    fn new_list(&self, level: &str) -> String {
        if self.flow || self.style.flow {
            return format!("[{}]", quoted(level, self.style.topic, true));
        }
        let column = map::column(self.text, &self.map, self.start) + self.style.hyphens;
        let item = quoted(level, self.style.topic, false);
        let indent = " ".repeat(column as usize);
        format!("{}{indent}- {item}", line_break(self.text))
    }

    fn value(&self, key: &str) -> Option<&Entry> {
        self.map.get(key)
    }
}
