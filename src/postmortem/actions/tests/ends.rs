//! What stands before and behind the words of an action, in any order.

use super::*;

/// A follow-up with these items, and its actions.
fn items(items: &[&str]) -> Vec<Action> {
    under(
        &items
            .iter()
            .map(|item| format!("- {item}\n"))
            .collect::<String>(),
    )
}

#[test]
fn owner_and_day_stand_behind_any_mark() {
    let cases = [
        ("— @ines, June 6", "ines", Some("2026-06-06")),
        ("- @ines - June 7", "ines", Some("2026-06-07")),
        ("— @ines (June 8)", "ines", Some("2026-06-08")),
        ("| @ines | June 8", "ines", Some("2026-06-08")),
        ("@ines (ETA June 6)", "ines", Some("2026-06-06")),
        ("@ines June 6", "ines", Some("2026-06-06")),
        ("(olga, 2026-06-01)", "olga", Some("2026-06-01")),
        ("(OPS-9, Olga, 2026-06-01)", "Olga", Some("2026-06-01")),
        (
            "@Ines Lindqvist → May 23, 2026",
            "Ines Lindqvist",
            Some("2026-05-23"),
        ),
        ("@Ines -> May 23", "Ines", Some("2026-05-23")),
        ("@Ines Lindqvist", "Ines Lindqvist", None),
        ("[@ines](https://g.example/ines)", "ines", None),
        ("([@ines](https://g.example/ines))", "ines", None),
        ("(Wenzel, 2026-06-08)", "Wenzel", Some("2026-06-08")),
        ("— Wenzel Ohm, due June 6", "Wenzel Ohm", Some("2026-06-06")),
        ("(Wenzel, PAY-12)", "Wenzel", None),
        ("-- rob", "rob", None),
        ("-- rob, done 10/2", "rob", None),
        ("- Store Ops - by Christmas", "Store Ops", None),
        ("- W. Ohm - awaiting an answer", "W. Ohm", None),
        ("— @ines, @tom", "ines, tom", None),
        ("@ines @tom", "ines, tom", None),
        ("(owner Wenzel)", "Wenzel", None),
        ("**@ines** – done (PR #12)", "ines", None),
        (
            "**@ines** – needs an answer by June 9",
            "ines",
            Some("2026-06-09"),
        ),
        ("(Hr. Ohm)", "Hr. Ohm", None),
        ("(Bo Ohm, JIRA: OPS-4)", "Bo Ohm", None),
    ];
    for (tail, name, day) in cases {
        let action = only(&format!("- Cap the retries of the worker {tail}"));
        assert_eq!(owner(&action), name, "{tail}");
        assert_eq!(due(&action).0.as_deref(), day, "{tail}");
    }
    assert_eq!(due(&only("- Cap retries — Rob, March")).1, Some("March"));
    // What was done on a day is not due on it.
    let done = only("- Cap retries (Olga, done, 2026-06-01)");
    assert_eq!((owner(&done).as_str(), due(&done).0), ("Olga", None));
}

#[test]
fn what_ends_a_text_may_be_no_owner() {
    let cases = [
        "Cap retries ([PR](https://g.example/a/b/pull/12), merged)",
        "Cap retries (PR, merged)",
        "Cap retries, thanks to @ines and @tom",
        "Cap retries (see the design, 2026-06-01)",
        "Cap retries (Grafana)",
        "Move from 5 May → 6 May",
        "Retry on 429 and 503",
    ];
    for item in cases {
        assert_eq!(owner(&only(&format!("- {item}"))), "", "{item}");
    }
}

#[test]
fn names_stand_before_the_words() {
    let cases = [
        ("@ines / @tom: cap retries", "ines, tom"),
        ("Wenzel (SRE): cap retries", "Wenzel"),
        ("rob: cap retries", "rob"),
        ("docs: cap retries", ""),
    ];
    for (item, name) in cases {
        assert_eq!(owner(&only(&format!("- {item}"))), name, "{item}");
    }
}

#[test]
fn a_name_is_known_by_those_beside_it() {
    let before = items(&[
        "rob: cap retries",
        "wenzel: a longer queue",
        "Ödön: test it",
    ]);
    let names: Vec<String> = before.iter().map(owner).collect();
    assert_eq!(names, ["rob", "wenzel", "Ödön"]);
    let behind = items(&["Cap retries (Rob)", "Drain the queue (Wenzel Ohm)"]);
    let names: Vec<String> = behind.iter().map(owner).collect();
    assert_eq!(names, ["Rob", "Wenzel Ohm"]);
    let topics = items(&["Cap retries (Grafana)", "Drain the queue (Kafka)"]);
    assert!(topics.iter().all(|action| action.owners.is_empty()));
}

#[test]
fn a_state_in_brackets_is_no_part_of_the_words() {
    let cases = [
        ("[Open] Cap retries", State::Open),
        ("[IN PROGRESS] Cap retries", State::Open),
        ("[Done] Cap retries", State::Done),
        ("[Cancelled]: Cap retries", State::Dropped),
    ];
    for (item, state) in cases {
        let action = only(&format!("- {item}"));
        assert_eq!(
            (action.text.as_str(), action.state),
            ("Cap retries", state),
            "{item}"
        );
        assert_eq!(owner(&action), "", "{item}");
    }
    let lines = under("[done] cap retries\n[todo] drain the queue (Rob)\n[wontfix] a second host");
    assert_eq!(
        texts(&lines),
        ["cap retries", "drain the queue (Rob)", "a second host"]
    );
    let states: Vec<State> = lines.iter().map(|action| action.state).collect();
    assert_eq!(states, [State::Done, State::Open, State::Dropped]);
}

#[test]
fn a_state_behind_a_colon_may_have_its_day() {
    let done_on = |action: &Action| action.done_on.as_ref().map(|day| day.value.to_string());
    let action = only("- Firmware of the pump: done 17.04.2026 (Hr. Ohm)");
    assert_eq!(
        (action.state, owner(&action).as_str()),
        (State::Done, "Hr. Ohm")
    );
    assert_eq!(done_on(&action).as_deref(), Some("2026-04-17"));
    // The day before the incident, not a year behind it.
    let before = only("- Cap retries (Olga, done on 13 March)");
    assert_eq!(done_on(&before).as_deref(), Some("2026-03-13"));
}

#[test]
fn columns_of_states_hold_icons_shares_and_answers() {
    let found = under(
        "| Task | RAG | By whom | Policy due date | GitHub |\n|---|---|---|---|---|\n\
         | Cap retries | 🟢 Done | Rob | 3 June | [12](https://g.example/a/b/x/12) |\n\
         | Drain it | 100% | Rob | | |\n| Test it | 60 % | Rob | | |\n| Log it | Complete | Rob | | |\n",
    );
    let states: Vec<State> = found.iter().map(|action| action.state).collect();
    assert_eq!(states, [State::Done, State::Done, State::Open, State::Done]);
    assert_eq!(owner(&found[0]), "Rob");
    assert_eq!(due(&found[0]).0.as_deref(), Some("2026-06-03"));
    assert_eq!(ticket(&found[0]), Some("https://g.example/a/b/x/12"));
    let found = under(
        "| Task | Who | Done? |\n|---|---|---|\n| Cap retries | Rob | ✅ |\n| Drain it | Rob | no |\n| Test it | Rob | |\n",
    );
    let states: Vec<State> = found.iter().map(|action| action.state).collect();
    assert_eq!(states, [State::Done, State::Open, State::Open]);
    assert_eq!(
        only("### Completed (as of May 20)\n\n- Cap retries").state,
        State::Done
    );
}

#[test]
fn merge_requests_are_tickets() {
    assert_eq!(ticket(&only("- Cap retries !44")), Some("!44"));
    assert_eq!(ticket(&only("- Cap retries (!4431, Rob)")), Some("!4431"));
    assert_eq!(ticket(&only("- Say stop!44 times")), None);
}

#[test]
fn labels_and_lines_of_facts_make_actions() {
    let found = under(
        "R1. Cap retries. (Responsible: OT Networks; Due: 16 Aug 2026; Status: Closed)\n\n\
         R2. Drain the queue by night. (Responsible: IT; Due: 30 Sep 2026; Status: Open)",
    );
    assert_eq!(texts(&found), ["Cap retries.", "Drain the queue by night."]);
    let kinds: Vec<OwnerKind> = found.iter().map(|action| action.owner_kind).collect();
    assert_eq!(kinds, [OwnerKind::Team, OwnerKind::Team]);
    assert_eq!(found[0].state, State::Done);
    let found = under(
        "### 1. Cap the retries\n\nOwner: Wenzel\nDue: June 4\nStatus: Done\n\n\
         ### 2. Alert from outside\n\nOwner: Edge team\nDue: Q3\nTicket: OPS-4\n\nUse the exporter.",
    );
    assert_eq!(texts(&found), ["Cap the retries", "Alert from outside"]);
    assert_eq!(
        (owner(&found[0]).as_str(), found[0].state),
        ("Wenzel", State::Done)
    );
    assert_eq!(due(&found[0]).0.as_deref(), Some("2026-06-04"));
    assert_eq!(
        (owner(&found[1]).as_str(), ticket(&found[1])),
        ("Edge team", Some("OPS-4"))
    );
}
