//! Every use of what stands at a place: in the whole bank, or in the document.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::banks::BankView;
use super::super::mail::Asker;
use super::super::snapshot::Snapshot;
use crate::ide::highlight::{self, Mark};
use crate::ide::references::{self, InFile, References};

/// How many uses an answer holds at most. A client that takes an answer in parts gets all there are.
const LIMIT: usize = 10_000;
/// How many uses are sent in one part at most.
const PART: usize = 1_000;

/// The uses in the bank, those in the document first. A thing can be used a hundred thousand times, so they are looked
/// up file by file, and sent ahead in parts where the client gives a token for that.
pub fn references(
    snapshot: &Snapshot,
    params: lsp::ReferenceParams,
    asker: &Asker,
) -> Result<Option<Vec<lsp::Location>>> {
    let declared = params.context.include_declaration;
    let token = params.partial_result_params.partial_result_token;
    let all = snapshot.at(&params.text_document_position, |here| {
        let bank = &here.bank.bank;
        let found = references::references(bank, &here.path, here.offset, declared)?;
        Some(all_or_parts(
            snapshot,
            here.bank,
            found,
            token.as_ref(),
            asker,
        ))
    });
    all.transpose()
}

/// All uses, or the first [`LIMIT`] of them; with a token, what was not sent ahead.
fn all_or_parts(
    snapshot: &Snapshot,
    bank: &BankView,
    found: References,
    token: Option<&lsp::ProgressToken>,
    asker: &Asker,
) -> Result<Vec<lsp::Location>> {
    let mut list = Vec::new();
    let mut is_sent = false;
    for file in found {
        asker.still_waits()?;
        list.extend(locations(snapshot, bank, &file));
        match token {
            Some(token) => {
                while list.len() > PART {
                    let rest = list.split_off(PART);
                    asker.send_part(token, &list)?;
                    list = rest;
                    is_sent = true;
                }
            }
            None if list.len() > LIMIT => {
                list.truncate(LIMIT);
                tracing::warn!("more than {LIMIT} uses: the others are left out");
                break;
            }
            _ => {}
        }
    }
    if let Some(token) = token.filter(|_| is_sent && !list.is_empty()) {
        // Once there were parts, the answer itself has to be empty.
        asker.send_part(token, &list)?;
        list.clear();
    }
    Ok(list)
}

/// The uses in a file that can be read.
fn locations(snapshot: &Snapshot, bank: &BankView, file: &InFile) -> Vec<lsp::Location> {
    let text = snapshot.text(bank, &file.path);
    let (Some(text), Some(uri)) = (text, snapshot.uri(bank, &file.path)) else {
        return Vec::new();
    };
    let ranges = snapshot.ranges(&text);
    let location = |span| lsp::Location {
        uri: uri.clone(),
        range: ranges.range(span),
    };
    file.spans.iter().copied().map(location).collect()
}

/// The uses in the document.
pub fn highlights(
    snapshot: &Snapshot,
    params: lsp::DocumentHighlightParams,
    _asker: &Asker,
) -> Result<Option<Vec<lsp::DocumentHighlight>>> {
    Ok(snapshot.at(&params.text_document_position_params, |here| {
        let found = highlight::highlights(&here.bank.bank, &here.path, here.offset);
        let marks = found.into_iter().map(|marked| lsp::DocumentHighlight {
            range: here.ranges.range(marked.span),
            kind: Some(match marked.value {
                Mark::Declares => lsp::DocumentHighlightKind::WRITE,
                Mark::Leads => lsp::DocumentHighlightKind::READ,
                Mark::Same => lsp::DocumentHighlightKind::TEXT,
            }),
        });
        Some(marks.collect())
    }))
}
