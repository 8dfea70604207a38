//! Collections between brackets and braces, read as far as they are typed.
//!
//! Reads what YAML would read where that is possible. Where it is not, an item ends at the next comma, bracket or brace,
//! or before a line that starts with a key.

use crate::syntax::yaml::quote::quoted_length;
use crate::text::Span;

/// A list or a mapping between brackets or braces.
pub(super) struct Flow {
    /// Whether it is a mapping.
    pub map: bool,
    /// Where its content starts, after the bracket.
    pub open: u32,
    /// Where its content ends: at the closing bracket, or where reading stopped.
    pub end: u32,
    /// What is between the commas.
    pub entries: Vec<Entry>,
}

/// What is between two commas.
pub(super) struct Entry {
    /// All of it, with spaces and comments.
    pub span: Span,
    /// What is before the colon.
    pub key: Option<Span>,
    /// Where the colon ends.
    pub colon: Option<u32>,
    /// What is after the colon; in a list, the item.
    pub value: Option<Value>,
    /// Whether more follows that cannot be read, as where a comma is missing.
    pub slip: bool,
}

/// A value as it is written, without anchor and tag.
pub(super) enum Value {
    Scalar(Span),
    Flow(Flow),
}

impl Value {
    pub fn span(&self) -> Span {
        match self {
            Self::Scalar(span) => *span,
            Self::Flow(flow) => Span::new(flow.open - 1, flow.end),
        }
    }
}

impl Flow {
    /// Reads the collection whose bracket or brace is at `at`, up to the offset `end`.
    pub fn read(text: &str, at: u32, end: u32) -> Self {
        Reader {
            text: &text[..end as usize],
            at: at as usize,
            closers: Vec::new(),
        }
        .collection()
    }

    /// Whether `cursor` is between its brackets.
    pub fn holds(&self, cursor: u32) -> bool {
        self.open <= cursor && cursor <= self.end
    }
}

struct Reader<'t> {
    /// The text up to where reading stops.
    text: &'t str,
    at: usize,
    /// The brackets that are to close, the innermost last.
    closers: Vec<u8>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Whether an item ends here. A bracket of an outer collection ends an inner one that is not closed.
    fn is_end(&self) -> bool {
        match self.peek() {
            None | Some(b',') => true,
            Some(byte) => self.closers.contains(&byte),
        }
    }

    fn collection(mut self) -> Flow {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Flow {
        let map = self.peek() == Some(b'{');
        self.closers.push(if map { b'}' } else { b']' });
        self.at += 1;
        let mut flow = Flow {
            map,
            open: self.at as u32,
            end: 0,
            entries: Vec::new(),
        };
        loop {
            flow.entries.push(self.entry(map, depth));
            match self.peek() {
                Some(b',') => self.at += 1,
                // The line before a key lacks its comma.
                Some(b'\n' | b'\r') => {}
                _ => break,
            }
        }
        flow.end = self.at as u32;
        if self.peek() == self.closers.pop() {
            self.at += 1;
        }
        flow
    }

    fn entry(&mut self, map: bool, depth: usize) -> Entry {
        let start = self.at as u32;
        let mut entry = Entry {
            span: Span::at(start),
            key: None,
            colon: None,
            value: None,
            slip: false,
        };
        self.blanks();
        let first = (!self.is_end()).then(|| self.node(depth));
        self.inner_blanks();
        if self.peek() == Some(b':') {
            self.at += 1;
            entry.key = first.as_ref().map(Value::span);
            entry.colon = Some(self.at as u32);
            self.inner_blanks();
            if !self.is_end() && !self.is_break() {
                entry.value = Some(self.node(depth));
            }
        } else if map {
            entry.key = first.as_ref().map(Value::span);
        } else {
            entry.value = first;
        }
        self.rest(&mut entry);
        entry.span = Span::new(start, self.at as u32);
        entry
    }

    /// What follows a value and does not belong there.
    fn rest(&mut self, entry: &mut Entry) {
        self.inner_blanks();
        while !self.is_end() && !self.is_break() {
            entry.slip = true;
            self.at += 1;
            self.inner_blanks();
        }
    }

    /// Whether a line break is here: [`Self::inner_blanks`] stops at one only when a key follows.
    fn is_break(&self) -> bool {
        matches!(self.peek(), Some(b'\n' | b'\r'))
    }

    /// Passes spaces, line breaks and comments.
    fn blanks(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'#' if self.text[..self.at].ends_with([' ', '\t', '\n', '\r', ',', '[', '{']) => {
                    self.at += self.line_rest();
                }
                _ => break,
            }
        }
    }

    /// The same, but not to a line that starts with a key.
    fn inner_blanks(&mut self) {
        loop {
            let before = self.at;
            while matches!(self.peek(), Some(b' ' | b'\t')) {
                self.at += 1;
            }
            if self.peek() == Some(b'#') && self.text[..self.at].ends_with([' ', '\t']) {
                self.at += self.line_rest();
            }
            if self.is_break() {
                let line = self.at;
                self.blanks();
                if self.starts_key() {
                    self.at = line;
                    return;
                }
            }
            if self.at == before {
                return;
            }
        }
    }

    /// How far it is to the end of the line.
    fn line_rest(&self) -> usize {
        let rest = &self.text[self.at..];
        rest.find(['\n', '\r']).unwrap_or(rest.len())
    }

    /// Whether a word and a colon are here.
    fn starts_key(&self) -> bool {
        let rest = &self.text[self.at..];
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '\'' | '"');
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        length > 0 && is_colon(&rest.as_bytes()[length..])
    }

    fn node(&mut self, depth: usize) -> Value {
        let start = self.at;
        while matches!(self.peek(), Some(b'&' | b'!')) {
            let before = self.at;
            self.at += self.text[before..]
                .find([' ', '\t', '\n', '\r', ',', '[', ']', '{', '}'])
                .unwrap_or(self.text.len() - before);
            self.inner_blanks();
            if self.is_end() || self.is_break() {
                return Value::Scalar(trimmed(self.text, start, self.at));
            }
        }
        match self.peek() {
            // A limit for the stack; no real file nests that deep.
            Some(b'[' | b'{') if depth < 50 => Value::Flow(self.nested(depth + 1)),
            Some(b'\'' | b'"') => Value::Scalar(self.quoted()),
            _ => Value::Scalar(self.plain()),
        }
    }

    /// Through the closing quote, if what follows shows that it is one; else to the next comma or bracket.
    fn quoted(&mut self) -> Span {
        let start = self.at;
        let closed = quoted_length(&self.text[start..]).map(|length| start + length);
        if let Some(end) = closed {
            self.at = end;
            self.inner_blanks();
            if self.is_end() || self.is_break() || self.peek() == Some(b':') {
                self.at = end;
                return Span::new(start as u32, end as u32);
            }
        }
        self.at = start + 1;
        while !self.is_end() && !self.is_break() && !is_colon(&self.text.as_bytes()[self.at..]) {
            self.at += 1;
        }
        trimmed(self.text, start, self.at)
    }

    fn plain(&mut self) -> Span {
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b',' | b'[' | b']' | b'{' | b'}' if self.at > start => break,
                b':' if is_colon(&self.text.as_bytes()[self.at..]) => break,
                b' ' | b'\t' | b'\n' | b'\r' => {
                    let blank = self.at;
                    self.inner_blanks();
                    let comment = self.text[blank..self.at].contains('#');
                    if comment || self.is_break() || self.is_end() || self.at == blank {
                        break;
                    }
                }
                _ => self.at += 1,
            }
        }
        trimmed(self.text, start, self.at)
    }
}

/// Whether `rest` starts with a colon that ends a key.
fn is_colon(rest: &[u8]) -> bool {
    let ends = |byte: &u8| {
        matches!(
            byte,
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b'[' | b']' | b'{' | b'}'
        )
    };
    rest.first() == Some(&b':') && rest.get(1).is_none_or(ends)
}

/// From `start` to `end`, without a comment and spaces before `end`.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let written = &text[start..end];
    let comment = written.find([' ', '\t', '\n', '\r']).and_then(|_| {
        written
            .match_indices('#')
            .find(|(at, _)| written[..*at].ends_with([' ', '\t', '\n', '\r']))
    });
    let kept = comment.map_or(written, |(at, _)| &written[..at]).trim_end();
    Span::new(start as u32, (start + kept.len()) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(flow: &Flow, text: &str) -> String {
        let entries = flow.entries.iter().map(|entry| {
            let key = entry.key.map_or("", |span| span.slice(text));
            let colon = if entry.colon.is_some() { "=" } else { "" };
            let value = match &entry.value {
                None => String::new(),
                Some(Value::Scalar(span)) => format!("<{}>", span.slice(text)),
                Some(Value::Flow(flow)) => show(flow, text),
            };
            let slip = if entry.slip { "?" } else { "" };
            format!("{key}{colon}{value}{slip}")
        });
        let entries = entries.collect::<Vec<_>>().join(" | ");
        if flow.map {
            format!("{{{entries}}}")
        } else {
            format!("[{entries}]")
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let flow = Flow::read(text, 0, text.len() as u32);
        assert_eq!(show(&flow, text), expected, "{text:?}");
    }

    #[test]
    fn what_yaml_takes() {
        check("[a, b]", "[<a> | <b>]");
        check("[]", "[]");
        check("[a, ]", "[<a> | ]");
        check("['a, b', \"c]\"]", "[<'a, b'> | <\"c]\">]");
        check("[it's, b]", "[<it's> | <b>]");
        check(
            "[[a, b], {c: d, e: f}, g] h",
            "[[<a> | <b>] | {c=<d> | e=<f>} | <g>]",
        );
        check(
            "{question: Why so?, answer: a.md}",
            "{question=<Why so?> | answer=<a.md>}",
        );
        check("{a: , b:, c:}", "{a= | b= | c=}");
        check("{\"a\":1, 'b': x:y, c}", "{\"a\"=<1> | 'b'=<x:y> | c}");
        check(
            "{a: &x one, b: !!str 2, c: *x}",
            "{a=<one> | b=<2> | c=<*x>}",
        );
        check("{a: [x,\n  y], # z, w\n b: c}", "{a=[<x> | <y>] | b=<c>}");
        check(
            "{a: one\n  two, b: 'three\n  four'}",
            "{a=<one\n  two> | b=<'three\n  four'>}",
        );
        check("{a: b#c, d: e # f, g\n}", "{a=<b#c> | d=<e>}");
        check("{a: http://b/c, d: e}", "{a=<http://b/c> | d=<e>}");
    }

    #[test]
    fn what_is_half_typed() {
        check("[", "[]");
        check("[a,", "[<a> | ]");
        check("{a: b, c", "{a=<b> | c}");
        check("{a: [b, }", "{a=[<b> | ]}");
        check("['Co, Beginner]", "[<'Co> | <Beginner>]");
        check("['Co, 'Beginner']", "[<'Co> | <'Beginner'>]");
        check("{a: 'b, c: d, e: ['f']}", "{a=<'b> | c=<d> | e=[<'f'>]}");
        check("{a: 'b' c, d: e}", "{a=<'b' c> | d=<e>}");
        check("{a: 'b' c: d}", "{a=<'b' c>?}");
        check("{a: b c: d}", "{a=<b c>?}");
        check("{a: b\n c: d}", "{a=<b> | c=<d>}");
        check("{a:\n c: d}", "{a= | c=<d>}");
        check("{a: & , b: c}", "{a=<&> | b=<c>}");
    }
}
