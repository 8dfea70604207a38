//! The lines of a question in a document.

use crate::facts::questions::Placed;
use crate::text::{Span, line_end, line_start};

/// Where a question starts, and where its text and its answer end.
#[derive(Clone, Copy)]
pub struct Block {
    /// The start of its first line, or of the one above with the tag that it is in, or that links lead to.
    pub start: u32,
    /// The end of the line with its text.
    pub opener: u32,
    /// The end of the last line, without what belongs to the next question or parts both.
    pub end: u32,
}

impl Block {
    /// The lines of a question that has a text.
    pub fn of(text: &str, placed: &Placed<'_>) -> Option<Self> {
        let asked = placed.text()?.span;
        let mut start = line_start(text, placed.start);
        let mut opener = line_end(text, asked.end);
        let before = Span::new(start, asked.start).slice(text);
        if before.contains("<summary") {
            let above = text[..start as usize].trim_end();
            let line = line_start(text, above.len() as u32);
            let is_details = above[line as usize..].trim().starts_with("<details");
            if is_details && !before.contains("<details") {
                start = line;
            }
            let rest = &text[asked.end as usize..];
            let close = rest.find("</summary>");
            opener = close.map_or(opener, |at| line_end(text, asked.end + at as u32));
        }
        Some(Self {
            start: with_anchors(text, start),
            opener,
            end: end_of(text, placed.span().end.max(opener), opener),
        })
    }
}

/// The start of the first of the lines right above `start` that are nothing but elements that links can lead to.
fn with_anchors(text: &str, mut start: u32) -> u32 {
    loop {
        let above = Span::new(0, start).slice(text);
        let line = line_start(text, above.trim_end_matches(['\n', '\r']).len() as u32);
        if line == start || !is_anchor(Span::new(line, start).slice(text).trim()) {
            return start;
        }
        start = line;
    }
}

/// The end of a question that ends before `end`, without the rules and the anchors below it.
fn end_of(text: &str, mut end: u32, opener: u32) -> u32 {
    while end > opener {
        let start = line_start(text, end);
        let line = Span::new(start, end).slice(text).trim();
        let above = text[..start as usize].trim_end().len() as u32;
        let gap = text[above as usize..start as usize].matches('\n').count();
        let parts = line.is_empty() || is_rule(line) && gap > 1 || is_anchor(line);
        if !parts || above < opener {
            break;
        }
        end = above;
    }
    end
}

/// Whether a text has nothing but blank lines and rules.
pub fn is_separator(text: &str) -> bool {
    text.contains('\n')
        && text
            .lines()
            .all(|line| line.trim().is_empty() || is_rule(line))
}

/// Whether a line is a rule.
pub fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let first = marks
        .next()
        .filter(|first| matches!(first, '-' | '*' | '_'));
    let rest: Vec<char> = marks.collect();
    rest.len() > 1 && rest.iter().all(|mark| Some(*mark) == first)
}

/// Whether a line can be between two questions: a blank one, a rule, an anchor of the next question.
pub fn parts_questions(line: &str) -> bool {
    line.trim().is_empty() || is_rule(line) || is_anchor(line.trim())
}

/// Whether a line is nothing but an element that links can lead to.
pub fn is_anchor(line: &str) -> bool {
    let mut shown = String::new();
    let mut in_tag = false;
    for c in line.chars() {
        in_tag |= c == '<';
        if !in_tag {
            shown.push(c);
        }
        in_tag &= c != '>';
    }
    let names = line.contains(" id=") || line.contains(" name=");
    line.starts_with("<a ") && names && shown.trim().is_empty()
}
