//! What stands around actions: announcements, labels, legends, and promises outside of the follow-up.

use super::*;

#[test]
fn what_a_form_says_of_its_follow_up_is_no_action() {
    let found = under("*List the tasks that came out of the review.*\n\n- Alert on a full queue\n");
    assert_eq!(texts(&found), ["Alert on a full queue"]);
    let found = actions(
        "# T\n\n## What should ordinarily have been done to prevent this?\n\nTests on staging\n",
    );
    assert!(found.is_empty(), "{:?}", texts(&found));
}

#[test]
fn a_sentence_that_names_what_follows_groups_it() {
    let found = under(
        "We have identified several key areas to improve:\n\n1. **Load**\n   - Run a load test each week\n2. **Bounty**\n   - We will offer a bounty\n",
    );
    assert_eq!(
        texts(&found),
        ["Run a load test each week", "We will offer a bounty"]
    );
}

#[test]
fn addresses_below_a_paragraph_are_those_of_its_action() {
    let found = under(
        "The files should be moved to a bucket for production:\n\n- https://github.com/example/shop/issues/320\n\nI also want to send a report to our customers.\n",
    );
    assert_eq!(
        texts(&found),
        [
            "The files should be moved to a bucket for production:",
            "I also want to send a report to our customers."
        ]
    );
    assert!(ticket(&found[0]).is_some_and(|ticket| ticket.ends_with("320")));
}

#[test]
fn a_list_that_a_label_announces_is_read_once() {
    let found = actions(
        "# T\n\n**Status:** action items in progress.\n\n**Action Items:**\n\n* [Back up the device](https://example.org/1)\n",
    );
    assert_eq!(texts(&found), ["Back up the device"]);
}

#[test]
fn what_a_list_says_of_an_action_is_none() {
    let found = under(
        "1. **Enhance the monitoring suite**\n   - **Description:** Watch routes and latency.\n",
    );
    assert_eq!(texts(&found), ["Enhance the monitoring suite"]);
    let found =
        actions("# T\n\nAction point: create a list for operators.\n\n- This has been done.\n");
    assert_eq!(texts(&found), ["create a list for operators."]);
}

#[test]
fn promises_stand_anywhere_and_tales_are_none() {
    let found = actions(
        "# T\n\n## Resolutions\n\nWe did not tell anybody. In the future we intend to announce each maintenance.\n",
    );
    assert_eq!(
        texts(&found),
        ["In the future we intend to announce each maintenance."]
    );
    let found = under(
        "Here are some of the lessons we have taken.\n\nAfter a long search, we found a patch.\n",
    );
    assert!(found.is_empty(), "{:?}", texts(&found));
}

#[test]
fn columns_of_issues_in_words_and_labels_of_a_state() {
    let found = under(
        "| Issue | Triggered by | Outcome |\n|---|---|---|\n| #41 — alerting gap on caught failures | Lesson 3 above and more | Open, deferred |\n",
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].text.contains("alerting gap"), "{}", found[0].text);
    let found = under("Completed:\n\n- Pool halted for deposits\n- Trace of all funds finished\n");
    assert_eq!(
        texts(&found),
        ["Pool halted for deposits", "Trace of all funds finished"]
    );
}

#[test]
fn a_note_in_brackets_tells_the_deed() {
    let found = under(
        "- Check both sites (added an entry for each of them)\n- Check both sites (of the shop)\n",
    );
    assert_eq!((found[0].state, found[1].state), (State::Done, State::Open));
}

#[test]
fn labels_outside_of_a_follow_up() {
    let found = actions(
        "# T\n\n## Lessons learned\n\nGraphs are easier to read.\n\n**DONE**: Kim added the blog to the monitored sites.\n\n**TODO**: add an exporter for free space.\n",
    );
    assert_eq!(
        texts(&found),
        [
            "Kim added the blog to the monitored sites.",
            "add an exporter for free space."
        ]
    );
    assert_eq!(found[0].state, State::Done);
}

#[test]
fn what_was_done_at_once_below_a_resolution_is_the_response() {
    let text = |above: &str, heading: &str| {
        format!(
            "# X\n\n## {above}\n\n### {heading}\n\n1. ✅ Restored the table from the copy of 06:00\n2. ✅ **Copy** of the present state\n\n## Action items\n\n- Cap retries\n"
        )
    };
    for (above, heading) in [
        ("✅ Resolution", "Immediate actions (completed)"),
        ("Incident response", "Immediate actions"),
        ("Recovery", "🚑 Emergency measures"),
    ] {
        let found = actions(&text(above, heading));
        assert_eq!(texts(&found), ["Cap retries"], "{above}, {heading}");
    }
    let found = actions(&text("Remediation", "Immediate actions (completed)"));
    assert_eq!(found.len(), 3, "{:?}", texts(&found));
}

#[test]
fn a_result_and_a_pointer_are_no_actions() {
    let found = under(
        "The names of the queues have been fixed in the settings.\n\n**Result:** a queue will ALWAYS be called:\n- Live: `shop-live`\n- Tests: `shop-tests`\n",
    );
    assert!(found.is_empty(), "{:?}", texts(&found));
    let found = under(
        "Overall one host should not bring down the shop, so the steps below should be taken.\n\nWe will cap the retries of checkout.\n\nProgress may be tracked on [the board](https://b.example/2).\n\nMore details can be found in the ticket.\n\nOutcome: fewer calls will be made.\n",
    );
    assert_eq!(texts(&found), ["We will cap the retries of checkout."]);
}

#[test]
fn a_line_below_one_with_a_state_says_more_of_it() {
    let found = actions(
        "# T\n\n## Lessons learned\n\n**DONE**: Kim added the blog to the probes.\n\n**TODO**: the units of every host should be watched, so that none is down without a page, as it was here.\nThe best would be to use the exporter that we have. It would have told us of all of them in a few minutes.\n",
    );
    assert_eq!(found.len(), 2, "{:?}", texts(&found));
}
