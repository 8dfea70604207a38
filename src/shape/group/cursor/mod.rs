//! Where in a frontmatter a cursor stands, read off the lines around it.
//!
//! A frontmatter that is being typed is seldom YAML, so no parser is asked: a line says what it opens, and the lines
//! above it that stand further to the left say what that belongs to. Looks at the lines of the question that the
//! cursor is in; of other questions only how far they are indented.

mod ancestors;
mod at;
mod flow;
mod flow_at;
mod item_above;
mod lines;
mod link;
mod over_lines;
mod scalar;
mod siblings;
#[cfg(test)]
pub(crate) mod tests;

use smol_str::SmolStr;

use crate::syntax::frontmatter::Split;
use crate::syntax::yaml::Style;
use crate::text::Span;
use at::{At, Found};

pub use item_above::{ItemAbove, item_above};
pub use link::{LinkPlace, link_at};
pub use scalar::Written;
pub use siblings::{first_question, neighbour};

/// One step from a frontmatter's root to a place in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// Into the value of a key.
    Key(SmolStr),
    /// Into an item of a list.
    Item,
}

impl Step {
    /// The key, or `-` for an item.
    pub fn name(&self) -> &str {
        match self {
            Self::Key(name) => name,
            Self::Item => "-",
        }
    }
}

/// A place in a frontmatter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The steps to the mapping that a key is in, the list that an item is in, or the key that a value is of.
    pub path: Vec<Step>,
    /// What can be typed here.
    pub what: What,
    /// The item of `questions` around it, from its hyphen's line to the next item.
    pub item: Option<InItem>,
    /// The YAML between the fences.
    pub yaml: Span,
}

/// An item of `questions`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InItem {
    /// Its lines, to the start of the next item's or key's.
    pub span: Span,
    /// The column of its hyphen.
    pub dash: u32,
}

impl InItem {
    fn through(self, end: u32) -> Self {
        Self {
            span: Span::new(self.span.start, end),
            ..self
        }
    }
}

/// What can be typed at a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A key.
    Key(KeyPlace),
    /// The value of a key.
    Value {
        /// What is written already.
        written: Written,
        /// Whether its line has no value, but lines below it are one.
        nested: bool,
    },
    /// An item of a list.
    Item(ItemPlace),
    /// A hyphen on a blank line, and with it an item.
    NewItem {
        /// Where the hyphen comes.
        at: u32,
        /// The list's other items.
        siblings: Siblings,
        /// What key can come instead, where hyphens stand right below their key.
        key: Option<(Vec<Step>, KeyPlace)>,
    },
    /// Text that has no form: a block scalar, a line that continues a value.
    Text,
}

/// A place for a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyPlace {
    /// What is typed of it.
    pub span: Span,
    /// The column where the mapping's keys stand.
    pub column: u32,
    /// Whether a colon follows already.
    pub colon: bool,
    /// Whether a blank is missing in front of it.
    pub gap: bool,
    /// Whether the mapping's hyphen stands in front of it.
    pub after_dash: bool,
    /// Whether the mapping is written between braces.
    pub flow: bool,
    /// The other keys of the mapping.
    pub present: Vec<SmolStr>,
}

/// A place for an item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ItemPlace {
    /// What is typed of it.
    pub written: Written,
    /// The list's other items.
    pub siblings: Siblings,
}

/// The other items of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Siblings {
    /// Their values.
    pub values: Vec<SmolStr>,
    /// How the first of them is written.
    pub style: Option<Style>,
}

/// A path to match on: its keys, and `-` for each step into an item.
pub fn names(path: &[Step]) -> Vec<&str> {
    path.iter().map(Step::name).collect()
}

/// The lists of a group's frontmatter.
const LISTS: &[&str] = &["questions", "topics", "keywords"];

/// The YAML of a frontmatter when `offset` stands in it; `None` in the body, on a fence, and above the frontmatter.
pub fn yaml_at(split: &Split, offset: u32) -> Option<Span> {
    let front = split.front?;
    let yaml = front.yaml;
    // The last line's end is the start of the closing fence's line, which is no place to type at.
    let behind = if front.close.is_some() {
        yaml.end
    } else {
        yaml.end + 1
    };
    (yaml.start <= offset && offset < behind).then_some(yaml)
}

/// The place at the offset `cursor` in the YAML `yaml` of `text`; `None` in a comment, and where nothing that has a
/// name can be typed.
pub fn place(text: &str, yaml: Span, cursor: u32) -> Option<Place> {
    let at = At::new(text, yaml, cursor)?;
    let Found {
        mut path,
        mut what,
        item,
    } = at.find()?;
    let item =
        item.map(|item| item.through(siblings::end(text, at.line.span, yaml.end, item.dash)));
    if let Some(value) = over_lines::value_at(text, yaml, cursor, item) {
        path = value;
        what = What::Text;
    }
    Some(Place {
        path,
        what,
        item,
        yaml,
    })
}
