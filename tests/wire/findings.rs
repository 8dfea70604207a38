//! Findings over the wire: pushed or pulled, updated, and cleared.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";
const ANSWER: &str = "go/content/channels.md";

/// One question whose answer file is missing.
fn broken() -> Bank {
    Bank::new(&[(GROUP, &group(&[("What is a channel?", "channels.md")]))])
}

fn open_with(bank: &Bank, capabilities: Value) -> Client {
    let mut client = Client::start();
    client.initialize(bank.initialize(capabilities));
    client
}

fn replace(client: &mut Client, uri: &str, version: i64, text: &str) {
    let params = json!({ "textDocument": { "uri": uri, "version": version },
        "contentChanges": [{ "text": text }] });
    client.notify("textDocument/didChange", params);
}

/// The rule under test; findings of others do not matter.
const RULE: &str = "missing-answer";

/// The number of findings of the rule in a list.
fn count(list: &Value) -> usize {
    list.as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["code"] == RULE)
        .count()
}

/// Waits for a list of a file with this many findings of the rule, skipping older lists.
fn list(client: &mut Client, uri: &str, expected: usize) -> Value {
    loop {
        let message = client.wait_for(&format!("{expected} findings of {uri}"), |message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
        });
        if count(&message["params"]["diagnostics"]) == expected {
            return message["params"].clone();
        }
    }
}

/// As [`list`]; returns the version of the list.
fn published(client: &mut Client, uri: &str, expected: usize) -> Value {
    list(client, uri, expected)["version"].clone()
}

/// The first finding of the rule in a list.
fn first(list: &Value) -> Value {
    list.as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["code"] == RULE)
        .unwrap()
        .clone()
}

#[test]
fn a_file_that_was_never_opened_has_its_findings() {
    let bank = broken();
    let mut client = open_with(&bank, json!({}));
    let uri = bank.uri(GROUP);
    let params = list(&mut client, &uri, 1);
    assert_eq!(params.get("version"), None);
    let finding = first(&params["diagnostics"]);
    assert_eq!(finding["code"], "missing-answer");
    assert_eq!(finding["severity"], 1);
    assert_eq!(finding["source"], "qmark");
    assert_eq!(
        finding["range"],
        json!({ "start": { "line": 17, "character": 12 }, "end": { "line": 17, "character": 23 } })
    );
}

/// If the client cannot watch files, the server does.
#[test]
fn files_that_come_and_go_outside_are_seen() {
    let bank = broken();
    let mut client = open_with(&bank, json!({}));
    let uri = bank.uri(GROUP);
    published(&mut client, &uri, 1);
    bank.write(ANSWER, "A typed pipe.\n");
    published(&mut client, &uri, 0);
    bank.remove(ANSWER);
    published(&mut client, &uri, 1);
    bank.remove("go");
    published(&mut client, &uri, 0);
}

/// Eglot shows only findings that it receives while the document is open.
#[test]
fn a_file_that_is_opened_is_told_again() {
    let bank = broken();
    let mut client = open_with(&bank, json!({}));
    let uri = bank.uri(GROUP);
    published(&mut client, &uri, 1);
    client.open(&uri, &group(&[("What is a channel?", "channels.md")]));
    assert_eq!(published(&mut client, &uri, 1), json!(0));
    // Also if there are none left.
    let close = json!({ "textDocument": { "uri": uri } });
    client.notify("textDocument/didClose", close);
    client.open(&uri, &group(&[("What is a channel?", "'A typed pipe'")]));
    assert_eq!(published(&mut client, &uri, 0), json!(0));
}

#[test]
fn edits_bring_findings_and_take_them_away() {
    let bank = broken();
    let mut client = open_with(&bank, json!({}));
    let uri = bank.uri(GROUP);
    published(&mut client, &uri, 1);
    client.open(&uri, &group(&[("What is a channel?", "channels.md")]));
    replace(
        &mut client,
        &uri,
        4,
        &group(&[("What is a channel?", "'A typed pipe'")]),
    );
    assert_eq!(published(&mut client, &uri, 0), json!(4));
    replace(
        &mut client,
        &uri,
        5,
        &group(&[("What is a channel?", "pipes.md")]),
    );
    assert_eq!(published(&mut client, &uri, 1), json!(5));
    replace(
        &mut client,
        &uri,
        6,
        &group(&[("What is a channel?", "'Good'")]),
    );
    assert_eq!(published(&mut client, &uri, 0), json!(6));
    // After closing without saving, the file is as on disk.
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    assert_eq!(published(&mut client, &uri, 1), Value::Null);
}

#[test]
fn a_finding_that_only_moved_is_told_again() {
    let bank = broken();
    let mut client = open_with(&bank, json!({}));
    let uri = bank.uri(GROUP);
    published(&mut client, &uri, 1);
    let text = group(&[("What is a channel?", "channels.md")]);
    client.open(&uri, &text);
    // An opened document gets its list again, before or after an edit that follows at once.
    assert_eq!(published(&mut client, &uri, 1), json!(0));
    // The same number of bytes before it, but one line more: only the line differs, not the byte offset.
    let text = text.replacen("Questions on", "Question\n on", 1);
    replace(&mut client, &uri, 1, &text);
    let moved = list(&mut client, &uri, 1);
    assert_eq!(moved["version"], 1);
    assert_eq!(first(&moved["diagnostics"])["range"]["start"]["line"], 18);
}

#[test]
fn an_open_file_that_is_deleted_is_gone_until_it_is_touched() {
    let bank = broken();
    bank.write(ANSWER, "A typed pipe.\n");
    let mut client = open_with(&bank, json!({}));
    let (group, answer) = (bank.uri(GROUP), bank.uri(ANSWER));
    client.open(&answer, "A typed pipe.\n");
    client.bank_is_read();
    bank.remove(ANSWER);
    published(&mut client, &group, 1);
    replace(&mut client, &answer, 1, "A typed pipe, again.\n");
    published(&mut client, &group, 0);
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": answer } }),
    );
    published(&mut client, &group, 1);
}

#[test]
fn a_file_that_is_not_saved_yet_counts() {
    let bank = broken();
    let mut client = open_with(&bank, json!({}));
    let group = bank.uri(GROUP);
    published(&mut client, &group, 1);
    client.open(&bank.uri(ANSWER), "A typed pipe.\n");
    published(&mut client, &group, 0);
}

/// If the client watches files, the server relies on it.
#[test]
fn a_client_that_watches_tells_what_changed() {
    let bank = broken();
    let watches = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut client = open_with(&bank, json!({ "workspace": watches }));
    let registered = client.answer("client/registerCapability", Value::Null);
    assert_eq!(
        registered["registrations"][0]["method"],
        "workspace/didChangeWatchedFiles"
    );
    let uri = bank.uri(GROUP);
    published(&mut client, &uri, 1);
    let tell = |client: &mut Client, path: &str, kind: i64| {
        let changes = json!([{ "uri": bank.uri(path), "type": kind }]);
        client.notify(
            "workspace/didChangeWatchedFiles",
            json!({ "changes": changes }),
        );
    };
    bank.write(ANSWER, "A typed pipe.\n");
    tell(&mut client, ANSWER, 1);
    published(&mut client, &uri, 0);
    // Only the folder is reported.
    bank.rename("go/content", "go/answers");
    tell(&mut client, "go/content", 3);
    tell(&mut client, "go/answers", 1);
    published(&mut client, &uri, 1);
}

#[test]
fn file_operations_of_the_client_are_seen() {
    let bank = broken();
    let watches = json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } });
    let mut client = open_with(&bank, json!({ "workspace": watches }));
    client.answer("client/registerCapability", Value::Null);
    let uri = bank.uri(GROUP);
    published(&mut client, &uri, 1);
    bank.write(ANSWER, "A typed pipe.\n");
    client.notify(
        "workspace/didCreateFiles",
        json!({ "files": [{ "uri": bank.uri(ANSWER) }] }),
    );
    published(&mut client, &uri, 0);
    bank.rename(ANSWER, "go/content/pipes.md");
    let renamed = json!({ "oldUri": bank.uri(ANSWER), "newUri": bank.uri("go/content/pipes.md") });
    client.notify("workspace/didRenameFiles", json!({ "files": [renamed] }));
    published(&mut client, &uri, 1);
    bank.rename("go/content/pipes.md", ANSWER);
    client.notify(
        "workspace/didCreateFiles",
        json!({ "files": [{ "uri": bank.uri(ANSWER) }] }),
    );
    published(&mut client, &uri, 0);
    bank.remove(ANSWER);
    client.notify(
        "workspace/didDeleteFiles",
        json!({ "files": [{ "uri": bank.uri(ANSWER) }] }),
    );
    published(&mut client, &uri, 1);
}

#[test]
fn the_configuration_counts_as_it_is_typed() {
    let bank = broken();
    let mut client = open_with(&bank, json!({}));
    let (group, config) = (bank.uri(GROUP), bank.uri("qmark.yaml"));
    published(&mut client, &group, 1);
    client.open(&config, "rules:\n  missing-answer: off\n");
    published(&mut client, &group, 0);
    replace(
        &mut client,
        &config,
        1,
        "rules:\n  missing-answer: warning\n",
    );
    published(&mut client, &group, 1);
    replace(&mut client, &config, 2, "rules:\n  missing-answer: off\n");
    published(&mut client, &group, 0);
    // It was not saved.
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": config } }),
    );
    published(&mut client, &group, 1);
    bank.write("qmark.yaml", "exclude:\n  - go\n");
    published(&mut client, &group, 0);
}

#[test]
fn settings_of_the_client_count() {
    let bank = broken();
    let mut client = open_with(&bank, json!({ "workspace": { "configuration": true } }));
    let group = bank.uri(GROUP);
    assert_eq!(
        client.answer("workspace/configuration", json!([null]))["items"][0]["section"],
        "qmark"
    );
    published(&mut client, &group, 1);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": null }),
    );
    client.answer(
        "workspace/configuration",
        json!([{ "rules": { "missing-answer": "off" } }]),
    );
    published(&mut client, &group, 0);

    let mut sends = open_with(&bank, json!({}));
    published(&mut sends, &group, 1);
    let settings = json!({ "qmark": { "rules": { "missing-answer": "off" } } });
    sends.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": settings }),
    );
    published(&mut sends, &group, 0);
    // `format` is a setting of earlier versions, which is ignored without a message.
    let settings = json!({ "format": true, "rulez": {} });
    sends.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": settings }),
    );
    let shown = sends.wait_for("a word on it", |message| {
        message["method"] == "window/showMessage"
    });
    assert!(
        shown["params"]["message"]
            .as_str()
            .unwrap()
            .contains("rulez"),
        "{shown}"
    );
    assert!(!shown.to_string().contains("`format`"), "{shown}");
    published(&mut sends, &group, 1);
}

#[test]
fn settings_of_a_folder_hold_in_it() {
    // There is always another finding: a list comes even if the rule is off from the start.
    let questions = [
        ("What is a channel?", "channels.md"),
        ("What is a channel?", "'A typed pipe'"),
    ];
    let (one, other) = (Bank::new(&[(GROUP, &group(&questions))]), broken());
    let capabilities = json!({ "workspace": { "configuration": true, "workspaceFolders": true } });
    let mut client = open_with(&one, capabilities);
    let off = json!({ "rules": { "missing-answer": "off" } });
    let asked = client.answer("workspace/configuration", json!([null, off]));
    let items = json!([{ "section": "qmark" }, { "scopeUri": one.uri(""), "section": "qmark" }]);
    assert_eq!(asked["items"], items);
    published(&mut client, &one.uri(GROUP), 0);

    // A folder that is added has its own settings.
    let added = json!([{ "uri": other.uri(""), "name": "other" }]);
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": added, "removed": [] } }),
    );
    let asked = client.answer("workspace/configuration", json!([null, off, null]));
    assert_eq!(asked["items"][2]["scopeUri"], other.uri(""));
    published(&mut client, &other.uri(GROUP), 1);
    client.notify(
        "workspace/didChangeConfiguration",
        json!({ "settings": null }),
    );
    client.answer("workspace/configuration", json!([null, {}, off]));
    published(&mut client, &one.uri(GROUP), 1);
    published(&mut client, &other.uri(GROUP), 0);
}

#[test]
fn settings_that_came_first_hold_while_the_client_tells_none() {
    let bank = broken();
    let mut client = Client::start();
    let mut capabilities = pulls();
    capabilities["workspace"]["configuration"] = json!(true);
    let mut params = bank.initialize(capabilities);
    params["initializationOptions"] = json!({ "rules": { "missing-answer": "warning" } });
    client.initialize(params);
    client.answer("workspace/configuration", json!([null, null]));
    let report = client
        .request(
            "textDocument/diagnostic",
            json!({ "textDocument": { "uri": bank.uri(GROUP) } }),
        )
        .unwrap();
    assert_eq!(first(&report["items"])["severity"], 2);
}

#[test]
fn folders_come_and_go() {
    let (one, other) = (broken(), broken());
    let mut client = open_with(&one, json!({}));
    published(&mut client, &one.uri(GROUP), 1);
    let folder = |bank: &Bank| json!([{ "uri": bank.uri(""), "name": "bank" }]);
    let change =
        |added: Value, removed: Value| json!({ "event": { "added": added, "removed": removed } });
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        change(folder(&other), folder(&one)),
    );
    published(&mut client, &one.uri(GROUP), 0);
    published(&mut client, &other.uri(GROUP), 1);
}

fn pulls() -> Value {
    json!({ "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } } })
}

#[test]
fn a_client_asks_for_the_findings_of_a_document() {
    let bank = broken();
    let mut client = open_with(&bank, pulls());
    let uri = bank.uri(GROUP);
    client.open(&uri, &group(&[("What is a channel?", "channels.md")]));
    let ask = |client: &mut Client, previous: Option<&Value>| {
        let mut params = json!({ "textDocument": { "uri": uri } });
        if let Some(previous) = previous {
            params["previousResultId"] = previous.clone();
        }
        client.request("textDocument/diagnostic", params).unwrap()
    };
    // A request before the bank is read is answered afterwards.
    let report = ask(&mut client, None);
    assert_eq!(report["kind"], "full");
    assert_eq!(count(&report["items"]), 1);
    let unchanged = ask(&mut client, Some(&report["resultId"]));
    assert_eq!(
        unchanged,
        json!({ "kind": "unchanged", "resultId": report["resultId"] })
    );

    // A change on disk makes the server request a refresh.
    bank.write(ANSWER, "A typed pipe.\n");
    client.answer("workspace/diagnostic/refresh", Value::Null);
    let report = ask(&mut client, Some(&report["resultId"]));
    assert_eq!(
        (&report["kind"], count(&report["items"])),
        (&json!("full"), 0)
    );

    // The client pulls after its own edits without a refresh, and sees them at once.
    replace(
        &mut client,
        &uri,
        1,
        &group(&[("What is a channel?", "pipes.md")]),
    );
    let report = ask(&mut client, Some(&report["resultId"]));
    assert_eq!(count(&report["items"]), 1);

    // A file outside any bank has none.
    let params = json!({ "textDocument": { "uri": "file:///elsewhere/go.md" } });
    assert_eq!(
        client.request("textDocument/diagnostic", params).unwrap()["items"],
        json!([])
    );
}

#[test]
fn a_client_asks_again_when_another_change_follows_its_own_at_once() {
    let bank = broken();
    let mut client = open_with(&bank, pulls());
    let uri = bank.uri(GROUP);
    client.open(&uri, &group(&[("What is a channel?", "channels.md")]));
    client.bank_is_read();
    let ask = |client: &mut Client| {
        let params = json!({ "textDocument": { "uri": uri } });
        let report = client.request("textDocument/diagnostic", params).unwrap();
        count(&report["items"])
    };
    // Pulls again on refresh requests, until there are no findings.
    let ask_when_told = |client: &mut Client| loop {
        client.answer("workspace/diagnostic/refresh", Value::Null);
        if ask(client) == 0 {
            break;
        }
    };
    // It pulls after its edit, and receives the result before another document fixes the error.
    let edited = group(&[("What is a Channel?", "channels.md")]);
    replace(&mut client, &uri, 2, &edited);
    assert_eq!(ask(&mut client), 1);
    client.open(&bank.uri(ANSWER), "A typed pipe.\n");
    ask_when_told(&mut client);

    // The same for a change on disk.
    let edited = group(&[("What is a channel?", "pipes.md")]);
    replace(&mut client, &uri, 3, &edited);
    assert_eq!(ask(&mut client), 1);
    bank.write("go/content/pipes.md", "A typed pipe.\n");
    ask_when_told(&mut client);
}

/// VS Code pulls the workspace every other second, and ignores its reports for open documents.
#[test]
fn a_client_that_asks_about_all_is_told_to_ask_about_what_it_holds() {
    let bank = broken();
    let mut client = open_with(&bank, pulls());
    let uri = bank.uri(GROUP);
    client.open(&uri, &group(&[("What is a channel?", "channels.md")]));
    client.bank_is_read();
    let about_all = json!({ "previousResultIds": [] });
    client
        .request("workspace/diagnostic", about_all.clone())
        .unwrap();
    client.open(&bank.uri(ANSWER), "A typed pipe.\n");
    client.request("workspace/diagnostic", about_all).unwrap();
    client.answer("workspace/diagnostic/refresh", Value::Null);
    let params = json!({ "textDocument": { "uri": uri } });
    let report = client.request("textDocument/diagnostic", params).unwrap();
    assert_eq!(count(&report["items"]), 0);
}

#[test]
fn a_client_that_cannot_be_told_to_ask_again_is_told_the_findings() {
    let bank = broken();
    let asks_once = json!({ "textDocument": { "diagnostic": {} } });
    let mut client = open_with(&bank, asks_once);
    let uri = bank.uri(GROUP);
    client.open(&uri, &group(&[("What is a channel?", "channels.md")]));
    published(&mut client, &uri, 1);
    bank.write(ANSWER, "A typed pipe.\n");
    published(&mut client, &uri, 0);
}

/// A client that pulls keeps the findings of a file until they are replaced.
#[test]
fn what_left_the_workspace_has_no_findings() {
    let (stays, goes) = (broken(), broken());
    let mut client = Client::start();
    let mut params = stays.initialize(pulls());
    let folder = json!({ "uri": goes.uri(""), "name": "goes" });
    params["workspaceFolders"]
        .as_array_mut()
        .unwrap()
        .push(folder.clone());
    client.initialize(params);
    let ask = |client: &mut Client, known: &Value| {
        let params = json!({ "previousResultIds": known });
        let report = client.request("workspace/diagnostic", params).unwrap();
        report["items"].as_array().unwrap().clone()
    };
    let known = |items: &[Value]| {
        items
            .iter()
            .map(|it| json!({ "uri": it["uri"], "value": it["resultId"] }))
            .collect::<Value>()
    };
    let items = ask(&mut client, &json!([]));
    assert_eq!(items.len(), 2);
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [], "removed": [folder] } }),
    );
    client.answer("workspace/diagnostic/refresh", Value::Null);
    let items = ask(&mut client, &known(&items));
    let gone = json!({ "kind": "full", "items": [], "uri": goes.uri(GROUP), "version": null });
    assert_eq!(items[0]["kind"], "unchanged");
    assert_eq!(items[1], gone);

    stays.write("qmark.yaml", "exclude: [go]\n");
    client.answer("workspace/diagnostic/refresh", Value::Null);
    // The refresh request may be an earlier one.
    let known = known(&items[..1]);
    let mut items = ask(&mut client, &known);
    for _ in 0..200 {
        if items[0]["kind"] == "full" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
        items = ask(&mut client, &known);
    }
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["uri"], stays.uri(GROUP));
    assert_eq!(items[0]["items"], json!([]));
}

#[test]
fn a_client_asks_for_the_findings_of_the_workspace() {
    let bank = broken();
    bank.write("js/js.md", &group(&[("What is a closure?", "closures.md")]));
    let mut client = open_with(&bank, pulls());
    let js = bank.uri("js/js.md");
    client.open(&js, &group(&[("What is a closure?", "closures.md")]));
    let ask = |client: &mut Client, previous: &Value| {
        let params = json!({ "previousResultIds": previous });
        let report = client.request("workspace/diagnostic", params).unwrap();
        report["items"].as_array().unwrap().clone()
    };
    let items = ask(&mut client, &json!([]));
    let short = |item: &Value| {
        let count = item["items"].is_array().then(|| count(&item["items"]));
        (
            item["uri"].as_str().unwrap().to_owned(),
            item["version"].clone(),
            count,
        )
    };
    let found: Vec<_> = items.iter().map(short).collect();
    assert_eq!(
        found,
        [
            (bank.uri(GROUP), Value::Null, Some(1)),
            (js.clone(), json!(0), Some(1))
        ]
    );
    let known: Vec<Value> = items
        .iter()
        .map(|it| json!({ "uri": it["uri"], "value": it["resultId"] }))
        .collect();

    replace(
        &mut client,
        &js,
        1,
        &group(&[("What is a closure?", "'A function'")]),
    );
    let items = ask(&mut client, &json!(known));
    let found: Vec<_> = items.iter().map(short).collect();
    assert_eq!(
        found,
        [
            (bank.uri(GROUP), Value::Null, None),
            (js, json!(1), Some(0))
        ]
    );
    assert_eq!(items[0]["kind"], "unchanged");
}

/// VS Code's client forgets the pulled findings of a document when it is closed, but still shows them.
#[test]
fn the_findings_of_a_document_that_went_are_taken_back() {
    let bank = broken();
    bank.write("go/content/old.md", "Nobody cites it.\n");
    let mut client = open_with(&bank, pulls());
    let old = bank.uri("go/content/old.md");
    client.open(&old, "Nobody cites it.\n");
    let of_old = json!({ "textDocument": { "uri": old } });
    let report = client.request("textDocument/diagnostic", of_old.clone());
    assert_eq!(report.unwrap()["items"][0]["code"], "orphan-answer");
    std::fs::remove_file(bank.path("go/content/old.md")).unwrap();
    client.notify("textDocument/didClose", of_old);
    let gone = json!({ "changes": [{ "uri": old, "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", gone);
    let all = json!({ "previousResultIds": [] });
    let report = client.request("workspace/diagnostic", all).unwrap();
    let items = report["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["uri"] == old).unwrap();
    assert_eq!(item["items"], json!([]));
}

/// Other files are pushed to a client that pulls only open ones.
#[test]
fn what_is_not_asked_about_is_told() {
    let bank = broken();
    let mut client = open_with(&bank, pulls());
    let uri = bank.uri(GROUP);
    published(&mut client, &uri, 1);
    client.open(&uri, &group(&[("What is a channel?", "channels.md")]));
    published(&mut client, &uri, 0);
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    published(&mut client, &uri, 1);
}

#[test]
fn the_reading_of_a_bank_is_shown() {
    let bank = broken();
    let mut client = open_with(&bank, json!({ "window": { "workDoneProgress": true } }));
    let token = client.answer("window/workDoneProgress/create", Value::Null)["token"].clone();
    let mut kinds = Vec::new();
    while kinds.last() != Some(&json!("end")) {
        let progress = client.wait_for("progress", |message| message["method"] == "$/progress");
        assert_eq!(progress["params"]["token"], token);
        kinds.push(progress["params"]["value"]["kind"].clone());
    }
    assert_eq!(kinds.first(), Some(&json!("begin")));
}

/// A URI is accepted in any spelling, and returned in the client's.
#[test]
fn an_open_document_is_spoken_of_as_the_client_does() {
    let bank = broken();
    let spelling = bank
        .uri(GROUP)
        .replace("%2B", "+")
        .replace("/go/", "/%67o/");
    let mut client = open_with(&bank, json!({}));
    client.open(
        &spelling,
        &group(&[("What is a channel?", "channels.md"), ("And?", "and.md")]),
    );
    list(&mut client, &spelling, 2);
}

#[test]
fn a_folder_is_taken_in_whichever_way_it_is_told() {
    let bank = broken();
    let (uri, path) = (bank.uri(""), bank.path(""));
    for told in [
        json!({ "rootUri": uri }),
        json!({ "rootUri": null, "workspaceFolders": [], "rootPath": path }),
        json!({ "rootPath": path, "workspaceFolders": null }),
    ] {
        let mut params = told;
        params["capabilities"] = json!({});
        let mut client = Client::start();
        client.initialize(params);
        published(&mut client, &bank.uri(GROUP), 1);
    }
}

/// A client without a workspace: opening a document loads its bank, closing it unloads the bank.
#[test]
fn a_document_of_no_folder_has_findings_while_it_is_open() {
    let bank = broken();
    bank.write("go/content/pipes.md", "A typed pipe.\n");
    let mut client = Client::start();
    client.initialize(json!({ "capabilities": {} }));
    let (uri, text) = (
        bank.uri(GROUP),
        group(&[("What is a channel?", "channels.md")]),
    );
    client.open(&uri, &text);
    published(&mut client, &uri, 1);
    let answer = bank.uri("go/content/pipes.md");
    client.open(&answer, "A typed pipe.\n");
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    replace(&mut client, &answer, 1, "text");
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": answer } }),
    );
    published(&mut client, &uri, 0);
    // A file outside any bank.
    client.open(&bank.uri("notes.md"), "Notes.\n");
    client.assert_alive();
}
