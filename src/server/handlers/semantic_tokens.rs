//! Semantic tokens.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::ide::semantic_tokens::{self, Token};
use crate::server::banks::{BankView, Place};
use crate::server::convert;
use crate::server::legend::Legend;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;
use crate::text::Span;

/// All tokens of a document.
pub fn full(
    snapshot: &Snapshot,
    params: lsp::SemanticTokensParams,
    _context: &RequestContext,
) -> Result<Option<lsp::SemanticTokensResult>> {
    let Some(legend) = &snapshot.client.legend else {
        return Ok(None);
    };
    Ok(snapshot.of(&params.text_document.uri, |here| {
        let within = Span::new(0, here.text.len() as u32);
        let found = semantic_tokens::tokens(&here.bank.bank, &here.path, here.text, within);
        let data = encoded(legend, &found, |offset| here.ranges.position(offset));
        Some(tokens_of(data).into())
    }))
}

/// The tokens in a range of a document.
pub fn range(
    snapshot: &Snapshot,
    params: lsp::SemanticTokensRangeParams,
    _context: &RequestContext,
) -> Result<Option<lsp::SemanticTokensRangeResult>> {
    let Some((bank, path)) = snapshot.place(&params.text_document.uri) else {
        return Ok(None);
    };
    let Some(legend) = &snapshot.client.legend else {
        return Ok(None);
    };
    let place = Place {
        bank: bank.id,
        path: path.clone(),
    };
    let Some(open) = snapshot.open(&place) else {
        return Ok(closed(snapshot, bank, &path, legend, params.range));
    };
    // An open document finds lines without reading the rest of the text.
    let document = &open.document;
    let offset = |at| document.offset(convert::position(at), snapshot.encoding);
    let (start, end) = (offset(params.range.start), offset(params.range.end));
    let within = Span::new(start, end.max(start));
    let found = semantic_tokens::tokens(&bank.bank, &path, &document.text(), within);
    let place = |offset| {
        let at = document.position(offset, snapshot.encoding);
        lsp::Position::new(at.line, at.column)
    };
    Ok(Some(tokens_of(encoded(legend, &found, place)).into()))
}

/// The tokens in a range of a closed file.
fn closed(
    snapshot: &Snapshot,
    bank: &BankView,
    path: &BankPath,
    legend: &Legend,
    range: lsp::Range,
) -> Option<lsp::SemanticTokensRangeResult> {
    let text = snapshot.text(bank, path)?;
    let ranges = snapshot.ranges_of(bank, path, &text);
    let (start, end) = (ranges.offset(range.start), ranges.offset(range.end));
    let within = Span::new(start, end.max(start));
    let found = semantic_tokens::tokens(&bank.bank, path, &text, within);
    let data = encoded(legend, &found, |offset| ranges.position(offset));
    Some(tokens_of(data).into())
}

fn tokens_of(data: Vec<lsp::SemanticToken>) -> lsp::SemanticTokens {
    let result_id = None;
    lsp::SemanticTokens { result_id, data }
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
