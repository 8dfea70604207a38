//! Cancellation, and responses during long work.

use serde_json::{Value, json};

use crate::client::Client;

const CANCELLED: i64 = -32800;

#[test]
fn a_cancelled_request_is_answered_and_its_work_ends() {
    let mut client = Client::initialized();
    // Both threads are busy: no other request can be answered meanwhile.
    let quick = client.send("qmark/test/hold", json!({ "slow": false }));
    let slow = client.send("qmark/test/hold", json!({ "slow": true }));
    let more = client.send("qmark/test/hold", json!({ "slow": false }));
    for id in [quick, slow, more] {
        client.notify("$/cancelRequest", json!({ "id": id }));
        assert_eq!(client.response(id), Err(CANCELLED));
    }
    client.assert_alive();
    // Cancelling too late, or an unknown request, has no effect.
    client.notify("$/cancelRequest", json!({ "id": quick }));
    client.notify("$/cancelRequest", json!({ "id": "none" }));
    client.assert_alive();
}

#[test]
fn slow_work_does_not_stand_before_quick_answers() {
    let mut client = Client::initialized();
    let slow: Vec<i64> = (0..20)
        .map(|_| client.send("qmark/test/hold", json!({ "slow": true })))
        .collect();
    client.assert_alive();
    client.open("file:///a.md", "text");
    assert_eq!(client.text_of("file:///a.md").0, "text");
    client.notify("qmark/test/release", Value::Null);
    for id in slow {
        assert_eq!(client.response(id), Ok(Value::Null));
    }
}

#[test]
fn an_id_in_use_is_refused() {
    let mut client = Client::initialized();
    let id = client.send("qmark/test/hold", json!({ "slow": true }));
    client.message(&crate::client::request(
        id,
        "qmark/test/hold",
        json!({ "slow": true }),
    ));
    assert_eq!(client.response(id), Err(-32600));
    client.notify("$/cancelRequest", json!({ "id": id }));
    assert_eq!(client.response(id), Err(CANCELLED));
}

#[test]
fn shutdown_waits_for_nobody() {
    let mut client = Client::initialized();
    let held = client.send("qmark/test/hold", json!({ "slow": false }));
    client.shut_down();
    client.notify("$/cancelRequest", json!({ "id": held }));
    client.notify("qmark/test/release", Value::Null);
    // Neither is served after `shutdown`; `exit` has the request answered.
    client.body(br#"{"jsonrpc":"2.0","method":"exit"}"#);
    assert_eq!(client.response(held), Err(CANCELLED));
    assert_eq!(client.ended(), 0);
}
