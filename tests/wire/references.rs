//! References over the wire: partial results, limits, and symbol kinds by what the client supports.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";
const ANSWER: &str = "go/content/channels.md";

fn started(bank: &Bank) -> Client {
    let mut client = Client::start();
    client.initialize(bank.initialize(json!({})));
    client.bank_is_read();
    client
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

fn ask(bank: &Bank, path: &str, (line, character): (u32, u32), declaration: bool) -> Value {
    json!({
        "textDocument": { "uri": bank.uri(path) },
        "position": { "line": line, "character": character },
        "context": { "includeDeclaration": declaration },
    })
}

#[test]
fn an_answers_uses_with_and_without_its_declaration() {
    let questions = [("Is 😀 a channel?", "channels.md"), ("What?", "'A pipe'")];
    let bank = Bank::new(&[
        (GROUP, &group(&questions)),
        (ANSWER, "😀 A pipe.\n"),
        ("js/js.md", "[😀 x](../go/content/channels.md)\n"),
    ]);
    let mut client = started(&bank);
    let place = |path: &str, range: Value| json!({ "uri": bank.uri(path), "range": range });
    let declared = place(ANSWER, range(0, 0, 10));
    let cited = place(GROUP, range(17, 12, 23));
    let linked = place("js/js.md", range(0, 7, 32));
    let method = "textDocument/references";

    let found = client.request(method, ask(&bank, GROUP, (17, 14), true));
    assert_eq!(found, Ok(json!([cited, declared, linked])));
    let found = client.request(method, ask(&bank, GROUP, (16, 16), false));
    assert_eq!(found, Ok(json!([cited, linked])));
    let found = client.request(method, ask(&bank, ANSWER, (0, 5), true));
    assert_eq!(found, Ok(json!([declared, cited, linked])));
    // Unsaved edits count, in this file and in others.
    client.open(&bank.uri("js/js.md"), "no link any more\n");
    client.open(
        &bank.uri(GROUP),
        &group(&[("Why?", "channels.md"), ("What?", "channels.md")]),
    );
    let found = client.request(method, ask(&bank, ANSWER, (0, 0), false));
    let again = place(GROUP, range(21, 12, 23));
    assert_eq!(found, Ok(json!([cited, again])));
    for (path, at) in [(GROUP, (1, 0)), (GROUP, (900, 0)), ("none.md", (0, 0))] {
        let found = client.request(method, ask(&bank, path, at, true));
        assert_eq!(found, Ok(Value::Null), "{path} {at:?}");
    }
}

#[test]
fn a_documents_uses_have_kinds() {
    let questions = [
        ("Is 😀 a channel?", "channels.md"),
        ("What?", "channels.md"),
    ];
    let text = group(&questions) + "\n[up](#end)\n\n# End\n";
    let bank = Bank::new(&[(GROUP, &text), (ANSWER, "A pipe.\n")]);
    let mut client = started(&bank);
    let mut marks = |line: u32, character: u32| {
        let params = ask(&bank, GROUP, (line, character), false);
        let found = client
            .request("textDocument/documentHighlight", params)
            .unwrap();
        let marks = found.as_array().unwrap().iter();
        let mark = |mark: &Value| {
            (
                mark["range"]["start"]["line"].as_u64().unwrap(),
                mark["kind"].as_u64().unwrap(),
            )
        };
        marks.map(mark).collect::<Vec<_>>()
    };
    assert_eq!(marks(17, 14), [(17, 2), (21, 2)]);
    assert_eq!(marks(19, 10), [(19, 1), (23, 1)]);
    assert_eq!(marks(28, 5), [(28, 2), (30, 3)]);
    assert_eq!(marks(1, 0), []);
}

/// How often each of three groups uses the topic.
const OFTEN: usize = 3_500;

fn often() -> Bank {
    let topics = vec!["Core"; OFTEN].join(", ");
    let text =
        format!("---\nquestions:\n  - {{question: Why?, answer: x, topics: [{topics}]}}\n---\n");
    let rules = "rules: {repeated-topic: off, near-topic: off}\n";
    Bank::new(&[
        ("qmark.yaml", rules),
        ("a/a.md", &text),
        ("b/b.md", &text),
        ("c/c.md", &text),
    ])
}

#[test]
fn very_many_uses_are_cut_or_sent_in_parts() {
    let bank = often();
    let mut client = started(&bank);
    let mut params = ask(&bank, "b/b.md", (2, 50), true);
    let found = client
        .request("textDocument/references", params.clone())
        .unwrap();
    let found = found.as_array().unwrap();
    assert_eq!(found.len(), 10_000);
    let of = |path: &str| {
        found
            .iter()
            .filter(|it| it["uri"] == bank.uri(path))
            .count()
    };
    assert_eq!(
        (of("a/a.md"), of("b/b.md"), of("c/c.md")),
        (OFTEN, OFTEN, 3_000)
    );
    assert_eq!(found[0]["uri"], bank.uri("b/b.md"));

    for token in [json!("uses"), json!(7)] {
        params["partialResultToken"] = token.clone();
        let id = client.send("textDocument/references", params.clone());
        // The response comes last: a partial result after it would belong to no request.
        assert_eq!(client.response(id), Ok(json!([])));
        let mut uses = Vec::new();
        while uses.len() < 3 * OFTEN {
            let part = client.wait_for("a part", |message| message["method"] == "$/progress");
            assert_eq!(part["params"]["token"], token);
            let part = part["params"]["value"].as_array().unwrap().clone();
            assert!((1..=1_000).contains(&part.len()), "{}", part.len());
            uses.extend(part.into_iter().map(|it| it["uri"].clone()));
        }
        let file = |path: &str| vec![json!(bank.uri(path)); OFTEN];
        assert_eq!(
            uses,
            [file("b/b.md"), file("a/a.md"), file("c/c.md")].concat()
        );
    }

    // Few uses fit in the response itself, with and without a token.
    let bank = Bank::new(&[
        (GROUP, &group(&[("What?", "channels.md")])),
        (ANSWER, "A pipe.\n"),
    ]);
    let mut client = started(&bank);
    let mut params = ask(&bank, GROUP, (19, 10), true);
    params["partialResultToken"] = json!("uses");
    let found = client.request("textDocument/references", params).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1);
}

#[test]
fn a_cancelled_question_for_uses_is_answered() {
    let bank = often();
    let mut client = started(&bank);
    let held = client.send("qmark/test/hold", json!({ "slow": true }));
    let both = client.send("qmark/test/hold", json!({ "slow": false }));
    let id = client.send(
        "textDocument/references",
        ask(&bank, "b/b.md", (2, 50), true),
    );
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.response(id), Err(-32800));
    client.notify("qmark/test/release", Value::Null);
    assert_eq!(client.response(held), Ok(Value::Null));
    assert_eq!(client.response(both), Ok(Value::Null));
}
