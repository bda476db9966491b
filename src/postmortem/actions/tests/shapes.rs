//! Tables, lists and headings as people shape them, each with its nearest trap.

use super::*;

#[test]
fn the_proof_of_a_change_is_not_the_change() {
    let found = under(
        "| Issue | Guard | State | Verification receipt |\n|---|---|---|---|\n| [PAY-7](https://t.example/PAY-7) | Queue retirement | Merged; rollout pending | The old worker fails the new test of a full queue, the new worker passes it |\n",
    );
    assert_eq!(texts(&found), ["Queue retirement"]);
    assert_eq!(found[0].state, State::Open);
    assert_eq!(found[0].clarity, Clarity::Specific);
    let found = under(
        "| Change | Test |\n|---|---|\n| Cap retries | A backlog of 900 jobs is worked off in a minute |\n",
    );
    assert_eq!(texts(&found), ["Cap retries"]);
    let found =
        under("| Action | Status |\n|---|---|\n| Cap retries | Done, released on Monday |\n");
    assert_eq!(found[0].state, State::Done);
}

#[test]
fn what_a_review_crosses_is_missing_and_no_order() {
    let found = under(
        "- ❌ No alert on failed logins\n- ❌ Missing limits for the workers\n- Alert on failed logins\n",
    );
    assert_eq!(texts(&found), ["Alert on failed logins"]);
    let found = under("- ❌ Move the mirror\n- ❌ No longer needed: a second mirror\n");
    assert_eq!(found.len(), 2, "{:?}", texts(&found));
    assert!(found.iter().all(|action| action.state == State::Dropped));
}

#[test]
fn deeds_that_ended_the_incident_are_the_response() {
    let deeds =
        "1. ✅ Rotated the three keys\n2. ✅ Restored the table\n3. ✅ Verified both logins\n";
    let found = under(&format!(
        "### Immediate (completed) ✅\n\n{deeds}\n### Later\n\n- Cap retries\n"
    ));
    assert_eq!(texts(&found), ["Cap retries"]);
    let found = under("### Immediate (completed)\n\n- Added a limit\n- Raised the alert\n");
    assert_eq!(found.len(), 2, "{:?}", texts(&found));
    let below = |items: &str| {
        actions(&format!(
            "# T\n\n## Resolution\n\n**Immediate actions**:\n\n{items}\n\n## Action items\n\n- Cap retries\n"
        ))
    };
    assert_eq!(
        below("- Found the full disk\n- Raised the limit again\n").len(),
        1
    );
    assert_eq!(below("- Find the full disk\n- Raise the limit\n").len(), 3);
}

#[test]
fn how_an_order_is_carried_out_is_part_of_it() {
    let found = under(
        "1. **Scan the repository for keys**\n   - Settings → Security\n   - Enable the scanner\n2. **Install the hooks**\n   - Follow the guide of the team\n   - Commit a key on purpose\n",
    );
    assert_eq!(
        texts(&found),
        ["Scan the repository for keys", "Install the hooks"]
    );
    let found =
        under("1. **Automated scans** (first)\n   - Scan each branch\n   - Alert on a found key\n");
    assert_eq!(texts(&found), ["Scan each branch", "Alert on a found key"]);
    let found = under(
        "1. **Alarm:** `queue-age-high`\n   - Threshold: 900 jobs\n   - Alerts at 50 and 80 percent\n2. Cap retries\n",
    );
    assert_eq!(texts(&found), ["Alarm: queue-age-high", "Cap retries"]);
}

#[test]
fn an_order_over_its_code_is_an_action() {
    let code = "```toml\nlimit = 3\n```\n";
    let found = under(&format!("Add a limit to `gateway.toml`:\n\n{code}"));
    assert_eq!(texts(&found), ["Add a limit to gateway.toml:"]);
    for line in [
        "Run this to see the limit:",
        "The limit was:",
        "Check it with:",
    ] {
        let found = under(&format!("- Cap retries\n\n{line}\n\n{code}"));
        assert_eq!(texts(&found), ["Cap retries"], "{line}");
    }
}

#[test]
fn lists_that_are_kept_for_later_hold_no_action() {
    let found = under(
        "- Cap retries\n\n### Checklist for new workers\n\n- [ ] Does it set a limit?\n- [ ] Test it with a full queue\n\n### Automated verification\n\n- Fail the build without a limit\n",
    );
    assert_eq!(
        texts(&found),
        ["Cap retries", "Fail the build without a limit"]
    );
}

#[test]
fn the_state_of_known_actions_is_told_once_more() {
    let status = |above: &str| {
        actions(&format!(
            "# T\n\n## Action items\n\n{above}\n\n## Action items status\n\n- [ ] Retries of checkout\n- [ ] Alert on the age of the queue\n"
        ))
    };
    let found = status("- Cap the retries of checkout\n- Alert on `queue_age`\n");
    assert_eq!(found.len(), 2, "{:?}", texts(&found));
    assert_eq!(texts(&status("See below."))[0], "Retries of checkout");
}

#[test]
fn headings_of_a_follow_up() {
    for heading in ["Hardening followups", "Proposed fix", "What should follow"] {
        let found = actions(&format!(
            "# T\n\n## {heading}\n\n- **Unit tests for the parser.** Twelve lines with the cases above.\n"
        ));
        assert_eq!(found.len(), 1, "{heading}");
    }
}

#[test]
fn what_was_improved_for_good_stands_in_a_conclusion() {
    let found = actions(
        "# T\n\n## Conclusion\n\n- Logs are worth their price\n- We extended our release tests to include nodes in two regions\n- We restarted the nodes\n",
    );
    assert_eq!(found.len(), 1, "{:?}", texts(&found));
    assert_eq!(found[0].state, State::Done);
}

#[test]
fn prose_that_tells_what_it_is_for_first() {
    let found = under(
        "The seed is known to whoever proposes the block. To guard it, we added a second seed that nobody sets alone.\n",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].state, State::Done);
    let found = under("The seed is known to all. To guard it, we will add a second one.\n");
    assert_eq!(found[0].state, State::Open);
    let found = under("As a small club, we want to provide good support to everybody.\n");
    assert!(found.is_empty(), "{:?}", texts(&found));
}

#[test]
fn a_stop_within_a_name_ends_no_announcement() {
    let found = actions(
        "# T\n\nHere are two things I will be changing about relay.example to prevent it from happening again:\n\n1. The nightly cleanup is back.\n2. Old posts are no longer stored.\n",
    );
    assert_eq!(found.len(), 2, "{:?}", texts(&found));
}

#[test]
fn a_lead_in_bold_tells_what_became_of_a_thing() {
    let found = under(
        "- **Baseline added** in `tests/limits`: the worker has one.\n- **Tests needed** in `tests/limits`.\n- **Review tests added** in `tests/` since May.\n",
    );
    let states: Vec<State> = found.iter().map(|action| action.state).collect();
    assert_eq!(states, [State::Done, State::Open, State::Open]);
}

#[test]
fn what_is_no_owner() {
    let found = under(
        "- Cap retries. Owner: Kim, done.\n- Watch the costs daily (Anthropic, Vexilla)\n\nThe Anthropic API and the Vexilla API were slow.\n",
    );
    assert_eq!(
        (owner(&found[0]).as_str(), owner(&found[1]).as_str()),
        ("Kim", "")
    );
    let found = under(
        "1. **Secrets Management**\n   - Rotate the keys each month\n2. **App-side WatchdogSec** — set it to 60 s\n3. **Redundancy**: always keep a second pool\n",
    );
    assert!(found.iter().all(|action| action.owners.is_empty()));
    assert_eq!(found[2].phrasing.endless, Some(Endless::Habit));
    let found = under("- **Ann-Kathrin McKay** Cap retries\n");
    assert_eq!(owner(&found[0]), "Ann-Kathrin McKay");
}

#[test]
fn a_remark_on_its_priority_is_no_second_action() {
    let found = only("- Show the verb in the answer. Lower priority, since it needs a design.\n");
    assert_eq!(found.phrasing.second, None);
}
