//! Code actions over the wire: lazy resolving, versions, confirmation, and limited clients.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";

/// The first answer is missing, and nothing has a name like it.
fn bank() -> Bank {
    let text = group(&[
        ("😀 One?", "first.md"),
        ("Two?", "b.md"),
        ("Three?", "b.md"),
    ]);
    Bank::new(&[
        (GROUP, &text),
        ("go/content/b.md", "Text.\n"),
        ("go/content/three.md", "Text 3.\n"),
    ])
}

/// A client that can do everything with edits and actions.
fn able() -> Value {
    json!({
        "workspace": { "workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"],
            "changeAnnotationSupport": {},
        } },
        "textDocument": { "codeAction": {
            "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } },
            "isPreferredSupport": true,
            "disabledSupport": true,
            "dataSupport": true,
            "resolveSupport": { "properties": ["edit"] },
        } },
    })
}

fn without(mut capabilities: Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = capabilities.pointer_mut(parent).unwrap();
    parent.as_object_mut().unwrap().remove(key).unwrap();
    capabilities
}

fn started(bank: &Bank, capabilities: Value) -> Client {
    let mut client = Client::start();
    client.initialize(bank.initialize(capabilities));
    client.bank_is_read();
    client
}

fn params(bank: &Bank, line: u32, only: Value) -> Value {
    let at = json!({ "line": line, "character": 13 });
    let mut context = json!({ "diagnostics": [] });
    if !only.is_null() {
        context["only"] = only;
    }
    json!({
        "textDocument": { "uri": bank.uri(GROUP) },
        "range": { "start": at, "end": at },
        "context": context,
    })
}

fn actions(client: &mut Client, bank: &Bank, line: u32, only: Value) -> Vec<Value> {
    let params = params(bank, line, only);
    let found = client.request("textDocument/codeAction", params).unwrap();
    found.as_array().unwrap().clone()
}

fn action(actions: &[Value], title: &str) -> Value {
    let found = actions
        .iter()
        .find(|action| action["title"].as_str().unwrap().contains(title));
    found
        .unwrap_or_else(|| panic!("no `{title}` in {actions:#?}"))
        .clone()
}

/// The line of the first answer.
const MISSING: u32 = 17;
/// The line of the answer that two questions share.
const SHARED: u32 = 25;

#[test]
fn an_edit_comes_when_the_action_is_chosen() {
    let bank = bank();
    let mut client = started(&bank, able());
    let offered = actions(&mut client, &bank, MISSING, json!(["quickfix"]));
    let create = action(&offered, "Create");
    assert_eq!(
        (&create["edit"], &create["kind"]),
        (&Value::Null, &json!("quickfix"))
    );
    assert_eq!(create["isPreferred"], true);
    assert_eq!(create["diagnostics"][0]["code"], "missing-answer");
    let resolved = client.request("codeAction/resolve", create).unwrap();
    let changes = resolved["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(
        changes[0],
        json!({ "kind": "create", "uri": bank.uri("go/content/first.md") })
    );
    let fill = &changes[1];
    let new = json!({ "uri": bank.uri("go/content/first.md"), "version": null });
    assert_eq!(fill["textDocument"], new);
    assert!(
        fill["edits"][0]["newText"]
            .as_str()
            .unwrap()
            .contains("😀 One?")
    );
    // Existing text is not changed.
    assert_eq!(resolved["edit"]["changeAnnotations"], Value::Null);
}

#[test]
fn an_edit_is_of_the_version_that_it_was_offered_for() {
    let bank = bank();
    let mut client = started(&bank, able());
    let uri = bank.uri(GROUP);
    let text = std::fs::read_to_string(bank.path(GROUP)).unwrap();
    client.open(&uri, &text);
    let offered = actions(&mut client, &bank, SHARED, json!(["quickfix"]));
    let swap = action(&offered, "three.md");
    let resolved = client.request("codeAction/resolve", swap.clone()).unwrap();
    let change = &resolved["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"], json!({ "uri": uri, "version": 0 }));
    let range = json!({ "start": { "line": SHARED, "character": 12 }, "end": { "line": SHARED, "character": 16 } });
    assert_eq!(
        change["edits"],
        json!([{ "range": range, "newText": "three.md" }])
    );

    let at = json!({ "line": 0, "character": 0 });
    client.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": uri, "version": 1 },
            "contentChanges": [{ "range": { "start": at, "end": at }, "text": "\n" }],
        }),
    );
    const CONTENT_MODIFIED: i64 = -32801;
    assert_eq!(
        client.request("codeAction/resolve", swap),
        Err(CONTENT_MODIFIED)
    );
    const INVALID_PARAMS: i64 = -32602;
    let strange = json!({ "title": "Not ours", "data": { "x": 1 } });
    assert_eq!(
        client.request("codeAction/resolve", strange),
        Err(INVALID_PARAMS)
    );
}

#[test]
fn kinds_are_told_apart() {
    let bank = bank();
    let mut client = started(&bank, able());
    let kinds = |actions: &[Value]| {
        let mut kinds: Vec<String> = actions
            .iter()
            .map(|a| a["kind"].as_str().unwrap().to_owned())
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    let all = actions(&mut client, &bank, MISSING, Value::Null);
    assert!(kinds(&all).contains(&"quickfix".to_owned()));
    assert!(!kinds(&all).iter().any(|kind| kind.starts_with("source")));
    let source = actions(&mut client, &bank, MISSING, json!(["source.fixAll"]));
    assert_eq!(kinds(&source), ["source.fixAll.qmark"]);
    assert_eq!(
        actions(&mut client, &bank, MISSING, json!(["refactor.nonsense"])),
        Vec::<Value>::new()
    );
    assert_eq!(
        actions(&mut client, &bank, MISSING, json!(["quick"])),
        Vec::<Value>::new()
    );
}

#[test]
fn a_client_that_asks_once_gets_the_edit_at_once() {
    let bank = bank();
    let mut client = started(
        &bank,
        without(able(), "/textDocument/codeAction/resolveSupport"),
    );
    let offered = actions(&mut client, &bank, SHARED, json!(["quickfix"]));
    let swap = action(&offered, "three.md");
    assert_eq!(swap["data"], Value::Null);
    assert_eq!(
        swap["edit"]["documentChanges"][0]["textDocument"]["uri"],
        bank.uri(GROUP)
    );
}

#[test]
fn what_a_client_cannot_do_is_not_offered_or_says_why() {
    let bank = bank();
    let plain = without(able(), "/textDocument/codeAction/resolveSupport");
    let plain = without(plain, "/workspace/workspaceEdit");
    let mut client = started(&bank, plain.clone());
    let offered = actions(&mut client, &bank, MISSING, json!(["quickfix"]));
    let create = action(&offered, "Create");
    assert!(
        create["disabled"]["reason"]
            .as_str()
            .unwrap()
            .contains("create files")
    );
    let swap = action(
        &actions(&mut client, &bank, SHARED, json!(["quickfix"])),
        "three.md",
    );
    assert!(swap["edit"]["changes"][bank.uri(GROUP)].is_array());
    assert_eq!(swap["edit"]["documentChanges"], Value::Null);

    let mut client = started(
        &bank,
        without(plain, "/textDocument/codeAction/disabledSupport"),
    );
    let offered = actions(&mut client, &bank, MISSING, json!(["quickfix"]));
    assert!(
        !offered
            .iter()
            .any(|action| action["title"].as_str().unwrap().starts_with("Create"))
    );
}

#[test]
fn other_files_are_changed_only_after_the_author_says_so() {
    let text = group(&[("One?", "A."), ("Two?", "B.")]).replace("'Core'", "'Data Type'");
    let slip = group(&[
        ("Three?", "C."),
        ("Four?", "D."),
        ("Five?", "E."),
        ("Six?", "F."),
    ]);
    let slip = slip.replacen("'Core'", "'data-type'", 1);
    let other = group(&[("Seven?", "G.")]).replace("'Core'", "'data-type'");
    let more = group(&[("Eight?", "H.")]).replace("'Core'", "'Data Type'");
    let bank = Bank::new(&[
        (GROUP, &slip),
        ("a/a.md", &text),
        ("b/b.md", &other),
        ("c/c.md", &more),
    ]);
    let mut client = started(&bank, able());
    let offered = actions(&mut client, &bank, 19, json!(["quickfix"]));
    let everywhere = action(&offered, "everywhere");
    let resolved = client.request("codeAction/resolve", everywhere).unwrap();
    let edit = &resolved["edit"];
    let annotations = edit["changeAnnotations"].as_object().unwrap();
    let (name, annotation) = annotations.iter().next().unwrap();
    assert_eq!(annotation["needsConfirmation"], true);
    for change in edit["documentChanges"].as_array().unwrap() {
        assert_eq!(change["edits"][0]["annotationId"], json!(name));
    }
}

#[test]
fn what_was_written_is_shown() {
    let bank = bank();
    let mut able = able();
    able["textDocument"]["codeAction"]["resolveSupport"]["properties"] = json!(["edit", "command"]);
    able["window"] = json!({ "showDocument": { "support": true } });
    let mut client = started(&bank, able);
    let at = json!({ "line": 0, "character": 0 });
    let params = json!({
        "textDocument": { "uri": bank.uri("go/content/three.md") },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "only": ["quickfix"] },
    });
    let offered = client.request("textDocument/codeAction", params).unwrap();
    let list = action(offered.as_array().unwrap(), "Add it to");
    let resolved = client.request("codeAction/resolve", list).unwrap();
    let edit = &resolved["edit"]["documentChanges"][0]["edits"][0];
    let written = edit["newText"].as_str().unwrap();
    assert!(written.starts_with("\n  - question: "), "{written}");
    // The text of the new question, on the line below the one it is inserted after.
    let line = edit["range"]["start"]["line"].as_u64().unwrap() + 1;
    let column = written.find(": ").unwrap() as u64 + 1;
    let place = &resolved["command"]["arguments"][0];
    assert_eq!(place["uri"], bank.uri(GROUP));
    assert_eq!(
        place["range"]["start"],
        json!({ "line": line, "character": column })
    );
}

#[test]
fn an_inserted_question_is_selected_and_one_that_moved_is_shown() {
    let things = ["lock", "key", "bolt", "bell"];
    let row = |thing: &str| format!("- [What is a {thing}?](#what-is-a-{thing})\n");
    let question = |thing: &str| format!("\n### What is a {thing}?\n\nA part of a door 😀.\n");
    let (rows, questions) = (things.map(row).concat(), things.map(question).concat());
    let text = format!("# Interview questions on doors\n\n{rows}{questions}");
    let bank = Bank::new(&[("qmark.yaml", "# A bank.\n"), (GROUP, &text)]);
    let mut able = able();
    able["textDocument"]["codeAction"]["resolveSupport"]["properties"] = json!(["edit", "command"]);
    able["window"] = json!({ "showDocument": { "support": true } });
    let mut client = started(&bank, able);
    client.open(&bank.uri(GROUP), &text);
    let mut shown = |title: &str| {
        // The second question.
        let offered = actions(&mut client, &bank, 11, Value::Null);
        let chosen = action(&offered, title);
        let resolved = client.request("codeAction/resolve", chosen).unwrap();
        resolved["command"]["arguments"][0]["range"].clone()
    };
    let range = |line: u32, start: u32, end: u32| {
        json!({
            "start": { "line": line, "character": start },
            "end": { "line": line, "character": end },
        })
    };
    assert_eq!(shown("Insert a question after"), range(16, 4, 17));
    assert_eq!(shown("Move the question down"), range(15, 4, 4));
    assert_eq!(shown("Move the question up"), range(7, 4, 4));
}

#[test]
fn questions_move_to_a_group_that_the_author_chooses() {
    let names = (0..12).map(|n| format!("g{n:02}/g.md"));
    let names: Vec<String> = names.collect();
    let one = group(&[("X?", "x")]);
    let mut files: Vec<(&str, &str)> = names.iter().map(|name| (&**name, &*one)).collect();
    let own = group(&[("One?", "one"), ("Two?", "two")]);
    files.push((GROUP, &own));
    let bank = Bank::new(&files);
    let mut capabilities = able();
    capabilities["workspace"]["applyEdit"] = true.into();
    let mut client = started(&bank, capabilities);
    let line = own.lines().position(|line| line.contains("One?")).unwrap();
    let mut asked = params(&bank, line as u32, json!(["refactor.move"]));
    asked["range"]["end"]["character"] = 14.into();
    let offered = client.request("textDocument/codeAction", asked).unwrap();
    let choose = action(
        offered.as_array().unwrap(),
        "Move the question to another group…",
    );
    let command = choose["command"].clone();
    assert_eq!(command["command"], "qmark.moveQuestions");
    assert_eq!(choose["edit"], Value::Null);
    // Some editors resolve it although it is a command.
    let resolved = client.request("codeAction/resolve", choose.clone());
    assert_eq!(resolved, Ok(choose.clone()), "as it was");

    // A client that prompts the user itself receives the groups.
    let mut with = |key: &str, value: Value| {
        let mut argument = command["arguments"][0].clone();
        argument[key] = value;
        let params = json!({ "command": command["command"], "arguments": [argument] });
        client.request("workspace/executeCommand", params)
    };
    let told = with("list", true.into()).unwrap();
    assert_eq!(told["groups"].as_array().map(Vec::len), Some(12));
    assert_eq!(told["groups"][0], "g11/g.md");
    assert_eq!(with("to", "nowhere.md".into()), Err(-32803));

    // For other clients the server prompts the user.
    let id = client.send("workspace/executeCommand", command);
    let question = client.answer("window/showMessageRequest", json!({ "title": "g05/g.md" }));
    assert_eq!(question["actions"][0], json!({ "title": "g11/g.md" }));
    assert_eq!(client.response(id), Ok(Value::Null));
    let edit = client.answer("workspace/applyEdit", json!({ "applied": true }));
    let changes = edit["edit"]["documentChanges"].as_array().unwrap();
    let uris: Vec<&Value> = changes
        .iter()
        .map(|it| &it["textDocument"]["uri"])
        .collect();
    assert_eq!(uris, [&bank.uri("g05/g.md"), &bank.uri(GROUP)]);
    assert_eq!(edit["edit"]["changeAnnotations"], Value::Null);
}

#[test]
fn the_questions_of_a_file_come_into_one_that_the_author_chooses() {
    let own = group(&[("One?", "one"), ("Two?", "two")]);
    let other = group(&[("One?", "so")]);
    let bank = Bank::new(&[(GROUP, &own), ("js/js.md", &other)]);
    let mut capabilities = able();
    capabilities["workspace"]["applyEdit"] = true.into();
    let mut client = started(&bank, capabilities);
    let title = "Import the questions of this file into…";
    let offered = actions(&mut client, &bank, 0, json!(["refactor.move"]));
    let command = action(&offered, title)["command"].clone();
    let mut with = |key: &str, value: Value| {
        let mut argument = command["arguments"][0].clone();
        argument[key] = value;
        let params = json!({ "command": command["command"], "arguments": [argument] });
        client.send("workspace/executeCommand", params)
    };
    let list = with("list", true.into());
    let come = with("to", "js/js.md".into());
    let choices = json!({ "groups": ["js/js.md"], "title": "Import into which file?" });
    assert_eq!(client.response(list), Ok(choices));
    assert_eq!(client.response(come), Ok(Value::Null));
    let edit = client.answer("workspace/applyEdit", json!({ "applied": true }));
    assert_eq!(edit["label"], "Import into `js/js.md`");
    let changes = edit["edit"]["documentChanges"].as_array().unwrap();
    assert_eq!(changes.len(), 1);
    let new = changes[0]["edits"][0]["newText"].as_str().unwrap();
    assert!(
        new.contains("question: Two?") && !new.contains("One?"),
        "{new}"
    );
    let said = edit["edit"]["changeAnnotations"].to_string();
    assert!(
        said.contains("1 of 2 questions is in the bank already and not written again"),
        "{said}"
    );
    client.wait_for("where it is", |message| {
        message["method"] == "window/showMessage"
            && message["params"]["message"] == "It is in `js/js.md`, line 21"
    });
    // At a question the file is not what is meant.
    let line = own.lines().position(|line| line.contains("Two?")).unwrap();
    let offered = actions(&mut client, &bank, line as u32, json!(["refactor.move"]));
    assert!(offered.iter().all(|action| action["title"] != title));
}

#[test]
fn a_flattened_group_can_be_written_as_one() {
    let row = "| title | questions |\n|---|---|\n| Go | [[{question What is a channel?} {answer channels.md}] [{question What is a map?} {answer Pairs.}] [{question What is a slice?} {answer A view.}]] |\n";
    let bank = Bank::new(&[(GROUP, &format!("Copied.\n{row}\nText.\n"))]);
    let mut client = started(&bank, able());
    let offered = actions(&mut client, &bank, 3, json!(["quickfix"]));
    let write = action(&offered, "Write the row as a group");
    assert_eq!(write["diagnostics"][0]["code"], "flattened-group");
    assert_eq!(write["disabled"], Value::Null);
    let resolved = client.request("codeAction/resolve", write).unwrap();
    let edits = &resolved["edit"]["documentChanges"][0]["edits"];
    let front = edits[0]["newText"].as_str().unwrap();
    assert!(front.starts_with("---\ntitle: Go\nquestions:\n  - question: What is a channel?\n    answer: channels.md\n"), "{front}");
    let at = |line: u32| json!({ "line": line, "character": 0 });
    assert_eq!(edits[0]["range"], json!({ "start": at(0), "end": at(0) }));
    let gone = json!({ "range": { "start": at(1), "end": at(4) }, "newText": "" });
    assert_eq!(edits[1], gone);
}
