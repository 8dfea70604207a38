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
    if letters.is_empty() {
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
    let end = line_end(
        text,
        option.text.span.shift(placed.start).end.max(marker.end),
    );
    let below = text[end as usize..]
        .lines()
        .find(|line| !line.trim().is_empty());
    let indent = |line: &str| line.len() - line.trim_start().len();
    let goes_on = below.is_some_and(|line| {
        indent(line) > indent(&text[start as usize..]) || line.trim_start().starts_with(['`', '~'])
    });
    match goes_on {
        true => Err(Refusal::new(
            "the option may continue in the lines below; remove it by hand",
        )),
        false => {
            // The line break before goes with it.
            let above = text[..start as usize].trim_end_matches([' ', '\t', '\n', '\r']);
            Ok(Span::new(above.len() as u32, end))
        }
    }
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

/// The edits of the key where it names options that get another letter.
fn in_key(
    text: &str,
    key: Span,
    placed: &Placed<'_>,
    letters: &[(String, String)],
    place: usize,
) -> Result<Vec<TextEdit>, Refusal> {
    let written = key.slice(text);
    let from = label_of_key(written).map_or(0, str::len);
    let mut edits = Vec::new();
    for right in placed
        .question
        .right_options()
        .filter(|right| *right > place)
    {
        let Some((old, new)) = letters.get(right - place - 1) else {
            continue;
        };
        let mut named = words(&written[from..]).filter(|(_, word)| word.eq_ignore_ascii_case(old));
        let (Some((at, word)), None) = (named.next(), named.next()) else {
            return Err(Refusal::new(
                "the key does not name each right option by its letter; remove the option by hand",
            ));
        };
        let start = key.start + (from + at) as u32;
        let is_upper = word.starts_with(|c: char| c.is_ascii_uppercase());
        edits.push(TextEdit {
            span: Span::new(start, start + word.len() as u32),
            text: if is_upper {
                new.to_uppercase()
            } else {
                new.to_lowercase()
            },
        });
    }
    Ok(edits)
}

/// The words of a text with their places.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
