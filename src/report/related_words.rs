//! What the listings of related post-mortems say in words, the same in every format.

use crate::related::{Found, Listing, OpenAction};

/// The path, the day, and whether it is named already.
pub(super) fn place(found: &Found) -> String {
    let day = found.day.map(|day| format!(", {day}")).unwrap_or_default();
    let named = if found.is_named { ", named here" } else { "" };
    format!("{}{day}{named}", found.path)
}

/// "open, due 2026-04-01, 12 days late, @tom".
pub(super) fn state(action: &OpenAction, listing: &Listing) -> String {
    let late = action.due.filter(|_| action.is_overdue(listing.today));
    let late = late.map(|due| (listing.today - due).get_days());
    let parts = [
        action.due.map(|due| format!("due {due}")),
        late.map(|days| match days {
            1 => "1 day late".to_owned(),
            days => format!("{days} days late"),
        }),
        (!action.owners.is_empty()).then(|| action.owners.join(", ")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// How many of its actions are closed, or that nobody has written it down.
pub(super) fn closed(found: &Found) -> String {
    let follow_up = &found.follow_up;
    let s = |n: usize| if n == 1 { "" } else { "s" };
    match (follow_up.open.len(), follow_up.closed) {
        (0, 0) => "no actions".to_owned(),
        (open, 0) if !follow_up.is_kept => {
            format!(
                "{open} action{}, none of them marked as open or done",
                s(open)
            )
        }
        (0, closed) => format!("all {closed} action{} closed", s(closed)),
        (open, closed) => format!("{open} action{} open, {closed} closed", s(open)),
    }
}

/// "3 of 12 other post-mortems are like it; 1 restricted one was left out".
pub fn summary(listing: &Listing) -> String {
    let compared = listing.compared;
    let what = match (listing.found.len(), compared) {
        (_, 0) => "no other post-mortem was found".to_owned(),
        (0, n) => format!(
            "none of {n} other post-mortem{} was before it and is like it",
            s(n)
        ),
        (found, n) => format!(
            "{found} of {n} other post-mortem{}, the most alike first",
            s(n)
        ),
    };
    match listing.restricted {
        0 => what,
        1 => format!("{what}; 1 restricted one was left out"),
        more => format!("{what}; {more} restricted ones were left out"),
    }
}

fn s(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}
