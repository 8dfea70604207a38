//! Writes new questions into a group.

use super::super::style::Style;
use crate::facts::group::Group;
use crate::facts::questions::Placed;
use crate::shape::write::{NewQuestion, TargetList};
use crate::syntax::yaml::edit::block::block;
use crate::syntax::yaml::edit::map;
use crate::syntax::yaml::edit::value::extent;
use crate::syntax::yaml::quote::quoted;
use crate::syntax::yaml::{self, Node, each_scalar};
use crate::text::{Refusal, Span, TextEdit, line_break, line_end, line_start};

/// Writes `new` after the last question of the group, in the style of the existing ones.
///
/// # Errors
/// When nothing can be added to the value of `questions`, or the frontmatter is not closed.
pub fn append(list: &TargetList<'_>, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    match list.group.questions.len().checked_sub(1) {
        Some(last) => insert(list, last, new),
        None => {
            check(list.group, new)?;
            first(list.text, list.group, new)
        }
    }
}

/// Writes `new` after the question at the index `after`, in the style of those around it.
///
/// # Errors
/// When nothing can be added to the value of `questions`, or the frontmatter is not closed.
pub fn insert(
    list: &TargetList<'_>,
    after: usize,
    new: &[NewQuestion],
) -> Result<TextEdit, Refusal> {
    let TargetList { text, group } = *list;
    check(group, new)?;
    let placed = group.questions.get(after);
    let placed = placed.ok_or_else(|| Refusal::new("the question no longer exists"))?;
    if group.block().is_none() {
        return in_flow(text, placed, new);
    }
    let style = Style::of_group(text, group, placed.span().end);
    Ok(TextEdit {
        span: Span::at(last_line_end(text, &placed.question.node(), placed.span())),
        text: in_block(new, style, group.column(), line_break(text)),
    })
}

/// Refuses questions that a group has no place for, and a group to which nothing can be added.
fn check(group: &Group, new: &[NewQuestion]) -> Result<(), Refusal> {
    let refused = if new.iter().any(|new| !new.options.is_empty()) {
        "a question of a group has no options; write it in a document"
    } else if new.iter().any(|new| !new.body.trim().is_empty()) {
        "a question of a group has nothing between its text and its answer; write that in the answer"
    } else if group.split.front.is_none_or(|front| front.close.is_none()) {
        "the frontmatter of the group is not closed"
    } else {
        return Ok(());
    };
    Err(Refusal::new(refused))
}

/// The questions as items of a block list, each starting on its own line.
fn in_block(new: &[NewQuestion], style: Style, column: u32, line_break: &str) -> String {
    let items = new.iter().map(|new| {
        let item = item(new, style, column, line_break);
        format!("{line_break}{item}")
    });
    items.collect()
}

/// The first questions of a group that has none.
fn first(text: &str, group: &Group, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    let place = FirstPlace::of(text, group)?;
    let style = Style::plain(place.column);
    let items = in_block(new, style, place.column, line_break(text));
    Ok(place.filled(&items))
}

/// Where the first questions of a group are written: in place of the `[]` or null after `questions:`.
pub struct FirstPlace<'t> {
    /// The column of their hyphens.
    pub column: u32,
    /// From the colon to the end of the line on which the empty list ends.
    span: Span,
    /// The comment on that line, with the spaces before it.
    comment: &'t str,
}

impl<'t> FirstPlace<'t> {
    /// The place in a group that has no question.
    ///
    /// # Errors
    /// When there is anything but an empty list between the key and the end of the line.
    pub fn of(text: &'t str, group: &Group) -> Result<Self, Refusal> {
        let no_list = || Refusal::new("`questions` is not a list, so a question cannot be added");
        let colon = text[group.opening.end as usize..]
            .find(':')
            .ok_or_else(no_list)?;
        let colon = group.opening.end + colon as u32 + 1;
        let value = match group.yaml().and_then(|list| list.not_a_list.as_ref()) {
            None => empty_list(text, colon),
            Some(node) if node.is_null() => Some(extent(text, node.span())),
            Some(_) => None,
        };
        let value = value.ok_or_else(no_list)?;
        let (from, to) = (value.start.max(colon), value.end.max(colon));
        let rest = Span::new(to, line_end(text, to));
        let comment = rest.slice(text);
        let trimmed = comment.trim();
        // The author must change a list with a tag, an anchor or a comment before it, or with text after it.
        let alone = Span::new(colon, from).slice(text).trim().is_empty()
            && (trimmed.is_empty() || trimmed.starts_with('#'));
        let lead =
            Span::new(line_start(text, group.opening.start), group.opening.start).slice(text);
        if !alone || is_in_braces(text, group) || !lead.trim_matches(' ').is_empty() {
            return Err(Refusal::new(
                "the empty list of questions shares its line with something else; write it on its own line",
            ));
        }
        Ok(Self {
            column: lead.len() as u32 + 2,
            span: Span::new(colon, rest.end),
            comment: if trimmed.is_empty() { "" } else { comment },
        })
    }

    /// The edit that writes the lines `items` there, each with a line break before it. The comment stays on its line.
    pub fn filled(&self, items: &str) -> TextEdit {
        TextEdit {
            span: self.span,
            text: format!("{}{items}", self.comment),
        }
    }
}

/// Whether the whole frontmatter is one mapping between braces.
fn is_in_braces(text: &str, group: &Group) -> bool {
    group.split.front.is_some_and(|front| {
        let yaml = front.yaml.slice(text).trim_start();
        yaml.starts_with('{')
    })
}

/// The `[]` after the colon.
fn empty_list(text: &str, colon: u32) -> Option<Span> {
    let rest = text[colon as usize..].trim_start_matches([' ', '\t']);
    let start = (text.len() - rest.len()) as u32;
    let inner = rest.strip_prefix('[')?;
    let after = inner.trim_start().strip_prefix(']')?;
    Some(Span::new(start, (text.len() - after.len()) as u32))
}

/// Adds questions after one of a list in brackets.
fn in_flow(text: &str, after: Placed<'_>, new: &[NewQuestion]) -> Result<TextEdit, Refusal> {
    let end = extent(text, after.question.span().shift(after.start)).end;
    let braces = after
        .question
        .map()
        .is_some_and(|map| map::is_flow(text, &map, after.start));
    if braces && text[..end as usize].ends_with('}') && goes_on_in_brackets(text, end) {
        let written = new.iter().map(|new| format!(", {}", in_braces(new)));
        return Ok(TextEdit {
            span: Span::at(end),
            text: written.collect(),
        });
    }
    Err(Refusal::new(
        "the questions are written in a form that qmark cannot extend; start each with a hyphen",
    ))
}

/// Whether the next token after `at`, not counting comments, is one that can follow an item of a list in brackets.
fn goes_on_in_brackets(text: &str, at: u32) -> bool {
    let mut rest = text[at as usize..].trim_start();
    while rest.starts_with('#') {
        rest = rest[line_end(rest, 0) as usize..].trim_start();
    }
    rest.starts_with([',', ']'])
}

/// The white space of YAML; any other white space is text.
const WHITE_SPACE: &[char] = &[' ', '\t', '\n', '\r'];

/// The end of the last line in `segment` that is part of the question `node`.
fn last_line_end(text: &str, node: &Node, segment: Span) -> u32 {
    let written = segment.slice(text);
    let written_end = segment.start + written.trim_end_matches(WHITE_SPACE).len() as u32;
    let last_line = line_end(text, written_end);
    let mut keeps_blank_lines = false;
    each_scalar(node, &mut |scalar| {
        let header = scalar.span.shift(segment.start).slice(text).lines().next();
        let header = header.filter(|_| scalar.style == yaml::Style::Block);
        // Blank lines after `|+`, and spaces in the blank lines of any block, are part of the value.
        let blanks = Span::new(last_line, segment.end).slice(text);
        keeps_blank_lines |=
            header.is_some_and(|header| header.contains('+') || blanks.contains([' ', '\t']));
    });
    if !keeps_blank_lines {
        return last_line;
    }
    let break_len = match written {
        _ if written.ends_with("\r\n") => 2,
        _ => u32::from(written.ends_with(['\n', '\r'])),
    };
    segment.end - break_len
}

/// The question as an item of a block list whose hyphens are at `column`, without a final line break.
pub fn item(new: &NewQuestion, style: Style, column: u32, line_break: &str) -> String {
    let spaces = |count: u32| " ".repeat(count as usize);
    let keys = spaces(column + style.keys);
    let value = |text: &str, quotes| match block(text, column + style.keys, line_break) {
        Ok(block) if text.contains('\n') => block.header + &block.lines,
        _ => quoted(text, quotes, false),
    };
    let mut out = format!(
        "{}-{}question: {}{line_break}{keys}answer: {}",
        spaces(column),
        spaces(style.keys - 1),
        value(&new.question, style.question),
        value(&new.answer, style.answer),
    );
    if let Some(level) = &new.level {
        out += &format!(
            "{line_break}{keys}level: {}",
            quoted(level, style.topic, false)
        );
    }
    let topics = |flow| {
        new.topics
            .iter()
            .map(move |topic| quoted(topic, style.topic, flow))
    };
    if style.flow || new.topics.is_empty() {
        let topics: Vec<String> = topics(true).collect();
        out += &format!("{line_break}{keys}topics: [{}]", topics.join(", "));
    } else {
        out += &format!("{line_break}{keys}topics:");
        for topic in topics(false) {
            out += &format!("{line_break}{keys}{}- {topic}", spaces(style.hyphens));
        }
    }
    out
}

fn in_braces(new: &NewQuestion) -> String {
    let plain = |value: &str| quoted(value, yaml::Style::Plain, true);
    let level = new
        .level
        .as_deref()
        .map(|level| format!(", level: {}", plain(level)));
    let topics: Vec<String> = new.topics.iter().map(|topic| plain(topic)).collect();
    format!(
        "{{question: {}, answer: {}{}, topics: [{}]}}",
        plain(&new.question),
        plain(&new.answer),
        level.unwrap_or_default(),
        topics.join(", ")
    )
}
