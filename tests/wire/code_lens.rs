//! Code lenses and inlay hints over the wire: lazy resolving, refresh requests, and clients with few capabilities.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";
const ANSWER: &str = "go/content/channels.md";

fn bank() -> Bank {
    let questions = [("Is 😀 a channel?", "channels.md"), ("What?", "no.md")];
    let bank = Bank::new(&[(GROUP, &group(&questions)), (ANSWER, "\n😀 A pipe.\n")]);
    // Findings of other rules do not matter here.
    bank.write(
        "qmark.yaml",
        "rules: {missing-level: off}\ninlayHints: {answers: true}\n",
    );
    bank
}

fn started(bank: &Bank, capabilities: Value) -> Client {
    let mut client = Client::start();
    client.initialize(bank.initialize(capabilities));
    client.bank_is_read();
    client
}

fn of(bank: &Bank, path: &str) -> Value {
    json!({ "textDocument": { "uri": bank.uri(path) } })
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

/// The resolved lenses of a file: range and command.
fn lenses(client: &mut Client, bank: &Bank, path: &str) -> Vec<(Value, Value)> {
    let found = client
        .request("textDocument/codeLens", of(bank, path))
        .unwrap();
    let found = found.as_array().unwrap().clone();
    let resolved = found.into_iter().map(|lens| {
        assert_eq!(lens.get("command"), None, "{lens}");
        let resolved = client.request("codeLens/resolve", lens.clone()).unwrap();
        assert_eq!(
            (&resolved["range"], &resolved["data"]),
            (&lens["range"], &lens["data"])
        );
        (resolved["range"].clone(), resolved["command"].clone())
    });
    resolved.collect()
}

#[test]
fn a_lens_gets_its_words_and_its_place_when_it_is_looked_at() {
    let bank = bank();
    let mut client = started(&bank, json!({}));
    let missing = json!({ "uri": bank.uri(GROUP), "range": range(21, 12, 17) });
    let levels = json!({ "title": "2 questions", "command": "" });
    let findings = json!({ "title": "1 error", "command": "qmark.open", "arguments": [missing] });
    let fence = range(0, 0, 3);
    assert_eq!(
        lenses(&mut client, &bank, GROUP),
        [(fence.clone(), levels), (fence, findings)]
    );

    let question = json!({ "uri": bank.uri(GROUP), "range": range(16, 14, 30) });
    let answers = json!({ "title": "answers “Is 😀 a channel?”", "command": "qmark.open", "arguments": [question] });
    assert_eq!(
        lenses(&mut client, &bank, ANSWER),
        [(range(1, 0, 10), answers)]
    );

    // The title is computed when resolved, not when the lens was created.
    let found = client
        .request("textDocument/codeLens", of(&bank, ANSWER))
        .unwrap();
    client.open(&bank.uri(GROUP), &group(&[("One?", "no.md")]));
    let resolved = client
        .request("codeLens/resolve", found[0].clone())
        .unwrap();
    assert_eq!(resolved["command"], json!({ "title": "", "command": "" }));
    assert_eq!(lenses(&mut client, &bank, ANSWER), []);
    assert_eq!(
        lenses(&mut client, &bank, GROUP)[0].1["title"],
        "1 question"
    );
    let none = client.request("textDocument/codeLens", of(&bank, "none.md"));
    assert_eq!(none, Ok(Value::Null));
    for odd in [
        Value::Null,
        json!(3),
        json!({ "bank": 99, "path": "x.md", "about": "levels" }),
    ] {
        let lens = json!({ "range": range(0, 0, 0), "data": odd });
        assert!(client.request("codeLens/resolve", lens).is_ok());
    }
}

#[test]
fn a_click_shows_the_place_or_says_where_it_is() {
    let bank = bank();
    let place = json!({ "uri": bank.uri(GROUP), "range": range(16, 14, 30) });
    let click = json!({ "command": "qmark.open", "arguments": [place] });
    let shows = json!({ "window": { "showDocument": { "support": true } } });
    let where_it_is = json!({ "type": 3, "message": "It is in `go/go.md`, line 17" });
    let is_said = |message: &Value| message["method"] == "window/showMessage";

    let mut client = started(&bank, shows);
    for success in [true, false] {
        let done = client.request("workspace/executeCommand", click.clone());
        assert_eq!(done, Ok(Value::Null));
        let asked = client.answer("window/showDocument", json!({ "success": success }));
        let expected =
            json!({ "uri": bank.uri(GROUP), "takeFocus": true, "selection": range(16, 14, 30) });
        assert_eq!(asked, expected);
    }
    assert_eq!(client.wait_for("a message", is_said)["params"], where_it_is);

    let mut plain = started(&bank, json!({}));
    let done = plain.request("workspace/executeCommand", click);
    assert_eq!(done, Ok(Value::Null));
    assert_eq!(plain.wait_for("a message", is_said)["params"], where_it_is);

    for wrong in [
        json!({ "command": "qmark.close", "arguments": [place] }),
        json!({ "command": "", "arguments": [] }),
        json!({ "command": "qmark.open" }),
        json!({ "command": "qmark.open", "arguments": [1] }),
        json!({ "command": "qmark.open", "arguments": [place, place] }),
    ] {
        assert_eq!(
            plain.request("workspace/executeCommand", wrong),
            Err(-32602)
        );
    }
}

#[test]
fn commands_are_offered_by_name() {
    let mut client = Client::start();
    let offered = client.initialize(json!({ "capabilities": {} }));
    let commands = offered["executeCommandProvider"]["commands"]
        .as_array()
        .unwrap();
    assert!(commands.contains(&json!("qmark.open")));
    assert_eq!(offered["codeLensProvider"]["resolveProvider"], true);
}

fn hints(client: &mut Client, bank: &Bank, lines: (u32, u32)) -> Vec<(Value, Value)> {
    let mut params = of(bank, GROUP);
    params["range"] = json!({ "start": { "line": lines.0, "character": 0 }, "end": { "line": lines.1, "character": 0 } });
    let found = client.request("textDocument/inlayHint", params).unwrap();
    let found = found.as_array().unwrap().iter();
    found
        .map(|hint| (hint["position"].clone(), hint["label"].clone()))
        .collect()
}

#[test]
fn hints_stand_behind_the_answers_in_sight() {
    let bank = bank();
    let mut client = started(&bank, json!({}));
    let questions = [
        ("One?", "channels.md"),
        ("Two?", "'One 😀 word'"),
        ("Three?", "no.md"),
    ];
    client.open(&bank.uri(GROUP), &group(&questions));
    let at = |line: u32, character: u32| json!({ "line": line, "character": character });
    let both = [
        (at(17, 23), json!("2 words")),
        (at(21, 25), json!("2 words")),
    ];
    assert_eq!(hints(&mut client, &bank, (0, 99)), both);
    assert_eq!(hints(&mut client, &bank, (0, 18)), both[..1]);
    assert_eq!(hints(&mut client, &bank, (18, 99)), both[1..]);

    let settings = json!({ "settings": { "qmark": { "inlayHints": { "answers": false } } } });
    client.notify("workspace/didChangeConfiguration", settings);
    client.bank_is_read();
    // The configuration of the bank takes precedence.
    assert_eq!(hints(&mut client, &bank, (0, 99)), both);
    bank.write("qmark.yaml", "lens: {levels: false}\n");
    bank.write("qmark.yaml", "");
    let saved = json!({ "changes": [{ "uri": bank.uri("qmark.yaml"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", saved);
    client.bank_is_read();
    assert_eq!(hints(&mut client, &bank, (0, 99)), []);
}

/// Waits until the client is asked to refresh lenses and hints.
fn again(client: &mut Client) {
    for what in ["codeLens", "inlayHint"] {
        client.answer(&format!("workspace/{what}/refresh"), Value::Null);
    }
}

#[test]
fn a_change_elsewhere_has_the_client_ask_again() {
    let bank = bank();
    bank.write("go/content/yes.md", "Now there is.\n");
    let refresh = json!({ "refreshSupport": true });
    let mut client = started(
        &bank,
        json!({ "workspace": { "codeLens": refresh, "inlayHint": refresh } }),
    );
    let text = group(&[("Is 😀 a channel?", "channels.md"), ("What?", "no.md")]);
    client.open(&bank.uri(ANSWER), "A pipe.\n");
    client.open(&bank.uri(GROUP), &text);
    let title = |client: &mut Client, path: &str, lens: usize| {
        lenses(client, &bank, path)[lens].1["title"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    // Editing the other file changes the lens of the answer, and the hint in the group.
    let change = |client: &mut Client, path: &str, text: &str| {
        let document = json!({ "uri": bank.uri(path), "version": 5 });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        client.notify("textDocument/didChange", params);
    };
    assert_eq!(title(&mut client, ANSWER, 0), "answers “Is 😀 a channel?”");
    change(&mut client, GROUP, &text.replace("Is 😀", "Why"));
    again(&mut client);
    assert_eq!(title(&mut client, ANSWER, 0), "answers “Why a channel?”");
    change(&mut client, ANSWER, "A pipe with a type.\n");
    again(&mut client);
    assert_eq!(hints(&mut client, &bank, (0, 99))[0].1, "5 words");

    // A file that is not open is created, which resolves a finding of the group.
    assert_eq!(title(&mut client, GROUP, 1), "1 error");
    bank.rename("go/content/yes.md", "go/content/no.md");
    again(&mut client);
    assert_eq!(title(&mut client, GROUP, 1), "no findings");
}

/// A client that is asked to refresh, and has the answer open under `answer`.
fn refreshed(bank: &Bank, root: &str, answer: &str) -> Client {
    let refresh = json!({ "refreshSupport": true });
    let mut client = Client::start();
    let folder = json!({ "uri": bank.uri(root), "name": "bank" });
    client.initialize(json!({
        "capabilities": { "workspace": { "codeLens": refresh, "inlayHint": refresh } },
        "workspaceFolders": [folder],
    }));
    client.bank_is_read();
    client.open(&bank.uri(answer), "\n😀 A pipe.\n");
    client
}

/// Waits longer than changes rest: a request for a refresh that is not expected fails the test at its end.
fn rest() {
    std::thread::sleep(std::time::Duration::from_millis(600));
}

fn close(client: &mut Client, uri: &str) {
    let document = json!({ "textDocument": { "uri": uri } });
    client.notify("textDocument/didClose", document);
}

#[test]
fn documents_that_open_close_and_disappear_have_the_client_ask_again() {
    let bank = bank();
    let on_disk = group(&[("Is 😀 a channel?", "channels.md"), ("What?", "no.md")]);
    let mut client = refreshed(&bank, "", ANSWER);
    let uri = bank.uri(GROUP);
    let title = |client: &mut Client| {
        let lenses = lenses(client, &bank, ANSWER);
        let title = lenses.first().map(|lens| lens.1["title"].clone());
        title.and_then(|title| Some(title.as_str()?.to_owned()))
    };
    let answers = |question: &str| Some(format!("answers “{question}”"));

    // A document that is as on disk changes nothing.
    client.open(&uri, &on_disk);
    close(&mut client, &uri);
    assert_eq!(title(&mut client), answers("Is 😀 a channel?"));
    rest();

    client.open(&uri, &on_disk.replace("Is 😀", "Why"));
    again(&mut client);
    assert_eq!(title(&mut client), answers("Why a channel?"));
    bank.remove(GROUP);
    again(&mut client);
    assert_eq!(title(&mut client), None);
    bank.write(GROUP, &on_disk);
    again(&mut client);
    assert_eq!(title(&mut client), answers("Why a channel?"));
    close(&mut client, &uri);
    again(&mut client);
    assert_eq!(title(&mut client), answers("Is 😀 a channel?"));
    rest();
}

#[cfg(unix)]
#[test]
fn the_first_of_two_documents_of_a_file_counts_until_it_closes() {
    let on_disk = group(&[("What is a channel?", "channels.md")]);
    let bank = Bank::new(&[
        ("real/go/go.md", &on_disk),
        ("real/go/content/channels.md", "\n😀 A pipe.\n"),
    ]);
    std::os::unix::fs::symlink("real", bank.path("link")).unwrap();
    let answer = "link/go/content/channels.md";
    let mut client = refreshed(&bank, "link", answer);
    let title = |client: &mut Client| lenses(client, &bank, answer)[0].1["title"].clone();
    let (first, second) = (bank.uri("link/go/go.md"), bank.uri("real/go/go.md"));
    client.open(&second, &on_disk.replace("What", "Second"));
    again(&mut client);
    assert_eq!(title(&mut client), "answers “Second is a channel?”");
    client.open(&first, &on_disk.replace("What", "First"));
    again(&mut client);
    assert_eq!(title(&mut client), "answers “First is a channel?”");
    let edit = json!({
        "textDocument": { "uri": second, "version": 5 },
        "contentChanges": [{ "text": on_disk.replace("What", "Third") }],
    });
    client.notify("textDocument/didChange", edit);
    assert_eq!(title(&mut client), "answers “First is a channel?”");
    rest();
    close(&mut client, &first);
    again(&mut client);
    assert_eq!(title(&mut client), "answers “Third is a channel?”");
}

#[test]
fn several_findings_are_led_to_as_a_list() {
    let bank = Bank::new(&[(GROUP, &group(&[("One?", "no.md"), ("Two?", "none.md")]))]);
    let mut client = started(&bank, json!({}));
    let found = lenses(&mut client, &bank, GROUP);
    let command = &found[1].1;
    assert_eq!(command["title"], "2 errors");
    assert_eq!(command["command"], "qmark.showFindings");
    // An editor without a list view goes to the first one.
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    assert_eq!(
        client.request("workspace/executeCommand", params),
        Ok(Value::Null)
    );
    let said = client.wait_for("the place", |message| {
        message["method"] == "window/showMessage"
    });
    assert_eq!(said["params"]["message"], "It is in `go/go.md`, line 18");
}
