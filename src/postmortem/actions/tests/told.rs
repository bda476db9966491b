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
