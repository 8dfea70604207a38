//! Hover.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::ide::hover;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// Markdown about what is at a position; as plain text for clients that do not show markdown.
pub fn hover(
    snapshot: &Snapshot,
    params: lsp::HoverParams,
    _context: &RequestContext,
) -> Result<Option<lsp::Hover>> {
    Ok(snapshot.at(&params.text_document_position_params, |here| {
        let bank = &here.bank.bank;
        let sources = |path: &_| snapshot.text(here.bank, path);
        let said = hover::hover(bank, &sources, &here.bank.findings, &here.path, here.offset)?;
        let kind = match snapshot.client.markdown_hover {
            true => lsp::MarkupKind::Markdown,
            false => lsp::MarkupKind::PlainText,
        };
        let contents = lsp::MarkupContent {
            kind,
            value: said.value,
        };
        let range = Some(here.ranges.range(said.span));
        Some(lsp::Hover {
            contents: lsp::HoverContents::Markup(contents),
            range,
        })
    }))
}
