//! Numbers that count and numbers that do not, on our own fiction.

mod loose;

use super::*;
use crate::postmortem::{PostMortem, ReadOptions};

fn impact(source: &str) -> Impact {
    PostMortem::read(Document::parse(source.to_owned()), &ReadOptions::default()).impact
}

fn found(source: &str) -> Vec<(String, &'static str)> {
    let numbers = impact(source).numbers.into_iter();
    numbers.map(|n| (n.text, n.metric.word())).collect()
}

fn in_impact(text: &str) -> Vec<(String, &'static str)> {
    found(&format!("# T\n\n## Impact\n\n{text}\n"))
}

#[test]
fn numbers_of_users_requests_data_money_and_latency() {
    for (text, want, metric) in [
        (
            "1,240 of our customers could not pay.",
            "1,240 of our customers",
            "people",
        ),
        (
            "About 78% of flag requests failed.",
            "78% of flag requests",
            "requests",
        ),
        (
            "13,986 valid records were lost.",
            "13,986 valid records",
            "data",
        ),
        ("It cost ~$20k.", "$20k", "money"),
        (
            "Users in Europe (~35% of traffic) received 404s.",
            "~35% of traffic",
            "requests",
        ),
        (
            "The p99 of search went from 300 ms to 8 s.",
            "300 ms",
            "latency",
        ),
        (
            "We owe EUR 3.1 million to them.",
            "EUR 3.1 million",
            "money",
        ),
        (
            "One in five customers got an error.",
            "One in five customers",
            "people",
        ),
        (
            "One customer in five got an error.",
            "One customer in five",
            "people",
        ),
        ("All 31 partners were locked out.", "31 partners", "people"),
        ("The p99 latency rose to 8.4 s.", "8.4 s", "latency"),
        ("Five stations were down.", "Five stations", "other"),
        ("The error rate reached 12 %.", "12", "requests"),
        ("The success rate has been at zero.", "zero", "requests"),
        ("Launch success drops to zero.", "zero", "requests"),
        ("The sale came with 63% slippage.", "63%", "money"),
        ("About 40 nodes were unschedulable.", "40 nodes", "other"),
    ] {
        let found = in_impact(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(
            found[0].0.contains(want.trim_start_matches('~')),
            "{text}: {found:?}"
        );
        assert_eq!(found[0].1, metric, "{text}");
    }
}

#[test]
fn times_versions_sizes_ids_and_fill_levels_do_not_count() {
    for text in [
        "The database ran at 93 % CPU.",
        "Version 12 errors were fixed in release 13.",
        "We moved to 4 vCPUs and 16 GB.",
        "On 14 March 2026 at 09:02 the service was down.",
        "Users saw 503 errors.",
        "Port 8080 requests failed.",
        "Some customers were affected.",
        "Zero downtime was the aim.",
    ] {
        let found = in_impact(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_duration_is_told_apart() {
    let impact = impact("# T\n\n## Impact\n\nIt lasted 47 minutes.\n");
    assert!(!impact.quantified);
    assert_eq!(impact.numbers[0].metric, Metric::Duration);
    assert_eq!(impact.numbers[0].value, Some(47.0));
}

#[test]
fn elsewhere_the_sentence_must_tell_an_effect() {
    let story = |text: &str| found(&format!("# T\n\n## Timeline\n\n- {text}\n"));
    assert_eq!(story("10:00 415 jobs failed to start").len(), 1);
    assert!(story("10:00 we added 3 nodes").is_empty());
    assert!(story("The pool was autoscaled from 12 to 3 nodes, and 3 users failed").len() == 1);
    assert!(story("11:00 the error rate has been below 0.1 % since 10:40").is_empty());
    let action = "# T\n\n## Action items\n\n- page when 5 requests fail\n";
    assert!(found(action).is_empty());
}

#[test]
fn a_number_in_a_cell_counts_what_the_header_says() {
    let found = found(
        "# T\n\n## Impact\n\n| Customers affected | Duration |\n|--|--|\n| 52 | 3 h |\n\n| | |\n|--|--|\n| Failed orders | 410 |\n",
    );
    let told: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(told, ["52", "3 h", "410"]);
    assert_eq!((found[0].1, found[2].1), ("people", "requests"));
}

#[test]
fn front_matter_tells_the_impact() {
    let with = |lines: &str| impact(&format!("---\nimpact:\n{lines}\n---\n# T\n"));
    assert!(with("  customers: 1240").quantified);
    assert!(with("  customers: none").quantified);
    assert!(!with("  customers: unknown\n  note: counted 3 days later").quantified);
    assert!(!with("  duration_minutes: 30").quantified);
    let fact = &with("  customers: 1240").facts[0];
    assert_eq!(
        (fact.key.as_str(), fact.value.as_str()),
        ("customers", "1240")
    );
    assert!(!impact("---\nimpact: high\n---\n# T\n").quantified);
    assert!(impact("---\nimpact: 120 users locked out\n---\n# T\n").quantified);
}

#[test]
fn what_is_counted_may_stand_before_its_number() {
    let story = |text: &str| found(&format!("# T\n\n## Timeline\n\n- {text}\n"));
    let one = story("10:00 Mira confirms that the number of affected records was 13,986");
    assert_eq!(one, [("13,986".to_owned(), "data")]);
    assert!(story("10:00 Mira sees that the number of records was 13,986").is_empty());
    assert!(story("10:00 the number of failed jobs falls, and the version was 12").is_empty());
}

#[test]
fn the_story_repeats_a_number_where_it_suffers() {
    let told = |text: &str| {
        let source = format!(
            "# T\n\n## Impact\n\n373 records were lost.\n\n## Timeline\n\n- 10:00 {text}\n"
        );
        found(&source).len()
    };
    assert_eq!(told("it turns out that 373 records were lost"), 2);
    assert_eq!(told("we restore the 373 lost records"), 1);
}

#[test]
fn behind_a_loss_capitals_are_a_currency() {
    let found = in_impact("The vault lost ~21k KORN.");
    assert_eq!(found, [("~21k KORN".to_owned(), "money")]);
    assert_eq!(in_impact("We lost 20 GIB.")[0].1, "data");
    assert!(in_impact("We paid 12 KORN.").is_empty());
    let records = in_impact("We lost 3 DNS records.");
    assert!(
        records.iter().all(|(_, metric)| *metric != "money"),
        "{records:?}"
    );
}

#[test]
fn a_share_of_nothing_is_none() {
    assert!(in_impact("We send one mail for one in").is_empty());
    assert!(in_impact("One in five customers").len() == 1);
    assert!(in_impact("This was found out by one out").is_empty());
}

/// Each line of the file: the numbers that count, separated by semicolons, a bar, the sentence in a section about the impact.
#[test]
fn many_ways_of_counting() {
    let lines = include_str!("sentences.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let (want, text) = line.split_once(" | ").unwrap_or_default();
        let want: Vec<&str> = want.split("; ").filter(|want| *want != "none").collect();
        let found = in_impact(text).into_iter();
        let found: Vec<String> = found
            .filter(|(_, metric)| *metric != "duration")
            .map(|(text, _)| text)
            .collect();
        let fits = want.len() == found.len()
            && want
                .iter()
                .zip(&found)
                .all(|(want, found)| found.contains(want));
        assert!(fits, "{line}: {found:?}");
    }
}

#[test]
fn totals_and_noughts_of_things() {
    let who = |text: &str| {
        let reach = impact(&format!("# T\n\n## Impact\n\n{text}\n")).reach;
        reach.map(|reach| reach.who.word())
    };
    for (text, want) in [
        (
            "All payments for the fair were non-functional.",
            Some("everything"),
        ),
        ("Every request failed.", Some("everything")),
        ("All logs were lost.", Some("everything")),
        ("We lost all metrics of the day.", Some("everything")),
        (
            "All sites including lime, plum and fig were unreachable.",
            Some("everything"),
        ),
        ("The whole site was down.", Some("everything")),
        ("The API was completely unavailable.", Some("everything")),
        ("A complete outage of the registry.", Some("everything")),
        ("Some users saw errors. No data was lost.", Some("nothing")),
        (
            "Offline for an hour, no impact on payments.",
            Some("nothing"),
        ),
        ("It restarted without data loss.", Some("nothing")),
        (
            "The hub was failing to start any sessions.",
            Some("everything"),
        ),
        (
            "The bot didn't respond to any of the new chat events.",
            Some("everything"),
        ),
        (
            "Teams were unable to deploy any service.",
            Some("everything"),
        ),
        ("No invoice could be sent.", Some("everything")),
        ("No new build could be started.", Some("everybody")),
        ("Residents couldn't use any service.", Some("everything")),
        (
            "Our users could not start any sessions.",
            Some("everything"),
        ),
        ("Some users could not start any sessions.", None),
        ("Users in Asia could not start any sessions.", None),
        ("Attackers could not access any data.", None),
        ("Attackers could not access any of our data.", None),
        ("We did not lose any orders.", Some("nothing")),
        ("The replay did not drop any orders.", None),
        ("We could not find any failed orders.", None),
        ("We did not receive any calls from users.", None),
        ("It could not deploy any changes.", None),
        ("The attacker failed to send any, and orders went on.", None),
        ("If it could not start any jobs, it would page.", None),
        ("This was not a full outage.", None),
        ("We made sure that no data was lost.", None),
        ("All services recovered after the errors.", None),
        ("We searched all logs for errors.", None),
        ("All requests using the old key failed.", None),
        ("It could have been a complete outage.", None),
        ("None critical, but slow.", None),
        ("None of the orders were lost.", Some("nothing")),
        ("Zero customers affected", Some("nobody")),
        ("No release was tampered with.", Some("nobody")),
        ("No logins possible", Some("everybody")),
        (
            "No user of the shop.example got reminders for two days.",
            None,
        ),
        (
            "No user of shop.example got reminders for two days.",
            Some("everybody"),
        ),
        ("No user got wrong reminders.", None),
        ("Data lost: none", Some("nothing")),
        ("**Data loss:** None so far.", Some("nothing")),
        ("Customers affected: 0", Some("nobody")),
        ("Users affected: nobody", Some("nobody")),
        ("Nobody was hurt.", None),
        ("Customers affected: none of the small ones", None),
        ("Failed requests: 0.4 %", None),
        (
            "| Customers affected | 0 |\n|---|---|\n| Region | North |",
            Some("nobody"),
        ),
        (
            "| Region | North |\n|---|---|\n| Lost orders | none |",
            Some("nothing"),
        ),
        ("It was a total outage.", Some("everything")),
        ("A total outage of 20 minutes.", Some("everything")),
        ("Total outage: nobody got in.", Some("everybody")),
        ("Total downtime: 2 hours", None),
        ("Total downtime was about 20 minutes.", None),
        ("A total downtime of 20 minutes.", None),
        ("The total outage time was 20 minutes.", None),
        ("Total outage: 2 h", None),
    ] {
        assert_eq!(who(text), want, "{text}");
    }
}

#[test]
fn the_description_of_the_front_matter_counts() {
    let text = "---\ntitle: A bad day\ndescription: A Day of Losing 3,000 Orders\n---\n\n## What happened\n\nIt was bad.\n";
    assert_eq!(found(text), [("3,000 Orders".to_owned(), "requests")]);
    let again = text.replace("It was bad.", "We lost 3,000 orders.");
    assert_eq!(found(&again).len(), 2);
    let quoted = "---\ndescription: \"We ran version 12 on 3 nodes\"\n---\n\n# T\n\nx\n";
    assert!(found(quoted).is_empty());
}

#[test]
fn the_story_points_to_what_was_told_before() {
    let story = |text: &str| found(&format!("# T\n\n## Timeline\n\n- 10:00 {text}\n"));
    assert!(story("we fix these two services, and the errors end").is_empty());
    assert!(story("the query showed two failed jobs").is_empty());
    assert!(story("it needs ≥1 failed row").is_empty());
    assert!(story("it is back on for 60 users who were locked out").is_empty());
    assert_eq!(story("only 9 lifts were running").len(), 1);
}

#[test]
fn support_cases_in_a_table_count() {
    let text = "# T\n\n## Impact\n\n| Region | Support cases raised |\n|--|--|\n| North | 2 |\n";
    assert_eq!(found(text), [("2".to_owned(), "other")]);
}
