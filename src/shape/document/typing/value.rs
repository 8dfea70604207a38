//! The value that is typed: the words of a heading that gives a level or a topic, the value of a line with a label, the
//! letter of the right option.

use super::place::{is_in_code, question_before};
use crate::facts::mark::Mark;
use crate::facts::questions::Placed;
use crate::shape::document::line::{Kind, kind, measured};
use crate::shape::document::write::append::near;
use crate::shape::document::write::options::label_of_key;
use crate::shape::typing::{TypedValue, ValueKind};
use crate::shape::write::TargetList;
use crate::text::{Span, line_at, line_start};

/// The value at `offset`.
pub fn value(list: &TargetList<'_>, offset: u32) -> Option<TypedValue> {
    let line = line_at(list.text, offset);
    if offset < list.group.split.body || is_in_code(list, line.start) {
        return None;
    }
    heading(list, line, offset).or_else(|| labelled(list, line, offset))
}

/// The text of a heading that is not a question, of a level that opens sections.
fn heading(list: &TargetList<'_>, line: Span, offset: u32) -> Option<TypedValue> {
    let TargetList { text, group } = *list;
    let mut read = measured(text, line);
    read.kind = kind(text, &read);
    let Kind::Heading {
        level,
        text: inside,
        number: None,
    } = read.kind
    else {
        return None;
    };
    if read.quoted || !opens_sections(list, level, line) {
        return None;
    }
    let is_asked = group.questions.at_or_before(line.end).is_some_and(|index| {
        let asked = group.questions.get(index).and_then(|placed| placed.text());
        asked.is_some_and(|asked| line.touches(asked.span.start))
    });
    let span = match inside.is_empty() {
        true => Span::at(offset),
        false => without_emphasis(text, inside),
    };
    let is_spaced = text[..span.start as usize].ends_with([' ', '\t', '*', '_']);
    let is_in = span.start <= offset && offset <= span.end;
    (!is_asked && is_spaced && is_in).then_some(TypedValue {
        span,
        kind: ValueKind::Heading,
    })
}

/// Whether headings of this level open sections: those that do have it, or none does yet and the questions are deeper.
fn opens_sections(list: &TargetList<'_>, level: u8, line: Span) -> bool {
    let TargetList { text, group } = *list;
    let sections = group
        .questions
        .sections()
        .iter()
        .map(|section| section.heading);
    let mut headings =
        sections.filter(|heading| !heading.is_empty() && !line.touches(heading.start));
    let depth = |span: Span| {
        let line = text[line_start(text, span.start) as usize..].trim_start();
        line.bytes().take_while(|byte| *byte == b'#').count() as u8
    };
    if headings.clone().next().is_some() {
        return headings.any(|heading| depth(heading) == level);
    }
    let asked = group.heading_of(0).map(|heading| heading.level);
    level > 1 && asked.is_none_or(|asked| level < asked)
}

fn without_emphasis(text: &str, span: Span) -> Span {
    let whole = span.slice(text);
    let start = span.start + (whole.len() - whole.trim_start_matches(['*', '_']).len()) as u32;
    let end = span.start + whole.trim_end_matches(['*', '_']).len() as u32;
    Span::new(start, end.max(start))
}

/// The value after a label that lines of the questions nearby have.
fn labelled(list: &TargetList<'_>, line: Span, offset: u32) -> Option<TypedValue> {
    let TargetList { text, group } = *list;
    let (index, placed) = question_before(list, line.start)?;
    near(group, index).iter().find_map(|(_, other)| {
        let level = after_label(text, other, other.question.level(), line);
        let topic = || after_label(text, other, other.question.topics().next(), line);
        let key = || letters(text, (other, &placed), line);
        let found = level.map(|from| (from, ValueKind::Level));
        let found = found.or_else(|| topic().map(|from| (from, ValueKind::Topic)));
        let (from, kind) = found.or_else(key)?;
        let is_list = kind != ValueKind::Level;
        let span = part_at(text, (from, line.end), offset, is_list)?;
        Some(TypedValue { span, kind })
    })
}

/// Where the value of `line` starts, if it has the label that is before the value `mark` of another question.
fn after_label(text: &str, other: &Placed<'_>, mark: Option<Mark<'_>>, line: Span) -> Option<u32> {
    let mark = mark?.span.shift(other.start);
    let asked = other.text()?.span;
    let start = line_start(text, mark.start);
    let label = text.get(start as usize..mark.start as usize)?;
    let is_apart = start > asked.end && label.contains([':', '：']);
    label_of(text, line, label).filter(|_| is_apart)
}

/// The end of `label` in a line that starts with it.
fn label_of(text: &str, line: Span, label: &str) -> Option<u32> {
    let written = line.slice(text);
    let bare = label.trim_end();
    let rest = written.strip_prefix(bare).filter(|_| !bare.is_empty())?;
    let space = rest.len() - rest.trim_start().len();
    Some(line.start + (bare.len() + space) as u32)
}

/// Where the letters start in a line with the label of the key of another question, and the letters of this one's options.
fn letters(
    text: &str,
    (other, placed): (&Placed<'_>, &Placed<'_>),
    line: Span,
) -> Option<(u32, ValueKind)> {
    let key = other.question.options_key()?.span.shift(other.start);
    let whole = line_at(text, key.start);
    let written = Span::new(whole.start, key.end.max(whole.start)).slice(text);
    let from = label_of(text, line, label_of_key(written)?)?;
    let options = placed.question.options().iter();
    let letters = options.filter_map(|option| {
        let marker = option.marker.shift(placed.start).slice(text);
        let letter = marker.trim_matches(|c: char| !c.is_alphanumeric());
        let is_name = !letter.is_empty() && !marker.starts_with("[");
        is_name.then(|| (letter.to_owned(), option.text.text.to_string()))
    });
    let letters: Vec<_> = letters.collect();
    (!letters.is_empty()).then_some((from, ValueKind::Letter(letters)))
}

/// The part of a value that the cursor is in: all of it, or one of the parts between commas.
fn part_at(text: &str, (from, end): (u32, u32), offset: u32, is_list: bool) -> Option<Span> {
    if offset < from {
        return None;
    }
    let before = Span::new(from, offset).slice(text);
    let after = Span::new(offset, end).slice(text);
    let comma = before.rfind(',').filter(|_| is_list).map_or(0, |at| at + 1);
    let part = &before[comma..];
    let start = from + (comma + part.len() - part.trim_start().len()) as u32;
    let rest = after.find(',').filter(|_| is_list).unwrap_or(after.len());
    let rest = after[..rest].trim_end().trim_end_matches(['*', '_', '`']);
    Some(Span::new(start, offset + rest.len() as u32))
}
