//! The anchors of a document and their values.
//!
//! A document is read in parts, one per question, and an alias may be in another part than its anchor, so the parts
//! share this state. An alias reads as a copy of the value, with the span of the alias.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Entry, Kind, List, Map, Node, Scalar, Style};
use crate::text::Span;

/// The anchors of the parts read so far, and the aliases that used them.
#[derive(Debug)]
pub struct Anchors {
    named: HashMap<SmolStr, Arc<Node>>,
    uses: Vec<Use>,
    /// The number of anchors, aliases, merges and tags so far.
    seen: usize,
    /// How many more bytes aliases may expand to.
    budget: usize,
}

/// An alias or a merge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Use {
    /// The name as written: `*name`, or `<<` for a merge.
    pub name: SmolStr,
    /// The value.
    pub value: Node,
}

impl Anchors {
    /// No anchors, for a document of `length` bytes.
    pub fn new(length: usize) -> Self {
        // Nested aliases can expand to more than fits in memory.
        let budget = (1 << 18) + 16 * length;
        Self {
            named: HashMap::new(),
            uses: Vec::new(),
            seen: 0,
            budget,
        }
    }

    /// The number of anchors, aliases, merges and tags so far.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// Counts a tag.
    pub(super) fn tagged(&mut self) {
        self.seen += 1;
    }

    /// The number of aliases and merges so far.
    pub(super) fn uses(&self) -> usize {
        self.uses.len()
    }

    /// Forgets all aliases and merges but the first `count`: their part is parsed again.
    pub(super) fn forget(&mut self, count: usize) {
        self.uses.truncate(count);
    }

    /// The aliases and merges, in order.
    pub fn into_uses(self) -> Vec<Use> {
        self.uses
    }

    /// Sets the value of an anchor from here on.
    pub(super) fn define(&mut self, name: SmolStr, value: Node) {
        self.seen += 1;
        self.named.insert(name, Arc::new(value));
    }

    /// The value of the alias `name` at `span`.
    pub(super) fn value(&mut self, name: &str, span: Span) -> Result<Node, NoValue> {
        let node = self.named.get(name).map(Arc::clone);
        let node = node.ok_or(NoValue::Unknown)?;
        let value = self.copy(&node, span).ok_or(NoValue::TooLarge)?;
        self.seen += 1;
        self.uses.push(Use {
            name: format!("*{name}").into(),
            value: value.clone(),
        });
        Ok(value)
    }

    /// Records a merge.
    pub(super) fn merged(&mut self, value: Node) {
        self.seen += 1;
        self.uses.push(Use {
            name: "<<".into(),
            value,
        });
    }

    /// A copy of the node with all spans at `span`; `None` if the budget is exhausted.
    pub(super) fn copy(&mut self, node: &Node, span: Span) -> Option<Node> {
        let size = 16 + node.as_scalar().map_or(0, |scalar| scalar.text.len());
        self.budget = self.budget.checked_sub(size)?;
        Some(match node {
            Node::Scalar(scalar) => Node::Scalar(copied(scalar, span)),
            Node::List(list) => {
                let items = list.items.iter().map(|item| self.copy(item, span));
                Node::List(List {
                    items: items.collect::<Option<_>>()?,
                    span,
                    flow: false,
                })
            }
            Node::Map(map) => {
                let entry = |entry: &Entry| {
                    Some(Entry {
                        key: copied(&entry.key, span),
                        value: self.copy(&entry.value, span)?,
                    })
                };
                Node::Map(Map {
                    entries: map.entries.iter().map(entry).collect::<Option<_>>()?,
                    span,
                })
            }
        })
    }
}

/// The reason why an alias has no value.
pub(super) enum NoValue {
    /// The anchor is not defined before it.
    Unknown,
    /// Aliases would expand to more than the budget.
    TooLarge,
}

/// A copy of the scalar for an alias at `span`.
pub(super) fn copied(scalar: &Scalar, span: Span) -> Scalar {
    Scalar {
        text: scalar.text.clone(),
        span,
        style: Style::Alias(scalar.kind()),
    }
}

/// The value of an alias within the value of its own anchor: a tree cannot contain itself.
pub(super) fn self_reference(span: Span) -> Node {
    Node::Scalar(Scalar {
        text: SmolStr::default(),
        span,
        style: Style::Alias(Kind::Other),
    })
}
