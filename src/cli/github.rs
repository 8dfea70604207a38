//! Findings as the workflow commands of GitHub Actions, which shows them beside the changed lines.

use std::io::Write;

use super::Failure;
use super::escape::steers_terminal;
use super::report::Report;
use crate::bank::Severity;
use crate::text::Encoding;

pub fn write(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    report.each(|entry, sources| {
        let source = sources.of(entry.path);
        let (start, end) = source.points(entry.finding.span, Encoding::Utf16);
        let command = match entry.finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "notice",
        };
        let mut place = format!("file={},line={}", property(&source.shown), start.line);
        // Columns are for a place within one line only.
        if start.line == end.line {
            place += &format!(",col={},endColumn={}", start.column, end.column);
        } else {
            place += &format!(",endLine={}", end.line);
        }
        let (title, message) = (property(entry.finding.code), data(&entry.finding.message));
        Ok::<(), Failure>(writeln!(
            out,
            "::{command} {place},title={title}::{message}"
        )?)
    })?;
    Ok(writeln!(out, "{}", report.counts())?)
}

/// Text after the `::`, where a line break would end the command. Other control characters, which have no form of their
/// own, are shown escaped.
fn data(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' => out += "%25",
            '\r' => out += "%0D",
            '\n' => out += "%0A",
            c if steers_terminal(c) => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}

/// A value before it, where a comma or colon would end the value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_value_is_escaped() {
        assert_eq!(data("100%: a, b\r\nc"), "100%25: a, b%0D%0Ac");
        assert_eq!(data("a\u{1b}[31m\u{202e}"), "a\\u{1b}[31m\\u{202e}");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
    }
}
