//! Escapes characters that a terminal would obey, or that change the order of text.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::ser::{CompactFormatter, Formatter};

/// Whether a terminal would obey the character instead of showing it, or reorder text because of it.
pub fn steers_terminal(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` in one line: all characters that steer a terminal are escaped, line breaks and tabs too.
pub fn escape_line(text: &str) -> Cow<'_, str> {
    escaped(text, steers_terminal)
}

/// `text` in its lines: all characters that steer a terminal are escaped, except line breaks and tabs.
pub fn escape_lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return escaped(text, |c| c != '\n' && c != '\t' && steers_terminal(c));
    }
    // A CR before an LF is part of the line break.
    let lines = text.split_inclusive('\n').map(|line| {
        let end = match line.strip_suffix("\r\n") {
            Some(body) => body.len(),
            None => line.trim_end_matches('\n').len(),
        };
        let (body, end) = line.split_at(end);
        escaped(body, |c| c != '\t' && steers_terminal(c)).into_owned() + end
    });
    Cow::Owned(lines.collect())
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match is_escaped(c) {
            true => out.extend(c.escape_default()),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Writes to a terminal or log, escaped like [`escape_lines`].
#[derive(Clone, Copy)]
pub struct EscapingWriter<W>(pub W);

impl<W: Write> Write for EscapingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        self.0.write_all(escape_lines(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Writes a value as JSON. Characters that steer a terminal are written as JSON's escapes, which keeps the value.
///
/// # Errors
/// Those of `out`.
pub fn write_json(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Json(CompactFormatter));
    Ok(value.serialize(&mut serializer)?)
}

struct Json(CompactFormatter);

impl Formatter for Json {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut from = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| steers_terminal(*c)) {
            out.write_all(&fragment.as_bytes()[from..at])?;
            // All of them are in the basic plane.
            write!(out, "\\u{:04x}", u32::from(c))?;
            from = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[from..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped() {
        for (text, line, lines) in [
            ("plain käse 数 😀", "plain käse 数 😀", "plain käse 数 😀"),
            ("a\u{1b}[31mb", "a\\u{1b}[31mb", "a\\u{1b}[31mb"),
            (
                "a\u{7}\u{0}\u{7f}",
                "a\\u{7}\\u{0}\\u{7f}",
                "a\\u{7}\\u{0}\\u{7f}",
            ),
            (
                "a\u{9b}31m\u{85}",
                "a\\u{9b}31m\\u{85}",
                "a\\u{9b}31m\\u{85}",
            ),
            (
                "a\u{202e}b\u{2066}c\u{2069}",
                "a\\u{202e}b\\u{2066}c\\u{2069}",
                "a\\u{202e}b\\u{2066}c\\u{2069}",
            ),
            ("a\tb\nc\n", "a\\tb\\nc\\n", "a\tb\nc\n"),
            ("a\r\nb\rc\n\r", "a\\r\\nb\\rc\\n\\r", "a\r\nb\\rc\n\\r"),
            ("a\r\u{1b}\n", "a\\r\\u{1b}\\n", "a\\r\\u{1b}\n"),
        ] {
            assert_eq!(escape_line(text), line, "{text:?}");
            assert_eq!(escape_lines(text), lines, "{text:?}");
        }
    }

    #[test]
    fn json_is_escaped_and_stays_exact() {
        let text = "a\u{1b}\"\u{9b}\u{202e}\u{7f}\n\\😀";
        let mut out = Vec::new();
        write_json(&mut out, &text).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(json, r#""a\u001b\"\u009b\u202e\u007f\n\\😀""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
