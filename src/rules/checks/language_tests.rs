//! Sentences that the language rules report, and sentences that only look like them.

use crate::linter::tests::only;
use crate::postmortem::ReadOptions;

/// What `rule` marks in a document with these paragraphs as its analysis.
fn marked(rule: &str, paragraphs: &[&str]) -> Vec<Vec<String>> {
    let linter = only(rule);
    let one = |paragraph: &&str| {
        let text = format!("# Ledger lost writes\n\n## Causes\n\n{paragraph}\n");
        let post = crate::read(text, &ReadOptions::default());
        let verdict = linter.lint(&post);
        let spans = verdict.diagnostics.iter().map(|d| d.finding.span);
        spans.map(|span| post.doc.source(span).to_owned()).collect()
    };
    paragraphs.iter().map(one).collect()
}

fn all_reported(rule: &str, paragraphs: &[&str]) {
    for (paragraph, found) in paragraphs.iter().zip(marked(rule, paragraphs)) {
        assert!(!found.is_empty(), "{rule} says nothing to: {paragraph}");
    }
}

fn none_reported(rule: &str, paragraphs: &[&str]) {
    for (paragraph, found) in paragraphs.iter().zip(marked(rule, paragraphs)) {
        assert!(found.is_empty(), "{rule} says {found:?} to: {paragraph}");
    }
}

#[test]
fn people_who_fall_short_are_reported() {
    all_reported(
        "blamed-person",
        &[
            "We failed to verify the backup.",
            "The on-call engineer, who was new, did not check the lag.",
            "One of our developers had forgotten to rename the key.",
            "The database team never tested the fail-over.",
            "Kim ignored the first page.",
            "@sam overlooked the warning.",
            "The author deployed it on Friday and did not tell anybody.",
            "Nobody reviewed the change.",
            "This was entirely our fault.",
            "Caused by our failure to rotate the certificate.",
            "The reviewers missed that the flag was inverted.",
            "It went unnoticed due to carelessness.",
            "Poor communication between the two teams made it worse.",
            "The release manager made a mistake in the version.",
            "We trusted a patch version of the chart on a sensitive part without checking its notes.",
            "The person on duty didn't think to scroll down.",
            "It was a problem that we knew was coming, but did not keep an eye on.",
            "We did not consider empty records properly.",
            "The second deploy, that one's on me.",
            "The team failed to respond to the alert.",
            "The pipeline was not disabled despite being aware of the risk.",
            "The contractor refused to hand over the key.",
            "We ran the script without fully understanding what it does.",
        ],
    );
}

#[test]
fn systems_plans_and_plain_acts_blame_nobody() {
    none_reported(
        "blamed-person",
        &[
            "The pod failed to start, and the check did not notice.",
            "We saw that the replica failed to catch up.",
            "The team noticed that the exporter had missed two scrapes.",
            "We failed over to the second region.",
            "We failed to reproduce it in staging.",
            "We want to be able to deploy without asking anybody.",
            "The pod restarted without reading the key.",
            "We did not consider empty records.",
            "Tom rolled back; we did not notice the second error until noon.",
            "We did not lose any data, and users did not have to log in again.",
            "If we had not checked the logs, this would have gone on.",
            "We want to make sure that nobody forgets to rename it.",
            "Why did the team not check it?",
            "The operator failed to reconcile the resource.",
            "The package manager ignored the lock file.",
            "Users had forgotten their passwords, and the \"forgot password\" page was down.",
            "Nobody is to blame for it.",
            "The vendor wrote: \"your engineer failed to renew it\".",
            "> The engineer failed to renew it.",
            "`we failed to check` is what the log says.",
            "Communication between the services was poor.",
            "The gateway dropped requests that the team's client ignored.",
        ],
    );
}

#[test]
fn hindsight_is_reported() {
    all_reported(
        "counterfactual",
        &[
            "We should have tested it with real data.",
            "The change should have been reviewed by the ledger team.",
            "This should never have been merged.",
            "An alert on the lag would have caught it.",
            "It could have been avoided with a canary.",
            "A longer timeout would probably have prevented this.",
            "Had we known about the limit, the day would have been calmer.",
            "If the team had checked the dashboard, it was over in minutes.",
            "If only we had a runbook.",
            "We would have been able to detect it in five minutes.",
            "- should have been tested against a copy of production",
            "We read the code, should have run it.",
            "It would have been better to wait.",
            "A flag would have enabled rapid rollback.",
            "With the other policy it wouldn't have happened.",
            "We should've tested it first.",
            "With the list we'd have avoided it.",
            "A runbook could've led to a quicker recovery.",
            "A way to have avoided this is the flag.",
            "It would have made it much easier to see.",
            "She read the logs for hours when she probably should have switched to the copy.",
            "We should have tested it. The test expected nothing.",
            "A canary would have caught it. The cost of the outage was four hours.",
        ],
    );
}

#[test]
fn expectations_of_systems_luck_and_plans_are_no_hindsight() {
    none_reported(
        "counterfactual",
        &[
            "The message led to people restarting it when they shouldn't have.",
            "Each repository should have an owner.",
            "The gateway should have returned 400 and returned 500.",
            "The 30 files that should have failed the check passed it.",
            "Rows that should have been published on Monday were late.",
            "It could have been much worse.",
            "Things could have gone better.",
            "An attacker could have drained the account.",
            "It would have allowed an attacker to drain the account.",
            "It might have been caused by the upgrade.",
            "No test could have caught this.",
            "Restarting it would not have helped.",
            "Customers may have seen stale prices.",
            "We could have a second region by May.",
            "What should we have done?",
            "The new limit would have to be approved.",
            "Rolled back, which probably should have fixed it.",
            "We should have tested it (we assumed that staging has the same rows).",
            "Kim should have waited. They were not aware of the second job.",
            "We should have asked first, but we did not know of the team.",
            "A canary would have caught it. The downside is that releases take an hour longer.",
        ],
    );
}

#[test]
fn verdicts_are_reported_and_things_are_not_judged() {
    all_reported(
        "judgement-word",
        &[
            "It was careless to push to all clusters.",
            "That is completely unacceptable.",
            "Somebody simply forgot it.",
            "It was a stupid mistake.",
            "Common sense was missing.",
            "However, we were overzealous and removed the old format, too.",
            "Complacency set in after a quiet year.",
            "Not our smartest decision, on a Friday.",
            "The strategist was deceptive about the rate.",
            "Such deceptive claims cost us trust.",
            "That was unacceptable and we must not do it again.",
        ],
    );
    none_reported(
        "judgement-word",
        &[
            "The latency was unacceptable to merchants.",
            "A simple query showed it; just 3 of 14 charts had it.",
            "Lazy loading hid it, and the obvious candidate was DNS.",
            "The job is embarrassingly parallel.",
            "We were confident that the copy was complete.",
            "Two major oversights led to this:",
            "The rate is compounded and shown as if it were not: this is deceptive.",
            "The graph is deceptively flat.",
            "Performance was poor and disk space insufficient.",
        ],
    );
}

#[test]
fn human_error_is_reported_where_it_explains() {
    all_reported(
        "human-error",
        &[
            "Root cause: human error.",
            "It was an operator error.",
            "A fat-fingered command deleted it.",
            "A mistake by an engineer deleted it.",
        ],
    );
    none_reported(
        "human-error",
        &[
            "This was not human error: the prompts look the same.",
            "The user error rate rose to 3 %.",
            "Instead of calling it operator error, we looked at the tool.",
            "A confirmation prevents manual errors.",
            "There is too much room for human error.",
        ],
    );
}

#[test]
fn what_a_thing_was_meant_to_be_is_no_hindsight_in_a_timeline() {
    let text = |place: &str| {
        format!(
            "# Ledger lost writes\n\n## {place}\n\n- 10:02 UTC Statuses that should have been removed are there\n- 10:09 UTC Kim removes them\n"
        )
    };
    let linter = only("counterfactual");
    let found = |place| {
        let post = crate::read(text(place), &ReadOptions::default());
        linter.lint(&post).diagnostics.len()
    };
    assert_eq!(found("Timeline"), 0);
    assert_eq!(found("Causes"), 1);
}

/// Each line of the file: how the sentence is put, a colon, the sentence.
#[test]
fn many_ways_of_blaming() {
    let rules = [
        "blamed-person",
        "human-error",
        "counterfactual",
        "judgement-word",
    ];
    let lines = include_str!("language.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    let (kinds, sentences): (Vec<&str>, Vec<&str>) =
        lines.filter_map(|line| line.split_once(": ")).unzip();
    let marked = rules.map(|rule| marked(rule, &sentences));
    for (at, (kind, sentence)) in kinds.iter().zip(&sentences).enumerate() {
        let found: Vec<&String> = marked.iter().flat_map(|rule| &rule[at]).collect();
        assert_eq!(found.is_empty(), *kind == "none", "{sentence}: {found:?}");
    }
}
