//! Findings as one JSON object. Its form is a contract: keys are added, never renamed or removed.

use std::io::Write;
use std::sync::Arc;

use serde::Serialize;

use super::Failure;
use super::escape::write_json;
use super::report::{Entry, Report, Source};
use crate::lint::{FixContext, Safety, fixes_of};
use crate::text::{Encoding, Span};

#[derive(Serialize)]
struct Output<'r> {
    version: u32,
    /// The revision since which all findings are new, only written if only new ones are listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<&'r str>,
    files: usize,
    groups: usize,
    questions: usize,
    findings: Vec<ListedFinding<'r>>,
    /// What `--fix` did, in the order it was done.
    mended: Vec<AppliedFix<'r>>,
}

#[derive(Serialize)]
struct AppliedFix<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    path: &'r str,
    code: &'r str,
    fix: &'r str,
}

#[derive(Serialize)]
struct ListedFinding<'r> {
    /// The bank's root, only written if there are several banks.
    #[serde(skip_serializing_if = "Option::is_none")]
    root: Option<String>,
    path: &'r str,
    code: &'r str,
    severity: &'r str,
    message: &'r str,
    range: Range,
    related: Vec<Related<'r>>,
    /// Whether it has a quick fix, in an editor or with `--fix`.
    fixable: bool,
    /// Of a finding that is fixable: `safe` when `--fix` makes its fix, `unsafe` when only `--fix --unsafe` does.
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'static str>,
}

#[derive(Serialize)]
struct Related<'r> {
    path: &'r str,
    range: Range,
    message: &'r str,
}

#[derive(Serialize)]
struct Range {
    start: JsonPosition,
    end: JsonPosition,
}

/// Line and column from 1, columns in characters; the offset in bytes from 0.
#[derive(Serialize)]
struct JsonPosition {
    line: u32,
    column: u32,
    offset: u32,
}

pub fn write(report: &Report, out: &mut dyn Write) -> Result<(), Failure> {
    let mut findings = Vec::new();
    let several = report.banks.len() > 1;
    report.each(|entry, sources| {
        let finding = entry.finding;
        let related = finding.related.iter().map(|related| Related {
            path: related.path.as_str(),
            range: range(&sources.of(&related.path), related.span),
            message: &related.message,
        });
        let related = related.collect();
        let fix = fix(entry, &sources.of(entry.path));
        findings.push(ListedFinding {
            root: several.then(|| entry.bank.folder.root().display().to_string()),
            path: entry.path.as_str(),
            code: finding.code,
            severity: finding.severity.name(),
            message: &finding.message,
            range: range(&sources.of(entry.path), finding.span),
            related,
            fixable: fix.is_some(),
            fix,
        });
        Ok::<(), Failure>(())
    })?;
    let mended = report.banks.iter().flat_map(|bank| {
        bank.fixed.iter().map(move |fixed| AppliedFix {
            root: several.then(|| bank.folder.root().display().to_string()),
            path: fixed.path.as_str(),
            code: fixed.finding.code,
            fix: &fixed.title,
        })
    });
    let counts = report.counts();
    let output = Output {
        version: 1,
        since: report.since.as_deref(),
        files: counts.files,
        groups: counts.groups,
        questions: counts.questions,
        findings,
        mended: mended.collect(),
    };
    write_json(out, &output)?;
    Ok(writeln!(out)?)
}

/// The safety of the finding's safest fix; `None` if it has none that `qmark check --fix` can make.
fn fix(entry: &Entry<'_>, source: &Source) -> Option<&'static str> {
    let text = source.text.text();
    let context = FixContext {
        bank: &entry.bank.bank,
        path: entry.path,
        text: &text,
        sources: &|path| entry.bank.folder.text(path).map(Arc::from),
        finding: entry.finding,
    };
    let fixes = fixes_of(&context).into_iter();
    match fixes.map(|fix| fix.safety).min()? {
        Safety::Safe => Some("safe"),
        Safety::Unsafe => Some("unsafe"),
        Safety::Choice | Safety::Suppresses => None,
    }
}

fn range(source: &Source, span: Span) -> Range {
    let (start, end) = source.points(span, Encoding::Utf32);
    let place = |point: super::report::Point, offset| JsonPosition {
        line: point.line,
        column: point.column,
        offset,
    };
    Range {
        start: place(start, span.start),
        end: place(end, span.end),
    }
}
