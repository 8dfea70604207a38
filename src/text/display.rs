//! Formats values and texts for titles and messages.

use unicode_width::UnicodeWidthStr;

/// The columns that a text takes in a font whose letters are as wide as each other; those of Chinese take two.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A count with its noun: `1 question`, `3 questions`.
pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// The verb for so many things.
pub fn is_or_are(number: usize) -> &'static str {
    if number == 1 { "is" } else { "are" }
}

/// A number with commas between its thousands: `5,775`.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A text in one line: its words with one space between them.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The first `longest` characters of `text`, followed by `…` if there are more.
pub fn ellipsis(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
