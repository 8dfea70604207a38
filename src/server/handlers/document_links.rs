//! Document links.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::ide::document_links::{self, FileLink};
use crate::server::request::RequestContext;
use crate::server::snapshot::{Here, Snapshot};

/// All values and links of a document that name a file.
pub fn document_links(
    snapshot: &Snapshot,
    params: lsp::DocumentLinkParams,
    _context: &RequestContext,
) -> Result<Option<Vec<lsp::DocumentLink>>> {
    Ok(snapshot.of(&params.text_document.uri, |here| {
        let found = document_links::links(&here.bank.bank, &here.path);
        Some(
            found
                .into_iter()
                .filter_map(|found| link(snapshot, &here, found))
                .collect(),
        )
    }))
}

fn link(snapshot: &Snapshot, here: &Here, found: FileLink) -> Option<lsp::DocumentLink> {
    Some(lsp::DocumentLink {
        range: here.ranges.range(found.span),
        target: Some(target(snapshot, here, &found)?),
        tooltip: snapshot.client.link_tooltips.then_some(found.tooltip),
        data: None,
    })
}

/// The URI of the file, with the line of the heading as editors understand it.
fn target(snapshot: &Snapshot, here: &Here, found: &FileLink) -> Option<lsp::Uri> {
    let uri = snapshot.uri(here.bank, &found.path)?;
    let Some(offset) = found.heading else {
        return Some(uri);
    };
    let text = snapshot.text(here.bank, &found.path)?;
    let line = snapshot.ranges(&text).position(offset).line;
    format!("{}#L{}", uri.as_str(), line + 1).parse().ok()
}
