//! A YAML tree encoded in one string.
//!
//! A bank with a hundred thousand questions has as many trees of a dozen nodes, and a session reads few of them. Stored
//! as nodes with their own strings, they would take nearly half of the memory of a bank. Numbers are encoded as ASCII
//! characters, so that every slice of the string is valid UTF-8 without a check.

use smol_str::SmolStr;

use super::{Entry, Kind, List, Map, Node, Scalar, Style, Value};
use crate::text::Span;

/// An encoded tree. Equal trees have equal strings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackedNode(Box<str>);

/// Tags of nodes: the number of a scalar's style, one of these, or that of a known key.
const LIST: u32 = 4;
const FLOW_LIST: u32 = 5;
const MAP: u32 = 6;
/// The tag of the first known key: a plain scalar that is one of `KEYS`.
const KNOWN: u32 = 7;

/// The tag of the first rare scalar style.
const RARE: u32 = KNOWN + KEYS.len() as u32;

/// Keys that nearly every tree has.
const KEYS: [&str; 4] = ["question", "answer", "topics", "level"];

impl PackedNode {
    /// Encodes this node.
    pub fn new(node: &Node) -> Self {
        let mut writer = Writer {
            run: String::with_capacity(256),
            at: 0,
        };
        writer.node(node);
        Self(writer.run.as_str().into())
    }

    /// Decodes the tree.
    pub fn node(&self) -> Node {
        self.reader().node()
    }

    /// The span of the tree.
    pub fn span(&self) -> Span {
        self.reader().start().1
    }

    /// Whether it is a mapping.
    pub fn is_map(&self) -> bool {
        self.reader().start().0 == MAP
    }

    /// The first key, if it is a mapping that has one.
    pub fn first_key(&self) -> Option<Value<'_>> {
        let mut entries = self.reader();
        (entries.map()? > 0).then(|| entries.scalar())
    }

    /// The value of the key `name` of a mapping, if it is a string that is not empty.
    pub fn string(&self, name: &str) -> Option<Value<'_>> {
        let mut value = self.value(name)?;
        let scalar = value.is_scalar().then(|| value.scalar());
        scalar.filter(Value::is_string)
    }

    /// The items of the list under the key `name` of a mapping that are strings and not empty.
    pub fn strings(&self, name: &str) -> impl Iterator<Item = Value<'_>> {
        let value = self.value(name);
        let mut list = value.filter(|value| matches!(value.tag(), LIST | FLOW_LIST));
        let count = list.as_mut().map_or(0, |list| {
            list.start();
            list.number()
        });
        let scalars = (0..count).filter_map(move |_| list.as_mut()?.scalar_or_skip());
        scalars.filter(Value::is_string)
    }

    /// The value of the first entry of the key `name`.
    fn value(&self, name: &str) -> Option<Reader<'_>> {
        let mut entries = self.reader();
        for _ in 0..entries.map()? {
            if entries.scalar().text == name {
                return Some(entries);
            }
            entries.skip();
        }
        None
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            rest: &self.0,
            at: 0,
        }
    }
}

/// Encodes a tree; offsets are relative to the last start or end of a span.
struct Writer {
    run: String,
    at: u32,
}

impl Writer {
    /// Writes a number as a varint: six bits per character, the next bit set in all but the last.
    fn number(&mut self, mut number: u32) {
        while number > 0x3f {
            self.run.push(char::from((number & 0x3f) as u8 | 0x40));
            number >>= 6;
        }
        self.run.push(char::from(number as u8));
    }

    /// Writes the signed distance between two offsets; the lowest bit is the sign.
    fn distance(&mut self, from: u32, to: u32) {
        // Offsets are below 2³¹ in any file that fits in memory; a larger one is clamped instead of a panic.
        let distance = from.abs_diff(to).min(u32::MAX >> 1);
        self.number(distance << 1 | u32::from(to < from));
    }

    fn scalar(&mut self, scalar: &Scalar) {
        let Span { start, end } = scalar.span;
        let length = scalar.text.len() as u32;
        let known = KEYS.iter().position(|key| scalar.text == *key);
        let is_plain = scalar.style == Style::Plain && scalar.span.len() == length;
        match known.filter(|_| is_plain) {
            Some(key) => {
                self.number(KNOWN + key as u32);
                self.distance(self.at, start);
            }
            None => {
                self.number(number_of(scalar.style));
                self.distance(self.at, start);
                self.number(length);
                self.distance(start.saturating_add(length), end);
                self.run.push_str(&scalar.text);
            }
        }
        self.at = end;
    }

    fn start(&mut self, tag: u32, span: Span, count: usize) {
        self.number(tag);
        self.distance(self.at, span.start);
        self.number(span.len());
        self.number(count as u32);
        self.at = span.start;
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Scalar(scalar) => self.scalar(scalar),
            Node::List(list) => {
                let tag = if list.flow { FLOW_LIST } else { LIST };
                self.start(tag, list.span, list.items.len());
                list.items.iter().for_each(|item| self.node(item));
            }
            Node::Map(map) => {
                self.start(MAP, map.span, map.entries.len());
                for entry in &map.entries {
                    self.scalar(&entry.key);
                    self.node(&entry.value);
                }
            }
        }
    }
}

/// Decodes the output of a `Writer`.
#[derive(Clone, Copy)]
struct Reader<'t> {
    rest: &'t str,
    at: u32,
}

impl<'t> Reader<'t> {
    fn number(&mut self) -> u32 {
        let bytes = self.rest.as_bytes();
        // Nearly every number is one character.
        if let [byte @ ..0x40, ..] = bytes {
            self.rest = &self.rest[1..];
            return u32::from(*byte);
        }
        let (mut number, mut length) = (0, 0);
        for (&byte, shift) in bytes.iter().zip((0..32).step_by(6)) {
            length += 1;
            number |= u32::from(byte & 0x3f) << shift;
            if byte & 0x40 == 0 {
                break;
            }
        }
        self.rest = &self.rest[length..];
        number
    }

    fn distance(&mut self, from: u32) -> u32 {
        let number = self.number();
        if number & 1 == 0 {
            from.saturating_add(number >> 1)
        } else {
            from.saturating_sub(number >> 1)
        }
    }

    /// The tag of the next node.
    fn tag(&self) -> u32 {
        // Every tag is one character.
        self.rest.bytes().next().map_or(0, u32::from)
    }

    fn is_scalar(&self) -> bool {
        !(LIST..KNOWN).contains(&self.tag())
    }

    /// The tag and the span of the next node; for a collection, positions the reader at its first child.
    fn start(&mut self) -> (u32, Span) {
        let tag = self.tag();
        if self.is_scalar() {
            return (tag, self.scalar().span);
        }
        self.number();
        let start = self.distance(self.at);
        self.at = start;
        (tag, Span::new(start, start.saturating_add(self.number())))
    }

    /// The number of entries of the next node, if it is a mapping.
    fn map(&mut self) -> Option<u32> {
        (self.start().0 == MAP).then(|| self.number())
    }

    fn scalar(&mut self) -> Value<'t> {
        let tag = self.number();
        let start = self.distance(self.at);
        let (text, end, style) = match KEYS.get(tag.wrapping_sub(KNOWN) as usize) {
            Some(key) => (*key, start.saturating_add(key.len() as u32), Style::Plain),
            None => {
                let length = self.number();
                let end = self.distance(start.saturating_add(length));
                let (text, rest) = self.rest.split_at(length as usize);
                self.rest = rest;
                (text, end, style_of(tag))
            }
        };
        self.at = end;
        Value {
            text,
            span: Span::new(start, end.max(start)),
            style,
        }
    }

    fn scalar_or_skip(&mut self) -> Option<Value<'t>> {
        if self.is_scalar() {
            return Some(self.scalar());
        }
        self.skip();
        None
    }

    fn skip(&mut self) {
        match self.start().0 {
            LIST | FLOW_LIST => (0..self.number()).for_each(|_| self.skip()),
            MAP => (0..self.number()).for_each(|_| {
                self.scalar();
                self.skip();
            }),
            _ => {}
        }
    }

    fn node(&mut self) -> Node {
        if self.is_scalar() {
            return Node::Scalar(self.scalar().into());
        }
        let (tag, span) = self.start();
        let count = self.number();
        if tag == MAP {
            let entries = (0..count).map(|_| Entry {
                key: self.scalar().into(),
                value: self.node(),
            });
            let entries = entries.collect();
            Node::Map(Map { entries, span })
        } else {
            let items = (0..count).map(|_| self.node()).collect();
            let flow = tag == FLOW_LIST;
            Node::List(List { items, span, flow })
        }
    }
}

/// The usual styles in the order of their numbers.
const STYLES: [Style; 4] = [Style::Plain, Style::Single, Style::Double, Style::Block];

/// The kinds of the other styles' scalars in the order of their numbers.
const KINDS: [Kind; 6] = [
    Kind::Null,
    Kind::Bool,
    Kind::Number,
    Kind::Date,
    Kind::String,
    Kind::Other,
];

fn number_of(style: Style) -> u32 {
    let of_kind = |kind| KINDS.iter().position(|other| *other == kind).unwrap_or(0);
    let place = match style {
        Style::Tagged(kind) => of_kind(kind),
        Style::Alias(kind) => KINDS.len() + of_kind(kind),
        usual => {
            let place = STYLES.iter().position(|other| *other == usual);
            return place.unwrap_or(0) as u32;
        }
    };
    RARE + place as u32
}

fn style_of(number: u32) -> Style {
    let Some(place) = number.checked_sub(RARE) else {
        return STYLES[number as usize % STYLES.len()];
    };
    let kind = KINDS[place as usize % KINDS.len()];
    match (place as usize) < KINDS.len() {
        true => Style::Tagged(kind),
        false => Style::Alias(kind),
    }
}

impl From<Value<'_>> for Scalar {
    fn from(value: Value<'_>) -> Self {
        Self {
            text: SmolStr::from(value.text),
            span: value.span,
            style: value.style,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn span() -> impl Strategy<Value = Span> {
        let offset = prop_oneof![0..300_u32, 0..u32::MAX >> 2];
        (offset, 0..100_000_u32).prop_map(|(start, length)| Span::new(start, start + length))
    }

    fn scalar() -> impl Strategy<Value = Scalar> {
        let text = prop_oneof![
            prop::sample::select(KEYS.as_slice()).prop_map(str::to_owned),
            ".{0,9}",
            ".{0,200}"
        ];
        let style = prop_oneof![4 => 0..4_u32, 1 => RARE..RARE + 2 * KINDS.len() as u32];
        let own = (text, span(), style, any::<bool>());
        own.prop_map(|(text, span, style, fits)| Scalar {
            span: if fits {
                Span::new(span.start, span.start + text.len() as u32)
            } else {
                span
            },
            text: text.into(),
            style: style_of(style),
        })
    }

    fn node() -> impl Strategy<Value = Node> {
        scalar()
            .prop_map(Node::Scalar)
            .prop_recursive(3, 24, 5, |inner| {
                let list = (
                    prop::collection::vec(inner.clone(), 0..5),
                    span(),
                    any::<bool>(),
                );
                let list = list.prop_map(|(items, span, flow)| {
                    let items = items.into();
                    Node::List(List { items, span, flow })
                });
                let entry = (scalar(), inner).prop_map(|(key, value)| Entry { key, value });
                let map = (prop::collection::vec(entry, 0..5), span());
                let map = map.prop_map(|(entries, span)| {
                    let entries = entries.into();
                    Node::Map(Map { entries, span })
                });
                prop_oneof![list, map]
            })
    }

    proptest! {
        #![proptest_config(crate::cases::cases(256))]

        #[test]
        fn what_is_written_comes_out(node in node()) {
            let dense = PackedNode::new(&node);
            prop_assert_eq!(dense.node(), node.clone());
            prop_assert_eq!(dense.span(), node.span());
            let map = node.as_map();
            prop_assert_eq!(dense.is_map(), map.is_some());
            let first = map.and_then(|map| map.entries.first());
            prop_assert_eq!(dense.first_key().map(Scalar::from), first.map(|entry| entry.key.clone()));
            for name in KEYS {
                let string = map.and_then(|map| map.string(name)).cloned();
                prop_assert_eq!(dense.string(name).map(Scalar::from), string);
                let list = map.and_then(|map| map.value(name)).and_then(Node::as_list);
                let items = list.iter().flat_map(|list| &list.items);
                let strings: Vec<_> = items.filter_map(Node::as_string).cloned().collect();
                prop_assert_eq!(dense.strings(name).map(Scalar::from).collect::<Vec<_>>(), strings);
            }
        }
    }
}
