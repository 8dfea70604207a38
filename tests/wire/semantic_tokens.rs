//! Semantic tokens: the legend for the client, and the encoded data.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";

fn abilities(types: &[&str], modifiers: &[&str]) -> Value {
    json!({
        "requests": { "range": true, "full": { "delta": true } },
        "tokenTypes": types,
        "tokenModifiers": modifiers,
        "formats": ["relative"],
    })
}

/// A session with a bank, and the server's capability.
fn session(bank: &Bank, encoding: &str, tokens: Value) -> (Client, Value) {
    let mut client = Client::start();
    let offered = client.initialize(bank.initialize(json!({
        "general": { "positionEncodings": [encoding] },
        "textDocument": { "semanticTokens": tokens },
        "workspace": { "semanticTokens": { "refreshSupport": true } },
    })));
    client.bank_is_read();
    (client, offered["semanticTokensProvider"].clone())
}

/// The tokens as line, column, length and name.
fn read(provider: &Value, data: &Value) -> Vec<(u64, u64, u64, String)> {
    let numbers: Vec<u64> = data
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_u64().unwrap())
        .collect();
    let (mut line, mut column) = (0, 0);
    let mut read = Vec::new();
    for token in numbers.chunks_exact(5) {
        column = if token[0] == 0 { column } else { 0 } + token[1];
        line += token[0];
        let name = &provider["legend"]["tokenTypes"][token[3] as usize];
        let struck = if token[4] == 0 { "" } else { "!" };
        read.push((
            line,
            column,
            token[2],
            format!("{}{struck}", name.as_str().unwrap()),
        ));
    }
    read
}

fn of(bank: &Bank) -> Value {
    json!({ "textDocument": { "uri": bank.uri(GROUP) } })
}

#[test]
fn lengths_are_in_the_clients_units() {
    let text = group(&[("Is 😀 one?", "a.md")]).replace("isNew", "new😀");
    let bank = Bank::new(&[(GROUP, &text)]);
    for (encoding, question, key) in [("utf-8", 12, 7), ("utf-16", 10, 5), ("utf-32", 9, 4)] {
        let types = ["property", "function", "topic"];
        let (mut client, provider) = session(&bank, encoding, abilities(&types, &["deprecated"]));
        assert_eq!(provider["full"], true);
        assert_eq!(provider["legend"]["tokenModifiers"], json!(["deprecated"]));
        let full = client
            .request("textDocument/semanticTokens/full", of(&bank))
            .unwrap();
        let tokens = read(&provider, &full["data"]);
        let has = |line, column, length, name: &str| {
            assert!(
                tokens.contains(&(line, column, length, name.to_owned())),
                "{tokens:?}"
            );
        };
        has(6, 0, key, "property!");
        has(16, 4, 8, "property");
        has(16, 14, question, "function");
        has(19, 9, 4, "topic");
        // Types that the client does not support have no token.
        assert_eq!(tokens.len(), 19, "{tokens:?}");

        let mut part = of(&bank);
        part["range"] = json!({ "start": { "line": 16, "character": 0 }, "end": { "line": 17, "character": 0 } });
        for is_open in [false, true] {
            if is_open {
                client.open(&bank.uri(GROUP), &text);
            }
            let found = client
                .request("textDocument/semanticTokens/range", part.clone())
                .unwrap();
            let expected: Vec<_> = tokens
                .iter()
                .filter(|token| token.0 == 16)
                .cloned()
                .collect();
            assert_eq!(read(&provider, &found["data"]), expected, "open: {is_open}");
        }
    }
}

#[test]
fn a_text_that_is_not_known_has_no_tokens() {
    let text = group(&[("One?", "a.md")]);
    let bank = Bank::new(&[(GROUP, &text)]);
    let (mut client, _) = session(&bank, "utf-16", abilities(&["function"], &[]));
    client.open(&bank.uri(GROUP), &text);
    let mut part = of(&bank);
    part["range"] =
        json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let are_known = |client: &mut Client| {
        ["full", "range"].map(|what| {
            let method = format!("textDocument/semanticTokens/{what}");
            let tokens = client.request(&method, part.clone()).unwrap();
            tokens != Value::Null
        })
    };
    assert_eq!(are_known(&mut client), [true; 2]);
    let mut edit = of(&bank);
    edit["textDocument"]["version"] = json!(2);
    edit["contentChanges"] = json!(3);
    client.notify("textDocument/didChange", edit.clone());
    assert_eq!(are_known(&mut client), [false; 2]);
    edit["contentChanges"] = json!([{ "text": text }]);
    client.notify("textDocument/didChange", edit);
    assert_eq!(are_known(&mut client), [true; 2]);
}

#[test]
fn other_levels_mean_other_tokens() {
    let text = group(&[("One?", "a.md")]).replace("'Core'", "'Core'\n      - 'Beginner'");
    let bank = Bank::new(&[(GROUP, &text)]);
    let types = ["level", "topic"];
    let (mut client, provider) = session(&bank, "utf-16", abilities(&types, &[]));
    let names = |client: &mut Client| {
        let full = client
            .request("textDocument/semanticTokens/full", of(&bank))
            .unwrap();
        let tokens = read(&provider, &full["data"]).into_iter();
        tokens.map(|token| token.3).collect::<Vec<_>>()
    };
    assert_eq!(names(&mut client), ["topic", "level"]);
    bank.write("qmark.yaml", "levels: [Core, Deep]\n");
    let change = json!({ "uri": bank.uri("qmark.yaml"), "type": 1 });
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [change] }),
    );
    client.answer("workspace/semanticTokens/refresh", Value::Null);
    assert_eq!(names(&mut client), ["level", "topic"]);
}

#[test]
fn a_client_without_tokens_is_offered_none() {
    let bank = Bank::new(&[(GROUP, &group(&[("One?", "a.md")]))]);
    let mut client = Client::start();
    let offered = client.initialize(bank.initialize(json!({})));
    assert_eq!(offered["semanticTokensProvider"], Value::Null);
    client.bank_is_read();
    assert_eq!(
        client.request("textDocument/semanticTokens/full", of(&bank)),
        Ok(Value::Null)
    );
}
