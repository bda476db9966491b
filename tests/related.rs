//! `whys related`, and what the rules on repeats find in a folder.

mod program;

use program::{Folder, rules};
use serde_json::Value;

/// A repository with a series of two, one of which has an open action, and documents from the same template.
fn repository() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    for (day, what, cause) in [
        (
            "2025-08-19",
            "Search took nine seconds",
            "The index was rebuilt in the busiest hour.",
        ),
        (
            "2025-09-02",
            "Labels were printed twice",
            "A retry of the printer service has no key.",
        ),
        (
            "2025-12-24",
            "Mails were sent a day late",
            "The queue of the mailer grew over the holidays.",
        ),
        (
            "2026-02-01",
            "Sign-in was refused on phones",
            "A certificate of the identity provider expired.",
        ),
    ] {
        folder.write(
            &format!("incidents/{day}-x.md"),
            from_template(day, what, cause, ""),
        );
    }
    let actions = "- [ ] **A-11aa** Cap the pool at 10 connections a tenant\n  - owner: @tom, due: 2025-12-01\n\n- [x] **A-22bb** Page at fewer than 5 free connections\n  - owner: @kim, due: 2025-11-20\n  - done: 2025-11-19, paged in a drill\n";
    let cause = "A nightly export took all connections of the database pool.";
    folder.write(
        "incidents/2025-11-02-checkout-503.md",
        from_template(
            "2025-11-02",
            "Checkout answered 503 to everybody",
            cause,
            actions,
        ),
    );
    let cause = "The database pool was empty: an export took nearly all connections.";
    folder.write(
        "incidents/2026-03-14-checkout-503.md",
        from_template(
            "2026-03-14",
            "Checkout answered 503 to one customer in five",
            cause,
            "",
        ),
    );
    folder
}

fn from_template(day: &str, title: &str, cause: &str, actions: &str) -> String {
    format!(
        "---\nstatus: draft\nstarted: {day}T09:00Z\n---\n# {title}\n\n## Summary\n\nThis review follows the blameless process of the reliability guild and its seven steps.\n\n## Causes\n\n- {cause}\n\n## Actions\n\n{actions}\n"
    )
}

const ASKED: &str = "incidents/2026-03-14-checkout-503.md";

fn json(folder: &Folder, args: &[&str]) -> Value {
    let ran = folder.whys(
        &[
            &["related", "--format", "json", "--today", "2026-06-01"],
            args,
        ]
        .concat(),
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

#[test]
fn the_earlier_one_of_a_series_is_first_with_its_open_action() {
    let folder = repository();
    let told = json(&folder, &[ASKED]);
    let first = &told["related"][0];
    assert_eq!(first["path"], "incidents/2025-11-02-checkout-503.md");
    assert_eq!(first["closed"], 1);
    assert_eq!(first["open_actions"][0]["days_late"], 182);
    assert_eq!(first["open_actions"][0]["line"], 17);
    let causes = first["in_common"]["causes"].as_array().expect("words");
    assert!(causes.contains(&"pool".into()), "{causes:?}");
    let text = told.to_string();
    assert!(!text.contains("guild"), "the template counts: {text}");
    assert_eq!(told["compared"], 5);
    // Later ones are not listed: seen from November, nothing was like it before.
    let earlier = json(&folder, &["incidents/2025-11-02-checkout-503.md"]);
    assert!(!earlier.to_string().contains("2026-03-14-checkout"));
}

#[test]
fn restricted_ones_are_left_out_and_counted() {
    let folder = repository();
    let earlier = "incidents/2025-11-02-checkout-503.md";
    let text = String::from_utf8(folder.read(earlier)).expect("a text");
    folder.write(
        earlier,
        text.replace("status: draft", "status: draft\nvisibility: restricted"),
    );
    let told = json(&folder, &[ASKED]);
    assert_eq!(told["restricted"], 1);
    assert!(!told.to_string().contains("2025-11-02"));
    let ran = folder.whys(&["related", ASKED]);
    assert!(
        ran.err.contains("1 restricted one was left out"),
        "{}",
        ran.err
    );
    let lint = folder.whys(&[
        "lint",
        "--format",
        "json",
        "--fail-on",
        "never",
        "incidents",
    ]);
    assert!(!rules(&lint).contains(&"undeclared-repeat".to_owned()));
}

#[test]
fn text_and_markdown_tell_the_same_and_the_terminal_is_not_overrun() {
    let folder = repository();
    let text = folder.whys(&["related", "--today", "2026-06-01", ASKED]);
    for told in [
        "1.  Checkout answered 503 to everybody",
        "182 days late",
        "1 action open, 1 closed",
    ] {
        assert!(text.out.contains(told), "{}", text.out);
    }
    assert!(
        text.out.lines().all(|line| line.chars().count() <= 100),
        "{}",
        text.out
    );
    let page = folder.whys(&["related", "--today", "2026-06-01", "-f", "markdown", ASKED]);
    let link =
        "[Cap the pool at 10 connections a tenant](incidents/2025-11-02-checkout-503.md#L17)";
    assert!(page.out.contains(link), "{}", page.out);
}

#[test]
fn what_cannot_be_read_is_an_error_and_what_is_alone_is_none() {
    let folder = Folder::new();
    assert_eq!(folder.whys(&["related", "gone.md"]).code, 2);
    folder.write("incidents/a.md", "# Checkout was slow\n");
    assert_eq!(folder.whys(&["related", "incidents"]).code, 2);
    let ran = folder.whys(&["related", "incidents/a.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(
        ran.err.contains("no other post-mortem was found"),
        "{}",
        ran.err
    );
}

#[test]
fn a_folder_is_asked_for_repeats_and_a_file_is_not() {
    let folder = repository();
    let lint = |path: &str| {
        let ran = folder.whys(&[
            "lint",
            "--format",
            "json",
            "--fail-on",
            "never",
            "--today",
            "2026-06-01",
            path,
        ]);
        rules(&ran)
    };
    let of_folder = lint("incidents");
    for rule in ["undeclared-repeat", "repeat-with-open-actions"] {
        let count = of_folder.iter().filter(|found| *found == rule).count();
        assert_eq!(count, 1, "{rule}");
        assert!(!lint(ASKED).contains(&rule.to_owned()));
    }
    let text = String::from_utf8(folder.read(ASKED)).expect("a text");
    folder.write(
        ASKED,
        text.replace("# Checkout", "repeat\n\n# Checkout").replace(
            "status: draft",
            "status: draft\nrepeat_of: 2025-11-02-checkout-503",
        ),
    );
    let declared = lint("incidents");
    assert!(!declared.contains(&"undeclared-repeat".to_owned()));
    assert!(declared.contains(&"repeat-with-open-actions".to_owned()));
    let alone = folder.whys(&["lint", "--select", "repeat-with-open-actions", ASKED]);
    assert!(
        alone.err.contains("not judged by repeat-with-open-actions"),
        "{}",
        alone.err
    );
}

#[test]
fn a_pull_request_is_told_what_its_new_post_mortem_repeats() {
    let folder = repository();
    let text = String::from_utf8(folder.read(ASKED)).expect("a text");
    std::fs::remove_file(folder.path().join(ASKED)).expect("a file");
    folder.commit_as("kim", "2026-02-20");
    folder.write(ASKED, text);
    folder.git(&["add", "."]);
    let judged = |args: &[&str]| {
        let always = ["lint", "--format", "json", "--fail-on", "never"];
        rules(&folder.whys(&[&always, args].concat()))
    };
    let changed = judged(&["--changed-since", "HEAD"]);
    // A hook does not read the whole repository.
    let staged = judged(&["--staged"]);
    for rule in ["undeclared-repeat", "repeat-with-open-actions"] {
        assert!(changed.contains(&rule.to_owned()), "{changed:?}");
        assert!(!staged.contains(&rule.to_owned()), "{staged:?}");
    }
}

#[test]
fn the_secret_of_another_post_mortem_is_hidden() {
    let folder = repository();
    let earlier = "incidents/2025-11-02-checkout-503.md";
    let text = String::from_utf8(folder.read(earlier)).expect("a text");
    let secret = ["ghp_", "k3JqXv9TzR7mWc2LpYd5NbH8sGf4Qa1UeOiZ"].concat();
    folder.write(
        earlier,
        text.replace(
            "Cap the pool at",
            &format!("Revoke {secret} and cap the pool at"),
        ),
    );
    for args in [
        ["related", "--format", "json", ASKED],
        ["related", "--format", "text", ASKED],
        ["lint", "--fail-on", "never", "incidents"],
    ] {
        let ran = folder.whys(&args);
        assert!(ran.out.contains("Revoke"), "{}", ran.out);
        assert!(!ran.out.contains("k3JqXv9T"), "{}", ran.out);
    }
}

#[test]
fn a_named_file_is_a_repeat_in_all_of_the_repository_and_leads_the_summary() {
    let folder = repository();
    let lint = [
        "lint",
        "--format",
        "summary",
        "--fail-on",
        "never",
        "--today",
        "2026-06-01",
    ];
    let alone = folder.whys(&[&lint[..], &[ASKED]].concat());
    assert!(!alone.out.contains("It happened again"), "{}", alone.out);
    let told = folder.whys(&[&lint[..], &["--whole-repository", ASKED]].concat());
    let (head, rest) = told.out.split_once("\n###").expect("a headline");
    assert!(head.starts_with("## whys\n"), "{head}");
    assert!(
        rest.starts_with(" It happened again\n\n- incidents/2026-03-14"),
        "{rest}"
    );
    assert!(rest.contains("Cap the pool at 10 connections"), "{rest}");
    assert!(rest.find("1 open action").expect("told") < rest.find("| --- |").expect("a table"));
}
