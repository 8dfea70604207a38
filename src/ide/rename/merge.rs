//! The confirmation before a rename makes two names one.

use crate::text::count;

/// A name and how often it is used.
pub(super) struct Uses<'n> {
    /// The name.
    pub name: &'n str,
    /// How often it is used.
    pub count: usize,
}

impl<'n> Uses<'n> {
    /// This name is used so often.
    pub fn new(name: &'n str, count: usize) -> Self {
        Self { name, count }
    }
}

/// The confirmation text: how often each name is used.
pub(super) fn merging(old: &Uses<'_>, new: &Uses<'_>) -> String {
    format!(
        "`{}` already has {}; the {} of `{}` would merge with them, and this cannot be undone by another rename",
        new.name,
        count(new.count, "use"),
        count(old.count, "use"),
        old.name
    )
}
