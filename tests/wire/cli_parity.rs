//! Editor and command line report the same findings for the same bank.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::bank::{Bank, uri_of};
use crate::client::Client;

/// A finding, independent of the output format.
type Said = (
    String,
    String,
    String,
    [u64; 4],
    String,
    Vec<(String, [u64; 4], String)>,
);

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The findings of `qmark check`. Its columns count characters, from 1.
fn on_the_command_line(bank: &Path) -> BTreeSet<Said> {
    let output = Command::new(env!("CARGO_BIN_EXE_qmark"))
        .args(["check", "--format", "json"])
        .arg(bank)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let range = |range: &Value| {
        [
            ("start", "line"),
            ("start", "column"),
            ("end", "line"),
            ("end", "column"),
        ]
        .map(|(end, part)| range[end][part].as_u64().unwrap() - 1)
    };
    let related = |finding: &Value| {
        let all = finding["related"].as_array().unwrap().iter();
        all.map(|it| (text(&it["path"]), range(&it["range"]), text(&it["message"])))
            .collect()
    };
    let said = |finding: &Value| {
        let (path, code) = (text(&finding["path"]), text(&finding["code"]));
        let (severity, message) = (text(&finding["severity"]), text(&finding["message"]));
        (
            path,
            code,
            severity,
            range(&finding["range"]),
            message,
            related(finding),
        )
    };
    report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(said)
        .collect()
}

/// All findings of the server, with positions in characters.
fn in_the_editor(client: &mut Client, bank: &Path) -> BTreeSet<Said> {
    let report = client
        .request("workspace/diagnostic", json!({ "previousResultIds": [] }))
        .unwrap();
    let root = uri_of(bank) + "/";
    let path = |uri: &Value| {
        uri.as_str()
            .unwrap()
            .strip_prefix(&root)
            .unwrap()
            .replace("%20", " ")
    };
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let range = |range: &Value| {
        [
            ("start", "line"),
            ("start", "character"),
            ("end", "line"),
            ("end", "character"),
        ]
        .map(|(end, part)| range[end][part].as_u64().unwrap())
    };
    let related = |finding: &Value| {
        let all = finding["relatedInformation"]
            .as_array()
            .into_iter()
            .flatten();
        all.map(|it| {
            let location = &it["location"];
            (
                path(&location["uri"]),
                range(&location["range"]),
                text(&it["message"]),
            )
        })
        .collect()
    };
    let mut all = BTreeSet::new();
    for item in report["items"].as_array().unwrap() {
        for finding in item["items"].as_array().unwrap() {
            let severities = ["", "error", "warning", "", "hint"];
            let severity = severities[finding["severity"].as_u64().unwrap() as usize].to_owned();
            let (code, message) = (text(&finding["code"]), text(&finding["message"]));
            let range = range(&finding["range"]);
            all.insert((
                path(&item["uri"]),
                code,
                severity,
                range,
                message,
                related(finding),
            ));
        }
    }
    all
}

fn session(bank: &Path) -> Client {
    let text = json!({ "publishDiagnostics": { "relatedInformation": true }, "diagnostic": {} });
    let capabilities =
        json!({ "textDocument": text, "general": { "positionEncodings": ["utf-32"] } });
    let folder = json!({ "uri": uri_of(bank), "name": "bank" });
    let mut client = Client::start();
    client.initialize(json!({ "capabilities": capabilities, "workspaceFolders": [folder] }));
    client
}

/// All text files of a folder.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push((path, text));
        }
    }
    found
}

fn check(bank: &Path) -> usize {
    let expected = on_the_command_line(bank);
    let mut client = session(bank);
    assert_eq!(in_the_editor(&mut client, bank), expected);
    // Open in the editor, every file is read from there.
    for (path, text) in texts(bank) {
        let is_plain = path.extension().is_some_and(|extension| extension == "txt");
        let language = if is_plain { "plaintext" } else { "markdown" };
        client.open_as(&uri_of(&path), language, &text);
    }
    assert_eq!(in_the_editor(&mut client, bank), expected, "open");
    expected.len()
}

#[test]
fn of_a_bank_with_every_defect() {
    assert!(check(&folder("tests/banks/broken")) > 50);
}

#[test]
fn of_a_clean_bank() {
    assert_eq!(check(&folder("content")), 0);
}

#[test]
fn of_texts_that_the_configuration_names() {
    let bank = Bank::new(&[]);
    let documents = folder("tests/banks/broken/documents");
    for (path, text) in texts(&documents) {
        let name = path.file_name().unwrap().to_str().unwrap();
        bank.write(&name.replace(".md", ".txt"), &text);
    }
    bank.write("unread/quiz.txt", "```\nopen\n");
    let unnamed = check(&bank.path(""));
    assert_eq!(unnamed, 0);
    bank.write("qmark.yaml", "documents: [{files: '*.txt'}]\n");
    assert!(check(&bank.path("")) > 10);
}
