//! After any sequence of edits, changes on disk and changes of the configuration, all findings and definitions equal
//! those of a fresh server.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;
use crate::rng::Rng;

const PATHS: [&str; 11] = [
    "qmark.yaml",
    "go/go.md",
    "go/content/a.md",
    "go/content/b.md",
    "go/extra.md",
    "js/js.md",
    "js/content/a.md",
    "authors/ada.md",
    "js/picture.png",
    "notes.txt",
    "go/content/more.txt",
];

/// A server and the state of its client.
struct Session {
    client: Client,
    /// The open documents: language, text and version.
    open: BTreeMap<&'static str, (&'static str, String, i64)>,
    settings: Value,
}

impl Session {
    fn start(bank: &Bank, settings: &Value) -> Self {
        let mut client = Client::start();
        let watches = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
        let mut params =
            bank.initialize(json!({ "workspace": watches, "textDocument": { "diagnostic": {} } }));
        params["initializationOptions"] = settings.clone();
        client.initialize(params);
        client.answer("client/registerCapability", Value::Null);
        Session {
            client,
            open: BTreeMap::new(),
            settings: settings.clone(),
        }
    }

    fn open(&mut self, bank: &Bank, path: &'static str, language: &'static str, text: String) {
        self.client.open_as(&bank.uri(path), language, &text);
        self.open.insert(path, (language, text, 0));
    }

    fn watched(&mut self, bank: &Bank, paths: &[&str]) {
        let changes: Vec<Value> = paths
            .iter()
            .map(|path| json!({ "uri": bank.uri(path), "type": 2 }))
            .collect();
        self.client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": changes }),
        );
    }

    /// All findings, and some definitions, uses and lenses, sorted.
    fn said(&mut self, bank: &Bank) -> Value {
        let all = json!({ "previousResultIds": [] });
        let report = self.client.request("workspace/diagnostic", all).unwrap();
        let mut findings = BTreeMap::new();
        for item in report["items"].as_array().unwrap() {
            findings.insert(
                item["uri"].as_str().unwrap().to_owned(),
                item["items"].clone(),
            );
        }
        let mut definitions = Vec::new();
        let mut uses = Vec::new();
        let mut lenses = Vec::new();
        for path in ["go/go.md", "js/js.md", "go/content/a.md"] {
            for line in 16..30 {
                let position = json!({ "line": line, "character": 14 });
                let params =
                    json!({ "textDocument": { "uri": bank.uri(path) }, "position": position });
                definitions.push(
                    self.client
                        .request("textDocument/definition", params)
                        .unwrap(),
                );
            }
        }
        for path in ["go/go.md", "js/js.md", "go/content/a.md"] {
            for (line, character) in [(0, 0), (16, 14), (17, 14), (19, 10)] {
                let params = json!({ "textDocument": { "uri": bank.uri(path) },
                    "position": { "line": line, "character": character },
                    "context": { "includeDeclaration": true } });
                uses.push(self.client.request("textDocument/references", params));
            }
            let params = json!({ "textDocument": { "uri": bank.uri(path) } });
            let found = self
                .client
                .request("textDocument/codeLens", params)
                .unwrap();
            for lens in found.as_array().into_iter().flatten() {
                let lens = self
                    .client
                    .request("codeLens/resolve", lens.clone())
                    .unwrap();
                lenses.push((lens["range"].clone(), lens["command"].clone()));
            }
        }
        let uses: Vec<Value> = uses.into_iter().map(Result::unwrap).collect();
        json!({ "findings": findings, "definitions": definitions, "uses": uses, "lenses": lenses })
    }
}

fn text(path: &str, rng: &mut Rng) -> String {
    let pick = |rng: &mut Rng, texts: &[&str]| texts[rng.below(texts.len())].to_owned();
    match path {
        "qmark.yaml" => pick(
            rng,
            &[
                "",
                "rules:\n  missing-answer: warning\n",
                "rules:\n  duplicate-question: off\n# 😀\n",
                "exclude:\n  - js\n",
                "answers: answers\n",
                "authors:\n  - authors/*.md\n",
                "rulez: 5\n",
                "rules: [\n",
                "documents: [{files: '*.txt'}, {files: '**/*.md'}]\n",
                "documents: [{files: '**', shape: document}]\n",
            ],
        ),
        _ if path.ends_with(".txt") => pick(
            rng,
            &[
                "1. What is one?\n2. What is two?\n4. What is four?\n5. What is five?\n6. What is six?\n7. What is seven?\n8. What is eight?\n9. What is nine?\n",
                "# Heading\n\n[x](b.md)\n",
                "```\nunclosed\n",
            ],
        ),
        "go/go.md" | "go/extra.md" | "js/js.md" => {
            let answers = [
                "a.md",
                "b.md",
                "c.md",
                "'A pipe'",
                "../../js/content/a.md",
                "A.md",
            ];
            let questions = [
                "What is a channel?",
                "What?",
                "Why 😀?",
                "What is a channel",
            ];
            let count = rng.below(5);
            let items: Vec<(&str, &str)> = (0..count)
                .map(|_| (questions[rng.below(4)], answers[rng.below(6)]))
                .collect();
            let text = group(&items);
            match rng.below(8) {
                0 => text.replace("topics:", "topics"),
                1 => text.replace('\n', "\r\n"),
                2 => "Not a group.\n".to_owned(),
                3 => text.replace("isNew: false", "authorId: ada"),
                4 => text + "\n[link](content/a.md#heading) ![](picture.png)\n",
                _ => text,
            }
        }
        _ => pick(
            rng,
            &[
                "A pipe.\n",
                "",
                "# Heading\n\n[x](b.md)\n",
                "```\nunclosed\n",
                "😀",
            ],
        ),
    }
}

/// Makes one change, on disk or in the client.
fn step(session: &mut Session, bank: &Bank, rng: &mut Rng) {
    let path = PATHS[rng.below(PATHS.len())];
    let new = text(path, rng);
    let is_open = session.open.contains_key(path);
    let is_text = !path.ends_with(".png");
    match rng.below(9) {
        0..=2 if !is_open && is_text => {
            let language = ["markdown", "plaintext"][rng.below(2)];
            session.open(bank, path, language, new);
        }
        0..=3 if is_open => edit(session, bank, path, new, rng),
        4 if is_open => {
            session.open.remove(path);
            let params = json!({ "textDocument": { "uri": bank.uri(path) } });
            session.client.notify("textDocument/didClose", params);
        }
        5 if !is_open => {
            if bank.path(path).exists() {
                bank.remove(path);
                session.watched(bank, &[path]);
            }
        }
        6 => {
            // A folder moves away and back, and its content changes meanwhile.
            if bank.path("go").exists() && !session.open.keys().any(|path| path.starts_with("go/"))
            {
                bank.rename("go", "moved");
                session.watched(bank, &["go", "moved"]);
                bank.rename("moved", "go");
                session.watched(bank, &["moved", "go"]);
            }
        }
        7 => {
            let severities = [json!(null), json!("off"), json!("hint"), json!("nonsense")];
            let severity = &severities[rng.below(3)];
            session.settings = json!({ "rules": { "missing-answer": severity } });
            let settings = json!({ "settings": { "qmark": session.settings } });
            session
                .client
                .notify("workspace/didChangeConfiguration", settings);
        }
        _ => {
            bank.write(path, &new);
            session.watched(bank, &[path]);
        }
    }
}

/// Replaces the whole text or inserts at its start.
fn edit(session: &mut Session, bank: &Bank, path: &'static str, new: String, rng: &mut Rng) {
    let (_, text, version) = session.open.get_mut(path).unwrap();
    *version += 1;
    let change = if rng.below(2) == 0 {
        *text = new.clone();
        json!({ "text": new })
    } else {
        let piece = ["# ", "\n", "---\n", "x"][rng.below(4)];
        text.insert_str(0, piece);
        let start = json!({ "line": 0, "character": 0 });
        json!({ "range": { "start": start, "end": start }, "text": piece })
    };
    let document = json!({ "uri": bank.uri(path), "version": version });
    let params = json!({ "textDocument": document, "contentChanges": [change] });
    session.client.notify("textDocument/didChange", params);
}

#[test]
fn a_long_session_says_what_a_fresh_one_says() {
    for seed in 1..=6 {
        let mut rng = Rng::new(seed);
        let bank = Bank::new(&[("go/go.md", &group(&[("What?", "a.md")]))]);
        let mut session = Session::start(&bank, &Value::Null);
        for round in 0..8 {
            for _ in 0..12 {
                step(&mut session, &bank, &mut rng);
            }
            let said = session.said(&bank);
            let mut fresh = Session::start(&bank, &session.settings);
            for (path, (language, text, _)) in session.open.clone() {
                fresh.open(&bank, path, language, text);
            }
            let expected = fresh.said(&bank);
            assert_eq!(
                said, expected,
                "seed {seed}, round {round}, open: {:#?}",
                session.open
            );
        }
    }
}
