//! On-type formatting: the edit after a typed line break.

use serde_json::{Value, json};

use crate::bank::Bank;
use crate::client::Client;

const GROUP: &str = "go/go.md";

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
