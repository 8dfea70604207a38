//! Commands: the requests to the client, and their results.

use std::fs;

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::{Client, Outcome};

const GROUP: &str = "go/go.md";

/// Two answers are missing.
fn bank() -> Bank {
    let go = group(&[("😀 One?", "one.md"), ("Two?", "two.md")]);
    let js = group(&[("Three?", "three.md")]);
    Bank::new(&[
        (GROUP, &go),
        ("js/js.md", &js),
        ("go/content/two.md", "2\n"),
    ])
}

/// A client that applies edits.
fn able() -> Value {
    json!({
        "window": { "showDocument": { "support": true } },
        "workspace": { "applyEdit": true, "workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"],
        } },
    })
}

fn started(bank: &Bank, capabilities: Value) -> Client {
    let mut client = Client::start();
    client.initialize(bank.initialize(capabilities));
    client.bank_is_read();
    client
}

fn execute(client: &mut Client, command: &str, argument: Value) -> Outcome {
    let arguments = match argument {
        Value::Null => json!([]),
        argument => json!([argument]),
    };
    let params = json!({ "command": command, "arguments": arguments });
    client.request("workspace/executeCommand", params)
}

/// Applies the edit that the server requests, and returns its operations.
fn applied(client: &mut Client) -> Vec<Value> {
    let params = client.answer("workspace/applyEdit", json!({ "applied": true }));
    assert!(params["label"].is_string());
    params["edit"]["documentChanges"]
        .as_array()
        .unwrap()
        .clone()
}

fn shown(client: &mut Client) -> Value {
    client.answer("window/showDocument", json!({ "success": true }))
}

/// The URIs of the created files.
fn created(operations: &[Value]) -> Vec<&str> {
    let creates = operations.iter().filter(|it| it["kind"] == "create");
    creates.map(|it| it["uri"].as_str().unwrap()).collect()
}

#[test]
fn a_new_question_is_written_and_shown() {
    let bank = bank();
    let mut client = started(&bank, able());
    client.open(
        &bank.uri(GROUP),
        &fs::read_to_string(bank.path(GROUP)).unwrap(),
    );
    let wish = json!({ "uri": bank.uri(GROUP), "question": "😀 Three?", "topics": ["Maps"] });
    let place = execute(&mut client, "qmark.newQuestion", wish).unwrap();
    let operations = applied(&mut client);
    let written = &operations[0];
    assert_eq!(
        written["textDocument"],
        json!({ "uri": bank.uri(GROUP), "version": 0 })
    );
    let text = written["edits"][0]["newText"].as_str().unwrap();
    let expected = "\n  - question: 😀 Three?\n    answer: three.md\n    topics:\n      - 'Maps'";
    assert_eq!(text, expected);
    assert_eq!(created(&operations), [bank.uri("go/content/three.md")]);
    let shown = shown(&mut client);
    assert_eq!(shown["uri"], bank.uri(GROUP));
    assert_eq!(shown["selection"], place["range"]);
    assert_eq!(shown["takeFocus"], true);
    // Its answer opens beside it, below the heading.
    let answer = self::shown(&mut client);
    assert_eq!(answer["uri"], bank.uri("go/content/three.md"));
    assert_eq!(answer["takeFocus"], false);
    assert_eq!(place["answer"], answer["uri"]);
    // Columns are counted in UTF-16.
    let line = written["edits"][0]["range"]["start"]["line"]
        .as_u64()
        .unwrap()
        + 1;
    let range = json!({
        "start": { "line": line, "character": 14 }, "end": { "line": line, "character": 23 },
    });
    assert_eq!(place["range"], range);
}

#[test]
fn a_new_question_comes_after_the_one_at_a_position() {
    let bank = bank();
    let mut client = started(&bank, able());
    let text = fs::read_to_string(bank.path(GROUP)).unwrap();
    let first = text.lines().position(|line| line.contains("question: "));
    let second = text.match_indices("  - question: ").nth(1).unwrap().0;
    let wish = json!({
        "uri": bank.uri(GROUP), "question": "Half?", "position": { "line": first, "character": 4 },
    });
    execute(&mut client, "qmark.newQuestion", wish).unwrap();
    let operations = applied(&mut client);
    let start = &operations[0]["edits"][0]["range"]["start"];
    let line = text[..second].matches('\n').count() - 1;
    assert_eq!(start["line"], line, "at the end of the first question");
    assert_eq!(shown(&mut client)["uri"], bank.uri(GROUP).as_str());
    let answer = shown(&mut client)["uri"].to_string();
    assert!(answer.contains("half"), "{answer}");
}

#[test]
fn an_answer_that_is_not_created_is_not_opened() {
    let bank = bank();
    // An existing file, the group itself, and a client that cannot create files.
    let mut no_files = able();
    no_files["workspace"]["workspaceEdit"]["resourceOperations"] = json!([]);
    for (abilities, answer) in [
        (able(), json!("two.md")),
        (able(), json!("It does.")),
        (no_files, Value::Null),
    ] {
        let mut client = started(&bank, abilities);
        let wish = json!({ "uri": bank.uri(GROUP), "question": "Three?", "answer": answer });
        let place = execute(&mut client, "qmark.newQuestion", wish).unwrap();
        assert_eq!(place["answer"], Value::Null);
        assert_eq!(created(&applied(&mut client)), [""; 0]);
        assert_eq!(shown(&mut client)["uri"], bank.uri(GROUP));
        // The next location shown is the next one requested.
        let elsewhere = json!({ "uri": bank.uri("js/js.md"), "range": place["range"] });
        assert!(execute(&mut client, "qmark.open", elsewhere).is_ok());
        assert_eq!(shown(&mut client)["uri"], bank.uri("js/js.md"));
    }
}

#[test]
fn a_new_group_is_made_and_shown() {
    let bank = bank();
    let mut client = started(&bank, able());
    let wish = json!({ "title": "Data  Types" });
    let made = execute(&mut client, "qmark.newGroup", wish).unwrap();
    let file = bank.uri("data-types/data-types.md");
    assert_eq!(made, json!({ "uri": file }));
    let operations = applied(&mut client);
    let answer = bank.uri("data-types/content/what-is-data-types.md");
    assert_eq!(created(&operations), [answer, file.clone()]);
    assert_eq!(shown(&mut client)["uri"], file);
    let taken = json!({ "title": "Go", "folder": "go", "uri": bank.uri(GROUP) });
    assert_eq!(execute(&mut client, "qmark.newGroup", taken), Err(-32803));
}

#[test]
fn missing_answers_come_for_a_group_or_for_the_bank() {
    let bank = bank();
    let mut client = started(&bank, able());
    let (one, three) = (
        bank.uri("go/content/one.md"),
        bank.uri("js/content/three.md"),
    );
    let of = json!({ "uri": bank.uri(GROUP) });
    let made = execute(&mut client, "qmark.createMissingAnswers", of);
    assert_eq!(made, Ok(json!({ "uris": [one] })));
    assert_eq!(created(&applied(&mut client)), [&*one]);
    assert_eq!(shown(&mut client)["uri"], one);
    let made = execute(&mut client, "qmark.createMissingAnswers", Value::Null);
    assert_eq!(made, Ok(json!({ "uris": [one, three] })));
    // The client creates the files and reports it.
    let operations = applied(&mut client);
    assert_eq!(created(&operations), [&*one, &*three]);
    for path in ["go/content/one.md", "js/content/three.md"] {
        bank.write(path, "# Text\n");
    }
    let files = json!({ "files": [{ "uri": one }, { "uri": three }] });
    client.notify("workspace/didCreateFiles", files);
    client.bank_is_read();
    let again = execute(&mut client, "qmark.createMissingAnswers", Value::Null);
    assert_eq!(again, Err(-32803));
}

#[test]
fn the_numbers_of_a_bank_are_told_and_opened() {
    let bank = bank();
    let mut client = started(&bank, able());
    let told = execute(&mut client, "qmark.showStatistics", Value::Null).unwrap();
    assert_eq!(told["stats"]["totals"]["questions"], 3);
    let page = told["html"].as_str().unwrap();
    assert!(page.contains("<html"));
    let shown = shown(&mut client);
    assert_eq!(shown["uri"], told["uri"]);
    assert_eq!(shown["external"], true);
    // A client that cannot open documents receives the path of the page.
    let mut plain = started(&bank, json!({}));
    let told = execute(&mut plain, "qmark.showStatistics", json!({})).unwrap();
    let said = plain.wait_for("a message", |message| {
        message["method"] == "window/showMessage"
    });
    let message = said["params"]["message"].as_str().unwrap();
    assert!(message.contains(told["uri"].as_str().unwrap()), "{message}");
}

#[test]
fn a_bank_is_read_again() {
    let bank = bank();
    let watches =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = started(&bank, watches);
    client.answer("client/registerCapability", Value::Null);
    // The client watches files, but does not report this change.
    bank.write(GROUP, &group(&[("One?", "two.md")]));
    let read = execute(&mut client, "qmark.reloadBank", Value::Null).unwrap();
    let state = &read["banks"][0];
    assert_eq!(
        (&state["groups"], &state["questions"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(state["findings"]["error"], 1);
    assert!(state["loadMs"].as_f64().unwrap() > 0.0);
}

#[test]
fn the_server_tells_its_state() {
    let bank = bank();
    let mut client = started(&bank, json!({}));
    client.open(&bank.uri(GROUP), "---\nquestions: []\n---\n");
    let state = execute(&mut client, "qmark.serverState", Value::Null).unwrap();
    assert_eq!(state["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(state["openDocuments"], 1);
    assert_eq!(state["banks"][0]["root"], bank.uri(""));
    assert_eq!(state["banks"][0]["questions"], 1);
    assert!(state["banks"][0]["checkMs"].as_f64().unwrap() > 0.0);
    if cfg!(target_os = "linux") {
        assert!(state["memoryBytes"].as_u64().unwrap() > 1 << 20);
    }
    assert!(
        state["markdown"]
            .as_str()
            .unwrap()
            .contains("- questions: 1\n")
    );
}

#[test]
fn the_state_names_the_shapes() {
    let bank = bank();
    let question = |n: u32| format!("### {n}. What is part {n} for?\n\nIt does work {n}.\n\n");
    let questions: String = (1..=5).map(question).collect();
    bank.write("parts.md", &format!("# Interview questions\n\n{questions}"));
    let mut client = started(&bank, json!({}));
    let state = execute(&mut client, "qmark.serverState", Value::Null).unwrap();
    let shapes = state["banks"][0]["shapes"].as_str().unwrap();
    assert!(shapes.starts_with("1 document, "), "{shapes}");
    let shown = state["markdown"].as_str().unwrap();
    assert!(shown.contains(&format!("- shapes: {shapes}\n")), "{shown}");
}

#[test]
fn a_client_without_actions_has_them_made_by_command() {
    let bank = bank();
    let mut client = started(&bank, able());
    let range =
        json!({ "start": { "line": 17, "character": 13 }, "end": { "line": 17, "character": 13 } });
    let params = json!({ "textDocument": { "uri": bank.uri(GROUP) }, "range": range, "context": { "diagnostics": [] } });
    let offered = client.request("textDocument/codeAction", params).unwrap();
    let offered = offered.as_array().unwrap();
    let create = offered
        .iter()
        .find(|it| it["title"] == "Create `content/one.md`");
    let create = create.unwrap_or_else(|| panic!("not offered: {offered:#?}"));
    assert_eq!(create["command"], "qmark.applyAction");
    let chosen = create["arguments"][0].clone();
    assert_eq!(
        execute(&mut client, "qmark.applyAction", chosen.clone()),
        Ok(Value::Null)
    );
    assert_eq!(
        created(&applied(&mut client)),
        [bank.uri("go/content/one.md")]
    );
    assert_eq!(shown(&mut client)["uri"], bank.uri("go/content/one.md"));
    // Chosen too late.
    client.open(&bank.uri(GROUP), "---\nquestions: []\n---\n");
    assert_eq!(
        execute(&mut client, "qmark.applyAction", chosen),
        Err(-32801)
    );
}

#[test]
fn an_action_is_followed_by_a_look_at_what_came() {
    let bank = bank();
    let mut abilities = able();
    abilities["textDocument"] = json!({ "codeAction": {
        "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
        "dataSupport": true,
        "resolveSupport": { "properties": ["edit", "command"] },
    } });
    let mut client = started(&bank, abilities);
    let range =
        json!({ "start": { "line": 17, "character": 13 }, "end": { "line": 17, "character": 13 } });
    let params = json!({ "textDocument": { "uri": bank.uri(GROUP) }, "range": range, "context": { "diagnostics": [] } });
    let offered = client.request("textDocument/codeAction", params).unwrap();
    let offered = offered.as_array().unwrap().iter();
    let create = offered
        .clone()
        .find(|it| it["title"] == "Create `content/one.md`");
    let create = client
        .request("codeAction/resolve", create.unwrap().clone())
        .unwrap();
    assert_eq!(create["command"]["command"], "qmark.open");
    let place = &create["command"]["arguments"][0];
    assert_eq!(place["uri"], bank.uri("go/content/one.md"));
    // Below the heading.
    let below = json!({ "line": 2, "character": 0 });
    assert_eq!(place["range"], json!({ "start": below, "end": below }));
}

#[test]
fn wrong_arguments_and_refusals_are_told() {
    let bank = bank();
    let mut client = started(&bank, able());
    let other = "file:///not/in/a/bank.md";
    for (command, argument) in [
        ("qmark.newQuestion", Value::Null),
        ("qmark.newQuestion", json!({ "question": "x" })),
        ("qmark.newQuestion", json!({ "uri": other })),
        (
            "qmark.newQuestion",
            json!({ "uri": bank.uri(GROUP), "topic": "x" }),
        ),
        ("qmark.newGroup", json!({ "title": " " })),
        ("qmark.newGroup", json!("x")),
        ("qmark.createMissingAnswers", json!({ "uri": other })),
        ("qmark.showStatistics", json!({ "uri": other })),
        ("qmark.serverState", json!({ "all": true })),
        ("qmark.applyAction", json!({ "title": "x" })),
    ] {
        let answer = execute(&mut client, command, argument.clone());
        assert_eq!(answer, Err(-32602), "{command} {argument}");
    }
    let no_group = json!({ "uri": bank.uri("go/content/two.md") });
    for command in ["qmark.newQuestion", "qmark.createMissingAnswers"] {
        assert_eq!(execute(&mut client, command, no_group.clone()), Err(-32803));
    }
    // The user is told about edits that the client rejects.
    assert!(execute(&mut client, "qmark.newGroup", json!({ "title": "X" })).is_ok());
    client.answer(
        "workspace/applyEdit",
        json!({ "applied": false, "failureReason": "read-only" }),
    );
    let said = client.wait_for("a message", |message| {
        message["method"] == "window/showMessage"
    });
    assert_eq!(
        said["params"],
        json!({ "type": 1, "message": "New group `X` failed: read-only" })
    );
    // A client without edits cannot be asked.
    let mut plain = started(&bank, json!({}));
    let wish = json!({ "uri": bank.uri(GROUP) });
    assert_eq!(execute(&mut plain, "qmark.newQuestion", wish), Err(-32803));
}
