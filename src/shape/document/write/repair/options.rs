//! Removes an option of a question.

use super::super::options::label_of_key;
use super::super::value::is_no_row;
use crate::facts::question::Choice;
use crate::facts::questions::Placed;
use crate::shape::write::Target;
use crate::text::{Refusal, Span, TextEdit, line_end, line_start};

/// Removes the lines of the option at `place`. The letters and numbers of those after it follow, in the key too.
pub fn remove(target: &Target<'_>, place: usize) -> Result<Vec<TextEdit>, Refusal> {
    let Target {
        text,
        group,
        placed,
    } = *target;
    is_no_row(group)?;
    let options = placed.question.options();
    let lines = lines_of(text, &placed, place)?;
    let mut edits = vec![TextEdit {
        span: lines,
        text: String::new(),
    }];
    let mut letters = Vec::new();
    for (at, option) in options.iter().enumerate().skip(place + 1) {
        if let Some((span, old, new)) = letter_of(text, &placed, option, at) {
            letters.push((old, new.clone()));
            edits.push(TextEdit { span, text: new });
        }
    }
    let is_right = options[place].is_right;
    if letters.is_empty() && !is_right {
        return Ok(edits);
    }
    let key = placed.question.options_key();
    let key = key.map(|key| key.span.shift(placed.start));
    if let Some(key) = key {
        edits.extend(in_key(text, key, &placed, &letters, place)?);
    }
    let is_own = |at: u32| {
        let of_option = |option: &Choice| {
            let whole = option.marker.cover(option.text.span).shift(placed.start);
            whole.start <= at && at < whole.end
        };
        options.iter().any(of_option) || key.is_some_and(|key| key.start <= at && at < key.end)
    };
    let own = letter_of(text, &placed, &options[place], place);
    let changed = letters.iter().map(|(old, _)| old);
    let mut changed = changed.chain(own.iter().map(|(_, old, _)| old));
    let named = changed.find(|old| {
        let own = placed.span();
        words(own.slice(text))
            .any(|(at, word)| word.eq_ignore_ascii_case(old) && !is_own(own.start + at as u32))
    });
    match named {
        Some(old) => Err(Refusal::new(format!(
            "the text of the question may name the option `{old}`, and letters change; remove the option by hand"
        ))),
        None => Ok(edits),
    }
}

/// The lines of the option at `place`.
fn lines_of(text: &str, placed: &Placed<'_>, place: usize) -> Result<Span, Refusal> {
    let options = placed.question.options();
    let gone = || Refusal::new("the option no longer exists");
    let option = options.get(place).ok_or_else(gone)?;
    let marker = option.marker.shift(placed.start);
    let start = line_start(text, marker.start);
    let before = Span::new(start, marker.start).slice(text);
    if !before
        .chars()
        .all(|c| c.is_whitespace() || "-*+.)0123456789>".contains(c))
    {
        return Err(Refusal::new(
            "the option is not on a line of its own; remove it by hand",
        ));
    }
    if let Some(next) = options.get(place + 1) {
        return Ok(Span::new(
            start,
            line_start(text, next.marker.start + placed.start),
        ));
    }
    let end = end_of_last(text, placed).ok_or_else(|| {
        Refusal::new("the option may continue in the lines below; remove it by hand")
    })?;
    // The line break before goes with it.
    let above = text[..start as usize].trim_end_matches([' ', '\t', '\n', '\r']);
    Ok(Span::new(above.len() as u32, end))
}

/// The end of the line of the last option; `None` if the option may go on below.
pub fn end_of_last(text: &str, placed: &Placed<'_>) -> Option<u32> {
    let last = placed.question.options().last()?;
    let whole = last.marker.cover(last.text.span).shift(placed.start);
    let end = line_end(text, whole.end);
    let below = text[end as usize..]
        .lines()
        .find(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(&text[line_start(text, whole.start) as usize..]);
    let goes_on =
        below.is_some_and(|line| indent(line) > own || line.trim_start().starts_with(['`', '~']));
    (!goes_on).then_some(end)
}

/// The letter or number of the option at `place`, and the one before it, which it gets.
fn letter_of(
    text: &str,
    placed: &Placed<'_>,
    option: &Choice,
    place: usize,
) -> Option<(Span, String, String)> {
    let head = Span::new(
        option.marker.start,
        option.text.span.start.max(option.marker.end),
    );
    let head = head.shift(placed.start);
    let written = head.slice(text);
    let from = match written.starts_with('[') {
        true => written.find(']')? + 1,
        false => 0,
    };
    let (at, word) = words(&written[from..]).next()?;
    let old = word.to_owned();
    let new = match word.parse::<usize>() {
        Ok(number) if number == place + 1 => place.to_string(),
        Ok(_) => return None,
        Err(_) => {
            let [letter] = word.as_bytes() else {
                return None;
            };
            let first = if letter.is_ascii_uppercase() {
                b'A'
            } else {
                b'a'
            };
            let is_it = usize::from(letter.checked_sub(first)?) == place;
            is_it.then(|| char::from(letter.saturating_sub(1)).to_string())?
        }
    };
    let start = head.start + (from + at) as u32;
    Some((Span::new(start, start + old.len() as u32), old, new))
}

/// The edits of the key: without the option at `place`, and with the new letters of the right ones after it.
fn in_key(
    text: &str,
    key: Span,
    placed: &Placed<'_>,
    letters: &[(String, String)],
    place: usize,
) -> Result<Vec<TextEdit>, Refusal> {
    let right: Vec<usize> = placed.question.right_options().collect();
    let is_last = |right: &usize| *right < place;
    if right.iter().all(is_last) {
        return Ok(Vec::new());
    }
    let named = letters_in_key(text, key, &right).ok_or_else(|| {
        Refusal::new(
            "the key does not name each right option by its letter; remove the option by hand",
        )
    })?;
    let mut edits = Vec::new();
    for (at, right) in right
        .iter()
        .enumerate()
        .filter(|(_, right)| **right >= place)
    {
        if *right == place {
            edits.push(without(&named, named[at]).ok_or_else(|| {
                Refusal::new("the key would name no option; remove the option by hand")
            })?);
            continue;
        }
        let Some((_, new)) = letters.get(right - place - 1) else {
            continue;
        };
        let is_upper = named[at]
            .slice(text)
            .contains(|c: char| c.is_ascii_uppercase());
        edits.push(TextEdit {
            span: named[at],
            text: if is_upper {
                new.to_uppercase()
            } else {
                new.to_lowercase()
            },
        });
    }
    Ok(edits)
}

/// Where a key has the letters of the right options, one after the other: `A, C`, `A and C`, `AC`.
fn letters_in_key(text: &str, key: Span, right: &[usize]) -> Option<Vec<Span>> {
    let written = key.slice(text);
    let from = label_of_key(written).map_or(0, str::len);
    let is_of = |word: &str, place: usize| match word.parse::<usize>() {
        Ok(number) => number == place + 1,
        Err(_) => {
            let letter = u8::try_from(place).ok().filter(|place| *place < 26);
            letter.is_some_and(|place| word.as_bytes().eq_ignore_ascii_case(&[b'A' + place]))
        }
    };
    let span = |at: usize, len: usize| {
        let start = key.start + (from + at) as u32;
        Span::new(start, start + len as u32)
    };
    let words: Vec<(usize, &str)> = words(&written[from..]).collect();
    if let [(at, word)] = words[..]
        && word.len() == right.len()
        && word.is_ascii()
    {
        let same = right.iter().enumerate();
        let same = same.map(|(i, place)| is_of(&word[i..=i], *place).then(|| span(at + i, 1)));
        return same.collect();
    }
    let named = right.iter().map(|place| {
        let mut found = words.iter().filter(|(_, word)| is_of(word, *place));
        let (at, word) = found.next().filter(|_| found.next().is_none())?;
        Some(span(*at, word.len()))
    });
    named.collect()
}

/// Removes one of several letters with what parts it from the one before, or from the one after the first.
fn without(letters: &[Span], own: Span) -> Option<TextEdit> {
    let before = letters.iter().filter(|it| it.end <= own.start);
    let after = letters.iter().filter(|it| it.start >= own.end);
    let span = match before.map(|it| it.end).max() {
        Some(end) => Span::new(end, own.end),
        None => Span::new(own.start, after.map(|it| it.start).min()?),
    };
    Some(TextEdit {
        span,
        text: String::new(),
    })
}

/// The words of a text with their places.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
