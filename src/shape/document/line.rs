//! What a single line is.

use super::marker::marker;
use crate::text::{Replaced, Span};

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// White space only.
    Blank,
    /// Inside a code block, or one of its fences.
    Code,
    /// Inside an HTML comment.
    Comment,
    /// A thematic break.
    Rule,
    /// A heading: its level, and the span of its text.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// Its text, without hashes.
        text: Span,
        /// The number of the list item that it is in.
        number: Option<Number>,
    },
    /// The first line of a list item.
    Item {
        /// The number; `None` for a bullet.
        number: Option<Number>,
        /// Its text.
        text: Span,
    },
    /// A row of a table, or another line that starts with a pipe.
    Row,
    /// Anything else.
    Text,
}

/// A number and where it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Number {
    /// Its value.
    pub value: u32,
    /// From the first digit to the end of the punctuation after it.
    pub span: Span,
}

impl Number {
    /// The same after an edit elsewhere.
    pub(super) fn moved(self, edit: &Replaced) -> Self {
        Self {
            span: edit.moved_span(self.span),
            ..self
        }
    }
}

/// A line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    /// Without its line break.
    pub span: Span,
    /// The column of its first visible character, after markers of quotes.
    pub indent: u32,
    /// The offset of that character; the end of the line if there is none.
    pub start: u32,
    /// Whether it is in a quote.
    pub quoted: bool,
    /// What it is.
    pub kind: Kind,
}

impl Line {
    /// Its text from the first visible character.
    pub fn visible<'t>(&self, text: &'t str) -> &'t str {
        Span::new(self.start, self.span.end).slice(text)
    }

    /// Whether it shows anything.
    pub fn is_blank(&self) -> bool {
        matches!(self.kind, Kind::Blank | Kind::Comment)
    }
}

/// A line with its indent; its kind is still open.
pub(super) fn measured(text: &str, span: Span) -> Line {
    let bytes = &text.as_bytes()[span.range()];
    let mut at = 0;
    let mut indent = 0;
    let mut quoted = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' => indent += 1,
            b'\t' => indent += 4 - indent % 4,
            b'>' if indent < 4 || quoted => {
                quoted = true;
                indent = 0;
                // The space after the marker belongs to it.
                if bytes.get(at + 1) == Some(&b' ') {
                    at += 1;
                }
            }
            _ => break,
        }
        at += 1;
    }
    let mut start = span.start + at as u32;
    // Spaces that are none to markdown, such as the no-break space.
    if bytes.get(at).is_some_and(|byte| !byte.is_ascii_graphic()) {
        let rest = &text[start as usize..span.end as usize];
        start += (rest.len() - rest.trim_start().len()) as u32;
    }
    Line {
        span,
        indent,
        start,
        quoted,
        kind: Kind::Blank,
    }
}

/// The mark, the length and the info string of a fence.
pub(super) fn fence_of(visible: &str) -> Option<(u8, usize, &str)> {
    let mark = *visible
        .as_bytes()
        .first()
        .filter(|mark| matches!(mark, b'`' | b'~'))?;
    let len = visible.bytes().take_while(|byte| *byte == mark).count();
    let info = visible[len..].trim();
    (len >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, len, info))
}

/// The mark of the code block that is open after a line, without its indentation; `open` is that before the line.
pub(super) fn fence_after<'t>(open: Option<&'t str>, visible: &'t str) -> Option<&'t str> {
    let mark = fence_of(visible).map(|(_, len, _)| &visible[..len]);
    let Some(fence) = open else { return mark };
    let is_end = mark.is_some_and(|own| own.starts_with(fence) && visible.trim_end() == own);
    (!is_end).then_some(fence)
}

pub(super) fn kind(text: &str, line: &Line) -> Kind {
    let visible = line.visible(text);
    let Some(first) = visible.bytes().next() else {
        return Kind::Blank;
    };
    let kind = match first {
        b'#' | b'<' => heading(text, line.start, line.span.end, None),
        b'|' => Some(Kind::Row),
        b'-' | b'*' | b'_' if is_rule(visible) => Some(Kind::Rule),
        b'-' | b'*' | b'+' | b'0'..=b'9' | BULLET => item(text, line),
        _ => None,
    };
    kind.unwrap_or(Kind::Text)
}

/// The first byte of `•`.
const BULLET: u8 = 0xe2;

/// The heading that starts at `start`: hashes, or an HTML heading on one line.
fn heading(text: &str, start: u32, end: u32, number: Option<Number>) -> Option<Kind> {
    let span = Span::new(start, end);
    let visible = span.slice(text);
    let hashes = visible.bytes().take_while(|byte| *byte == b'#').count();
    if hashes == 0 {
        return html_heading(text, span, number);
    }
    let rest = &visible[hashes..];
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}', '\u{3000}']);
    // A heading whose space was lost. `#` alone starts too many other things.
    let glued = hashes >= 2 && rest.starts_with(|c: char| c.is_alphabetic() || c == '*');
    if hashes > 6 || !(spaced || glued) {
        return None;
    }
    let inside = trimmed(text, Span::new(start + hashes as u32, end));
    // `## # Text`: what was a marker once.
    let lead = inside.slice(text).strip_prefix("# ").map_or(0, |_| 2);
    let inside = trimmed(text, Span::new(inside.start + lead, inside.end));
    let closed = inside.slice(text).trim_end_matches('#');
    let closed = if closed.ends_with([' ', '\t']) || closed.is_empty() {
        closed.trim_end()
    } else {
        inside.slice(text)
    };
    let text = Span::new(inside.start, inside.start + closed.len() as u32);
    Some(Kind::Heading {
        level: hashes as u8,
        text,
        number,
    })
}

fn html_heading(text: &str, span: Span, number: Option<Number>) -> Option<Kind> {
    let visible = span.slice(text);
    let level = match visible.as_bytes() {
        [b'<', b'h' | b'H', digit @ b'1'..=b'6', b'>' | b' ', ..] => digit - b'0',
        _ => return None,
    };
    let open = visible.find('>')? + 1;
    let close = visible[open..]
        .rfind("</")
        .map_or(visible.len(), |at| open + at);
    let inside = Span::new(span.start + open as u32, span.start + close as u32);
    let inside = trimmed(text, inside);
    (!inside.is_empty()).then_some(Kind::Heading {
        level,
        text: inside,
        number,
    })
}

fn is_rule(visible: &str) -> bool {
    let mut marks = visible.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'));
    let Some(first) = marks.next() else {
        return false;
    };
    let mut count = 1;
    marks.all(|byte| {
        count += 1;
        byte == first
    }) && count >= 3
}

fn item(text: &str, line: &Line) -> Option<Kind> {
    let visible = line.visible(text);
    let (len, number) = match visible.as_bytes()[0] {
        b'-' | b'*' | b'+' => (1, None),
        b'0'..=b'9' => {
            let digits = visible.bytes().take_while(u8::is_ascii_digit).count();
            let value = (digits <= 6).then(|| visible[..digits].parse().ok())??;
            let rest = &visible[digits..];
            let point = match rest.chars().next()? {
                c @ ('.' | ')' | '、' | '．' | '）') => c.len_utf8(),
                _ => return None,
            };
            let len = digits + point;
            let span = Span::new(line.start, line.start + len as u32);
            (len, Some(Number { value, span }))
        }
        _ => (visible.strip_prefix('•').map(|_| '•'.len_utf8())?, None),
    };
    let rest = &visible[len..];
    let next = rest.chars().next();
    let wide = number.is_some()
        && next.is_some_and(|c| c.is_alphabetic() || c == '`' || c == '*' || c == '"');
    if !(next.is_none() || next.is_some_and(char::is_whitespace) || wide) {
        return None;
    }
    let inside = trimmed(text, Span::new(line.start + len as u32, line.span.end));
    let heading = inside.slice(text).starts_with('#');
    if heading && let Some(heading) = heading_in(text, inside, number) {
        return Some(heading);
    }
    Some(Kind::Item {
        number,
        text: inside,
    })
}

fn heading_in(text: &str, inside: Span, number: Option<Number>) -> Option<Kind> {
    heading(text, inside.start, inside.end, number)
}

/// Whether a line inside an open fence can only be a question, or furniture between questions: no code looks like it.
pub(super) fn ends_a_fence(text: &str, line: &Line) -> bool {
    let visible = line.visible(text);
    if !matches!(
        visible.bytes().next(),
        Some(b'*' | b'#' | b'<' | b'0'..=b'9' | b'-' | b'+')
    ) {
        return false;
    }
    if visible.starts_with("**[⬆")
        || visible.starts_with("**[↥")
        || visible.starts_with("<summary>")
    {
        return true;
    }
    match kind(text, line) {
        Kind::Heading {
            number: Some(_), ..
        } => true,
        Kind::Heading {
            level,
            text: inside,
            ..
        } if level >= 2 && line.indent == 0 => {
            let inside = inside.slice(text);
            inside.ends_with(['?', '？']) || marker(inside).is_some()
        }
        _ => false,
    }
}

/// Whether a line inside a fence that nothing ends is rather a question than code: bold, in a list or with a marker.
pub(super) fn asks_in_a_fence(text: &str, line: &Line) -> bool {
    let visible = line.visible(text).trim_end();
    let asks = visible.trim_end_matches(['*', '_']).ends_with(['?', '？']);
    let opens = visible.starts_with("**")
        || matches!(kind(text, line), Kind::Item { .. })
        || visible.starts_with("Q:")
        || visible.starts_with("Q.");
    asks && opens && line.indent < 2
}

/// The span without white space around it.
pub fn trimmed(text: &str, span: Span) -> Span {
    let whole = span.slice(text);
    let start = span.start + (whole.len() - whole.trim_start().len()) as u32;
    let len = whole.trim().len() as u32;
    Span::new(start, start + len)
}
