//! `qmark/overview`, an extension of the protocol: the data of a view of the bank.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";

fn client(bank: &Bank) -> Client {
    let mut client = Client::start();
    client.initialize(bank.initialize(json!({})));
    client.bank_is_read();
    client
}

fn overview(client: &mut Client, params: Value) -> Value {
    client.request("qmark/overview", params).unwrap()
}

#[test]
fn groups_and_then_the_questions_of_one() {
    let questions = [("Is 😀 one?", "a.md"), ("Two?", "gone.md")];
    let bank = Bank::new(&[
        (GROUP, &group(&questions)),
        ("go/content/a.md", "```\nnever closed\n"),
    ]);
    let mut client = client(&bank);

    let all = overview(&mut client, json!({}));
    assert_eq!(all["levels"], json!([]));
    let groups = &all["banks"][0]["groups"];
    assert_eq!(groups.as_array().unwrap().len(), 1, "{all}");
    assert_eq!(groups[0]["uri"], bank.uri(GROUP));
    assert_eq!(groups[0]["path"], GROUP);
    assert_eq!(groups[0]["shape"], "group");
    assert_eq!(groups[0]["title"], "Go");
    assert_eq!(groups[0]["questions"], 2);
    assert_eq!(groups[0].get("original"), Some(&Value::Null));
    // The missing answer, and the unclosed fence in the other one.
    let findings = json!({ "errors": 1, "warnings": 1, "hints": 0 });
    assert_eq!(groups[0]["findings"], findings, "{all}");

    let of = json!({ "uri": bank.uri(GROUP) });
    let one = overview(&mut client, json!({ "textDocument": of }));
    assert_eq!(one["banks"], json!([]));
    assert_eq!(one["levels"][0]["name"], Value::Null);
    let questions = &one["levels"][0]["questions"];
    assert_eq!(questions[0]["name"], "Is 😀 one?");
    assert_eq!(questions[0]["answer"], bank.uri("go/content/a.md"));
    assert_eq!(questions[0]["findings"]["warnings"], 1);
    let name = &questions[0]["selectionRange"];
    let length =
        name["end"]["character"].as_u64().unwrap() - name["start"]["character"].as_u64().unwrap();
    // In the client's units: the emoji is two.
    assert_eq!(length, 10);
    assert_eq!(questions[1]["answer"], Value::Null);
    assert_eq!(questions[1]["findings"]["errors"], 1);
}

#[test]
fn words_leave_out_the_rest() {
    let questions = [("What is a slice?", "a.md"), ("What is a map?", "b.md")];
    let bank = Bank::new(&[(GROUP, &group(&questions))]);
    let mut client = client(&bank);
    let found = overview(&mut client, json!({ "filter": "MAP core" }));
    assert_eq!(found["banks"][0]["groups"][0]["questions"], 1);
    let none = overview(&mut client, json!({ "filter": "nothing has this" }));
    assert_eq!(none["banks"][0]["groups"], json!([]));
    let of = json!({ "uri": bank.uri(GROUP) });
    let one = overview(
        &mut client,
        json!({ "textDocument": of, "filter": "slice" }),
    );
    assert_eq!(one["levels"][0]["questions"].as_array().unwrap().len(), 1);
    let other = json!({ "textDocument": { "uri": bank.uri("none.md") } });
    assert_eq!(overview(&mut client, other)["levels"], json!([]));
}
