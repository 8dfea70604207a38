//! The mail slot: from tower-lsp's typed handlers to events for the owner.
//!
//! Each handler sends its event before it first waits, and does nothing else. That is all that
//! keeps the edits in order; see `transport`. When a client cancels a request, tower-lsp drops the
//! handler's future, and with it the receiver of the reply: that is how the answering side hears
//! of it ([`Asker`]).

use std::panic::{AssertUnwindSafe, catch_unwind};

use crossbeam_channel::Sender;
use tokio::sync::oneshot;
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types as lsp;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use super::handlers::{
    completion, debug, definition, documents, findings, hover, links, session, symbols, trial,
    workspace,
};
use super::main_loop::Event;
use super::pool::Lane;
use super::snapshot::{Needs, Snapshot};
use super::state::State;
use super::transport::{error, panic_message};

/// The service that routes messages to the owner, who listens to `events`.
pub fn service(events: Sender<Event>) -> (LspService<Mail>, ClientSocket) {
    let builder = LspService::build(|_| Mail { events })
        .custom_method("qmark/documentText", Mail::document_text)
        .custom_method("$/setTrace", Mail::ignore)
        .custom_method("window/workDoneProgress/cancel", Mail::ignore);
    if !trial::enabled() {
        return builder.finish();
    }
    builder
        .custom_method("qmark/test/panic", Mail::trial_panic)
        .custom_method("qmark/test/hold", Mail::trial_hold)
        .custom_method("qmark/test/release", Mail::trial_release)
        .finish()
}

/// Who asked, seen from who answers.
pub struct Asker<'a> {
    is_gone: &'a dyn Fn() -> bool,
}

impl Asker<'_> {
    /// Fails when nobody waits for the answer any more. To be asked between the steps of long work.
    ///
    /// # Errors
    /// [`ErrorCode::RequestCancelled`].
    pub fn still_waits(&self) -> Result<()> {
        if (self.is_gone)() {
            Err(Error::request_cancelled())
        } else {
            Ok(())
        }
    }
}

/// Answers a question about a snapshot.
type Answer<P, R> = fn(&Snapshot, P, &Asker) -> Result<R>;

/// The handlers of tower-lsp.
pub struct Mail {
    events: Sender<Event>,
}

impl Mail {
    /// Has the owner change its state.
    fn tell<P: Send + 'static>(&self, name: &'static str, params: P, change: fn(&mut State, P)) {
        self.send(Event::change(name, move |state| change(state, params)));
    }

    /// Has the owner change its state and waits for what it says to that.
    async fn ask_owner<P: Send + 'static, R: Send + 'static>(
        &self,
        name: &'static str,
        params: P,
        change: fn(&mut State, P) -> Result<R>,
    ) -> Result<R> {
        let (reply, replied) = oneshot::channel();
        self.send(Event::change(name, move |state| {
            let _ = reply.send(guarded(name, || change(state, params)));
        }));
        received(name, replied.await)
    }

    /// Has the pool answer from the state of now, and waits for the answer.
    async fn ask<P: Send + 'static, R: Send + 'static>(
        &self,
        name: &'static str,
        (lane, needs): (Lane, Needs),
        params: P,
        answer: Answer<P, R>,
    ) -> Result<R> {
        let (reply, replied) = oneshot::channel();
        self.send(Event::query(
            name,
            lane,
            needs,
            move |snapshot: Snapshot| {
                let is_gone = || reply.is_closed();
                let asker = Asker { is_gone: &is_gone };
                let result = match snapshot.has_moved_on {
                    true => Err(error(
                        ErrorCode::ContentModified,
                        "the text changed while the bank was read".to_owned(),
                    )),
                    false => asker
                        .still_waits()
                        .and_then(|()| guarded(name, || answer(&snapshot, params, &asker))),
                };
                let _ = reply.send(result);
            },
        ));
        received(name, replied.await)
    }

    fn send(&self, event: Event) {
        // The owner's thread lives as long as the process.
        let _ = self.events.send(event);
    }
}

/// The result of `work`, or −32603 if it panics.
fn guarded<R>(name: &str, work: impl FnOnce() -> Result<R>) -> Result<R> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let reason = format!("`{name}` panicked: {}", panic_message(panic.as_ref()));
        Err(error(ErrorCode::InternalError, reason))
    })
}

fn received<R>(
    name: &str,
    reply: std::result::Result<Result<R>, oneshot::error::RecvError>,
) -> Result<R> {
    reply.unwrap_or_else(|_| {
        Err(error(
            ErrorCode::InternalError,
            format!("`{name}` was given up without an answer"),
        ))
    })
}

impl LanguageServer for Mail {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        self.ask_owner("initialize", params, session::initialize)
            .await
    }

    async fn initialized(&self, params: lsp::InitializedParams) {
        self.tell("initialized", params, session::initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.ask_owner("shutdown", (), session::shutdown).await
    }

    async fn did_open(&self, params: lsp::DidOpenTextDocumentParams) {
        self.tell("textDocument/didOpen", params, documents::did_open);
    }

    async fn did_change(&self, params: lsp::DidChangeTextDocumentParams) {
        self.tell("textDocument/didChange", params, documents::did_change);
    }

    async fn did_save(&self, params: lsp::DidSaveTextDocumentParams) {
        self.tell("textDocument/didSave", params, documents::did_save);
    }

    async fn did_close(&self, params: lsp::DidCloseTextDocumentParams) {
        self.tell("textDocument/didClose", params, documents::did_close);
    }

    async fn did_change_workspace_folders(&self, params: lsp::DidChangeWorkspaceFoldersParams) {
        let name = "workspace/didChangeWorkspaceFolders";
        self.tell(name, params, workspace::did_change_folders);
    }

    async fn did_change_configuration(&self, params: lsp::DidChangeConfigurationParams) {
        let name = "workspace/didChangeConfiguration";
        self.tell(name, params, workspace::did_change_configuration);
    }

    async fn did_change_watched_files(&self, params: lsp::DidChangeWatchedFilesParams) {
        let name = "workspace/didChangeWatchedFiles";
        self.tell(name, params, workspace::did_change_watched_files);
    }

    async fn did_create_files(&self, params: lsp::CreateFilesParams) {
        self.tell(
            "workspace/didCreateFiles",
            params,
            workspace::did_create_files,
        );
    }

    async fn did_rename_files(&self, params: lsp::RenameFilesParams) {
        self.tell(
            "workspace/didRenameFiles",
            params,
            workspace::did_rename_files,
        );
    }

    async fn did_delete_files(&self, params: lsp::DeleteFilesParams) {
        self.tell(
            "workspace/didDeleteFiles",
            params,
            workspace::did_delete_files,
        );
    }

    async fn goto_definition(
        &self,
        params: lsp::GotoDefinitionParams,
    ) -> Result<Option<lsp::GotoDefinitionResponse>> {
        let needs = (Lane::Quick, Needs::WholeBanks);
        self.ask(
            "textDocument/definition",
            needs,
            params,
            definition::definition,
        )
        .await
    }

    async fn completion(
        &self,
        params: lsp::CompletionParams,
    ) -> Result<Option<lsp::CompletionResponse>> {
        let needs = (Lane::Quick, Needs::Banks);
        self.ask(
            "textDocument/completion",
            needs,
            params,
            completion::completion,
        )
        .await
    }

    async fn completion_resolve(&self, item: lsp::CompletionItem) -> Result<lsp::CompletionItem> {
        let needs = (Lane::Quick, Needs::Texts);
        self.ask("completionItem/resolve", needs, item, completion::resolve)
            .await
    }

    async fn document_symbol(
        &self,
        params: lsp::DocumentSymbolParams,
    ) -> Result<Option<lsp::DocumentSymbolResponse>> {
        let needs = (Lane::Quick, Needs::Banks);
        self.ask(
            "textDocument/documentSymbol",
            needs,
            params,
            symbols::document,
        )
        .await
    }

    async fn symbol(
        &self,
        params: lsp::WorkspaceSymbolParams,
    ) -> Result<Option<lsp::WorkspaceSymbolResponse>> {
        let needs = (Lane::Slow, Needs::Banks);
        self.ask("workspace/symbol", needs, params, symbols::workspace)
            .await
    }

    async fn hover(&self, params: lsp::HoverParams) -> Result<Option<lsp::Hover>> {
        let needs = (Lane::Quick, Needs::FindingsSoFar);
        self.ask("textDocument/hover", needs, params, hover::hover)
            .await
    }

    async fn document_link(
        &self,
        params: lsp::DocumentLinkParams,
    ) -> Result<Option<Vec<lsp::DocumentLink>>> {
        let needs = (Lane::Quick, Needs::WholeBanks);
        self.ask(
            "textDocument/documentLink",
            needs,
            params,
            links::document_links,
        )
        .await
    }

    async fn diagnostic(
        &self,
        params: lsp::DocumentDiagnosticParams,
    ) -> Result<lsp::DocumentDiagnosticReportResult> {
        let needs = (Lane::Quick, Needs::Findings);
        self.ask("textDocument/diagnostic", needs, params, findings::document)
            .await
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        self.tell("workspace/diagnostic", (), |state, ()| {
            state.workspace_is_pulled()
        });
        let needs = (Lane::Slow, Needs::AllFindings);
        self.ask("workspace/diagnostic", needs, params, findings::workspace)
            .await
    }
}

/// Messages beyond the protocol, or beyond the router.
impl Mail {
    async fn document_text(&self, params: debug::TextParams) -> Result<Option<debug::Text>> {
        let needs = (Lane::Quick, Needs::Texts);
        self.ask("qmark/documentText", needs, params, debug::document_text)
            .await
    }

    /// Something that clients say and that changes nothing here.
    async fn ignore(&self, _params: serde_json::Value) {}

    async fn trial_panic(&self, place: trial::Place) -> Result<()> {
        let name = "qmark/test/panic";
        let needs = (Lane::Quick, Needs::Texts);
        match place {
            trial::Place::Handler => trial::panic(),
            trial::Place::Owner => self.ask_owner(name, (), |_, ()| trial::panic()).await,
            trial::Place::Pool => self.ask(name, needs, (), |_, (), _| trial::panic()).await,
        }
    }

    async fn trial_hold(&self, params: trial::Hold) -> Result<()> {
        let lane = if params.slow { Lane::Slow } else { Lane::Quick };
        let needs = (lane, Needs::Texts);
        self.ask("qmark/test/hold", needs, (), |_, (), asker| {
            trial::hold(asker)
        })
        .await
    }

    async fn trial_release(&self) {
        trial::release();
    }
}
