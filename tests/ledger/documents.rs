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
