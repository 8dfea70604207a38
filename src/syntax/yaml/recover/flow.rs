//! Recovers values in brackets and braces that may not be closed.

use smol_str::SmolStr;

use super::{Scan, key_and_value, scalar, without_properties};
use crate::syntax::yaml::quote::quoted_length;
use crate::syntax::yaml::{Entry, List, Node, Scalar};
use crate::text::Span;

impl Scan<'_> {
    /// The list whose `[` starts `value`, the rest of a line, and the offset of its end. A list that is not closed
    /// before `end` ends with its line.
    pub(super) fn flow_list(&self, value: Span, end: u32) -> (List, u32) {
        let (items, close) = self.flow_items(value.start + 1, end);
        let (items, end) = match close {
            Some(close) => (items, close + 1),
            None => (self.flow_items(value.start + 1, value.end).0, value.end),
        };
        let list = List {
            items: items.into(),
            span: Span::new(value.start, end),
            flow: true,
        };
        (list, end)
    }

    /// The last offset at which a value of several lines can end.
    pub(super) fn region_end(&self, value: Span) -> u32 {
        let next = self.lines_below(value).find(|line| {
            let (content, dashes) = crate::syntax::yaml::recover::strip_dashes(self.text, *line);
            dashes > 0 || key_and_value(self.text, content, self.keys).is_some()
        });
        next.map_or(self.text.len() as u32, |line| line.start)
    }

    /// The scalars from `at` on, and the offset of the closing bracket.
    fn flow_items(&self, mut at: u32, end: u32) -> (Vec<Node>, Option<u32>) {
        let mut items = Vec::new();
        loop {
            at = self.skip_gap(at, end);
            let rest = without_properties(self.text, Span::new(at, end));
            let written = rest.slice(self.text);
            let length = match written.chars().next() {
                None => return (items, None),
                Some(']') => return (items, Some(rest.start)),
                Some('[' | '{') => nested_length(written),
                Some(_) => value_length(written, |rest| rest.starts_with([',', ']'])),
            } as u32;
            let span = Span::new(rest.start, rest.start + length);
            if let Some(item) = self.flow_scalar(span) {
                items.push(Node::Scalar(item));
            }
            at = span.end.max(at + 1);
        }
    }

    /// Skips spaces, line breaks, commas and comments.
    fn skip_gap(&self, mut at: u32, end: u32) -> u32 {
        loop {
            let written = Span::new(at, end).slice(self.text);
            let rest = written.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            at = end - rest.len() as u32;
            if !rest.starts_with('#') {
                return at;
            }
            at += rest.find(['\n', '\r']).unwrap_or(rest.len()) as u32;
        }
    }

    /// The scalar at a span; `None` if it is not one of a single line.
    fn flow_scalar(&self, span: Span) -> Option<Scalar> {
        let span = crate::syntax::yaml::recover::trimmed(self.text, span);
        let written = span.slice(self.text);
        let is_line = !written.is_empty() && !written.contains(['\n', '\r']);
        (is_line && !written.starts_with(['[', '{'])).then(|| scalar(self.text, span))
    }

    /// Reads the entries of the mapping whose `{` is at `open`.
    pub(super) fn flow_map(&mut self, open: u32) {
        self.attach();
        let end = self.text.len() as u32;
        let mut at = open + 1;
        loop {
            at = self.skip_gap(at, end);
            let rest = Span::new(at, end);
            let written = rest.slice(self.text);
            if written.is_empty() || written.starts_with('}') {
                self.read_to = at + 1;
                return;
            }
            let line = written.find(['\n', '\r']).unwrap_or(written.len()) as u32;
            let found = key_and_value(self.text, Span::new(at, at + line), self.keys);
            let Some((key, value)) = found else {
                let length = match written.starts_with(['[', '{']) {
                    true => nested_length(written),
                    false => value_length(written, |rest| rest.starts_with([',', '}'])),
                };
                at += length.max(1) as u32;
                continue;
            };
            at = self.flow_entry(key, Span::new(value.start, end));
        }
    }

    /// Reads the value of a key in braces from the start of `rest` on, and returns the offset of its end.
    fn flow_entry(&mut self, key: Scalar, rest: Span) -> u32 {
        let value = without_properties(self.text, rest);
        let written = value.slice(self.text);
        if written.starts_with('[') {
            let line = written.find(['\n', '\r']).unwrap_or(written.len()) as u32;
            let first = Span::new(value.start, value.start + line);
            let (list, end) = self.flow_list(first, value.end);
            let value = Node::List(list);
            self.entries.push(Entry { key, value });
            return end;
        }
        let keys = self.keys;
        let is_prose = keys.prose.contains(&key.text.as_str());
        let ends = |rest: &str| match rest.strip_prefix(',') {
            Some(next) if is_prose => {
                let next = next.trim_start();
                let span = Span::new(0, next.len() as u32);
                key_and_value(next, span, keys).is_some()
            }
            Some(_) => true,
            None => rest.starts_with(['}', '\n', '\r']),
        };
        let length = match written.starts_with('{') {
            true => nested_length(written),
            false => value_length(written, ends),
        };
        let span = Span::new(value.start, value.start + length as u32);
        let value = self.flow_scalar(span);
        let absent = || Scalar {
            text: SmolStr::default(),
            ..Scalar::absent(span.start)
        };
        let value = Node::Scalar(value.unwrap_or_else(absent));
        self.entries.push(Entry { key, value });
        span.end
    }
}

/// The length of a scalar in brackets: up to its closing quote, up to what `ends` it, or up to a comment.
fn value_length(written: &str, ends: impl Fn(&str) -> bool) -> usize {
    if let Some(length) = quoted_length(written) {
        let rest = written[length..].trim_start();
        if rest.is_empty() || rest.starts_with([',', ']', '}', '#']) {
            return length;
        }
    }
    let mut before = ' ';
    for (at, c) in written.char_indices() {
        if at > 0 && (ends(&written[at..]) || c == '#' && before.is_whitespace()) {
            return at;
        }
        before = c;
    }
    written.len()
}

/// The length from the bracket or brace that starts `written` to its closing partner, both included.
fn nested_length(written: &str) -> usize {
    let mut depth = 0u32;
    let mut at = 0;
    while let Some(c) = written[at..].chars().next() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            '"' | '\'' => {
                let opens = written[..at].trim_end().ends_with(['[', '{', ',', ':']);
                if let Some(length) = quoted_length(&written[at..]).filter(|_| opens) {
                    at += length;
                    continue;
                }
            }
            _ => {}
        }
        at += c.len_utf8();
        if depth == 0 {
            return at;
        }
    }
    written.len()
}
