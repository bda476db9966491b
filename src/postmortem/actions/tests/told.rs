//! Actions outside the sections of the follow-up, by one sentence each.

use super::*;

/// Each line of the file: the number of actions, the place, a colon, the sentence.
#[test]
fn many_ways_of_promising() {
    let lines = include_str!("sentences.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (about, text) = line.split_once(": ").unwrap_or_default();
        let (want, place) = about.split_once(' ').unwrap_or_default();
        let list = match place {
            "list" => "\n- Add an alert on free space\n- Rotate the logs of the mirror daily\n",
            _ => "",
        };
        let found = actions(&format!(
            "# Outage of the mirror on 2026-03-02\n\nThe mirror was down for an hour because its disk was full. Users saw errors.\n\nThe disk was full since logs were kept forever. We deleted old logs and the mirror came back at noon.\n\n{text}\n{list}"
        ));
        assert_eq!(found.len().to_string(), want, "{line}: {:?}", texts(&found));
    }
}

/// "We should:" may introduce anything; only a list of orders is a list of actions.
#[test]
fn a_list_that_tells_what_was_is_none() {
    let found = actions("# T\n\nIt broke.\n\nWe should:\n\n- The disk was full\n- Nobody looked\n");
    assert!(found.is_empty(), "{:?}", texts(&found));
}

#[test]
fn boxes_with_names_and_days_are_actions_under_any_heading() {
    let list = "- [x] rotate the logs (@kim, 2026-03-09)\n- [ ] alert on free space, owner: @rob, due: 2026-04-01\n";
    let found = actions(&format!("# T\n\n## Our homework\n\n{list}"));
    assert_eq!(found.len(), 2, "{:?}", texts(&found));
    let found = actions("# T\n\n## Checklist\n\n- [x] page on the incident\n- [ ] mail to users\n");
    assert!(found.is_empty(), "{:?}", texts(&found));
}

#[test]
fn a_hope_beside_a_list_is_no_action() {
    let body = "- Rotate the logs of the mirror daily\n\n## Next steps\n\nFinally we are hoping to share one mirror with the archive.";
    let found = under(body);
    assert_eq!(found.len(), 1, "{:?}", texts(&found));
}

#[test]
fn lines_with_a_letter_or_a_state_in_front_are_actions_each() {
    let found = under("a) the import lists what it changes,\nb) the script gets a dry run");
    assert_eq!(found.len(), 2, "{:?}", texts(&found));
    let found = under("[done] added a limit to the relay\n[todo] write down how to restart it");
    let states: Vec<State> = found.iter().map(|action| action.state).collect();
    assert_eq!(states, [State::Done, State::Open], "{:?}", texts(&found));
}

#[test]
fn what_is_only_begun_is_open_and_what_speaks_to_readers_none() {
    let found = under(
        "We have started migrating to a second host.\n\nWe're also adding a probe to CI.\n\nYou can read on in the forum until May 7.",
    );
    let states: Vec<State> = found.iter().map(|action| action.state).collect();
    assert_eq!(states, [State::Open, State::Open], "{:?}", texts(&found));
    let found = under("We have since added an alert. We are going to move the logs.");
    assert_eq!(found.first().map(|action| action.state), Some(State::Open));
}

#[test]
fn labels_head_the_actions_below_them_however_deep() {
    let found = under(
        "- monitoring must be proactive:\n  - health of the mirror:\n    - set up a probe\n- client:\n  - tell errors apart",
    );
    assert_eq!(texts(&found), ["set up a probe", "tell errors apart"]);
}

#[test]
fn what_else_stands_in_a_follow_up_is_no_action() {
    let found = under(
        "- Add an alert\n\n**Document status:** draft\n\n### Audit results\n\n- `site` points to the right host.",
    );
    assert_eq!(texts(&found), ["Add an alert"]);
}

#[test]
fn a_lesson_with_its_reason_is_no_action() {
    let found = actions(
        "# T\n\nIt broke.\n\n## Lessons learned\n\n- **Test inside the live process.** The shell shows the real state.\n- Declare incidents earlier\n",
    );
    assert_eq!(texts(&found), ["Declare incidents earlier"]);
}

#[test]
fn lessons_that_are_headed_by_orders_are_actions() {
    let found = actions(
        "# T\n\nIt broke.\n\n## Lessons learned\n\n### 1. Get a second line\n\nThe trip took long.\n\n### 2. Check the volumes before an upgrade\n\nThey were not in sync.\n\n### 3. Communication\n\nIt was slow.\n",
    );
    assert_eq!(
        texts(&found),
        [
            "Get a second line",
            "Check the volumes before an upgrade",
            "Communication"
        ]
    );
    let none = actions(
        "# T\n\nIt broke.\n\n## Lessons learned\n\n### 1. Restoring it was slow\n\nYes.\n\n### 2. Backups were whole\n\nYes.\n",
    );
    assert!(none.is_empty(), "{:?}", texts(&none));
}

#[test]
fn lines_without_bullets_are_actions_where_each_is_an_order_or_led_by_a_name() {
    let found =
        under("Ana - slim down the image\nChidi - show the calendar\nAll - look at headroom");
    assert_eq!(found.len(), 3, "{:?}", texts(&found));
    let found = under("Add an alert on free space\nRotate the logs\nWrite a runbook");
    assert_eq!(found.len(), 3, "{:?}", texts(&found));
}

#[test]
fn sentences_that_each_name_who_or_when_are_an_action_each() {
    let found = under(
        "The supplier labels both ends of each patch (supplier, end of June). We will move customers off the span first (NOC).",
    );
    let owners: Vec<String> = found.iter().map(owner).collect();
    assert_eq!(owners, ["supplier", "NOC"]);
    let one = under("We will cap retries (now 9). We will add an alert on the queue (see above).");
    assert_eq!(one.len(), 1);
}

#[test]
fn a_participle_beside_deeds_is_a_deed() {
    let list = |last: &str| {
        let text = "# T\n\n## Preventive actions\n\n- Added a guard against empty files\n- Moved the limit into the settings\n";
        let found = actions(&format!("{text}- {last}\n"));
        let state = found.last().map(|action| action.state);
        (found.len(), state)
    };
    assert_eq!(
        list("Documented limits of the importer"),
        (3, Some(State::Done))
    );
    assert_eq!(list("Automated tests of it"), (3, Some(State::Done)));
    assert_eq!(list("Add a second reviewer"), (3, Some(State::Open)));
    // Where one is still to be done, nothing tells how the other is meant.
    let mixed = actions(
        "# T\n\n## Actions\n\n- Added a guard\n- Raised the limit\n- Automated tests\n- Add an alert\n",
    );
    assert_eq!(mixed[2].state, State::Open);
}

#[test]
fn what_is_so_for_years_is_done() {
    let found = actions(
        "# T\n\n## Actions\n\n- We have for two years required a second review of each change\n",
    );
    assert_eq!(found[0].state, State::Done, "{:?}", texts(&found));
}
