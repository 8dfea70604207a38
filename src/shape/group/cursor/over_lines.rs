//! Values of several lines, found by the parser where the YAML is valid: their lines can look like anything.

use super::lines::{Line, above, line_at};
use super::yaml_context::{PathSegment, QuestionLines};
use crate::shape::group::keys::QUESTION_KEYS;
use crate::syntax::frontmatter::LineSpans;
use crate::syntax::yaml::each_scalar;
use crate::syntax::yaml::{self, Node, Scalar};
use crate::text::Span;

/// The path of the value of several lines that `cursor` is in. `None` where there is none, and where what is around the
/// cursor does not parse. Costs a parse of the question `item`, or else of the key of the head.
pub(super) fn value_at(
    text: &str,
    yaml: Span,
    cursor: u32,
    item: Option<QuestionLines>,
) -> Option<Vec<PathSegment>> {
    let extent = match item {
        Some(item) => item.span,
        None => head_key(text, yaml, cursor)?,
    };
    if !extent.slice(text).trim_end().contains(['\n', '\r']) {
        return None;
    }
    let root = yaml::parse(extent.slice(text), extent.start).ok()??;
    let (mut path, node) = match (&root, item) {
        (Node::List(list), Some(_)) => (
            vec![PathSegment::Key("questions".into()), PathSegment::Item],
            list.items.first()?,
        ),
        (root, _) => (Vec::new(), root),
    };
    let entry = node.as_map()?.entries.iter().find(|entry| {
        let mut found = false;
        each_scalar(&entry.value, &mut |scalar| {
            found |= goes_over(text, scalar, cursor);
        });
        found
    })?;
    if item.is_some() && hides_a_key(text, entry.key.span.start, cursor) {
        return None;
    }
    path.push(PathSegment::Key(entry.key.text.clone()));
    Some(path)
}

/// Whether a key of a question is among the lines from the one at `start` to the cursor's, no further to the right than
/// what is at `start`. Then the value is not meant to go on: its closing quote is missing, and another one closes it.
fn hides_a_key(text: &str, start: u32, cursor: u32) -> bool {
    let first = line_at(text, 0, start);
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

/// Whether `scalar` has several lines and `cursor` is in it, or next to it with nothing but spaces between.
fn goes_over(text: &str, scalar: &Scalar, cursor: u32) -> bool {
    let written = scalar.span.slice(text).trim_end();
    let end = scalar.span.start + written.len() as u32;
    let before = Span::new(cursor.min(scalar.span.start), scalar.span.start);
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
    let here = line_at(text, yaml.start, cursor);
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
