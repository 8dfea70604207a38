//! The number of questions that the title of a group states: one that is right stays right where questions come or go, as the
//! numbers that a document states.

use crate::bank::title_promises::title_promises;
use crate::facts::group::Group;
use crate::text::TextEdit;

/// The edits of the numbers in the titles of `group`, which has this text, that are right and would not be once it has `now`
/// questions.
pub fn edits(text: &str, group: &Group, now: usize) -> Vec<TextEdit> {
    let before = group.questions.len();
    let titles = title_promises(group).into_iter().filter(|title| {
        let is_exact = title.span.slice(text).parse() == Ok(title.promise.number);
        is_exact && title.promise.is_kept_by(before) && !title.promise.is_kept_by(now)
    });
    let edits = titles.filter(|_| now > 0).map(|title| TextEdit {
        span: title.span,
        text: now.to_string(),
    });
    edits.collect()
}
