//! Replaces values, and finds where a value ends.

use crate::syntax::yaml::quote::{is_plain, quoted};
use crate::syntax::yaml::{Node, Scalar, Style};
use crate::text::{Span, TextEdit, line_end, line_start, next_line};

/// Replaces `old`, a scalar whose spans count from `start`, by the string `new`, keeping its quotes.
///
/// `flow`: whether it is inside brackets. A block scalar becomes a value of one line.
pub fn replace(
    text: &str,
    old: &Scalar<impl AsRef<str>>,
    start: u32,
    new: &str,
    flow: bool,
) -> TextEdit {
    let written = old.span.shift(start).slice(text);
    // An unclosed quote belongs to the syntax error, not to the value.
    if old.style == Style::Plain
        && written.len() == old.text.as_ref().len() + 1
        && written.starts_with(['\'', '"'])
        && is_plain(new, flow)
    {
        let span = old.span.shift(start);
        return TextEdit {
            span: Span::new(span.start + 1, span.end),
            text: new.to_owned(),
        };
    }
    let style = match old.style {
        Style::Tagged(_) => Style::of_start(written),
        style => style,
    };
    write(text, old, start, &quoted(new, style, flow))
}

/// Replaces `old`, a scalar whose spans count from `start`, by `yaml`, a value of one line.
pub fn write(text: &str, old: &Scalar<impl AsRef<str>>, start: u32, yaml: &str) -> TextEdit {
    let span = extent(text, old.span.shift(start));
    if span.is_empty() {
        let (at, lead) = empty_place(text, span.start);
        return TextEdit {
            span: Span::at(at),
            text: format!("{lead}{yaml}"),
        };
    }
    TextEdit {
        span,
        text: format!("{yaml}{}", header_comment(text, old, span)),
    }
}

/// The start of the anchor and the tag before the value at `offset`; `offset` if it has none.
pub fn properties_start(text: &str, offset: u32) -> u32 {
    let before = &text[..offset as usize];
    let word = before.trim_end_matches([' ', '\t']);
    let start = word.rfind([' ', '\t', '\n', '\r', ',', '[', '{']);
    let start = start.map_or(0, |at| at + 1);
    // Only an absent value follows its anchor or tag without a space.
    let is_property = word[start..].starts_with(['&', '!']);
    match is_property {
        true => properties_start(text, start as u32),
        false => offset,
    }
}

/// Where to insert an absent value, and the text to insert before it. The offset of an absent value is the end of its
/// key, or one after its hyphen.
fn empty_place(text: &str, offset: u32) -> (u32, &'static str) {
    let rest = &text[offset as usize..];
    if rest.trim_start_matches([' ', '\t']).starts_with(':') {
        let colon = rest.find(':').unwrap_or(0);
        return (offset + colon as u32 + 1, " ");
    }
    if text[..offset as usize].ends_with(':') {
        return (offset, " ");
    }
    match hyphen(text, offset) {
        Some(at) => (at + 1, " "),
        // A key in braces without a colon.
        None => (offset, ": "),
    }
}

/// The hyphen of the list item whose value is at `offset`: on its line, or on a line above that has nothing else.
pub(super) fn hyphen(text: &str, offset: u32) -> Option<u32> {
    let mut line = line_start(text, offset);
    let mut end = offset;
    loop {
        let before = Span::new(line, end).slice(text);
        let lead = before.len() - before.trim_start_matches([' ', '\t', '-']).len();
        let rest = &before[lead..];
        if !(rest.is_empty() || rest.starts_with('#')) {
            return None;
        }
        if let Some(at) = before[..lead].rfind('-') {
            return Some(line + at as u32);
        }
        if line == 0 {
            return None;
        }
        end = line_end_before(text, line);
        line = line_start(text, end);
    }
}

/// The end of the line above the one that starts at `line`.
fn line_end_before(text: &str, line: u32) -> u32 {
    let above = &text[..line as usize];
    let above = above
        .strip_suffix("\r\n")
        .or_else(|| above.strip_suffix(['\n', '\r']));
    above.map_or(0, str::len) as u32
}

/// The comment after the `|` of a block scalar, including the space before it.
fn header_comment<'t>(text: &'t str, old: &Scalar<impl AsRef<str>>, span: Span) -> &'t str {
    if old.style != Style::Block {
        return "";
    }
    let header = Span::new(span.start, line_end(text, span.start)).slice(text);
    header.find(" #").map_or("", |at| header[at..].trim_end())
}

/// The span without trailing line breaks and spaces.
pub fn extent(text: &str, span: Span) -> Span {
    let written = span.slice(text).trim_end_matches([' ', '\t', '\n', '\r']);
    Span::new(span.start, span.start + written.len() as u32)
}

/// The end of the value `node`, whose spans count from `start`: after its last character, and after the blank lines
/// that belong to a block scalar at its end.
pub fn end(text: &str, node: &Node, start: u32) -> u32 {
    let end = extent(text, node.span().shift(start)).end;
    if keeps_blank_lines(text, node, start) {
        blank_lines_end(text, end)
    } else {
        end
    }
}

/// Whether blank lines after the value are part of it: it ends in a block scalar with a `+` after its `|`.
pub fn keeps_blank_lines(text: &str, node: &Node, start: u32) -> bool {
    match node {
        Node::List(list) => list
            .items
            .last()
            .is_some_and(|item| !list.flow && keeps_blank_lines(text, item, start)),
        Node::Map(map) => map
            .entries
            .last()
            .is_some_and(|entry| keeps_blank_lines(text, &entry.value, start)),
        Node::Scalar(scalar) => {
            let from = scalar.span.start + start;
            let header = Span::new(from, line_end(text, from)).slice(text);
            let signs = header.split([' ', '\t']).next().unwrap_or("");
            scalar.style == Style::Block && signs.contains('+')
        }
    }
}

/// The end of the last blank line after the line of `offset`; the end of that line if none follows.
pub(super) fn blank_lines_end(text: &str, offset: u32) -> u32 {
    let mut end = line_end(text, offset);
    loop {
        let next = next_line(text, end);
        let next_end = line_end(text, next);
        if next as usize >= text.len() || !Span::new(next, next_end).slice(text).trim().is_empty() {
            return end;
        }
        end = next_end;
    }
}
