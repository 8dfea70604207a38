//! Folding and selection ranges over the wire: client limits, and several positions in one request.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";

fn bank() -> Bank {
    let questions = [("Is 😀 one?", "a.md"), ("Two?", "b.md")];
    Bank::new(&[(GROUP, &group(&questions))])
}

fn client(bank: &Bank, text_document: Value) -> Client {
    let mut client = Client::start();
    let offered = client.initialize(bank.initialize(json!({ "textDocument": text_document })));
    assert_eq!(offered["foldingRangeProvider"], true);
    assert_eq!(offered["selectionRangeProvider"], true);
    client.bank_is_read();
    client
}

#[test]
fn folds_are_as_many_as_the_client_wants() {
    let bank = bank();
    let of = json!({ "textDocument": { "uri": bank.uri(GROUP) } });
    let mut plain = client(&bank, json!({}));
    let folds = plain
        .request("textDocument/foldingRange", of.clone())
        .unwrap();
    let first = json!({ "startLine": 0, "endLine": 24, "kind": "region" });
    assert_eq!(folds[0], first);
    assert_eq!(folds.as_array().unwrap().len(), 9, "{folds}");

    let few =
        json!({ "foldingRange": { "rangeLimit": 2, "foldingRange": { "collapsedText": true } } });
    let mut few = client(&bank, few);
    let folds = few
        .request("textDocument/foldingRange", of.clone())
        .unwrap();
    assert_eq!(folds.as_array().unwrap().len(), 2, "{folds}");
    assert_eq!(folds[0]["collapsedText"], "Go Questions");

    let none = json!({ "textDocument": { "uri": bank.uri("none.md") } });
    assert_eq!(
        few.request("textDocument/foldingRange", none),
        Ok(Value::Null)
    );
}

#[test]
fn selections_from_several_places() {
    let bank = bank();
    let mut client = client(&bank, json!({}));
    let at = |line: u32, character: u32| json!({ "line": line, "character": character });
    let places = json!([at(16, 19), at(16, 22), at(900, 0)]);
    let params = json!({ "textDocument": { "uri": bank.uri(GROUP) }, "positions": places });
    let found = client
        .request("textDocument/selectionRange", params)
        .unwrap();
    assert_eq!(found.as_array().unwrap().len(), 3);
    // The 😀 takes two UTF-16 units; no word follows it.
    let range = |start: u32, end: u32| json!({ "start": at(16, start), "end": at(16, end) });
    assert_eq!(found[0]["range"], range(14, 24));
    assert_eq!(found[1]["range"], range(20, 23));
    assert_eq!(found[1]["parent"]["range"], range(14, 24));
    assert_eq!(found[1]["parent"]["parent"]["range"], range(4, 24));
    let mut all = &found[2];
    while !all["parent"].is_null() {
        all = &all["parent"];
    }
    assert_eq!(all["range"]["start"], at(0, 0));
}
