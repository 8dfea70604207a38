//! Which handler a message of the protocol goes to, and what that handler needs: one line for each message.

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;
use tower_lsp::{ClientSocket, LanguageServer, LspService};

use super::backend::Backend;
use super::event::{Event, Events, Unconfirmed};
use super::handlers::{
    actions, code_lens, completion, debug, definition, diagnostics, document_links,
    file_operations, hover, inlay_hints, on_enter, overview, references, rename, semantic_tokens,
    structure, symbols, test_requests,
};
use super::pool::Lane;
use super::request::{content_modified, to_json};
use super::snapshot::Needs;
use super::transport::{CHANGED, LOST, LostEdit, OPENED, Outbox, set_raw_result};

/// The service that routes messages to the main loop, which receives `events`. Partial results go to `outbox` directly.
pub fn service(events: Events, outbox: Outbox) -> (LspService<Backend>, ClientSocket) {
    let builder = LspService::build(|_| Backend::new(events, outbox))
        .custom_method("qmark/documentText", Backend::document_text)
        .custom_method("qmark/overview", Backend::overview)
        .custom_method(OPENED, Backend::opened)
        .custom_method(CHANGED, Backend::changed)
        .custom_method(LOST, Backend::lost)
        .custom_method("$/setTrace", Backend::ignore)
        .custom_method("window/workDoneProgress/cancel", Backend::ignore);
    if !test_requests::enabled() {
        return builder.finish();
    }
    builder
        .custom_method("qmark/test/panic", Backend::test_panic)
        .custom_method("qmark/test/hold", Backend::test_hold)
        .custom_method("qmark/test/release", Backend::test_release)
        .finish()
}

/// Notifications: `method of the router(parameters) => event;`
macro_rules! notifications {
    ($($method:ident($params:ty) => $event:ident;)*) => {$(
        async fn $method(&self, params: $params) {
            self.send(Event::$event(params));
        }
    )*};
}

/// Requests: `method of the router(parameters) -> answer: method of the protocol, lane, needs => handler;`
macro_rules! requests {
    ($($method:ident($params:ty) -> $answer:ty: $name:literal, $lane:ident, $needs:ident => $handler:path;)*) => {$(
        async fn $method(&self, params: $params) -> Result<$answer> {
            self.request($name, (Lane::$lane, Needs::$needs), params, $handler).await
        }
    )*};
}

/// Requests whose answer can be long, or null: the pool writes the JSON.
/// `method of the router(parameters) -> answer: method of the protocol, lane, needs => handler;`
macro_rules! streamed {
    ($($method:ident($params:ty) -> $answer:ty: $name:literal, $lane:ident, $needs:ident => $handler:path;)*) => {$(
        async fn $method(&self, params: $params) -> Result<Option<$answer>> {
            self.request_streamed($name, (Lane::$lane, Needs::$needs), params, $handler).await
        }
    )*};
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        let event = |responder| Event::Initialize(Box::new(params), responder);
        self.request_event("initialize", event).await
    }

    async fn initialized(&self, _params: lsp::InitializedParams) {
        self.send(Event::Initialized);
    }

    async fn shutdown(&self) -> Result<()> {
        self.request_event("shutdown", Event::Shutdown).await
    }

    async fn execute_command(
        &self,
        params: lsp::ExecuteCommandParams,
    ) -> Result<Option<lsp::LSPAny>> {
        let event = |responder| Event::ExecuteCommand(params, responder);
        self.request_event("workspace/executeCommand", event).await
    }

    notifications! {
        did_save(lsp::DidSaveTextDocumentParams) => DidSave;
        did_close(lsp::DidCloseTextDocumentParams) => DidClose;
        did_change_workspace_folders(lsp::DidChangeWorkspaceFoldersParams) => DidChangeFolders;
        did_change_configuration(lsp::DidChangeConfigurationParams) => DidChangeConfiguration;
        did_change_watched_files(lsp::DidChangeWatchedFilesParams) => DidChangeWatchedFiles;
        did_create_files(lsp::CreateFilesParams) => DidCreateFiles;
        did_rename_files(lsp::RenameFilesParams) => DidRenameFiles;
        did_delete_files(lsp::DeleteFilesParams) => DidDeleteFiles;
    }

    streamed! {
        references(lsp::ReferenceParams) -> Vec<lsp::Location>:
            "textDocument/references", Slow, WholeBanks => references::references;
        document_highlight(lsp::DocumentHighlightParams) -> Vec<lsp::DocumentHighlight>:
            "textDocument/documentHighlight", Quick, Banks => references::highlights;
        code_lens(lsp::CodeLensParams) -> Vec<lsp::CodeLens>:
            "textDocument/codeLens", Quick, WholeBanks => code_lens::lenses;
        inlay_hint(lsp::InlayHintParams) -> Vec<lsp::InlayHint>:
            "textDocument/inlayHint", Quick, WholeBanks => inlay_hints::hints;
        completion(lsp::CompletionParams) -> lsp::CompletionResponse:
            "textDocument/completion", Quick, Banks => completion::completion;
        document_symbol(lsp::DocumentSymbolParams) -> lsp::DocumentSymbolResponse:
            "textDocument/documentSymbol", Quick, Banks => symbols::document;
        symbol(lsp::WorkspaceSymbolParams) -> lsp::WorkspaceSymbolResponse:
            "workspace/symbol", Slow, Banks => symbols::workspace;
        folding_range(lsp::FoldingRangeParams) -> Vec<lsp::FoldingRange>:
            "textDocument/foldingRange", Quick, Banks => structure::folds;
        semantic_tokens_full(lsp::SemanticTokensParams) -> lsp::SemanticTokensResult:
            "textDocument/semanticTokens/full", Quick, Banks => semantic_tokens::full;
        semantic_tokens_range(lsp::SemanticTokensRangeParams) -> lsp::SemanticTokensRangeResult:
            "textDocument/semanticTokens/range", Quick, Banks => semantic_tokens::range;
        document_link(lsp::DocumentLinkParams) -> Vec<lsp::DocumentLink>:
            "textDocument/documentLink", Quick, WholeBanks => document_links::document_links;
        code_action(lsp::CodeActionParams) -> lsp::CodeActionResponse:
            "textDocument/codeAction", Quick, FindingsSoFar => actions::actions;
        on_type_formatting(lsp::DocumentOnTypeFormattingParams) -> Vec<lsp::TextEdit>:
            "textDocument/onTypeFormatting", Quick, Banks => on_enter::on_enter;
    }

    requests! {
        goto_definition(lsp::GotoDefinitionParams) -> Option<lsp::GotoDefinitionResponse>:
            "textDocument/definition", Quick, WholeBanks => definition::definition;
        code_lens_resolve(lsp::CodeLens) -> lsp::CodeLens:
            "codeLens/resolve", Quick, FindingsSoFar => code_lens::resolve;
        completion_resolve(lsp::CompletionItem) -> lsp::CompletionItem:
            "completionItem/resolve", Quick, Texts => completion::resolve;
        selection_range(lsp::SelectionRangeParams) -> Option<Vec<lsp::SelectionRange>>:
            "textDocument/selectionRange", Quick, Banks => structure::selections;
        hover(lsp::HoverParams) -> Option<lsp::Hover>:
            "textDocument/hover", Quick, FindingsSoFar => hover::hover;
        diagnostic(lsp::DocumentDiagnosticParams) -> lsp::DocumentDiagnosticReportResult:
            "textDocument/diagnostic", Quick, Findings => diagnostics::document;
        prepare_rename(lsp::TextDocumentPositionParams) -> Option<lsp::PrepareRenameResponse>:
            "textDocument/prepareRename", Quick, WholeBanks => rename::prepare;
        code_action_resolve(lsp::CodeAction) -> lsp::CodeAction:
            "codeAction/resolve", Quick, FindingsSoFar => actions::resolve;
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        let name = "textDocument/rename";
        let needs = (Lane::Slow, Needs::WholeBanks);
        let plan = || self.request(name, needs, params.clone(), rename::rename);
        let Some(renamed) = plan().await? else {
            return Ok(None);
        };
        if let Some(question) = renamed.question.clone() {
            if !self
                .request_event(name, |responder| {
                    let translations = renamed.translations.clone();
                    let rename = Unconfirmed::Rename {
                        responder,
                        translations,
                    };
                    Event::Confirm(question, rename)
                })
                .await?
            {
                return Ok(None);
            }
            // The user may have edited while the question was open.
            if plan().await?.as_ref() != Some(&renamed) {
                return Err(content_modified());
            }
        }
        set_raw_result(to_json(Some(renamed.edit))?);
        Ok(None)
    }

    async fn will_rename_files(
        &self,
        params: lsp::RenameFilesParams,
    ) -> Result<Option<lsp::WorkspaceEdit>> {
        let name = "workspace/willRenameFiles";
        let needs = (Lane::Slow, Needs::WholeBanks);
        let moved = self
            .request(name, needs, params, file_operations::will_rename)
            .await?;
        if let Some(warning) = moved.left {
            self.send(Event::Warn(warning));
        }
        set_raw_result(to_json(moved.edit)?);
        Ok(None)
    }

    async fn will_delete_files(
        &self,
        params: lsp::DeleteFilesParams,
    ) -> Result<Option<lsp::WorkspaceEdit>> {
        let name = "workspace/willDeleteFiles";
        let needs = (Lane::Quick, Needs::WholeBanks);
        if let Some(warning) = self
            .request(name, needs, params, file_operations::will_delete)
            .await?
        {
            self.send(Event::Warn(warning));
        }
        Ok(None)
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        let name = "workspace/diagnostic";
        self.send(Event::PullsWorkspace);
        let needs = (Lane::Slow, Needs::AllFindings);
        self.request(name, needs, params, diagnostics::workspace)
            .await
    }
}

/// Messages outside of the protocol, and edits, whose parameters the handler reads itself.
impl Backend {
    async fn opened(&self, params: serde_json::Value) {
        self.send(Event::DidOpen(params));
    }

    async fn changed(&self, params: serde_json::Value) {
        self.send(Event::DidChange(params));
    }

    async fn lost(&self, lost: LostEdit) {
        self.send(Event::LostEdit(lost));
    }

    async fn document_text(&self, params: debug::TextParams) -> Result<Option<debug::Text>> {
        let needs = (Lane::Quick, Needs::Texts);
        self.request("qmark/documentText", needs, params, debug::document_text)
            .await
    }

    async fn overview(&self, params: overview::OverviewParams) -> Result<overview::Overview> {
        let needs = (Lane::Slow, Needs::FindingsSoFar);
        self.request("qmark/overview", needs, params, overview::overview)
            .await
    }

    /// A notification that changes nothing here.
    async fn ignore(&self, _params: serde_json::Value) {}

    async fn test_panic(&self, place: test_requests::PanicIn) -> Result<()> {
        use test_requests::{PanicIn, panic};
        let name = "qmark/test/panic";
        let needs = (Lane::Quick, Needs::Texts);
        match place {
            PanicIn::Handler => panic(),
            PanicIn::MainLoop => self.request_event(name, Event::TestPanic).await,
            PanicIn::Pool => self.request(name, needs, (), |_, (), _| panic()).await,
        }
    }

    async fn test_hold(&self, params: test_requests::Hold) -> Result<()> {
        let lane = if params.slow { Lane::Slow } else { Lane::Quick };
        let needs = (lane, Needs::Texts);
        self.request("qmark/test/hold", needs, (), |_, (), context| {
            test_requests::hold(context)
        })
        .await
    }

    async fn test_release(&self) {
        test_requests::release();
    }
}
