//! `whys actions done`, `drop`, `reopen`, `assign`, `due`: one action changed where it stands, in every form, and nothing
//! else.

mod program;

use program::{Folder, Ran};
use proptest::prelude::*;
use serde_json::Value;
use whys::fix::action::{Change, change};
use whys::postmortem::ReadOptions;

const TODAY: [&str; 2] = ["--today", "2026-03-26"];

/// A post-mortem with these actions.
fn document(actions: &str) -> String {
    format!(
        "# Checkout answered 503 to one customer in five\n\n## Impact\n\n1,240 customers got an error page.\n\n## Actions\n\n{actions}\n## Evidence\n\nThe gateway log.\n"
    )
}

fn actions(folder: &Folder, name: &str) -> Vec<Value> {
    let ran = folder.whys(&["inspect", "--format", "json", name]);
    let facts: Value = serde_json::from_str(&ran.out).expect("JSON");
    facts["actions"].as_array().expect("a list").clone()
}

fn run(folder: &Folder, args: &[&str]) -> Ran {
    folder.whys(&[&["actions"], args].concat())
}

/// What stands for the actions of a document after one command on its action at `line` of the actions, from 0.
fn after(list: &str, line: usize, args: &[&str]) -> String {
    let folder = Folder::new();
    let whole = document(list);
    folder.write("incidents/a.md", &whole);
    let place = format!("incidents/a.md:{}", 9 + line);
    let all = [&args[..1], &[place.as_str()], &args[1..]].concat();
    let ran = run(&folder, &all);
    assert_eq!(ran.code, 0, "{list}{args:?}\n{}", ran.err);
    let text = String::from_utf8(folder.read("incidents/a.md")).expect("UTF-8");
    let head = whole.find(list).expect("the list");
    let tail = whole.len() - head - list.len();
    assert_eq!(text[..head], whole[..head]);
    assert_eq!(text[text.len() - tail..], whole[whole.len() - tail..]);
    // Twice is once.
    let again = run(&folder, &all);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(folder.read("incidents/a.md"), text.as_bytes(), "{list}");
    text[head..text.len() - tail].to_owned()
}

const OURS: &str = "\
- [ ] **A-7kq2** Reject unknown keys in CI for all 14 charts
  - owner: @ana, due: 2026-04-01, type: prevent, addresses: C2

- [ ] **A-m3dx** Page on-call when the queue is older than 10 min
  - owner: @kim
";

#[test]
fn an_action_in_our_own_form_is_done() {
    let done = [
        &[
            "done",
            "--evidence",
            "a staged backlog paged in 4 min (#4711)",
        ][..],
        &TODAY,
    ]
    .concat();
    assert_eq!(
        after(OURS, 0, &done),
        OURS.replacen("[ ]", "[x]", 1).replace(
            "addresses: C2\n",
            "addresses: C2\n  - done: 2026-03-26, a staged backlog paged in 4 min (#4711)\n"
        )
    );
    let earlier = [&["done", "--on", "2026-03-20"][..], &TODAY].concat();
    let list = after(OURS, 3, &earlier);
    assert!(
        list.ends_with("  - owner: @kim\n  - done: 2026-03-20\n"),
        "{list}"
    );
}

#[test]
fn an_action_in_our_own_form_is_dropped_assigned_and_moved() {
    let dropped = [
        &["drop", "--reason", "costs more than it saves"][..],
        &TODAY,
    ]
    .concat();
    assert_eq!(
        after(OURS, 3, &dropped),
        OURS.replace(
            "- [ ] **A-m3dx** Page on-call when the queue is older than 10 min\n  - owner: @kim\n",
            "- [x] ~~**A-m3dx** Page on-call when the queue is older than 10 min~~\n  - owner: @kim\n  - dropped: 2026-03-26, costs more than it saves\n"
        )
    );
    assert_eq!(
        after(OURS, 0, &["assign", "--to", "@tom"]),
        OURS.replace("@ana", "@tom")
    );
    assert_eq!(
        after(
            OURS,
            0,
            &[
                "due",
                "--on",
                "2026-05-01",
                "--reason",
                "the vendor is late"
            ]
        ),
        OURS.replace("due: 2026-04-01", "due: 2026-05-01").replace(
            "addresses: C2\n",
            "addresses: C2\n  - moved: 2026-04-01 → 2026-05-01, the vendor is late\n"
        )
    );
    assert_eq!(
        after(OURS, 3, &["due", "--on", "2026-05-01"]),
        OURS.replace("owner: @kim\n", "owner: @kim, due: 2026-05-01\n")
    );
}

/// Lists in every form, the line of the action, and what the commands make of that line and those below it.
#[test]
fn every_form_has_its_own_way() {
    let evidence = [&["done", "--evidence", "see #4711"][..], &TODAY].concat();
    let dropped = [&["drop", "--reason", "too dear"][..], &TODAY].concat();
    let (assign, due) = (["assign", "--to", "Kim"], ["due", "--on", "2026-05-01"]);
    let table = "| Action | Owner | Due | Status |\n| --- | --- | --- | --- |\n| Cap retries \\| timeouts at 2 | Ana | 2026-04-01 | TODO |\n| Raise the pool to 120 | | | |\n";
    let bare = "| Task |\n|---|\n| Raise the pool to 130 |\n";
    let merged = "| Action | Ticket |\n|---|---|\n| Cap retries at 2 | https://github.com/larkspur/shop/pull/12 |\n";
    let jira = "Action|Assignee|State|Comment\n---|---|---|---\nCap retries at 2|Ana|In progress|see the wiki\n";
    let heading = "### A1. Alert on free connections\n\n- **Owner:** Ana\n- **Status:** Open\n\n### A2. Cap retries at 2\n\n- **Owner:** Tom\n";
    let nested = "- Short term:\n  1. Cap retries at 2 (owner: Ana)\n  2. Raise the pool to 120\n     in both regions\n- Long term:\n  * Split the pool\n";
    let columns = "| Action | Done on | Evidence | Status |\n|---|---|---|---|\n| Cap retries at 2 |   |   | Open |\n";
    for (list, line, args, old, new) in [
        (
            table,
            2,
            &evidence[..],
            "| TODO |",
            "| Done on 2026-03-26, see #4711 |",
        ),
        (
            table,
            2,
            &dropped,
            "| TODO |",
            "| Dropped on 2026-03-26, too dear |",
        ),
        (table, 2, &assign, "| Ana |", "| Kim |"),
        (table, 2, &due, "2026-04-01", "2026-05-01"),
        (table, 3, &assign, "120 | |", "120 | Kim |"),
        (table, 3, &due, "120 | | |", "120 | | 2026-05-01 |"),
        (
            bare,
            2,
            &evidence,
            "130 |",
            "130 (status: done on 2026-03-26, see #4711) |",
        ),
        (bare, 2, &assign, "130 |", "130 (owner: Kim) |"),
        (bare, 2, &due, "130 |", "130 (due: 2026-05-01) |"),
        (
            merged,
            2,
            &evidence,
            "at 2 |",
            "at 2 (status: done on 2026-03-26, see #4711) |",
        ),
        (
            jira,
            2,
            &evidence,
            "|In progress|",
            "|Done on 2026-03-26, see #4711|",
        ),
        (jira, 2, &assign, "|Ana|", "|Kim|"),
        (
            heading,
            0,
            &evidence,
            "- **Status:** Open\n",
            "- **Status:** done on 2026-03-26, see #4711\n",
        ),
        (
            heading,
            5,
            &evidence,
            "Tom\n",
            "Tom\n- **Done:** 2026-03-26, see #4711\n",
        ),
        (heading, 5, &due, "Tom\n", "Tom\n- **Due:** 2026-05-01\n"),
        (heading, 0, &assign, "Ana", "Kim"),
        (
            nested,
            1,
            &evidence,
            "(owner: Ana)\n",
            "(owner: Ana)\n     - done: 2026-03-26, see #4711\n",
        ),
        (nested, 1, &assign, "Ana", "Kim"),
        (
            nested,
            2,
            &dropped,
            "regions\n",
            "regions\n     - dropped: 2026-03-26, too dear\n",
        ),
        (
            nested,
            5,
            &due,
            "Split the pool\n",
            "Split the pool\n    - due: 2026-05-01\n",
        ),
        (
            columns,
            2,
            &evidence,
            "|   |   | Open |",
            "| 2026-03-26 | see #4711 | Done |",
        ),
    ] {
        assert_eq!(after(list, line, args), list.replace(old, new), "{args:?}");
    }
}

#[test]
fn what_is_done_or_dropped_is_open_again_as_it_was() {
    let folder = Folder::new();
    for list in [
        OURS,
        "- Cap retries at 2\n- Raise the pool to 120\n",
        "| Task |\n|---|\n| Raise the pool to 130 |\n",
        "### A1. Alert on free connections\n\n- Owner: Ana\n",
    ] {
        let whole = document(list);
        for args in [
            &["done", "--evidence", "see #4711"][..],
            &["drop", "--reason", "too dear"],
        ] {
            folder.write("a-postmortem.md", &whole);
            let line = actions(&folder, "a-postmortem.md")[0]["line"].clone();
            let place = format!("a-postmortem.md:{line}");
            let ran = run(
                &folder,
                &[&args[..1], &[place.as_str()], &args[1..], &TODAY].concat(),
            );
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert_ne!(folder.read("a-postmortem.md"), whole.as_bytes());
            let ran = run(&folder, &["reopen", &place]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            assert_eq!(
                String::from_utf8(folder.read("a-postmortem.md")).expect("UTF-8"),
                whole
            );
        }
    }
    for (list, open) in [
        ("- ✅ Cap retries at 2\n", "- Cap retries at 2\n"),
        ("- ~~Cap retries at 2~~\n", "- Cap retries at 2\n"),
        ("- Cap retries at 2 (done)\n", "- Cap retries at 2\n"),
        (
            "| Action | Status |\n|---|---|\n| Cap retries at 2 | Completed |\n",
            "| Action | Status |\n|---|---|\n| Cap retries at 2 | Open      |\n",
        ),
    ] {
        folder.write("a-postmortem.md", document(list));
        let line = actions(&folder, "a-postmortem.md")[0]["line"].clone();
        let ran = run(&folder, &["reopen", &format!("a-postmortem.md:{line}")]);
        assert_eq!(ran.code, 0, "{list}{}", ran.err);
        assert_eq!(
            String::from_utf8(folder.read("a-postmortem.md")).expect("UTF-8"),
            document(open)
        );
    }
}

#[test]
fn words_of_the_command_line_stay_where_they_are_put() {
    let evil = "a | b `c` <!-- d\n- [ ] e\n\n## f </td> [g](h) *i* j";
    let table = "| Action | Status |\n|---|---|\n| Cap retries at 2 | Open |\n| Raise the pool to 120 | Open |\n";
    for (list, line) in [(OURS, 0), (table, 2)] {
        let folder = Folder::new();
        folder.write("incidents/a.md", document(list));
        let before = actions(&folder, "incidents/a.md");
        let place = format!("incidents/a.md:{}", 9 + line);
        let ran = run(
            &folder,
            &[&["drop", &place, "--reason", evil][..], &TODAY].concat(),
        );
        assert_eq!(ran.code, 0, "{}", ran.err);
        let now = actions(&folder, "incidents/a.md");
        assert_eq!(
            (now.len(), &now[1]["text"]),
            (before.len(), &before[1]["text"])
        );
        let reason = now[0]["reason"].as_str().expect("a reason");
        assert_eq!(reason, "a | b `c` <!-- d - [ ] e ## f </td> [g](h) *i* j");
    }
    let folder = Folder::new();
    folder.write("incidents/a.md", document(OURS));
    let key = format!("AKIA{}", "Q3EGRJ7TNWZP5VXK");
    for args in [
        &["done", "A-7kq2", "--evidence", &key][..],
        &["drop", "A-7kq2", "--reason", " … "],
        &["assign", "A-7kq2", "--to", "Ana, Tom and Kim"],
    ] {
        let ran = run(&folder, args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains("incidents/a.md:9:"), "{}", ran.err);
        assert_eq!(folder.read("incidents/a.md"), document(OURS).as_bytes());
    }
}

#[test]
fn an_action_is_named_by_its_id_its_beginning_or_its_place() {
    let folder = Folder::new();
    folder.write("incidents/a.md", document(OURS));
    folder.write(
        "incidents/b.md",
        document("| ID | Action | Owner |\n|---|---|---|\n| AI-1 | Cap retries at 2 | Ana |\n"),
    );
    folder.write(
        "incidents/c.md",
        document(
            "| ID | Action | Owner |\n|---|---|---|\n| AI-1 | Raise the pool to 120 | Tom |\n",
        ),
    );
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    let list = || run(&folder, &[&["--format", "ids"][..], &TODAY].concat()).out;
    assert_eq!(
        list(),
        "A-7kq2\tReject unknown keys in CI for all 14 charts\n\
         A-m3dx\tPage on-call when the queue is older than 10 min\n\
         incidents/b.md:11\tCap retries at 2\nincidents/c.md:11\tRaise the pool to 120\n"
    );
    for (name, told) in [
        ("AI-1", "incidents/b.md:11, incidents/c.md:11"),
        ("A-7kq3", "A-7kq2"),
        ("incidents/a.md:10", "incidents/a.md:9"),
        ("nothing", "FILE:LINE"),
    ] {
        let ran = run(&folder, &["done", name]);
        assert_eq!(ran.code, 2, "{name}");
        assert!(ran.err.contains(told), "{name}: {}", ran.err);
    }
    let ran = run(
        &folder,
        &[&["done", "7k", "m3dx", "incidents/c.md:11"][..], &TODAY].concat(),
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert_eq!(list(), "incidents/b.md:11\tCap retries at 2\n");
    // A folder of the name of a command is a path all the same.
    folder.write("done/incident.md", document("- [ ] Split the pool\n"));
    assert!(
        run(&folder, &["./done", "--format", "ids"])
            .out
            .contains("Split the pool")
    );
}

#[test]
fn owners_are_those_of_the_configuration_where_it_lists_them() {
    let folder = Folder::new();
    folder.write(
        "whys.toml",
        "[people]\nkim = \"kim@larkspur.example\"\n\n[teams]\npayments = [\"tom\"]\n",
    );
    folder.write("incidents/a.md", document(OURS));
    let ran = run(&folder, &["assign", "A-7kq2", "--to", "kin"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `kim`?"), "{}", ran.err);
    for owner in ["@kim", "tom", "payments"] {
        let ran = run(&folder, &["assign", "A-7kq2", "--to", owner]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    let me = [
        ("GIT_AUTHOR_NAME", "K"),
        ("GIT_AUTHOR_EMAIL", "kim@larkspur.example"),
    ];
    let ran = folder.run(&["actions", "assign", "A-7kq2", "--to", "@me"], &me, b"");
    assert_eq!(
        (
            ran.code,
            actions(&folder, "incidents/a.md")[0]["owner"].as_str()
        ),
        (0, Some("kim"))
    );
}

#[test]
fn a_diff_writes_nothing_and_a_refusal_says_where() {
    let folder = Folder::new();
    let crlf = document(OURS).replace('\n', "\r\n");
    folder.write("incidents/a.md", &crlf);
    let args = [&["done", "A-7kq2"][..], &TODAY].concat();
    let ran = run(&folder, &[&args[..], &["--diff"]].concat());
    assert!(ran.out.contains("+  - done: 2026-03-26"), "{}", ran.out);
    assert_eq!(folder.read("incidents/a.md"), crlf.as_bytes());
    assert_eq!(run(&folder, &args).code, 0);
    let expected = crlf
        .replacen("[ ]", "[x]", 1)
        .replace("C2\r\n", "C2\r\n  - done: 2026-03-26\r\n");
    assert_eq!(folder.read("incidents/a.md"), expected.as_bytes());
    // A table has no place for the reason of a later date.
    folder.write(
        "incidents/b.md",
        document("| Action | Due |\n|---|---|\n| Split the pool | 2026-04-01 |\n"),
    );
    let ran = run(
        &folder,
        &[
            "due",
            "incidents/b.md:11",
            "--on",
            "2026-05-01",
            "--reason",
            "holidays",
        ],
    );
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("incidents/b.md:11:3: ") && ran.err.contains("leave out --reason"),
        "{}",
        ran.err
    );
}

#[test]
fn a_day_that_would_become_that_of_the_incident_is_refused_with_what_to_do() {
    let folder = Folder::new();
    let text = "# Outage of search\n\n## Timeline\n\n- 12 March 09:02 UTC: search answers 503\n- 12 March 09:40 UTC: resolved\n\n## Actions\n\n- Cap retries at 2\n";
    folder.write("incidents/a.md", text);
    let args = [&["done", "incidents/a.md:10"][..], &TODAY].concat();
    let ran = run(&folder, &args);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(
        ran.err.contains("incidents/a.md:10:3: ") && ran.err.contains("`started:`"),
        "{}",
        ran.err
    );
    assert_eq!(folder.read("incidents/a.md"), text.as_bytes());
    let dated = format!("---\nstarted: 2026-03-12T09:02Z\n---\n{text}");
    folder.write("incidents/a.md", &dated);
    let ran = run(
        &folder,
        &[&["done", "incidents/a.md:13"][..], &TODAY].concat(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        folder.read("incidents/a.md"),
        format!("{dated}  - done: 2026-03-26\n").as_bytes()
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_keeps_no_other_from_being_changed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, elsewhere) = (Folder::new(), Folder::new());
    folder.write(".git/HEAD", "ref: refs/heads/main\n");
    let out = elsewhere.write("incident.md", document(OURS));
    let place = folder.write("incidents/b.md", document("- [ ] Split the pool\n"));
    symlink(&out, folder.path().join("incidents/a.md")).expect("a link");
    std::fs::set_permissions(&place, PermissionsExt::from_mode(0o640)).expect("a mode");
    let args = [
        &["done", "incidents/a.md:9", "incidents/b.md:9"][..],
        &TODAY,
    ]
    .concat();
    let ran = run(&folder, &args);
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("incidents/a.md: leads out of "),
        "{}",
        ran.err
    );
    assert_eq!(elsewhere.read("incident.md"), document(OURS).as_bytes());
    let text = String::from_utf8(folder.read("incidents/b.md")).expect("UTF-8");
    assert!(
        text.contains("- [x] Split the pool\n  - done: 2026-03-26\n"),
        "{text}"
    );
    let mode = std::fs::metadata(&place)
        .expect("a file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// Actions of many forms, as parts of which a list is made.
fn part() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Cap retries at 2",
        "Raise the pool of `checkout` to 120",
        "Page on-call when the **queue** is older than 10 min",
        "Reject \\| unknown keys in CI, see [the guide](https://wiki.larkspur.example/keys)",
        "Löse die Größe des Puffers auf 4 KiB begrenzen (RK)",
    ]);
    let form = prop::sample::select(vec![
        "- [ ] WORDS\n  - owner: @ana, due: 2026-04-01\n\n",
        "- [x] WORDS\n  - done: 2026-03-01, see #12\n\n",
        "- WORDS\n",
        "* WORDS (owner: Ana)\n",
        "1. WORDS\n   in both regions\n",
        "- Short term:\n  - WORDS\n  - [ ] WORDS, by 1 April\n",
        "\n| Action | Owner | Status |\n|---|---|---|\n| WORDS | Ana | Open |\n| WORDS |  | Done |\n\n",
        "\n| Task | ETA |\n|---|---|\n| WORDS | |\n\n",
        "\n### WORDS\n\nOwner: Tom  \nDue: 2026-05-01\n\n",
        "- ~~WORDS~~\n",
        "> - [ ] WORDS\n\n",
    ]);
    (words, form).prop_map(|(words, form)| form.replace("WORDS", words))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is changed, the lines of all other actions and of the rest are byte for byte the same, and twice is once.
    #[test]
    fn everything_else_is_byte_for_byte_the_same(parts in prop::collection::vec(part(), 1..6), crlf: bool) {
        let text = document(&parts.concat());
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let options = ReadOptions { path: "incidents/a.md".to_owned(), ..ReadOptions::default() };
        let read = |text: &str| whys::read(text.to_owned(), &options);
        let before = read(&text);
        let day = |text: &str| text.parse::<jiff::civil::Date>().expect("a day");
        let changes = [
            Change::Done { on: day("2026-03-26"), is_day_meant: false, evidence: Some("see #4711".to_owned()) },
            Change::Drop { on: day("2026-03-26"), reason: "too | dear".to_owned() },
            Change::Reopen,
            Change::Assign { owner: "Zoe".to_owned() },
            Change::Due { on: day("2026-09-01"), reason: None },
        ];
        for (at, action) in before.actions.iter().enumerate() {
            for asked in &changes {
                let Ok(Some(changed)) = change(&text, &options, at, asked) else { continue };
                let first = text[..action.extent.start].rfind('\n').map_or(0, |at| at + 1);
                let last = action.extent.end.max(action.span.end);
                let end = text[last - 1..].find('\n').map_or(text.len(), |more| last + more);
                prop_assert_eq!(&text[..first], &changed[..first]);
                prop_assert!(changed.ends_with(&text[end..]), "{:?}\n{}", asked, changed);
                prop_assert!(!crlf || changed.matches('\n').count() == changed.matches("\r\n").count());
                let after = read(&changed);
                prop_assert_eq!(after.actions.len(), before.actions.len());
                for (other, (was, is)) in before.actions.iter().zip(&after.actions).enumerate() {
                    let told = |action: &whys::postmortem::Action| {
                        let owners: Vec<String> = action.owners.iter().map(|one| one.value.clone()).collect();
                        let due = action.due.as_ref().map(|due| due.value);
                        (action.text.clone(), action.state, owners, due)
                    };
                    if other != at {
                        prop_assert_eq!(told(was), told(is));
                    }
                }
                prop_assert_eq!(change(&changed, &options, at, asked), Ok(None), "{}", changed);
            }
        }
    }

    /// No words of the command line and no document make a change panic.
    #[test]
    fn no_words_break_anything(words in "\\PC{0,40}", text in "[-|*~#>\\[\\] x:\\n`<!a-z0-9.(),]{0,200}") {
        let text = format!("# Outage\n\n## Actions\n\n{text}");
        let options = ReadOptions { path: "incidents/a.md".to_owned(), ..ReadOptions::default() };
        let count = whys::read(text.clone(), &options).actions.len();
        for at in 0..count {
            let on = "2026-03-26".parse().expect("a day");
            for asked in [
                Change::Drop { on, reason: words.clone() },
                Change::Assign { owner: words.clone() },
                Change::Due { on, reason: Some(words.clone()) },
                Change::Reopen,
            ] {
                if let Ok(Some(changed)) = change(&text, &options, at, &asked) {
                    prop_assert_eq!(whys::read(changed, &options).actions.len(), count);
                }
            }
        }
    }
}
