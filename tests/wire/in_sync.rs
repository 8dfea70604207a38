//! The texts of client and server stay equal, or the server detects that they do not: then it publishes no findings and
//! offers no edits for the document, until it is sent as a whole.

use serde_json::{Value, json};

use crate::bank::{Bank, group};
use crate::client::{Client, framed};

const GROUP: &str = "go/go.md";
/// The line of the first question, of its answer, and of its topic.
const QUESTION: u64 = 16;
const ANSWER: u64 = 17;
const TOPIC: u64 = 19;

fn text() -> String {
    group(&[("What is a channel?", "gone.md"), ("And a pipe?", "b.md")])
}

fn session(encoding: &str) -> (Bank, Client, String) {
    let bank = Bank::new(&[
        (GROUP, &text()),
        ("go/content/b.md", "Text.\n"),
        ("js/js.md", &text()),
    ]);
    let mut client = Client::start();
    let general = json!({ "positionEncodings": [encoding] });
    client.initialize(
        bank.initialize(json!({ "general": general, "textDocument": { "diagnostic": {} } })),
    );
    client.bank_is_read();
    let uri = bank.uri(GROUP);
    client.open(&uri, &text());
    (bank, client, uri)
}

fn range(line: u64, start: u64, end: u64) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

/// The body of a change; `text` is JSON.
fn change_body(uri: &str, version: i64, changes: &[(Option<Value>, &str)]) -> String {
    let changes = changes.iter().map(|(range, text)| match range {
        Some(range) => format!(r#"{{"range":{range},"text":"{text}"}}"#),
        None => format!(r#"{{"text":"{text}"}}"#),
    });
    let changes: Vec<String> = changes.collect();
    format!(
        r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{{"textDocument":{{"uri":"{uri}","version":{version}}},"contentChanges":[{}]}}}}"#,
        changes.join(",")
    )
}

fn change(client: &mut Client, uri: &str, version: i64, changes: &[(Option<Value>, &str)]) {
    client.body(change_body(uri, version, changes).as_bytes());
}

fn rename(client: &mut Client, uri: &str, line: u64, character: u64) -> Result<Value, i64> {
    let params = json!({ "textDocument": { "uri": uri }, "newName": "Kern",
        "position": { "line": line, "character": character } });
    client.request("textDocument/rename", params)
}

/// The document after a rename of its first topic, in a client that stores UTF-16.
fn renamed(client: &mut Client, uri: &str, text: &[u16]) -> String {
    let edit = rename(client, uri, TOPIC, 10).unwrap();
    let mut lines: Vec<Vec<u16>> = text
        .split(|unit| *unit == 10)
        .map(<[u16]>::to_vec)
        .collect();
    for edit in edit["changes"][uri].as_array().unwrap() {
        let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
        assert_eq!(start["line"], end["line"]);
        let at = |end: &Value| end["character"].as_u64().unwrap() as usize;
        let new: Vec<u16> = edit["newText"].as_str().unwrap().encode_utf16().collect();
        lines[start["line"].as_u64().unwrap() as usize].splice(at(start)..at(end), new);
    }
    String::from_utf16(&lines.join(&10)).expect("no half is left")
}

fn findings(client: &mut Client, uri: &str) -> usize {
    let params = json!({ "textDocument": { "uri": uri } });
    let report = client.request("textDocument/diagnostic", params).unwrap();
    report["items"].as_array().map_or(usize::MAX, Vec::len)
}

/// Checks that the server publishes nothing and offers no edit for a document, and does both after it is sent as a
/// whole.
#[track_caller]
fn is_unknown(bank: &Bank, client: &mut Client, uri: &str) {
    assert_eq!(findings(client, uri), 0);
    assert!(
        rename(client, uri, TOPIC, 10).is_err(),
        "the rename is refused"
    );
    // From another file, too.
    assert!(rename(client, &bank.uri("js/js.md"), TOPIC, 10).is_err());
    for method in [
        "textDocument/codeAction",
        "textDocument/hover",
        "textDocument/completion",
    ] {
        let params = json!({ "textDocument": { "uri": uri }, "range": range(ANSWER, 12, 14),
            "position": { "line": ANSWER, "character": 12 }, "context": { "diagnostics": [], "triggerKind": 1 } });
        assert_eq!(client.request(method, params), Ok(Value::Null), "{method}");
    }
    let moved = json!({ "files": [{ "oldUri": bank.uri("go/content/b.md"),
        "newUri": bank.uri("go/content/c.md") }] });
    assert!(client.request("workspace/willRenameFiles", moved).is_err());
    // An edit of a part does not resynchronise it.
    change(client, uri, 90, &[(Some(range(0, 0, 0)), "x")]);
    assert!(rename(client, uri, TOPIC, 10).is_err());
    let whole = serde_json::to_string(&text()).unwrap();
    change(client, uri, 91, &[(None, whole.trim_matches('"'))]);
    is_known(client, uri);
}

#[track_caller]
fn is_known(client: &mut Client, uri: &str) {
    assert_eq!(client.text_of(uri).0, text());
    assert!(findings(client, uri) > 0);
    assert!(rename(client, uri, TOPIC, 10).is_ok());
}

#[test]
fn an_emoji_in_two_halves_is_not_written_over() {
    for halves in [
        // As two changes, as two messages, back to front, and with text around.
        vec![vec![(8, "\\ud83d"), (9, "\\ude00")]],
        vec![vec![(8, "\\ud83d")], vec![(9, "\\ude00")]],
        vec![vec![(8, "\\ude00")], vec![(8, "\\ud83d")]],
        vec![vec![(8, "a\\uD83D")], vec![(10, "\\uDE00b")]],
        vec![vec![(8, "x")], vec![(9, "\\ud83d")], vec![(10, "\\ude00")]],
    ] {
        let (bank, mut client, uri) = session("utf-16");
        let mut own: Vec<Vec<u16>> = text()
            .split('\n')
            .map(|it| it.encode_utf16().collect())
            .collect();
        // In the comment above the topics: earlier on the same line, so that columns matter.
        let line = TOPIC as usize;
        for (version, changes) in (1..).zip(halves) {
            let mut sent = Vec::new();
            for (at, text) in changes {
                let quoted = format!(
                    "\"{}\"",
                    text.replace("\\ud83d", "P")
                        .replace("\\uD83D", "P")
                        .replace("\\ude00", "Q")
                        .replace("\\uDE00", "Q")
                );
                let plain: String = serde_json::from_str(&quoted).unwrap();
                let units = plain.encode_utf16().map(|unit| match unit {
                    80 => 0xd83d,
                    81 => 0xde00,
                    other => other,
                });
                own[line].splice(at..at, units);
                sent.push((Some(range(TOPIC, at as u64, at as u64)), text));
            }
            change(&mut client, &uri, version, &sent);
        }
        let own = own.join(&10);
        let wanted = String::from_utf16(&own).unwrap();
        let (held, _) = client.text_of(&uri);
        assert_eq!(held, wanted.replace('😀', "\u{fffd}\u{fffd}"));
        // The topic contains the emoji: an edit would split or overwrite it.
        assert!(rename(&mut client, &uri, TOPIC, 10).is_err());
        // Sent as a whole, it can be renamed.
        let whole = serde_json::to_string(&wanted).unwrap();
        change(&mut client, &uri, 9, &[(None, whole.trim_matches('"'))]);
        assert_eq!(client.text_of(&uri).0, wanted);
        assert!(rename(&mut client, &uri, TOPIC, 10).is_ok());
        drop(bank);
    }
}

#[test]
fn places_after_halves_are_right() {
    let (_bank, mut client, uri) = session("utf-16");
    let mut own: Vec<Vec<u16>> = text()
        .split('\n')
        .map(|it| it.encode_utf16().collect())
        .collect();
    // In a comment after the topic, in the question, and half of an emoji removed again.
    change(
        &mut client,
        &uri,
        1,
        &[(Some(range(TOPIC, 14, 14)), " # \\ud83d")],
    );
    own[TOPIC as usize].extend([32, 35, 32, 0xd83d]);
    change(
        &mut client,
        &uri,
        2,
        &[(Some(range(TOPIC, 18, 18)), "\\ude00")],
    );
    own[TOPIC as usize].push(0xde00);
    change(
        &mut client,
        &uri,
        3,
        &[(Some(range(QUESTION, 14, 14)), "😀")],
    );
    own[QUESTION as usize].splice(14..14, [0xd83d, 0xde00]);
    change(
        &mut client,
        &uri,
        4,
        &[(Some(range(QUESTION, 15, 16)), "\\ude01")],
    );
    own[QUESTION as usize][15] = 0xde01;
    let wanted = String::from_utf16(&own.join(&10)).unwrap();
    let held = client.text_of(&uri).0;
    assert_eq!(held, wanted.replace(['😀', '😁'], "\u{fffd}\u{fffd}"));
    let expected = wanted.replace("'Core'", "'Kern'");
    assert_eq!(renamed(&mut client, &uri, &own.join(&10)), expected);
}

#[test]
fn halves_without_a_length_make_the_text_unknown() {
    for encoding in ["utf-8", "utf-32"] {
        let (bank, mut client, uri) = session(encoding);
        change(
            &mut client,
            &uri,
            1,
            &[(Some(range(QUESTION, 14, 14)), "\\ud83d")],
        );
        is_unknown(&bank, &mut client, &uri);
    }
}

#[test]
fn an_edit_that_makes_no_sense_makes_the_text_unknown() {
    let (bank, mut client, uri) = session("utf-16");
    let backward =
        json!({ "start": { "line": 3, "character": 1 }, "end": { "line": 2, "character": 0 } });
    let negative =
        json!({ "start": { "line": -1, "character": 1 }, "end": { "line": 2, "character": 0 } });
    let missing = json!({ "start": { "line": 1 } });
    for bad in [backward, negative, missing, json!("x"), json!([1, 2])] {
        change(&mut client, &uri, 1, &[(Some(bad), "x")]);
        is_unknown(&bank, &mut client, &uri);
    }
    let document = json!({ "uri": uri, "version": 1 });
    for params in [
        json!({ "textDocument": document, "contentChanges": "x" }),
        json!({ "textDocument": document, "contentChanges": [{}] }),
        json!({ "textDocument": document }),
        json!({ "textDocument": { "uri": uri }, "contentChanges": [{ "text": "x" }] }),
        json!({ "textDocument": { "uri": uri, "version": 99_999_999_999_i64 }, "contentChanges": [{ "text": "x" }] }),
    ] {
        client.notify("textDocument/didChange", params);
        is_unknown(&bank, &mut client, &uri);
    }
    // Closing and opening it resynchronises as well.
    let backward =
        json!({ "start": { "line": 3, "character": 1 }, "end": { "line": 2, "character": 0 } });
    change(&mut client, &uri, 1, &[(Some(backward.clone()), "x")]);
    assert!(rename(&mut client, &uri, TOPIC, 10).is_err());
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    assert!(rename(&mut client, &uri, TOPIC, 10).is_ok());
    client.open(&uri, &text());
    is_known(&mut client, &uri);
    // Changes before the full text do not matter.
    let whole = serde_json::to_string(&text()).unwrap();
    change(
        &mut client,
        &uri,
        2,
        &[(Some(backward), "x"), (None, whole.trim_matches('"'))],
    );
    is_known(&mut client, &uri);
}

#[test]
fn an_edit_that_is_lost_on_the_way_makes_the_text_unknown() {
    let (bank, mut client, uri) = session("utf-16");
    let good = change_body(&uri, 1, &[(Some(range(QUESTION, 14, 14)), "é")]);
    let lost = |client: &mut Client, bytes: &[u8]| {
        client.raw(bytes);
        assert!(client.response(Value::Null).is_err());
    };
    // A client that counts characters instead of bytes, one that writes other bytes than UTF-8, and one that cuts.
    let short = [
        format!("Content-Length: {}\r\n\r\n", good.chars().count()).as_bytes(),
        good.as_bytes(),
    ]
    .concat();
    lost(&mut client, &short);
    is_unknown(&bank, &mut client, &uri);
    let latin: Vec<u8> = good.chars().map(|c| u32::from(c) as u8).collect();
    lost(&mut client, &framed(&latin));
    is_unknown(&bank, &mut client, &uri);
    lost(&mut client, &framed(good.replace("2.0", "1.0").as_bytes()));
    is_unknown(&bank, &mut client, &uri);
    lost(&mut client, &framed(&good.as_bytes()[..good.len() - 9]));
    is_unknown(&bank, &mut client, &uri);
    // A bad change of another document does not affect this one.
    let other = change_body("file:///other.md", 1, &[(None, "x")]);
    lost(&mut client, &framed(&other.as_bytes()[..other.len() - 3]));
    is_known(&mut client, &uri);
}

#[test]
fn an_edit_of_what_was_never_opened_makes_it_unknown() {
    let (bank, mut client, uri) = session("utf-16");
    let other = bank.uri("js/js.md");
    change(
        &mut client,
        &other,
        1,
        &[(Some(range(QUESTION, 14, 14)), "x")],
    );
    assert!(rename(&mut client, &uri, TOPIC, 10).is_err());
    client.open(&other, &text());
    is_known(&mut client, &other);
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": other } }),
    );
    // A late change for a closed document does not affect its file.
    change(
        &mut client,
        &other,
        2,
        &[(Some(range(QUESTION, 14, 14)), "x")],
    );
    assert!(rename(&mut client, &uri, TOPIC, 10).is_ok());
}

/// Everything that the protocol allows a client to send is accepted.
#[test]
fn places_outside_and_old_versions_are_taken() {
    let (_bank, mut client, uri) = session("utf-16");
    let beyond =
        json!({ "start": { "line": 0, "character": 3 }, "end": { "line": 0, "character": 99 } });
    change(&mut client, &uri, 5, &[(Some(beyond), "")]);
    let end = json!({ "start": { "line": 999, "character": 0 }, "end": { "line": 1000, "character": 7 } });
    change(&mut client, &uri, 4, &[(Some(end), "!")]);
    assert_eq!(client.text_of(&uri).0, text() + "!");
    assert!(rename(&mut client, &uri, TOPIC, 10).is_ok());
}

/// Surrogate halves outside document texts are harmless too.
#[test]
fn halves_in_other_messages_are_taken() {
    let (bank, mut client, uri) = session("utf-16");
    let position = format!(r#""position":{{"line":{TOPIC},"character":10}}"#);
    for (id, method, params) in [
        (
            901,
            "textDocument/rename",
            format!(r#"{{"textDocument":{{"uri":"{uri}"}},{position},"newName":"a\ud83d"}}"#),
        ),
        (902, "workspace/symbol", r#"{"query":"\ude00"}"#.to_owned()),
        (
            903,
            "workspace/willRenameFiles",
            format!(
                r#"{{"files":[{{"oldUri":"{uri}","newUri":"{}"}}]}}"#,
                bank.uri("go/x").replace("/x", "/\\ud83d.md")
            ),
        ),
    ] {
        client.body(
            format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{params}}}"#)
                .as_bytes(),
        );
        let _ = client.response(id);
    }
    is_known(&mut client, &uri);
    let item = format!(
        r#"{{"uri":"{}","languageId":"markdown","version":0,"text":"a\ud83db"}}"#,
        bank.uri("go/content/b.md")
    );
    client.body(format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{{"textDocument":{item}}}}}"#).as_bytes());
    assert_eq!(client.text_of(&bank.uri("go/content/b.md")).0, "a\u{fffd}b");
}
