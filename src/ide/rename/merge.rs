//! The confirmation before a rename makes two names one.

use crate::text::count;

/// The confirmation text: how often each name is used.
pub(super) fn merging((old, olds): (&str, usize), (new, news): (&str, usize)) -> String {
    format!(
        "`{new}` already has {}; the {} of `{old}` would merge with them, and this cannot be undone by another rename",
        count(news, "use"),
        count(olds, "use")
    )
}
