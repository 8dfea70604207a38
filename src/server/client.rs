//! What the client can do, as far as it matters to us. Everything it does not say, it cannot.

use tower_lsp::ls_types as lsp;

use super::legend::Legend;

/// The client's abilities.
#[derive(Clone, Default, Debug)]
pub struct Client {
    /// It asks for the findings of a document, and asks again when told to. One that only asks, such as Neovim 0.10,
    /// would never learn what a change elsewhere means for a document, and is told instead.
    pub pulls_findings: bool,
    /// It shows links from a finding's code to its page.
    pub links_codes: bool,
    /// It shows what else has part in a finding.
    pub shows_related: bool,
    /// It understands tags such as "unnecessary".
    pub tags: bool,
    /// It takes targets of a definition with the range they come from.
    pub location_links: bool,
    /// It shows the progress of our work.
    pub shows_progress: bool,
    /// It watches files for us.
    pub watches_files: bool,
    /// It tells settings when asked.
    pub tells_settings: bool,
    /// It tells changes of its settings only to those who registered for them.
    pub registers_settings: bool,
    /// It takes `$1`-like places in an inserted text.
    pub snippets: bool,
    /// It can be told to leave the indentation of an inserted text alone.
    pub indents_as_is: bool,
    /// It takes both an inserting and a replacing range.
    pub insert_replace: bool,
    /// It puts an item's label into the text before it makes the item's edit, and takes as much back as it takes the
    /// label to be longer than the word before the cursor: Eglot.
    pub types_labels: bool,
    /// It puts the label of a snippet into the text while one looks through the list, and leaves it there unless the item
    /// is accepted: Neovim. An empty `insertText` beside the edit keeps it from that.
    pub types_snippet_labels: bool,
    /// It shows markdown in hovers.
    pub markdown_hover: bool,
    /// It shows markdown in the documentation of completion items.
    pub markdown_completion: bool,
    /// It shows the parts of a document as a tree.
    pub nests_symbols: bool,
    /// How many folds it wants of a document at most.
    pub fold_limit: Option<u32>,
    /// It shows a text of ours in place of what is folded.
    pub shows_folded: bool,
    /// By which names it is told what tokens are; `None` when it takes none.
    pub legend: Option<Legend>,
    /// What it asks for again when told to.
    pub asks_again: AsksAgain,
    /// It shows tooltips on links.
    pub link_tooltips: bool,
    /// It shows a place when asked to.
    pub shows_documents: bool,
    /// It asks what can be renamed before it asks for the new name.
    pub prepares_rename: bool,
    /// It makes changes that it is asked for.
    pub applies_edits: bool,
    /// It takes edits of several documents with the versions they are meant for.
    pub document_changes: bool,
    /// What else it can do to files in an edit.
    pub file_operations: FileOperations,
    /// It asks the author about parts of an edit that say so.
    pub annotates_edits: bool,
    /// What it can do with code actions.
    pub actions: Actions,
}

/// What is asked for again when a change elsewhere has made it another.
#[derive(Clone, Copy, Default, Debug)]
pub struct AsksAgain {
    pub tokens: bool,
    pub lenses: bool,
    pub hints: bool,
}

/// What can be done to files in an edit.
#[derive(Clone, Copy, Default, Debug)]
pub struct FileOperations {
    pub create: bool,
    pub rename: bool,
    pub delete: bool,
}

/// What can be done with code actions.
#[derive(Clone, Copy, Default, Debug)]
pub struct Actions {
    /// It takes actions with an edit, not only names of commands.
    pub literals: bool,
    /// It asks for an action's edit when the action is chosen.
    pub resolves_edits: bool,
    /// It asks for the command that follows the edit, too.
    pub resolves_commands: bool,
    /// It shows actions that cannot be done, with the reason.
    pub shows_disabled: bool,
    /// It tells the best action from the others.
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

/// Whether it takes versioned edits. Operations on files come between such edits, so whoever takes those takes these:
/// Neovim says only that.
fn takes_versions(edit: &lsp::WorkspaceEditClientCapabilities) -> bool {
    let operations = edit.resource_operations.as_ref();
    edit.document_changes == Some(true) || operations.is_some_and(|it| !it.is_empty())
}

impl AsksAgain {
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
    /// The abilities that a client says it has, and those that only its name tells.
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
        let asks_again = AsksAgain::new(&workspace);
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
            tells_settings: yes(workspace.configuration),
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
            asks_again,
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
