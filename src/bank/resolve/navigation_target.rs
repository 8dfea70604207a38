//! Places to navigate to.

use crate::bank::BankPath;
use crate::text::Span;

/// A place to navigate to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NavigationTarget {
    /// The file.
    pub path: BankPath,
    /// The full range of the definition.
    pub full: Span,
    /// The range to put the cursor on; within `full`.
    pub name: Span,
}
