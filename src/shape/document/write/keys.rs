//! The lists that name the right options of several questions by their numbers.

use super::value::is_no_row;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::document::key_list::{Pair, lists};
use crate::shape::document::parts::{Parts, Scan};
use crate::shape::write::{KeyEntry, NewOption, TargetList};
use crate::text::{Span, TextEdit};

/// The entries of such lists, of which it is certain which question each is for.
pub fn entries(list: &TargetList<'_>) -> Vec<KeyEntry> {
    let TargetList { text, group } = *list;
    if is_no_row(group).is_err() || !group.questions.iter().any(is_named_elsewhere) {
        return Vec::new();
    }
    let scan = Scan::of(text, group.split.body);
    let parts = scan.parts(text);
    let mut found = Vec::new();
    let mut first = 0;
    for (line, pairs) in lists(&parts) {
        let start = parts.lines[line].span.start;
        let questions = group.questions.at_or_before(start);
        let after = questions.map_or(0, |last| last + 1).max(first);
        let here = of_list(&parts, group, &pairs, first..after);
        if !here.is_empty() {
            first = after;
            found.extend(here);
        }
    }
    found
}

/// The entry of such a list for the question at `index`, which has none: with the number of the question and the letter of
/// the only one of these options that is right, in the form of the entry before it. `None` if the list shows no form.
pub fn added(list: &TargetList<'_>, index: usize, options: &[NewOption]) -> Option<TextEdit> {
    let text = list.text;
    let number = list.group.questions.get(index)?.question.number()?;
    let mut right = (0..options.len()).filter(|place| options[*place].is_right);
    let place = right.next().filter(|_| right.next().is_none())?;
    let entries = entries(list);
    let before = entries.iter().rposition(|entry| entry.question < index);
    let at = before.unwrap_or(0).max(1);
    let (first, second) = (entries.get(at - 1)?, entries.get(at)?);
    let is_free = |start, end| {
        !Span::new(start, end)
            .slice(text)
            .contains(char::is_alphanumeric)
    };
    // Between two entries is nothing but what parts them, and so it is after the second.
    let rest = text[second.letter.end as usize..].split(['\n', ',', ';', '|']);
    let is_alone = |rest: &str| !rest.contains(char::is_alphanumeric);
    if !is_free(first.letter.end, second.number.start) || !rest.take(1).all(is_alone) {
        return None;
    }
    // After the second entry, with what is between the two; or before the first one.
    let (model, from, to, span) = match before {
        Some(before) if before > 0 => {
            let end = second.letter.end;
            (second, first.letter.end, end, end)
        }
        Some(_) => {
            let end = first.letter.end;
            (second, end, second.letter.end, end)
        }
        None => {
            let start = first.number.start;
            (first, start, second.number.start, start)
        }
    };
    let letter = letter_like(model.letter.slice(text), place)?;
    let between = |start, end| Span::new(start, end).slice(text);
    Some(TextEdit {
        span: Span::at(span),
        text: format!(
            "{}{number}{}{letter}{}",
            between(from, model.number.start),
            between(model.number.end, model.letter.start),
            between(model.letter.end, to)
        ),
    })
}

/// The letter of a place, as large as another one.
fn letter_like(other: &str, place: usize) -> Option<char> {
    let letter = char::from(b'A' + u8::try_from(place).ok().filter(|place| *place < 26)?);
    let is_upper = other.starts_with(|c: char| c.is_uppercase());
    Some(if is_upper {
        letter
    } else {
        letter.to_ascii_lowercase()
    })
}

/// Whether a question has right options that neither a box nor a key of its own names.
fn is_named_elsewhere(placed: Placed<'_>) -> bool {
    let question = placed.question;
    question.options_key().is_none() && question.right_options().next().is_some()
}

/// The entries of one list for the questions of a chapter.
fn of_list(
    parts: &Parts<'_>,
    group: &Group,
    pairs: &[Pair],
    chapter: std::ops::Range<usize>,
) -> Vec<KeyEntry> {
    let mut found = Vec::new();
    let mut line = None;
    let mut from = 0;
    for pair in pairs {
        let span = parts.lines[pair.line].span;
        if line.replace(pair.line) != Some(pair.line) {
            from = 0;
        }
        let Some((number, letter)) = places(span.slice(parts.text), from, pair) else {
            continue;
        };
        from = letter.end as usize;
        let named = group.questions.range(chapter.clone()).zip(chapter.clone());
        let mut named = named.filter(|(placed, _)| placed.question.number() == Some(pair.number));
        let (Some((placed, question)), None) = (named.next(), named.next()) else {
            continue;
        };
        let is_it = placed.question.right_options().eq([pair.place]);
        if is_it && is_named_elsewhere(placed) {
            found.push(KeyEntry {
                question,
                number: number.shift(span.start),
                letter: letter.shift(span.start),
            });
        }
    }
    found
}

/// Where a line has the number and the letter of a pair, from an offset on.
fn places(line: &str, from: usize, pair: &Pair) -> Option<(Span, Span)> {
    let is_place = |byte: u8| byte.to_ascii_uppercase() == b'A' + pair.place as u8;
    let mut at = from;
    loop {
        let start = at + line[at..].find(|c: char| c.is_ascii_digit())?;
        let end = start + line[start..].bytes().take_while(u8::is_ascii_digit).count();
        at = end;
        if line[start..end].parse() != Ok(pair.number) {
            continue;
        }
        let letter = end + line[end..].find(char::is_alphanumeric)?;
        if is_place(line.as_bytes()[letter]) {
            let span = |start: usize, end: usize| Span::new(start as u32, end as u32);
            return Some((span(start, end), span(letter, letter + 1)));
        }
    }
}
