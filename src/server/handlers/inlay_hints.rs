//! Inlay hints.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::ide::inlay_hints::{self, Hint};
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;
use crate::text::Span;

/// The hints in a range of a document.
pub fn hints(
    snapshot: &Snapshot,
    params: lsp::InlayHintParams,
    _context: &RequestContext,
) -> Result<Option<Vec<lsp::InlayHint>>> {
    Ok(snapshot.of(&params.text_document.uri, |here| {
        let start = here.ranges.offset(params.range.start);
        let end = here.ranges.offset(params.range.end).max(start);
        let within = Span::new(start, end);
        let found = inlay_hints::hints(&here.bank.bank, &here.path, here.text, within);
        let hint = |Hint { at, label }| lsp::InlayHint {
            position: here.ranges.position(at),
            label: label.into(),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        };
        Some(found.into_iter().map(hint).collect())
    }))
}
