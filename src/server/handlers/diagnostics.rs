//! Pull diagnostics.

use std::collections::HashMap;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::server::banks::BankView;
use crate::server::convert::DocumentId;
use crate::server::diagnostics::convert::{diagnostics, result_id};
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// The diagnostics of one document.
pub fn document(
    snapshot: &Snapshot,
    params: lsp::DocumentDiagnosticParams,
    _context: &RequestContext,
) -> Result<lsp::DocumentDiagnosticReportResult> {
    let place = snapshot.place(&params.text_document.uri);
    let result_id = place
        .as_ref()
        .map(|(bank, path)| result_id(snapshot, bank, path));
    let report = match result_id {
        Some(result_id) if params.previous_result_id.as_ref() == Some(&result_id) => {
            let unchanged_document_diagnostic_report =
                lsp::UnchangedDocumentDiagnosticReport { result_id };
            lsp::DocumentDiagnosticReport::Unchanged(
                lsp::RelatedUnchangedDocumentDiagnosticReport {
                    related_documents: None,
                    unchanged_document_diagnostic_report,
                },
            )
        }
        result_id => {
            let items = place.map(|(bank, path)| diagnostics(snapshot, bank, &path));
            let full_document_diagnostic_report = lsp::FullDocumentDiagnosticReport {
                result_id,
                items: items.unwrap_or_default(),
            };
            lsp::DocumentDiagnosticReport::Full(lsp::RelatedFullDocumentDiagnosticReport {
                related_documents: None,
                full_document_diagnostic_report,
            })
        }
    };
    Ok(report.into())
}

/// The diagnostics of all banks: of every file with findings, and of those for which the client has or may have
/// diagnostics.
pub fn workspace(
    snapshot: &Snapshot,
    params: lsp::WorkspaceDiagnosticParams,
    context: &RequestContext,
) -> Result<lsp::WorkspaceDiagnosticReportResult> {
    let mut known = HashMap::new();
    let mut unknown = Vec::new();
    for previous in params.previous_result_ids {
        let Some((bank, path)) = snapshot.place(&previous.uri) else {
            unknown.push(previous.uri);
            continue;
        };
        known.insert(bank.place(&path), previous.value);
    }
    // A client can drop the result id of a document that it closes, and still show its diagnostics: those that the
    // document had between an edit and the rename of its file would stay.
    for place in &snapshot.closed {
        known.entry(place.clone()).or_default();
    }
    let mut items = Vec::new();
    for bank in &snapshot.banks {
        for (path, _) in bank.findings.iter() {
            context.check_cancelled()?;
            let previous = known.remove(&bank.place(path));
            items.extend(report(snapshot, bank, path, previous));
        }
    }
    for (place, previous) in known {
        if let Some(bank) = snapshot.bank(place.bank) {
            items.extend(report(snapshot, bank, &place.path, Some(previous)));
        }
    }
    items.extend(unknown.into_iter().map(|uri| empty(snapshot, uri)));
    Ok(lsp::WorkspaceDiagnosticReport { items }.into())
}

/// The report on a file that is not in a bank any more.
fn empty(snapshot: &Snapshot, uri: lsp::Uri) -> lsp::WorkspaceDocumentDiagnosticReport {
    let open = snapshot.documents.get(&DocumentId::of(&uri));
    lsp::WorkspaceFullDocumentDiagnosticReport {
        version: open.map(|open| i64::from(open.document.version())),
        uri,
        // Without a result id, the client does not ask about it again.
        full_document_diagnostic_report: lsp::FullDocumentDiagnosticReport::default(),
    }
    .into()
}

/// The report on a file, if it has a URI.
fn report(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    previous: Option<String>,
) -> Option<lsp::WorkspaceDocumentDiagnosticReport> {
    let uri = snapshot.uri(bank, path)?;
    let open = snapshot.open(&bank.place(path));
    let version = open.map(|open| i64::from(open.document.version()));
    let result_id = result_id(snapshot, bank, path);
    if previous.as_ref() == Some(&result_id) {
        let unchanged_document_diagnostic_report =
            lsp::UnchangedDocumentDiagnosticReport { result_id };
        let report = lsp::WorkspaceUnchangedDocumentDiagnosticReport {
            uri,
            version,
            unchanged_document_diagnostic_report,
        };
        return Some(report.into());
    }
    let full_document_diagnostic_report = lsp::FullDocumentDiagnosticReport {
        result_id: Some(result_id),
        items: diagnostics(snapshot, bank, path),
    };
    let report = lsp::WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report,
    };
    Some(report.into())
}
