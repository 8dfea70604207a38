//! Semantic tokens.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::ide::semantic_tokens::{self, Token};
use crate::server::legend::Legend;
use crate::server::request::RequestContext;
use crate::server::snapshot::{Here, Snapshot};
use crate::text::Span;

/// All tokens of a document.
pub fn full(
    snapshot: &Snapshot,
    params: lsp::SemanticTokensParams,
    _context: &RequestContext,
) -> Result<Option<lsp::SemanticTokensResult>> {
    let found = tokens(snapshot, &params.text_document.uri, |here| {
        Span::new(0, here.text.len() as u32)
    });
    Ok(found.map(Into::into))
}

/// The tokens in a range of a document.
pub fn range(
    snapshot: &Snapshot,
    params: lsp::SemanticTokensRangeParams,
    _context: &RequestContext,
) -> Result<Option<lsp::SemanticTokensRangeResult>> {
    let lsp::Range { start, end } = params.range;
    let found = tokens(snapshot, &params.text_document.uri, |here| {
        let (start, end) = (here.ranges.offset(start), here.ranges.offset(end));
        Span::new(start, end.max(start))
    });
    Ok(found.map(Into::into))
}

/// The tokens in a part of a document, if the client supports tokens.
fn tokens(
    snapshot: &Snapshot,
    uri: &lsp::Uri,
    part: impl Fn(&Here) -> Span,
) -> Option<lsp::SemanticTokens> {
    let legend = snapshot.client.legend.as_ref()?;
    snapshot.of(uri, |here| {
        let found = semantic_tokens::tokens(&here.bank.bank, &here.path, here.text, part(&here));
        let result_id = None;
        let data = encoded(legend, &found, |offset| here.ranges.position(offset));
        Some(lsp::SemanticTokens { result_id, data })
    })
}

/// The tokens as numbers, each relative to the one before.
fn encoded(
    legend: &Legend,
    tokens: &[Token],
    place: impl Fn(u32) -> lsp::Position,
) -> Vec<lsp::SemanticToken> {
    let mut last = lsp::Position::default();
    let mut data = Vec::with_capacity(tokens.len());
    for token in tokens {
        let Some((token_type, token_modifiers_bitset)) = legend.of(token.kind) else {
            continue;
        };
        let (start, end) = (place(token.span.start), place(token.span.end));
        let delta_line = start.line - last.line;
        data.push(lsp::SemanticToken {
            delta_line,
            delta_start: match delta_line {
                0 => start.character - last.character,
                _ => start.character,
            },
            // A token never spans lines.
            length: end.character.saturating_sub(start.character),
            token_type,
            token_modifiers_bitset,
        });
        last = start;
    }
    data
}
