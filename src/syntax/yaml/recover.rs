//! Recovers entries from YAML that does not parse: line by line, `key: value` and `- item`.
//!
//! What is typed is broken most of the time. This scan keeps its complete values known. It depends on the current text
//! alone, so that the result does not depend on the history of edits.
//!
//! Recovered values can be renamed, so only values that are certainly complete are read: quotes, comments, anchors,
//! tags and brackets follow YAML.

mod flow;

use smol_str::SmolStr;

use super::quote::{quoted_length, unescaped};
use super::{Entry, List, Map, Node, Scalar, Style};
use crate::text::{LineSpans, Span};

/// The keys to recover.
#[derive(Clone, Copy, Debug)]
pub struct Keys<'k> {
    /// Their names. Any other word before a colon is text.
    pub names: &'k [&'k str],
    /// Those whose values are sentences, which often contain a comma that should have been quoted.
    pub prose: &'k [&'k str],
}

/// The entries recovered from the lines of `text`, with spans that count from `base` before it.
pub fn entries(text: &str, base: u32, keys: Keys<'_>) -> Map {
    let mut scan = Scan {
        text,
        keys,
        entries: Vec::new(),
        items: Vec::new(),
        read_to: 0,
    };
    scan.run();
    let mut node = Node::Map(Map {
        span: cover(
            scan.entries
                .iter()
                .map(|e| e.key.span.cover(e.value.span())),
        ),
        entries: scan.entries.into(),
    });
    node.shift_forward(base);
    match node {
        Node::Map(map) => map,
        _ => Map::default(),
    }
}

fn cover(spans: impl Iterator<Item = Span>) -> Span {
    spans.reduce(Span::cover).unwrap_or_default()
}

struct Scan<'t> {
    text: &'t str,
    keys: Keys<'t>,
    entries: Vec<Entry>,
    /// The items of a block list since the last key.
    items: Vec<Node>,
    /// Everything before this offset is part of the value of a key above.
    read_to: u32,
}

impl<'t> Scan<'t> {
    fn run(&mut self) {
        let mut asked: Option<Scalar> = None;
        for line in LineSpans::new(self.text, 0) {
            if line.start < self.read_to {
                continue;
            }
            let (content, dashes) = strip_dashes(self.text, line);
            let written = content.slice(self.text);
            let place = (line, content.start - line.start);
            if written.starts_with('{') && (dashes > 0 || self.entries.is_empty()) {
                self.flow_map(content.start);
            } else if let Some((key, value)) = self.key_and_value(content) {
                self.key(key, value, place);
            } else if let Some(key) = self.explicit_key(content) {
                asked = Some(key);
            } else if let (Some(key), true) = (asked.clone(), written.starts_with(": ")) {
                asked = None;
                let start = content.start + 2;
                self.key(
                    key,
                    trimmed(self.text, Span::new(start, content.end)),
                    place,
                );
            } else if dashes > 0 && !content.is_empty() && !self.entries.is_empty() {
                self.item(content, line);
            }
        }
        self.attach();
    }

    fn key(&mut self, key: Scalar, value: Span, (line, column): (Span, u32)) {
        self.attach();
        let value = self.value(value, line, column);
        self.entries.push(Entry { key, value });
    }

    /// The value of a key at `column` that starts at `value` on its `line`, or on the next one.
    fn value(&mut self, value: Span, line: Span, column: u32) -> Node {
        let value = without_properties(self.text, value);
        let written = value.slice(self.text);
        if written.is_empty() || written.starts_with('#') {
            return match self.value_below(line, column) {
                Some((below, value)) => {
                    self.read_to = below.end + 1;
                    self.value(value, below, column)
                }
                None => Node::Scalar(Scalar::absent(value.start)),
            };
        }
        if written.starts_with('[') {
            let (list, end) = self.flow_list(value, self.region_end(value));
            self.read_to = end;
            return Node::List(list);
        }
        if written.starts_with('{') {
            return Node::Scalar(Scalar::absent(value.start));
        }
        if written.starts_with(['|', '>']) {
            self.read_to = self.block_end(line, column);
            let block = trimmed(self.text, Span::new(value.start, self.read_to));
            return Node::Scalar(Scalar {
                text: SmolStr::default(),
                span: block,
                style: Style::Block,
            });
        }
        Node::Scalar(scalar(self.text, value))
    }

    /// The line with the value of a key that has nothing on its own line, and the value in it.
    fn value_below(&self, line: Span, column: u32) -> Option<(Span, Span)> {
        let mut lines = self.lines_below(line);
        let below = lines.find(|line| {
            let written = line.slice(self.text).trim();
            !written.is_empty() && !written.starts_with('#')
        })?;
        let (content, dashes) = strip_dashes(self.text, below);
        let deeper = content.start - below.start > column;
        let is_value = dashes == 0 && deeper && self.key_and_value(content).is_none();
        is_value.then_some((below, content))
    }

    /// The end of the lines of a block scalar whose key is at `column`.
    fn block_end(&self, line: Span, column: u32) -> u32 {
        let mut lines = self.lines_below(line);
        let next = lines.find(|line| {
            let written = line.slice(self.text);
            let indent = written.len() - written.trim_start_matches([' ', '\t']).len();
            !written.trim().is_empty() && indent as u32 <= column
        });
        next.map_or(self.text.len() as u32, |line| line.start)
    }

    fn lines_below(&self, line: Span) -> impl Iterator<Item = Span> + use<'t> {
        LineSpans::new(self.text, line.start).skip(1)
    }

    /// Reads an item of a block list; skips one that continues on the next line.
    fn item(&mut self, content: Span, line: Span) {
        let value = without_properties(self.text, content);
        let written = value.slice(self.text);
        let column = content.start - line.start;
        let plain = !written.starts_with(['\'', '"', '[', '{', '|', '>', '#']);
        let goes_on = plain && self.value_below(line, column.saturating_sub(2)).is_some();
        if !goes_on && !written.is_empty() && !written.starts_with(['[', '{']) {
            self.items.push(Node::Scalar(scalar(self.text, value)));
        }
    }

    /// Makes the items since the last key its value.
    fn attach(&mut self) {
        let items = std::mem::take(&mut self.items);
        let (Some(last), false) = (self.entries.last_mut(), items.is_empty()) else {
            return;
        };
        if last.value.is_null() && last.value.span().is_empty() {
            last.value = Node::List(List {
                span: cover(items.iter().map(Node::span)),
                items: items.into(),
                flow: false,
            });
        }
    }

    /// Reads `? key`, whose value is on a line `: value`.
    fn explicit_key(&self, content: Span) -> Option<Scalar> {
        let name = content.slice(self.text).strip_prefix("? ")?.trim();
        let bare = name.trim_matches(['"', '\'']);
        let known = self.keys.names.contains(&bare);
        let start = content.start + content.slice(self.text).find(bare)? as u32;
        (known && !bare.is_empty()).then(|| Scalar {
            text: SmolStr::from(bare),
            span: Span::new(start, start + bare.len() as u32),
            style: Style::Plain,
        })
    }

    fn key_and_value(&self, content: Span) -> Option<(Scalar, Span)> {
        key_and_value(self.text, content, self.keys)
    }
}

/// The line without its indentation and hyphens, and the number of hyphens.
fn strip_dashes(text: &str, line: Span) -> (Span, usize) {
    let mut at = line.start as usize;
    let end = line.start as usize + line.slice(text).trim_end().len();
    let mut dashes = 0;
    loop {
        let rest = &text[at..end.max(at)];
        at += rest.len() - rest.trim_start().len();
        let rest = &text[at..end.max(at)];
        if rest == "-" || rest.starts_with("- ") || rest.starts_with("-\t") {
            at += 1;
            dashes += 1;
        } else {
            return (Span::new(at as u32, end.max(at) as u32), dashes);
        }
    }
}

fn key_and_value(text: &str, content: Span, keys: Keys<'_>) -> Option<(Scalar, Span)> {
    let line = content.slice(text);
    let quote = line.chars().next().filter(|c| matches!(c, '"' | '\''));
    let name_start = usize::from(quote.is_some());
    let length =
        line[name_start..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'))?;
    let name = &line[name_start..name_start + length];
    let after = name_start
        + length
        + usize::from(quote.is_some_and(|q| line[name_start + length..].starts_with(q)));
    let rest = line[after..].strip_prefix(':')?;
    if !keys.names.contains(&name) {
        return None;
    }
    let key = Span::new(
        content.start + name_start as u32,
        content.start + (name_start + length) as u32,
    );
    let blanks = rest.len() - rest.trim_start().len();
    let value = Span::new(content.start + (after + 1 + blanks) as u32, content.end);
    Some((
        Scalar {
            text: SmolStr::from(name),
            span: key,
            style: Style::Plain,
        },
        value,
    ))
}

/// The value without the anchors, tags and spaces before it.
fn without_properties(text: &str, value: Span) -> Span {
    let mut value = trimmed(text, value);
    loop {
        let written = value.slice(text);
        if !written.starts_with(['&', '!']) {
            return value;
        }
        let length = written.find([' ', '\t', '\n', '\r']);
        let length = length.unwrap_or(written.len()) as u32;
        value = trimmed(text, Span::new(value.start + length, value.end));
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let written = span.slice(text);
    let start = span.start + (written.len() - written.trim_start().len()) as u32;
    Span::new(start, start + written.trim().len() as u32)
}

/// A scalar of one line, without its quotes (closed or not) and its comment.
fn scalar(text: &str, span: Span) -> Scalar {
    let written = span.slice(text);
    for (quote, style) in [('\'', Style::Single), ('"', Style::Double)] {
        if written.starts_with(quote) {
            return in_quotes(written, span, quote, style);
        }
    }
    let end = written.find([' ', '\t']).and_then(|_| comment(written));
    let value = written[..end.unwrap_or(written.len())].trim_end();
    // An alias has a value from elsewhere.
    let said = if value.starts_with('*') && !value.contains(' ') {
        ""
    } else {
        value
    };
    Scalar {
        text: SmolStr::from(said),
        span: Span::new(span.start, span.start + value.len() as u32),
        style: Style::Plain,
    }
}

/// The start of a comment, including the space before it.
fn comment(written: &str) -> Option<usize> {
    [" #", "\t#"]
        .iter()
        .filter_map(|sign| written.find(sign))
        .min()
}

fn in_quotes(written: &str, span: Span, quote: char, style: Style) -> Scalar {
    let inside = &written[1..];
    let length = quoted_length(written);
    let closed = length.filter(|length| {
        let rest = &written[*length..];
        rest.trim_start().is_empty() || comment(rest).is_some_and(|at| rest[..at].trim().is_empty())
    });
    if let Some(length) = closed {
        let inside = &written[1..length - 1];
        return Scalar {
            text: match style {
                Style::Double => unescaped(inside).into(),
                _ => inside.replace("''", "'").into(),
            },
            span: Span::new(span.start, span.start + length as u32),
            style,
        };
    }
    // Without a closing quote, the value is the rest after the opening one.
    let (text, style) = match inside.strip_suffix(quote) {
        Some(closed) => (closed, style),
        None => (inside, Style::Plain),
    };
    Scalar {
        text: SmolStr::from(text),
        span,
        style,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: Keys<'_> = Keys {
        names: &["question", "answer", "topics", "level"],
        prose: &["question"],
    };

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let map = entries(text, 10, KEYS);
        let padded = format!("{}{text}", " ".repeat(10));
        let mut out = String::new();
        for entry in &map.entries {
            assert_eq!(entry.key.span.slice(&padded), entry.key.text);
            let values: Vec<&str> = match &entry.value {
                Node::Scalar(s) => vec![&s.text],
                Node::List(l) => l.items.iter().map(|n| n.span().slice(&padded)).collect(),
                Node::Map(_) => vec![],
            };
            out += &format!("{}={values:?} ", entry.key.text);
        }
        assert_eq!(out.trim_end(), expected);
    }

    #[test]
    fn reads_broken_questions() {
        check(
            "  - question: 'open\n    answer: x.md\n    topics:\n      - 'a'\n      - b\n",
            r#"question=["open"] answer=["x.md"] topics=["'a'", "b"]"#,
        );
        check(
            "  - question: a: b\n    answer:x.md\n    topics: ['Co\n",
            r#"question=["a: b"] answer=["x.md"] topics=["'Co"]"#,
        );
        check(
            "  - question: q\n\tanswer: \"x.md\n   topics: [a, b]\n",
            r#"question=["q"] answer=["x.md"] topics=["a", "b"]"#,
        );
        check(
            "  - question\n    answer: |\n      Note: text\n      - item\n    level: Beginner\n",
            r#"answer=[""] level=["Beginner"]"#,
        );
        check("  - - -\n", "");
        // Nothing inside quotes ends a value.
        check(
            "  - question: a: b\n    topics: ['Data, big', \"x]\", Data] # c\n    answer: 'b.md' # c\n",
            r#"question=["a: b"] topics=["'Data, big'", "\"x]\"", "Data"] answer=["b.md"]"#,
        );
        check("", "");
    }

    #[test]
    fn reads_all_forms_of_a_value() {
        let rest = |form: &str| format!("  - question: a: b\n    {form}\n");
        for (form, expected) in [
            ("answer: &f b.md", r#"answer=["b.md"]"#),
            ("answer: !!str 'b.md' # c", r#"answer=["b.md"]"#),
            ("answer: &f\n      b.md", r#"answer=["b.md"]"#),
            ("answer:\n      # c\n      'b.md'", r#"answer=["b.md"]"#),
            ("answer: \"b\\x2emd\"", r#"answer=["b.md"]"#),
            ("? answer\n    : b.md", r#"answer=["b.md"]"#),
            ("\"answer\": b.md", r#"answer=["b.md"]"#),
            ("answer: *f", r#"answer=[""]"#),
            (
                "topics: &t [Beginner, Data]",
                r#"topics=["Beginner", "Data"]"#,
            ),
            (
                "topics: [&d Data, !!str 'x, y']",
                r#"topics=["Data", "'x, y'"]"#,
            ),
            (
                "topics:\n      - &d Data\n      - *d",
                r#"topics=["Data", "*d"]"#,
            ),
            (
                "topics: [Beginner, # one, two\n      Data,\n\n      'x']",
                r#"topics=["Beginner", "Data", "'x'"]"#,
            ),
            (
                "topics:\n      [Beginner,\n      Data]",
                r#"topics=["Beginner", "Data"]"#,
            ),
            ("topics: [[Data], {a: Data}, x]", r#"topics=["x"]"#),
            ("topics: [Data\n      Type, x]", r#"topics=["x"]"#),
            (
                "topics:\n      - Data\n        Type\n      - x",
                r#"topics=["x"]"#,
            ),
            (
                "answer: |\n      level: Hard\n    level: Easy",
                r#"answer=[""] level=["Easy"]"#,
            ),
        ] {
            check(&rest(form), &format!(r#"question=["a: b"] {expected}"#));
            check(
                &rest(form).replace('\n', "\r\n"),
                &format!(r#"question=["a: b"] {expected}"#),
            );
        }
    }

    #[test]
    fn reads_a_question_between_braces() {
        check(
            "  - {question: Why: x, answer: b.md, topics: [a, 'b, c'], level: Easy}\n",
            r#"question=["Why: x"] answer=["b.md"] topics=["a", "'b, c'"] level=["Easy"]"#,
        );
        check(
            "  - {question: 'What's, answer: b.md,\n     other: [answer: c], # c\n     \"level\": Easy\n",
            r#"question=["What's"] answer=["b.md"] level=["Easy"]"#,
        );
        check(
            "  - {answer: 'b.md' , topics: [a\n",
            r#"answer=["b.md"] topics=["a"]"#,
        );
    }
}
