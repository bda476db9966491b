//! What is set, byte for byte; and what is refused.

mod any;

use super::*;

fn status() -> Value {
    Value::text("review")
}

fn count() -> Value {
    Value::Number("1240".to_owned())
}

/// Sets a key whose names stand between points.
fn done(text: &str, path: &str, value: Value) -> Result<String, String> {
    let path: Vec<&str> = path.split('.').collect();
    set(text, &path, &value).map_err(|unset| unset.message)
}

#[track_caller]
fn becomes(text: &str, path: &str, value: Value, expected: &str) {
    assert_eq!(done(text, path, value).as_deref(), Ok(expected), "{text:?}");
}

#[test]
fn a_value_is_replaced_in_its_own_bytes() {
    for (was, is) in [
        ("status: draft", "status: review"),
        (
            "status:   draft   # of live | draft",
            "status:   review   # of live | draft",
        ),
        ("status: 'draft'", "status: 'review'"),
        ("\"status\" : \"draft\" # x", "\"status\" : \"review\" # x"),
        ("status: !!str draft", "status: !!str review"),
        ("status: &s draft", "status: &s review"),
        ("status:", "status: review"),
        (
            "status:   # of live | draft",
            "status: review   # of live | draft",
        ),
        ("status: ~ # none", "status: review # none"),
        ("status: null", "status: review"),
        (
            "{title: x, status: draft, team: y}",
            "{title: x, status: review, team: y}",
        ),
        (
            "status: >-\n  dra\n  ft\n# why\nteam: x",
            "status: review\n# why\nteam: x",
        ),
        (
            "status: |\n\n  draft # is text\n\nteam: x",
            "status: review\n\nteam: x",
        ),
        ("status: dra\n  ft\nteam: x", "status: review\nteam: x"),
        (
            "status: \"dra\n  ft\" # c\nteam: x",
            "status: \"review\" # c\nteam: x",
        ),
        (
            "status:\n- a\n- b\n# c\nteam: x",
            "status: review\n# c\nteam: x",
        ),
        (
            "status: [a,\n  b,\n] # c\nteam: x",
            "status: review # c\nteam: x",
        ),
        ("status:\n  draft\nteam: x", "status: review\nteam: x"),
    ] {
        for (mark, end) in [("", "\n"), ("\u{feff}", "\r\n")] {
            let whole = |inner: &str| {
                format!("{mark}---\na: 1\n{inner}\nz: 'q' # z\n---\n\n# T\n\n\tx  \n")
                    .replace('\n', end)
            };
            let (was, is) = match was.starts_with('{') {
                true => (
                    format!("{mark}---\n{was}\n...\nx"),
                    format!("{mark}---\n{is}\n...\nx"),
                ),
                false => (whole(was), whole(is)),
            };
            let set = done(&was, "status", status());
            // Which quotes a text of several lines had is lost with its lines.
            let set = set.map(|set| set.replace("status: review # c", "status: \"review\" # c"));
            let is = is.replace("status: review # c", "status: \"review\" # c");
            assert_eq!(set.as_deref(), Ok(is.as_str()), "{was:?}");
        }
    }
}

#[test]
fn a_new_key_stands_where_the_schema_has_it() {
    becomes(
        "---\ntitle: x\n\n# who\nteam: y\nowner: z\n---\n",
        "status",
        status(),
        "---\ntitle: x\nstatus: review\n\n# who\nteam: y\nowner: z\n---\n",
    );
    becomes(
        "---\nowner: z\n---",
        "status",
        status(),
        "---\nowner: z\nstatus: review\n---",
    );
    becomes(
        "---\r\ntitle: x # c\r\nteam: y\r\n---\r\n",
        "status",
        status(),
        "---\r\ntitle: x # c\r\nstatus: review\r\nteam: y\r\n---\r\n",
    );
    for block in [
        "|\n  one\n\n  # two\n",
        ">+\n  one\n\n",
        "\"a\n  b\"\n",
        "[a,\n  b\n]\n",
        "{a: 1,\n  b: 2 }\n",
        "\n- a\n-   b: 1\n    c:\n",
        "a\n  b\n",
        "\n",
        " # c\n",
        "&x y\n",
    ] {
        let text = format!("---\ntitle: {block}team: *x\n---\n");
        let text = if block.contains("&x") {
            text
        } else {
            text.replace("*x", "x")
        };
        let set = done(&text, "status", status()).expect("set");
        assert_eq!(set.replace("status: review\n", ""), text);
        let set = done(&text.replace("team: x\n", ""), "status", status()).expect("set");
        assert_eq!(
            set.replace("status: review\n", ""),
            text.replace("team: x\n", "")
        );
    }
    becomes(
        "---\n{title: x, team: y}\n---\n",
        "status",
        status(),
        "---\n{title: x, status: review, team: y}\n---\n",
    );
}

#[test]
fn a_key_goes_below_another() {
    for (was, is) in [
        (
            "impact:\n  note: x # c\n  other: y\n",
            "impact:\n  customers: 1240\n  note: x # c\n  other: y\n",
        ),
        (
            "impact:\n    basis: x\n",
            "impact:\n    basis: x\n    customers: 1240\n",
        ),
        (
            "impact: {basis: x}\n",
            "impact: {basis: x, customers: 1240}\n",
        ),
        ("impact: {}\n", "impact: {customers: 1240}\n"),
        (
            "impact: {\n  basis: x,\n}\n",
            "impact: {\n  basis: x, customers: 1240,\n}\n",
        ),
        (
            "impact:  # in numbers\n",
            "impact:  # in numbers\n  customers: 1240\n",
        ),
        ("impact: ~\n", "impact: {customers: 1240}\n"),
        (
            "impact:\n  customers: ? # when\n",
            "impact:\n  customers: 1240 # when\n",
        ),
        (
            "impact:\n  customers: none\n  note: |\n    a\n",
            "impact:\n  customers: 1240\n  note: |\n    a\n",
        ),
        (
            "impact:\n  customers: \"12\"\n",
            "impact:\n  customers: 1240\n",
        ),
        ("team: y\n", "team: y\nimpact:\n  customers: 1240\n"),
    ] {
        let was = was.replace("customers: ?", "customers: unknown");
        if is.starts_with("impact:\n  customers: 1240\n  note: x") {
            // Nothing of the schema stands before it: it goes to the end.
            let is = "impact:\n  note: x # c\n  other: y\n  customers: 1240\n";
            becomes(
                &format!("---\n{was}visibility: public\n---\n"),
                "impact.customers",
                count(),
                &format!("---\n{is}visibility: public\n---\n"),
            );
            continue;
        }
        let whole = |inner: &str| format!("---\n{inner}visibility: public\n---\nx");
        becomes(&whole(&was), "impact.customers", count(), &whole(is));
    }
}

#[test]
fn toml_has_its_own_forms() {
    for (was, path, is) in [
        (
            "status = \"draft\" # c\n",
            "status",
            "status = \"review\" # c\n",
        ),
        ("status = 'draft'\n", "status", "status = 'review'\n"),
        ("status = 2026-03-14\n", "status", "status = \"review\"\n"),
        (
            "status = \"\"\"\ndraft\"\"\"\n",
            "status",
            "status = \"review\"\n",
        ),
        (
            "title = \"x\"\n[extra]\na = 1\n",
            "status",
            "title = \"x\"\nstatus = \"review\"\n[extra]\na = 1\n",
        ),
        (
            "[extra]\na = 1\n",
            "status",
            "status = \"review\"\n[extra]\na = 1\n",
        ),
        (
            "title = '''\na\n'''\n\n[[x]]\na = 1\n",
            "status",
            "title = '''\na\n'''\nstatus = \"review\"\n\n[[x]]\na = 1\n",
        ),
        (
            "title = \"x\"\n",
            "impact.note",
            "title = \"x\"\nimpact.note = \"review\"\n",
        ),
        (
            "[impact]\nbasis = \"x\"\n\n[z]\n",
            "impact.note",
            "[impact]\nbasis = \"x\"\nnote = \"review\"\n\n[z]\n",
        ),
        (
            "[impact] # c\n[z]\n",
            "impact.note",
            "[impact] # c\nnote = \"review\"\n[z]\n",
        ),
        (
            "impact.basis = \"x\"\n",
            "impact.note",
            "impact.basis = \"x\"\nimpact.note = \"review\"\n",
        ),
        (
            "impact = { basis = \"x\" }\n",
            "impact.note",
            "impact = { basis = \"x\", note = \"review\" }\n",
        ),
        (
            "impact = {}\n",
            "impact.note",
            "impact = { note = \"review\" }\n",
        ),
    ] {
        let whole = |inner: &str, end: &str| format!("+++\n{inner}+++\nx\n").replace('\n', end);
        becomes(&whole(was, "\n"), path, status(), &whole(is, "\n"));
        becomes(&whole(was, "\r\n"), path, status(), &whole(is, "\r\n"));
    }
    let list = Value::Texts(vec!["a\"b".to_owned(), "c\u{7f}".to_owned()]);
    becomes(
        "+++\nservices = [\n 'x' ]\n+++\n",
        "services",
        list,
        "+++\nservices = [\"a\\\"b\", \"c\\u007f\"]\n+++\n",
    );
}

#[test]
fn front_matter_that_is_not_there_is_made() {
    becomes(
        "# T\n",
        "status",
        status(),
        "---\nstatus: review\n---\n\n# T\n",
    );
    becomes(
        "\u{feff}# T\r\n",
        "impact.customers",
        count(),
        "\u{feff}---\r\nimpact:\r\n  customers: 1240\r\n---\r\n\r\n# T\r\n",
    );
    becomes("", "status", status(), "---\nstatus: review\n---\n");
    becomes("\nx", "status", status(), "---\nstatus: review\n---\n\nx");
    becomes(
        "---\n\nx\n\n---\n",
        "status",
        status(),
        "---\nstatus: review\n---\n\n---\n\nx\n\n---\n",
    );
    becomes(
        "---\n---\n# T\n",
        "status",
        status(),
        "---\nstatus: review\n---\n# T\n",
    );
    becomes(
        "---\r\n---\r\n",
        "status",
        status(),
        "---\r\nstatus: review\r\n---\r\n",
    );
}

#[test]
fn what_would_lose_or_change_something_is_refused() {
    for (text, told) in [
        (
            "---\nstatus:\n- a # of ours\n- b\n---\n",
            "without changing something else",
        ),
        ("---\nstatus:\n  a: 1\n---\n", "has keys of its own"),
        ("---\nstatus: draft\n", "is never closed"),
        ("---\nstatus: @a\n---\n", "unexpected character"),
        ("---\nstatus: [draft\n---\n", ""),
    ] {
        let refused = done(text, "status", status()).expect_err("a refusal");
        assert!(refused.contains(told), "{refused}");
    }
    for (text, told) in [
        ("---\nimpact: high\n---\n", "`impact` has a value here"),
        (
            "---\nx: &b {a: 1}\nimpact: *b\n---\n",
            "without changing something else",
        ),
    ] {
        let refused = done(text, "impact.customers", count()).expect_err("a refusal");
        assert!(refused.contains(told), "{refused}");
    }
    let unset = set(
        "\u{feff}---\na: 1\nimpact: x\n---\n",
        &["impact", "note"],
        &status(),
    );
    let text = "\u{feff}---\na: 1\nimpact: x\n---\n";
    let error = unset.expect_err("a refusal").refused(text, "a.md");
    assert!(
        error.to_string().starts_with("a.md:3:1: `impact`"),
        "{error}"
    );
}

#[test]
fn what_is_there_already_changes_nothing() {
    for text in [
        "---\nstatus: 'review'\n---\n",
        "+++\nstatus = \"\"\"review\"\"\"\n+++\n",
    ] {
        becomes(text, "status", status(), text);
    }
    let once = set_all(
        "x",
        [
            (&["resolved"][..], Value::text("2026-03-14T11:40Z")),
            (&["started"][..], Value::text("2026-03-14T09:02Z")),
        ],
    );
    let expected = "---\nresolved: 2026-03-14T11:40Z\nstarted: 2026-03-14T09:02Z\n---\n\nx";
    assert_eq!(once.as_deref(), Ok(expected));
}
