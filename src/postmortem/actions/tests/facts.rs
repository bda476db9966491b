//! Owners, days, tickets and states in their notations.

use super::*;

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
        ("- Cap retries. Owner: Ana, #612", "Ana"),
        ("- Cap retries — owner: platform, 2026-04-01", "platform"),
        ("- Cap retries (supplier, end of June)", "supplier"),
        (
            "- Cap retries; Responsible: Mr. Otieno; Due: 1 May",
            "Mr. Otieno",
        ),
        (
            "- Cap retries. Person in charge: Ana. Deadline: 1 May",
            "Ana",
        ),
        (
            "- Cap retries - Owner: Ana; Target: 10/31/2026; Status: Open",
            "Ana",
        ),
        ("- Cap retries. Owner: Ana. Due: 2026-04-01", "Ana"),
        ("- Ana to cap retries", "Ana"),
        ("- Ana will cap retries", "Ana"),
        ("- Ana and Tom to cap retries", "Ana, Tom"),
        ("- Cap retries, assigned to Ana", "Ana"),
        ("- Cap retries [RK]", "RK"),
        ("- Cap retries **RK**/JT", "RK, JT"),
        ("- Cap retries : Ana create story", "Ana"),
        ("- Cap retries (Ana, by 1 April)", "Ana"),
        ("- Cap retries of all clients (Ana).", "Ana"),
        ("- Cap retries of all clients (NOC).", "NOC"),
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
        "- Cap retries (optional, end of June)",
        "- Cap retries (hopefully, 2026-06-01)",
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
fn the_day_of_a_deed_and_a_range_are_no_due_dates() {
    let found = under(
        "- ~~Make the check optional~~ (reverted on Dec 6)\n- Rebuild the rows for Jul 28-30\n- Set up a second queue before 1 March 2027",
    );
    let due: Vec<Option<String>> = found
        .iter()
        .map(|action| action.due.as_ref().map(|due| due.value.to_string()))
        .collect();
    assert_eq!(due, [None, None, Some("2027-03-01".to_owned())]);
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
fn what_is_so_by_now_and_what_came_back_is_done() {
    for done in [
        "Separate the two errors. It turns out that we already do this.",
        "Vendor advice received - the limit is per account",
    ] {
        assert_eq!(only(&format!("- {done}")).state, State::Done, "{done}");
    }
    let open = "Ask the vendor for advice on how to keep what we received";
    assert_eq!(only(&format!("- {open}")).state, State::Open);
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
fn a_column_of_dates_may_say_done() {
    let body = "| What | Who | When |\n|---|---|---|\n| Cap retries | @kim | done |\n| Show p99 | @kim | 2026-04-01 |\n";
    let found = under(body);
    let read: Vec<_> = found
        .iter()
        .map(|a| (a.state, a.due_text.is_some()))
        .collect();
    assert_eq!(read, [(State::Done, false), (State::Open, true)]);
}

#[test]
fn owner_and_day_may_stand_behind_dashes() {
    let one = only("- Cap retries at 3 — Kim Berg — 2099-03-28");
    assert_eq!(owner(&one), "Kim Berg");
    assert_eq!(
        due(&one),
        (Some("2099-03-28".to_owned()), Some("2099-03-28"))
    );
    assert_eq!(due(&only("- Cap retries as on 2099-03-28")), (None, None));
}

#[test]
fn an_owner_stands_beside_a_ticket_or_behind_a_day() {
    for (body, name) in [
        ("- Cap retries (Ana, #882)", "Ana"),
        ("- Cap retries (ana, PAY-882)", "ana"),
        ("- Cap retries (#882, @ana)", "ana"),
        ("- [x] Cap retries (ana, 2026-04-01)", "ana"),
        ("- Cap retries - 31/03/2026 - A. Jensen", "A. Jensen"),
        ("- Cap retries - 2026-03-31 - Operations", "Operations"),
        ("- Cap retries (may, as discussed)", ""),
        ("- Cap retries - important", ""),
    ] {
        assert_eq!(owner(&only(body)), name, "{body}");
    }
    let found = only("- Cap retries - 2026-03-31 - Operations");
    assert!(found.due.is_some());
}

#[test]
fn a_number_of_a_bug_stands_before_its_state() {
    let found = under(
        "| Action item | Owner | Bug |\n|---|---|---|\n| Cap retries | li | 4411 **TODO** |\n| Add a test | li | 4413 **DONE** |\n",
    );
    assert_eq!(ticket(&found[0]), Some("4411"));
    assert_eq!(
        (found[1].state, ticket(&found[1])),
        (State::Done, Some("4413"))
    );
}

#[test]
fn struck_words_are_dropped_or_done_by_what_stands_behind_them() {
    for (body, state) in [
        (
            "- ~~Keep two runners~~ won't do: it defeats the rotation",
            State::Dropped,
        ),
        ("- ~~Keep two runners~~ dropped", State::Dropped),
        ("- ~~Keep two runners~~ (done)", State::Done),
    ] {
        assert_eq!(only(body).state, state, "{body}");
    }
    assert_eq!(
        only("- The limit holds for all (done on 8 July 2026)").due,
        None
    );
}

#[test]
fn those_who_wrote_it_are_owners_however_they_are_written() {
    let found = actions(
        "# T\n\nAuthors: rhea, odd\n\nIt broke.\n\n## To do\n\n- reload handler (odd)\n- add a limit (serial)\n",
    );
    let owners: Vec<String> = found.iter().map(owner).collect();
    assert_eq!(owners, ["odd", ""]);
}

#[test]
fn numbered_lines_and_states_behind_dashes() {
    let found = under(
        "5.1 The flag has no default any more. (B. Torp, 15 April)\n5.2 The import lists what changes. (A. Sand, 30 May)",
    );
    let owners: Vec<String> = found.iter().map(owner).collect();
    assert_eq!(owners, ["B. Torp", "A. Sand"]);
    let found = only("- Test with two tenants — @sam — done");
    assert_eq!((owner(&found).as_str(), found.state), ("sam", State::Done));
}

#[test]
fn a_month_in_numbers_and_a_day_beside_the_owner_are_terms() {
    for (body, want) in [
        ("- Cap retries (Ana, 2026-05)", (None, Some("2026-05"))),
        ("- Cap retries (Ana, 05/2026)", (None, Some("05/2026"))),
        ("- Cap retries (Ana, this week)", (None, Some("this week"))),
        (
            "- Cap retries. Owner: platform, 2026-05-20",
            (Some("2026-05-20"), Some("2026-05-20")),
        ),
        ("- Cap retries (Ana, 24/7)", (None, None)),
        (
            "- Cap retries. Owner: Ana. Due: 4/19.",
            (Some("2026-04-19"), Some("4/19")),
        ),
        ("- Cap retries. Owner: platform, ledger", (None, None)),
    ] {
        let action = only(body);
        let (date, text) = due(&action);
        assert_eq!((date.as_deref(), text), want, "{body}");
    }
}

#[test]
fn a_column_of_references_may_number_the_actions() {
    let found = under(
        "| Ref | Recommendation | Lead | Timescale | Done? |\n|---|---|---|---|---|\n| R1 | Cap retries | Ana | 1 May 2026 | no |\n| LED-2 | Add a test | Tom | 2 May 2026 | yes |\n",
    );
    assert_eq!((ticket(&found[0]), found[0].state), (None, State::Open));
    assert_eq!(
        (ticket(&found[1]), found[1].state),
        (Some("LED-2"), State::Done)
    );
    assert_eq!(due(&found[0]).0.as_deref(), Some("2026-05-01"));
    assert_eq!(found[1].evidence, None);
}
