//! `qmark/documentText`: the server's text of an open document, to find out where it differs from the client's.

use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;
use xxhash_rust::xxh3::xxh3_64;

use crate::server::convert::DocumentId;
use crate::server::request::RequestContext;
use crate::server::snapshot::Snapshot;

/// The parameters.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TextParams {
    text_document: lsp::TextDocumentIdentifier,
    /// Whether to send the text itself.
    #[serde(default)]
    with_text: bool,
}

/// The text of a document.
#[derive(Serialize)]
pub struct Text {
    version: i32,
    /// The length in bytes of UTF-8.
    bytes: usize,
    /// XXH3-64 of those bytes, in hexadecimal.
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// The text of a document, or null if it is not open.
pub fn document_text(
    snapshot: &Snapshot,
    params: TextParams,
    _context: &RequestContext,
) -> Result<Option<Text>> {
    let id = DocumentId::of(&params.text_document.uri);
    Ok(snapshot.documents.get(&id).map(|open| {
        let text = open.document.text();
        Text {
            version: open.document.version(),
            bytes: text.len(),
            hash: format!("{:016x}", xxh3_64(text.as_bytes())),
            text: params.with_text.then(|| text.to_string()),
        }
    }))
}
