//! What the client can do, as far as it matters to us. Everything it does not say, it cannot.

use tower_lsp::ls_types as lsp;

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
    /// It shows markdown in hovers.
    pub markdown_hover: bool,
    /// It shows markdown in the documentation of completion items.
    pub markdown_completion: bool,
    /// It shows the parts of a document as a tree.
    pub nests_symbols: bool,
    /// It shows tooltips on links.
    pub link_tooltips: bool,
}

impl Client {
    pub fn new(capabilities: &lsp::ClientCapabilities) -> Self {
        let text = capabilities.text_document.clone().unwrap_or_default();
        let workspace = capabilities.workspace.clone().unwrap_or_default();
        let window = capabilities.window.clone().unwrap_or_default();
        let published = text.publish_diagnostics.unwrap_or_default();
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
            markdown_hover: text
                .hover
                .is_some_and(|hover| markdown(hover.content_format)),
            markdown_completion: markdown(item.documentation_format),
            nests_symbols: text
                .document_symbol
                .is_some_and(|it| yes(it.hierarchical_document_symbol_support)),
            link_tooltips: text.document_link.is_some_and(|it| yes(it.tooltip_support)),
        }
    }
}
