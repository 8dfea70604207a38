//! Which handler a message of the protocol goes to, and what that needs: a line a message.

use tower_lsp::LanguageServer;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types as lsp;

use super::super::handlers::{
    actions, commands, completion, definition, documents, files, findings, hints, hover, lens,
    links, on_enter, references, rename, session, structure, symbols, tokens, workspace,
};
use super::super::pool::Lane;
use super::super::snapshot::Needs;
use super::super::transport::leave;
use super::{Mail, moved_on, written};

/// What the client tells: `router's name(parameters): protocol's name => change of the owner's state;`
macro_rules! news {
    ($($method:ident($params:ty): $name:literal => $change:path;)*) => {$(
        async fn $method(&self, params: $params) {
            self.tell($name, params, $change);
        }
    )*};
}

/// What the client asks: `router's name(parameters) -> answer: protocol's name, lane, needs => who answers;`
macro_rules! questions {
    ($($method:ident($params:ty) -> $answer:ty: $name:literal, $lane:ident, $needs:ident => $answers:path;)*) => {$(
        async fn $method(&self, params: $params) -> Result<$answer> {
            self.ask($name, (Lane::$lane, Needs::$needs), params, $answers).await
        }
    )*};
}

/// What the client asks and what may be long to tell, or nothing:
/// `router's name(parameters) -> what there may be: protocol's name, lane, needs => who answers;`
macro_rules! lists {
    ($($method:ident($params:ty) -> $answer:ty: $name:literal, $lane:ident, $needs:ident => $answers:path;)*) => {$(
        async fn $method(&self, params: $params) -> Result<Option<$answer>> {
            self.ask_at_length($name, (Lane::$lane, Needs::$needs), params, $answers).await
        }
    )*};
}

impl LanguageServer for Mail {
    async fn initialize(&self, params: lsp::InitializeParams) -> Result<lsp::InitializeResult> {
        self.ask_owner("initialize", params, session::initialize)
            .await
    }

    async fn execute_command(
        &self,
        params: lsp::ExecuteCommandParams,
    ) -> Result<Option<lsp::LSPAny>> {
        self.ask_to_do("workspace/executeCommand", params, commands::execute)
            .await
    }

    async fn shutdown(&self) -> Result<()> {
        self.ask_owner("shutdown", (), session::shutdown).await
    }

    news! {
        initialized(lsp::InitializedParams): "initialized" => session::initialized;
        did_save(lsp::DidSaveTextDocumentParams): "textDocument/didSave" => documents::did_save;
        did_close(lsp::DidCloseTextDocumentParams): "textDocument/didClose" => documents::did_close;
        did_change_workspace_folders(lsp::DidChangeWorkspaceFoldersParams):
            "workspace/didChangeWorkspaceFolders" => workspace::did_change_folders;
        did_change_configuration(lsp::DidChangeConfigurationParams):
            "workspace/didChangeConfiguration" => workspace::did_change_configuration;
        did_change_watched_files(lsp::DidChangeWatchedFilesParams):
            "workspace/didChangeWatchedFiles" => workspace::did_change_watched_files;
        did_create_files(lsp::CreateFilesParams): "workspace/didCreateFiles" => workspace::did_create_files;
        did_rename_files(lsp::RenameFilesParams): "workspace/didRenameFiles" => workspace::did_rename_files;
        did_delete_files(lsp::DeleteFilesParams): "workspace/didDeleteFiles" => workspace::did_delete_files;
    }

    lists! {
        references(lsp::ReferenceParams) -> Vec<lsp::Location>:
            "textDocument/references", Slow, WholeBanks => references::references;
        document_highlight(lsp::DocumentHighlightParams) -> Vec<lsp::DocumentHighlight>:
            "textDocument/documentHighlight", Quick, Banks => references::highlights;
        code_lens(lsp::CodeLensParams) -> Vec<lsp::CodeLens>:
            "textDocument/codeLens", Quick, WholeBanks => lens::lenses;
        inlay_hint(lsp::InlayHintParams) -> Vec<lsp::InlayHint>:
            "textDocument/inlayHint", Quick, WholeBanks => hints::hints;
        completion(lsp::CompletionParams) -> lsp::CompletionResponse:
            "textDocument/completion", Quick, Banks => completion::completion;
        document_symbol(lsp::DocumentSymbolParams) -> lsp::DocumentSymbolResponse:
            "textDocument/documentSymbol", Quick, Banks => symbols::document;
        symbol(lsp::WorkspaceSymbolParams) -> lsp::WorkspaceSymbolResponse:
            "workspace/symbol", Slow, Banks => symbols::workspace;
        folding_range(lsp::FoldingRangeParams) -> Vec<lsp::FoldingRange>:
            "textDocument/foldingRange", Quick, Banks => structure::folds;
        semantic_tokens_full(lsp::SemanticTokensParams) -> lsp::SemanticTokensResult:
            "textDocument/semanticTokens/full", Quick, Banks => tokens::full;
        semantic_tokens_full_delta(lsp::SemanticTokensDeltaParams) -> lsp::SemanticTokensFullDeltaResult:
            "textDocument/semanticTokens/full/delta", Quick, Banks => tokens::delta;
        semantic_tokens_range(lsp::SemanticTokensRangeParams) -> lsp::SemanticTokensRangeResult:
            "textDocument/semanticTokens/range", Quick, Banks => tokens::range;
        document_link(lsp::DocumentLinkParams) -> Vec<lsp::DocumentLink>:
            "textDocument/documentLink", Quick, WholeBanks => links::document_links;
        code_action(lsp::CodeActionParams) -> lsp::CodeActionResponse:
            "textDocument/codeAction", Quick, FindingsSoFar => actions::actions;
        on_type_formatting(lsp::DocumentOnTypeFormattingParams) -> Vec<lsp::TextEdit>:
            "textDocument/onTypeFormatting", Quick, Banks => on_enter::on_enter;
    }

    questions! {
        goto_definition(lsp::GotoDefinitionParams) -> Option<lsp::GotoDefinitionResponse>:
            "textDocument/definition", Quick, WholeBanks => definition::definition;
        code_lens_resolve(lsp::CodeLens) -> lsp::CodeLens:
            "codeLens/resolve", Quick, FindingsSoFar => lens::resolve;
        completion_resolve(lsp::CompletionItem) -> lsp::CompletionItem:
            "completionItem/resolve", Quick, Texts => completion::resolve;
        selection_range(lsp::SelectionRangeParams) -> Option<Vec<lsp::SelectionRange>>:
            "textDocument/selectionRange", Quick, Banks => structure::selections;
        hover(lsp::HoverParams) -> Option<lsp::Hover>:
            "textDocument/hover", Quick, FindingsSoFar => hover::hover;
        diagnostic(lsp::DocumentDiagnosticParams) -> lsp::DocumentDiagnosticReportResult:
            "textDocument/diagnostic", Quick, Findings => findings::document;
        prepare_rename(lsp::TextDocumentPositionParams) -> Option<lsp::PrepareRenameResponse>:
            "textDocument/prepareRename", Quick, WholeBanks => rename::prepare;
        code_action_resolve(lsp::CodeAction) -> lsp::CodeAction:
            "codeAction/resolve", Quick, FindingsSoFar => actions::resolve;
    }

    async fn rename(&self, params: lsp::RenameParams) -> Result<Option<lsp::WorkspaceEdit>> {
        let name = "textDocument/rename";
        let needs = (Lane::Slow, Needs::WholeBanks);
        let plan = || self.ask(name, needs, params.clone(), rename::rename);
        let Some(renamed) = plan().await? else {
            return Ok(None);
        };
        if let Some(question) = renamed.question.clone() {
            if !self.ask_to_do(name, question, rename::confirm).await? {
                return Ok(None);
            }
            // The author may have typed on while the question was open.
            if plan().await?.as_ref() != Some(&renamed) {
                return Err(moved_on());
            }
        }
        leave(written(Some(renamed.edit))?);
        Ok(None)
    }

    async fn will_rename_files(
        &self,
        params: lsp::RenameFilesParams,
    ) -> Result<Option<lsp::WorkspaceEdit>> {
        let name = "workspace/willRenameFiles";
        let needs = (Lane::Slow, Needs::WholeBanks);
        let moved = self.ask(name, needs, params, files::will_rename).await?;
        if let Some(warning) = moved.left {
            self.tell(name, warning, files::warn);
        }
        leave(written(moved.edit)?);
        Ok(None)
    }

    async fn will_delete_files(
        &self,
        params: lsp::DeleteFilesParams,
    ) -> Result<Option<lsp::WorkspaceEdit>> {
        let name = "workspace/willDeleteFiles";
        let needs = (Lane::Quick, Needs::WholeBanks);
        if let Some(warning) = self.ask(name, needs, params, files::will_delete).await? {
            self.tell(name, warning, files::warn);
        }
        Ok(None)
    }

    async fn workspace_diagnostic(
        &self,
        params: lsp::WorkspaceDiagnosticParams,
    ) -> Result<lsp::WorkspaceDiagnosticReportResult> {
        let name = "workspace/diagnostic";
        self.tell(name, (), |state, ()| state.workspace_is_pulled());
        let needs = (Lane::Slow, Needs::AllFindings);
        self.ask(name, needs, params, findings::workspace).await
    }
}
