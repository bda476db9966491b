//! `whys lsp`, the built program, as an editor talks to it.

mod client;
mod completion;
mod history;
mod hostile;
#[path = "../program/mod.rs"]
mod program;

use client::{Client, codes, uri};
use program::{DOCUMENT, Folder};
use serde_json::{Value, json};

/// A warning in line 9 and a key that is mended.
const DRAFT: &str = "\
---
title: Checkout answered 503
status: draft
severty: SEV2
---
# Checkout answered 503

## Causes

It was human error. 🚨 The operator should have known better.

## Actions

- [ ] Cap retries at 2
  - owner: @ana, due: 2026-07-01, addresses: C1
";

/// The abilities of an editor of today, apart from asking for diagnostics.
pub fn able() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
    })
}

/// Starts the server in a folder, for a client that can do so much.
pub fn start(folder: &Folder, capabilities: Value) -> Client {
    let command = folder.command(&["lsp", "--today", "2026-06-01"]);
    Client::start(command, folder.path(), capabilities)
}

/// The URI of a file in the folder.
pub fn of(folder: &Folder, name: &str) -> String {
    uri(&folder.path().join(name))
}

fn at(uri: &str, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

/// The actions for a place.
fn actions(client: &mut Client, uri: &str, line: u32, character: u32) -> Vec<Value> {
    let place = json!({ "line": line, "character": character });
    let params = json!({
        "textDocument": { "uri": uri },
        "range": { "start": place, "end": place },
        "context": { "diagnostics": [] },
    });
    client
        .ask("textDocument/codeAction", params)
        .as_array()
        .expect("a list")
        .clone()
}

fn titled<'a>(actions: &'a [Value], part: &str) -> &'a Value {
    let mut found = actions.iter().filter(|one| {
        one["title"]
            .as_str()
            .is_some_and(|title| title.contains(part))
    });
    found
        .next()
        .unwrap_or_else(|| panic!("no action `{part}` in {actions:#?}"))
}

/// The text with the edits of an action made; they count in UTF-16.
fn edited(text: &str, action: &Value) -> String {
    let edits = action["edit"]["documentChanges"][0]["edits"]
        .as_array()
        .expect("edits");
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        let byte = |end: &str| {
            let place = &edit["range"][end];
            let (line, units) = (
                place["line"].as_u64().expect("a line"),
                place["character"].as_u64().expect("a number"),
            );
            let start: usize = text
                .split_inclusive('\n')
                .take(usize::try_from(line).expect("small"))
                .map(str::len)
                .sum();
            let mut left = units;
            let rest = text[start..].char_indices();
            let mut rest = rest.skip_while(|(_, c)| {
                let goes_on = left > 0;
                left = left.saturating_sub(c.len_utf16() as u64);
                goes_on
            });
            rest.next().map_or(text.len(), |(at, _)| start + at)
        };
        let (start, end) = (byte("start"), byte("end"));
        text.replace_range(start..end, edit["newText"].as_str().expect("a text"));
    }
    text
}

#[test]
fn what_is_typed_is_judged_as_lint_judges_it() {
    let folder = Folder::new();
    folder.write("whys.toml", "[rules.blamed-person]\nseverity = \"off\"\n");
    folder.write("incidents/2026-03-14-checkout.md", DRAFT);
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    let mut client = start(&folder, able());
    client.open(&uri, DRAFT);
    let shown = client.diagnostics(&uri, 1);
    let ran = folder.whys(&[
        "lint",
        "--format",
        "json",
        "--today",
        "2026-06-01",
        "incidents/2026-03-14-checkout.md",
    ]);
    let report: Value = serde_json::from_str(&ran.out).expect("JSON");
    let linted = report["diagnostics"].as_array().expect("a list");
    let place =
        |line: &Value, column: &Value| (line.as_u64().unwrap_or(0), column.as_u64().unwrap_or(0));
    let expected: Vec<_> = linted
        .iter()
        .map(|one| (one["rule"].clone(), one["line"].as_u64().unwrap_or(0) - 1))
        .collect();
    let seen: Vec<_> = shown
        .iter()
        .map(|one| {
            (
                one["code"].clone(),
                one["range"]["start"]["line"].as_u64().unwrap_or(99),
            )
        })
        .collect();
    assert_eq!(seen, expected);
    let known = codes(&shown);
    assert!(
        known.contains(&"judgement-word") && known.contains(&"unknown-key"),
        "{known:?}"
    );
    // Behind a sign of two units.
    let behind = shown
        .iter()
        .find(|one| one["code"] == "judgement-word")
        .expect("there");
    let text = DRAFT.lines().nth(9).expect("a line");
    let units: usize = text[..text.find("should").expect("there")]
        .encode_utf16()
        .count();
    let start = &behind["range"]["start"];
    assert_eq!(
        place(&start["line"], &start["character"]),
        (9, units as u64)
    );
    assert!(
        behind["codeDescription"]["href"]
            .as_str()
            .is_some_and(|page| page.ends_with("/rules/judgement-word.md"))
    );

    // The sentence is taken out, in two changes behind that sign.
    client.change(&uri, 2, [9, 23, 9, 64], "");
    client.change(&uri, 3, [9, 19, 9, 23], "");
    let shown = client.diagnostics(&uri, 3);
    assert!(!codes(&shown).contains(&"judgement-word"), "{shown:?}");
    client.tell(
        "textDocument/didClose",
        json!({ "textDocument": { "uri": uri } }),
    );
    client.until(&uri, <[Value]>::is_empty);
    assert_eq!(client.leave(), 0);
}

#[test]
fn utf_8_is_used_where_it_is_offered() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/a.md");
    for (offered, chosen, character) in [
        (json!(["utf-32", "utf-8", "utf-16"]), "utf-8", 5),
        (json!(["utf-16"]), "utf-16", 3),
        (Value::Null, "utf-16", 3),
    ] {
        let mut client = Client::silent(folder.command(&["lsp"]));
        let capabilities = json!({ "general": { "positionEncodings": offered } });
        let told = client.ask(
            "initialize",
            json!({ "rootUri": null, "capabilities": capabilities }),
        );
        assert_eq!(told["capabilities"]["positionEncoding"], chosen);
        client.tell("initialized", json!({}));
        client.open(&uri, "# T\n\n## Causes\n\n🚨 <<<\n");
        client.change(
            &uri,
            2,
            [4, character, 4, character + 3],
            "It was human error.",
        );
        let shown = client.diagnostics(&uri, 2);
        let found = shown
            .iter()
            .find(|one| one["code"] == "human-error")
            .expect("there");
        assert!(found["range"]["start"]["character"].as_u64() >= Some(u64::from(character)));
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn a_finding_is_fixed_silenced_and_explained() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    let mut client = start(&folder, able());
    client.open(&uri, DRAFT);
    client.diagnostics(&uri, 1);

    let offered = actions(&mut client, &uri, 3, 2);
    let fix = titled(&offered, "(unknown-key)");
    assert_eq!(fix["isPreferred"], true);
    assert_eq!(fix["diagnostics"][0]["code"], "unknown-key");
    assert_eq!(edited(DRAFT, fix), DRAFT.replace("severty", "severity"));
    let front = edited(DRAFT, titled(&offered, "silence unknown-key here"));
    assert_eq!(
        front,
        DRAFT.replace("severty", "# whys: allow unknown-key: \nseverty")
    );

    let offered = actions(&mut client, &uri, 9, 40);
    let silence = titled(&offered, "silence judgement-word here");
    let silenced = edited(DRAFT, silence);
    let line = "known better. <!-- whys: allow judgement-word:  -->\n";
    assert_eq!(silenced, DRAFT.replace("known better.\n", line));
    let whole = edited(
        DRAFT,
        titled(&offered, "silence judgement-word in this document"),
    );
    assert_eq!(
        whole,
        DRAFT.replace(
            "---\n# Ch",
            "---\n<!-- whys: allow-file judgement-word:  -->\n# Ch"
        )
    );
    for (version, silenced) in [(10, silenced), (20, whole)] {
        client.open_as(&uri, version, &silenced);
        let shown = client.diagnostics(&uri, version);
        // Without a reason it silences nothing.
        assert!(
            codes(&shown).contains(&"bad-silencer") && codes(&shown).contains(&"judgement-word"),
            "{shown:?}"
        );
        let reason = silenced.replace("judgement-word:  ", "judgement-word: quoted from the chat ");
        client.open_as(&uri, version + 1, &reason);
        let shown = client.diagnostics(&uri, version + 1);
        assert!(
            !codes(&shown).contains(&"bad-silencer") && !codes(&shown).contains(&"judgement-word"),
            "{shown:?}"
        );
    }

    let explain = titled(&offered, "explain judgement-word");
    let page = client.ask("workspace/executeCommand", explain["command"].clone());
    assert!(
        page.as_str()
            .is_some_and(|page| page.starts_with("judgement-word: ")),
        "{page}"
    );
    let told = client.wait(|message| message["method"] == "window/showMessage");
    assert!(
        told["params"]["message"]
            .as_str()
            .is_some_and(|told| told.contains("judgement-word"))
    );
    assert_eq!(client.leave(), 0);
}

#[test]
fn edits_are_worked_out_when_asked_for_where_the_client_can_wait() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    let mut capabilities = able();
    capabilities["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    capabilities["textDocument"]["codeAction"]["resolveSupport"] =
        json!({ "properties": ["edit"] });
    capabilities["workspace"]["workspaceEdit"]["snippetEditSupport"] = json!(true);
    let mut client = start(&folder, capabilities);
    client.open(&uri, DRAFT);
    let offered = actions(&mut client, &uri, 3, 2);
    let fix = titled(&offered, "(unknown-key)");
    assert!(fix.get("edit").is_none());
    let resolved = client.ask("codeAction/resolve", fix.clone());
    assert_eq!(
        edited(DRAFT, &resolved),
        DRAFT.replace("severty", "severity")
    );
    let all = client.ask("codeAction/resolve", titled(&offered, "fix all").clone());
    let fixed = edited(DRAFT, &all);
    assert!(
        fixed.contains("severity: SEV2") && fixed.contains("- [ ] **A-"),
        "{fixed}"
    );
    // What whys lint --fix makes of it, byte for byte.
    folder.write("incidents/2026-03-14-checkout.md", DRAFT);
    folder.whys(&[
        "lint",
        "--fix",
        "--today",
        "2026-06-01",
        "incidents/2026-03-14-checkout.md",
    ]);
    assert_eq!(
        fixed.as_bytes(),
        folder.read("incidents/2026-03-14-checkout.md")
    );
    let silence = client.ask(
        "codeAction/resolve",
        titled(&offered, "silence unknown-key here").clone(),
    );
    let snippet = &silence["edit"]["documentChanges"][0]["edits"][0]["snippet"]["value"];
    assert_eq!(snippet, "# whys: allow unknown-key: $1\n");
    // What cannot be done is said, and not just left undone; neither is an edit of another version than it was offered for.
    let mut none = fix.clone();
    none["data"]["at"] = json!(999);
    let refused = client.answer("codeAction/resolve", none);
    assert_eq!(refused["error"]["code"], -32803, "{refused}");
    client.change(&uri, 2, [0, 0, 0, 0], "");
    let refused = client.answer("codeAction/resolve", fix.clone());
    assert_eq!(refused["error"]["code"], -32801, "{refused}");
    assert_eq!(client.leave(), 0);
}

#[test]
fn hovering_tells_why_and_what_to_ask_with_an_example() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    for (format, marks) in [("markdown", true), ("plaintext", false)] {
        let capabilities = json!({ "textDocument": { "hover": { "contentFormat": [format] } } });
        let mut client = start(&folder, capabilities);
        client.open(&uri, DRAFT);
        let hover = client.ask("textDocument/hover", at(&uri, 9, 40));
        assert_eq!(hover["contents"]["kind"], format);
        let told = hover["contents"]["value"].as_str().expect("a text");
        for part in ["judgement-word", "Why:", "Ask:", "Reported:", "Fine:"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert_eq!(
            told.contains("**Why:**") && told.contains("```markdown"),
            marks,
            "{told}"
        );
        let key = client.ask("textDocument/hover", at(&uri, 2, 3));
        assert!(
            key["contents"]["value"]
                .as_str()
                .is_some_and(|told| told.contains("How far it is")),
            "{key}"
        );
        assert_eq!(
            client.ask("textDocument/hover", at(&uri, 6, 0)),
            Value::Null
        );
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn symbols_are_sections_with_what_has_a_name_in_them() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    let text = DRAFT.replace(
        "It was human error.",
        "- **C1** The pool had no limit.\n\nIt was human error.",
    );
    let mut client = start(&folder, able());
    client.open(&uri, &text);
    let params = json!({ "textDocument": { "uri": uri } });
    let symbols = client.ask("textDocument/documentSymbol", params.clone());
    let top = &symbols[0];
    assert_eq!(top["name"], "Checkout answered 503");
    let names: Vec<_> = top["children"]
        .as_array()
        .expect("children")
        .iter()
        .map(|one| one["name"].clone())
        .collect();
    assert_eq!(names, ["Causes", "Actions"]);
    assert_eq!(
        top["children"][0]["children"][0]["name"],
        "C1 The pool had no limit."
    );
    assert_eq!(
        top["children"][1]["children"][0]["name"],
        "Cap retries at 2"
    );
    assert_eq!(client.leave(), 0);
    let mut flat = start(&folder, json!({}));
    flat.open(&uri, &text);
    let symbols = flat.ask("textDocument/documentSymbol", params);
    assert_eq!(symbols.as_array().map(Vec::len), Some(5));
    assert_eq!(symbols[2]["location"]["uri"], uri.as_str());
    assert_eq!(flat.leave(), 0);
}

#[test]
fn a_client_that_asks_for_diagnostics_is_not_told_unasked() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    let mut capabilities = able();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let mut client = start(&folder, capabilities);
    client.open(&uri, DRAFT);
    let params = json!({ "textDocument": { "uri": uri } });
    let full = client.ask("textDocument/diagnostic", params.clone());
    assert_eq!(full["kind"], "full");
    let items = full["items"].as_array().expect("a list").clone();
    assert!(codes(&items).contains(&"judgement-word"));
    let again = json!({ "textDocument": { "uri": uri }, "previousResultId": full["resultId"] });
    assert_eq!(
        client.ask("textDocument/diagnostic", again.clone())["kind"],
        "unchanged"
    );
    client.change(&uri, 2, [9, 0, 9, 0], "Several ");
    assert_eq!(client.ask("textDocument/diagnostic", again)["kind"], "full");
    // A change of the configuration makes it ask again.
    let config = folder.write("whys.toml", "[rules.judgement-word]\nseverity = \"off\"\n");
    let change = json!({ "changes": [{ "uri": client::uri(&config), "type": 1 }] });
    client.tell("workspace/didChangeWatchedFiles", change);
    client.wait(|message| message["method"] == "workspace/diagnostic/refresh");
    let full = client.ask("textDocument/diagnostic", params);
    assert!(!codes(full["items"].as_array().expect("a list")).contains(&"judgement-word"));
    assert!(
        client
            .told
            .iter()
            .all(|told| told["method"] != "textDocument/publishDiagnostics")
    );
    assert_eq!(client.leave(), 0);
}

#[test]
fn configuration_rules_and_baseline_are_read_again_when_they_change() {
    let folder = Folder::new();
    let uri = of(&folder, "incidents/2026-03-14-checkout.md");
    folder.write("incidents/2026-03-14-checkout.md", DRAFT);
    // The first client is told to watch, the second one cannot.
    for watches in [true, false] {
        let mut capabilities = able();
        capabilities["workspace"]["didChangeWatchedFiles"] =
            json!({ "dynamicRegistration": watches });
        let mut client = start(&folder, capabilities);
        if watches {
            let asked = client.wait(|message| message["method"] == "client/registerCapability");
            assert_eq!(
                asked["params"]["registrations"][0]["method"],
                "workspace/didChangeWatchedFiles"
            );
        }
        client.open(&uri, DRAFT);
        client.until(&uri, |shown| codes(shown).contains(&"judgement-word"));
        let write = |client: &mut Client, name: &str, text: &str| {
            let place = folder.write(name, text);
            if watches {
                let change = json!({ "changes": [{ "uri": client::uri(&place), "type": 2 }] });
                client.tell("workspace/didChangeWatchedFiles", change);
            }
        };
        write(
            &mut client,
            "whys.toml",
            "[rules.judgement-word]\nseverity = \"off\"\n",
        );
        client.until(&uri, |shown| !codes(shown).contains(&"judgement-word"));
        write(&mut client, "whys.toml", "[rules.judgement-wrd]\n");
        let wrong = client.until(&uri, |shown| {
            shown.iter().any(|one| one.get("code").is_none())
        });
        let message = wrong[0]["message"].as_str().expect("a text");
        assert!(
            message.contains("whys.toml:1:8") && message.contains("did you mean `judgement-word`?"),
            "{message}"
        );
        write(&mut client, "whys.toml", "");
        client.until(&uri, |shown| codes(shown).contains(&"judgement-word"));
        folder.whys(&[
            "lint",
            "--write-baseline",
            "--today",
            "2026-06-01",
            "incidents",
        ]);
        let baseline = String::from_utf8(folder.read(".whys/baseline.json")).expect("UTF-8");
        write(&mut client, ".whys/baseline.json", &baseline);
        client.until(&uri, <[Value]>::is_empty);
        std::fs::remove_dir_all(folder.path().join(".whys")).expect("a folder");
        let registered = client
            .told
            .iter()
            .any(|told| told["method"] == "client/registerCapability");
        assert!(!registered || watches);
        assert_eq!(client.leave(), 0);
    }
}

/// In a work tree of its own, and in a repository that keeps no log of what is checked out.
#[test]
fn what_is_committed_meanwhile_counts() {
    const PATH: &str = "incidents/checkout.md";
    let folder = Folder::new();
    folder.git(&["init", "-q", "-b", "main"]);
    folder.git(&["config", "core.logAllRefUpdates", "false"]);
    let since = |day: &str| DRAFT.replace("SEV2", &format!("SEV2\ndate: {day}"));
    folder.write(PATH, since("2026-01-02"));
    folder.commit_as("ana", "2026-01-10");
    let linked = Folder::new();
    let place = linked.path().join("tree");
    let shown = place.to_string_lossy().into_owned();
    folder.git(&["worktree", "add", "-q", "-b", "beside", &shown]);
    for root in [folder.path(), &place] {
        let is_stale = |shown: &[Value]| codes(shown).contains(&"stale-draft");
        let command = folder.command(&["lsp", "--today", "2026-06-01"]);
        let mut client = Client::start(command, root, able());
        let uri = uri(&root.join(PATH));
        client.open(&uri, &since("2026-01-02"));
        client.until(&uri, is_stale);
        // It was written anew, and is a draft since then.
        let git = |args: &[&str]| {
            let root = root.to_string_lossy();
            folder.git(&[&["-C", &root], args].concat());
        };
        git(&["rm", "-q", PATH]);
        git(&["commit", "-q", "-m", "Begin anew"]);
        client.until(&uri, |shown| !is_stale(shown));
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn a_document_that_is_newer_than_whys_is_judged_as_in_review() {
    let folder = Folder::new();
    folder.write("whys.toml", "");
    folder.write("incidents/a.md", DOCUMENT);
    let uri = of(&folder, "incidents/a.md");
    let mut client = start(&folder, json!({}));
    client.open(&uri, DOCUMENT);
    client.until(&uri, |shown| codes(shown) == ["not-stated"]);
    folder.write(".whys/adopted", "incidents/b.md\n");
    client.until(&uri, |shown| codes(shown).contains(&"missing-section"));
    folder.write(".whys/adopted", "incidents/a.md\nincidents/b.md\n");
    client.until(&uri, |shown| codes(shown) == ["not-stated"]);
    assert_eq!(client.leave(), 0);
}

#[test]
fn only_post_mortems_are_judged() {
    let folder = Folder::new();
    let mut client = start(&folder, able());
    let plain = "# Notes\n\n## Causes\n\nIt was human error.\n";
    for (name, text, judged) in [
        ("README.md", plain, false),
        ("notes.md", plain, false),
        ("incidents/2026-03-14.md", plain, true),
        ("notes/a.md", DOCUMENT, true),
    ] {
        let uri = of(&folder, name);
        let text = text.replace(
            "The pool of connections had no limit.",
            "It was human error.",
        );
        client.open(&uri, &text);
        let shown = client.diagnostics(&uri, 1);
        assert_eq!(
            codes(&shown).contains(&"human-error"),
            judged,
            "{name}: {shown:?}"
        );
    }
    // What has no file is told by its text.
    client.open(
        "untitled:Untitled-1",
        &DOCUMENT.replace(
            "The pool of connections had no limit.",
            "It was human error.",
        ),
    );
    let shown = client.diagnostics("untitled:Untitled-1", 1);
    assert!(codes(&shown).contains(&"human-error"), "{shown:?}");
    assert_eq!(client.leave(), 0);
}
