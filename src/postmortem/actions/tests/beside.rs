//! Actions in sections that are no follow-up by their name.

use super::*;

fn with(heading: &str, body: &str) -> Vec<Action> {
    actions(&format!(
        "# T\n\nIt broke on 14 March 2026.\n\n{heading}\n\n{body}\n"
    ))
}

#[test]
fn orders_among_what_has_no_place_elsewhere_are_actions() {
    let list = "- Document who owns each host (?)\n- Decide how we describe them\n- Can we page on real outages only? Say after 15 minutes.\n";
    for heading in ["## Supporting information:", "## Notes", "## Misc"] {
        let found = with(
            "## Action items\n\n- Cap retries",
            &format!("{heading}\n\n{list}"),
        );
        assert_eq!(found.len(), 4, "{heading}: {:?}", texts(&found));
    }
    for list in [
        "- [Link to the pull request](https://g.example/4)\n- Link to the issue\n- See the logs\n",
        "- Document who owns each host\n- The disk was full\n- Decide how we describe them\n",
        "1. Stop the container\n2. Copy the volume\n3. Start the container\n",
    ] {
        let found = with("## Notes", list);
        assert!(found.is_empty(), "{:?}", texts(&found));
    }
}

#[test]
fn a_resolution_by_named_changes_that_last_tells_actions_done() {
    let found = with(
        "## Resolution",
        "1. **Settings (the fix):** `RETRIES = 3` where the pool is shared.\n2. **Cleanup:** removed the second pool.\n3. **Docs**: described the limit in the handbook.",
    );
    assert_eq!(found.len(), 3, "{:?}", texts(&found));
    assert!(found.iter().all(|a| a.state == State::Done));
    for body in [
        "1. **First:** restarted the pods.\n2. **Then:** moved the traffic.",
        "1. Restarted the pods.\n2. **Cleanup:** removed the second pool.",
    ] {
        let found = with("## Resolution", body);
        assert!(found.is_empty(), "{:?}", texts(&found));
    }
}

#[test]
fn the_parts_of_a_remedy_are_actions_where_one_is_still_to_come() {
    let found = with(
        "## Mitigations",
        "### Completed\n\n- Capped the retries of checkout\n\n### Planned\n\n- Alert on age",
    );
    assert_eq!(
        texts(&found),
        ["Capped the retries of checkout", "Alert on age"]
    );
    let states: Vec<State> = found.iter().map(|a| a.state).collect();
    assert_eq!(states, [State::Done, State::Open]);
    let found = with(
        "## Mitigations",
        "### Completed\n\n- Restarted the pods\n\n### Details\n\n- The pods were full",
    );
    assert!(found.is_empty(), "{:?}", texts(&found));
}

#[test]
fn what_others_than_the_authors_plan_is_promised_too() {
    for (text, want) in [
        ("Example Corp plans to have the hosts audited.", 1),
        ("Example Corp is actively working on a second host.", 1),
        ("All other secrets of the shop are also being rotated.", 1),
        (
            "More changes are coming to how build hosts are looked after.",
            1,
        ),
        ("We have already taken steps to require two factors.", 1),
        ("The pods are being watched.", 0),
        ("Visitors are being served from the copy.", 0),
    ] {
        let found = with(
            "## Resolution and recovery",
            &format!("All hosts were stopped.\n\n{text}"),
        );
        assert_eq!(found.len(), want, "{text}: {:?}", texts(&found));
    }
}

#[test]
fn a_note_in_brackets_and_a_label_with_a_participle_leave_the_deed() {
    let done = |body: &str| only(body).state == State::Done;
    assert!(done(
        "The approval needs one of two people. We should have more of them. (added the shop team to the list)"
    ));
    assert!(done(
        "- **Automated copies of the table:** We've enabled copies each night"
    ));
    assert!(!done("- Automated tests: add one for a full pool"));
}
