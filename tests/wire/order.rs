//! Text order: edits are applied as they were sent, and a request sees exactly those before it.

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use crate::client::{Client, framed, notification, request};
use crate::rng::Rng;

const EDITS: i64 = 20_000;
const EDITS_PER_REQUEST: i64 = 20;
const URI: &str = "file:///bank/go/go.md";

/// Texts that make positions difficult.
const PIECES: [&str; 10] = [
    "a",
    "word ",
    "\n",
    "\r\n",
    "\r",
    "ä",
    "😀",
    "𝒜b",
    "\u{2028}",
    "- question: Why?\n",
];

/// How a client counts columns.
#[derive(Clone, Copy)]
enum Units {
    Utf8,
    Utf16,
    Utf32,
}

impl Units {
    fn of(self, text: &[char]) -> usize {
        text.iter()
            .map(|char| match self {
                Units::Utf8 => char.len_utf8(),
                Units::Utf16 => char.len_utf16(),
                Units::Utf32 => 1,
            })
            .sum()
    }
}

/// The client's text, in the simplest representation.
struct Text {
    chars: Vec<char>,
    units: Units,
}

impl Text {
    /// The LSP position of a char, computed from the start of the text.
    fn position(&self, at: usize) -> Value {
        let (mut line, mut start) = (0, 0);
        for (index, char) in self.chars[..at].iter().enumerate() {
            let next = self.chars.get(index + 1);
            if *char == '\n' || (*char == '\r' && next != Some(&'\n')) {
                line += 1;
                start = index + 1;
            }
        }
        json!({ "line": line, "character": self.units.of(&self.chars[start..at]) })
    }

    /// No position is between CR and LF.
    fn is_between(&self, at: usize) -> bool {
        at > 0 && self.chars[at - 1] == '\r' && self.chars.get(at) == Some(&'\n')
    }

    fn place(&self, rng: &mut Rng) -> usize {
        let at = rng.below(self.chars.len() + 1);
        if self.is_between(at) { at - 1 } else { at }
    }

    /// Applies an edit and returns it as the client sends it.
    fn edit(&mut self, rng: &mut Rng) -> Value {
        let start = self.place(rng);
        // The text stays small enough for linear position lookups.
        let reach = if self.chars.len() > 600 { 12 } else { 4 };
        let mut end = (start + rng.below(reach)).min(self.chars.len());
        if self.is_between(end) {
            end -= 1;
        }
        let text = PIECES[rng.below(PIECES.len())];
        let range = json!({ "start": self.position(start), "end": self.position(end) });
        self.chars.splice(start..end, text.chars());
        json!({ "range": range, "text": text })
    }

    fn text(&self) -> String {
        self.chars.iter().collect()
    }
}

/// One burst; the expected result of each request is computed beforehand.
fn burst(encoding: &str, units: Units) {
    let mut client = Client::start();
    let general = json!({ "positionEncodings": [encoding] });
    let capabilities = client.initialize(json!({ "capabilities": { "general": general } }));
    assert_eq!(capabilities["positionEncoding"], encoding);
    client.open(URI, "");

    let mut rng = Rng::new(1);
    let mut text = Text {
        chars: Vec::new(),
        units,
    };
    let mut bytes = Vec::new();
    let mut expected = Vec::new();
    let mut version = 0;
    while version < EDITS {
        version += 1;
        // Mostly one change, sometimes several in one notification.
        let count = 1 + usize::from(version % 7 == 0) + usize::from(version % 11 == 0);
        let changes: Vec<Value> = (0..count).map(|_| text.edit(&mut rng)).collect();
        let params = json!({ "textDocument": { "uri": URI, "version": version }, "contentChanges": changes });
        bytes.extend(framed(&to_vec(&notification(
            "textDocument/didChange",
            params,
        ))));
        if version % EDITS_PER_REQUEST == 0 {
            let params = json!({ "textDocument": { "uri": URI } });
            bytes.extend(framed(&to_vec(&request(
                1_000_000 + version,
                "qmark/documentText",
                params,
            ))));
            expected.push((version, text.text()));
        }
    }

    client.raw(&bytes);
    for (version, text) in expected {
        let seen = client.response(1_000_000 + version).unwrap();
        let hash = format!("{:016x}", xxh3_64(text.as_bytes()));
        assert_eq!(
            seen,
            json!({ "version": version, "bytes": text.len(), "hash": hash })
        );
    }
    assert_eq!(client.text_of(URI), (text.text(), EDITS));
}

fn to_vec(message: &Value) -> Vec<u8> {
    serde_json::to_vec(message).unwrap()
}

#[test]
fn twenty_thousand_edits_in_utf_8() {
    burst("utf-8", Units::Utf8);
}

#[test]
fn twenty_thousand_edits_in_utf_16() {
    burst("utf-16", Units::Utf16);
}

#[test]
fn twenty_thousand_edits_in_utf_32() {
    burst("utf-32", Units::Utf32);
}

#[test]
fn documents_come_and_go() {
    let mut client = Client::initialized();
    let text = |client: &mut Client| {
        client
            .request(
                "qmark/documentText",
                json!({ "textDocument": { "uri": URI } }),
            )
            .unwrap()
    };
    assert_eq!(text(&mut client), Value::Null);
    client.open(URI, "one");
    assert_eq!(text(&mut client)["bytes"], 3);
    // The same document in another spelling.
    let other = "file:///bank/%67o/go.md";
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": other, "version": 2 }, "contentChanges": [{ "text": "three" }] }),
    );
    assert_eq!(client.text_of(URI), ("three".to_owned(), 2));
    // A change that ends before it starts leaves the text unchanged.
    let backwards =
        json!({ "start": { "line": 0, "character": 4 }, "end": { "line": 0, "character": 1 } });
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": 3 }, "contentChanges": [{ "range": backwards, "text": "x" }] }),
    );
    assert_eq!(client.text_of(URI), ("three".to_owned(), 2));
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": URI } }),
    );
    assert_eq!(text(&mut client), Value::Null);
    // Closing twice and editing a closed document are harmless.
    client.notify(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": URI } }),
    );
    client.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": 4 }, "contentChanges": [{ "text": "y" }] }),
    );
    assert_eq!(text(&mut client), Value::Null);
}
