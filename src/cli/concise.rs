//! A finding a line, for other programs to read: `path:line:column: severity[code] message`.

use std::io::Write;

use super::Failure;
use super::escape::escape_line;
use super::report::Report;
use crate::text::Encoding;

pub fn write(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    report.each(|entry, sources| {
        let finding = entry.finding;
        let source = sources.of(entry.path);
        let (start, _) = source.points(finding.span, Encoding::Utf32);
        let line = format!(
            "{}:{}:{}: {}[{}] {}",
            source.shown,
            start.line,
            start.column,
            finding.severity.name(),
            finding.code,
            finding.message
        );
        Ok(writeln!(out, "{}", escape_line(&line))?)
    })
}
