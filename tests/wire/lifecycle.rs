//! The end of a session and of the process.

use std::io::Read;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, framed, request};

#[test]
fn exit_ends_with_the_protocols_code() {
    for params in ["", r#","params":null"#, r#","params":{}"#] {
        let exit = format!(r#"{{"jsonrpc":"2.0","method":"exit"{params}}}"#);
        let shutdown = format!(r#"{{"jsonrpc":"2.0","id":50,"method":"shutdown"{params}}}"#);

        let mut orderly = Client::initialized();
        orderly.body(shutdown.as_bytes());
        assert_eq!(orderly.response(50), Ok(Value::Null));
        orderly.body(exit.as_bytes());
        assert_eq!(orderly.ended(), 0, "{params}");

        let mut abrupt = Client::initialized();
        abrupt.body(exit.as_bytes());
        assert_eq!(abrupt.ended(), 1, "{params}");

        let mut fresh = Client::start();
        fresh.body(exit.as_bytes());
        assert_eq!(fresh.ended(), 1, "{params}");
    }
}

#[test]
fn exit_answers_what_is_in_flight() {
    for (is_orderly, code) in [(false, 1), (true, 0)] {
        let mut client = Client::initialized();
        let held = [true, false, false]
            .map(|slow| client.send("qmark/test/hold", json!({ "slow": slow })));
        if is_orderly {
            client.shut_down();
        }
        client.body(br#"{"jsonrpc":"2.0","method":"exit"}"#);
        for id in held {
            assert_eq!(client.response(id), Err(-32800));
        }
        assert_eq!(client.ended(), code);
    }
}

#[test]
fn the_end_of_the_input_ends_the_process() {
    let mut fresh = Client::start();
    fresh.close_input();
    assert_eq!(fresh.ended(), 1);

    let mut running = Client::initialized();
    running.close_input();
    assert_eq!(running.ended(), 1);

    // As Neovim does on `:qa!`.
    let mut shut_down = Client::initialized();
    shut_down.shut_down();
    shut_down.close_input();
    assert_eq!(shut_down.ended(), 0);

    let mut cut = Client::initialized();
    cut.raw(b"Content-Length: 50\r\n\r\n{\"jsonrpc\":");
    cut.close_input();
    assert_eq!(cut.ended(), 1);
}

#[test]
fn what_was_asked_before_the_end_of_the_input_is_answered() {
    let mut client = Client::initialized();
    client.open("file:///a.md", "text");
    let params = json!({ "textDocument": { "uri": "file:///a.md" } });
    let ids: Vec<i64> = (0..100)
        .map(|_| client.send("qmark/documentText", params.clone()))
        .collect();
    client.close_input();
    for id in ids {
        assert_eq!(client.response(id).unwrap()["bytes"], 4);
    }
    assert_eq!(client.ended(), 1);
}

#[test]
fn a_request_that_never_ends_does_not_keep_the_process() {
    let mut client = Client::initialized();
    client.send("qmark/test/hold", json!({ "slow": false }));
    client.close_input();
    assert_eq!(client.ended(), 1);
}

/// Another program keeps our input open, but the parent process is gone.
#[test]
fn the_death_of_the_clients_process_ends_the_process() {
    let mut parent = Command::new("cat").stdin(Stdio::piped()).spawn().unwrap();
    let mut client = Client::start();
    client.initialize(json!({ "processId": parent.id(), "capabilities": {} }));
    client.assert_alive();
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert_eq!(client.ended(), 1);
}

#[test]
fn a_closed_output_ends_the_process() {
    for asks in [true, false] {
        let mut server = Command::new(env!("CARGO_BIN_EXE_qmark"))
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = server.stdin.take().unwrap();
        let mut output = server.stdout.take().unwrap();
        let initialize = request(1, "initialize", json!({ "capabilities": {} }));
        write(&mut input, &initialize);
        output.read_exact(&mut [0]).unwrap();
        drop(output);
        if asks {
            write(&mut input, &request(2, "shutdown", Value::Null));
        }
        // The input stays open: only the closed output shows that the client is gone.
        assert_eq!(server.wait().unwrap().code(), Some(1), "asks: {asks}");
    }
}

fn write(input: &mut impl std::io::Write, message: &Value) {
    input
        .write_all(&framed(&serde_json::to_vec(message).unwrap()))
        .unwrap();
}

/// A client that does not read for a while must not block what it sends.
#[test]
fn a_client_that_does_not_read_can_still_write() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_qmark"))
        .arg("server")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = server.stdin.take().unwrap();
    let output = server.stdout.take().unwrap();
    write(
        &mut input,
        &request(0, "initialize", json!({ "capabilities": {} })),
    );
    for id in 1..=5_000 {
        write(
            &mut input,
            &request(id, "no/such/method", json!({ "padding": "x".repeat(500) })),
        );
    }
    write(&mut input, &request(5_001, "shutdown", Value::Null));
    write(&mut input, &json!({ "jsonrpc": "2.0", "method": "exit" }));
    let mut everything = String::new();
    std::io::BufReader::new(output)
        .read_to_string(&mut everything)
        .unwrap();
    assert_eq!(everything.matches("Content-Length").count(), 5_002);
    assert_eq!(server.wait().unwrap().code(), Some(0));
}
