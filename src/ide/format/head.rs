//! The head of a group: its quotes, and how far its mappings are indented.

use super::style::{House, Role};
use crate::edit::{line_start, map, next_line, value::extent};
use crate::facts::group::Group;
use crate::syntax::frontmatter::LineSpans;
use crate::syntax::yaml::each_scalar;
use crate::syntax::yaml::quote::quoted;
use crate::syntax::yaml::{Entry, Kind, Node, Style};
use crate::text::{Span, TextEdit};

/// The edits that write the head as the house does.
pub(super) fn edits(text: &str, group: &Group, house: &House) -> Vec<TextEdit> {
    if !group.head.errors.is_empty() {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for entry in &group.head.map.entries {
        requote(text, entry, house, &mut edits);
        indent(text, entry, house, &mut edits);
    }
    edits
}

/// Texts get the quotes that most texts of the head have. Words that are one of a few, dates and ids are none.
fn requote(text: &str, entry: &Entry, house: &House, edits: &mut Vec<TextEdit>) {
    let Some(style) = house.quotes(Role::Head) else {
        return;
    };
    if !is_text(entry) {
        return;
    }
    if let Node::Map(inner) = &entry.value {
        for entry in &inner.entries {
            requote(text, entry, house, edits);
        }
        return;
    }
    let flow = matches!(&entry.value, Node::List(list) if list.flow);
    each_scalar(&entry.value, &mut |scalar| {
        let span = extent(text, scalar.span);
        let written = span.slice(text);
        let is_line = scalar.style != Style::Block && !written.contains(['\n', '\r']);
        if is_line && scalar.kind() == Kind::String && scalar.style != style {
            let new = quoted(&scalar.text, style, flow);
            if new != written {
                edits.push(TextEdit { span, text: new });
            }
        }
    });
}

fn is_text(entry: &Entry) -> bool {
    const WORDS: &[&str] = &[
        "authorId",
        "relatedGuidesId",
        "ending",
        "changefreq",
        "date",
    ];
    !WORDS.contains(&entry.key.text.as_str())
}

/// The lines of a mapping stand as far to the right as those of most mappings.
fn indent(text: &str, entry: &Entry, house: &House, edits: &mut Vec<TextEdit>) {
    let (Some(step), Node::Map(inner)) = (house.step, &entry.value) else {
        return;
    };
    let column = map::column(text, inner, 0);
    if map::is_flow(text, inner, 0) || column == step || column == 0 {
        return;
    }
    let from = next_line(text, entry.key.span.end);
    let last = extent(text, inner.span);
    if line_start(text, inner.span.start) < from {
        return;
    }
    for line in LineSpans::new(&text[..last.end as usize], from) {
        let written = line.slice(text);
        let blanks = (written.len() - written.trim_start_matches(' ').len()) as u32;
        if written.trim().is_empty() || blanks < column {
            continue;
        }
        let edit = if step > column {
            TextEdit {
                span: Span::at(line.start),
                text: " ".repeat((step - column) as usize),
            }
        } else {
            TextEdit {
                span: Span::new(line.start, line.start + column - step),
                text: String::new(),
            }
        };
        edits.push(edit);
    }
}
