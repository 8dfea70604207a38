//! The keys of several questions in one place: `Answers: 1-b, 2-c`, or a list of `1. B` below a heading `Answer key`.

use super::found::{Found, Style};
use super::line::{Kind, Line};
use super::parts::Parts;
use super::plain::plain;
use super::reader::Question;
use super::tags::Details;
use super::vocabulary::announces_answer;

/// What a list says of one question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pair {
    /// The number of the question.
    pub number: u32,
    /// The place of the option, from 0.
    pub place: usize,
    /// The index of the line that it is on.
    pub line: usize,
}

/// All such lists, each with the index of the line that announces it.
pub fn lists(parts: &Parts<'_>) -> Vec<(usize, Vec<Pair>)> {
    let lines = 0..parts.lines.len();
    let lists = lines.map(|line| (line, announced_pairs(parts, line)));
    lists.filter(|(_, pairs)| pairs.len() >= 2).collect()
}

/// Marks the options that such lists name.
pub fn apply(parts: &Parts<'_>, questions: &mut Vec<Question>) {
    let is_open = |question: &Question| is_open(&question.found);
    if questions
        .iter()
        .filter(|question| is_open(question))
        .count()
        < 2
    {
        return;
    }
    questions.retain(|question| !is_key(question));
    let from = questions.iter().find(|question| is_open(question));
    let mut line = from.map_or(0, |question| question.lines.0 + 1);
    let mut first = 0;
    while line < parts.lines.len() {
        let pairs = announced_pairs(parts, line);
        if pairs.len() < 2 {
            line += 1;
            continue;
        }
        let after = questions.partition_point(|question| question.lines.0 <= line);
        let chapter = &mut questions[first.min(after)..after];
        if mark(chapter, &pairs) {
            if let Some(last) = chapter.last_mut() {
                end_before(parts, last, line);
            }
            first = after;
        }
        line += 1;
    }
}

/// Whether what was read as a question is an entry of a list of keys: a letter alone.
fn is_key(question: &Question) -> bool {
    let bare = question.text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_letter = bare.len() == 1 && bare.as_bytes()[0].is_ascii_alphabetic();
    is_letter && question.found.options.is_empty()
}

/// Whether options with letters have none that is right yet.
pub(super) fn is_open(found: &Found) -> bool {
    found.style == Some(Style::Letter) && !found.has_right()
}

/// The numbers and places that a list names which the line at `index` announces.
fn announced_pairs(parts: &Parts<'_>, index: usize) -> Vec<Pair> {
    let line = &parts.lines[index];
    let announces =
        |details: &&Details| announces_answer(&plain(details.summary.slice(parts.text)));
    let mut folded = parts.details_in(index, index + 1);
    let from = match folded.find(|(_, details)| announces(details)) {
        Some((_, details)) => details.summary_line + 1,
        None if !line.is_blank() && parts.is_label(index) => index + 1,
        None => return Vec::new(),
    };
    let own = plain(line.visible(parts.text));
    let own = own.split_once([':', '：']);
    let own = own.and_then(|(_, rest)| pairs(rest)).unwrap_or_default();
    let mut found: Vec<Pair> = on_line(own, index).collect();
    for (at, line) in parts.lines.iter().enumerate().skip(from) {
        if line.is_blank() || is_markup(parts.text, line) {
            continue;
        }
        match pairs_in(parts.text, line) {
            Some(more) => found.extend(on_line(more, at)),
            None => break,
        }
    }
    found
}

fn on_line(pairs: Vec<(u32, usize)>, line: usize) -> impl Iterator<Item = Pair> {
    let pair = move |(number, place)| Pair {
        number,
        place,
        line,
    };
    pairs.into_iter().map(pair)
}

/// Whether a line is nothing but tags, or the frame of a table.
fn is_markup(text: &str, line: &Line) -> bool {
    let visible = line.visible(text);
    let is_frame = line.kind == Kind::Row && !visible.bytes().any(|byte| byte.is_ascii_digit());
    is_frame || visible.starts_with('<') && plain(visible).is_empty()
}

fn pairs_in(text: &str, line: &Line) -> Option<Vec<(u32, usize)>> {
    match line.kind {
        Kind::Item {
            number: Some(number),
            text: inside,
        } => {
            let shown = plain(inside.slice(text));
            let (place, rest) = letter(&shown)?;
            let rest = rest.trim_start();
            let is_option = rest.is_empty() || rest.starts_with([')', '.', ':', '-', '–']);
            is_option.then(|| vec![(number.value, place)])
        }
        Kind::Item { text: inside, .. } => pairs(&plain(inside.slice(text))),
        Kind::Text => pairs(&plain(line.visible(text))),
        Kind::Row => pairs(&plain(line.visible(text))).or_else(|| first_cells(line.visible(text))),
        _ => None,
    }
}

/// The pair in the first two cells of a row, whatever the others say.
fn first_cells(row: &str) -> Option<Vec<(u32, usize)>> {
    let mut cells = row.trim_start_matches('|').splitn(3, '|');
    let (number, letter) = (plain(cells.next()?), plain(cells.next()?));
    let found = pairs(&format!("{number} {letter}"))?;
    (found.len() == 1).then_some(found)
}

/// The pairs of a number and a letter that a text consists of: `1-b`, `Q2: C`.
fn pairs(text: &str) -> Option<Vec<(u32, usize)>> {
    let is_between = |c: char| !c.is_alphanumeric();
    let mut found = Vec::new();
    let mut rest = text.trim_matches(is_between);
    while !rest.is_empty() {
        let marked = rest.strip_prefix(['Q', 'q']);
        rest = marked
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            .unwrap_or(rest);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = (1..=3)
            .contains(&digits)
            .then(|| rest[..digits].parse().ok())??;
        let (place, after) = letter(rest[digits..].trim_start_matches(is_between))?;
        if after.starts_with(char::is_alphanumeric) {
            return None;
        }
        found.push((number, place));
        rest = after.trim_start_matches(is_between);
    }
    Some(found).filter(|found| !found.is_empty())
}

/// The place that the letter at the start of a text names, and what is after it.
fn letter(text: &str) -> Option<(usize, &str)> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let byte = bare.bytes().next()?.to_ascii_uppercase();
    let place = matches!(byte, b'A'..=b'L').then(|| usize::from(byte - b'A'))?;
    let rest = &bare[1..];
    (!rest.starts_with(char::is_alphanumeric)).then_some((place, rest))
}

/// Marks what the pairs name in the questions of a chapter; whether any was marked.
fn mark(chapter: &mut [Question], pairs: &[Pair]) -> bool {
    let number = |question: &Question| question.candidate.number.map(|(number, _)| number);
    let has_numbers = chapter.iter().any(|question| number(question).is_some());
    let mut is_marked = false;
    for pair in pairs {
        let mut named = chapter
            .iter_mut()
            .enumerate()
            .filter(|(at, question)| match has_numbers {
                true => number(question) == Some(pair.number),
                false => *at + 1 == pair.number as usize,
            });
        // Which one is meant is not certain where two have the number.
        let (Some((_, question)), None) = (named.next(), named.next()) else {
            continue;
        };
        let found = &mut question.found;
        if found.right.is_empty() && pair.place < found.options.len() {
            found.right = vec![pair.place];
            question.answered = true;
            is_marked = true;
        }
    }
    is_marked
}

/// Ends a question before the line of a list of keys, which is not its answer.
fn end_before(parts: &Parts<'_>, question: &mut Question, line: usize) {
    question.lines.1 = question.lines.1.min(line);
    let start = parts.lines[line].start;
    let found = &mut question.found;
    let is_below = |key: &super::key::Key| key.line.start >= start;
    if found.key.as_ref().is_some_and(is_below) {
        found.key = None;
    }
    let folded = found
        .folded
        .is_some_and(|index| parts.details[index].open.line >= line);
    if found.label.is_some_and(|label| label >= line) || folded || found.answer.0 >= line {
        *found = Found {
            options: std::mem::take(&mut found.options),
            right: std::mem::take(&mut found.right),
            style: found.style,
            ..Found::default()
        };
        question.answered = question.found.has_right();
    }
}

#[cfg(test)]
mod tests {
    use super::{first_cells, pairs};

    #[test]
    fn a_row_can_go_on_after_its_letter() {
        for (row, want) in [
            ("| 1 | B | It is cold. |", Some(vec![(1, 1)])),
            ("| Q2 | **C** | As in 1-b |", Some(vec![(2, 2)])),
            ("| 1 | Because | B |", None),
            ("| B | 1 |", None),
        ] {
            assert_eq!(first_cells(row), want, "{row}");
        }
    }

    #[test]
    fn pairs_are_all_of_a_text() {
        for (text, want) in [
            ("1-b, 2-c", Some(vec![(1, 1), (2, 2)])),
            ("**1.** A  **2.** D", Some(vec![(1, 0), (2, 3)])),
            ("1) a | 2) b |", Some(vec![(1, 0), (2, 1)])),
            ("3: C", Some(vec![(3, 2)])),
            ("Q1: B", Some(vec![(1, 1)])),
            ("1-b and more", None),
            ("1 apple", None),
            ("", None),
        ] {
            assert_eq!(pairs(text), want, "{text}");
        }
    }
}
