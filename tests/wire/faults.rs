//! For any input, the server responds as the protocol requires and serves the next message.

use serde_json::{Value, json};

use crate::client::{Client, framed, request};

const PARSE_ERROR: i64 = -32700;
const INVALID_REQUEST: i64 = -32600;
const METHOD_NOT_FOUND: i64 = -32601;
const INVALID_PARAMS: i64 = -32602;
const INTERNAL_ERROR: i64 = -32603;
const NOT_INITIALIZED: i64 = -32002;

#[test]
fn bad_bodies_are_answered() {
    let deep = "[".repeat(200_000);
    let cases: Vec<(&[u8], Value, i64)> = vec![
        (b"{", Value::Null, PARSE_ERROR),
        (b"", Value::Null, PARSE_ERROR),
        (b"\xff\xfe\x00", Value::Null, PARSE_ERROR),
        (
            b"{\"jsonrpc\":\"2.0\",\"method\":\"a\xc3\"}",
            Value::Null,
            PARSE_ERROR,
        ),
        (deep.as_bytes(), Value::Null, PARSE_ERROR),
        (b"[]", Value::Null, INVALID_REQUEST),
        (
            br#"[{"jsonrpc":"2.0","id":900,"method":"shutdown"}]"#,
            Value::Null,
            INVALID_REQUEST,
        ),
        (b"\"text\"", Value::Null, INVALID_REQUEST),
        (br#"{"jsonrpc":"2.0"}"#, Value::Null, INVALID_REQUEST),
        (
            br#"{"jsonrpc":"2.0","id":901,"method":[]}"#,
            json!(901),
            INVALID_REQUEST,
        ),
        (
            br#"{"id":902,"method":"shutdown"}"#,
            json!(902),
            INVALID_REQUEST,
        ),
        (
            br#"{"jsonrpc":"2.0","id":{},"method":"shutdown"}"#,
            Value::Null,
            INVALID_REQUEST,
        ),
    ];
    let mut client = Client::initialized();
    for (body, id, code) in cases {
        client.body(body);
        let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        assert_eq!(client.response(id), Err(code), "{shown}");
        client.assert_alive();
    }
}

#[test]
fn odd_headers_are_taken() {
    let body = serde_json::to_vec(&request(77, "qmark/documentText", text_params())).unwrap();
    let length = body.len();
    let headers = [
        format!("content-length: {length}\r\n\r\n"),
        format!("CONTENT-LENGTH:{length}\r\nContent-Type: text/plain\r\n\r\n"),
        format!("Content-Type: application/vscode-jsonrpc\r\nContent-Length: {length}\r\n\r\n"),
        format!("X-Other: 1\nContent-Length: {length}\n\n"),
        format!("\r\n\r\nContent-Length: {length}\r\n\r\n"),
    ];
    let mut client = Client::initialized();
    for header in headers {
        client.raw(&[header.as_bytes(), &body].concat());
        assert_eq!(client.response(77), Ok(Value::Null), "{header:?}");
    }
}

#[test]
fn a_lost_frame_is_answered_once_and_the_next_is_served() {
    let mut client = Client::initialized();
    for header in [
        "Content-Length: many",
        "Content-Length: -1",
        "Content-Type: x",
        "GET / HTTP/1.1",
    ] {
        client.raw(format!("{header}\r\n\r\n{{\"jsonrpc\":\"2.0\"}}").as_bytes());
        client.assert_alive();
        assert_eq!(client.response(Value::Null), Err(PARSE_ERROR), "{header}");
    }
}

#[test]
fn a_length_that_is_wrong_costs_its_message_only() {
    let mut client = Client::initialized();
    let body = serde_json::to_vec(&request(5, "qmark/documentText", text_params())).unwrap();
    // Too short: the body is cut, and its rest precedes the next header.
    client.raw(format!("Content-Length: {}\r\n\r\n", body.len() - 4).as_bytes());
    client.raw(&body);
    client.assert_alive();
    assert_eq!(client.response(Value::Null), Err(PARSE_ERROR));
}

#[test]
fn a_message_too_long_is_skipped_and_answered() {
    let mut client = Client::initialized();
    let length = (64 << 20) + 1;
    let start = r#"{"jsonrpc":"2.0","id":"long","method":"qmark/documentText","params":{"x":""#;
    client.raw(format!("Content-Length: {length}\r\n\r\n{start}").as_bytes());
    let chunk = vec![b'x'; 1 << 20];
    let mut left = length - start.len();
    while left > 0 {
        let now = left.min(chunk.len());
        client.raw(&chunk[..now]);
        left -= now;
    }
    assert_eq!(client.response("long"), Err(INVALID_REQUEST));
    client.assert_alive();
}

#[test]
fn wrong_params_and_unknown_methods() {
    let mut client = Client::initialized();
    let cases = [
        (
            "qmark/documentText",
            json!({ "textDocument": { "uri": 5 } }),
            INVALID_PARAMS,
        ),
        (
            "qmark/documentText",
            json!({ "textDocument": { "uri": "not a uri" } }),
            INVALID_PARAMS,
        ),
        ("qmark/documentText", json!([1, 2]), INVALID_PARAMS),
        ("qmark/documentText", Value::Null, INVALID_PARAMS),
        ("no/such/method", json!({}), METHOD_NOT_FOUND),
        ("$/no/such/method", json!({}), METHOD_NOT_FOUND),
        ("", json!({}), METHOD_NOT_FOUND),
        // A notification sent as a request.
        (
            "textDocument/didSave",
            json!({ "textDocument": { "uri": "file:///a.md" } }),
            INVALID_REQUEST,
        ),
        ("initialize", json!({ "capabilities": {} }), INVALID_REQUEST),
    ];
    for (method, params, code) in cases {
        assert_eq!(
            client.request(method, params.clone()),
            Err(code),
            "{method} {params}"
        );
    }
    client.notify("textDocument/didOpen", json!({ "textDocument": "wrong" }));
    client.notify("no/such/notification", json!({}));
    client.notify("$/no/such/notification", json!({}));
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.notify("window/workDoneProgress/cancel", json!({ "token": 1 }));
    client.notify("$/cancelRequest", json!({ "id": 12345 }));
    // A request sent as a notification: no response.
    client.notify("qmark/documentText", text_params());
    // A response to no request.
    client.message(&json!({ "jsonrpc": "2.0", "id": 4711, "result": null }));
    client.assert_alive();
}

#[test]
fn a_panic_costs_its_request_only() {
    let mut client = Client::initialized();
    client.open("file:///a.md", "text");
    for place in ["handler", "owner", "pool"] {
        for _ in 0..3 {
            let outcome = client.request("qmark/test/panic", json!({ "place": place }));
            assert_eq!(outcome, Err(INTERNAL_ERROR), "{place}");
        }
        assert_eq!(
            client.text_of("file:///a.md"),
            ("text".to_owned(), 0),
            "{place}"
        );
    }
}

#[test]
fn only_initialize_is_served_before_it_and_only_exit_after_shutdown() {
    let mut client = Client::start();
    assert_eq!(
        client.request("qmark/documentText", text_params()),
        Err(NOT_INITIALIZED)
    );
    assert_eq!(
        client.request("no/such/method", json!({})),
        Err(NOT_INITIALIZED)
    );
    assert_eq!(
        client.request("shutdown", Value::Null),
        Err(NOT_INITIALIZED)
    );
    assert_eq!(
        client.request("initialize", json!({ "capabilities": 5 })),
        Err(INVALID_PARAMS)
    );
    assert_eq!(
        client.request("qmark/documentText", text_params()),
        Err(NOT_INITIALIZED)
    );
    client.open("file:///before.md", "dropped");
    client.initialize(json!({ "capabilities": {} }));
    let before = json!({ "textDocument": { "uri": "file:///before.md" } });
    assert_eq!(
        client.request("qmark/documentText", before),
        Ok(Value::Null)
    );
    client.shut_down();
    assert_eq!(
        client.request("qmark/documentText", text_params()),
        Err(INVALID_REQUEST)
    );
    assert_eq!(
        client.request("shutdown", Value::Null),
        Err(INVALID_REQUEST)
    );
    assert_eq!(
        client.request("no/such/method", json!({})),
        Err(INVALID_REQUEST)
    );
}

#[test]
fn what_comes_before_the_answer_to_initialize_is_served_after_it() {
    let mut client = Client::start();
    let messages = [
        request(1, "initialize", json!({ "capabilities": {} })),
        json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument":
            { "uri": "file:///a.md", "languageId": "markdown", "version": 7, "text": "kept" } } }),
        request(
            2,
            "qmark/documentText",
            json!({ "textDocument": { "uri": "file:///a.md" } }),
        ),
        request(3, "shutdown", Value::Null),
    ];
    let burst: Vec<u8> = messages
        .iter()
        .flat_map(|message| framed(&serde_json::to_vec(message).unwrap()))
        .collect();
    client.raw(&burst);
    assert!(client.response(1).is_ok());
    assert_eq!(client.response(2).unwrap()["version"], 7);
    assert_eq!(client.response(3), Ok(Value::Null));
    client.raw(&framed(
        br#"{"jsonrpc":"2.0","method":"exit","params":null}"#,
    ));
    assert_eq!(client.ended(), 0);
}

fn text_params() -> Value {
    json!({ "textDocument": { "uri": "file:///not/open.md" } })
}
