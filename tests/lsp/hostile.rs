//! Whatever is sent, the server answers what can be answered, and ends when it is told to.

use serde_json::{Value, json};

use crate::client::{Client, codes};
use crate::program::{DOCUMENT, Folder};
use crate::{able, at, of, start};

#[test]
fn it_ends_when_it_is_told_to_though_standard_input_stays_open() {
    let folder = Folder::new();
    assert_eq!(start(&folder, able()).leave(), 0);
    let mut client = start(&folder, able());
    client.tell("exit", Value::Null);
    assert_eq!(client.end(), 1, "without a goodbye");
    assert_eq!(start(&folder, able()).vanish(), 1);
    let mut client = start(&folder, able());
    client.ask("shutdown", Value::Null);
    let late = client.answer("textDocument/hover", json!({}));
    assert_eq!(late["error"]["code"], -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.end(), 0);
}

#[test]
fn nothing_is_answered_before_the_greeting() {
    let folder = Folder::new();
    let mut client = Client::silent(folder.command(&["lsp", "--stdio"]));
    let early = client.answer("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002);
    client.tell("textDocument/didOpen", json!({ "textDocument": 1 }));
    client.ask(
        "initialize",
        json!({ "capabilities": { "general": 7, "textDocument": ["x"], "workspace": null } }),
    );
    let twice = client.answer("initialize", json!({}));
    assert_eq!(twice["error"]["code"], -32600);
    assert_eq!(client.leave(), 0);
}

#[test]
fn what_is_no_message_is_refused_and_the_next_one_answered() {
    let folder = Folder::new();
    let mut client = start(&folder, able());
    client.write(b"Content-Length: 5\r\n\r\n{\"a\":");
    assert_eq!(client.answer_to(&Value::Null)["error"]["code"], -32700);
    client.write(b"Content-Length: -1\r\n\r\nhello\r\n\r\n");
    assert_eq!(client.answer_to(&Value::Null)["error"]["code"], -32700);
    client.write(b"Content-Length: 2\r\n\r\n\xff\xfe");
    assert_eq!(client.answer_to(&Value::Null)["error"]["code"], -32700);
    let deep = "[".repeat(100_000);
    client.write(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    assert_eq!(client.answer_to(&Value::Null)["error"]["code"], -32700);
    for message in [
        json!([]),
        json!(3),
        json!({}),
        json!({ "id": null, "method": "x" }),
        json!({ "id": {}, "method": "x" }),
    ] {
        client.send(&message);
        assert_eq!(
            client.answer_to(&Value::Null)["error"]["code"],
            -32600,
            "{message}"
        );
    }
    client.send(&json!({ "id": "seven", "method": 7 }));
    assert_eq!(client.answer_to(&json!("seven"))["error"]["code"], -32600);
    client.send(&json!({ "id": 1e300, "result": {} }));
    assert_eq!(client.answer("x/y", Value::Null)["error"]["code"], -32601);
    assert_eq!(client.leave(), 0);
}

#[test]
fn parameters_of_the_wrong_form_are_refused() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/a.md");
    let mut client = start(&folder, able());
    client.open(&uri, DOCUMENT);
    for method in [
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/definition",
        "textDocument/codeAction",
        "textDocument/documentSymbol",
        "textDocument/diagnostic",
        "workspace/executeCommand",
    ] {
        for params in [
            Value::Null,
            json!([]),
            json!({ "textDocument": uri }),
            json!({ "textDocument": { "uri": 4 } }),
        ] {
            let answer = client.answer(method, params.clone());
            assert_eq!(answer["error"]["code"], -32602, "{method} {params}");
        }
    }
    let negative =
        json!({ "textDocument": { "uri": uri }, "position": { "line": -1, "character": 0 } });
    assert_eq!(
        client.answer("textDocument/hover", negative)["error"]["code"],
        -32602
    );
    assert_eq!(
        client.ask("codeAction/resolve", json!({ "data": [1] })),
        json!({ "data": [1] })
    );
    // A change whose range cannot be read changes nothing.
    let change = json!({ "range": { "start": 4 }, "text": "It was human error." });
    let params =
        json!({ "textDocument": { "uri": uri, "version": 2 }, "contentChanges": [change] });
    client.tell("textDocument/didChange", params);
    let told = client.wait(|message| message["method"] == "window/logMessage");
    assert!(
        told["params"]["message"]
            .as_str()
            .is_some_and(|told| told.contains("didChange")),
        "{told}"
    );
    client.change(&uri, 3, [0, 0, 0, 0], "");
    let shown = client.diagnostics(&uri, 3);
    assert!(!codes(&shown).contains(&"human-error"));
    assert_eq!(client.leave(), 0);
}

#[test]
fn places_and_documents_that_are_none_are_survived() {
    let folder = Folder::new();
    let mut client = start(&folder, able());
    let inside = of(&folder, "incidents/a.md");
    let uris = [
        inside.as_str(),
        "untitled:Untitled-1",
        "git:/a/incidents/b.md?ref=x",
        "file:///nowhere/incidents/%FF%zz.md",
        "file:///etc/../../incidents/a.md",
        "file://elsewhere/incidents/a.md",
        "",
        "🚨",
    ];
    for uri in uris {
        client.open(uri, DOCUMENT);
        client.change(
            uri,
            2,
            [u32::MAX, u32::MAX, 0, 0],
            "# T\n\n## Impact\n\nIt was human error. 🚨\r\n",
        );
        client.change(uri, 3, [4, 21, 4, 21], "\u{0}\u{202e}\u{1b}[31m");
        client.change(uri, 3, [9, 9, 2, 2], "");
        client.change(uri, 4, [0, 0, 0, 0], "---\nstatus: draft\nimpact:\n  \n");
        client.diagnostics(uri, 4);
        for (line, character) in [(0, 0), (u32::MAX, 0), (0, u32::MAX), (3, 2), (4, 1)] {
            for method in [
                "textDocument/hover",
                "textDocument/completion",
                "textDocument/definition",
            ] {
                client.ask(method, at(uri, line, character));
            }
            let end = json!({ "line": line, "character": character });
            let range = json!({ "start": { "line": 99, "character": 99 }, "end": end });
            let params = json!({ "textDocument": { "uri": uri }, "range": range, "context": { "diagnostics": [] } });
            client.ask("textDocument/codeAction", params);
        }
    }
    for method in [
        "textDocument/hover",
        "textDocument/completion",
        "textDocument/definition",
    ] {
        assert_eq!(
            client.ask(method, at("file:///never/opened.md", 0, 0)),
            Value::Null
        );
    }
    client.change("file:///never/opened.md", 1, [0, 0, 0, 0], "x");
    client.tell(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": "file:///never/opened.md" } }),
    );
    client.tell(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [{ "uri": 7 }, 8] }),
    );
    assert_eq!(client.leave(), 0);
}

#[test]
fn a_request_that_waits_can_be_taken_back() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/a.md");
    let mut client = start(&folder, able());
    // All of it comes at once, so that the second request still waits when it is taken back.
    let document = json!({ "uri": uri, "version": 1, "text": DOCUMENT.repeat(200) });
    let messages = [
        json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }),
        json!({ "jsonrpc": "2.0", "id": "first", "method": "textDocument/hover", "params": at(&uri, 0, 0) }),
        json!({ "jsonrpc": "2.0", "id": "second", "method": "textDocument/hover", "params": at(&uri, 0, 0) }),
        json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": "second" } }),
        json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": "third" } }),
        json!({ "jsonrpc": "2.0", "method": "$/cancelRequest" }),
    ];
    let bytes = messages.iter().map(|message| {
        let body = message.to_string();
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    });
    client.write(bytes.collect::<String>().as_bytes());
    let second = client.answer_to(&json!("second"));
    assert_eq!(second["error"]["code"], -32800);
    assert!(client.answer_to(&json!("first")).get("error").is_none());
    assert_eq!(client.leave(), 0);
}

#[test]
fn secrets_are_never_told() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/a.md");
    let secret = ["ghp", "_", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"].concat();
    let text = format!("{DOCUMENT}\nThe token was {secret} and it was human error.\n");
    let mut client = start(&folder, able());
    client.open(&uri, &text);
    let shown = client.diagnostics(&uri, 1);
    assert!(codes(&shown).contains(&"secret"), "{shown:?}");
    let line = u32::try_from(text.lines().count() - 1).expect("few");
    let mut told = Value::from(shown).to_string();
    told.push_str(
        &client
            .ask("textDocument/hover", at(&uri, line, 20))
            .to_string(),
    );
    told.push_str(
        &client
            .ask(
                "textDocument/documentSymbol",
                json!({ "textDocument": { "uri": uri } }),
            )
            .to_string(),
    );
    assert!(!told.contains(&secret));
    assert_eq!(client.leave(), 0);
}
