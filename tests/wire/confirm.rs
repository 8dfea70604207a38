//! Actions that the user has to confirm, by clients that do not ask before they apply an edit.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const FILE: &str = "doors.md";
const TITLE: &str = "Move the question down";
/// What the user is asked.
const QUESTION: &str = "the numbers of 2 questions change, and with them 2 rows of the table of contents; the anchor `#1-what-is-a-lock` becomes `#2-what-is-a-lock` (and 1 more); links from outside the bank still name the old one";

/// A document on these things, with a table of contents.
fn doors(things: [&str; 4]) -> String {
    let (mut rows, mut bodies) = (String::new(), String::new());
    for (thing, number) in things.iter().zip(1..) {
        rows += &format!("| {number} | [What is a {thing}?](#{number}-what-is-a-{thing}) |\n");
        bodies += &format!("\n### {number}. What is a {thing}?\n\nA part of a door.\n");
    }
    format!("# Interview questions on doors\n\n| No. | Question |\n|---|---|\n{rows}{bodies}")
}

/// A client without annotations, which resolves these properties of actions.
fn capabilities(resolved: &[&str]) -> Value {
    let mut action = json!({
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
        "disabledSupport": true,
    });
    if !resolved.is_empty() {
        action["dataSupport"] = true.into();
        action["resolveSupport"] = json!({ "properties": resolved });
    }
    json!({
        "workspace": { "applyEdit": true, "workspaceEdit": { "documentChanges": true } },
        "textDocument": { "codeAction": action },
    })
}

struct Session {
    bank: Bank,
    client: Client,
}

impl Session {
    fn new(capabilities: Value) -> Self {
        let text = doors(["lock", "key", "bolt", "bell"]);
        let bank = Bank::new(&[("qmark.yaml", "# A bank.\n"), (FILE, &text)]);
        let mut client = Client::start();
        client.initialize(bank.initialize(capabilities));
        client.bank_is_read();
        client.open(&bank.uri(FILE), &text);
        Session { bank, client }
    }

    /// The action at the first question.
    fn action(&mut self) -> Value {
        let at = json!({ "line": 9, "character": 8 });
        let params = json!({
            "textDocument": { "uri": self.bank.uri(FILE) },
            "range": { "start": at, "end": at },
            "context": { "diagnostics": [] },
        });
        let offered = self
            .client
            .request("textDocument/codeAction", params)
            .unwrap();
        let mut all = offered.as_array().unwrap().iter();
        let found = all.find(|action| action["title"] == TITLE);
        found
            .unwrap_or_else(|| panic!("no `{TITLE}` in {offered:#}"))
            .clone()
    }

    /// The command that the action is, once it is chosen.
    fn command(&mut self) -> Value {
        let action = self.action();
        match action["data"] {
            Value::Null => action["command"].clone(),
            _ => self.resolved(action)["command"].clone(),
        }
    }

    fn resolved(&mut self, action: Value) -> Value {
        let resolved = self.client.request("codeAction/resolve", action).unwrap();
        assert_eq!(resolved["edit"], Value::Null, "not without a question");
        resolved
    }

    fn execute(&mut self, command: &Value) {
        let answer = self
            .client
            .request("workspace/executeCommand", command.clone());
        assert_eq!(answer, Ok(Value::Null));
    }

    /// What the user answers when asked.
    fn is_asked(&mut self, answer: Value) {
        let asked = self.client.answer("window/showMessageRequest", answer);
        assert_eq!(asked["message"], format!("{TITLE}: {QUESTION}. Apply?"));
        assert_eq!(
            asked["actions"],
            json!([{ "title": "Apply" }, { "title": "Cancel" }])
        );
    }

    /// The client is asked to make the change.
    fn is_made(&mut self) {
        let edit = self
            .client
            .answer("workspace/applyEdit", json!({ "applied": true }));
        assert_eq!(edit["label"], TITLE);
        let change = &edit["edit"]["documentChanges"][0];
        assert_eq!(change["textDocument"]["uri"], self.bank.uri(FILE));
    }

    /// The user is shown an error.
    fn is_shown(&mut self, message: &str) {
        let said = self.client.wait_for("a message", |message| {
            message["method"] == "window/showMessage"
        });
        assert_eq!(said["params"], json!({ "type": 1, "message": message }));
    }
}

fn apply() -> Value {
    json!({ "title": "Apply" })
}

#[test]
fn an_edit_to_confirm_is_a_command_of_the_server() {
    for resolved in [&["edit", "command"][..], &["edit"], &[]] {
        let mut session = Session::new(capabilities(resolved));
        let action = session.action();
        let is_lazy = resolved.len() == 2;
        assert_eq!(action["command"].is_null(), is_lazy, "{resolved:?}");
        assert_eq!(action["edit"], Value::Null, "{resolved:?}");
        let command = session.command();
        for no in [Value::Null, json!({ "title": "Cancel" })] {
            session.execute(&command);
            session.is_asked(no);
        }
        session.execute(&command);
        session.is_asked(apply());
        session.is_made();
    }
}

#[test]
fn a_client_that_knows_only_commands_asks_too() {
    let mut plain = capabilities(&[]);
    plain["textDocument"] = json!({});
    let mut session = Session::new(plain);
    let command = session.action();
    assert_eq!(command["command"], "qmark.applyAction");
    session.execute(&command);
    session.is_asked(apply());
    session.is_made();
}

#[test]
fn a_user_who_has_read_the_question_is_not_asked_again() {
    let mut session = Session::new(capabilities(&["edit", "command"]));
    let command = session.command();
    for _ in 0..2 {
        session.execute(&command);
        let asked = session.client.wait_for("a question", |message| {
            message["method"] == "window/showMessageRequest"
        });
        let error = json!({ "code": -32601, "message": "unknown" });
        let answer = json!({ "jsonrpc": "2.0", "id": asked["id"], "error": error });
        session.client.message(&answer);
        session.is_shown(&format!("{TITLE}: {QUESTION}; choose it again to confirm"));
        session.execute(&command);
        session.is_made();
    }
}

#[test]
fn an_answer_to_a_question_about_an_older_text_changes_nothing() {
    let mut session = Session::new(capabilities(&["edit", "command"]));
    let command = session.command();
    session.execute(&command);
    let at = json!({ "line": 0, "character": 0 });
    let uri = session.bank.uri(FILE);
    session.client.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri, "version": 1 },
            "contentChanges": [{ "range": { "start": at, "end": at }, "text": "\n" }],
        }),
    );
    session.is_asked(apply());
    session.is_shown(&format!(
        "{TITLE}: the bank has changed since this was offered; try again"
    ));
}

#[test]
fn a_client_that_neither_asks_nor_applies_edits_makes_no_such_change() {
    for resolved in [&["edit", "command"][..], &[]] {
        let mut able = capabilities(resolved);
        able["workspace"]["applyEdit"] = false.into();
        let mut session = Session::new(able);
        let action = session.action();
        match resolved.is_empty() {
            true => assert_eq!(
                action["disabled"]["reason"],
                format!("this editor cannot ask before the change: {QUESTION}")
            ),
            false => assert_eq!(
                session.client.request("codeAction/resolve", action),
                Err(-32803)
            ),
        }
    }
}

#[test]
fn questions_that_are_left_out_of_an_import_are_asked_about() {
    let own = group(&[("One?", "one"), ("Two?", "two")]);
    let other = group(&[("One?", "so")]);
    let bank = Bank::new(&[("go/go.md", &own), ("js/js.md", &other)]);
    let mut client = Client::start();
    let mut able = capabilities(&["edit"]);
    able["window"] = json!({ "showDocument": { "support": true } });
    client.initialize(bank.initialize(able));
    client.bank_is_read();
    let at = json!({ "line": 0, "character": 13 });
    let params = json!({
        "textDocument": { "uri": bank.uri("go/go.md") },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "only": ["refactor.move"] },
    });
    let offered = client.request("textDocument/codeAction", params).unwrap();
    let mut offered = offered.as_array().unwrap().iter();
    let import = offered
        .find(|action| action["title"] == "Import the questions of this file into…")
        .unwrap();
    let command = import["command"].clone();
    let done = client.request("workspace/executeCommand", command);
    assert_eq!(done, Ok(Value::Null));
    client.answer("window/showMessageRequest", json!({ "title": "js/js.md" }));
    let read = json!({ "title": "Show the questions" });
    client.answer("window/showMessageRequest", read);
    let shown = client.answer("window/showDocument", json!({ "success": true }));
    let shown = shown["uri"].as_str().unwrap().to_owned();
    let shown = std::fs::read_to_string(shown.strip_prefix("file://").unwrap()).unwrap();
    assert!(
        shown.starts_with("1 of 2 questions is in the bank already:\n\n  One?\n    go/go.md, question 1  no level, answer: one\n    js/js.md, question 1  no level, answer: so\n"),
        "{shown}"
    );
    // Nothing changes until the action is chosen again.
    let done = client.request("workspace/executeCommand", import["command"].clone());
    assert_eq!(done, Ok(Value::Null));
    client.answer("window/showMessageRequest", json!({ "title": "js/js.md" }));
    let asked = client.answer("window/showMessageRequest", apply());
    let message = asked["message"].as_str().unwrap();
    assert!(
        message.starts_with("Import into `js/js.md`: 1 of 2 questions is in the bank already"),
        "{message}"
    );
    client.answer("workspace/applyEdit", json!({ "applied": true }));
    client.answer("window/showDocument", json!({ "success": true }));
}
