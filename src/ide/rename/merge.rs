//! The question to the author before a rename makes two names one.

use crate::text::count;

/// What the author is asked before two names become one: how often each is used.
pub(super) fn merging((old, olds): (&str, usize), (new, news): (&str, usize)) -> String {
    format!(
        "`{new}` already has {}; the {} of `{old}` would merge with them, and this cannot be undone by another rename",
        count(news, "use"),
        count(olds, "use")
    )
}
