//! A small client: it starts the built program, keeps what the server says unasked, and answers what it is asked.

#![allow(dead_code, unreachable_pub)]

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// So long is waited for what must come: enough for a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(120);

pub struct Client {
    child: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What was said unasked and not looked at yet.
    pub told: Vec<Value>,
    last: i64,
}

impl Client {
    /// Starts the server, and says nothing yet.
    pub fn silent(mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("whys starts");
        let input = child.stdin.take();
        let output = child.stdout.take().expect("a pipe");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            input,
            messages,
            told: Vec::new(),
            last: 0,
        }
    }

    /// Starts the server and greets it, with what the client can do and the folder that it works in.
    pub fn start(command: Command, folder: &std::path::Path, capabilities: Value) -> Self {
        let mut client = Self::silent(command);
        let params =
            json!({ "processId": null, "rootUri": uri(folder), "capabilities": capabilities });
        client.ask("initialize", params);
        client.tell("initialized", json!({}));
        client
    }

    /// Writes bytes as they are.
    pub fn write(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("standard input is open");
        input
            .write_all(bytes)
            .and_then(|()| input.flush())
            .expect("the server reads");
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Asks, and gives the whole answer.
    pub fn answer(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let id = self.last;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        self.answer_to(&json!(id))
    }

    /// Asks, and gives the result.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.answer(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    /// Waits for the answer to a request.
    pub fn answer_to(&mut self, id: &Value) -> Value {
        self.wait(|message| message.get("method").is_none() && message.get("id") == Some(id))
    }

    /// Waits for a message; the others that come are kept, and requests among them are answered.
    pub fn wait(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.told.iter().position(&is_it) {
            return self.told.remove(at);
        }
        let until = Instant::now() + PATIENCE;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            match self.messages.recv_timeout(left) {
                Ok(message) => {
                    if let (Some(id), Some(_)) = (message.get("id"), message.get("method")) {
                        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": null }));
                    }
                    if is_it(&message) {
                        return message;
                    }
                    self.told.push(message);
                }
                Err(RecvTimeoutError::Timeout) => panic!("nothing came; before: {:?}", self.told),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the server is gone; before: {:?}", self.told)
                }
            }
        }
    }

    pub fn open(&mut self, uri: &str, text: &str) {
        self.open_as(uri, 1, text);
    }

    /// Opens a document as a version of its own, to tell what is said of it from what was said before.
    pub fn open_as(&mut self, uri: &str, version: i64, text: &str) {
        let document =
            json!({ "uri": uri, "languageId": "markdown", "version": version, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a range, given as line and character of its ends.
    pub fn change(&mut self, uri: &str, version: i64, range: [u32; 4], text: &str) {
        let [line, character, end_line, end] = range;
        let range = json!({
            "start": { "line": line, "character": character },
            "end": { "line": end_line, "character": end },
        });
        self.tell(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": uri, "version": version },
                "contentChanges": [{ "range": range, "text": text }],
            }),
        );
    }

    /// What the server says of a version of a document, unasked.
    pub fn diagnostics(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let message = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && message["params"]["version"] == version
        });
        message["params"]["diagnostics"]
            .as_array()
            .expect("a list")
            .clone()
    }

    /// What the server says of a document until that holds.
    pub fn until(&mut self, uri: &str, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let message = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
                && holds(message["params"]["diagnostics"].as_array().expect("a list"))
        });
        message["params"]["diagnostics"]
            .as_array()
            .expect("a list")
            .clone()
    }

    /// Says goodbye, leaves standard input open, and gives the exit code.
    pub fn leave(mut self) -> i32 {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.end()
    }

    /// Goes away without a word.
    pub fn vanish(mut self) -> i32 {
        self.input = None;
        self.end()
    }

    /// Waits for the end.
    pub fn end(mut self) -> i32 {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            if let Some(status) = self.child.try_wait().expect("a status") {
                return status.code().expect("an exit code");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// The URI of an absolute path without signs that would need an escape.
pub fn uri(path: &std::path::Path) -> String {
    format!("file://{}", path.display())
}

/// The rules of diagnostics.
pub fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics
        .iter()
        .filter_map(|one| one["code"].as_str())
        .collect()
}
