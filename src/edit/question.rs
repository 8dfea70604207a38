//! Writing new questions into a group.

use super::style::Style;
use super::value::extent;
use super::{Refusal, line_break, line_end};
use crate::syntax::group::Group;
use crate::syntax::quote::quoted;
use crate::syntax::yaml::{self, Node};
use crate::text::{Span, TextEdit};

/// A question to be written.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct NewQuestion {
    /// Its text.
    pub question: String,
    /// Its answer: a file name, or a text of one line.
    pub answer: String,
    /// Its level, when the bank keeps that apart from the topics.
    pub level: Option<String>,
    /// Its topics.
    pub topics: Vec<String>,
}

/// Writes `new` behind the last question of the group, in the style of those that are there.
///
/// # Errors
/// When `questions` is no list to which something can be added.
pub fn append(text: &str, group: &Group, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    let Some(front) = group.split.front.filter(|front| front.close.is_some()) else {
        return Err(Refusal::new("the frontmatter of the group is never closed"));
    };
    let line_break = line_break(text);
    if let Some(last) = group.questions.iter().next_back() {
        if group.list.is_none() {
            return in_flow(text, group, new);
        }
        let style = Style::beside(text, front.yaml, last.start, group.column);
        let end = last_line_end(text, &last.question.node, last.span());
        let written = new.iter().map(|new| {
            format!(
                "{line_break}{}",
                new.in_block(style, group.column, line_break)
            )
        });
        return Ok(TextEdit {
            span: Span::at(end),
            text: written.collect(),
        });
    }
    let value = match &group.not_a_list {
        None => empty_list(text, group),
        Some(node) if node.is_null() => Some(extent(text, node.span())),
        Some(_) => None,
    };
    let Some(value) = value else {
        return Err(Refusal::new(
            "`questions` is no list, so nothing can be added to it",
        ));
    };
    // From the colon on: what stood there was nothing, or `[]`.
    let colon = group.key.end + text[group.key.end as usize..].find(':').unwrap_or(0) as u32 + 1;
    let style = Style::plain(2);
    let written = new
        .iter()
        .map(|new| format!("{line_break}{}", new.in_block(style, 2, line_break)));
    Ok(TextEdit {
        span: Span::new(colon, value.end.max(colon)),
        text: written.collect(),
    })
}

/// The `[]` that stands for the list.
fn empty_list(text: &str, group: &Group) -> Option<Span> {
    let colon = text[group.key.end as usize..].find(':')?;
    let at = group.key.end as usize + colon + 1;
    let rest = text[at..].trim_start_matches([' ', '\t']);
    let start = text.len() - rest.len();
    let inner = rest.strip_prefix('[')?;
    let close = inner
        .find(|c: char| !c.is_whitespace())
        .filter(|at| inner[*at..].starts_with(']'))?;
    Some(Span::new(start as u32, (start + 1 + close + 1) as u32))
}

/// Behind the last question of a list in brackets.
fn in_flow(text: &str, group: &Group, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    let last = group.questions.iter().next_back();
    let last = last.ok_or_else(|| Refusal::new("the list has no question"))?;
    let end = extent(text, last.question.node.span().shift(last.start)).end;
    if text[..end as usize].ends_with('}') {
        let written = new.iter().map(|new| format!(", {}", new.in_braces()));
        return Ok(TextEdit {
            span: Span::at(end),
            text: written.collect(),
        });
    }
    Err(Refusal::new(
        "the questions are written in a form to which none can be added; write each behind a hyphen",
    ))
}

/// The end of the last line that says something in the segment of a question.
fn last_line_end(text: &str, node: &Node, segment: Span) -> u32 {
    let mut keeps = false;
    crate::syntax::question::each_scalar(node, &mut |scalar| {
        let header = scalar.span.shift(segment.start).slice(text).lines().next();
        let header = header.filter(|_| scalar.style == yaml::Style::Block);
        // `|+` keeps the blank lines at its end: they are part of the value.
        keeps |= header.is_some_and(|header| header.contains('+'));
    });
    let written = segment.slice(text);
    let trimmed = if keeps {
        written
            .strip_suffix("\r\n")
            .or_else(|| written.strip_suffix(['\n', '\r']))
    } else {
        Some(written.trim_end())
    };
    let end = segment.start + trimmed.unwrap_or(written).len() as u32;
    line_end(text, end)
}

impl NewQuestion {
    /// The question as an item of a block list whose hyphens stand at `column`, without a line break at its end.
    pub fn in_block(&self, style: Style, column: u32, line_break: &str) -> String {
        let blank = |count: u32| " ".repeat(count as usize);
        let keys = blank(column + style.keys);
        let mut out = format!(
            "{}-{}question: {}{line_break}{keys}answer: {}",
            blank(column),
            blank(style.keys - 1),
            quoted(&self.question, style.question, false),
            quoted(&self.answer, style.answer, false),
        );
        if let Some(level) = &self.level {
            out += &format!(
                "{line_break}{keys}level: {}",
                quoted(level, style.topic, false)
            );
        }
        let topics = |flow| {
            self.topics
                .iter()
                .map(move |topic| quoted(topic, style.topic, flow))
        };
        if style.flow || self.topics.is_empty() {
            let topics: Vec<String> = topics(true).collect();
            out += &format!("{line_break}{keys}topics: [{}]", topics.join(", "));
        } else {
            out += &format!("{line_break}{keys}topics:");
            for topic in topics(false) {
                out += &format!("{line_break}{keys}{}- {topic}", blank(style.hyphens));
            }
        }
        out
    }

    fn in_braces(&self) -> String {
        let plain = |value: &str| quoted(value, yaml::Style::Plain, true);
        let level = self
            .level
            .as_deref()
            .map(|level| format!(", level: {}", plain(level)));
        let topics: Vec<String> = self.topics.iter().map(|topic| plain(topic)).collect();
        format!(
            "{{question: {}, answer: {}{}, topics: [{}]}}",
            plain(&self.question),
            plain(&self.answer),
            level.unwrap_or_default(),
            topics.join(", ")
        )
    }
}
