//! `.txt` files: read where the configuration names them, and where the client says that they are markdown.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::bank::Bank;
use crate::client::Client;

/// A document with a gap in its numbers.
const DOCUMENT: &str = "# Questions\n\n1. What is one?\n2. What is two?\n3. What is three?\n4. What is four?\n5. What is five?\n6. What is six?\n8. What is eight?\n9. What is nine?\n10. What is ten?\n";

/// A text that would have a finding as a page of a bank.
const LICENSE: &str = "Use it as you like.\n\n```\nopen\n";

const NAMED: &str = "documents:\n  - {files: '*.txt'}\n";

fn session(bank: &Bank) -> Client {
    let mut client = Client::start();
    let watches = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let hierarchy = json!({ "hierarchicalDocumentSymbolSupport": true });
    let text = json!({ "diagnostic": {}, "documentSymbol": hierarchy });
    client.initialize(bank.initialize(json!({ "workspace": watches, "textDocument": text })));
    client.answer("client/registerCapability", Value::Null);
    client
}

/// Tells the server that files changed on disk.
fn changed(client: &mut Client, bank: &Bank, paths: &[&str]) {
    let changes = paths.iter();
    let changes = changes.map(|path| json!({ "uri": bank.uri(path), "type": 2 }));
    let params = json!({ "changes": changes.collect::<Vec<_>>() });
    client.notify("workspace/didChangeWatchedFiles", params);
}

/// The findings as `name: code`.
fn findings(client: &mut Client) -> BTreeSet<String> {
    let all = json!({ "previousResultIds": [] });
    let report = client.request("workspace/diagnostic", all).unwrap();
    let items = report["items"].as_array().unwrap().iter();
    let found = items.flat_map(|item| {
        let name = item["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        let findings = item["items"].as_array().unwrap().iter();
        findings.map(move |finding| format!("{name}: {}", finding["code"].as_str().unwrap()))
    });
    found.collect()
}

#[track_caller]
fn check(client: &mut Client, expected: &[&str]) {
    let expected = expected.iter().map(|finding| (*finding).to_owned());
    assert_eq!(findings(client), expected.collect());
}

/// The requests about a file that get an answer which is not empty.
fn answers(client: &mut Client, uri: &str) -> Vec<&'static str> {
    let document = json!({ "uri": uri });
    let position = json!({ "line": 2, "character": 4 });
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": position });
    let at = json!({ "textDocument": document, "position": position, "range": range,
        "positions": [position], "context": { "diagnostics": [], "includeDeclaration": true, "triggerKind": 1 } });
    let methods = [
        "textDocument/documentSymbol",
        "textDocument/hover",
        "textDocument/foldingRange",
        "textDocument/semanticTokens/full",
        "textDocument/selectionRange",
        "textDocument/documentHighlight",
        "textDocument/references",
        "textDocument/documentLink",
        "textDocument/codeLens",
        "textDocument/codeAction",
        "textDocument/completion",
    ];
    let says = |method: &&'static str| {
        let answer = client.request(method, at.clone());
        let answer = answer.unwrap_or_else(|error| panic!("{method}: {error}"));
        let list = answer
            .get("data")
            .or(answer.get("items"))
            .unwrap_or(&answer);
        !(answer.is_null() || list.as_array().is_some_and(Vec::is_empty))
    };
    methods.into_iter().filter(says).collect()
}

#[test]
fn one_that_the_configuration_names_is_read_in_any_language() {
    let bank = Bank::new(&[
        ("qmark.yaml", NAMED),
        ("questions.txt", DOCUMENT),
        ("LICENSE.txt", LICENSE),
    ]);
    let mut client = session(&bank);
    check(&mut client, &["questions.txt: number-gap"]);
    let uri = bank.uri("questions.txt");
    for language in ["plaintext", "markdown", "text"] {
        let edited = DOCUMENT.replace("8.", "7.").replace("10.", "12.");
        client.open_as(&uri, language, &edited);
        check(&mut client, &["questions.txt: number-gap"]);
        let said = answers(&mut client, &uri);
        for method in ["documentSymbol", "hover", "codeLens"] {
            let method = format!("textDocument/{method}");
            assert!(
                said.contains(&&*method),
                "{language}: {method} not in {said:?}"
            );
        }
        client.close(&uri);
    }
    // What is on disk counts again.
    bank.write("questions.txt", &DOCUMENT.replace("8.", "7."));
    changed(&mut client, &bank, &["questions.txt"]);
    check(&mut client, &["questions.txt: number-gap"]);
    bank.write("questions.txt", LICENSE);
    changed(&mut client, &bank, &["questions.txt"]);
    check(&mut client, &[]);
    bank.write("more.txt", DOCUMENT);
    changed(&mut client, &bank, &["more.txt"]);
    check(&mut client, &["more.txt: number-gap"]);
}

#[test]
fn one_that_nothing_names_is_not_read_but_as_markdown() {
    for config in [None, Some("documents:\n  - {files: '*.md'}\n")] {
        let bank = Bank::new(&[("questions.txt", DOCUMENT), ("a.md", "Text.\n")]);
        if let Some(config) = config {
            bank.write("qmark.yaml", config);
        }
        let mut client = session(&bank);
        check(&mut client, &[]);
        let uri = bank.uri("questions.txt");
        client.open_as(&uri, "plaintext", DOCUMENT);
        check(&mut client, &[]);
        assert_eq!(answers(&mut client, &uri), [""; 0]);
        // An editor folds by indentation only if there is no answer at all.
        let of = json!({ "textDocument": { "uri": uri } });
        let folds = client.request("textDocument/foldingRange", of);
        assert_eq!(folds, Ok(Value::Null));
        client.close(&uri);
        client.open_as(&uri, "markdown", DOCUMENT);
        // As any markdown: with a list of rules that name other files it is a page.
        match config {
            None => check(&mut client, &["questions.txt: number-gap"]),
            Some(_) => check(&mut client, &[]),
        }
        let said = answers(&mut client, &uri);
        assert!(said.contains(&"textDocument/documentSymbol"), "{said:?}");
        client.close(&uri);
        check(&mut client, &[]);
        assert_eq!(answers(&mut client, &uri), [""; 0]);
    }
}

#[test]
fn the_server_follows_what_the_configuration_names() {
    let other = "documents:\n  - {files: '*.md'}\n";
    let bank = Bank::new(&[("qmark.yaml", other), ("questions.txt", DOCUMENT)]);
    let mut client = session(&bank);
    let (uri, config) = (bank.uri("questions.txt"), bank.uri("qmark.yaml"));
    for is_open in [false, true] {
        if is_open {
            client.open_as(&uri, "plaintext", DOCUMENT);
        }
        let found: &[&str] = &["questions.txt: number-gap"];
        for (text, expected) in [(NAMED, found), (other, &[]), ("", &[]), (NAMED, found)] {
            bank.write("qmark.yaml", text);
            changed(&mut client, &bank, &["qmark.yaml"]);
            check(&mut client, expected);
            assert_eq!(answers(&mut client, &uri).is_empty(), expected.is_empty());
        }
        // The same while the configuration is edited.
        client.open(&config, other);
        check(&mut client, &[]);
        client.close(&config);
        check(&mut client, found);
    }
}

#[test]
fn outside_of_the_workspace_only_one_that_is_named_brings_its_bank() {
    let empty = Bank::new(&[]);
    for (name, language, found) in [
        (
            "questions.txt",
            "plaintext",
            &["questions.txt: number-gap", "side.md: number-gap"][..],
        ),
        ("other.txt", "plaintext", &[]),
        (
            "other.txt",
            "markdown",
            &["questions.txt: number-gap", "side.md: number-gap"],
        ),
    ] {
        let bank = Bank::new(&[
            (
                "qmark.yaml",
                "documents:\n  - {files: [questions.txt, side.md]}\n",
            ),
            ("questions.txt", DOCUMENT),
            ("side.md", DOCUMENT),
            ("other.txt", LICENSE),
        ]);
        let text = std::fs::read_to_string(bank.path(name)).unwrap();
        let mut client = session(&empty);
        client.open_as(&bank.uri(name), language, &text);
        let codes = |client: &mut Client| -> Vec<String> {
            let all = findings(client).into_iter();
            all.filter(|finding| finding.ends_with("number-gap"))
                .collect()
        };
        assert_eq!(codes(&mut client), found, "{name} as {language}");
    }
}
