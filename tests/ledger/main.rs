//! The ledger against histories whose truth is known.

mod documents;
#[path = "../program/mod.rs"]
mod program;
mod truth;

use truth::History;

/// So many histories are drawn; the number of each is its seed.
const HISTORIES: u64 = 500;

#[test]
fn with_ids_no_action_is_lost_or_doubled() {
    for seed in 0..HISTORIES {
        let seen = History::draw(seed, true).follow();
        assert!(seen.actions > 0, "seed {seed} has no actions");
        assert!(seen.wrong.is_empty(), "seed {seed}: {:#?}", seen.wrong);
    }
}

#[test]
fn without_ids_at_most_two_in_a_hundred_are() {
    let (mut actions, mut wrong) = (0, Vec::new());
    for seed in 0..HISTORIES {
        let seen = History::draw(seed, false).follow();
        actions += seen.actions;
        wrong.extend(
            seen.wrong
                .into_iter()
                .map(|one| format!("seed {seed}: {one}")),
        );
    }
    assert!(actions > 5_000, "only {actions} actions");
    assert!(
        wrong.len() * 50 <= actions,
        "{} of {actions}: {:#?}",
        wrong.len(),
        wrong.iter().take(20).collect::<Vec<_>>()
    );
}
