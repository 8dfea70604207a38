//! Document symbols and workspace symbols.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::ide::document_symbols::{self, Part, PartKind};
use crate::ide::workspace_symbols::{self, Match, MatchKind};
use crate::server::banks::{BankId, BankView};
use crate::server::convert::Ranges;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// The most results of a search.
const LIMIT: usize = 200;

/// The symbols of a document: as a tree, or as a list for clients without trees.
pub fn document(
    snapshot: &Snapshot,
    params: lsp::DocumentSymbolParams,
    _context: &RequestContext,
) -> Result<Option<lsp::DocumentSymbolResponse>> {
    let uri = params.text_document.uri;
    Ok(snapshot.of(&uri, |here| {
        let parts = document_symbols::outline(&here.bank.bank, &here.path, here.text);
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

/// The groups, topics and questions of all banks whose names match, best first.
pub fn workspace(
    snapshot: &Snapshot,
    params: lsp::WorkspaceSymbolParams,
    context: &RequestContext,
) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
    let mut all: Vec<(&BankView, Match)> = Vec::new();
    for bank in &snapshot.banks {
        context.check_cancelled()?;
        let found = workspace_symbols::search(&bank.bank, &params.query, LIMIT);
        all.extend(found.into_iter().map(|found| (bank, found)));
    }
    all.sort_by_key(|(_, found)| Reverse(found.score));
    all.truncate(LIMIT);
    context.check_cancelled()?;
    Ok(Some(located(snapshot, all).into()))
}

/// The results with their locations; each file is read once.
fn located(snapshot: &Snapshot, all: Vec<(&BankView, Match)>) -> Vec<lsp::SymbolInformation> {
    let mut by_file: BTreeMap<(BankId, BankPath), Vec<usize>> = BTreeMap::new();
    for (at, (bank, found)) in all.iter().enumerate() {
        let file = (bank.id, found.path.clone());
        by_file.entry(file).or_default().push(at);
    }
    let mut places = vec![None; all.len()];
    for ((_, path), found) in by_file {
        let bank = all[found[0]].0;
        let (Some(text), Some(uri)) = (snapshot.text(bank, &path), snapshot.uri(bank, &path))
        else {
            continue;
        };
        let ranges = snapshot.ranges_of(bank, &path, &text);
        for at in found {
            places[at] = Some(lsp::Location {
                uri: uri.clone(),
                range: ranges.range(all[at].1.span),
            });
        }
    }
    let placed = all.into_iter().zip(places);
    placed
        .filter_map(|((_, found), place)| Some(symbol_of(found, place?)))
        .collect()
}

fn symbol_of(found: Match, location: lsp::Location) -> lsp::SymbolInformation {
    let kind = match found.kind {
        MatchKind::Group => lsp::SymbolKind::NAMESPACE,
        MatchKind::Topic => lsp::SymbolKind::ENUM_MEMBER,
        MatchKind::Question => lsp::SymbolKind::FUNCTION,
    };
    let inside = (found.kind != MatchKind::Topic).then(|| found.path.to_string());
    symbol(found.name, kind, location, inside)
}

fn part_kind(kind: PartKind) -> lsp::SymbolKind {
    match kind {
        PartKind::Level => lsp::SymbolKind::NAMESPACE,
        PartKind::Question => lsp::SymbolKind::FUNCTION,
        PartKind::Answer => lsp::SymbolKind::FILE,
        PartKind::Heading => lsp::SymbolKind::STRING,
        PartKind::Topic => lsp::SymbolKind::KEY,
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
