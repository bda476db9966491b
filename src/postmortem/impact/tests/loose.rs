//! Numbers of things that no list knows, key facts and tables of them, and what only looks like one.

use super::*;

#[test]
fn who_asks_and_hours_on_the_clock_are_no_numbers_of_people_hit() {
    for text in [
        "At ten past eight Marta saw three people ask whether login was broken.",
        "At half past nine two users asked whether search was down.",
        "By eight Kim had heard from users that search was broken.",
    ] {
        let source = format!("# T\n\n## Timeline\n\n- 10:00 {text}\n");
        assert_eq!(found(&source), [], "{text}");
    }
    let hit = "# T\n\n## Timeline\n\n- 10:00 three users lost their drafts\n";
    assert_eq!(found(hit).len(), 1);
}

#[test]
fn the_age_of_things_is_no_length() {
    let lengths = |text: &str| {
        let of = in_impact(text).into_iter();
        of.filter(|(_, metric)| *metric == "duration").count()
    };
    assert_eq!(lengths("1,904 uploads of the last 3 days were deleted."), 0);
    assert_eq!(lengths("Orders from the previous 2 hours were lost."), 0);
    assert_eq!(lengths("It halted about 4 days after the upgrade."), 0);
    assert_eq!(lengths("Search was down for the last 3 hours."), 1);
    assert_eq!(lengths("It was down for 4 hours after the upgrade."), 1);
}

#[test]
fn rows_of_an_impact_table() {
    let text = "# T\n\n## Impact\n\n| Affected wards | 3 |\n|---|---|\n| Beds not shown | 42 |\n| Shops without tills | 14 |\n| Length in minutes | 90 |\n";
    let numbers: Vec<String> = found(text).into_iter().map(|(text, _)| text).collect();
    assert_eq!(numbers, ["3", "42", "14"]);
    let more = text
        .replace("| 42 |", "| ca. 42 (estimated) |")
        .replace("| 14 |", "| 14 out of 90 |");
    let numbers: Vec<String> = found(&more).into_iter().map(|(text, _)| text).collect();
    assert_eq!(numbers, ["3", "42", "14"]);
}

#[test]
fn each_line_of_key_facts_is_read_by_itself() {
    let text = "# Halt\n\nBlocks missed: ~1,920\nValidators affected: 61 of 94\nAffected: 23 wards, about 400 staff\n\n## Why\n\nx\n";
    let numbers: Vec<String> = found(text).into_iter().map(|(text, _)| text).collect();
    assert_eq!(numbers, ["~1,920", "61", "23 wards", "400 staff"]);
    let wrapped = "# T\n\n## Impact\n\nAbout 61 of our\nvalidators missed blocks at 10:30.\n";
    assert_eq!(found(wrapped).len(), 1);
}

#[test]
fn lost_calls_are_no_money() {
    let metric = |name: &str| {
        let text = format!("# T\n\n## Impact\n\n| Item | Value |\n|---|---|\n| {name} | 3,200 |\n");
        found(&text).first().map(|(_, metric)| *metric)
    };
    assert_eq!(metric("Lost calls"), Some("requests"));
    assert_eq!(metric("Lost revenue"), Some("money"));
    assert_eq!(metric("Lost"), Some("money"));
}

#[test]
fn keys_of_the_front_matter_that_name_what_was_hit() {
    for (line, want) in [
        ("affected_users: 1240", Some("people")),
        ("impact_users: about 30000 a day", Some("people")),
        ("failed-requests: 0.4%", Some("requests")),
        ("affected_users: many", None),
        ("hit: 38 of 44 label printers", Some("other")),
        ("impact: 1,200 customers could not pay", Some("people")),
        ("impact: high", None),
        ("impact: 3", None),
        ("impacted_customers: 2 hours", None),
        ("users: 1240", None),
    ] {
        let source = format!("---\n{line}\n---\n# T\n\nIt was slow.\n");
        let metric = found(&source).first().map(|(_, metric)| *metric);
        assert_eq!(metric, want, "{line}");
    }
}

#[test]
fn tries_and_wholes_that_were_well_count_nothing() {
    let summary = |text: &str| found(&format!("# T\n\n## Summary\n\n{text}\n")).len();
    for text in [
        "After 5 consecutive failures the client gave up and stayed offline.",
        "The board still had 40/40 services green while login failed.",
        "Login failed though all 6 nodes were healthy.",
        "It took until noon to get from an outage to both services healthy.",
        "Failure of 1 disk of the pair took the store offline.",
        "The same crash was made on a test network with 3 nodes affected.",
        "Each run failed and cost $0.",
    ] {
        assert_eq!(summary(text), 0, "{text}");
    }
    assert_eq!(summary("3 nodes were affected and went offline."), 1);
    assert_eq!(summary("Both services were down."), 1);
    assert_eq!(summary("All 6 nodes were not healthy and failed."), 1);
}
