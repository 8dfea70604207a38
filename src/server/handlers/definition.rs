//! Go to definition.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::resolve::NavigationTarget;
use crate::ide::definition;
use crate::server::banks::BankView;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// The definitions of what is at a position.
pub fn definition(
    snapshot: &Snapshot,
    params: lsp::GotoDefinitionParams,
    _context: &RequestContext,
) -> Result<Option<lsp::GotoDefinitionResponse>> {
    Ok(snapshot.at(&params.text_document_position_params, |place| {
        let found = definition::definition(&place.bank.bank, &place.path, place.offset)?;
        let origin = place.ranges.range(found.span);
        // Without one, an editor marks the word at the position.
        let origin = (origin.start != origin.end).then_some(origin);
        let links = found
            .value
            .iter()
            .filter_map(|target| link(snapshot, place.bank, origin, target));
        let links: Vec<lsp::LocationLink> = links.collect();
        if snapshot.client.location_links {
            return Some(links.into());
        }
        let location = |link: lsp::LocationLink| lsp::Location {
            uri: link.target_uri,
            range: link.target_selection_range,
        };
        Some(lsp::GotoDefinitionResponse::Array(
            links.into_iter().map(location).collect(),
        ))
    }))
}

fn link(
    snapshot: &Snapshot,
    bank: &BankView,
    origin: Option<lsp::Range>,
    target: &NavigationTarget,
) -> Option<lsp::LocationLink> {
    let text = snapshot.text(bank, &target.path).unwrap_or_default();
    let ranges = snapshot.ranges_of(bank, &target.path, &text);
    Some(lsp::LocationLink {
        origin_selection_range: origin,
        target_uri: snapshot.uri(bank, &target.path)?,
        target_range: ranges.range(target.full),
        target_selection_range: ranges.range(target.name),
    })
}
