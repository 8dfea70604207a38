//! Renames and file operations over the wire: versions, annotations, file operations, and refusals.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::Client;

const GROUP: &str = "go/go.md";
const OTHER: &str = "js/js.md";

fn bank() -> Bank {
    let go = [("What is 😀?", "'a 1.md'"), ("Why?", "b.md")];
    Bank::new(&[
        (GROUP, &group(&go)),
        ("go/content/a 1.md", "A, and [b](b.md).\n"),
        ("go/content/b.md", "B, see [a](a%201.md).\n"),
        (OTHER, &group(&[("How?", "c.md")])),
        (
            "js/content/c.md",
            "C, see [a](<../../go/content/a 1.md>).\n",
        ),
    ])
}

/// The capabilities of an editor such as VS Code.
fn able() -> Value {
    json!({
        "textDocument": { "rename": { "prepareSupport": true } },
        "workspace": { "workspaceEdit": {
            "documentChanges": true,
            "resourceOperations": ["create", "rename", "delete"],
            "changeAnnotationSupport": {},
        } },
    })
}

fn started(bank: &Bank, capabilities: Value) -> Client {
    let mut client = Client::start();
    client.initialize(bank.initialize(capabilities));
    client.bank_is_read();
    client
}

fn at(bank: &Bank, path: &str, line: u32, character: u32) -> Value {
    let position = json!({ "line": line, "character": character });
    json!({ "textDocument": { "uri": bank.uri(path) }, "position": position })
}

fn named(mut at: Value, name: &str) -> Value {
    at["newName"] = name.into();
    at
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

/// The texts that a workspace edit writes into a file, each with its range.
fn written(bank: &Bank, edit: &Value, path: &str) -> Vec<(Value, String)> {
    let changes = edit["documentChanges"].as_array().expect("changes");
    let own = changes
        .iter()
        .filter(|change| change["textDocument"]["uri"] == bank.uri(path));
    let edits = own.flat_map(|change| change["edits"].as_array().expect("edits"));
    let pair = |edit: &Value| {
        (
            edit["range"].clone(),
            edit["newText"].as_str().unwrap().to_owned(),
        )
    };
    edits.map(pair).collect()
}

#[test]
fn what_is_offered() {
    let bank = bank();
    let mut client = Client::start();
    let offered = client.initialize(bank.initialize(able()));
    assert_eq!(
        offered["renameProvider"],
        json!({ "prepareProvider": true })
    );
    let filter = json!({ "filters": [{ "scheme": "file", "pattern": { "glob": "**/*" } }] });
    let operations = &offered["workspace"]["fileOperations"];
    assert_eq!(operations["willRename"], filter);
    assert_eq!(operations["willDelete"], filter);

    let mut plain = Client::start();
    let offered = plain.initialize(bank.initialize(json!({})));
    assert_eq!(offered["renameProvider"], true);
}

#[test]
fn a_topic_is_renamed_everywhere_in_one_edit() {
    let bank = bank();
    let mut client = started(&bank, able());
    client.open(
        &bank.uri(GROUP),
        &std::fs::read_to_string(bank.path(GROUP)).unwrap(),
    );
    let topic = at(&bank, GROUP, 19, 10);
    let prepared = client
        .request("textDocument/prepareRename", topic.clone())
        .unwrap();
    assert_eq!(
        prepared,
        json!({ "range": range(19, 9, 13), "placeholder": "Core" })
    );
    let edit = client
        .request("textDocument/rename", named(topic, "Basics"))
        .unwrap();
    let changes = edit["documentChanges"].as_array().unwrap();
    let versions: Vec<_> = changes
        .iter()
        .map(|change| {
            (
                change["textDocument"]["uri"].clone(),
                change["textDocument"]["version"].clone(),
            )
        })
        .collect();
    assert_eq!(
        versions,
        [
            (bank.uri(GROUP).into(), 0.into()),
            (bank.uri(OTHER).into(), Value::Null)
        ]
    );
    let word = |line| (range(line, 8, 14), "'Basics'".to_owned());
    assert_eq!(written(&bank, &edit, GROUP), [word(19), word(23)]);
    assert_eq!(written(&bank, &edit, OTHER), [word(19)]);
    // Changes in another file need confirmation, and so do all changes that belong to them.
    let annotation = changes[1]["edits"][0]["annotationId"].as_str().unwrap();
    for edit in changes
        .iter()
        .flat_map(|change| change["edits"].as_array().unwrap())
    {
        assert_eq!(edit["annotationId"], annotation);
    }
    let said = &edit["changeAnnotations"][annotation];
    assert_eq!(said["needsConfirmation"], true);
    assert_eq!(said["label"], "Rename to `Basics`");
}

#[test]
fn a_byte_order_mark_takes_no_column_in_a_closed_file() {
    for line_break in ["\n", "\r\n"] {
        let answer = "\u{feff}# Two 😀\n\n[own](#two-)\n".replace('\n', line_break);
        let bank = Bank::new(&[
            (GROUP, &group(&[("What?", "a.md"), ("Why?", "b.md")])),
            ("go/content/a.md", "[b](b.md#two-)\n"),
            ("go/content/b.md", &answer),
        ]);
        let mut client = started(&bank, able());
        let link = at(&bank, "go/content/a.md", 0, 10);
        let target = client
            .request("textDocument/definition", link.clone())
            .unwrap();
        let target = target[0]["range"].clone();
        assert_eq!(target["start"], json!({ "line": 0, "character": 2 }));
        let edit = client
            .request("textDocument/rename", named(link, "Three"))
            .unwrap();
        assert_eq!(
            written(&bank, &edit, "go/content/b.md"),
            [
                (range(0, 2, 8), "Three".to_owned()),
                (range(2, 7, 11), "three".to_owned())
            ]
        );
    }
}

#[test]
fn an_answer_file_is_renamed_with_its_citations() {
    let bank = bank();
    let mut client = started(&bank, able());
    let answer = at(&bank, GROUP, 17, 14);
    let prepared = client
        .request("textDocument/prepareRename", answer.clone())
        .unwrap();
    assert_eq!(prepared["placeholder"], "a 1.md");
    let edit = client
        .request("textDocument/rename", named(answer, "new"))
        .unwrap();
    assert_eq!(
        written(&bank, &edit, GROUP),
        [(range(17, 12, 20), "'new.md'".to_owned())]
    );
    assert_eq!(
        written(&bank, &edit, "js/content/c.md"),
        [(range(0, 12, 35), "../../go/content/new.md".to_owned())]
    );
    let operation = edit["documentChanges"].as_array().unwrap().last().unwrap();
    assert_eq!(operation["kind"], "rename");
    assert_eq!(operation["oldUri"], bank.uri("go/content/a 1.md"));
    assert_eq!(operation["newUri"], bank.uri("go/content/new.md"));
    // The link in the other group needs confirmation, and with it the move.
    assert!(operation["annotationId"].is_string());
}

#[test]
fn the_move_of_an_answer_alone_is_not_asked_about() {
    let bank = Bank::new(&[
        (GROUP, &group(&[("Why?", "b.md")])),
        ("go/content/b.md", "B.\n"),
    ]);
    let mut client = started(&bank, able());
    let answer = named(at(&bank, GROUP, 17, 14), "new");
    let edit = client.request("textDocument/rename", answer).unwrap();
    assert_eq!(edit["documentChanges"].as_array().unwrap().len(), 2);
    assert_eq!(edit["changeAnnotations"], Value::Null);
}

#[test]
fn a_client_without_operations_on_files() {
    let bank = bank();
    let documents = json!({ "workspace": { "workspaceEdit": { "documentChanges": true } } });
    for capabilities in [json!({}), documents] {
        let mut client = started(&bank, capabilities);
        let answer = named(at(&bank, GROUP, 17, 14), "new");
        assert_eq!(client.request("textDocument/rename", answer), Err(-32803));
    }
    let mut client = started(&bank, json!({}));
    let topic = named(at(&bank, GROUP, 19, 10), "Basics");
    let edit = client.request("textDocument/rename", topic).unwrap();
    assert!(edit["documentChanges"].is_null());
    assert_eq!(edit["changes"][bank.uri(OTHER)][0]["newText"], "'Basics'");
}

#[test]
fn a_refusal_says_why() {
    let bank = bank();
    let mut client = started(&bank, able());
    let params = named(at(&bank, GROUP, 17, 14), "b.md");
    let id = client.send("textDocument/rename", params);
    let response = client.wait_for("the refusal", |message| message["id"] == id);
    assert_eq!(response["error"]["code"], -32803);
    assert_eq!(
        response["error"]["message"],
        "the file `go/content/b.md` already exists"
    );
    let elsewhere = json!({ "textDocument": { "uri": "file:///not/of/a/bank.md" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(
        client.request("textDocument/prepareRename", elsewhere),
        Ok(Value::Null)
    );
}

#[test]
fn an_inline_answer_cannot_be_renamed() {
    let inline = "---\nquestions:\n  - question: Why?\n    answer: Because of it.\n---\n";
    let bank = Bank::new(&[(GROUP, inline)]);
    let mut client = started(&bank, able());
    let answer = at(&bank, GROUP, 3, 14);
    assert_eq!(
        client.request("textDocument/prepareRename", answer),
        Err(-32803)
    );
    let question = at(&bank, GROUP, 2, 16);
    let range = client.request("textDocument/prepareRename", question);
    assert_eq!(range.unwrap()["placeholder"], "Why?");
}

fn moves(bank: &Bank, moves: &[(&str, &str)]) -> Value {
    let files = moves
        .iter()
        .map(|(from, to)| json!({ "oldUri": bank.uri(from), "newUri": bank.uri(to) }));
    json!({ "files": files.collect::<Vec<_>>() })
}

#[test]
fn a_moved_folder_is_followed() {
    let bank = bank();
    let mut client = started(&bank, able());
    let params = moves(&bank, &[("go", "langs/golang")]);
    let edit = client
        .request("workspace/willRenameFiles", params.clone())
        .unwrap();
    let to = "../../langs/golang/content/a 1.md".to_owned();
    assert_eq!(
        written(&bank, &edit, "js/content/c.md"),
        [(range(0, 12, 35), to)]
    );
    assert_eq!(edit["documentChanges"].as_array().unwrap().len(), 1);

    // In the client's order: first the edit, then the move.
    bank.write(
        "js/content/c.md",
        "C, see [a](<../../langs/golang/content/a 1.md>).\n",
    );
    std::fs::create_dir(bank.path("langs")).unwrap();
    bank.rename("go", "langs/golang");
    client.notify("workspace/didRenameFiles", params);
    let changed = json!({ "changes": [{ "uri": bank.uri("js/content/c.md"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", changed);
    let of = |path: &str| json!({ "textDocument": { "uri": bank.uri(path) } });
    for path in ["js/content/c.md", "langs/golang/go.md", "go/go.md"] {
        let report = client.request("textDocument/diagnostic", of(path)).unwrap();
        assert_eq!(report["items"], json!([]), "{path}");
    }
    let definition = at(&bank, "langs/golang/go.md", 17, 14);
    let found = client
        .request("textDocument/definition", definition)
        .unwrap();
    assert_eq!(found[0]["uri"], bank.uri("langs/golang/content/a 1.md"));
}

#[test]
fn a_moved_answer_is_followed_where_it_can_be() {
    let bank = bank();
    let mut client = started(&bank, able());
    let params = moves(
        &bank,
        &[("go/content/a 1.md", "go/content/z.md"), ("x.txt", "y.txt")],
    );
    let edit = client.request("workspace/willRenameFiles", params).unwrap();
    assert_eq!(
        written(&bank, &edit, GROUP),
        [(range(17, 12, 20), "'z.md'".to_owned())]
    );
    assert_eq!(
        written(&bank, &edit, "go/content/b.md"),
        [(range(0, 11, 19), "z.md".to_owned())]
    );
    assert_eq!(edit["changeAnnotations"].as_object().unwrap().len(), 1);
    let nothing = moves(&bank, &[("none.md", "some.md")]);
    assert_eq!(
        client.request("workspace/willRenameFiles", nothing),
        Ok(Value::Null)
    );
}

#[test]
fn a_cited_file_that_goes_is_spoken_of() {
    let bank = bank();
    let mut client = started(&bank, able());
    let files = |path: &str| json!({ "files": [{ "uri": bank.uri(path) }] });
    assert_eq!(
        client.request("workspace/willDeleteFiles", files("js/content/c.md")),
        Ok(Value::Null)
    );
    let said = client.wait_for("a warning", |message| {
        message["method"] == "window/showMessage"
    });
    assert_eq!(
        said["params"],
        json!({ "type": 2, "message": "`c.md` answers 1 question: `js.md` line 18" })
    );
    // No remaining file links here: no message, or the client would find it unread.
    for path in ["js", "js/js.md", "nothing.md"] {
        let nothing = client.request("workspace/willDeleteFiles", files(path));
        assert_eq!(nothing, Ok(Value::Null));
    }
}

#[test]
fn a_topic_of_the_open_configuration() {
    let group = "---\nquestions:\n  - question: Q?\n    topics: [Date Type]\n---\n";
    let bank = Bank::new(&[(GROUP, group), ("qmark.yaml", "topics: [Date Type]\n")]);
    let mut client = started(&bank, able());
    // The current positions of the words count.
    client.open(
        &bank.uri("qmark.yaml"),
        "# Ours 😀.\ntopics: [Core, 'Date Type']\n",
    );
    let here = at(&bank, "qmark.yaml", 1, 20);
    let found = client.request("textDocument/prepareRename", here.clone());
    let found = found.expect("a topic");
    assert_eq!(found["range"], range(1, 16, 25));
    assert_eq!(found["placeholder"], "Date Type");
    let edit = client.request("textDocument/rename", named(here.clone(), "Data Type"));
    let edit = edit.expect("an edit");
    let new = || "Data Type".to_owned();
    assert_eq!(written(&bank, &edit, GROUP), [(range(3, 13, 22), new())]);
    assert_eq!(
        written(&bank, &edit, "qmark.yaml"),
        [(range(1, 15, 26), "'Data Type'".to_owned())]
    );
    let mut with = here;
    with["context"] = json!({ "includeDeclaration": true });
    let uses = client.request("textDocument/references", with);
    let uses = uses.expect("uses");
    let uris: Vec<&Value> = uses
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["uri"])
        .collect();
    assert_eq!(
        uris,
        [&json!(bank.uri("qmark.yaml")), &json!(bank.uri(GROUP))]
    );
}

/// A bank with the topic that `GROUP` and `OTHER` share, and one of another name.
fn two_topics() -> Bank {
    let topics = |first: &str, second: &str| {
        format!("---\nquestions:\n- topics: [{first}]\n- topics: [{second}]\n---\n")
    };
    Bank::new(&[
        (GROUP, &topics("Map", "Maps")),
        (OTHER, &topics("Maps", "x")),
    ])
}

const QUESTION: &str = "`Maps` already has 2 uses; the 1 use of `Map` would merge with them, and this cannot be undone by another rename";

#[test]
fn a_rename_that_joins_two_topics_says_so_in_its_annotation() {
    let bank = two_topics();
    let mut client = started(&bank, able());
    let rename = |name| named(at(&bank, GROUP, 2, 12), name);
    let edit = client
        .request("textDocument/rename", rename("Maps"))
        .unwrap();
    assert_eq!(
        edit["changeAnnotations"]["confirm"],
        json!({ "label": "Rename to `Maps`", "needsConfirmation": true, "description": QUESTION })
    );
    // A single file needs no confirmation otherwise.
    let edit = client
        .request("textDocument/rename", rename("Tables"))
        .unwrap();
    assert_eq!(edit["changeAnnotations"], Value::Null);
}

#[test]
fn a_client_without_annotations_asks_by_a_message() {
    let bank = two_topics();
    let mut client = started(&bank, json!({}));
    let rename = named(at(&bank, GROUP, 2, 12), "Maps");
    let mut chosen = |answer: Value| {
        let id = client.send("textDocument/rename", rename.clone());
        let asked = client.answer("window/showMessageRequest", answer);
        assert_eq!(asked["message"], format!("{QUESTION}. Rename?"));
        assert_eq!(
            asked["actions"],
            json!([{ "title": "Rename" }, { "title": "Cancel" }])
        );
        client.response(id).unwrap()
    };
    assert_eq!(chosen(Value::Null), Value::Null);
    assert_eq!(chosen(json!({ "title": "Cancel" })), Value::Null);
    let edit = chosen(json!({ "title": "Rename" }));
    let written = &edit["changes"][bank.uri(GROUP)];
    assert_eq!(written[0]["newText"], "Maps", "{edit}");
}

/// A document of ten questions, and its translation.
fn translated() -> Bank {
    let document = |title: &str, asked: &str| {
        let question =
            |n: u32| format!("\n### {n}. {asked} {n}?\n\nThere are {n} reasons for it.\n");
        let questions: String = (1..=10).map(question).collect();
        format!("# {title}\n{questions}")
    };
    let original = document("Interview questions on bread", "What is the use of loaf");
    let translation = document("Interviewfragen zu Brot", "Wozu dient der Laib");
    Bank::new(&[("README.md", &original), ("de-DE/README.md", &translation)])
}

#[test]
fn a_rename_offers_to_open_the_translations() {
    let bank = translated();
    let shows = json!({ "window": { "showDocument": { "support": true } } });
    let mut client = started(&bank, shows);
    let place = json!({ "line": 10, "character": 7 });
    let there = json!({
        "uri": bank.uri("de-DE/README.md"), "range": { "start": place, "end": place },
    });
    let rename = named(at(&bank, "README.md", 10, 12), "Why bread?");
    for (chosen, opens) in [
        ("Rename", false),
        ("Rename and open the translations", true),
    ] {
        let id = client.send("textDocument/rename", rename.clone());
        let asked = client.answer("window/showMessageRequest", json!({ "title": chosen }));
        let titles = ["Rename", "Rename and open the translations", "Cancel"];
        assert_eq!(
            asked["actions"],
            json!(titles.map(|title| json!({ "title": title })))
        );
        if opens {
            let shown = client.answer("window/showDocument", json!({ "success": true }));
            assert_eq!(shown["uri"], there["uri"]);
            assert_eq!(shown["selection"], there["range"]);
        }
        assert!(client.response(id).unwrap()["changes"].is_object());
    }
    // The same by a command, which may also only say where they are.
    let mut execute = |line: u32, of: Value| {
        let mut argument = of;
        argument["uri"] = json!(bank.uri("README.md"));
        argument["position"] = json!({ "line": line, "character": 8 });
        let params = json!({ "command": "qmark.openTranslations", "arguments": [argument] });
        client.request("workspace/executeCommand", params)
    };
    let (list, renamed) = (
        json!({ "list": true }),
        json!({ "list": true, "renamed": true }),
    );
    let found = Ok(json!({ "locations": [there] }));
    // On the text of the question, and in its answer.
    assert_eq!(execute(10, list.clone()), found);
    assert_eq!(execute(10, renamed.clone()), found);
    assert_eq!(execute(12, list.clone()), found);
    let none = Ok(json!({ "locations": [] }));
    assert_eq!(execute(12, renamed), none);
    assert_eq!(execute(0, list), none);
    assert_eq!(execute(0, json!({})), Err(-32803));
}

#[test]
fn a_client_that_cannot_ask_gets_the_reason_and_is_believed_the_second_time() {
    let bank = two_topics();
    let mut client = started(&bank, json!({}));
    let rename = named(at(&bank, GROUP, 2, 12), "Maps");
    for _ in 0..2 {
        let id = client.send("textDocument/rename", rename.clone());
        let asked = client.wait_for("a question", |message| {
            message["method"] == "window/showMessageRequest"
        });
        let error = json!({ "code": -32601, "message": "unknown" });
        client.message(&json!({ "jsonrpc": "2.0", "id": asked["id"], "error": error }));
        assert_eq!(client.response(id), Err(-32803));
        let edit = client
            .request("textDocument/rename", rename.clone())
            .unwrap();
        assert!(edit["changes"].is_object(), "{edit}");
    }
}

#[test]
fn what_cannot_follow_a_move_is_told() {
    let bank = bank();
    let mut client = started(&bank, able());
    let mut told = |from: &str, to: &str| {
        let params = moves(&bank, &[(from, to)]);
        let edit = client.request("workspace/willRenameFiles", params).unwrap();
        let said = client.wait_for("a warning", |message| {
            message["method"] == "window/showMessage"
        });
        assert_eq!(said["params"]["type"], 2);
        let message = said["params"]["message"].as_str().unwrap().to_owned();
        (edit, message)
    };
    let (edit, message) = told("go/content/b.md", "other/b.md");
    assert!(
        message.starts_with("`go.md` line 22 could not be updated: "),
        "{message}"
    );
    // The links do follow.
    let link = written(&bank, &edit, "go/content/a 1.md");
    assert_eq!(link, [(range(0, 11, 15), "../../other/b.md".to_owned())]);
    let (edit, message) = told("js/content/c.md", "../c.md");
    assert_eq!(edit, Value::Null);
    assert_eq!(
        message,
        "`c.md` answers 1 question: `js.md` line 18; references cannot point outside the bank"
    );
}
