//! What the server says it can do.

use tower_lsp::ls_types as lsp;

use super::convert;
use crate::text::Encoding;

/// The capabilities, with the encoding that was settled on.
pub fn server(encoding: Encoding) -> lsp::ServerCapabilities {
    let sync = lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
        save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
        ..Default::default()
    };
    lsp::ServerCapabilities {
        position_encoding: Some(convert::encoding_kind(encoding)),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(sync)),
        ..Default::default()
    }
}
