//! Completions, and where a name leads.

use serde_json::{Value, json};

use crate::client::Client;
use crate::program::Folder;
use crate::{able, at, of, start};

const CONFIG: &str = "\
[people]
kim = \"kim@larkspur.example\"
tom = []

[teams]
\"payments/checkout\" = [\"ana\", \"kim\"]

[severities]
major = { due-days = 21 }
minor = {}
";

const EARLIER: &str = "\
---
title: Checkout answered 503 in autumn
status: final
author: noor
team: payments/ledger
services: [checkout]
started: 2025-11-02T09:00Z
---
# Checkout answered 503 in autumn
";

/// `¦` is where the cursor stands.
const DRAFT: &str = "\
---
title: Checkout answered 503
started: 2026-03-14T09:02Z
severity: major
¦
---
# Checkout answered 503

## Causes

- **C1** The pool had no limit.
- **C2** Nothing checked the chart.

## What went poorly

- **P1** Nobody was paged.

## Actions

- [ ] Cap retries at 2
  - ¦
";

/// The text with something typed in place of the `at`th cursor, and where the cursor stands then.
fn typed(at: usize, what: &str) -> (String, u32, u32) {
    let mut parts = DRAFT.split('¦');
    let mut text = parts.next().expect("a text").to_owned();
    let mut place = (0, 0);
    for (number, part) in parts.enumerate() {
        if number == at {
            text.push_str(what);
            let line = text.rsplit('\n').next().unwrap_or_default();
            let lines = text.matches('\n').count();
            place = (
                u32::try_from(lines).expect("few"),
                u32::try_from(line.encode_utf16().count()).expect("few"),
            );
        }
        text.push_str(part);
    }
    (text, place.0, place.1)
}

fn items(client: &mut Client, uri: &str, cursor: usize, what: &str) -> Vec<Value> {
    let (text, line, character) = typed(cursor, what);
    client.open(uri, &text);
    let list = client.ask("textDocument/completion", at(uri, line, character));
    list["items"].as_array().cloned().unwrap_or_default()
}

fn labels(items: &[Value]) -> Vec<&str> {
    items
        .iter()
        .filter_map(|item| item["label"].as_str())
        .collect()
}

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("whys.toml", CONFIG);
    folder.write("CODEOWNERS", "* @li @larkspur/payments\n");
    folder.write("incidents/2025-11-02-checkout-503.md", EARLIER);
    folder.git(&["init", "-q"]);
    folder
}

#[test]
fn front_matter_is_completed() {
    let folder = folder();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    let mut client = start(&folder, able());
    // The others are read meanwhile, and told of by the second judgement.
    client.open(&uri, &typed(0, "").0);
    client.diagnostics(&uri, 1);
    client.diagnostics(&uri, 1);

    let keys = items(&mut client, &uri, 0, "sta");
    assert!(
        labels(&keys).contains(&"status") && labels(&keys).contains(&"repeat_of"),
        "{keys:?}"
    );
    assert!(!labels(&keys).contains(&"title"), "it is there already");
    let status = keys
        .iter()
        .find(|key| key["label"] == "status")
        .expect("there");
    assert_eq!(status["textEdit"]["newText"], "status: ");
    assert_eq!(
        status["textEdit"]["range"]["start"],
        json!({ "line": 4, "character": 0 })
    );
    for (what, expected) in [
        ("status: ", &["live", "draft", "review", "final"][..]),
        ("severity: ", &["major", "minor"]),
        ("team: ", &["payments/checkout", "payments/ledger"]),
        ("services: [", &["checkout"]),
        ("services:\n  - ", &["checkout"]),
        ("author: ", &["ana", "kim", "li", "noor", "tom"]),
        ("reviewed_by: [kim, ", &["ana", "kim", "li", "noor", "tom"]),
        ("repeat_of: 2025", &["2025-11-02-checkout-503"]),
        ("related: [", &["2025-11-02-checkout-503"]),
        ("presented_on: ", &["2026-06-01"]),
        (
            "impact:\n  ",
            &[
                "customers",
                "requests_failed",
                "p99_latency_ms",
                "data_lost",
                "basis",
                "note",
            ],
        ),
        ("impact:\n  customers: ", &["none", "unknown"]),
        ("title: ", &[]),
    ] {
        let items = items(&mut client, &uri, 0, what);
        assert_eq!(labels(&items), expected, "{what}");
    }
    // In a file that is just begun.
    let new = of(&folder, "incidents/2026-05-03.md");
    client.open(&new, "---\nstatus: \n");
    let begun = client.ask("textDocument/completion", at(&new, 1, 8));
    assert_eq!(begun["items"][1]["label"], "draft", "{begun}");
    for (text, line) in [
        ("---\n\n---\n", 1),
        ("---\ntea", 1),
        ("---\ntitle: x\n\n---\n# T\n", 2),
    ] {
        client.open(&new, text);
        let begun = client.ask("textDocument/completion", at(&new, line, 99));
        assert!(
            labels(begun["items"].as_array().expect("a list")).contains(&"team"),
            "{text}"
        );
    }
    client.open(&new, "# T\n\n---\n\n---\n");
    assert_eq!(
        client.ask("textDocument/completion", at(&new, 3, 0)),
        Value::Null
    );
    let earlier = items(&mut client, &uri, 0, "repeat_of: 2025");
    assert_eq!(earlier[0]["detail"], "Checkout answered 503 in autumn");
    assert_eq!(earlier[0]["textEdit"]["range"]["start"]["character"], 11);

    let (text, line, character) = typed(0, "repeat_of: 2025-11-02-checkout-503");
    client.open(&uri, &text);
    let place = client.ask("textDocument/definition", at(&uri, line, character - 3));
    assert_eq!(
        place["uri"],
        of(&folder, "incidents/2025-11-02-checkout-503.md")
    );
    let hover = client.ask("textDocument/hover", at(&uri, line, character - 3));
    assert!(
        hover["contents"]["value"]
            .as_str()
            .is_some_and(|told| told.contains("in autumn")),
        "{hover}"
    );
    assert_eq!(client.leave(), 0);
}

#[test]
fn facts_of_an_action_are_completed() {
    let folder = folder();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    let mut client = start(&folder, able());
    client.open(&uri, &typed(0, "").0);
    client.diagnostics(&uri, 1);
    client.diagnostics(&uri, 1);

    let keys = items(&mut client, &uri, 1, "ow");
    assert!(
        labels(&keys).starts_with(&["owner", "due", "type"]),
        "{keys:?}"
    );
    let keys = items(&mut client, &uri, 1, "owner: @kim, ");
    assert!(labels(&keys).starts_with(&["due", "type"]), "{keys:?}");
    for (what, expected) in [
        ("owner: @k", &["@ana", "@kim", "@li", "@noor", "@tom"][..]),
        (
            "owner: @kim, due: ",
            &[
                "2026-06-08",
                "2026-06-15",
                "2026-07-01",
                "2026-08-30",
                "2026-06-22",
            ],
        ),
        (
            "type: ",
            &[
                "prevent",
                "detect",
                "mitigate",
                "repair",
                "investigate",
                "process",
            ],
        ),
        ("type: prevent, addresses: C1, ", &["C1", "C2", "P1"]),
        ("done: ", &["2026-06-01"]),
        ("a sentence of its own ", &[]),
    ] {
        let items = items(&mut client, &uri, 1, what);
        assert_eq!(labels(&items), expected, "{what}");
    }
    let owners = items(&mut client, &uri, 1, "owner: @k");
    assert_eq!(owners[1]["textEdit"]["newText"], "@kim");
    assert_eq!(owners[1]["textEdit"]["range"]["start"]["character"], 11);

    let (text, line, character) = typed(1, "owner: @kim, addresses: C2");
    client.open(&uri, &text);
    let place = client.ask("textDocument/definition", at(&uri, line, character));
    assert_eq!(
        (&place["uri"], &place["range"]["start"]["line"]),
        (&json!(uri), &json!(11))
    );
    let hover = client.ask("textDocument/hover", at(&uri, line, character - 1));
    assert!(
        hover["contents"]["value"]
            .as_str()
            .is_some_and(|told| told.contains("Nothing checked the chart."))
    );
    assert_eq!(client.leave(), 0);
}

#[test]
fn rules_are_completed_in_silencers() {
    let folder = folder();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    let mut client = start(&folder, able());
    let rules = items(&mut client, &uri, 1, "x <!-- whys: allow judge");
    assert!(
        labels(&rules).contains(&"judgement-word") && !labels(&rules).contains(&"secret"),
        "{rules:?}"
    );
    assert_eq!(
        items(
            &mut client,
            &uri,
            1,
            "x <!-- whys: allow judgement-word: co"
        ),
        Vec::<Value>::new()
    );
    assert_eq!(client.leave(), 0);
}
