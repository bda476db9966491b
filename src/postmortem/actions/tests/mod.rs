//! Actions in the forms in which people write them.

mod around;
mod beside;
mod ends;
mod facts;
mod headed;
mod judged;
mod shapes;
mod told;

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
