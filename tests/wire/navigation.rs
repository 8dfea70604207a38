//! Navigation over the wire: URIs, encodings, and result types by client capability.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";
const ANSWER: &str = "go/content/ch%61nnels+😀.md";

fn bank() -> Bank {
    let question = [("Is 😀 a 'channel'?", "'ch%61nnels+😀.md'")];
    Bank::new(&[(GROUP, &group(&question)), (ANSWER, "\n\nA 😀 pipe.\n")])
}

/// The position after the 😀 of the answer's name, in the client's units.
fn position(character: u32) -> Value {
    json!({ "line": 17, "character": character })
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

#[test]
fn a_definition_has_the_form_that_the_client_takes() {
    let bank = bank();
    let links = json!({ "definition": { "linkSupport": true } });
    for (encoding, end) in [("utf-8", 32), ("utf-16", 30), ("utf-32", 29)] {
        let general = json!({ "positionEncodings": [encoding] });
        let mut client = Client::start();
        client.initialize(bank.initialize(json!({ "general": general, "textDocument": links })));
        client.bank_is_read();
        let params =
            json!({ "textDocument": { "uri": bank.uri(GROUP) }, "position": position(end - 3) });
        let found = client.request("textDocument/definition", params).unwrap();
        assert_eq!(found[0]["targetUri"], bank.uri(ANSWER));
        assert_eq!(
            found[0]["originSelectionRange"],
            range(17, 13, end - 1),
            "{encoding}"
        );
        assert_eq!(
            found[0]["targetSelectionRange"]["start"],
            json!({ "line": 2, "character": 0 })
        );
    }

    let mut plain = Client::start();
    plain.initialize(bank.initialize(json!({})));
    plain.bank_is_read();
    let params = json!({ "textDocument": { "uri": bank.uri(GROUP) }, "position": position(14) });
    let found = plain.request("textDocument/definition", params).unwrap();
    assert_eq!(found[0]["uri"], bank.uri(ANSWER));
    assert_eq!(
        found[0]["range"]["start"],
        json!({ "line": 2, "character": 0 })
    );
    let nowhere = json!({ "textDocument": { "uri": bank.uri(GROUP) }, "position": { "line": 900, "character": 0 } });
    assert_eq!(
        plain.request("textDocument/definition", nowhere),
        Ok(Value::Null)
    );
}

#[test]
fn links_and_hover() {
    let bank = bank();
    bank.write("go/content/b.md", "# One\n\n## Tw😀o\n");
    bank.write("go/content/a.md", "[x](b.md#two)\n");
    let hover = json!({ "contentFormat": ["markdown", "plaintext"] });
    let link = json!({ "tooltipSupport": true });
    let mut client = Client::start();
    let text = json!({ "hover": hover, "documentLink": link });
    client.initialize(bank.initialize(json!({ "textDocument": text })));
    client.bank_is_read();

    let of = |path: &str| json!({ "textDocument": { "uri": bank.uri(path) } });
    let links = client
        .request("textDocument/documentLink", of(GROUP))
        .unwrap();
    assert_eq!(links[0]["target"], bank.uri(ANSWER));
    assert_eq!(links[0]["range"], range(17, 13, 29));
    assert!(links[0]["tooltip"].is_string());
    let links = client
        .request("textDocument/documentLink", of("go/content/a.md"))
        .unwrap();
    assert_eq!(links[0]["target"], bank.uri("go/content/b.md") + "#L3");
    assert_eq!(
        client.request("textDocument/documentLink", of("none.md")),
        Ok(Value::Null)
    );

    let mut at = of(GROUP);
    at["position"] = position(14);
    let said = client.request("textDocument/hover", at).unwrap();
    assert_eq!(said["contents"]["kind"], "markdown");
    assert!(
        said["contents"]["value"]
            .as_str()
            .unwrap()
            .contains("A 😀 pipe."),
        "{said}"
    );
    assert_eq!(said["range"], range(17, 13, 29));
}

#[test]
fn symbols_are_nested_where_the_client_can() {
    let bank = bank();
    let mut nested = Client::start();
    let tree = json!({ "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } });
    nested.initialize(bank.initialize(json!({ "textDocument": tree })));
    nested.bank_is_read();
    let of = json!({ "textDocument": { "uri": bank.uri(GROUP) } });
    let parts = nested
        .request("textDocument/documentSymbol", of.clone())
        .unwrap();
    assert_eq!(parts[0]["name"], "Is 😀 a 'channel'?");
    assert!(parts[0]["selectionRange"].is_object(), "{parts}");

    let mut flat = Client::start();
    flat.initialize(bank.initialize(json!({})));
    flat.bank_is_read();
    let parts = flat.request("textDocument/documentSymbol", of).unwrap();
    assert_eq!(parts[0]["name"], "Is 😀 a 'channel'?");
    assert_eq!(parts[0]["location"]["uri"], bank.uri(GROUP));

    let found = flat
        .request("workspace/symbol", json!({ "query": "channel" }))
        .unwrap();
    assert_eq!(found[0]["name"], "Is 😀 a 'channel'?");
    assert_eq!(found[0]["location"]["range"]["start"]["line"], 16);
}

#[test]
fn a_question_asked_while_the_bank_is_read_waits_for_the_answer_file() {
    let bank = bank();
    for edited in [false, true] {
        let mut client = Client::start();
        client.initialize(bank.initialize(json!({})));
        let text = std::fs::read_to_string(bank.path(GROUP)).unwrap();
        client.open(&bank.uri(GROUP), &text);
        let params =
            json!({ "textDocument": { "uri": bank.uri(GROUP) }, "position": position(14) });
        let id = client.send("textDocument/definition", params);
        if edited {
            let change = json!({ "range": range(0, 0, 0), "text": "\n" });
            let document = json!({ "uri": bank.uri(GROUP), "version": 2 });
            let params = json!({ "textDocument": document, "contentChanges": [change] });
            client.notify("textDocument/didChange", params);
        }
        match client.response(id) {
            Ok(found) => assert_eq!(found[0]["uri"], bank.uri(ANSWER)),
            // The bank may be read before the edit arrives, or after.
            Err(code) => assert!(edited && code == -32801, "{code}"),
        }
    }
}
