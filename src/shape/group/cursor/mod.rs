//! What can be written at a cursor in the frontmatter, from the lines around it.
//!
//! Frontmatter is rarely valid YAML while it is typed, so this does not rely on the parser: each line shows what it opens,
//! and the lines above with less indentation show what contains it. Reads the lines of the question at the cursor; of
//! other questions only the indentation.

mod ancestors;
mod block_context;
mod drafts;
mod flow;
mod flow_context;
mod item_above;
mod lines;
mod over_lines;
mod partial_value;
pub(super) mod siblings;
#[cfg(test)]
pub(crate) mod tests;
mod yaml_context;

use crate::shape::cursor::{
    CursorContext, CursorSupport, Expected, KeyContext, Mapping, OpenQuestion, PartialValue,
    QuestionPlace,
};
use crate::syntax::frontmatter::Split;
use crate::syntax::markdown::partial_link::link_at;
use crate::text::{Span, TextEdit, line_start};
use block_context::Cursor;
use yaml_context::{ItemContext, PathSegment, YamlContext, YamlExpected};

/// How the cursor in a group is read, and how what is chosen there is written.
pub const CURSOR: CursorSupport = CursorSupport {
    context,
    on_enter,
    values: drafts::values,
    question: drafts::question,
    keys: drafts::keys,
};

/// The YAML of a frontmatter that contains `offset`; `None` in the body, in a fence, and above the frontmatter.
fn yaml_at(split: &Split, offset: u32) -> Option<Span> {
    let front = split.front?;
    let yaml = front.yaml;
    // The end of the last line is the start of the closing fence.
    let end = if front.close.is_some() {
        yaml.end
    } else {
        yaml.end + 1
    };
    (yaml.start <= offset && offset < end).then_some(yaml)
}

/// The position `offset` in the YAML `yaml` of `text`, and the question around it; `None` in a comment, and where no key
/// or value can be typed.
fn yaml_context(
    text: &str,
    yaml: Span,
    offset: u32,
) -> Option<(YamlContext, Option<OpenQuestion>)> {
    let cursor = Cursor::new(text, yaml, offset)?;
    let mut context = cursor.context()?;
    let line = cursor.line.span;
    let question = context
        .item
        .map(|item| over_lines::open_question(text, yaml, line, item));
    let value = match &question {
        Some(question) => over_lines::value_in_question(text, question, offset),
        None => over_lines::value_in_head(text, yaml, offset),
    };
    if let Some(path) = value {
        context.path = path;
        context.expected = YamlExpected::Text;
    }
    Some((context, question))
}

fn context(text: &str, split: &Split, offset: u32) -> Option<CursorContext> {
    let yaml = yaml_at(split, offset)?;
    let (context, question) = yaml_context(text, yaml, offset)?;
    let path = names(&context.path);
    let markdown = question.as_ref().map_or(yaml.start, |open| open.span.start);
    let mut is_closed = false;
    let expected = match context.expected {
        YamlExpected::Key(context) => key(&path, context),
        YamlExpected::Value { written, nested } => {
            is_closed = is_complete(&written, text, offset);
            let is_link = || link_at(text, markdown, offset).is_some();
            let value = match path.as_slice() {
                _ if nested => None,
                ["questions", "-", "answer"] if is_link() => Some(Expected::Link(markdown)),
                path => value(path, written),
            };
            value.into_iter().collect()
        }
        YamlExpected::Item(ItemContext { written, siblings }) => {
            is_closed = is_complete(&written, text, offset);
            match path.as_slice() {
                TOPICS => vec![Expected::Topic(written, siblings)],
                [name] => vec![Expected::Item((*name).into(), written, siblings)],
                _ => Vec::new(),
            }
        }
        YamlExpected::NewItem {
            at,
            siblings,
            key: instead,
        } => {
            let item = match path.as_slice() {
                ["questions"] => Some(new_question(text, at)),
                TOPICS => Some(Expected::NewTopic(at, siblings)),
                [name] => Some(Expected::NewItem((*name).into(), at, siblings)),
                _ => None,
            };
            let keys = instead.map(|(path, context)| key(&names(&path), context));
            item.into_iter().chain(keys.into_iter().flatten()).collect()
        }
        YamlExpected::Text => match path.as_slice() {
            ["questions", "-", "answer"] => vec![Expected::Link(markdown)],
            _ => Vec::new(),
        },
    };
    Some(CursorContext {
        expected,
        is_closed,
        question,
        extent: yaml,
    })
}

/// The path of a question's topics.
const TOPICS: &[&str] = &["questions", "-", "topics"];

/// A path to match on: its keys, and `-` for each item.
fn names(path: &[PathSegment]) -> Vec<&str> {
    path.iter().map(PathSegment::name).collect()
}

/// Whether the closing quote of the value is before the cursor.
fn is_complete(written: &PartialValue, text: &str, offset: u32) -> bool {
    let quote = written.style.quote();
    let value = Span::new(written.span.start, offset)
        .slice(text)
        .trim_start();
    !quote.is_empty() && value.len() > 1 && value.ends_with(quote)
}

/// The value of the key at `path`.
fn value(path: &[&str], written: PartialValue) -> Option<Expected> {
    Some(match path {
        ["questions", "-", "question"] => Expected::Text(written),
        ["questions", "-", "answer"] | ["ending"] => Expected::Answer(written),
        ["questions", "-", "level"] => Expected::Level(written),
        TOPICS => Expected::Topics(written),
        ["questions", "-", name] => Expected::Value(Mapping::Question, (*name).into(), written),
        [name] => Expected::Value(Mapping::Head, (*name).into(), written),
        [above, name] => Expected::Value(Mapping::Inner((*above).into()), (*name).into(), written),
        _ => return None,
    })
}

/// A key of the mapping at `path`; in an empty item of `questions` also a whole question.
fn key(path: &[&str], key: KeyContext) -> Vec<Expected> {
    let mapping = match path {
        [] => Mapping::Head,
        ["questions", "-"] => Mapping::Question,
        [name] => Mapping::Inner((*name).into()),
        _ => return Vec::new(),
    };
    let is_empty = key.after_dash && key.present.is_empty() && !key.colon;
    let question = (mapping == Mapping::Question && is_empty).then_some(QuestionPlace {
        span: key.span,
        column: key.column,
        marker: "",
        gap: key.gap,
    });
    let question = question.map(Expected::NewQuestion);
    let keys = Expected::Key(mapping, key);
    question.into_iter().chain([keys]).collect()
}

/// A question with its hyphen, on a blank line of the list.
fn new_question(text: &str, at: u32) -> Expected {
    Expected::NewQuestion(QuestionPlace {
        span: Span::at(at),
        column: at - line_start(text, at),
        marker: "- ",
        gap: false,
    })
}

/// Continues a list of strings with the next hyphen, or ends it if its last item is empty.
fn on_enter(text: &str, split: &Split, offset: u32) -> Option<TextEdit> {
    let item = item_above::item_above(text, yaml_at(split, offset)?, offset)?;
    let spaces = |columns: u32| " ".repeat(columns as usize);
    Some(if item.is_empty {
        TextEdit {
            span: Span::new(item.line.start, item.blank.end),
            text: spaces(item.after),
        }
    } else if offset == item.blank.end && item.blank.slice(text).ends_with(' ') {
        // Some editors leave the cursor before text that is inserted at it, so the last space is kept as the one after
        // the hyphen.
        TextEdit {
            span: Span::new(item.blank.start, item.blank.end - 1),
            text: format!("{}-", spaces(item.dash)),
        }
    } else {
        TextEdit {
            span: item.blank,
            text: format!("{}- ", spaces(item.dash)),
        }
    })
}
