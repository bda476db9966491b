//! How clear an action is, what it is for, and what it says beside that.

use super::*;

#[test]
fn clarity_is_in_doubt_specific() {
    let cases = [
        ("- Improve monitoring", Clarity::Vague),
        ("- Better alerting for the ledger", Clarity::Vague),
        ("- We should make the gateway more robust", Clarity::Vague),
        ("- Add more tests", Clarity::Vague),
        ("- Declare incidents sooner", Clarity::Vague),
        ("- Lower the limit to page us sooner", Clarity::Specific),
        ("- Setup better monitoring and paging", Clarity::Vague),
        ("- Set up some kind of monitoring", Clarity::Vague),
        ("- Health check improvements", Clarity::Vague),
        (
            "- Keep all scripts of the ledger up to date",
            Clarity::Vague,
        ),
        (
            "- Do deployments more often so we don't end up with a big one",
            Clarity::Vague,
        ),
        ("- Improve alerts so it's easier to triage", Clarity::Vague),
        (
            "- Implement monitoring and alerting to respond more quickly",
            Clarity::Vague,
        ),
        (
            "- Add alerting on certificates that expire within 14 days",
            Clarity::Specific,
        ),
        ("- Implement volume size alerts", Clarity::Specific),
        ("- Implement proper alerts", Clarity::Vague),
        ("- Deployment checklist", Clarity::Specific),
        ("- Alert routing:\n  - ping the team", Clarity::Specific),
        (
            "- Ensure that people for a rollback are available",
            Clarity::Vague,
        ),
        ("- Make sure it does not happen again", Clarity::Vague),
        ("- Optional redundancy for the ledger", Clarity::Vague),
        (
            "- Research and implement better mitigations",
            Clarity::Vague,
        ),
        (
            "- Tune leases to short times before risky moves",
            Clarity::Specific,
        ),
        ("- Maintain a list of contacts", Clarity::Specific),
        (
            "- Open a ticket with the vendor to investigate the reset",
            Clarity::Specific,
        ),
        ("- We could have a freeze on Fridays", Clarity::Exploratory),
        ("- Smaller pools might be an option", Clarity::Exploratory),
        (
            "- Find a path forward to switch away from the proxy",
            Clarity::Exploratory,
        ),
        (
            "- Identify how to handle custom themes",
            Clarity::Exploratory,
        ),
        ("- Teach the teams to scan their images", Clarity::People),
        ("- Alert earlier on disk usage", Clarity::Specific),
        ("- Improve p99 latency to under 300 ms", Clarity::Specific),
        (
            "- Improve the message of `ledgerctl` so that it names the key",
            Clarity::Specific,
        ),
        (
            "- Add an additional test for the gateway",
            Clarity::Specific,
        ),
        ("- Investigate the timeouts", Clarity::Exploratory),
        ("- Kim to look into the timeouts", Clarity::Exploratory),
        ("- Can we cache sessions?", Clarity::Exploratory),
        (
            "- Create a ticket to investigate the cache",
            Clarity::Exploratory,
        ),
        (
            "- Decide by 1 July whether it gets a canary",
            Clarity::Specific,
        ),
        (
            "- Investigate the timeouts and record the limit in PAY-812",
            Clarity::Specific,
        ),
        ("- Require a review by the ledger team", Clarity::Specific),
        ("- Be more careful with the console", Clarity::People),
        (
            "- Train the on-call engineers in reading the prompt",
            Clarity::People,
        ),
        (
            "- Train the anomaly model on the traffic of March",
            Clarity::Specific,
        ),
        (
            "- Ensure that the gateway rejects unknown keys",
            Clarity::Specific,
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(only(body).clarity, expected, "{body}");
    }
}

#[test]
fn scope_tells_rewrites_and_single_repairs_from_the_rest() {
    let cases = [
        ("- Rewrite the billing service in Rust", Scope::Grand),
        ("- Migrate everything to the new platform", Scope::Grand),
        ("- Rewrite the query of the nightly job", Scope::Ok),
        ("- Replace the certificate of the gateway", Scope::Ok),
        (
            "- Rewrite billing; first step: a queue, by 2026-07-15",
            Scope::Ok,
        ),
        (
            "- Find out why the file was rewritten at the start",
            Scope::Ok,
        ),
        ("- Restore the database from the backup", Scope::Narrow),
        ("- Restart the pods", Scope::Narrow),
        ("- Revert to 4710", Scope::Narrow),
        ("- Cap retries", Scope::Ok),
    ];
    for (body, expected) in cases {
        assert_eq!(only(body).scope, expected, "{body}");
    }
}

#[test]
fn types_are_stated_or_told_by_the_words() {
    let cases = [
        ("- Alert when the pool is full", Type::Detect),
        ("- Write a runbook for the failover", Type::Process),
        ("- Add a fallback to the cache", Type::Mitigate),
        ("- Refund the affected customers", Type::Repair),
        ("- Investigate the timeouts", Type::Investigate),
        ("- Reject unknown keys in CI", Type::Prevent),
        ("- Cap retries (type: process)", Type::Process),
        (
            "- Run continuous tests that tell us when logins fail",
            Type::Detect,
        ),
        ("- Show the age of the oldest message", Type::Detect),
        ("- Do not use the mail address of one person", Type::Process),
        ("- Review the current limits of the pool", Type::Investigate),
        ("- Handle errors of the launcher", Type::Mitigate),
        (
            "- Find a way to limit requests of one tenant",
            Type::Prevent,
        ),
        (
            "- Investigate and fix the leak of the spawner",
            Type::Prevent,
        ),
        ("- Find out why the spawner leaks", Type::Investigate),
    ];
    for (body, expected) in cases {
        let action = only(body);
        assert_eq!(
            (action.kind, action.kind_stated),
            (expected, body.contains("type:")),
            "{body}"
        );
    }
}

#[test]
fn what_shows_that_it_is_done() {
    let found = under(
        "- [x] Cap retries (https://github.com/larkspur/ledger/pull/12)\n- Delete the old file - DONE in #14\n- Reject unknown keys (done during the incident)\n- [x] Alert on a full pool (ticket: PAY-812)\n- [ ] Add a canary (https://github.com/larkspur/ledger/pull/15)\n",
    );
    let shown: Vec<_> = found
        .iter()
        .map(|a| a.evidence.as_ref().map(|e| e.value.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            Some("https://github.com/larkspur/ledger/pull/12"),
            Some("#14"),
            Some("done during the incident"),
            None,
            None
        ]
    );
}

#[test]
fn a_second_action_is_found_where_it_begins() {
    let at = |text: &str| only(&format!("- {text}")).phrasing.second.is_some();
    for several in [
        "Cap the reports and add a canary",
        "Adding a limit for reports and moving the mails elsewhere",
        "Reject unknown keys in CI. Configure the mailer by hand.",
        "Cap the reports / add a canary for configuration",
    ] {
        assert!(at(several), "{several}");
    }
    for one in [
        "Find and fix the leak",
        "Alert on a full pool so that somebody wakes and adds a replica",
        "Add a job to fetch and compare the files",
        "Cap the reports and verify that it holds",
        "Write a page on limits and add a link to it",
        "Add the field / deploy the readers / remove the field",
        "Deploy logs and access logs of the gateway for a week",
        "We capped the reports and added a canary",
    ] {
        assert!(!at(one), "{one}");
    }
}

#[test]
fn marks_that_contradict_the_state() {
    let denied = |text: &str| only(text).state_denied.map(|other| other.value);
    assert_eq!(denied("- [x] Cap it (in progress)"), Some(State::Open));
    assert_eq!(denied("- [ ] Cap it - DONE"), Some(State::Open));
    assert_eq!(denied("- [x] Cap it - DONE"), None);
    assert_eq!(denied("- [ ] Cap it (won't do)"), None);
    assert_eq!(denied("- [ ] ~~Cap it~~"), None);
    assert_eq!(
        denied(
            "| Action | Owner | Status | Done on |\n|---|---|---|---|\n| Cap it | Ana | Open | - |\n"
        ),
        None
    );
    assert_eq!(
        denied(
            "| Action | Owner | Status | Done on |\n|---|---|---|---|\n| Cap it | Ana | Open | 2026-04-01 |\n"
        ),
        Some(State::Done)
    );
}

#[test]
fn being_able_to_discuss_looks_into_nothing() {
    let found = under(
        "- The team should be able to brainstorm and execute solutions\n- Brainstorm solutions",
    );
    let clear: Vec<_> = found.iter().map(|a| a.clarity).collect();
    assert_ne!(clear[0], Clarity::Exploratory);
    assert_eq!(clear[1], Clarity::Exploratory);
}

/// Each line of the file: the type, a colon, the text of the action.
#[test]
fn types_by_many_texts() {
    for line in include_str!("types.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let (want, text) = line.split_once(": ").unwrap_or_default();
        assert_eq!(only(&format!("- {text}")).kind.word(), want, "{text}");
    }
}
