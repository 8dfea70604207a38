//! How a value that is not YAML can be written so that it is: its text in quotes, any comment after it.

use crate::syntax::yaml::quote::{is_plain, quoted};
use crate::syntax::yaml::{self, Node, Style};
use crate::text::{Span, TextEdit, line_end};

/// Keys whose value is a list or a mapping: text in quotes would be of the wrong type.
const NO_TEXT: &[&str] = &["questions", "topics", "keywords", "seo", "sitemap"];

/// The tags that YAML itself defines.
const CORE_TAGS: &[&str] = &[
    "str",
    "int",
    "float",
    "bool",
    "null",
    "seq",
    "map",
    "binary",
    "timestamp",
    "omap",
    "pairs",
    "set",
    "merge",
];

/// A value on one line, as written, without the spaces around it. A comment may be part of it.
#[derive(Clone, Copy)]
pub struct Value<'t> {
    /// Where it is.
    pub span: Span,
    /// Its key; `None` for an item of a list.
    key: Option<&'t str>,
    /// The column that its continuation lines are to the right of.
    column: usize,
}

/// The values of the lines `key: value` and `- value` in `part`.
pub fn values(text: &str, part: Span) -> Vec<Value<'_>> {
    let mut found = Vec::new();
    let mut start = part.start;
    while start < part.end {
        let end = line_end(text, start).min(part.end);
        found.extend(value(Span::new(start, end).slice(text), start));
        let next = crate::text::next_line(text, end);
        if next <= start {
            break;
        }
        start = next;
    }
    found
}

fn value(line: &str, start: u32) -> Option<Value<'_>> {
    let content = line.trim_start_matches([' ', '\t', '-']);
    let name = content.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-')));
    let key = name.filter(|at| *at > 0 && content[*at..].starts_with(": "));
    let item = || {
        let item = line.trim_start().strip_prefix("- ")?;
        Some((None, item.trim()))
    };
    let (key, written) = match key {
        Some(at) => (Some(&content[..at]), content[at + 2..].trim()),
        None => item()?,
    };
    let column = match key {
        Some(_) => line.len() - content.len(),
        None => line.len() - line.trim_start().len(),
    };
    let from = start + (written.as_ptr() as usize - line.as_ptr() as usize) as u32;
    (!written.is_empty()).then_some(Value {
        span: Span::new(from, from + written.len() as u32),
        key,
        column,
    })
}

impl Value<'_> {
    /// The edits that may put the text in quotes, the most probable first; none for a value that YAML can read, or
    /// that may be something else than text.
    pub fn in_quotes(&self, text: &str) -> Vec<TextEdit> {
        let written = self.span.slice(text);
        if reads(written) || self.may_refer(text) {
            return Vec::new();
        }
        match written.as_bytes()[0] {
            quote @ (b'\'' | b'"') => self.requoted(written, quote as char),
            b'[' | b'{' => self.bracketed(written),
            b'|' | b'>' if !starts_text(written) => Vec::new(),
            _ => self.plain(text, written),
        }
    }

    /// Whether it is an alias, or a value with an anchor or a tag, that other places may depend on.
    fn may_refer(&self, text: &str) -> bool {
        let written = self.span.slice(text);
        let name = |rest: &str| {
            let end = rest.find(|c: char| c.is_whitespace() || ",[]{}".contains(c));
            rest[..end.unwrap_or(rest.len())].to_owned()
        };
        let mentions = |sign: char, name: &str| text.contains(&format!("{sign}{name}"));
        match written.chars().next() {
            Some('*') => {
                let alias = name(&written[1..]);
                let ends = without_comment(written).len() == 1 + alias.len();
                mentions('&', &alias) || ends && !alias.ends_with('*')
            }
            Some('&') => {
                let anchor = name(&written[1..]);
                let rest = written[1 + anchor.len()..].trim_start();
                !anchor.is_empty() && (reads(rest) || mentions('*', &anchor))
            }
            Some('!') => {
                let tag = name(&written[1..]);
                let core = |tag: &str| CORE_TAGS.contains(&tag);
                tag.is_empty() || tag.strip_prefix('!').is_some_and(core)
            }
            _ => false,
        }
    }

    /// A text without quotes, its comment left where it is.
    fn plain(&self, text: &str, written: &str) -> Vec<TextEdit> {
        if self.key.is_some_and(|key| NO_TEXT.contains(&key)) {
            return Vec::new();
        }
        let content = without_comment(written);
        if content.is_empty() || is_plain(content, false) {
            return Vec::new();
        }
        let line = self.edit(content, &quoted(content, Style::Single, true));
        let mut edits = vec![line];
        // With a comment the text ends here.
        if content.len() == written.len() {
            edits.extend(self.on_several_lines(text));
        }
        edits
    }

    /// The text with the lines below that go on with it. The line breaks stay: within quotes they mean the same.
    fn on_several_lines(&self, text: &str) -> Option<TextEdit> {
        let mut end = self.span.end;
        let mut next = crate::text::next_line(text, end);
        while next > end {
            let line = Span::new(next, line_end(text, next));
            let written = line.slice(text);
            let rest = written.trim_start_matches(' ');
            let goes_on = written.len() - rest.len() > self.column
                && !rest.trim().is_empty()
                && !rest.starts_with(['#', '\t'])
                && !rest.contains(" #");
            if !goes_on {
                break;
            }
            end = line.start + written.trim_end().len() as u32;
            next = crate::text::next_line(text, line.end);
        }
        let span = Span::new(self.span.start, end);
        let content = span.slice(text);
        (end > self.span.end).then(|| TextEdit {
            span,
            text: format!("'{}'", content.replace('\'', "''")),
        })
    }

    /// A text that starts with a bracket which is closed before the text ends.
    fn bracketed(&self, written: &str) -> Vec<TextEdit> {
        let close = match written.as_bytes()[0] {
            b'[' => ']',
            _ => '}',
        };
        let content = without_comment(written);
        let rest = content
            .find(close)
            .map_or("", |at| content[at + 1..].trim_start());
        let is_list = self.key.is_some_and(|key| NO_TEXT.contains(&key));
        let goes_on = rest.starts_with(|c: char| !matches!(c, ']' | '}' | ',' | ':'));
        if is_list || !goes_on {
            return Vec::new();
        }
        vec![self.edit(content, &quoted(content, Style::Single, true))]
    }

    /// A text that starts with a quote: written in quotes that it breaks, or one that starts with a quoted word.
    fn requoted(&self, written: &str, quote: char) -> Vec<TextEdit> {
        if self.key.is_some_and(|key| NO_TEXT.contains(&key)) {
            return Vec::new();
        }
        let Some(content) = enclosed(written, quote) else {
            return self.begun(written, quote);
        };
        let inner = &content[1..content.len() - 1];
        if starts_with_word(content, quote) && ends_with_word(content, quote) {
            return vec![self.edit(content, &quoted(content, Style::Single, true))];
        }
        let (intended, style) = unquoted(inner, quote);
        vec![self.edit(content, &quoted(&intended, style, true))]
    }

    /// A text that starts with a quote and does not end with it.
    fn begun(&self, written: &str, quote: char) -> Vec<TextEdit> {
        if !written[1..].contains(quote) {
            // Nothing but the closing quote is missing.
            return Vec::new();
        }
        if starts_with_word(written, quote) {
            let content = without_comment(written);
            return vec![self.edit(content, &quoted(content, Style::Single, true))];
        }
        let content = before_note(written);
        let (intended, style) = unquoted(&content[1..], quote);
        vec![self.edit(content, &quoted(&intended, style, true))]
    }

    /// Where the closing quote of a value is missing.
    pub fn closing_quote(&self, text: &str) -> Option<TextEdit> {
        let written = self.span.slice(text);
        let quote = written.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
        let open = !written[1..].contains(quote);
        let end = self.span.start + before_note(written).len() as u32;
        open.then(|| TextEdit {
            span: Span::at(end),
            text: quote.to_string(),
        })
    }

    fn edit(&self, content: &str, new: &str) -> TextEdit {
        TextEdit {
            span: Span::new(self.span.start, self.span.start + content.len() as u32),
            text: new.to_owned(),
        }
    }
}

/// Whether YAML can read the value by itself, as the value of a key.
fn reads(written: &str) -> bool {
    let line = format!("k: {written}\n");
    let root = yaml::parse(&line, 0).ok().flatten();
    let map = root.as_ref().and_then(Node::as_map);
    map.is_some_and(|map| map.entries.len() == 1)
}

/// Whether `|` or `>` starts a text here, and not a block on the lines below.
fn starts_text(written: &str) -> bool {
    let rest = written[1..].trim_start_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
    !without_comment(rest).trim().is_empty()
}

/// The value up to a comment.
fn without_comment(written: &str) -> &str {
    let comment = written.find(" #").into_iter().chain(written.find("\t#"));
    let end = comment.min().unwrap_or(written.len());
    written[..end].trim_end()
}

/// The value up to what can only be a note about it: after the end of a sentence or of a file's name. Within an open
/// quote a number sign is text anywhere else.
fn before_note(written: &str) -> &str {
    let content = without_comment(written);
    let ends = content.ends_with(['.', '?', '!', '…']) || content.ends_with(".md");
    if ends { content } else { written }
}

/// The part of the value from its quote to the closing one, with at most a comment after that.
fn enclosed(written: &str, quote: char) -> Option<&str> {
    let closes = |part: &&str| part.len() > 1 && part.ends_with(quote);
    let comments = written.match_indices('#').map(|(at, _)| &written[..at]);
    let commented = comments
        .filter(|part| part.ends_with([' ', '\t']))
        .map(str::trim_end);
    commented.chain([written]).find(closes)
}

/// Whether the first quoted part is a word or several, and the text goes on after it.
fn starts_with_word(content: &str, quote: char) -> bool {
    let Some(close) = content[1..].find(quote).map(|at| at + 1) else {
        return false;
    };
    let before = content[..close].chars().next_back();
    let after = content[close + quote.len_utf8()..].chars().next();
    close > 1
        && before.is_some_and(|c| !c.is_whitespace() && c != '\\')
        && after.is_some_and(|c| c.is_whitespace() || ",.;:?!)/-".contains(c))
}

/// Whether the last quoted part is a word or several, with text before it.
fn ends_with_word(content: &str, quote: char) -> bool {
    let inner = &content[..content.len() - 1];
    let open = inner.rfind(quote).unwrap_or(0);
    let before = inner[..open].chars().next_back();
    let after = inner[open + 1..].chars().next();
    open > 0
        && before.is_some_and(|c| c.is_whitespace() || "(/-".contains(c))
        && after.is_some_and(|c| !c.is_whitespace())
}

/// The intended text of a value whose quotes do not hold it, and the quotes that it gets.
fn unquoted(inner: &str, quote: char) -> (String, Style) {
    if quote == '\'' {
        return (inner.replace("''", "'"), Style::Single);
    }
    let escaped = escape_quotes(inner);
    let root = yaml::parse(&format!("- \"{escaped}\"\n"), 0).ok().flatten();
    let list = root.as_ref().and_then(Node::as_list);
    match list.and_then(|list| list.items.first()?.as_string()) {
        Some(read) => (read.text.to_string(), Style::Double),
        // One backslash is not an escape of YAML, so none of them is intended as one.
        None => {
            let text = inner.replace("\\\"", "\"").replace("\\\\", "\\");
            (text, Style::Single)
        }
    }
}

/// The text with a backslash before each quote that has none.
fn escape_quotes(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut escapes = false;
    for c in inner.chars() {
        if c == '"' && !escapes {
            out.push('\\');
        }
        escapes = c == '\\' && !escapes;
        out.push(c);
    }
    out
}
