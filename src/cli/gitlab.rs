//! Findings as a report of GitLab's Code Quality, which shows in a merge request what is new and what is fixed.

use std::io::Write;

use serde::Serialize;

use super::Failure;
use super::escape::write_json;
use super::report::Report;
use crate::bank::Severity;
use crate::review::Fingerprints;
use crate::text::Encoding;

#[derive(Serialize)]
struct Issue<'r> {
    check_name: &'r str,
    description: &'r str,
    severity: &'static str,
    /// GitLab takes two issues with the same fingerprint as one, in a report and between two.
    fingerprint: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

pub fn write(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let mut issues = Vec::new();
    let mut fingerprints = Fingerprints::default();
    report.each(|entry, sources| {
        let source = sources.of(entry.path);
        let (start, end) = source.points(entry.finding.span, Encoding::Utf32);
        let file = (entry.path, source.shown.as_str());
        issues.push(Issue {
            check_name: entry.finding.code,
            description: &entry.finding.message,
            severity: severity(entry.finding.severity),
            fingerprint: fingerprints.of(&entry.bank.bank, file, entry.finding),
            location: Location {
                path: source.shown.clone(),
                lines: Lines {
                    begin: start.line,
                    end: end.line,
                },
            },
        });
        Ok::<(), Failure>(())
    })?;
    write_json(out, &issues)?;
    Ok(writeln!(out)?)
}

/// A severity in GitLab's words, which also has `critical` and `blocker`.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Hint => "info",
    }
}
