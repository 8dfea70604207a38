//! What the client can do, as far as it matters here. What it does not declare, it cannot do.

use tower_lsp::ls_types as lsp;

use super::legend::Legend;

/// The capabilities of the client.
#[derive(Clone, Default, Debug)]
pub struct Client {
    /// It pulls diagnostics and supports the refresh. To a client without the refresh, such as Neovim 0.10, diagnostics
    /// are published: it would not see how a change of another file affects a document.
    pub pulls_findings: bool,
    /// It shows links from the code of a diagnostic.
    pub links_codes: bool,
    /// It shows related information of a diagnostic.
    pub shows_related: bool,
    /// It understands tags such as "unnecessary".
    pub tags: bool,
    /// It supports `LocationLink` for definitions.
    pub location_links: bool,
    /// It shows progress.
    pub shows_progress: bool,
    /// It watches files for the server.
    pub watches_files: bool,
    /// It sends settings when asked.
    pub sends_settings: bool,
    /// It sends changes of settings only after a registration.
    pub registers_settings: bool,
    /// It supports snippets.
    pub snippets: bool,
    /// It supports `InsertTextMode::AS_IS`: it keeps the indentation of inserted text.
    pub indents_as_is: bool,
    /// It supports separate ranges to insert and to replace.
    pub insert_replace: bool,
    /// It inserts the label of an item before it applies the item's edit, and removes as much as the label is longer than
    /// the word before the cursor: Eglot.
    pub types_labels: bool,
    /// It inserts the label of a snippet while the user moves through the list, and leaves it there unless the item is
    /// accepted: Neovim. An empty `insertText` beside the edit prevents that.
    pub types_snippet_labels: bool,
    /// It shows markdown in hovers.
    pub markdown_hover: bool,
    /// It shows markdown in the documentation of completion items.
    pub markdown_completion: bool,
    /// It supports trees of document symbols.
    pub nests_symbols: bool,
    /// The most folding ranges that it takes.
    pub fold_limit: Option<u32>,
    /// It shows the text of a folding range in place of what is folded.
    pub shows_folded: bool,
    /// The legend of semantic tokens; `None` if it does not support them.
    pub legend: Option<Legend>,
    /// Which refreshes it supports.
    pub refreshes: RefreshSupport,
    /// It shows tooltips on links.
    pub link_tooltips: bool,
    /// It supports `window/showDocument`.
    pub shows_documents: bool,
    /// It supports `textDocument/prepareRename`.
    pub prepares_rename: bool,
    /// It supports `workspace/applyEdit`.
    pub applies_edits: bool,
    /// It supports edits of documents in a certain version.
    pub document_changes: bool,
    /// Which file operations it supports in an edit.
    pub file_operations: FileOperations,
    /// It supports annotations: it asks the user to confirm parts of an edit.
    pub annotates_edits: bool,
    /// What it supports of code actions.
    pub actions: Actions,
}

/// Which refreshes a client supports.
#[derive(Clone, Copy, Default, Debug)]
pub struct RefreshSupport {
    /// Of semantic tokens.
    pub tokens: bool,
    /// Of code lenses.
    pub lenses: bool,
    /// Of inlay hints.
    pub hints: bool,
}

/// Which file operations a client supports in an edit.
#[derive(Clone, Copy, Default, Debug)]
pub struct FileOperations {
    /// Creating a file.
    pub create: bool,
    /// Renaming a file.
    pub rename: bool,
    /// Deleting a file.
    pub delete: bool,
}

/// What a client supports of code actions.
#[derive(Clone, Copy, Default, Debug)]
pub struct Actions {
    /// Actions with edits, not only commands.
    pub literals: bool,
    /// Resolving the edit of an action.
    pub resolves_edits: bool,
    /// Resolving the command, too.
    pub resolves_commands: bool,
    /// Disabled actions, with the reason.
    pub shows_disabled: bool,
    /// A preferred action.
    pub prefers: bool,
}

impl FileOperations {
    fn new(edit: &lsp::WorkspaceEditClientCapabilities) -> Self {
        let kinds = edit.resource_operations.as_deref().unwrap_or_default();
        let can = |kind| kinds.contains(&kind);
        Self {
            create: can(lsp::ResourceOperationKind::Create),
            rename: can(lsp::ResourceOperationKind::Rename),
            delete: can(lsp::ResourceOperationKind::Delete),
        }
    }
}

impl Actions {
    fn new(actions: &lsp::CodeActionClientCapabilities) -> Self {
        let yes = |ability: Option<bool>| ability == Some(true);
        let resolves = actions.resolve_support.as_ref();
        let resolves = |property: &str| {
            resolves.is_some_and(|it| it.properties.iter().any(|name| name == property))
        };
        Self {
            literals: actions.code_action_literal_support.is_some(),
            resolves_edits: resolves("edit") && yes(actions.data_support),
            resolves_commands: resolves("command"),
            shows_disabled: yes(actions.disabled_support),
            prefers: yes(actions.is_preferred_support),
        }
    }
}

/// Whether it supports versioned edits. File operations are parts of such edits, so a client with those supports these:
/// Neovim declares only the operations.
fn takes_versions(edit: &lsp::WorkspaceEditClientCapabilities) -> bool {
    let operations = edit.resource_operations.as_ref();
    edit.document_changes == Some(true) || operations.is_some_and(|it| !it.is_empty())
}

impl RefreshSupport {
    fn new(workspace: &lsp::WorkspaceClientCapabilities) -> Self {
        let yes = |ability: Option<bool>| ability == Some(true);
        let (tokens, lenses) = (
            workspace.semantic_tokens.as_ref(),
            workspace.code_lens.as_ref(),
        );
        let hints = workspace.inlay_hint.as_ref();
        Self {
            tokens: tokens.is_some_and(|it| yes(it.refresh_support)),
            lenses: lenses.is_some_and(|it| yes(it.refresh_support)),
            hints: hints.is_some_and(|it| yes(it.refresh_support)),
        }
    }
}

impl Client {
    /// The capabilities that a client declares, and those that follow from its name.
    pub fn of(params: &lsp::InitializeParams) -> Self {
        let name = params.client_info.as_ref().map(|it| it.name.as_str());
        Client {
            types_labels: name == Some("Eglot"),
            types_snippet_labels: name == Some("Neovim"),
            ..Client::new(&params.capabilities)
        }
    }

    fn new(capabilities: &lsp::ClientCapabilities) -> Self {
        let text = capabilities.text_document.clone().unwrap_or_default();
        let workspace = capabilities.workspace.clone().unwrap_or_default();
        let edit = workspace.workspace_edit.clone().unwrap_or_default();
        let refreshes = RefreshSupport::new(&workspace);
        let window = capabilities.window.clone().unwrap_or_default();
        let published = text.publish_diagnostics.unwrap_or_default();
        let folding = text.folding_range.unwrap_or_default();
        let item = text
            .completion
            .and_then(|completion| completion.completion_item);
        let item = item.unwrap_or_default();
        let yes = |ability: Option<bool>| ability == Some(true);
        let markdown = |formats: Option<Vec<lsp::MarkupKind>>| {
            formats.is_some_and(|formats| formats.contains(&lsp::MarkupKind::Markdown))
        };
        Client {
            pulls_findings: text.diagnostic.is_some()
                && workspace
                    .diagnostics
                    .is_some_and(|it| yes(it.refresh_support)),
            links_codes: yes(published.code_description_support),
            shows_related: yes(published.related_information),
            tags: published.tag_support.is_some(),
            location_links: text.definition.is_some_and(|it| yes(it.link_support)),
            shows_progress: yes(window.work_done_progress),
            watches_files: workspace
                .did_change_watched_files
                .is_some_and(|it| yes(it.dynamic_registration)),
            sends_settings: yes(workspace.configuration),
            registers_settings: workspace
                .did_change_configuration
                .is_some_and(|it| yes(it.dynamic_registration)),
            snippets: yes(item.snippet_support),
            indents_as_is: item
                .insert_text_mode_support
                .is_some_and(|it| it.value_set.contains(&lsp::InsertTextMode::AS_IS)),
            insert_replace: yes(item.insert_replace_support),
            types_labels: false,
            types_snippet_labels: false,
            markdown_hover: text
                .hover
                .is_some_and(|hover| markdown(hover.content_format)),
            markdown_completion: markdown(item.documentation_format),
            nests_symbols: text
                .document_symbol
                .is_some_and(|it| yes(it.hierarchical_document_symbol_support)),
            fold_limit: folding.range_limit,
            shows_folded: folding
                .folding_range
                .is_some_and(|it| yes(it.collapsed_text)),
            legend: text.semantic_tokens.as_ref().map(Legend::new),
            link_tooltips: text.document_link.is_some_and(|it| yes(it.tooltip_support)),
            shows_documents: window.show_document.is_some_and(|it| it.support),
            refreshes,
            prepares_rename: text.rename.is_some_and(|it| yes(it.prepare_support)),
            applies_edits: yes(workspace.apply_edit),
            document_changes: takes_versions(&edit),
            file_operations: FileOperations::new(&edit),
            annotates_edits: edit.change_annotation_support.is_some(),
            actions: text
                .code_action
                .as_ref()
                .map(Actions::new)
                .unwrap_or_default(),
        }
    }
}
