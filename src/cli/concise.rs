//! A finding a line, for other programs to read: `path:line:column: severity[code] message`.

use std::io::Write;

use super::Failure;
use super::escape::escape_line;
use super::report::{Entry, Report, Source};
use crate::text::Encoding;

pub fn write(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    report.each(|entry, sources| {
        let line = line(entry, &sources.of(entry.path));
        Ok(writeln!(out, "{line}")?)
    })
}

/// The line of a finding, whose file is `source`.
pub fn line(entry: &Entry<'_>, source: &Source) -> String {
    let finding = entry.finding;
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
    escape_line(&line).into_owned()
}
