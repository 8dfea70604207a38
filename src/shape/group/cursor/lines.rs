//! Splits lines of YAML into indentation, hyphens, key and value, without a parser.

use super::partial_value::after_properties;
use crate::shape::group::keys::QUESTION_KEYS;
use crate::text::Span;

/// One line and what it opens. Columns count bytes from the line's start; what is left of a column that matters is
/// ASCII, so they count characters, too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line<'t> {
    /// The line without its break.
    pub span: Span,
    /// Whether its indentation has a tab, so that its columns have no meaning.
    pub tabbed: bool,
    /// The columns of its hyphens.
    pub dashes: Vec<u32>,
    /// The column after indentation and hyphens.
    pub column: u32,
    /// What is there, without the spaces after it.
    pub content: Span,
    /// The key it begins with.
    pub key: Option<LineKey<'t>>,
}

/// A key at the start of a line's content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct LineKey<'t> {
    pub name: &'t str,
    /// The name without quotes.
    pub span: Span,
    /// Where the colon ends.
    pub colon: u32,
    /// What follows the colon, without the spaces around it.
    pub value: Span,
}

/// The kind of a value, by its first character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ValueKind {
    /// Nothing, or a comment.
    Empty,
    /// `|` or `>`
    Block,
    /// `[` or `{`
    Flow,
    /// Anything else.
    Scalar,
}

impl<'t> Line<'t> {
    /// The line of `text` that is `span`.
    pub fn read(text: &'t str, span: Span) -> Self {
        let written = span.slice(text);
        let end = written.trim_end().len();
        let blank = |at: usize| {
            written.as_bytes()[at..end]
                .iter()
                .take_while(|b| matches!(b, b' ' | b'\t'))
                .count()
        };
        let mut at = blank(0);
        let mut line = Self {
            span,
            tabbed: written[..at].contains('\t'),
            dashes: Vec::new(),
            column: 0,
            content: Span::at(span.start),
            key: None,
        };
        while matches!(
            written.as_bytes()[at..end],
            [b'-'] | [b'-', b' ' | b'\t', ..]
        ) {
            line.dashes.push(at as u32);
            at += 1;
            at += blank(at);
        }
        line.column = at as u32;
        line.content = Span::new(span.start + at as u32, span.start + end.max(at) as u32);
        line.key = key(text, line.content, line.dashes.is_empty());
        line
    }

    /// Whether it has only spaces and tabs.
    pub fn is_blank(&self) -> bool {
        self.dashes.is_empty() && self.content.is_empty()
    }

    /// Whether it is a comment.
    pub fn is_comment(&self, text: &str) -> bool {
        self.dashes.is_empty() && self.content.slice(text).starts_with('#')
    }
}

impl LineKey<'_> {
    pub fn kind(&self, text: &str) -> ValueKind {
        let start = after_properties(text, self.value);
        match Span::new(start, self.value.end).slice(text).chars().next() {
            None | Some('#') => ValueKind::Empty,
            Some('&' | '!') => ValueKind::Empty,
            Some('|' | '>') => ValueKind::Block,
            Some('[' | '{') => ValueKind::Flow,
            Some(_) => ValueKind::Scalar,
        }
    }
}

/// The key that `content` begins with: a word and a colon. In YAML a space must follow the
/// colon, but a line that is being typed may lack it. The item of a list, though, may be a word with a colon in it.
fn key(text: &str, content: Span, lenient: bool) -> Option<LineKey<'_>> {
    let written = content.slice(text);
    let quote = written.chars().next().filter(|c| matches!(c, '"' | '\''));
    let open = usize::from(quote.is_some());
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$');
    let length = written[open..].find(|c| !is_word(c))?;
    let name = &written[open..open + length];
    let mut after = open + length;
    let closes = quote.is_some_and(|quote| written[after..].starts_with(quote));
    after += usize::from(closes);
    // A text in quotes may contain a colon, so an open quote is before a key only if the word is one of a question's keys.
    let open_text = quote.is_some() && !closes && !QUESTION_KEYS.contains(&name);
    let rest = written[after..].strip_prefix(':')?;
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t']);
    let unspaced = if lenient {
        !rest.starts_with(['/', ':'])
    } else {
        QUESTION_KEYS.contains(&name)
    };
    if name.is_empty() || open_text || !(spaced || unspaced) {
        return None;
    }
    let blanks = rest.len() - rest.trim_start().len();
    let colon = content.start + after as u32 + 1;
    Some(LineKey {
        name,
        span: Span::new(
            content.start + open as u32,
            content.start + (open + length) as u32,
        ),
        colon,
        value: Span::new((colon + blanks as u32).min(content.end), content.end),
    })
}

/// Whether `text` can be the beginning of a key.
pub(super) fn is_word(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

/// The lines above the one that starts at `start`, nearest first, down to the offset `floor`.
pub(super) fn above(text: &str, floor: u32, start: u32) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let mut next = start as usize;
    std::iter::from_fn(move || {
        let floor = floor as usize;
        if next <= floor {
            return None;
        }
        let mut end = next - 1;
        if bytes[end] == b'\n' && end > floor && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        next =
            memchr::memrchr2(b'\n', b'\r', &bytes[floor..end]).map_or(floor, |at| floor + at + 1);
        Some(Span::new(next as u32, end as u32))
    })
}

/// How many spaces the line starts with.
pub(super) fn indent(text: &str, line: Span) -> u32 {
    line.slice(text).bytes().take_while(|&b| b == b' ').count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::LineSpans;

    #[track_caller]
    fn check(text: &str, dashes: &[u32], content: &str, key: Option<(&str, &str)>) {
        let line = Line::read(text, Span::new(0, text.len() as u32));
        assert_eq!(line.dashes, dashes, "{text:?}");
        assert_eq!(line.content.slice(text), content, "{text:?}");
        let found = line.key.map(|key| (key.name, key.value.slice(text)));
        assert_eq!(found, key, "{text:?}");
    }

    #[test]
    fn lines_are_taken_apart() {
        check("", &[], "", None);
        check("   ", &[], "", None);
        check("  - ", &[2], "", None);
        check("  -", &[2], "", None);
        check("  - - x", &[2, 4], "x", None);
        check("  -x", &[], "-x", None);
        check(
            "  - question: a: b ",
            &[2],
            "question: a: b",
            Some(("question", "a: b")),
        );
        check("answer:", &[], "answer:", Some(("answer", "")));
        check("answer:  ", &[], "answer:", Some(("answer", "")));
        check("answer:x.md", &[], "answer:x.md", Some(("answer", "x.md")));
        check(
            "- answer:x.md",
            &[0],
            "answer:x.md",
            Some(("answer", "x.md")),
        );
        check("- std:vector", &[0], "std:vector", None);
        check("'answer': x", &[], "'answer': x", Some(("answer", "x")));
        check("\"answer: x", &[], "\"answer: x", Some(("answer", "x")));
        check("'a: b'", &[], "'a: b'", None);
        check("https://x", &[], "https://x", None);
        check("two words: x", &[], "two words: x", None);
        check("\u{1f600}: 1", &[], "\u{1f600}: 1", None);
        check("---", &[], "---", None);
    }

    #[test]
    fn lines_upward_are_the_lines_downward() {
        for text in ["", "a", "a\n", "a\r\nb\rc\n\nd", "\r\n\r\n", "a\r\rb"] {
            let down: Vec<_> = LineSpans::new(text, 0).collect();
            let mut up: Vec<_> = above(text, 0, text.len() as u32).collect();
            up.reverse();
            // What follows the last break is not above it.
            let ends_in_break = text.is_empty() || text.ends_with(['\n', '\r']);
            if ends_in_break {
                assert_eq!(up, down, "{text:?}");
            }
        }
    }
}
