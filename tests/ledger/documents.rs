//! The ledger of documents that change as people change them.

use crate::program::Folder;

const TITLE: &str = "Cap the retries of checkout";
const EXPLAINED: &str = "**Cap the retries of checkout**: when the ledger was slow every worker asked again at once, and \
    what was left of its pool went to requests that nobody waited for any more";
const PATH: &str = "incidents/checkout.md";

fn post(title: &str, actions: &[&str]) -> String {
    let actions: Vec<String> = actions.iter().map(|one| format!("- {one}\n")).collect();
    format!(
        "# {title}\n\n## Summary\n\nCheckout answered nothing for half an hour.\n\n## Impact\n\n5 users\n\n\
        ## Root cause\n\nThe pool was too small.\n\n## Action items\n\n{}",
        actions.concat()
    )
}

fn repository() -> Folder {
    let folder = Folder::new();
    folder.git(&["init", "-q"]);
    folder
}

/// What happened: each event with its day and the first word of the action.
fn happened(folder: &Folder) -> Vec<(String, String, String)> {
    let ran = folder.whys(&[
        "actions",
        "--all",
        "--since",
        "2026-01-01",
        "--format",
        "json",
        "--today",
        "2026-04-10",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let list: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let mut events: Vec<_> = list["happened"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            let action = text(&one["action"]["text"]);
            let word = action.split(' ').next().expect("a word").to_owned();
            (text(&one["event"]), text(&one["on"]), word)
        })
        .collect();
    events.sort();
    events
}

fn event(event: &str, on: &str, action: &str) -> (String, String, String) {
    (event.to_owned(), on.to_owned(), action.to_owned())
}

#[test]
fn a_title_that_gains_an_explanation_is_the_same_action() {
    let folder = repository();
    for (actions, day) in [
        ([TITLE, "Page on-call sooner"], "2026-02-01"),
        ([EXPLAINED, "Page on-call sooner"], "2026-02-02"),
        (["Page on-call sooner", TITLE], "2026-02-03"),
    ] {
        folder.write(PATH, post("Outage of checkout", &actions));
        folder.commit_as("Ana", day);
        let opened = [
            event("opened", "2026-02-01", "Cap"),
            event("opened", "2026-02-01", "Page"),
        ];
        assert_eq!(happened(&folder), opened, "{day}");
    }
}

#[test]
fn a_title_that_comes_back_with_an_explanation_is_the_same_action() {
    let folder = repository();
    let page = "Page on-call sooner";
    for (actions, day) in [
        (&[page, TITLE][..], "2026-02-01"),
        (&[page], "2026-02-02"),
        (&[page, EXPLAINED], "2026-02-03"),
    ] {
        folder.write(PATH, post("Outage of checkout", actions));
        folder.commit_as("Ana", day);
    }
    let events = happened(&folder);
    assert!(
        events.contains(&event("opened", "2026-02-01", "Cap")),
        "{events:?}"
    );
    assert!(
        !events.contains(&event("opened", "2026-02-03", "Cap")),
        "{events:?}"
    );
}

#[test]
fn a_title_that_became_two_explained_ones_is_neither() {
    let folder = repository();
    let other = "Cap the retries of checkout: the queue of mails was full for the whole afternoon, and it took two \
        more hours until the last of them had been sent";
    for (actions, day) in [
        (&[TITLE][..], "2026-02-01"),
        (&[EXPLAINED, other], "2026-02-02"),
    ] {
        folder.write(PATH, post("Outage of checkout", actions));
        folder.commit_as("Ana", day);
    }
    let events = happened(&folder);
    assert!(
        events.contains(&event("vanished", "2026-02-02", "Cap")),
        "{events:?}"
    );
}

#[test]
fn a_file_that_becomes_markdown_is_followed_back() {
    let cap = "Cap the retries of checkout";
    let page = "Page on-call sooner";
    // A name without an extension; another extension and another action at once; and two renames.
    for names in [
        &["incidents/checkout", "incidents/checkout.md"][..],
        &["incidents/checkout.txt", "incidents/checkout.md"],
        &["checkout", "incidents/old.txt", "incidents/checkout.md"],
    ] {
        let folder = repository();
        folder.write(names[0], post("Outage of checkout", &[cap]));
        folder.commit_as("Ana", "2026-02-01");
        folder.write(names[0], post("Outage of checkout", &[cap, page]));
        folder.commit_as("Ana", "2026-02-02");
        for (pair, day) in names.windows(2).zip(["2026-02-03", "2026-02-04"]) {
            // What is known by then goes no further than the rename.
            happened(&folder);
            std::fs::create_dir_all(folder.path().join("incidents")).expect("a folder");
            folder.git(&["mv", pair[0], pair[1]]);
            folder.commit_as("Ana", day);
        }
        let opened = [
            event("opened", "2026-02-01", "Cap"),
            event("opened", "2026-02-02", "Page"),
        ];
        assert_eq!(happened(&folder), opened, "{names:?}");
    }
}

#[test]
fn a_file_that_becomes_markdown_and_changes_at_once_is_followed_back() {
    let folder = repository();
    let cap = "Cap the retries of checkout";
    folder.write("incidents/checkout.txt", post("Outage of checkout", &[cap]));
    folder.commit_as("Ana", "2026-02-01");
    folder.git(&["mv", "incidents/checkout.txt", PATH]);
    folder.write(
        PATH,
        post("Outage of checkout", &[cap, "Page on-call sooner"]),
    );
    folder.commit_as("Ana", "2026-02-02");
    let opened = [
        event("opened", "2026-02-01", "Cap"),
        event("opened", "2026-02-02", "Page"),
    ];
    assert_eq!(happened(&folder), opened);
}

#[test]
fn an_action_of_a_template_begins_when_it_was_written() {
    let folder = repository();
    let (cap, page) = ("Cap the retries of checkout", "Page on-call sooner");
    // The path says nothing, and the title is still that of the template.
    folder.write("notes/checkout.md", post("Incident title", &[cap]));
    folder.write("notes/other.md", post("Incident title", &["Fill this in"]));
    folder.commit_as("Ana", "2026-02-01");
    assert_eq!(happened(&folder), []);
    folder.write(
        "notes/checkout.md",
        post("Postmortem: checkout", &[cap, page]),
    );
    folder.commit_as("Ana", "2026-02-02");
    let opened = [
        event("opened", "2026-02-01", "Cap"),
        event("opened", "2026-02-02", "Page"),
    ];
    assert_eq!(happened(&folder), opened);
    folder.git(&["rm", "-q", "notes/other.md"]);
    folder.commit_as("Ana", "2026-02-03");
    assert_eq!(happened(&folder), opened);
}
