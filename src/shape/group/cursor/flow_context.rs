//! Positions in collections between brackets and braces, on one line or several.

use super::ancestors::{Ancestors, ancestors};
use super::block_context::Cursor;
use super::flow::{Entry, Flow, Value};
use super::lines::{Line, above, is_word};
use super::partial_value::unquoted;
use super::yaml_context::{ItemContext, YamlContext, YamlExpected};
use super::{partial_value, siblings};
use crate::shape::cursor::{KeyContext, PartialValue};
use crate::text::Span;

/// A line that opens a collection.
struct Opener<'t> {
    line: Line<'t>,
    /// Where the value begins, with its anchor and tag.
    value: u32,
    /// Where the bracket is.
    at: u32,
    /// The column of the key or hyphen before it.
    column: u32,
}

impl<'t> Opener<'t> {
    fn of(text: &'t str, line: Line<'t>) -> Option<Self> {
        let (value, column) = match (line.key, line.dashes.last()) {
            (Some(key), _) => (key.value, line.column),
            (None, Some(&dash)) => (line.content, dash),
            (None, None) => return None,
        };
        let at = partial_value::after_properties(text, value);
        let opens = text[at as usize..value.end.max(at) as usize].starts_with(['[', '{']);
        let value = value.start;
        opens.then_some(Self {
            line,
            value,
            at,
            column,
        })
    }
}

impl Cursor<'_> {
    /// The position, if the cursor is in a collection: `Some(None)` if nothing can be typed there.
    pub(super) fn in_flow(&self) -> Option<Option<YamlContext>> {
        let (opener, flow) = self.opener()?;
        let before = Span::new(self.line.span.start, self.offset);
        let below = opener.line.span != self.line.span;
        // A line below must be further to the right than what it belongs to.
        if below && before.len() <= opener.column && before.slice(self.text).trim().is_empty() {
            return Some(None);
        }
        let column = self.column_of(&opener);
        let mut ancestors = ancestors(
            self.text,
            self.yaml.start,
            &opener.line,
            column,
            opener.line.key.is_none(),
        );
        if ancestors.in_block() {
            return None;
        }
        if partial_value::is_anchored(self.text, Span::new(opener.value, opener.at + 1)) {
            return Some(None);
        }
        match opener.line.key {
            Some(key) => ancestors.enter(key.name, &opener.line),
            None => ancestors.enter_item(opener.line.span, opener.column),
        }
        Some(self.in_collection(ancestors, &flow))
    }

    fn column_of(&self, opener: &Opener<'_>) -> u32 {
        let own = opener.line.span == self.line.span;
        self.tab_column.filter(|_| own).unwrap_or(opener.column)
    }

    /// The outermost collection that holds the cursor, and the line that opens it.
    fn opener(&self) -> Option<(Opener<'_>, Flow)> {
        let line = &self.line;
        let indent = match line.dashes.first() {
            Some(&dash) => dash,
            None if line.is_blank() => self.offset - line.span.start,
            None => line.column,
        };
        let closes = line.content.slice(self.text).starts_with([']', '}']);
        let mut found = Opener::of(self.text, line.clone()).and_then(|it| self.holding(it));
        // There are no hyphens between brackets.
        if !line.dashes.is_empty() {
            return found;
        }
        for span in above(self.text, self.yaml.start, line.span.start) {
            let up = Line::read(self.text, span);
            if up.is_blank() || up.is_comment(self.text) {
                continue;
            }
            let is_last = !up.dashes.is_empty() || (up.column == 0 && up.key.is_some());
            let above = Opener::of(self.text, up);
            let above = above.filter(|it| it.column < indent || (closes && it.column == indent));
            found = above.and_then(|it| self.holding(it)).or(found);
            if is_last {
                break;
            }
        }
        found
    }

    /// The collection that `opener` opens, if the cursor is in it.
    fn holding<'o>(&self, opener: Opener<'o>) -> Option<(Opener<'o>, Flow)> {
        if self.offset <= opener.at {
            return None;
        }
        let end = siblings::flow_end(
            self.text,
            self.yaml,
            opener.at,
            opener.column,
            opener.line.span,
        );
        let flow = Flow::read(self.text, opener.at, end.max(opener.at + 1));
        flow.holds(self.offset).then_some((opener, flow))
    }

    /// The position in `flow`, which is the innermost of `ancestors`.
    fn in_collection(&self, mut ancestors: Ancestors, flow: &Flow) -> Option<YamlContext> {
        let entry = flow
            .entries
            .iter()
            .find(|entry| entry.span.touches(self.offset))?;
        if self.is_anchored(entry) {
            return None;
        }
        if let Some(Value::Flow(inner)) = entry.value.as_ref().filter(|it| self.is_inside(it)) {
            match entry.key {
                Some(key) if flow.map => {
                    ancestors.enter(&unquoted(key.slice(self.text)), &self.line)
                }
                None if !flow.map => ancestors.enter_item(self.line.span, self.line.column),
                _ => return None,
            }
            return self.in_collection(ancestors, inner);
        }
        let line = self.line.span.start.max(entry.span.start);
        let typed = entry
            .value
            .as_ref()
            .map_or(line, |value| value.span().end.max(line));
        if Span::new(typed.min(self.offset), self.offset)
            .slice(self.text)
            .contains('#')
            || entry.slip
        {
            return None;
        }
        match entry.colon {
            Some(colon) if flow.map && self.offset >= colon => {
                let written = self.flow_value(colon, entry.value.as_ref())?;
                ancestors.enter(&unquoted(entry.key?.slice(self.text)), &self.line);
                Some(ancestors.context(YamlExpected::Value {
                    written,
                    nested: false,
                }))
            }
            _ if flow.map => {
                Some(ancestors.context(YamlExpected::Key(self.flow_key(flow, entry)?)))
            }
            Some(_) => None,
            None => Some(ancestors.context(YamlExpected::Item(self.flow_item(flow, entry)?))),
        }
    }

    /// Whether the cursor is at a value with an anchor.
    fn is_anchored(&self, entry: &Entry) -> bool {
        let from = entry.colon.unwrap_or(entry.span.start);
        let value = entry.value.as_ref().map(Value::span);
        value.is_some_and(|value| {
            let written = Span::new(from, value.end).slice(self.text);
            let start = value.end - written.trim_start().len() as u32;
            from <= self.offset
                && partial_value::is_anchored(self.text, Span::new(start, value.end))
        })
    }

    fn is_inside(&self, value: &Value) -> bool {
        matches!(value, Value::Flow(flow) if flow.holds(self.offset))
    }

    /// The scalar at the cursor, if it is all on the cursor's line. `from` is the first place where it can begin.
    fn flow_value(&self, from: u32, value: Option<&Value>) -> Option<PartialValue> {
        let span = match value {
            Some(Value::Flow(_)) => return None,
            Some(Value::Scalar(span)) => *span,
            None => Span::at(self.offset),
        };
        let between = match self.offset < span.start {
            true => Span::new(self.offset, span.start),
            false => Span::new(span.end.min(self.offset), self.offset),
        };
        let is_near = between
            .slice(self.text)
            .chars()
            .all(|c| matches!(c, ' ' | '\t'));
        // After an anchor or a tag.
        let glued = from < self.offset
            && self.offset < span.start
            && !self.text[..self.offset as usize].ends_with([' ', '\t', '\n', '\r']);
        if self.line.span.cover(span) != self.line.span || !is_near || glued {
            return None;
        }
        let written = partial_value::partial_value(self.text, from, span, self.offset)?;
        // What follows without a space would become part of it.
        let follows = &self.text[written.span.end as usize..];
        let is_apart = follows.is_empty()
            || follows.starts_with([' ', '\t', '\n', '\r', ',', ']', '}'])
            || !written.text.is_empty();
        (is_apart && !follows.starts_with('#')).then_some(PartialValue {
            flow: true,
            ..written
        })
    }

    fn flow_key(&self, flow: &Flow, entry: &Entry) -> Option<KeyContext> {
        let colon = entry.colon.is_some();
        let span = match entry.key {
            None if colon => return None,
            None => Span::at(self.offset),
            Some(key) => {
                let written = key.slice(self.text);
                let quote = written.starts_with(['\'', '"']);
                let closed = quote && written.len() > 1 && written.ends_with(&written[..1]);
                let key = match closed && colon {
                    true => Span::new(key.start + 1, key.end - 1),
                    false => key,
                };
                let is_key = key.touches(self.offset) && is_word(key.slice(self.text));
                is_key.then_some(key)?
            }
        };
        let others = flow
            .entries
            .iter()
            .filter(|other| other.span != entry.span)
            .filter_map(|other| other.key);
        Some(KeyContext {
            span,
            column: self.line.column,
            colon,
            gap: self.text[..span.start as usize].ends_with(','),
            after_dash: false,
            flow: true,
            present: others
                .map(|key| unquoted(key.slice(self.text)).into())
                .collect(),
        })
    }

    fn flow_item(&self, flow: &Flow, entry: &Entry) -> Option<ItemContext> {
        let written = self.flow_value(entry.span.start, entry.value.as_ref())?;
        let others = flow.entries.iter().filter(|other| other.span != entry.span);
        let others = others.filter_map(|other| match other.value.as_ref()? {
            Value::Scalar(span) => Some(span.slice(self.text)),
            Value::Flow(_) => None,
        });
        Some(ItemContext {
            // No space is missing between the bracket and the first item.
            written: PartialValue {
                gap: written.gap && entry.span.start > flow.open,
                ..written
            },
            siblings: siblings::of_tokens(others),
        })
    }
}
