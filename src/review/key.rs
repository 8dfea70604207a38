//! Keys of questions: equal for those that are the same.

use xxhash_rust::xxh3::xxh3_64;

use crate::stats::ListedQuestion;

/// The text with all that belongs to it.
pub(super) fn exact(question: &ListedQuestion<'_>) -> Option<u64> {
    let text = question.text()?;
    Some(xxh3_64(text.as_bytes()) ^ question.placed.question.context().rotate_left(1))
}

/// The same without case, spaces and punctuation.
pub(super) fn loose(question: &ListedQuestion<'_>) -> Option<u64> {
    let text = bare(question.text()?);
    let context = question.placed.question.context().rotate_left(1);
    (!text.is_empty()).then(|| xxh3_64(text.as_bytes()) ^ context)
}

/// A text without case, spaces and punctuation. Signs that make another question, as in `C#` or `a == b`, are kept.
pub(super) fn bare(text: &str) -> String {
    let counts = |c: &char| c.is_alphanumeric() || "+#=<>&|%/$@^~".contains(*c);
    text.chars()
        .filter(counts)
        .flat_map(char::to_lowercase)
        .collect()
}
