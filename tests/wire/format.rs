//! Formatting: it comes and goes with the setting, for clients that let it.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";

fn bank(settings: &str) -> Bank {
    let text = group(&[("😀 One", "a.md"), ("Two", "a.md"), ("'Three'", "\"a.md\"")]);
    Bank::new(&[
        (GROUP, &text),
        ("go/content/a.md", "Text.\n"),
        ("qmark.yaml", settings),
    ])
}

fn formatted(client: &mut Client, bank: &Bank, method: &str, line: u32) -> Value {
    let at = json!({ "line": line, "character": 0 });
    let params = json!({
        "textDocument": { "uri": bank.uri(GROUP) },
        "options": { "tabSize": 2, "insertSpaces": true },
        "range": { "start": at, "end": at },
    });
    client.request(method, params).unwrap()
}

#[test]
fn the_setting_decides() {
    for (settings, edits) in [("format: false", Value::Null), ("format: true", json!(1))] {
        let bank = bank(settings);
        let mut client = Client::start();
        let capabilities = client.initialize(bank.initialize(json!({})));
        assert_eq!(capabilities["documentFormattingProvider"], true);
        assert_eq!(capabilities["documentRangeFormattingProvider"], true);
        client.bank_is_read();
        let found = formatted(&mut client, &bank, "textDocument/formatting", 0);
        assert_eq!(found.is_null(), edits.is_null());
        if !found.is_null() {
            let range = json!({ "start": { "line": 24, "character": 0 }, "end": { "line": 26, "character": 0 } });
            let text = "  - question: Three\n    answer: a.md\n";
            assert_eq!(found, json!([{ "range": range, "newText": text }]));
            let elsewhere = formatted(&mut client, &bank, "textDocument/rangeFormatting", 17);
            assert_eq!(elsewhere, json!([]));
            let there = formatted(&mut client, &bank, "textDocument/rangeFormatting", 25);
            assert_eq!(there, found);
        }
    }
}

#[test]
fn it_comes_and_goes_with_the_setting() {
    let bank = bank("format: false\n");
    let dynamic = json!({ "dynamicRegistration": true });
    let text = json!({ "formatting": dynamic, "rangeFormatting": dynamic });
    let mut client = Client::start();
    let capabilities = client.initialize(bank.initialize(json!({ "textDocument": text })));
    assert_eq!(capabilities["documentFormattingProvider"], Value::Null);
    client.bank_is_read();
    let uri = bank.uri("qmark.yaml");
    client.open(&uri, "format: true\n");
    let there = client.answer("client/registerCapability", Value::Null);
    let methods = |list: &Value| -> Vec<Value> {
        let list = list.as_array().unwrap().iter();
        list.map(|one| one["method"].clone()).collect()
    };
    let both = [
        json!("textDocument/formatting"),
        json!("textDocument/rangeFormatting"),
    ];
    assert_eq!(methods(&there["registrations"]), both);
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    let gone = client.answer("client/unregisterCapability", Value::Null);
    assert_eq!(methods(&gone["unregisterations"]), both);
}

#[test]
fn a_list_goes_on_and_ends_as_enter_is_typed() {
    let text = "---\nquestions:\n- question: 😀\n  topics:\n    - '😀'\n    \n---\n";
    let bank = Bank::new(&[(GROUP, text)]);
    let mut client = Client::start();
    let capabilities = client.initialize(bank.initialize(json!({})));
    let provider = &capabilities["documentOnTypeFormattingProvider"];
    assert_eq!(provider["firstTriggerCharacter"], "\n");
    client.bank_is_read();
    let uri = bank.uri(GROUP);
    let mut entered = |text: &str, line: u32, character: u32, typed: &str| {
        client.open(&uri, text);
        let params = json!({
            "textDocument": { "uri": uri },
            "position": { "line": line, "character": character },
            "ch": typed,
            "options": { "tabSize": 2, "insertSpaces": true },
        });
        let edits = client.request("textDocument/onTypeFormatting", params);
        client.notify(
            "textDocument/didClose",
            json!({ "textDocument": { "uri": uri } }),
        );
        edits.unwrap()
    };
    let range = |start: (u32, u32), end: (u32, u32)| {
        json!({
            "start": { "line": start.0, "character": start.1 },
            "end": { "line": end.0, "character": end.1 },
        })
    };
    assert_eq!(
        entered(text, 5, 4, "\n"),
        json!([{ "range": range((5, 0), (5, 3)), "newText": "    -" }])
    );
    assert_eq!(
        entered(&text.replace("'😀'", ""), 5, 4, "\n"),
        json!([{ "range": range((4, 0), (5, 4)), "newText": "" }])
    );
    assert_eq!(entered(text, 5, 4, "}"), Value::Null);
    assert_eq!(entered(text, 2, 2, "\n"), Value::Null);
}
