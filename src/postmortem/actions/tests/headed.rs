//! Headings inside the follow-up that are actions themselves.

use super::*;

#[test]
fn a_heading_that_names_somebody_is_the_action_and_its_story_belongs_to_it() {
    let found = under(
        "### @kim Cleanup job scheduled\n\nIt removes archives that are older than a week.\n\n\
         ### 2) Better alerts on load `@tom` [detect]\n\nWe should have better alerts on every host.\n\n\
         ### 3) Workers per host lowered @li [repair]\n\nLowered it to 12.\n\n\
         ### Fewer retries in checkout (Ana)\n\nThey multiply.\n",
    );
    assert_eq!(
        texts(&found),
        [
            "@kim Cleanup job scheduled",
            "Better alerts on load @tom [detect]",
            "Workers per host lowered @li [repair]",
            "Fewer retries in checkout (Ana)"
        ]
    );
    let owners: Vec<String> = found.iter().map(owner).collect();
    assert_eq!(owners, ["kim", "tom", "li", "Ana"]);
    let states: Vec<State> = found.iter().map(|a| a.state).collect();
    assert_eq!(states, [State::Done, State::Open, State::Done, State::Open]);
    let kinds = [&found[1], &found[2]].map(|a| (a.kind, a.kind_stated));
    assert_eq!(kinds, [(Type::Detect, true), (Type::Repair, true)]);
}

#[test]
fn a_heading_that_only_names_whom_what_follows_is_for_groups_it() {
    for heading in [
        "@kim",
        "Platform team (@kim)",
        "Items for @kim",
        "Monitoring @kim",
        "Kim and Tom",
    ] {
        let found = under(&format!(
            "### {heading}\n\nWe will cap the retries of checkout.\n"
        ));
        let expected = ["We will cap the retries of checkout."];
        assert_eq!(texts(&found), expected, "{heading}");
    }
    let found = under("### @kim Better alerts on load\n\n- Alert on age\n- Alert on depth\n");
    assert_eq!(texts(&found), ["Alert on age", "Alert on depth"]);
}

#[test]
fn a_type_in_brackets_at_one_end_is_stated() {
    let stated = |body: &str| {
        let action = only(body);
        action.kind_stated.then_some(action.kind)
    };
    assert_eq!(stated("- [process] Cap the retries"), Some(Type::Process));
    assert_eq!(
        stated("- Cap the retries [mitigation]"),
        Some(Type::Mitigate)
    );
    assert_eq!(stated("- Cap the retries [code](https://c.example)"), None);
    assert_eq!(stated("- Cap the retries [process is slow]"), None);
}

#[test]
fn where_work_waits_is_no_owner() {
    let found = under(
        "| Action | Owner |\n|---|---|\n| Cap retries | Backlog |\n| Alert on age | next sprint |\n| Alert on depth | Kim |\n",
    );
    let owners: Vec<String> = found.iter().map(owner).collect();
    assert_eq!(owners, ["", "", "Kim"]);
}

#[test]
fn facts_in_brackets_may_be_set_with_an_equals_sign() {
    let found = only("- Cap the retries of the mailer (owner=kim, priority=low, due=2026-03-04)");
    assert_eq!(owner(&found), "kim");
    assert_eq!(found.text, "Cap the retries of the mailer");
    assert_eq!(
        found.due.map(|due| due.value.to_string()),
        Some("2026-03-04".to_owned())
    );
    // What the action is about, and no fact of it.
    let found = only("- Count the jobs (state=ready) of each queue");
    assert_eq!(found.state, State::Open);
}

#[test]
fn a_sentence_says_that_what_follows_is_done() {
    let found =
        under("These action items are completed already:\n\n- Cap the retries\n- Alert on age\n");
    assert!(found.iter().all(|action| action.state == State::Done));
    assert_eq!(found.len(), 2);
}

#[test]
fn who_did_it_owns_it_and_who_found_out_does_not() {
    assert_eq!(owner(&only("- Kim added the blog to the probes")), "Kim");
    assert_eq!(owner(&only("- Kim found the blog among the probes")), "");
}

#[test]
fn what_could_be_had_is_no_decision() {
    let body = "- We could have a rule against deploying on Fridays";
    assert_eq!(only(body).clarity, Clarity::Exploratory, "{body}");
    let body = "- Alert before we could have an empty queue";
    assert_eq!(only(body).clarity, Clarity::Specific, "{body}");
}
