//! What the anchors of a document stand for.
//!
//! A document is read in parts, one for each question, and an alias may stand in another part than its anchor: the parts
//! share what is known here. Values are copied where an alias stands, each with the place of the alias.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Entry, Kind, List, Map, Node, Scalar, Style};
use crate::text::Span;

/// The anchors of the parts of a document that were read so far, and what aliases made of them.
#[derive(Debug)]
pub struct Anchors {
    named: HashMap<SmolStr, Arc<Node>>,
    uses: Vec<Use>,
    /// How many anchors, aliases, merges and tags there were.
    seen: usize,
    /// How many bytes all values that aliases stand for may still take.
    budget: usize,
}

/// One place that takes its value from another: an alias or a merge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Use {
    /// The sign and the name: `*name`, or `<<` for a merge.
    pub name: SmolStr,
    /// The value.
    pub value: Node,
}

impl Anchors {
    /// No anchors yet, for a document of `length` bytes.
    pub fn new(length: usize) -> Self {
        // A few lines of aliases of aliases can stand for more than any memory holds.
        let budget = (1 << 18) + 16 * length;
        Self {
            named: HashMap::new(),
            uses: Vec::new(),
            seen: 0,
            budget,
        }
    }

    /// How many anchors, aliases, merges and tags were read.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// Counts a tag.
    pub(super) fn tagged(&mut self) {
        self.seen += 1;
    }

    /// How many aliases and merges there are.
    pub(super) fn uses(&self) -> usize {
        self.uses.len()
    }

    /// Forgets the aliases and merges but for the first `count`: what they are in is read again.
    pub(super) fn forget(&mut self, count: usize) {
        self.uses.truncate(count);
    }

    /// The aliases and merges, in order.
    pub fn into_uses(self) -> Vec<Use> {
        self.uses
    }

    /// Says what an anchor stands for from here on.
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

    /// Notes a merge.
    pub(super) fn merged(&mut self, value: Node) {
        self.seen += 1;
        self.uses.push(Use {
            name: "<<".into(),
            value,
        });
    }

    /// The node as it reads at `span`; `None` when aliases stand for too much already.
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

/// Why an alias has no value.
pub(super) enum NoValue {
    /// Nothing before it has that anchor.
    Unknown,
    /// Aliases would stand for more than the document may hold.
    TooLarge,
}

/// The scalar as an alias at `span` reads.
pub(super) fn copied(scalar: &Scalar, span: Span) -> Scalar {
    Scalar {
        text: scalar.text.clone(),
        span,
        style: Style::Alias(scalar.kind()),
    }
}

/// What an alias within the value of its own anchor reads as: no tree can hold itself.
pub(super) fn self_reference(span: Span) -> Node {
    Node::Scalar(Scalar {
        text: SmolStr::default(),
        span,
        style: Style::Alias(Kind::Other),
    })
}
