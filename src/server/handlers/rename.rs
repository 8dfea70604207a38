//! Renaming what stands at a place.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use crate::bank::BankPath;
use crate::edit::Refusal;
use crate::ide::rename;
use crate::server::convert::DocumentId;
use crate::server::request::{RequestContext, Responder};
use crate::server::snapshot::Snapshot;
use crate::server::state::State;
use crate::server::workspace_edit::{refused, workspace_edit};

/// Refuses to look at a document whose text is not known.
pub fn in_sync(snapshot: &Snapshot, uri: &lsp::Uri) -> Result<()> {
    let known = snapshot.check_in_sync(&DocumentId::of(uri));
    known.map_err(|refusal| refused(&refusal))
}

/// What at a place can be renamed, and what it is called now.
pub fn prepare(
    snapshot: &Snapshot,
    params: lsp::TextDocumentPositionParams,
    context: &RequestContext,
) -> Result<Option<lsp::PrepareRenameResponse>> {
    context.check_cancelled()?;
    in_sync(snapshot, &params.text_document.uri)?;
    let answer = snapshot.at(&params, |here| {
        let sources = |path: &BankPath| snapshot.text(here.bank, path);
        let found = rename::prepare(&here.bank.bank, &sources, &here.path, here.offset);
        Some(
            found.map(|found| lsp::PrepareRenameResponse::RangeWithPlaceholder {
                range: here.ranges.range(found.span),
                placeholder: found.value,
            }),
        )
    });
    answer.transpose().map_err(|refusal| refused(&refusal))
}

/// What a rename changes.
#[derive(PartialEq)]
pub struct Renamed {
    /// The edit for the client.
    pub edit: lsp::WorkspaceEdit,
    /// What the author has to be asked first, where the edit itself cannot have that asked.
    pub question: Option<String>,
}

/// The edit after which what stands at a place has another name.
pub fn rename(
    snapshot: &Snapshot,
    params: lsp::RenameParams,
    context: &RequestContext,
) -> Result<Option<Renamed>> {
    context.check_cancelled()?;
    in_sync(snapshot, &params.text_document_position.text_document.uri)?;
    let new = &params.new_name;
    let answer = snapshot.at(&params.text_document_position, |here| {
        let sources = |path: &BankPath| snapshot.text(here.bank, path);
        let edit = rename::rename(&here.bank.bank, &sources, &here.path, here.offset, new);
        let label = format!("Rename to `{new}`");
        Some(edit.and_then(|edit| {
            let written = workspace_edit(snapshot, here.bank, &edit, Some(&here.path), &label)?;
            let asks_itself = written.change_annotations.is_some();
            Ok(Renamed {
                edit: written,
                question: edit.confirm.filter(|_| !asks_itself),
            })
        }))
    });
    answer.transpose().map_err(|refusal| refused(&refusal))
}

/// What the author can choose.
const RENAME: &str = "Rename";

/// Asks the author the question, and replies whether the answer is yes.
///
/// A client that cannot ask gets a refusal with the question in it. Whoever then wants the same once more has read it.
pub fn confirm(state: &mut State, question: String, responder: Responder<bool>) {
    let name = "textDocument/rename";
    if state.refused_question.take().as_ref() == Some(&question) {
        return responder.respond(name, |_| Ok(true));
    }
    let choice = |title: &str| lsp::MessageActionItem {
        title: title.to_owned(),
        properties: std::collections::HashMap::default(),
    };
    let params = lsp::ShowMessageRequestParams {
        typ: lsp::MessageType::WARNING,
        message: format!("{question}. Rename?"),
        actions: Some(vec![choice(RENAME), choice("Cancel")]),
    };
    state.ask_client("window/showMessageRequest", params, move |state, answer| {
        let answer = answer.map(|chosen| chosen["title"] == RENAME).map_err(|_| {
            state.refused_question = Some(question.clone());
            let how = "rename it again to confirm";
            refused(&Refusal::new(format!("{question}; {how}")))
        });
        responder.respond(name, |_| answer);
    });
}
