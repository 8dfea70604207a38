//! The parts of a document, and the search for things by name.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::banks::BankView;
use super::super::convert::Ranges;
use super::super::mail::Asker;
use super::super::snapshot::Snapshot;
use crate::ide::outline::{self, Part, PartKind};
use crate::ide::search::{self, Found, FoundKind};

/// How much of a search is shown, in each bank.
const LIMIT: usize = 200;

/// The parts of a document: as a tree, or one after the other for clients that know no trees.
pub fn document(
    snapshot: &Snapshot,
    params: lsp::DocumentSymbolParams,
    _asker: &Asker,
) -> Result<Option<lsp::DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    Ok(snapshot.of(&uri, |here| {
        let parts = outline::outline(&here.bank.bank, &here.path, here.text);
        if snapshot.client.nests_symbols {
            let tree: Vec<_> = parts
                .into_iter()
                .map(|part| nested(&here.ranges, part))
                .collect();
            return Some(tree.into());
        }
        let mut list = Vec::new();
        flatten(&uri, &here.ranges, parts, None, &mut list);
        Some(list.into())
    }))
}

fn nested(ranges: &Ranges, part: Part) -> lsp::DocumentSymbol {
    let children: Vec<_> = part
        .parts
        .into_iter()
        .map(|part| nested(ranges, part))
        .collect();
    #[expect(deprecated, reason = "the type has no other constructor")]
    lsp::DocumentSymbol {
        name: part.name,
        detail: (!part.detail.is_empty()).then_some(part.detail),
        kind: part_kind(part.kind),
        tags: None,
        deprecated: None,
        range: ranges.range(part.full),
        selection_range: ranges.range(part.named),
        children: (!children.is_empty()).then_some(children),
    }
}

fn flatten(
    uri: &lsp::Uri,
    ranges: &Ranges,
    parts: Vec<Part>,
    inside: Option<&str>,
    list: &mut Vec<lsp::SymbolInformation>,
) {
    for part in parts {
        let location = lsp::Location {
            uri: uri.clone(),
            range: ranges.range(part.full),
        };
        let name = part.name.clone();
        list.push(symbol(
            part.name,
            part_kind(part.kind),
            location,
            inside.map(str::to_owned),
        ));
        flatten(uri, ranges, part.parts, Some(&name), list);
    }
}

/// The groups, topics and questions of all banks whose names match.
pub fn workspace(
    snapshot: &Snapshot,
    params: lsp::WorkspaceSymbolParams,
    asker: &Asker,
) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
    let mut list = Vec::new();
    for bank in &snapshot.banks {
        asker.still_waits()?;
        for found in search::search(&bank.bank, &params.query, LIMIT) {
            list.extend(located(snapshot, bank, found));
        }
    }
    Ok(Some(list.into()))
}

fn located(snapshot: &Snapshot, bank: &BankView, found: Found) -> Option<lsp::SymbolInformation> {
    let range = snapshot.range(bank, &found.path, found.span)?;
    let location = lsp::Location {
        uri: snapshot.uri(bank, &found.path)?,
        range,
    };
    let kind = match found.kind {
        FoundKind::Group => lsp::SymbolKind::NAMESPACE,
        FoundKind::Topic => lsp::SymbolKind::ENUM_MEMBER,
        FoundKind::Question => lsp::SymbolKind::FUNCTION,
    };
    let inside = (found.kind != FoundKind::Topic).then(|| found.path.to_string());
    Some(symbol(found.name, kind, location, inside))
}

fn part_kind(kind: PartKind) -> lsp::SymbolKind {
    match kind {
        PartKind::Level => lsp::SymbolKind::NAMESPACE,
        PartKind::Question => lsp::SymbolKind::FUNCTION,
        PartKind::Answer => lsp::SymbolKind::FILE,
        PartKind::Heading => lsp::SymbolKind::STRING,
    }
}

fn symbol(
    name: String,
    kind: lsp::SymbolKind,
    location: lsp::Location,
    container_name: Option<String>,
) -> lsp::SymbolInformation {
    #[expect(deprecated, reason = "the type has no other constructor")]
    lsp::SymbolInformation {
        name,
        kind,
        tags: None,
        deprecated: None,
        location,
        container_name,
    }
}
