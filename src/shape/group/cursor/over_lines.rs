//! The question around a position, and values of several lines: the parser finds those, since their lines can look like
//! anything.

use smol_str::SmolStr;

use super::lines::{Line, above};
use super::siblings;
use super::yaml_context::{ItemStart, PathSegment};
use crate::shape::cursor::OpenQuestion;
use crate::shape::group::keys::QUESTION_KEYS;
use crate::shape::group::question;
use crate::syntax::yaml::{self, Map, each_scalar};
use crate::text::{LineSpans, Span, line_at};

/// The question whose item has its hyphen at `item`, from there to the next item or key below `line`.
pub(super) fn open_question(text: &str, yaml: Span, line: Span, item: ItemStart) -> OpenQuestion {
    let end = siblings::end(text, line, yaml.end, item.column);
    let span = Span::new(item.line.start, end);
    OpenQuestion {
        question: question::read(span.slice(text)),
        span,
        column: item.column,
    }
}

/// The path of the value of several lines in a question that `cursor` is in. `None` if there is none, and if the question
/// is not valid YAML.
pub(super) fn value_in_question(
    text: &str,
    open: &OpenQuestion,
    cursor: u32,
) -> Option<Vec<PathSegment>> {
    let is_one_line = !open.span.slice(text).trim_end().contains(['\n', '\r']);
    if is_one_line || !open.question.is_whole() {
        return None;
    }
    let key = key_of(text, &open.question.map()?, open.span.start, cursor)?;
    if hides_a_key(text, key.start, cursor) {
        return None;
    }
    let name = PathSegment::Key(key.name);
    Some(vec![
        PathSegment::Key("questions".into()),
        PathSegment::Item,
        name,
    ])
}

/// The same in the head. Costs a parse of one key of the head.
pub(super) fn value_in_head(text: &str, yaml: Span, cursor: u32) -> Option<Vec<PathSegment>> {
    let extent = head_key(text, yaml, cursor)?;
    if !extent.slice(text).trim_end().contains(['\n', '\r']) {
        return None;
    }
    let root = yaml::parse(extent.slice(text), extent.start).ok()??;
    let key = key_of(text, root.as_map()?, 0, cursor)?;
    Some(vec![PathSegment::Key(key.name)])
}

/// The name and the start of a key.
struct KeyAt {
    name: SmolStr,
    start: u32,
}

/// The key of `map` with a value of several lines that `cursor` is in; the spans of `map` count from `start`.
fn key_of(text: &str, map: &Map, start: u32, cursor: u32) -> Option<KeyAt> {
    let entry = map.entries.iter().find(|entry| {
        let mut found = false;
        each_scalar(&entry.value, &mut |scalar| {
            found |= goes_over(text, scalar.span.shift(start), cursor);
        });
        found
    })?;
    Some(KeyAt {
        name: entry.key.text.clone(),
        start: entry.key.span.start + start,
    })
}

/// Whether a key of a question is among the lines from the one at `start` to the cursor's, no further to the right than
/// what is at `start`. Then the value is not meant to go on: its closing quote is missing, and another one closes it.
fn hides_a_key(text: &str, start: u32, cursor: u32) -> bool {
    let first = line_at(text, start);
    LineSpans::new(text, first.start)
        .skip(1)
        .take_while(|span| span.start <= cursor)
        .map(|span| Line::read(text, span))
        .filter(|line| line.column <= start - first.start)
        .any(|line| {
            line.key
                .is_some_and(|key| QUESTION_KEYS.contains(&key.name))
        })
}

/// Whether the value in `span` has several lines and `cursor` is in it, or next to it with nothing but spaces between.
fn goes_over(text: &str, span: Span, cursor: u32) -> bool {
    let written = span.slice(text).trim_end();
    let end = span.start + written.len() as u32;
    let before = Span::new(cursor.min(span.start), span.start);
    let after = Span::new(end, cursor.max(end));
    let is_near = |span: Span| span.slice(text).chars().all(|c| matches!(c, ' ' | '\t'));
    written.contains(['\n', '\r']) && is_near(before) && is_near(after)
}

/// The key of the head that `cursor` belongs to, with its value. Not the questions: they are too many to parse.
fn head_key(text: &str, yaml: Span, cursor: u32) -> Option<Span> {
    let opens = |span: Span| {
        let line = Line::read(text, span);
        let key = line.key.filter(|_| line.column == 0)?;
        Some((span.start, key.name))
    };
    let here = line_at(text, cursor);
    let mut lines = std::iter::once(here).chain(above(text, yaml.start, here.start));
    let (start, name) = lines.find_map(opens)?;
    if name == "questions" {
        return None;
    }
    let below = LineSpans::new(&text[..yaml.end as usize], here.start).skip(1);
    let end = below
        .filter_map(opens)
        .map(|(start, _)| start)
        .next()
        .unwrap_or(yaml.end);
    Some(Span::new(start, end))
}
