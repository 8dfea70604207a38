//! The numbers in the texts of links to questions: `[question 12](#12-what-is-a-lock)`.

use super::order::written;
use crate::shape::document::marker::is_word_for_question;
use crate::syntax::markdown::body::Link;
use crate::text::{Span, TextEdit, line_start};

/// The edits of the numbers in and right before these links, each with the offset that its spans count from and the number
/// of its question as it was and as it is.
pub fn edits<'l>(
    text: &str,
    links: impl Iterator<Item = (u32, Link<'l>, (u32, u32))>,
) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    for (start, link, (old, new)) in links {
        let places = numbers(text, link.whole.shift(start), old);
        edits.extend(places.map(|span| written(span, new)));
    }
    edits.sort();
    edits.dedup();
    edits
}

/// The places of a number in the text of a link and right before it, where it is certainly that of the question that the link
/// leads to.
pub fn numbers(text: &str, link: Span, number: u32) -> impl Iterator<Item = Span> {
    let parts = link.slice(text).strip_prefix('[');
    let parts = parts.and_then(|inside| inside.split_once("]("));
    let letter = parts.and_then(|(_, leads)| letter(leads, number));
    let label = parts.map(|(label, _)| label);
    let inside = label.and_then(|label| in_label(label, (number, letter)));
    let inside = inside.map(|place| place.shift(link.start + 1));
    let before = label.and_then(|_| before(text, link, (number, letter)));
    [inside, before].into_iter().flatten()
}

/// The letter after the number of the question that a destination leads to: `#17b-what-is-a-lock`.
fn letter(leads: &str, number: u32) -> Option<char> {
    let (_, anchor) = leads.split_once('#')?;
    let rest = anchor.strip_prefix(&number.to_string())?;
    let letter = rest.chars().next().filter(char::is_ascii_lowercase)?;
    let is_alone = !rest[1..].starts_with(char::is_alphanumeric);
    is_alone.then_some(letter)
}

/// Where the text of a link has the number of the question that it leads to: before a point, after a word for a question, or
/// as all that it says.
fn in_label(label: &str, (number, letter): (u32, Option<char>)) -> Option<Span> {
    let bare = label.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = bare.trim_start_matches(char::is_alphabetic);
    let named = &bare[..bare.len() - word.len()];
    let digits = word.trim_start_matches([' ', '#', '-', '.', '\u{a0}', '№']);
    let len = digits.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &digits[len..];
    let rest = letter
        .and_then(|letter| rest.strip_prefix(letter))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches(['*', '_', '\\']);
    let is_named = is_word_for_question(&named.to_lowercase());
    let is_alone = rest.trim_matches(|c: char| !c.is_alphanumeric()).is_empty();
    let is_marker = rest.starts_with(['.', ')', ':', '：', '、']);
    let is_it = digits[..len].parse() == Ok(number)
        && (is_named || named.is_empty() && (is_alone || is_marker));
    let start = (label.len() - digits.len()) as u32;
    is_it.then(|| Span::new(start, start + len as u32))
}

/// The number before a link that starts its line or its row of a table.
fn before(text: &str, link: Span, (number, letter): (u32, Option<char>)) -> Option<Span> {
    let start = line_start(text, link.start);
    let written = Span::new(start, link.start).slice(text);
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '|' | '.' | ')' | '*' | '\\');
    let bare = written.trim_matches(is_mark);
    let at = start + written.find(bare)? as u32;
    let bare = letter
        .and_then(|letter| bare.strip_suffix(letter))
        .unwrap_or(bare);
    let is_parted = written.trim_end().ends_with(['|', '.', ')']);
    (bare.parse() == Ok(number) && is_parted).then(|| Span::new(at, at + bare.len() as u32))
}

#[cfg(test)]
mod tests {
    use super::{in_label, numbers};
    use crate::text::Span;

    #[test]
    fn only_what_is_certainly_the_number_of_the_question() {
        for (label, place) in [
            ("12", Some(0)),
            ("question 12", Some(9)),
            ("Q12", Some(1)),
            ("**12. What are 12 locks?**", Some(2)),
            ("#12", Some(1)),
            ("Frage 12: Was?", Some(6)),
            ("12 locks", None),
            ("What are 12 locks?", None),
            ("part 12", None),
            ("120", None),
        ] {
            let found = in_label(label, (12, None)).map(|span| span.start);
            assert_eq!(found, place, "{label}");
        }
        for (row, places) in [
            ("| 12b | [12b. What?](#12b-what) |", &[9, 2][..]),
            ("[question 12b](a.md#12b)", &[10]),
            ("[12b](#12-what)", &[]),
            ("[12b. What?](#12bc-what)", &[]),
        ] {
            let start = row.find('[').expect("a link") as u32;
            let end = row.find(')').expect("its end") as u32 + 1;
            let found = numbers(row, Span::new(start, end), 12).map(|span| span.start);
            assert_eq!(found.collect::<Vec<u32>>(), places, "{row}");
        }
    }
}
