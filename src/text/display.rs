//! Formats values for titles and messages.

/// A count with its noun: `1 question`, `3 questions`.
pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// The first `longest` characters of `text`, followed by `…` if there are more.
pub fn ellipsis(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
