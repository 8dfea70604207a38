//! The lists and mappings that are open at the parser's position.

use smol_str::SmolStr;

use super::{Entry, Node, Scalar};

/// A collection whose end was not seen yet.
pub(super) enum OpenCollection {
    List {
        items: Vec<Node>,
        start: u32,
        flow: bool,
        anchor: Option<SmolStr>,
    },
    Map {
        entries: Vec<Entry>,
        key: Option<Scalar>,
        start: u32,
        flow: bool,
        anchor: Option<SmolStr>,
    },
}

impl OpenCollection {
    pub fn is_flow(&self) -> bool {
        match self {
            Self::List { flow, .. } | Self::Map { flow, .. } => *flow,
        }
    }

    pub fn start(&self) -> u32 {
        match self {
            Self::List { start, .. } | Self::Map { start, .. } => *start,
        }
    }

    pub fn anchor(&mut self) -> &mut Option<SmolStr> {
        match self {
            Self::List { anchor, .. } | Self::Map { anchor, .. } => anchor,
        }
    }
}
