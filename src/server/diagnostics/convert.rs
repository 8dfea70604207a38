//! Findings as the protocol's diagnostics.

use std::sync::OnceLock;

use tower_lsp::ls_types as lsp;

use crate::bank::{BankPath, Severity};
use crate::disk;
use crate::lint::Finding;
use crate::server::banks::BankView;
use crate::server::convert;
use crate::server::snapshot::Snapshot;

/// All rules' pages.
const RULES: &str = include_str!("../../lint/rules/README.md");

/// The diagnostics of a file, as it is in the snapshot.
pub fn diagnostics(snapshot: &Snapshot, bank: &BankView, path: &BankPath) -> Vec<lsp::Diagnostic> {
    let findings = bank.findings_of(path);
    if findings.is_empty() || is_unknown(snapshot, bank, path) {
        return Vec::new();
    }
    let all = |ranges: &convert::Ranges<'_>| {
        let one = |finding| diagnostic(snapshot, bank, path, ranges, finding);
        findings.iter().map(one).collect()
    };
    // Of a file that was deleted meanwhile, only the positions are lost.
    let diagnostics = snapshot.with_ranges(bank, path, all);
    diagnostics.unwrap_or_else(|| all(&snapshot.ranges("")))
}

/// A finding of a file as a diagnostic.
pub fn diagnostic(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    ranges: &convert::Ranges,
    finding: &Finding,
) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range: ranges.range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(lsp::NumberOrString::String(finding.code.to_owned())),
        code_description: code_description(snapshot, finding.code),
        source: Some(env!("CARGO_PKG_NAME").to_owned()),
        message: finding.message.clone(),
        related_information: related(snapshot, bank, path, ranges, finding),
        tags: (snapshot.client.tags && finding.unnecessary)
            .then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}

fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// The link to a rule's page. All pages are written to the user's cache folder, so that the link leads to the rules of
/// this version and works offline.
fn code_description(snapshot: &Snapshot, code: &str) -> Option<lsp::CodeDescription> {
    static PAGES: OnceLock<Option<String>> = OnceLock::new();
    if !snapshot.client.links_codes {
        return None;
    }
    let pages = PAGES.get_or_init(|| {
        let kept = disk::cache_page(concat!("rules-", env!("CARGO_PKG_VERSION"), ".md"), RULES);
        let kept =
            kept.inspect_err(|error| tracing::warn!("cannot store the rules' pages: {error}"));
        Some(convert::uri(&kept.ok()?)?.to_string())
    });
    let href = format!("{}#{code}", pages.as_ref()?).parse().ok()?;
    Some(lsp::CodeDescription { href })
}

fn related(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    ranges: &convert::Ranges,
    finding: &Finding,
) -> Option<Vec<lsp::DiagnosticRelatedInformation>> {
    if finding.related.is_empty() || !snapshot.client.shows_related {
        return None;
    }
    let places = finding.related.iter().filter_map(|related| {
        if is_unknown(snapshot, bank, &related.path) {
            return None;
        }
        let range = if related.path == *path {
            ranges.range(related.span)
        } else {
            snapshot.range(bank, &related.path, related.span)?
        };
        let location = lsp::Location {
            uri: snapshot.uri(bank, &related.path)?,
            range,
        };
        Some(lsp::DiagnosticRelatedInformation {
            location,
            message: related.message.clone(),
        })
    });
    Some(places.collect())
}

/// Whether the client has a text of the file that the server does not know, so that positions mean nothing.
fn is_unknown(snapshot: &Snapshot, bank: &BankView, path: &BankPath) -> bool {
    snapshot.is_out_of_sync(&bank.place(path))
}

/// The id of the state of a file's findings, for clients that pull diagnostics.
pub fn result_id(snapshot: &Snapshot, bank: &BankView, path: &BankPath) -> String {
    let revision = bank.revisions.get(path).copied().unwrap_or_default();
    let unknown = match is_unknown(snapshot, bank, path) {
        true => ".unknown",
        false => "",
    };
    format!("{:x}.{}.{revision}{unknown}", snapshot.session, bank.id)
}
