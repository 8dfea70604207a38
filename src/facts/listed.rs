//! The levels and topics that a page names without questions.

use super::mark::OwnedMark;
use crate::text::Span;

/// A heading of a page with the levels and topics below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// The heading's text.
    pub heading: Span,
    /// The level that it names.
    pub level: Option<OwnedMark>,
    /// The topics that it and the items below it name, in order.
    pub topics: Box<[OwnedMark]>,
}
