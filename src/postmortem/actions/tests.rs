//! Actions in the forms in which people write them.

use super::*;
use crate::postmortem::PostMortem;

/// Reads the actions of a document.
fn actions(text: &str) -> Vec<Action> {
    let options = ReadOptions {
        path: "2026-03-14-checkout.md".into(),
        ..ReadOptions::default()
    };
    PostMortem::read(Document::parse(text.into()), &options).actions
}

/// The actions of a follow-up section.
fn under(body: &str) -> Vec<Action> {
    actions(&format!(
        "# Checkout answered 503\n\nIt was 14 March 2026.\n\n## Action items\n\n{body}\n"
    ))
}

fn texts(found: &[Action]) -> Vec<&str> {
    found.iter().map(|a| a.text.as_str()).collect()
}

fn owner(action: &Action) -> String {
    let names: Vec<&str> = action.owners.iter().map(|o| o.value.as_str()).collect();
    names.join(", ")
}

/// The only action of a follow-up section.
fn only(body: &str) -> Action {
    let mut found = under(body);
    assert_eq!(found.len(), 1, "{body}: {:?}", texts(&found));
    found.remove(0)
}

fn due(action: &Action) -> (Option<String>, Option<&str>) {
    let date = action.due.as_ref().map(|d| d.value.to_string());
    (date, action.due_text.as_ref().map(|d| d.value.as_str()))
}

fn ticket(action: &Action) -> Option<&str> {
    action.ticket.as_ref().map(|t| t.value.as_str())
}

#[test]
fn our_own_form_is_read_whole() {
    let found = under(
        "- [ ] **A-7kq2** Reject unknown keys in `values.yaml` in CI\n  - owner: @ana, due: 2026-04-01, type: prevent, addresses: C1, P2, ticket: [PAY-812](https://t.example/PAY-812)\n\n\
         - [x] **A-m3dx** Page payments on-call when `queue_age` > 10 min\n  - owner: @kim, due: 2026-03-28\n  - done: 2026-03-26, a staged backlog paged in 4 min (#4711)\n\n\
         - [x] ~~**A-m7pu** Ask the customers to send it back~~\n  - owner: @li\n  - dropped: 2026-02-16, costs more than it brings\n",
    );
    let [open, done, dropped] = found.as_slice() else {
        panic!("{:?}", texts(&found));
    };
    assert_eq!(open.id.as_ref().map(|f| f.value.as_str()), Some("A-7kq2"));
    assert_eq!(open.text, "Reject unknown keys in values.yaml in CI");
    assert_eq!(
        (owner(open).as_str(), open.owner_kind),
        ("ana", OwnerKind::Person)
    );
    assert_eq!(due(open).0.as_deref(), Some("2026-04-01"));
    assert_eq!(ticket(open), Some("PAY-812"));
    assert_eq!(
        (open.kind, open.kind_stated, open.state),
        (Type::Prevent, true, State::Open)
    );
    let answers: Vec<_> = open.addresses.iter().map(|a| a.value.as_str()).collect();
    assert_eq!(answers, ["C1", "P2"]);
    assert_eq!(done.state, State::Done);
    assert_eq!(
        done.done_on
            .as_ref()
            .map(|d| d.value.to_string())
            .as_deref(),
        Some("2026-03-26")
    );
    assert_eq!(
        done.evidence.as_ref().map(|e| e.value.as_str()),
        Some("a staged backlog paged in 4 min (#4711)")
    );
    assert_eq!(ticket(done), None, "evidence is no ticket");
    assert_eq!(dropped.state, State::Dropped);
    assert_eq!(
        dropped.reason.as_ref().map(|r| r.value.as_str()),
        Some("costs more than it brings")
    );
}

#[test]
fn spans_point_at_the_bytes_of_their_facts() {
    let text = "# X\n\n## Actions\n\n- [ ] Cap the pool at 20 (owner: Ana, due: 1 April 2026, [PAY-1](https://t.example/browse/PAY-1))\n";
    let found = actions(text);
    let action = found.first().expect("one action");
    let at = |span: Span| text.get(span.start..span.end).unwrap_or_default();
    assert_eq!(at(action.owners[0].span), "Ana");
    assert_eq!(
        action.due.as_ref().map(|d| at(d.span)),
        Some("1 April 2026")
    );
    assert_eq!(
        action.ticket.as_ref().map(|t| at(t.span)),
        Some("[PAY-1](https://t.example/browse/PAY-1)")
    );
    assert!(at(action.span).starts_with("Cap the pool"));
    assert!(at(action.extent).starts_with("- [ ] Cap"));
}

#[test]
fn tables_are_read_with_their_columns_in_any_order() {
    let found = under(
        "| Status | Who | What | Ticket | By when | Kind |\n|---|---|---|---|---|---|\n\
         | Done | @kim | Alert on a full pool | #12 | 2026-04-01 | detective |\n\
         | in progress | TBD | Cap retries | | Apr 3, 2026 | |\n\
         | | | | | | |\n\
         | Open |\n",
    );
    assert_eq!(texts(&found), ["Alert on a full pool", "Cap retries"]);
    assert_eq!(
        (owner(&found[0]).as_str(), ticket(&found[0])),
        ("kim", Some("#12"))
    );
    assert_eq!(
        (found[0].state, found[0].kind, found[0].kind_stated),
        (State::Done, Type::Detect, true)
    );
    assert_eq!(found[1].owner_kind, OwnerKind::None);
    assert_eq!(
        due(&found[1]),
        (Some("2026-04-03".into()), Some("Apr 3, 2026"))
    );
    assert_eq!(found[1].state, State::Open);
}

#[test]
fn a_table_of_actions_may_stand_anywhere_but_not_in_a_timeline() {
    let text = "# X\n\n## Timeline\n\n| Time | Action | Owner |\n|---|---|---|\n| 10:00 | Restart it | Kim |\n\n## Notes\n\n| Action item | Owner |\n|---|---|\n| Add a limit | Kim |\n";
    assert_eq!(texts(&actions(text)), ["Add a limit"]);
}

#[test]
fn a_state_may_hide_in_the_cell_of_the_ticket() {
    let found = under(
        "| Action item | Owner | Bug |\n|---|---|---|\n| Cap retries | li | [#4](https://g.example/a/b/issues/4) **DONE** |\n| Add a test | li | n/a **TODO** |\n",
    );
    assert_eq!(
        (found[0].state, ticket(&found[0])),
        (State::Done, Some("#4"))
    );
    assert_eq!((found[1].state, ticket(&found[1])), (State::Open, None));
}

#[test]
fn owners_are_read_in_every_notation() {
    let cases = [
        ("- @ana: cap retries", "ana"),
        ("- Cap retries, @ana", "ana"),
        ("- Cap retries (owner: Ana)", "Ana"),
        ("- Cap retries. Owner: Ana. Due: 2026-04-01", "Ana"),
        ("- Ana to cap retries", "Ana"),
        ("- Ana will cap retries", "Ana"),
        ("- Ana and Tom to cap retries", "Ana, Tom"),
        ("- Cap retries, assigned to Ana", "Ana"),
        ("- Cap retries [RK]", "RK"),
        ("- Cap retries **RK**/JT", "RK, JT"),
        ("- Cap retries : Ana create story", "Ana"),
        ("- Cap retries (Ana, by 1 April)", "Ana"),
        ("- Cap retries — Ana", "Ana"),
        ("- [Ledger] Cap retries", "Ledger"),
        ("**Ana**\n\n- Cap retries", "Ana"),
        ("**RK/JT**\n- Cap retries", "RK, JT"),
        ("Ana:\n\n- Cap retries", "Ana"),
        ("**Ana** Cap retries", "Ana"),
        ("- Cap retries\n  - Owner: @ana", "ana"),
        ("- Cap retries @ana - due 2026-05-01", "ana"),
    ];
    for (body, expected) in cases {
        assert_eq!(owner(&only(body)), expected, "{body}");
    }
}

#[test]
fn what_is_no_owner_is_none() {
    let cases = [
        "- Cap retries (see section 4)",
        "- Cap retries as @ana proposed in the meeting",
        "- We will cap retries",
        "- Retries will be capped",
        "- Add an alert to page the on-call",
        "- Monitoring: cap retries",
        "- Cap retries (owner: TBD)",
        "**Monitoring**\n\n- Cap retries",
        "- @ana mentioned that retries could be capped",
        "- Move to the new API",
    ];
    for body in cases {
        assert_eq!(owner(&only(body)), "", "{body}");
    }
}

#[test]
fn a_team_is_told_from_a_person_and_from_several() {
    let kind = |body: &str| only(body).owner_kind;
    assert_eq!(
        kind("- Cap retries (owner: platform team)"),
        OwnerKind::Team
    );
    assert_eq!(
        kind("- Cap retries (owner: @acme/payments)"),
        OwnerKind::Team
    );
    assert_eq!(
        kind("- Cap retries (owner: Ana, platform team)"),
        OwnerKind::Person
    );
    assert_eq!(kind("- Cap retries (owner: Ana, Tom)"), OwnerKind::Many);
}

#[test]
fn due_dates_are_absolute_or_kept_as_written() {
    let cases = [
        (
            "- Cap retries by 1 April",
            Some("2026-04-01"),
            Some("1 April"),
        ),
        (
            "- Cap retries by 1 February",
            Some("2027-02-01"),
            Some("1 February"),
        ),
        (
            "- Cap retries (@kim, Q3: 30 September)",
            Some("2026-09-30"),
            Some("30 September"),
        ),
        ("- Cap retries next sprint", None, Some("next sprint")),
        ("- Cap retries ASAP", None, Some("ASAP")),
        ("- Cap retries as soon as the pool is full", None, None),
        (
            "- Replace certificates that expire before 2027-01-01",
            None,
            None,
        ),
        (
            "### Long term (Q4 2026 - Q1 2027)\n\n- Cap retries",
            None,
            Some("Q4 2026 - Q1 2027"),
        ),
        (
            "Until 1 April 2026:\n\n- Cap retries",
            Some("2026-04-01"),
            Some("1 April 2026"),
        ),
    ];
    for (body, date, text) in cases {
        let action = only(body);
        assert_eq!(due(&action), (date.map(str::to_owned), text), "{body}");
    }
}

#[test]
fn tickets_are_keys_numbers_and_links_to_trackers() {
    let cases = [
        ("- Cap retries (PAY-812)", Some("PAY-812")),
        ("- Cap retries #44", Some("#44")),
        ("- Cap retries acme/pay#44", Some("acme/pay#44")),
        (
            "- Cap retries ([issue](https://github.com/acme/pay/issues/44))",
            Some("https://github.com/acme/pay/issues/44"),
        ),
        (
            "- Cap retries, as in [the guide](https://docs.example/retries)",
            None,
        ),
        ("- Post in #payments and use UTF-8", None),
        (
            "- [#44]: cap retries\n\n[#44]: https://github.com/acme/pay/issues/44",
            Some("#44"),
        ),
        (
            "### Soon ([all here](https://github.com/acme/pay/issues/9))\n\n- Cap retries",
            Some("https://github.com/acme/pay/issues/9"),
        ),
        (
            "- Cap retries\n\n[#44](https://github.com/acme/pay/issues/44) has more on the above.",
            Some("#44"),
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(ticket(&only(body)), expected, "{body}");
    }
}

#[test]
fn states_are_read_from_boxes_words_marks_groups_and_tense() {
    let cases = [
        ("- [x] Cap retries", State::Done),
        ("- [ ] Cap retries", State::Open),
        ("- ~~Cap retries~~", State::Done),
        ("- ✅ Cap retries", State::Done),
        ("- Cap retries (Done)", State::Done),
        ("- Cap retries - DONE", State::Done),
        ("- Cap retries; Completed as of 2026-03-20.", State::Done),
        ("- DONE: cap retries", State::Done),
        ("- Cap retries (in progress)", State::Open),
        ("- Cap retries TODO", State::Open),
        ("- Cap retries (won't do)", State::Dropped),
        ("- Retries have been capped", State::Done),
        ("- We capped the retries", State::Done),
        ("- Retries will be capped", State::Open),
        ("- Automated tests for the gateway", State::Open),
        ("- Raised a ticket to cap retries", State::Open),
        ("- See why retries have been capped", State::Open),
        ("### Completed\n\n- Cap retries", State::Done),
        ("**Done**\n\n- Cap retries", State::Done),
        (
            "- Cap retries [fix](https://github.com/acme/pay/commit/abc)",
            State::Done,
        ),
    ];
    for (body, expected) in cases {
        assert_eq!(only(body).state, expected, "{body}");
    }
    let done = only("- Cap retries; Completed as of 2026-03-20.");
    assert_eq!(
        done.done_on.map(|d| d.value.to_string()).as_deref(),
        Some("2026-03-20")
    );
}

#[test]
fn labels_group_and_what_is_below_an_action_belongs_to_it() {
    let found = under(
        "- Monitoring\n  - Alert on a full pool\n  - Alert on age\n\
         - Write a guide for the on-call:\n  - where the logs are\n  - whom to call\n\
         - Cap retries\n  - Ana to tell the ledger team\n  - There is a library for it\n\
         - Find out how to avoid this\n  - Cache it\n  - Queue it\n\
         - Who answers:\n  - @kim: I would not\n",
    );
    let expected = [
        "Alert on a full pool",
        "Alert on age",
        "Write a guide for the on-call:",
        "Cap retries",
        "Ana to tell the ledger team",
        "Find out how to avoid this",
    ];
    assert_eq!(&texts(&found)[..6], expected);
}

#[test]
fn a_heading_may_be_an_action_with_its_facts_or_story_below() {
    let found = under(
        "### 1. Alert on a full pool\n\n- **Owner:** Sam\n- **Due date:** 12 May 2026\n\n### Split the index by tenant\n\nIt takes two steps.\n",
    );
    assert_eq!(
        texts(&found),
        ["Alert on a full pool", "Split the index by tenant"]
    );
    assert_eq!(
        (owner(&found[0]).as_str(), due(&found[0]).0.as_deref()),
        ("Sam", Some("2026-05-12"))
    );
}

#[test]
fn paragraphs_are_actions_where_nothing_else_is() {
    let prose = under("We will cap the retries of checkout.\n\nSee the picture.\n");
    assert_eq!(texts(&prose), ["We will cap the retries of checkout."]);
    let beside = under("These came out of the meeting.\n\n- Cap retries\n\nThanks to all.\n");
    assert_eq!(texts(&beside), ["Cap retries"]);
    let wrapped =
        under("We will cap the retries of checkout so that the ledger\nkeeps its connections.\n");
    assert_eq!(wrapped.len(), 1);
}

#[test]
fn what_says_that_there_is_none_is_none() {
    for body in [
        "N/A",
        "None.",
        "No actions.",
        "- None",
        "- TBD",
        "No immediate action items.",
        "- ...",
        "- As above",
    ] {
        assert_eq!(texts(&under(body)), Vec::<&str>::new(), "{body}");
    }
}

#[test]
fn lessons_and_the_response_are_no_actions() {
    let text = "# X\n\n## Lessons learned\n\n- Alerts are good\n\n### What went well\n\n- Add more people early\n\n## Actions taken\n\n- Restart the pods\n\n## Action items\n\n- Cap retries\n";
    assert_eq!(texts(&actions(text)), ["Cap retries"]);
    let told = "# X\n\n## Remediation\n\n### Immediate actions (completed)\n\nWe moved the traffic and restarted the pods.\n\n- Paused the queue\n\n### Planned\n\n- Cap retries\n";
    assert_eq!(texts(&actions(told)), ["Cap retries"]);
}

#[test]
fn an_announcement_makes_a_list_the_follow_up() {
    let text = "# X\n\nIt broke.\n\nTo prevent this in the future, we will make the following changes:\n\n1. Cap retries\n2. Alert on a full pool\n";
    assert_eq!(
        texts(&actions(text)),
        ["Cap retries", "Alert on a full pool"]
    );
    let other = "# X\n\nThe following services were affected:\n\n- checkout\n- ledger\n";
    assert!(actions(other).is_empty());
}

#[test]
fn clarity_is_in_doubt_specific() {
    let cases = [
        ("- Improve monitoring", Clarity::Vague),
        ("- Better alerting for the ledger", Clarity::Vague),
        ("- We should make the gateway more robust", Clarity::Vague),
        ("- Add more tests", Clarity::Vague),
        ("- Declare incidents sooner", Clarity::Vague),
        ("- Lower the limit to page us sooner", Clarity::Specific),
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
fn documents_of_any_brokenness_are_read() {
    let deep: String = (0..1000)
        .map(|i| format!("{}- add a limit {i}\n", "  ".repeat(i)))
        .collect();
    assert!(!under(&deep).is_empty());
    let quotes = format!("{}- add a limit", "> ".repeat(1000));
    let _ = under(&quotes);
    for body in [
        "| Action |\n|---|\n",
        "|\n|-|\n||",
        "| Action | Owner |\n|---|---|\n| a |\n| | | | | extra |\n||\n",
        "- ",
        "- [ ]",
        "- [x] ~~~~",
        "- **",
        "- @",
        "- [",
        "- []",
        "- ()",
        "- owner:",
        "- : - : -",
        "- é — ü (ß) [ø] **ñ**/å",
        "- 1️⃣ ✅",
        "**\n\n- x",
        "- by by by due due 99.99.9999",
        "- A-0000",
        "- done: , dropped: , moved:",
        "- \u{feff}\u{200b}",
        "-\n  - owner: x\n  -",
    ] {
        let _ = under(body);
        let _ = under(&body.replace('\n', "\r\n"));
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
fn a_bold_line_over_a_list_is_no_action_and_one_that_begins_its_sentence_is() {
    let found = under(
        "**Take to the next planning**\n- Run a reindex of the catalogue\n- Extend the retention to 4 days\n",
    );
    assert_eq!(
        texts(&found),
        [
            "Run a reindex of the catalogue",
            "Extend the retention to 4 days"
        ]
    );
    let found = under(
        "**Ana** Reduce the number of mails, so that one comes:\n- on the first failure\n- when the state changes\n",
    );
    assert_eq!(
        texts(&found),
        ["Reduce the number of mails, so that one comes:"]
    );
    assert_eq!(owner(&found[0]), "Ana");
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
fn a_handle_with_a_day_and_a_ticket_behind_the_words_is_read() {
    for tail in [
        "pages. @ines, 2026-12-05, PAY-812",
        "pages @ines 5 December 2026 (PAY-812)",
        "pages (@ines, 2026-12-05, PAY-812)",
    ] {
        let action = only(&format!("- Cap retries; done when a backlog {tail}"));
        assert_eq!(owner(&action), "ines", "{tail}");
        let written = due(&action).0;
        assert_eq!(written.as_deref(), Some("2026-12-05"), "{tail}");
        assert_eq!(ticket(&action), Some("PAY-812"), "{tail}");
    }
    // What somebody did on a day is not due on it.
    let told = only("- Repeat what @ines did on 2026-12-05");
    assert_eq!((owner(&told).as_str(), due(&told).0), ("", None));
}

#[test]
fn struck_words_end_where_the_state_is_told() {
    let dropped = only("- ~~Cap retries~~ dropped: no time");
    assert_eq!(texts(std::slice::from_ref(&dropped)), ["Cap retries"]);
    assert_eq!(dropped.state, State::Dropped);
    assert_eq!(only("- ~~Cap retries~~ (done in #12)").state, State::Done);
    assert_eq!(only("- ~~Cap~~ Limit retries").state, State::Open);
}

#[test]
fn lines_that_begin_with_a_name_are_an_item_each() {
    let found = under(
        "Regular audits: check the DNS records each quarter\nAlerts: set up an alert for failed queries\nDocuments: describe how records are changed",
    );
    assert_eq!(found.len(), 3, "{:?}", texts(&found));
}

#[test]
fn a_question_that_is_answered_is_not_open() {
    let found = under(
        "- Take snapshots of the cluster? Not needed, as it can be built anew.\n- Snapshots?",
    );
    let states: Vec<State> = found.iter().map(|a| a.state).collect();
    assert_eq!(states, [State::Dropped, State::Open]);
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
