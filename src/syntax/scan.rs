//! Reads what can be read of YAML that does not parse: line by line, `key: value` and `- item`.
//!
//! A question that is being typed is broken most of the time. Its answer stays cited and its topics stay counted by
//! what this scan sees, and the scan depends on the present text alone, so a file means the same however it came about.

use smol_str::SmolStr;

use super::frontmatter::LineSpans;
use super::yaml::{Entry, List, Map, Node, Scalar, Style};
use crate::text::Span;

/// The entries that the lines of `text` show, with spans that count from `base` before it.
///
/// With `keys`, only those names are taken for keys: the text of an inline answer may well hold a word and a colon.
pub fn entries(text: &str, base: u32, keys: Option<&[&str]>) -> Map {
    let mut entries: Vec<Entry> = Vec::new();
    let mut items: Vec<Node> = Vec::new();
    for line in LineSpans::new(text, 0) {
        let (content, dashes) = strip_dashes(text, line);
        if let Some((key, value)) = key_and_value(text, content, keys) {
            attach(&mut entries, &mut items);
            entries.push(Entry {
                key: shift(key, base),
                value: value_node(text, value, base),
            });
        } else if dashes > 0 && !content.is_empty() && !entries.is_empty() {
            items.push(Node::Scalar(shift(scalar(text, content), base)));
        }
    }
    attach(&mut entries, &mut items);
    let span = entries
        .iter()
        .map(|e| e.key.span.cover(e.value.span()))
        .reduce(Span::cover);
    Map {
        entries: entries.into(),
        span: span.unwrap_or(Span::at(base)),
    }
}

/// Gives the items seen since the last key to it.
fn attach(entries: &mut [Entry], items: &mut Vec<Node>) {
    let (Some(last), false) = (entries.last_mut(), items.is_empty()) else {
        return;
    };
    if last.value.is_null() {
        let span = items
            .iter()
            .map(Node::span)
            .reduce(Span::cover)
            .unwrap_or_default();
        last.value = Node::List(List {
            items: std::mem::take(items).into(),
            span,
            flow: false,
        });
    } else {
        items.clear();
    }
}

/// The line without its indentation and hyphens, and how many hyphens there were.
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

fn key_and_value(text: &str, content: Span, keys: Option<&[&str]>) -> Option<(Scalar, Span)> {
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
    let separated = rest.is_empty() || rest.starts_with([' ', '\t']);
    if name.is_empty()
        || !(separated || keys.is_some())
        || keys.is_some_and(|keys| !keys.contains(&name))
    {
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

fn value_node(text: &str, value: Span, base: u32) -> Node {
    let written = value.slice(text);
    if let Some(inside) = written.strip_prefix('[') {
        let inside = inside.strip_suffix(']').unwrap_or(inside);
        let mut items = Vec::new();
        let mut at = value.start + 1;
        for part in inside.split(',') {
            let blanks = (part.len() - part.trim_start().len()) as u32;
            let span = Span::new(at + blanks, at + blanks + part.trim().len() as u32);
            at += part.len() as u32 + 1;
            if !span.is_empty() {
                items.push(Node::Scalar(shift(scalar(text, span), base)));
            }
        }
        return Node::List(List {
            items: items.into(),
            span: value.shift(base),
            flow: true,
        });
    }
    Node::Scalar(shift(scalar(text, value), base))
}

/// A scalar of one line: quotes, closed or not, are taken off, a comment is cut.
fn scalar(text: &str, span: Span) -> Scalar {
    let written = span.slice(text);
    for (quote, style) in [('\'', Style::Single), ('"', Style::Double)] {
        if let Some(inside) = written.strip_prefix(quote) {
            // Without its closing quote, the value is what follows the opening one, and nothing surrounds it.
            let (text, style) = match inside.strip_suffix(quote) {
                Some(closed) => (closed, style),
                None => (inside, Style::Plain),
            };
            return Scalar {
                text: SmolStr::from(text),
                span,
                style,
            };
        }
    }
    if written.starts_with(['|', '>']) {
        return Scalar {
            text: SmolStr::default(),
            span,
            style: Style::Block,
        };
    }
    let end = written.find(" #").unwrap_or(written.len());
    let value = written[..end].trim_end();
    Scalar {
        text: SmolStr::from(value),
        span: Span::new(span.start, span.start + value.len() as u32),
        style: Style::Plain,
    }
}

fn shift(scalar: Scalar, base: u32) -> Scalar {
    Scalar {
        span: scalar.span.shift(base),
        ..scalar
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: &[&str] = &["question", "answer", "topics", "level"];

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let map = entries(text, 10, Some(KEYS));
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
        check("", "");
    }
}
