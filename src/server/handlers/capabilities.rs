//! The capabilities of the server.

use tower_lsp::ls_types as lsp;

use crate::ide::actions::Kind;
use crate::ide::completion::TRIGGERS;
use crate::server::action_data::kind_name;
use crate::server::client::Client;
use crate::server::convert;
use crate::server::handlers::commands::COMMANDS;
use crate::server::legend::Legend;
use crate::text::Encoding;

/// The capabilities for this client, with the encoding that was chosen.
pub fn server(client: &Client, encoding: Encoding) -> lsp::ServerCapabilities {
    lsp::ServerCapabilities {
        position_encoding: Some(convert::encoding_kind(encoding)),
        text_document_sync: Some(lsp::TextDocumentSyncCapability::Options(sync())),
        diagnostic_provider: client.pulls_findings.then(|| {
            lsp::DiagnosticServerCapabilities::Options(lsp::DiagnosticOptions {
                identifier: Some(env!("CARGO_PKG_NAME").to_owned()),
                inter_file_dependencies: true,
                workspace_diagnostics: true,
                ..Default::default()
            })
        }),
        definition_provider: Some(lsp::OneOf::Left(true)),
        references_provider: Some(lsp::OneOf::Left(true)),
        document_highlight_provider: Some(lsp::OneOf::Left(true)),
        completion_provider: Some(lsp::CompletionOptions {
            trigger_characters: Some(TRIGGERS.iter().map(ToString::to_string).collect()),
            resolve_provider: Some(true),
            ..Default::default()
        }),
        hover_provider: Some(lsp::HoverProviderCapability::Simple(true)),
        document_link_provider: Some(lsp::DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
        }),
        document_on_type_formatting_provider: Some(lsp::DocumentOnTypeFormattingOptions {
            first_trigger_character: "\n".to_owned(),
            more_trigger_character: None,
        }),
        document_symbol_provider: Some(lsp::OneOf::Left(true)),
        workspace_symbol_provider: Some(lsp::OneOf::Left(true)),
        code_action_provider: match client.actions.literals {
            true => Some(code_actions().into()),
            // For such a client, actions are commands.
            false => client.applies_edits.then(|| true.into()),
        },
        folding_range_provider: Some(lsp::FoldingRangeProviderCapability::Simple(true)),
        selection_range_provider: Some(lsp::SelectionRangeProviderCapability::Simple(true)),
        code_lens_provider: Some(lsp::CodeLensOptions {
            resolve_provider: Some(true),
        }),
        inlay_hint_provider: Some(lsp::OneOf::Left(true)),
        execute_command_provider: Some(lsp::ExecuteCommandOptions {
            commands: COMMANDS.iter().map(|it| it.name.to_owned()).collect(),
            ..Default::default()
        }),
        semantic_tokens_provider: client.legend.as_ref().map(|it| tokens(it).into()),
        rename_provider: Some(rename(client)),
        workspace: Some(workspace()),
        ..Default::default()
    }
}

fn tokens(legend: &Legend) -> lsp::SemanticTokensOptions {
    lsp::SemanticTokensOptions {
        legend: legend.to_protocol(),
        range: Some(true),
        full: Some(lsp::SemanticTokensFullOptions::Bool(true)),
        ..Default::default()
    }
}

fn sync() -> lsp::TextDocumentSyncOptions {
    lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::INCREMENTAL),
        save: Some(lsp::TextDocumentSyncSaveOptions::Supported(true)),
        ..Default::default()
    }
}

fn rename(client: &Client) -> lsp::OneOf<bool, lsp::RenameOptions> {
    if !client.prepares_rename {
        return lsp::OneOf::Left(true);
    }
    lsp::OneOf::Right(lsp::RenameOptions {
        prepare_provider: Some(true),
        work_done_progress_options: lsp::WorkDoneProgressOptions::default(),
    })
}

fn code_actions() -> lsp::CodeActionOptions {
    lsp::CodeActionOptions {
        code_action_kinds: Some(Kind::ALL.map(|kind| kind_name(kind).into()).to_vec()),
        resolve_provider: Some(true),
        ..Default::default()
    }
}

fn workspace() -> lsp::WorkspaceServerCapabilities {
    let every_file = || {
        let pattern = lsp::FileOperationPattern {
            glob: "**/*".to_owned(),
            ..Default::default()
        };
        let filter = lsp::FileOperationFilter {
            scheme: Some("file".to_owned()),
            pattern,
        };
        Some(lsp::FileOperationRegistrationOptions {
            filters: vec![filter],
        })
    };
    lsp::WorkspaceServerCapabilities {
        workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(lsp::OneOf::Left(true)),
        }),
        file_operations: Some(lsp::WorkspaceFileOperationsServerCapabilities {
            did_create: every_file(),
            did_rename: every_file(),
            did_delete: every_file(),
            will_rename: every_file(),
            will_delete: every_file(),
            ..Default::default()
        }),
    }
}
