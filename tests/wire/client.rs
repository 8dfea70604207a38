//! A strict test client.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The time limit for each wait; a longer one fails the test.
const LIMIT: Duration = Duration::from_secs(30);

/// A session with its own server process.
///
/// On drop, shuts the server down properly, and fails the test if the server sent something that the test did not read:
/// a response, an error, a request, or a message to the user.
pub struct Client {
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// Messages read while waiting for another one.
    unread: VecDeque<Value>,
    last_id: i64,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    Fresh,
    Running,
    ShutDown,
    Ended,
}

/// A result, or an error's code.
pub type Outcome = Result<Value, i64>;

impl Client {
    /// A server before `initialize`.
    pub fn start() -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_qmark"))
            .arg("server")
            .env("QMARK_TEST_REQUESTS", "1")
            // The server must not write pages to the user's cache.
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = server.stdin.take();
        let output = server.stdout.take().unwrap();
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read_message(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        let unread = VecDeque::new();
        Client {
            server,
            input,
            messages,
            unread,
            last_id: 0,
            state: State::Fresh,
        }
    }

    /// A server initialized by a client with minimal capabilities.
    pub fn initialized() -> Self {
        let mut client = Client::start();
        client.initialize(json!({ "capabilities": {} }));
        client
    }

    /// Does the handshake and returns the server's capabilities.
    pub fn initialize(&mut self, params: Value) -> Value {
        let result = self.request("initialize", params).unwrap();
        self.state = State::Running;
        self.notify("initialized", json!({}));
        result["capabilities"].clone()
    }

    /// Sends bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the input is open");
        input.write_all(bytes).unwrap();
        input.flush().unwrap();
    }

    /// Sends a body with its header.
    pub fn body(&mut self, body: &[u8]) {
        self.raw(&framed(body));
    }

    pub fn message(&mut self, message: &Value) {
        self.body(&serde_json::to_vec(message).unwrap());
    }

    pub fn notify(&mut self, method: &str, params: Value) {
        self.message(&notification(method, params));
    }

    /// Sends a request and returns its id.
    pub fn send(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.message(&request(self.last_id, method, params));
        self.last_id
    }

    /// Sends a request and waits for its response.
    pub fn request(&mut self, method: &str, params: Value) -> Outcome {
        let id = self.send(method, params);
        self.response(id)
    }

    /// Waits for the response to the request `id`, and checks its form.
    pub fn response(&mut self, id: impl Into<Value>) -> Outcome {
        let id = id.into();
        let wanted = format!("the response {id}");
        let response = self.wait_for(&wanted, |message| {
            message["method"].is_null() && message["id"] == id
        });
        assert_eq!(response["jsonrpc"], "2.0");
        match (response.get("result"), response.get("error")) {
            (Some(result), None) => Ok(result.clone()),
            (None, Some(error)) => {
                assert!(error["message"].is_string(), "{error}");
                Err(error["code"].as_i64().unwrap())
            }
            _ => panic!("not either a result or an error: {response}"),
        }
    }

    /// Waits for the first message that `is_wanted`; keeps the others for later.
    pub fn wait_for(&mut self, wanted: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unread.iter().position(&is_wanted) {
            return self.unread.remove(at).unwrap();
        }
        let end = Instant::now() + LIMIT;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(message) if is_wanted(&message) => return message,
                Ok(message) => self.unread.push_back(message),
                Err(RecvTimeoutError::Timeout) => self.fail(&format!("{wanted} did not come")),
                Err(RecvTimeoutError::Disconnected) => {
                    self.fail(&format!("the server ended before {wanted}"))
                }
            }
        }
    }

    /// Waits for a request of the server, answers it, and returns its parameters.
    pub fn answer(&mut self, method: &str, result: Value) -> Value {
        let request = self.wait_for(&format!("the request `{method}`"), |message| {
            message["method"] == method && !message["id"].is_null()
        });
        self.message(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": result }));
        request["params"].clone()
    }

    fn fail(&mut self, reason: &str) -> ! {
        panic!("{reason}; unread: {:#?}", self.unread)
    }

    /// Checks that the server still responds.
    pub fn assert_alive(&mut self) {
        let unknown = json!({ "textDocument": { "uri": "file:///not/open.md" } });
        assert_eq!(self.request("qmark/documentText", unknown), Ok(Value::Null));
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, "markdown", text);
    }

    /// Opens a document in a language.
    pub fn open_as(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({ "uri": uri, "languageId": language, "version": 0, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    pub fn close(&mut self, uri: &str) {
        let params = json!({ "textDocument": { "uri": uri } });
        self.notify("textDocument/didClose", params);
    }

    /// The server's copy of an open document, and its version.
    pub fn text_of(&mut self, uri: &str) -> (String, i64) {
        let params = json!({ "textDocument": { "uri": uri }, "withText": true });
        let text = self.request("qmark/documentText", params).unwrap();
        (
            text["text"].as_str().unwrap().to_owned(),
            text["version"].as_i64().unwrap(),
        )
    }

    /// Waits until the bank is read: requests for findings are not answered before.
    pub fn bank_is_read(&mut self) {
        let params = json!({ "textDocument": { "uri": "file:///not/open.md" } });
        assert_eq!(
            self.request("textDocument/diagnostic", params).unwrap()["items"],
            json!([])
        );
    }

    pub fn shut_down(&mut self) {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.state = State::ShutDown;
    }

    pub fn close_input(&mut self) {
        self.input = None;
    }

    /// Waits for the process to exit; no message may be unread. Returns its exit code.
    pub fn ended(&mut self) -> i32 {
        let status = self.status();
        self.state = State::Ended;
        self.unread.extend(self.messages.iter());
        status.code().expect("the server was killed")
    }

    fn status(&mut self) -> ExitStatus {
        let end = Instant::now() + LIMIT;
        loop {
            if let Some(status) = self.server.try_wait().unwrap() {
                return status;
            }
            if Instant::now() > end {
                self.server.kill().unwrap();
                self.server.wait().unwrap();
                self.state = State::Ended;
                panic!("the server did not end");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn take_leave(&mut self) {
        if self.state == State::Running {
            self.shut_down();
        }
        if self.state != State::Ended {
            let orderly = self.state == State::ShutDown;
            self.message(&json!({ "jsonrpc": "2.0", "method": "exit" }));
            assert_eq!(self.ended(), i32::from(!orderly), "exit code");
        }
        let important = |message: &&Value| {
            let method = message["method"].as_str();
            !method.is_some_and(|method| NOTHING_TO_DO.contains(&method))
        };
        let left: Vec<&Value> = self.unread.iter().filter(important).collect();
        assert!(
            left.is_empty(),
            "the server said what no test looked at: {left:#?}"
        );
    }
}

/// Messages that the server may send at any time and that may stay unread: findings, and requests to pull them again.
const NOTHING_TO_DO: &[&str] = &[
    "textDocument/publishDiagnostics",
    "workspace/diagnostic/refresh",
];

impl Drop for Client {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.server.kill();
            let _ = self.server.wait();
        } else {
            self.take_leave();
        }
    }
}

pub fn framed(body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

pub fn request(id: i64, method: &str, params: Value) -> Value {
    let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

pub fn notification(method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "method": method, "params": params })
}

/// The next message, validated strictly.
fn read_message(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut header = String::new();
    if output.read_line(&mut header).ok()? == 0 {
        return None;
    }
    let length = header
        .strip_prefix("Content-Length: ")
        .and_then(|rest| rest.strip_suffix("\r\n"));
    let length = length.unwrap_or_else(|| panic!("not a header: {header:?}"));
    let mut blank = [0; 2];
    output.read_exact(&mut blank).unwrap();
    assert_eq!(&blank, b"\r\n");
    let mut body = vec![0; length.parse().unwrap()];
    output.read_exact(&mut body).unwrap();
    Some(serde_json::from_slice(&body).unwrap())
}
