//! The editors' pages in `docs` are those next to their files, with other links.

use std::fs;

use super::{relative, resolved};
use crate::rules::keep_all;
use crate::run::project;

/// The editors that have a page.
const EDITORS: &[&str] = &[
    "vscode", "nvim", "emacs", "helix", "vim", "kakoune", "zed", "sublime",
];

/// Where the page or file is to which a link leads, in the project: a page in `docs` for an editor's.
fn place_in_docs(path: &str) -> String {
    if path == "editors/README.md" || path == "editors" {
        return "docs/src/editors/README.md".to_owned();
    }
    let editor = path
        .strip_prefix("editors/")
        .map(|rest| rest.strip_suffix("/README.md").unwrap_or(rest))
        .filter(|name| EDITORS.contains(name));
    match editor {
        Some(name) => format!("docs/src/editors/{name}.md"),
        None => path.to_owned(),
    }
}

/// The text with its relative links as they are from the page `to`, outside of code.
fn with_links(text: &str, from: &str, to: &str) -> String {
    let mut out = String::new();
    let mut in_code = false;
    for line in text.split_inclusive('\n') {
        in_code ^= line.starts_with("```");
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("](").filter(|_| !in_code) {
            let (target, after) = after.split_once(')').expect("a link ends in its line");
            let (path, anchor) = target.split_at(target.find('#').unwrap_or(target.len()));
            out += before;
            out += "](";
            if path.is_empty() || path.contains("://") {
                out += target;
            } else {
                out += &relative(to, &place_in_docs(&resolved(from, path)));
                out += anchor;
            }
            out.push(')');
            rest = after;
        }
        out += rest;
    }
    out
}

#[test]
fn the_editors_pages_are_those_of_their_folders() {
    let pages = EDITORS.iter().map(|name| {
        (
            format!("editors/{name}/README.md"),
            format!("docs/src/editors/{name}.md"),
        )
    });
    let list = ("editors/README.md", "docs/src/editors/README.md");
    let all = pages.chain([(list.0.to_owned(), list.1.to_owned())]);
    keep_all(all.map(|(from, to)| {
        let text = fs::read_to_string(project().join(&from)).expect("the editor's page");
        let page = with_links(&text, &from, &to);
        let note =
            format!("\n<!-- Made from {from} by a test (cargo test --test cli); edit that. -->\n");
        (to, page + &note)
    }));
}

#[test]
fn links_follow_their_page() {
    let text =
        "[a](../README.md#settings), ![b](images/b.png) and [c](https://c.org)\n```\n[d](e)\n```\n";
    assert_eq!(
        with_links(
            text,
            "editors/vscode/README.md",
            "docs/src/editors/vscode.md"
        ),
        "[a](README.md#settings), ![b](../../../editors/vscode/images/b.png) and [c](https://c.org)\n```\n[d](e)\n```\n"
    );
}
