//! Folding ranges and selection ranges.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::ide::folding::{self, Fold, FoldKind};
use crate::ide::selection;
use crate::server::convert::Ranges;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;
use crate::text::Span;

/// The folding ranges of a document. All consist of whole lines, which every client supports.
pub fn folds(
    snapshot: &Snapshot,
    params: lsp::FoldingRangeParams,
    _context: &RequestContext,
) -> Result<Option<Vec<lsp::FoldingRange>>> {
    let limit = snapshot.client.fold_limit.map(|limit| limit as usize);
    Ok(snapshot.of(&params.text_document.uri, |here| {
        let folds = folding::folds(&here.bank.bank, &here.path, here.text);
        let folds = folding::outermost(folds, limit.unwrap_or(usize::MAX));
        Some(
            folds
                .into_iter()
                .map(|fold| range(fold, snapshot.client.shows_folded))
                .collect(),
        )
    }))
}

fn range(fold: Fold, with_text: bool) -> lsp::FoldingRange {
    let kind = match fold.kind {
        FoldKind::Comment => Some(lsp::FoldingRangeKind::Comment),
        FoldKind::Frontmatter => Some(lsp::FoldingRangeKind::Region),
        _ => None,
    };
    lsp::FoldingRange {
        start_line: fold.first,
        start_character: None,
        end_line: fold.last,
        end_character: None,
        kind,
        collapsed_text: Some(fold.instead).filter(|text| with_text && !text.is_empty()),
    }
}

/// The selection ranges of several positions.
pub fn selections(
    snapshot: &Snapshot,
    params: lsp::SelectionRangeParams,
    context: &RequestContext,
) -> Result<Option<Vec<lsp::SelectionRange>>> {
    let grown = snapshot.of(&params.text_document.uri, |here| {
        let from = |at: &lsp::Position| {
            context.check_cancelled()?;
            let offset = here.ranges.offset(*at);
            let spans = selection::selections(&here.bank.bank, &here.path, here.text, offset);
            Ok(nested(&here.ranges, &spans))
        };
        Some(params.positions.iter().map(from).collect::<Result<_>>())
    });
    grown.transpose()
}

/// The innermost range within the others.
fn nested(ranges: &Ranges, spans: &[Span]) -> lsp::SelectionRange {
    let (innermost, others) = spans
        .split_first()
        .map_or((Span::default(), spans), |(first, others)| (*first, others));
    let parent = others.iter().rev().fold(None, |parent, span| {
        Some(Box::new(lsp::SelectionRange {
            range: ranges.range(*span),
            parent,
        }))
    });
    lsp::SelectionRange {
        range: ranges.range(innermost),
        parent,
    }
}
