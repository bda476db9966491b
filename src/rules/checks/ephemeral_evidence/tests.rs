//! Links that the words beside them tell, and links that only look told.

use crate::linter::tests::only;
use crate::postmortem::ReadOptions;

const MESSAGE: &str = "https://example.slack.com/archives/C042/p1773447120000100";
const BUILD: &str = "https://buildkite.com/example/settle/builds/4711";
const GRAPH: &str =
    "https://grafana.example.com/d/settle/queue?from=1773500000000&to=1773510000000";

/// The message of what is found in a document with this body; empty when nothing is.
fn found(body: &str) -> String {
    let linter = only("ephemeral-evidence");
    let post = crate::read(
        format!("# Ledger lost writes\n\n{body}\n"),
        &ReadOptions::default(),
    );
    let verdict = linter.lint(&post);
    let messages = verdict
        .diagnostics
        .iter()
        .map(|d| d.finding.message.clone());
    messages.collect()
}

#[test]
fn a_sentence_with_its_own_time_tells_a_message() {
    let told =
        format!("## Causes\n\nThe tests of the importer started failing Tue 10 March {MESSAGE}");
    assert_eq!(found(&told), "");
    let only_there = format!("## Causes\n\nAs was discussed at length on 10 March, see {MESSAGE}");
    assert_ne!(found(&only_there), "");
    let no_time = format!("## Causes\n\nThe tests of the importer started failing, see {MESSAGE}");
    assert_ne!(found(&no_time), "");
}

#[test]
fn a_table_is_the_excerpt_of_the_link_right_above_it() {
    let table = "| queue | files |\n| --- | --- |\n| settle | 41,000 |";
    let above = format!("## Impact\n\nThe queue grew: {GRAPH}\n\n{table}");
    assert_eq!(found(&above), "");
    let apart = format!("## Impact\n\nThe queue grew: {GRAPH}\n\nIn numbers:\n\n{table}");
    assert_ne!(found(&apart), "");
}

#[test]
fn a_dashboard_is_copied_by_a_picture_beside_another_link_to_it() {
    let body = |other: &str| {
        format!(
            "## Background\n\nOver the night: {GRAPH}\n\n## Impact\n\nThe queue grew: {other}\n\n![Files in the queue](queue.png)"
        )
    };
    let panel = "https://grafana.example.com/d/settle/queue?panelId=7&fullscreen";
    assert_eq!(found(&body(panel)), "");
    assert_ne!(
        found(&body("https://grafana.example.com/d/settle/nodes")),
        ""
    );
}

#[test]
fn the_run_of_a_version_is_told_by_a_timeline_that_tells_its_end() {
    let body = |first: &str, last: &str| {
        format!(
            "## Timeline\n\n- 2026-03-02 09:12 UTC {first}\n- 2026-03-02 09:40 UTC {last}\n\n## Details\n\n- Build of 4.2: <{BUILD}>"
        )
    };
    let ended = "The packaging job is aborted by hand";
    assert_eq!(found(&body("The release of 4.2 is started", ended)), "");
    assert_ne!(found(&body("The release of 4.3 is started", ended)), "");
    assert_ne!(
        found(&body("The release of 4.2 is started", "Kim looks at it")),
        ""
    );
}

#[test]
fn one_address_in_two_places_is_one() {
    let twice = format!("## Impact\n\nSee [it]({GRAPH}).\n\n## Causes\n\nSee [it again]({GRAPH}).");
    assert!(found(&twice).starts_with('“'), "{}", found(&twice));
    let two = format!("{twice} And {BUILD}.");
    assert!(found(&two).starts_with("2 of 2 links"), "{}", found(&two));
}

#[test]
fn an_entry_tells_of_a_thing_in_a_console_and_not_of_what_the_console_measured() {
    let entry = |page: &str| {
        let address = format!("https://eu-west-1.console.aws.amazon.com/{page}");
        format!(
            "## Timeline\n\n- 2026-03-02 09:12 UTC All tasks are restarted: {address}\n- 2026-03-02 09:40 UTC Files are written"
        )
    };
    assert_eq!(
        found(&entry("ecs/v2/clusters/settle/services/importer")),
        ""
    );
    for page in [
        "cloudwatch/home#alarmsV2:alarm/disk",
        "ecs/v2/clusters/settle/services/importer/logs",
        "rds/home#database:id=settle;tab=monitoring",
        "ecs/v2/clusters/settle?start=1773447120",
    ] {
        assert_ne!(found(&entry(page)), "", "{page}");
    }
}

#[test]
fn a_line_of_a_date_is_not_yet_the_timeline_below_a_thread() {
    let entries = "09.12 Kim sees the disk\n\n09.20 Ana calls Li\n\n09.31 The disk is emptied\n\n09.40 Files are written\n";
    let below = |first: &str| {
        found(&format!(
            "## Timeline\n\n{first}\n\nSee {MESSAGE}\n\n{entries}"
        ))
    };
    assert_eq!(below("2 March Monday 2026"), "");
    assert_ne!(below("09.05 Li wakes"), "");
}

#[test]
fn how_a_run_ended_tells_it_in_one_word() {
    let entry = |said: &str| {
        format!(
            "## Timeline\n\n- 2026-03-02 09:12 UTC {said} {BUILD}\n- 2026-03-02 09:40 UTC Files are written"
        )
    };
    for told in ["Kim: still red", "failed:", "[passed] Ana:"] {
        assert_eq!(found(&entry(told)), "", "{told}");
    }
    assert_ne!(found(&entry("Kim: build")), "");
}

#[test]
fn what_a_provider_says_of_its_outage_is_told_in_a_sentence_with_the_page_in_brackets() {
    let page = "https://health.aws.amazon.com/health/status?region=eu-west-1";
    let told = format!("## Causes\n\nThe queues of one region failed ([status]({page})).");
    assert_eq!(found(&told), "");
    assert_ne!(found(&format!("## Causes\n\n- {page}")), "");
}

#[test]
fn a_timeline_that_retells_a_talk_tells_its_log_wherever_that_is_linked() {
    let entries = "- 2026-03-02 09:12 UTC Kim sees the disk\n- 2026-03-02 09:20 UTC Ana calls Li\n- 2026-03-02 09:31 UTC The disk is emptied\n- 2026-03-02 09:40 UTC Files are written";
    let named = |name: &str| format!("## Timeline\n\n{entries}\n\n## Logs\n\n- {name} {MESSAGE}");
    assert_eq!(found(&named("the Slack log:")), "");
    assert_ne!(found(&named("what Li said of it:")), "");
}
