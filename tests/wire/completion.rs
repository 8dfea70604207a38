//! Completion over the wire: the form of edits by client capability.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";

fn bank() -> Bank {
    let bank = Bank::new(&[(GROUP, &group(&[("Is 😀 a channel?", "a.md")]))]);
    bank.write("go/content/a.md", "A typed pipe.\n");
    bank.write("go/content/äpfel 😀.md", "Nobody asks about *this* one.\n");
    bank
}

fn with_item(item: Value) -> Value {
    json!({ "textDocument": { "completion": { "completionItem": item } } })
}

/// The items at a position while typing: `answer` is the text after the key.
fn items(client: &mut Client, bank: &Bank, answer: &str, character: usize) -> Vec<Value> {
    let uri = bank.uri(GROUP);
    client.open(&uri, &group(&[("Is 😀 a channel?", answer)]));
    let position = json!({ "line": 17, "character": character });
    let params = json!({ "textDocument": { "uri": uri }, "position": position });
    let list = client.request("textDocument/completion", params).unwrap();
    list["items"].as_array().unwrap().clone()
}

fn orphan(items: &[Value]) -> Value {
    let is_orphan = |item: &&Value| item["label"].as_str().unwrap().starts_with("äpfel");
    items.iter().find(is_orphan).unwrap().clone()
}

/// The ranges of the edit for a link's path, with the cursor within it.
fn ranges(capabilities: Value) -> Value {
    let bank = bank();
    let mut client = Client::start();
    client.initialize(bank.initialize(capabilities));
    client.bank_is_read();
    let uri = bank.uri("go/content/b.md");
    client.open(&uri, "😀 [x](a😀.md)\n");
    let params =
        json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 8 } });
    let list = client.request("textDocument/completion", params).unwrap();
    let items = list["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["label"] == "a.md").unwrap();
    let mut edit = item["textEdit"].clone();
    assert_eq!(edit["newText"].take(), "a.md");
    edit
}

#[test]
fn an_edit_has_the_form_that_the_client_takes() {
    let range = |end: usize| json!({ "start": { "line": 0, "character": 7 }, "end": { "line": 0, "character": end } });
    let both = ranges(with_item(json!({ "insertReplaceSupport": true })));
    assert_eq!((&both["insert"], &both["replace"]), (&range(8), &range(13)));
    let one = ranges(json!({}));
    assert_eq!(one["range"], range(13));
}

/// Eglot removes what is too long, and a range that is too short costs the text after it.
#[test]
fn a_label_that_is_typed_is_no_shorter_than_what_it_replaces() {
    for (name, label) in [("Eglot", "../go/content/a.md"), ("Helix", "a.md")] {
        let bank = bank();
        let mut client = Client::start();
        let mut params = bank.initialize(json!({}));
        params["clientInfo"] = json!({ "name": name });
        client.initialize(params);
        client.bank_is_read();
        let uri = bank.uri("js/js.md");
        client.open(&uri, "[x](../go/content/)\n");
        let position = json!({ "line": 0, "character": 18 });
        let params = json!({ "textDocument": { "uri": uri }, "position": position });
        let list = client.request("textDocument/completion", params).unwrap();
        let labels = list["items"].as_array().unwrap().iter();
        assert!(
            labels.map(|item| &item["label"]).any(|it| it == label),
            "{list}"
        );
    }
}

#[test]
fn an_item_has_its_documentation_when_it_is_looked_at() {
    let bank = bank();
    for (item, is_markdown) in [
        (json!({ "documentationFormat": ["markdown"] }), true),
        (json!({}), false),
    ] {
        let mut client = Client::start();
        client.initialize(bank.initialize(with_item(item)));
        client.bank_is_read();
        let item = orphan(&items(&mut client, &bank, "ä", 13));
        assert_eq!(item["documentation"], Value::Null);
        let item = client.request("completionItem/resolve", item).unwrap();
        let said = &item["documentation"];
        let text = if is_markdown { &said["value"] } else { said };
        assert!(text.as_str().unwrap().contains("Nobody asks"), "{item}");
        // An item of another session, or an invalid one, is returned unchanged.
        let odd = json!({ "label": "x", "data": { "bank": 900, "path": "../../etc/passwd" } });
        assert_eq!(
            client.request("completionItem/resolve", odd.clone()),
            Ok(odd)
        );
    }
}

#[test]
fn nothing_to_complete_is_an_empty_list_or_nothing() {
    let bank = bank();
    let mut client = Client::start();
    client.initialize(bank.initialize(json!({})));
    client.bank_is_read();
    let at = json!({ "line": 0, "character": 0 });
    let params = |uri: String| json!({ "textDocument": { "uri": uri }, "position": at });
    let elsewhere = params("file:///elsewhere/x.md".to_owned());
    assert_eq!(
        client.request("textDocument/completion", elsewhere),
        Ok(Value::Null)
    );
    let answer = client.request(
        "textDocument/completion",
        params(bank.uri("go/content/a.md")),
    );
    assert_eq!(answer.unwrap()["items"], json!([]));
}
