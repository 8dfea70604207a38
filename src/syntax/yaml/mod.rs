//! YAML as a tree with the span of every key and value.
//!
//! An alias reads as its anchor's value, and a merge as the merged entries, up to a limit: a few lines of aliases can
//! expand to a huge document.

mod anchors;
pub mod compact;
pub mod edit;
mod kind;
mod merge;
mod open_collection;
mod parse;
pub mod quote;
pub mod recover;
mod strict;
mod tag;
pub mod trailing_empty_item;
mod unspaced_colon;
pub mod value_lines;
mod visit;

use smol_str::SmolStr;

use crate::text::Span;
pub use anchors::{Anchors, Use};
pub use compact::PackedNode;
pub use kind::Kind;
use kind::plain_kind;
pub use unspaced_colon::{parse, parse_part};
pub use visit::{cut_values, each_scalar};

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|` or `>`
    Block,
    /// Any of these, after a tag that gives its type. The tag is not in its span.
    Tagged(Kind),
    /// Written elsewhere: its span is that of the alias or merge.
    Alias(Kind),
}

impl Style {
    /// The style of a scalar of one line, from how it starts: `Plain` without quotes.
    pub fn of_start(written: &str) -> Self {
        match written.as_bytes().first() {
            Some(b'\'') => Self::Single,
            Some(b'"') => Self::Double,
            _ => Self::Plain,
        }
    }

    /// The quote around a value; empty for none.
    pub fn quote(self) -> &'static str {
        match self {
            Self::Single => "'",
            Self::Double => "\"",
            _ => "",
        }
    }
}

/// One scalar: its value and its span.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Scalar<T = SmolStr> {
    /// The value, unquoted and unescaped. Empty for an absent value.
    pub text: T,
    /// The value as written, including quotes and block header.
    pub span: Span,
    /// How it is written.
    pub style: Style,
}

/// A scalar with a borrowed text.
pub type Value<'t> = Scalar<&'t str>;

/// A list.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct List {
    /// Its items in order.
    pub items: Box<[Node]>,
    /// From its first item to its last, or from `[` to `]`.
    pub span: Span,
    /// Written as `[a, b]`.
    pub flow: bool,
}

/// A mapping.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Map {
    /// Its entries in order; a key may occur twice.
    pub entries: Box<[Entry]>,
    /// From its first key to its last value, or from `{` to `}`.
    pub span: Span,
}

/// A key and its value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Entry {
    /// The key. A key that is not a scalar has an empty text.
    pub key: Scalar,
    /// The value.
    pub value: Node,
}

/// A value of any form.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// A scalar; an absent value is an empty plain scalar with an empty span.
    Scalar(Scalar),
    /// A list.
    List(List),
    /// A mapping.
    Map(Map),
}

impl Scalar {
    /// An absent value at `offset`.
    pub fn absent(offset: u32) -> Self {
        Self {
            text: SmolStr::default(),
            span: Span::at(offset),
            style: Style::Plain,
        }
    }

    /// Borrows the scalar.
    pub fn value(&self) -> Value<'_> {
        Value {
            text: &self.text,
            span: self.span,
            style: self.style,
        }
    }
}

impl<T: AsRef<str>> Scalar<T> {
    /// The type that the publishing site resolves the value to.
    pub fn kind(&self) -> Kind {
        match self.style {
            Style::Plain => plain_kind(self.text.as_ref()),
            Style::Single | Style::Double | Style::Block => Kind::String,
            Style::Tagged(kind) | Style::Alias(kind) => kind,
        }
    }

    /// Whether the value is a string that is not empty.
    pub fn is_string(&self) -> bool {
        self.kind() == Kind::String && !self.text.as_ref().trim().is_empty()
    }

    /// Whether the value comes from an alias or a merge.
    pub fn is_alias(&self) -> bool {
        matches!(self.style, Style::Alias(_))
    }

    /// Whether the value is null: nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.kind() == Kind::Null
    }

    /// The scalar, `by` bytes later in the file.
    pub fn shift(self, by: u32) -> Self {
        Self {
            span: self.span.shift(by),
            ..self
        }
    }

    /// The span without the quotes. A block scalar's includes its header.
    pub fn inner(&self) -> Span {
        match self.style {
            Style::Single | Style::Double if self.span.len() >= 2 => {
                Span::new(self.span.start + 1, self.span.end - 1)
            }
            _ => self.span,
        }
    }
}

impl Entry {
    /// From the key to the end of the value; the key alone if the value is absent, since its span may be lines below.
    pub fn span(&self) -> Span {
        match self.value.span() {
            value if value.is_empty() => self.key.span,
            value => self.key.span.cover(value),
        }
    }
}

impl Entry {
    /// How many keys it has: its own and those of the mappings in it.
    pub fn keys(&self) -> u32 {
        let inside = self.value.as_map().map_or(&[][..], |map| &map.entries);
        1 + inside.iter().map(Self::keys).sum::<u32>()
    }
}

impl Map {
    /// The mapping and the index of the key with this number. Keys are numbered from 0 as they are written, those of
    /// mappings in it included; mappings in lists have no numbers.
    pub fn key_at(&self, number: u32) -> Option<(&Self, usize)> {
        let mut first = 0;
        for (index, entry) in self.entries.iter().enumerate() {
            if number == first {
                return Some((self, index));
            }
            let next = first + entry.keys();
            if number < next {
                return entry.value.as_map()?.key_at(number - first - 1);
            }
            first = next;
        }
        None
    }

    /// The number of the key at `index`.
    pub fn number(&self, index: usize) -> u32 {
        self.entries[..index].iter().map(Entry::keys).sum()
    }

    /// The first entry of the key `name`.
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.text == name)
    }

    /// The value of the key `name`.
    pub fn value(&self, name: &str) -> Option<&Node> {
        self.get(name).map(|entry| &entry.value)
    }

    /// The value of the key `name`, if it is a string that is not empty.
    pub fn string(&self, name: &str) -> Option<&Scalar> {
        self.value(name)?.as_string()
    }
}

/// The first key that is repeated in a mapping in `node`: its second occurrence.
pub fn repeated_key(node: &Node) -> Option<Scalar> {
    match node {
        Node::Scalar(_) => None,
        Node::List(list) => list.items.iter().find_map(repeated_key),
        Node::Map(map) => {
            let mut seen = std::collections::HashSet::new();
            map.entries.iter().find_map(|entry| {
                let is_new = entry.key.text.is_empty() || seen.insert(&entry.key.text);
                let again = (!is_new).then(|| entry.key.clone());
                again.or_else(|| repeated_key(&entry.value))
            })
        }
    }
}

impl Node {
    /// The span of the value.
    pub fn span(&self) -> Span {
        match self {
            Self::Scalar(scalar) => scalar.span,
            Self::List(list) => list.span,
            Self::Map(map) => map.span,
        }
    }

    /// Subtracts `by` from every span, as if the text before were cut off.
    pub(crate) fn shift_back(&mut self, by: u32) {
        let pull = |span: &mut Span| *span = Span::new(span.start - by, span.end - by);
        match self {
            Self::Scalar(scalar) => pull(&mut scalar.span),
            Self::List(list) => {
                pull(&mut list.span);
                list.items.iter_mut().for_each(|item| item.shift_back(by));
            }
            Self::Map(map) => {
                pull(&mut map.span);
                for entry in &mut map.entries {
                    pull(&mut entry.key.span);
                    entry.value.shift_back(by);
                }
            }
        }
    }

    /// Adds `by` to every span, as if text of that length were inserted before.
    pub(crate) fn shift_forward(&mut self, by: u32) {
        match self {
            Self::Scalar(scalar) => scalar.span = scalar.span.shift(by),
            Self::List(list) => {
                list.span = list.span.shift(by);
                list.items
                    .iter_mut()
                    .for_each(|item| item.shift_forward(by));
            }
            Self::Map(map) => {
                map.span = map.span.shift(by);
                for entry in &mut map.entries {
                    entry.key.span = entry.key.span.shift(by);
                    entry.value.shift_forward(by);
                }
            }
        }
    }

    /// The scalar, if it is one.
    pub fn as_scalar(&self) -> Option<&Scalar> {
        match self {
            Self::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// Whether there is no value: null, or a text that is empty or has only white space.
    pub fn is_blank(&self) -> bool {
        self.as_scalar()
            .is_some_and(|scalar| scalar.text.trim().is_empty() || scalar.is_null())
    }

    /// The scalar, if it is a string that is not empty.
    pub fn as_string(&self) -> Option<&Scalar> {
        self.as_scalar().filter(|scalar| scalar.is_string())
    }

    /// The map, if it is one.
    pub fn as_map(&self) -> Option<&Map> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn as_list(&self) -> Option<&List> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// Whether the value is absent or null.
    pub fn is_null(&self) -> bool {
        self.as_scalar().is_some_and(Scalar::is_null)
    }
}
