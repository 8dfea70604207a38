//! Spaces in place of the tabs that lines are indented with.

use crate::shape::group::QUESTION_KEYS;
use crate::text::{Span, TextEdit, line_end, next_line};

/// How many spaces a tab may replace, the most usual first.
const WIDTHS: [usize; 4] = [2, 4, 8, 1];

/// The edits that write spaces for the tabs in `part`, one list for each width that a tab may have; none when no line
/// is indented with a tab. Tabs in the text of a block scalar stay.
pub fn replaced(text: &str, part: Span) -> Vec<Vec<TextEdit>> {
    let Some(leads) = leads(text, part).filter(|leads| !leads.is_empty()) else {
        return Vec::new();
    };
    let widths = WIDTHS.iter().map(|width| {
        let edit = |lead: &Span| TextEdit {
            span: *lead,
            text: without_tabs(lead.slice(text), *width),
        };
        leads.iter().map(edit).collect()
    });
    widths.collect()
}

/// What the lines of `part` start with where that holds a tab, spaces and hyphens included. `None` when it is
/// unclear which tabs are indentation: lines of a block scalar are indented differently.
fn leads(text: &str, part: Span) -> Option<Vec<Span>> {
    let mut found = Vec::new();
    let mut block: Option<Block> = None;
    let mut start = part.start;
    while start < part.end {
        let end = line_end(text, start);
        let line = Span::new(start, end).slice(text);
        let space = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if let Some(open) = &mut block
            && !line.trim().is_empty()
            && !open.holds(space, line.trim_start())?
        {
            block = None;
        }
        let lead = match &block {
            Some(_) if line.trim().is_empty() => "",
            Some(block) => block.indent.as_deref().unwrap_or(""),
            None => &line[..line.len() - line.trim_start_matches([' ', '\t', '-']).len()],
        };
        if lead.contains('\t') && line.len() > lead.len() {
            found.push(Span::new(start, start + lead.len() as u32));
        }
        if block.is_none() && opens_block(line) {
            block = Some(Block {
                key: space.to_owned(),
                indent: None,
            });
        }
        let next = next_line(text, end);
        if next <= start {
            break;
        }
        start = next;
    }
    Some(found)
}

/// A block scalar.
struct Block {
    /// What its key's line is indented with.
    key: String,
    /// What its own lines are indented with, once one was seen.
    indent: Option<String>,
}

impl Block {
    /// Whether the line `space` + `rest` is part of it; `None` when that is unknown.
    fn holds(&mut self, space: &str, rest: &str) -> Option<bool> {
        match &self.indent {
            Some(indent) if space.starts_with(indent.as_str()) => return Some(true),
            None if space.len() > self.key.len() && space.starts_with(self.key.as_str()) => {
                self.indent = Some(space.to_owned());
                return Some(true);
            }
            _ => {}
        }
        // Tabs among spaces prove nothing; a key of a question does.
        let key = rest.trim_start_matches(['-', ' ']).split(':').next();
        let left = self.key.starts_with(space)
            || !space.contains('\t') && !self.key.contains('\t')
            || key.is_some_and(|key| QUESTION_KEYS.contains(&key));
        left.then_some(false)
    }
}

/// Whether a block scalar starts below this line.
fn opens_block(line: &str) -> bool {
    let content = line.split(" #").next().unwrap_or(line).trim_end();
    let mark = content.rsplit([' ', '\t']).next().unwrap_or("");
    let is_mark = mark.starts_with(['|', '>'])
        && mark[1..]
            .chars()
            .all(|c| c.is_ascii_digit() || "+-".contains(c));
    let before = content[..content.len() - mark.len()].trim_end();
    is_mark && (before.ends_with(':') || before.ends_with('-'))
}

/// A tab after a hyphen is one space, any other so many.
fn without_tabs(lead: &str, width: usize) -> String {
    let mut out = String::new();
    for c in lead.chars() {
        match c {
            '\t' if out.ends_with('-') => out.push(' '),
            '\t' => out.extend(std::iter::repeat_n(' ', width)),
            c => out.push(c),
        }
    }
    out
}
