//! Gives a question of a group a level.

use super::super::style::{Style, in_flow};
use crate::shape::write::Target;
use crate::syntax::yaml::edit::{list, map, value};
use crate::syntax::yaml::quote::quoted;
use crate::syntax::yaml::{Entry, List, Map, Node};
use crate::text::{Refusal, TextEdit, line_break};

/// Writes the level into a question that has none: as its `level` if `own`, else as the first of its topics.
///
/// # Errors
/// When the question has no place for it.
pub fn add(target: &Target<'_>, level: &str, own: bool) -> Result<TextEdit, Refusal> {
    let writer = Writer::new(target)?;
    match own {
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
    fn new(target: &Target<'w>) -> Result<Self, Refusal> {
        let Target {
            text,
            group,
            placed,
        } = *target;
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
        let topics = self
            .map
            .entries
            .iter()
            .position(|entry| entry.key.text == "topics");
        match topics {
            Some(0) => map::add_first(self.text, &self.map, self.start, ("level", &written)),
            at => {
                let before = at.map(|at| at - 1);
                map::add(
                    self.text,
                    &self.map,
                    self.start,
                    before,
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
        if self.style.flow || map::is_flow(self.text, &self.map, self.start) {
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
