//! On-type formatting: continues or ends a list when a line break is typed.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::ide::on_enter;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// The edit that follows a typed line break.
pub fn on_enter(
    snapshot: &Snapshot,
    params: lsp::DocumentOnTypeFormattingParams,
    _context: &RequestContext,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    let place = params.text_document_position;
    if params.ch != "\n" {
        return Ok(None);
    }
    Ok(snapshot.of(&place.text_document.uri, |here| {
        let offset = here.ranges.offset(place.position);
        let edit = on_enter::on_enter(&here.bank.bank, &here.path, here.text, offset)?;
        Some(vec![lsp::TextEdit {
            range: here.ranges.range(edit.span),
            new_text: edit.text,
        }])
    }))
}
