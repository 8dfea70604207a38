//! A position in the frontmatter: the path to it, and what the syntax allows there.

use smol_str::SmolStr;

use crate::shape::cursor::{KeyContext, PartialValue, Siblings};
use crate::text::Span;

/// One segment of the path from the frontmatter's root.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PathSegment {
    /// Into the value of a key.
    Key(SmolStr),
    /// Into an item of a list.
    Item,
}

impl PathSegment {
    /// The key, or `-` for an item.
    pub fn name(&self) -> &str {
        match self {
            Self::Key(name) => name,
            Self::Item => "-",
        }
    }
}

/// A position in the frontmatter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YamlContext {
    /// The path to the mapping of a key, the list of an item, or the key of a value.
    pub path: Vec<PathSegment>,
    /// What can be typed.
    pub expected: YamlExpected,
    /// The item of `questions` around it.
    pub item: Option<ItemStart>,
}

/// An item of `questions`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ItemStart {
    /// The line of its hyphen.
    pub line: Span,
    /// The column of its hyphen.
    pub column: u32,
}

/// What the syntax allows at a position.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum YamlExpected {
    /// A key.
    Key(KeyContext),
    /// The value of a key.
    Value {
        /// What is typed of it.
        written: PartialValue,
        /// Whether its line has no value and the lines below it are one.
        nested: bool,
    },
    /// An item of a list.
    Item(ItemContext),
    /// A new item with its hyphen, on a blank line.
    NewItem {
        /// The position of the hyphen.
        at: u32,
        /// The list's other items.
        siblings: Siblings,
        /// The key that can be typed instead, where hyphens are in the column of their key.
        key: Option<(Vec<PathSegment>, KeyContext)>,
    },
    /// Free text: a block scalar, or a line that continues a value.
    Text,
}

/// A position for an item of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemContext {
    /// What is typed of it.
    pub written: PartialValue,
    /// The list's other items.
    pub siblings: Siblings,
}
