//! Completion items from texts with tab stops.

use super::{Edit, Item, Options};
use crate::shape::template::{Part, Template};
use crate::text::{Span, line_break, line_start};

/// `item` with an edit that puts `template` in place of `span` in `text`: a snippet, or plain text for a client without
/// snippets.
pub(super) fn fill(
    template: &Template,
    item: Item,
    text: &str,
    span: Span,
    options: &Options,
) -> Item {
    let lines = template
        .parts
        .iter()
        .any(|part| matches!(part, Part::Line(_)));
    let snippet = options.snippets && template.stops > 0;
    let as_is = lines && options.as_is;
    // A client without that mode indents each further line of a snippet like the cursor's line.
    let spared = if snippet && !as_is {
        indentation(text, span.start)
    } else {
        0
    };
    // The client normalises the line breaks of snippets; it inserts plain text as it is.
    let line_break = if snippet { "\n" } else { line_break(text) };
    let mut out = String::new();
    for part in &template.parts {
        match part {
            Part::Text(part) if snippet => out.push_str(&escape(part)),
            Part::Text(part) => out.push_str(part),
            Part::Stop(stop) if snippet => {
                let stop = if *stop == template.stops { 0 } else { *stop };
                out.push_str(&format!("${stop}"));
            }
            Part::Hint(stop, hint) if snippet => {
                out.push_str(&format!("${{{stop}:{}}}", escape(hint)));
            }
            Part::Hint(_, hint) => out.push_str(hint),
            Part::Stop(_) => {}
            Part::Line(column) => {
                out.push_str(line_break);
                out.push_str(&" ".repeat(column.saturating_sub(spared) as usize));
            }
        }
    }
    Item {
        edit: Edit {
            insert: span,
            replace: span,
            text: out,
        },
        snippet,
        as_is,
        ..item
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '$' | '}' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The number of spaces at the start of the line of `offset`.
fn indentation(text: &str, offset: u32) -> u32 {
    let line = &text[line_start(text, offset) as usize..];
    line.bytes()
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .count() as u32
}
