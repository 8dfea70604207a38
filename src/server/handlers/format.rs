//! Formatting of frontmatter, for banks that switched it on.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::mail::Asker;
use super::super::snapshot::{Here, Snapshot};
use crate::ide::format;
use crate::text::Span;

/// The edits that format a whole file.
pub fn document(
    snapshot: &Snapshot,
    params: lsp::DocumentFormattingParams,
    _asker: &Asker,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    Ok(snapshot.of(&params.text_document.uri, |here| edits(&here, None)))
}

/// The edits that format what a selection touches.
pub fn range(
    snapshot: &Snapshot,
    params: lsp::DocumentRangeFormattingParams,
    _asker: &Asker,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    Ok(snapshot.of(&params.text_document.uri, |here| {
        let start = here.ranges.offset(params.range.start);
        let end = here.ranges.offset(params.range.end).max(start);
        edits(&here, Some(Span::new(start, end)))
    }))
}

fn edits(here: &Here, range: Option<Span>) -> Option<Vec<lsp::TextEdit>> {
    let bank = &here.bank.bank;
    let group = bank
        .group(here.path.as_str())
        .filter(|_| bank.config().format)?;
    let edits = format::format(here.text, group, range).into_iter();
    let edit = |edit: crate::text::TextEdit| lsp::TextEdit {
        range: here.ranges.range(edit.span),
        new_text: edit.text,
    };
    Some(edits.map(edit).collect())
}
