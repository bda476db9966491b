//! A long post-mortem, made of a few sentences.

use std::fmt::Write;

const STORIES: [&str; 6] = [
    "the gateway answered 503 to 18 % of the requests of checkout",
    "the ledger refused new connections, since its pool of 40 was full",
    "the payments on-call rolled back the configuration of `gateway-eu`",
    "the error rate fell from 18 % to 0.2 % within four minutes",
    "the support team counted 212 tickets about double charges",
    "a second retry storm began when the breaker closed",
];

const WORK: [&str; 4] = [
    "Reject unknown keys in `values.yaml` in CI for all 14 charts",
    "Page payments on-call when `settlement_queue_age` is above 10 min for 5 min",
    "Cap retries from checkout to the ledger at 10 % of calls, with jitter",
    "Keep the pool limits of all 9 services in one chart, checked at deployment",
];

/// About so many lines: a fifth of them actions, half of them the timeline, the rest story and causes.
pub(super) fn of_lines(lines: usize) -> String {
    let mut text = String::from(
        "---\ntitle: Checkout answered 503 to one customer in five\nstatus: draft\nseverity: SEV2\nauthor: ana\n\
         started: 2026-03-14T09:02Z\ndetected: 2026-03-14T09:12Z\n---\n\
         # Checkout answered 503 to one customer in five\n\n## Summary\n\n",
    );
    for at in 0..lines / 20 {
        let _ = writeln!(
            text,
            "In part {at}, {}.\nThis was seen on the dashboard of the team.\n",
            STORIES[at % 6]
        );
    }
    text.push_str("## Impact\n\n1,240 customers got an error page, and 48,200 requests failed.\n\n## Timeline\n\n");
    for at in 0..lines / 2 {
        let _ = writeln!(
            text,
            "- {:02}:{:02} {}.",
            9 + at / 120 % 12,
            at / 2 % 60,
            STORIES[at % 6]
        );
    }
    text.push_str("\n## Causes\n\n");
    for at in 0..lines / 16 {
        let _ = writeln!(
            text,
            "- **C{at}** Because {}, number {at}, and nothing checked it.\n",
            STORIES[at % 6]
        );
    }
    text.push_str("## Actions\n\n");
    for at in 0..lines / 20 {
        let state = if at % 3 == 0 { "x" } else { " " };
        let _ = writeln!(
            text,
            "- [{state}] {}, part {at}\n  - owner: @kim, due: 2026-07-{:02}, type: prevent, addresses: C{at}\n",
            WORK[at % 4],
            at % 28 + 1
        );
    }
    text
}
