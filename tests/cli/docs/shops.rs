//! What the editors' shops ask for names the version and the repository of `Cargo.toml`.

use std::fs;

use crate::rules::keep;
use crate::run::project;

/// Each file with the lines that have to be in it; `VERSION` and `REPOSITORY` are those of `Cargo.toml`, and `ACCOUNT` is the
/// one in the repository's address.
const FILES: &[(&str, &[&str])] = &[
    (
        "editors/shops/mason/package.yaml",
        &["homepage: REPOSITORY", "  id: pkg:npm/qmark-cli@VERSION"],
    ),
    (
        "editors/shops/nvim-lspconfig/qmark.lua",
        &["--- REPOSITORY"],
    ),
    (
        "editors/zed/extension/extension.toml",
        &["version = \"VERSION\"", "repository = \"REPOSITORY\""],
    ),
    (
        "editors/zed/extension/Cargo.toml",
        &["version = \"VERSION\""],
    ),
    (
        "editors/vscode/package.json",
        &[
            "  \"version\": \"VERSION\",",
            "    \"url\": \"REPOSITORY\",",
        ],
    ),
    ("docs/src/shops.md", &["version = \"VERSION\""]),
    (
        "docs/src/configuration.md",
        &["# yaml-language-server: $schema=https://ACCOUNT.github.io/qmark/qmark.schema.json"],
    ),
];

#[test]
fn the_shops_files_are_of_this_version() {
    let account = env!("CARGO_PKG_REPOSITORY").split('/').nth(3);
    let account = account.expect("the account in the repository's address");
    for (path, lines) in FILES {
        let text = fs::read_to_string(project().join(path)).expect("the file");
        for line in *lines {
            let line = line
                .replace("VERSION", env!("CARGO_PKG_VERSION"))
                .replace("REPOSITORY", env!("CARGO_PKG_REPOSITORY"))
                .replace("ACCOUNT", account);
            let found = text.lines().any(|found| found == line);
            assert!(found, "{path} has no line `{line}`");
        }
    }
}

/// Zed asks for the licence in the folder of the extension.
#[test]
fn the_extension_of_zed_has_the_licence() {
    let licence = fs::read_to_string(project().join("LICENSE")).expect("the licence");
    keep("editors/zed/extension/LICENSE", &licence);
}
