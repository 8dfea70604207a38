//! Formatting of frontmatter, for banks that switched it on, and what follows a line break that is typed there.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::edits::refused;
use super::super::mail::Asker;
use super::super::snapshot::{Here, Snapshot};
use super::rename::in_step;
use crate::edit::Refusal;
use crate::ide::{format, on_enter};
use crate::text::Span;

/// The edits that format a whole file.
pub fn document(
    snapshot: &Snapshot,
    params: lsp::DocumentFormattingParams,
    _asker: &Asker,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    let uri = &params.text_document.uri;
    in_step(snapshot, uri)?;
    let edits = snapshot.of(uri, |here| Some(edits(snapshot, uri, &here, None)));
    edits.transpose().map(Option::flatten)
}

/// The edits that format what a selection touches.
pub fn range(
    snapshot: &Snapshot,
    params: lsp::DocumentRangeFormattingParams,
    _asker: &Asker,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    let uri = &params.text_document.uri;
    in_step(snapshot, uri)?;
    let edits = snapshot.of(uri, |here| {
        let start = here.ranges.offset(params.range.start);
        let end = here.ranges.offset(params.range.end).max(start);
        Some(edits(snapshot, uri, &here, Some(Span::new(start, end))))
    });
    edits.transpose().map(Option::flatten)
}

/// The edit that follows a typed line break.
pub fn on_type(
    snapshot: &Snapshot,
    params: lsp::DocumentOnTypeFormattingParams,
    _asker: &Asker,
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

fn edits(
    snapshot: &Snapshot,
    uri: &lsp::Uri,
    here: &Here,
    range: Option<Span>,
) -> Result<Option<Vec<lsp::TextEdit>>> {
    let bank = &here.bank.bank;
    let group = bank.group(here.path.as_str());
    let Some(group) = group.filter(|_| bank.config().format) else {
        return Ok(None);
    };
    let edits = format::format(here.text, group, range);
    if edits.iter().any(|edit| snapshot.meets_half(uri, edit)) {
        let reason = "the frontmatter has half a character, which cannot be written";
        return Err(refused(&Refusal::new(reason)));
    }
    let edits = edits.into_iter();
    let edit = |edit: crate::text::TextEdit| lsp::TextEdit {
        range: here.ranges.range(edit.span),
        new_text: edit.text,
    };
    Ok(Some(edits.map(edit).collect()))
}
