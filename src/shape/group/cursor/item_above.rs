//! The item of a list that a line break has just ended.

use super::ancestors::ancestors;
use super::lines::{Line, above};
use super::yaml_context::YamlExpected;
use super::{over_lines, siblings};
use crate::shape::cursor::OpenQuestion;
use crate::syntax::yaml::{self, Node, Style};
use crate::text::{LineSpans, Span, line_at};

/// An item of a block list of strings with a blank line below it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ItemAbove {
    /// Its line, without the line break.
    pub line: Span,
    /// The blank line, without the line break.
    pub blank: Span,
    /// The column of its hyphen.
    pub dash: u32,
    /// Whether nothing follows its hyphen.
    pub is_empty: bool,
    /// The column at which the text after the list begins.
    pub after: u32,
}

/// The item on the line above the one that `cursor` is in. `None` where that is not blank, and where what looks like an
/// item may be something else: text between quotes, a block scalar, a value that goes on below.
pub(super) fn item_above(text: &str, yaml: Span, cursor: u32) -> Option<ItemAbove> {
    let blank = line_at(text, cursor);
    if !blank.slice(text).chars().all(|c| matches!(c, ' ' | '\t')) {
        return None;
    }
    let line = Line::read(text, above(text, yaml.start, blank.start).next()?);
    let [dash] = line.dashes[..] else { return None };
    let is_empty = line.content.is_empty();
    if line.tabbed || !(is_empty || is_scalar(line.content.slice(text))) {
        return None;
    }
    let ancestors = ancestors(text, yaml.start, &line, dash, true);
    if !ancestors.is_list()
        || ancestors.continues
        || ancestors.in_block()
        || ancestors.is_questions()
    {
        return None;
    }
    let (next, _) = siblings::next(text, yaml, blank);
    if next > dash {
        return None;
    }
    let item = ancestors.context(YamlExpected::Text).item;
    let question = item.map(|item| over_lines::open_question(text, yaml, line.span, item));
    let list = ancestors.nodes.first()?.line;
    if is_in_quotes(text, yaml, &line, list, question.as_ref()) {
        return None;
    }
    Some(ItemAbove {
        line: line.span,
        blank,
        dash,
        is_empty,
        after: item.map_or(0, |item| item.column).max(next).min(dash),
    })
}

/// Whether `written` is a whole scalar of one line, with or without a comment.
fn is_scalar(written: &str) -> bool {
    let read = yaml::parse(written, 0).ok().flatten();
    matches!(read, Some(Node::Scalar(scalar)) if scalar.style != Style::Block && !scalar.span.is_empty())
}

/// Whether the line is within a value of several lines. Where YAML cannot tell, because the question around it or the
/// list, whose key is on the line `list`, does not parse, an open quote above the line says so.
fn is_in_quotes(
    text: &str,
    yaml: Span,
    line: &Line<'_>,
    list: Span,
    question: Option<&OpenQuestion>,
) -> bool {
    let cursor = line.content.start;
    let value = match question {
        Some(question) => over_lines::value_in_question(text, question, cursor),
        None => over_lines::value_in_head(text, yaml, cursor),
    };
    if value.is_some() {
        return true;
    }
    let (start, is_read) = match question {
        Some(open) => (open.span.start, open.question.is_whole()),
        None => {
            let extent = Span::new(list.start, line.span.end);
            (list.start, yaml::parse(extent.slice(text), 0).is_ok())
        }
    };
    if is_read {
        return false;
    }
    LineSpans::new(&text[..line.span.start as usize], start).any(|span| {
        let line = Line::read(text, span);
        let value = line.key.map_or(line.content, |key| key.value).slice(text);
        value.starts_with(['\'', '"']) && yaml::parse(value, 0).is_err()
    })
}
