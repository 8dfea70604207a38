//! Banks within banks, folders within folders, and symlinked folders: every file belongs to one bank, under the URI
//! that the client uses.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::bank::{Bank, group, uri_of};
use crate::client::Client;

/// Two banks in one, and files around them.
fn nested() -> Bank {
    let questions = group(&[("What is a channel?", "gone.md")]);
    let other = group(&[("What is a pipe?", "gone.md")]);
    let deep = group(&[("What is a mutex?", "a.md")]);
    Bank::new(&[
        ("go/go.md", &questions),
        ("go/content/left.md", "[x](../../inner/js/js.md)\n"),
        ("inner/qmark.yaml", "rules:\n  missing-answer: warning\n"),
        ("inner/js/js.md", &other),
        ("inner/deep/qmark.yaml", "answers: texts\n"),
        ("inner/deep/ts/ts.md", &deep),
        ("inner/deep/ts/content/a.md", "Text.\n"),
    ])
}

/// A finding: the file's URI, the code, the severity and the first line.
type Said = BTreeSet<(String, String, String, u64)>;

fn on_the_command_line(bank: &Path, paths: &[&str]) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_qmark"))
        .args(["check", "--format", "json"])
        .args(paths)
        .current_dir(bank)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let said = report["findings"].as_array().unwrap().iter().map(|it| {
        let text = |key: &str| it[key].as_str().unwrap_or_default().to_owned();
        let root = it["root"].as_str().map_or(bank, Path::new);
        (
            uri_of(&root.join(text("path"))),
            text("code"),
            text("severity"),
            it["range"]["start"]["line"].as_u64().unwrap() - 1,
        )
    });
    said.collect()
}

fn in_the_editor(client: &mut Client) -> Said {
    let all = json!({ "previousResultIds": [] });
    let report = client.request("workspace/diagnostic", all).unwrap();
    let mut said = Said::new();
    for item in report["items"].as_array().unwrap() {
        for it in item["items"].as_array().unwrap() {
            let severities = ["", "error", "warning", "", "hint"];
            let finding = (
                item["uri"].as_str().unwrap().to_owned(),
                it["code"].as_str().unwrap().to_owned(),
                severities[it["severity"].as_u64().unwrap() as usize].to_owned(),
                it["range"]["start"]["line"].as_u64().unwrap(),
            );
            assert!(said.insert(finding.clone()), "twice: {finding:?}");
        }
    }
    said
}

fn session(folders: &[String]) -> Client {
    let mut client = Client::start();
    let folders = folders.iter().map(|uri| json!({ "uri": uri, "name": "x" }));
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let folders: Vec<_> = folders.collect();
    client.initialize(json!({ "capabilities": capabilities, "workspaceFolders": folders }));
    client
}

fn symbols(client: &mut Client, query: &str) -> Vec<String> {
    let found = client
        .request("workspace/symbol", json!({ "query": query }))
        .unwrap();
    let uris = found.as_array().unwrap().iter();
    let uri = |it: &Value| it["location"]["uri"].as_str().unwrap().to_owned();
    uris.map(uri).collect()
}

fn event(added: &[String], removed: &[String]) -> Value {
    let folders = |uris: &[String]| -> Value {
        uris.iter()
            .map(|uri| json!({ "uri": uri, "name": "x" }))
            .collect()
    };
    json!({ "event": { "added": folders(added), "removed": folders(removed) } })
}

#[test]
fn banks_below_a_folder_are_those_of_the_command_line() {
    let bank = nested();
    let mut client = session(&[bank.uri("")]);
    let expected = on_the_command_line(&bank.path(""), &[]);
    assert_eq!(expected.len(), 4, "{expected:#?}");
    assert_eq!(in_the_editor(&mut client), expected);
    // Open in the editor, every file is read from there.
    for path in [
        "go/go.md",
        "inner/js/js.md",
        "inner/deep/ts/ts.md",
        "inner/qmark.yaml",
    ] {
        let text = std::fs::read_to_string(bank.path(path)).unwrap();
        client.open(&bank.uri(path), &text);
    }
    assert_eq!(in_the_editor(&mut client), expected);
}

#[test]
fn a_bank_below_comes_and_goes_with_its_configuration() {
    let bank = nested();
    let mut client = session(&[bank.uri("")]);
    let changed = |client: &mut Client, path: &str| {
        let changes = json!([{ "uri": bank.uri(path), "type": 2 }]);
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": changes }),
        );
    };
    in_the_editor(&mut client);
    for (path, text) in [
        ("inner/deep/qmark.yaml", None),
        ("inner/qmark.yaml", None),
        ("go/qmark.yaml", Some("")),
        ("inner/qmark.yaml", Some("rules:\n  missing-answer: hint\n")),
        ("inner/qmark.yaml", Some("rules:\n  missing-answer: off\n")),
        ("qmark.yaml", Some("")),
        ("qmark.yaml", Some("exclude: [inner]\n")),
        ("go/qmark.yaml", None),
    ] {
        match text {
            Some(text) => bank.write(path, text),
            None => bank.remove(path),
        }
        changed(&mut client, path);
        let expected = on_the_command_line(&bank.path(""), &[]);
        assert_eq!(in_the_editor(&mut client), expected, "{path} {text:?}");
    }
    bank.rename("go", "moved");
    changed(&mut client, "go");
    changed(&mut client, "moved");
    let expected = on_the_command_line(&bank.path(""), &[]);
    assert_eq!(in_the_editor(&mut client), expected);
}

#[test]
fn folders_within_folders_say_everything_once() {
    let bank = nested();
    let top = bank.uri("");
    let go = bank.uri("go");
    let content = bank.uri("go/content");
    let inner = bank.uri("inner");
    let deep = bank.uri("inner/deep");
    let expected = on_the_command_line(&bank.path(""), &[]);
    for folders in [
        vec![top.clone(), go.clone()],
        vec![go.clone(), top.clone()],
        vec![content, top.clone(), go.clone()],
        vec![inner.clone(), top.clone(), deep.clone()],
        vec![deep, inner.clone(), top.clone()],
        vec![top.clone(), top.clone()],
    ] {
        let mut client = session(&folders);
        assert_eq!(in_the_editor(&mut client), expected, "{folders:?}");
        for (query, path) in [("channel", "go/go.md"), ("pipe", "inner/js/js.md")] {
            assert_eq!(symbols(&mut client, query), [bank.uri(path)], "{folders:?}");
        }
    }
    // Folders are added and removed: the rest is reported as if it were alone.
    let mut client = session(std::slice::from_ref(&go));
    let alone = in_the_editor(&mut client);
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        event(std::slice::from_ref(&top), &[]),
    );
    assert_eq!(in_the_editor(&mut client), expected);
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        event(std::slice::from_ref(&inner), &[]),
    );
    assert_eq!(in_the_editor(&mut client), expected);
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        event(&[], &[inner, top]),
    );
    assert_eq!(in_the_editor(&mut client), alone);
}

/// A client with pushed findings: those of files that move to another bank stay published.
#[test]
fn a_file_that_changes_its_bank_keeps_its_findings() {
    let bank = nested();
    let mut client = Client::start();
    client.initialize(bank.initialize(json!({})));
    let (uri, ts) = (bank.uri("inner/js/js.md"), bank.uri("inner/deep/ts/ts.md"));
    let told = |client: &mut Client, uri: &str, severity: Option<i64>| {
        client.wait_for("the findings", |message| {
            let params = &message["params"];
            let list = params["diagnostics"].as_array();
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && list.is_some_and(|list| match severity {
                    Some(severity) => list.iter().any(|it| it["severity"] == severity),
                    None => list.is_empty(),
                })
        })
    };
    let changed = |client: &mut Client, path: &str| {
        let changes = json!([{ "uri": bank.uri(path), "type": 3 }]);
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": changes }),
        );
    };
    told(&mut client, &uri, Some(2));
    told(&mut client, &ts, Some(1));
    bank.remove("inner/qmark.yaml");
    changed(&mut client, "inner/qmark.yaml");
    told(&mut client, &uri, Some(1));
    bank.remove("inner/deep/qmark.yaml");
    changed(&mut client, "inner/deep/qmark.yaml");
    told(&mut client, &ts, None);
    bank.write("inner/qmark.yaml", "rules:\n  missing-answer: warning\n");
    changed(&mut client, "inner/qmark.yaml");
    told(&mut client, &uri, Some(2));
}

#[cfg(unix)]
#[test]
fn a_document_has_its_findings_by_whichever_way_it_is_named() {
    let bank = Bank::new(&[
        (
            "real/go/go.md",
            &group(&[("What is a channel?", "gone.md")]),
        ),
        ("real/go/content/left.md", "Text.\n"),
    ]);
    std::os::unix::fs::symlink("real", bank.path("link")).unwrap();
    for (root, other) in [("link", "real"), ("real", "link")] {
        let mut client = Client::start();
        let folder = json!({ "uri": bank.uri(root), "name": "x" });
        client.initialize(json!({ "capabilities": {}, "workspaceFolders": [folder] }));
        client.bank_is_read();
        let uri = bank.uri(&format!("{other}/go/go.md"));
        let text = group(&[("What is a channel?", "gone.md"), ("And?", "")]);
        client.open(&uri, &text);
        let params = client.wait_for("the findings", |message| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri.as_str()
        });
        assert_ne!(params["params"]["diagnostics"], json!([]), "{root}");
        // The edit applies to the open document, under its URI.
        let line = text
            .lines()
            .position(|line| line.ends_with("answer: "))
            .unwrap();
        let position = json!({ "line": line, "character": 12 });
        let at = json!({ "textDocument": { "uri": uri }, "position": position });
        let list = client.request("textDocument/completion", at).unwrap();
        let items = list["items"].as_array().unwrap();
        assert!(
            items.iter().any(|item| item["label"] == "left.md"),
            "{list}"
        );
        let at = json!({ "textDocument": { "uri": uri }, "newName": "Kern",
            "position": { "line": 19, "character": 10 } });
        let edit = client.request("textDocument/rename", at).unwrap();
        let changes = edit["changes"].as_object().unwrap();
        assert_eq!(changes.keys().collect::<Vec<_>>(), [&uri], "{root}");
        // After closing, the file is as on disk, under the URI of the folder.
        let closed = json!({ "textDocument": { "uri": uri } });
        client.notify("textDocument/didClose", closed);
        assert_eq!(symbols(&mut client, "And").len(), 0);
        assert_eq!(
            symbols(&mut client, "channel"),
            [bank.uri(&format!("{root}/go/go.md"))]
        );
        // Changes on disk are noticed under either path.
        bank.write("real/go/go.md", &group(&[("Seen?", "gone.md")]));
        let changes = json!([{ "uri": uri, "type": 2 }]);
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": changes }),
        );
        client.bank_is_read();
        assert_eq!(symbols(&mut client, "Seen").len(), 1);
        bank.write(
            "real/go/go.md",
            &group(&[("What is a channel?", "gone.md")]),
        );
    }
    // Both at once are one bank.
    let mut client = session(&[bank.uri("link"), bank.uri("real")]);
    in_the_editor(&mut client);
    assert_eq!(symbols(&mut client, "channel").len(), 1);
}

#[test]
fn completion_is_incomplete_while_the_bank_is_read() {
    let text = group(&[("What is a channel?", "")]);
    let bank = Bank::new(&[("go/go.md", &text), ("go/content/left.md", "Text.\n")]);
    let mut client = Client::start();
    let params = bank.initialize(json!({}));
    // Banks are read once the client says that it is initialized.
    client.request("initialize", params).unwrap();
    let uri = bank.uri("go/go.md");
    client.open(&uri, &text);
    let complete = |client: &mut Client| {
        let position = json!({ "line": 17, "character": 12 });
        let at = json!({ "textDocument": { "uri": uri }, "position": position });
        let list = client.request("textDocument/completion", at).unwrap();
        let items = list["items"].as_array().unwrap();
        let has_orphan = items.iter().any(|item| item["label"] == "left.md");
        (list["isIncomplete"].as_bool().unwrap(), has_orphan)
    };
    assert_eq!(complete(&mut client), (true, false));
    client.notify("initialized", json!({}));
    client.bank_is_read();
    assert_eq!(complete(&mut client), (false, true));
    client.shut_down();
}
