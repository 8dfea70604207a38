//! Parses message bodies: a request, a notification, a response to a request of ours, or a fault with its response.

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, ErrorCode, Id, Request, Response};

use super::halves;

/// A message from the client.
#[derive(Debug)]
pub enum Incoming {
    /// A request (with an id) or a notification (without).
    Request(Request),
    /// The client's response to a request of ours.
    Answer(Answer),
    /// A body that is not a message; with the response that the protocol requires.
    Fault(Response),
    /// The same for a body with an edit of a document; the request names the document.
    LostEdit(Response, Request),
}

/// Methods that edits are routed as, so that the router does not drop an edit that it cannot deserialize: the parameters
/// reach the handler as they are.
const EDITS: &[(&str, &str)] = &[
    ("textDocument/didOpen", OPENED),
    ("textDocument/didChange", CHANGED),
];
/// A document was opened.
pub const OPENED: &str = "qmark/didOpen";
/// A document was changed.
pub const CHANGED: &str = "qmark/didChange";
/// An edit could not be read.
pub const LOST: &str = "qmark/lostEdit";
/// The member of an edit's parameters that marks halves of characters.
pub const HALVES: &str = "halves";

/// The parameters of [`LOST`].
#[derive(Serialize, Deserialize)]
pub struct LostEdit {
    /// The documents that the edit may be of; any document if there are none.
    pub uris: Vec<String>,
}

/// The client's response to a request of ours.
#[derive(Debug)]
pub struct Answer {
    /// The id that we gave the request.
    pub id: Id,
    /// The result, or the client's error message.
    pub result: Result<Value, String>,
}

/// Parses a body. Errors are faults with the codes −32700 (not JSON) and −32600 (JSON, but not a message; batches are not
/// part of the protocol).
pub fn parse(body: &[u8]) -> Incoming {
    match parse_body(body) {
        Incoming::Fault(response) => with_lost_edit(response, body),
        incoming => incoming,
    }
}

fn parse_body(body: &[u8]) -> Incoming {
    let (value, has_halves) = match serde_json::from_slice::<Value>(body) {
        Ok(value) => (value, false),
        Err(error) => {
            let repaired = halves::repaired(body);
            match repaired.and_then(|body| serde_json::from_slice(&body).ok()) {
                Some(value) => (value, true),
                None => {
                    return fault(
                        Id::Null,
                        ErrorCode::ParseError,
                        format!("the message is not JSON: {error}"),
                    );
                }
            }
        }
    };
    match value {
        Value::Object(object) => parse_object(object, has_halves),
        Value::Array(_) => fault(
            Id::Null,
            ErrorCode::InvalidRequest,
            "batches of messages are not supported",
        ),
        _ => fault(
            Id::Null,
            ErrorCode::InvalidRequest,
            "the message is not an object",
        ),
    }
}

fn parse_object(mut object: Map<String, Value>, has_halves: bool) -> Incoming {
    let id = match object.remove("id").map(id_of) {
        None => None,
        Some(Some(id)) => Some(id),
        Some(None) => {
            return fault(
                Id::Null,
                ErrorCode::InvalidRequest,
                "`id` must be an integer or a string",
            );
        }
    };
    let invalid = |reason| {
        fault(
            id.clone().unwrap_or_default(),
            ErrorCode::InvalidRequest,
            reason,
        )
    };
    if object.get("jsonrpc").and_then(Value::as_str) != Some("2.0") {
        return invalid("`jsonrpc` must be \"2.0\"");
    }
    match object.remove("method") {
        Some(Value::String(method)) => {
            let edit = EDITS
                .iter()
                .find(|(name, _)| id.is_none() && *name == method);
            let routed = edit.map_or(method, |(_, routed)| (*routed).to_owned());
            let mut request = Request::build(routed);
            if let Some(mut params) = object.remove("params") {
                if has_halves && edit.is_some() && params.is_object() {
                    params[HALVES] = true.into();
                }
                request = request.params(params);
            }
            match id {
                Some(id) => Incoming::Request(request.id(id).finish()),
                None => Incoming::Request(request.finish()),
            }
        }
        Some(_) => invalid("`method` must be a string"),
        None => match (id, object.remove("error"), object.remove("result")) {
            (Some(id), Some(error), _) => Incoming::Answer(Answer {
                id,
                result: Err(message_of(&error)),
            }),
            (Some(id), None, Some(result)) => Incoming::Answer(Answer {
                id,
                result: Ok(result),
            }),
            (id, ..) => fault(
                id.unwrap_or_default(),
                ErrorCode::InvalidRequest,
                "the message has no `method`",
            ),
        },
    }
}

/// The fault for a body that was longer than the limit and of which only `start` was kept.
pub fn too_long(length: u64, limit: u64, start: &[u8]) -> Incoming {
    let reason = format!("the message has {length} bytes, more than the limit of {limit}");
    let id = id_in(start).unwrap_or_default();
    let response = Response::from_error(id, error(ErrorCode::InvalidRequest, reason));
    with_lost_edit(response, start)
}

/// The fault for bytes in place of a header.
pub fn lost(line: &str) -> Incoming {
    let reason = format!("expected a `Content-Length` header, found `{line}`");
    let response = Response::from_error(Id::Null, error(ErrorCode::ParseError, reason));
    with_lost_edit(response, line.as_bytes())
}

/// The fault of a body that could not be read. If it seems to have an edit, with the URIs in it.
fn with_lost_edit(response: Response, raw: &[u8]) -> Incoming {
    let names = EDITS
        .iter()
        .map(|(name, _)| *name)
        .chain(["\"contentChanges\""]);
    let mut names = names.map(|name| memchr::memmem::find(raw, name.as_bytes()));
    if names.all(|found| found.is_none()) {
        return Incoming::Fault(response);
    }
    let values = memchr::memmem::find_iter(raw, b"\"uri\"");
    let values = values.filter_map(|at| {
        let value = raw[at + 5..].trim_ascii_start().strip_prefix(b":")?;
        let mut values = serde_json::Deserializer::from_slice(value).into_iter::<String>();
        values.next()?.ok()
    });
    let uris: Vec<String> = values.collect();
    let params = serde_json::json!(LostEdit { uris });
    Incoming::LostEdit(response, Request::build(LOST).params(params).finish())
}

/// The error response of a code, with the reason as its message.
pub fn error(code: ErrorCode, reason: impl Into<String>) -> Error {
    let reason: String = reason.into();
    Error {
        code,
        message: reason.into(),
        data: None,
    }
}

fn fault(id: Id, code: ErrorCode, reason: impl Into<String>) -> Incoming {
    Incoming::Fault(Response::from_error(id, error(code, reason)))
}

/// The id of a request; null does not identify a response.
fn id_of(value: Value) -> Option<Id> {
    match value {
        Value::Number(number) => number.as_i64().map(Id::Number),
        Value::String(text) => Some(Id::String(text)),
        _ => None,
    }
}

fn message_of(error: &Value) -> String {
    error
        .get("message")
        .and_then(Value::as_str)
        .map_or_else(|| error.to_string(), str::to_owned)
}

/// The `id` of a message of which only the start is known, if it is in that start and not nested.
fn id_in(start: &[u8]) -> Option<Id> {
    struct IdField<'a>(&'a mut Option<Id>);

    impl<'de> Visitor<'de> for IdField<'_> {
        type Value = ();

        fn expecting(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
            formatter.write_str("a message")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            // A value counts once the next key is read: a number could be cut.
            let mut id = None;
            while let Some(key) = map.next_key::<String>()? {
                self.0.clone_from(&id);
                if key == "id" {
                    id = id_of(map.next_value()?);
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            Ok(())
        }
    }

    let mut id = None;
    // The error at the cut is expected; what was found before it counts.
    let _ = serde::Deserializer::deserialize_map(
        &mut serde_json::Deserializer::from_slice(start),
        IdField(&mut id),
    );
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A short form of what was read, so that cases fit a line.
    fn read(body: &str) -> String {
        match parse(body.as_bytes()) {
            Incoming::Request(request) => match request.id() {
                Some(id) => format!("request {id} {}", request.method()),
                None => format!("notification {}", request.method()),
            },
            Incoming::Answer(Answer {
                id,
                result: Ok(value),
            }) => format!("answer {id} {value}"),
            Incoming::Answer(Answer {
                id,
                result: Err(reason),
            }) => format!("refusal {id} {reason}"),
            Incoming::Fault(response) => said(&response),
            Incoming::LostEdit(response, request) => {
                let params = request.params().cloned().unwrap_or_default();
                format!("{}, lost {}", said(&response), params["uris"])
            }
        }
    }

    fn said(response: &Response) -> String {
        let code = response.error().map_or(0, |error| error.code.code());
        format!("{code} {}", response.id())
    }

    #[test]
    fn an_edit_is_not_lost_without_a_word() {
        for (body, expected) in [
            (
                r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md"},"contentChanges":[{"text":"\ud83d"}]}}"#,
                "notification qmark/didChange",
            ),
            (
                r#"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{}}"#,
                "notification qmark/didOpen",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"textDocument/didOpen","params":{}}"#,
                "request 1 textDocument/didOpen",
            ),
            (
                r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.md"},"contentCh"#,
                r#"-32700 null, lost ["file:///a.md"]"#,
            ),
            (
                r#"{"params":{"contentChanges":[{"text":"x"}],"textDocument":{"uri" : "file:///\u0061.md""#,
                r#"-32700 null, lost ["file:///a.md"]"#,
            ),
            (
                r#"{"jsonrpc":"1.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"a:b"}}}"#,
                r#"-32600 null, lost ["a:b"]"#,
            ),
            (
                r#"{"method":"textDocument/didChange","params":{"te"#,
                "-32700 null, lost []",
            ),
            (
                r#"{"method":"textDocument/hover","params":{"te"#,
                "-32700 null",
            ),
        ] {
            assert_eq!(read(body), expected, "{body}");
        }
        let Incoming::Request(request) = parse(
            br#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"text":"a\ud83d"}}"#,
        ) else {
            panic!("it can be read");
        };
        let expected = serde_json::json!({ "text": "a\u{fffd}", HALVES: true });
        assert_eq!(request.params(), Some(&expected));
    }

    #[test]
    fn every_body_is_something() {
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let cases = [
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#,
                "request 1 shutdown",
            ),
            (
                r#"{"jsonrpc":"2.0","id":"a","method":"x","params":null}"#,
                r#"request "a" x"#,
            ),
            (r#"{"method":"exit","jsonrpc":"2.0"}"#, "notification exit"),
            (r#"{"jsonrpc":"2.0","id":7,"result":null}"#, "answer 7 null"),
            (
                r#"{"jsonrpc":"2.0","id":7,"result":null,"error":{"code":1,"message":"no"}}"#,
                "refusal 7 no",
            ),
            (r#"{"jsonrpc":"2.0","id":7,"error":5}"#, "refusal 7 5"),
            ("", "-32700 null"),
            ("{", "-32700 null"),
            ("nonsense", "-32700 null"),
            (&deep, "-32700 null"),
            ("[]", "-32600 null"),
            (
                r#"[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]"#,
                "-32600 null",
            ),
            ("5", "-32600 null"),
            (r#"{"id":3,"method":"shutdown"}"#, "-32600 3"),
            (
                r#"{"jsonrpc":"1.0","id":3,"method":"shutdown"}"#,
                "-32600 3",
            ),
            (r#"{"jsonrpc":"2.0","id":3,"method":7}"#, "-32600 3"),
            (r#"{"jsonrpc":"2.0","id":3}"#, "-32600 3"),
            (r#"{"jsonrpc":"2.0"}"#, "-32600 null"),
            (
                r#"{"jsonrpc":"2.0","id":null,"method":"shutdown"}"#,
                "-32600 null",
            ),
            (
                r#"{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}"#,
                "-32600 null",
            ),
            (
                r#"{"jsonrpc":"2.0","id":[1],"method":"shutdown"}"#,
                "-32600 null",
            ),
        ];
        for (body, expected) in cases {
            assert_eq!(read(body), expected, "{}", &body[..body.len().min(80)]);
        }
        assert!(matches!(parse(b"{\"a\":\"\xff\"}"), Incoming::Fault(_)));
    }

    #[test]
    fn the_id_is_found_in_the_start_of_a_message() {
        let cases = [
            (
                r#"{"jsonrpc":"2.0","id":12,"method":"m","params":{"text":"aaaa"#,
                Some(Id::Number(12)),
            ),
            (r#"{"id":"x","params":["#, Some(Id::String("x".into()))),
            (r#"{"params":{"id":5,"text":"aaaa"#, None),
            (r#"{"jsonrpc":"2.0","id":1"#, None),
            ("[", None),
            ("", None),
        ];
        for (start, expected) in cases {
            assert_eq!(id_in(start.as_bytes()), expected, "{start}");
        }
    }
}
