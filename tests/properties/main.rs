//! What holds for every text: reading never panics, and every span lies in the file, on character boundaries.

#![allow(missing_docs, clippy::unwrap_used)]

// Another crate, that of the fuzz targets, reaches what is in it.
#[allow(unreachable_pub)]
mod holds;
mod team;

use std::path::{Path, PathBuf};

use holds::{is_judged, is_read, mends_once, only_silence, stays_in_front, without_line};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// Pieces of Markdown that parsers stumble over, to be strewn together.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "\t",
    "- ",
    "* ",
    "1. ",
    "  - ",
    "- [ ] ",
    "- [x] ",
    "# ",
    "## ",
    "### Timeline\n",
    "## Action items\n",
    "## Root cause\n",
    "**Impact**: ",
    "**Ana**\n",
    "| a | b |\n|---|---|\n",
    "| 1 |\n",
    "|",
    "\\|",
    "> ",
    "```\n",
    "`",
    "**",
    "*",
    "_",
    "~~",
    "[a](b)",
    "[a]",
    "![x](y.png)",
    "<!--",
    "-->",
    "<details>",
    "<br>",
    "---\n",
    "+++\n",
    "title: x\n",
    "started: 2026-03-14T09:02Z\n",
    "10:45 UTC",
    "10:45",
    "2026-03-14",
    "14 March 2026",
    "~9am",
    "25:99",
    "2026-13-45",
    "for 2 hours",
    "1,240 customers",
    "99.9 %",
    "because ",
    "Why? ",
    "why did é fail",
    "owner: @ana, ",
    "due: 2026-04-01",
    "(PAY-12)",
    "#123",
    "https://x.example/é",
    "é",
    "日本",
    "🚨",
    "\u{feff}",
    "\u{0}",
    "\u{b}",
    "\r",
    "&amp;",
    "\\*",
    "[^1]",
    "[^1]: x\n",
    "{/* x */}",
    "no-action: reason\n",
    "**C1** ",
    "TODO",
    "someone should have ",
    "<!-- whys: allow vague-action: x -->",
    "- [x] ~~gone~~ ",
    "  - dropped: 2026-04-01, moot\n",
    "Improve ",
    "Investigate ",
    "detected by a customer ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_markdown_is_read_inside_its_file(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        is_read(&pieces.concat());
    }

    #[test]
    fn any_text_is_read_inside_its_file(text in "\\PC{0,200}") {
        is_read(&text);
    }
}

/// Lines of front matter with something to fix, or nearly.
const KEYS: &[&str] = &[
    "severty: Sev 2",
    "severity: \"sev-1\"",
    "started: 2026-03-14 9:02 UTC",
    "starteed: 14 March 2026",
    "resolved: 03/04/2026",
    "mitigatted: 2026-03-13T09:02Z # when?",
    "causes: [Software, procss]",
    "trigger: &t config-pusch",
    "detected_by: *t",
    "# whys: allow unknown-key: ours",
    "impact:\n  customers: 1,240\n  request_failed: '48,200'",
    "note: |\n  severty: 1",
    "author: ghp_a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8",
];

/// Pieces of a body in which there is nothing to fix, whatever stands beside them.
const PLAIN: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "- ",
    "1. ",
    "- [ ] ",
    "## Timeline\n",
    "## Causes\n",
    "> ",
    "```\n",
    "`",
    "**",
    "*",
    "| a | b |\n|---|---|\n",
    "|",
    "[a](b)",
    "<br>",
    "---\n",
    "10:45 UTC",
    "14 March 2026",
    "human error",
    "Caf\u{e9} \u{6f22}\u{5b57}",
    "1,240 customers",
    "Why? ",
];

/// Pieces with something to fix, or nearly.
const MENDABLE: &[&str] = &[
    "## Actions\n\n",
    "- [ ] Cap retries\n  - owner: @ana, due: 1 April 2026\n",
    "- [x] ~~Cap retries~~\n  - dropped: 2026-03-20\n",
    "\u{200b}",
    "\u{feff}",
    "<!-- whys: allow human-error: said so -->",
    "\n<!-- whys: allow human-error, vague-quantity: said so -->\n",
    "{/* whys: allow blamed-person: agreed */}",
    "![](a.png)",
    "![image](a.png \"Errors of checkout\")",
    "\n\n*Errors of checkout*\n\n",
    "\n\nFigure 2: Errors of checkout\n\n",
    "<img src=\"a.png\" title=\"Errors of checkout\">",
    "ghp_a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn fixes_made_twice_are_those_made_once(
        keys in prop::collection::vec(prop::sample::select(KEYS), 0..8),
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(MENDABLE), prop::sample::select(PLAIN), prop::sample::select(PIECES),
        ], 0..30),
        crlf in any::<bool>(),
    ) {
        let text = format!("---\nstatus: draft\n{}\n---\n{}", keys.join("\n"), pieces.concat());
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        mends_once(&text);
    }

    #[test]
    fn a_body_with_nothing_to_fix_stays_byte_for_byte(
        keys in prop::collection::vec(prop::sample::select(KEYS), 0..8),
        pieces in prop::collection::vec(prop::sample::select(PLAIN), 0..40),
    ) {
        let body = format!("---\n{}", pieces.concat());
        let text = format!("---\nstatus: draft\n{}\n{body}", keys.join("\n"));
        let after = mends_once(&text);
        prop_assert!(after.ends_with(&body), "{:?}", after);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_markdown_is_judged_and_reported(
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(PIECES), prop::sample::select(MENDABLE), prop::sample::select(EVIL),
        ], 0..40),
    ) {
        is_judged(&pieces.concat());
    }

    #[test]
    fn silencers_silence_and_do_nothing_else(
        pieces in prop::collection::vec(prop_oneof![
            prop::sample::select(SILENCERS), prop::sample::select(MENDABLE), prop::sample::select(PIECES),
        ], 0..30),
    ) {
        only_silence(&pieces.concat());
    }

    #[test]
    fn front_matter_is_read_where_it_stands(
        lines in prop::collection::vec(prop_oneof![
            prop::sample::select(KEYS), prop::sample::select(YAML),
        ], 0..12),
        toml in any::<bool>(),
    ) {
        let fence = if toml { "+++" } else { "---" };
        stays_in_front(&format!("{fence}\n{}\n{fence}\ntext", lines.join("\n")));
    }
}

/// What a terminal or a log obeys.
const EVIL: &[&str] = &[
    "\u{1b}[31m",
    "\u{1b}]8;;https://x.example\u{7}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2028}",
    "##[stop-commands]x",
    "::error::x\n",
    "# \u{1b}[2J\n",
    "started: \u{9b}2J\n",
    "| \u{1b}c | b |\n|---|---|\n",
    "- [ ] \u{7f}Cap retries (owner: \u{202e}ana)\n",
];

/// Silencers and what is nearly one.
const SILENCERS: &[&str] = &[
    "<!-- whys: allow human-error: said so -->",
    "\n\n<!-- whys: allow human-error, unowned-action: said so -->\n\n",
    "<!-- whys: allow-file undated-action: said so -->\n",
    "<!-- whys: allow secret: said so -->",
    "<!-- whys: allow -->",
    "<!-- whys: -->",
    "<!-- whys: allow h\u{e9}, , human-error:",
    "{/* whys: allow vague-action: agreed */}",
    "human error",
    "- [ ] Improve the tests\n",
    "## Root cause\n\n",
];

/// Shapes of YAML and TOML that are easily misplaced.
const YAML: &[&str] = &[
    "a:",
    "a: b: c",
    "  b: c",
    "- x",
    "  - \"y\\n\\u00e9\"",
    "caf\u{e9}: 'it''s'",
    "? k\n: v",
    "a: >\n  folded\n  more",
    "a: |2-\n    kept",
    "a: &b [1, {c: d}]",
    "e: *b",
    "<<: *b",
    "!!str t: !x 1",
    "a = \"b\"",
    "[t]",
    "t.u = 1979-05-27T07:32:00Z",
    "t = '''\nx\u{1f6a8}\n'''",
    "\u{feff}a: b",
    "a:\tb",
    "a: b\r",
    "...",
];

#[test]
fn a_seed_of_the_fuzzer_is_mended_once() {
    for path in markdown_of("fuzz/seeds/fix") {
        let text = std::fs::read_to_string(&path).expect("a seed");
        mends_once(&text);
    }
}

#[test]
fn an_example_without_any_one_of_its_lines_is_judged() {
    for path in markdown_of("examples/postmortems") {
        let text = std::fs::read_to_string(&path).unwrap();
        mends_once(&text);
        only_silence(&text);
        is_judged_without_any_line(&text);
    }
}

#[test]
fn an_example_of_a_rule_without_any_one_of_its_lines_is_judged() {
    let mut examples = 0;
    for path in markdown_of("rules") {
        let page = std::fs::read_to_string(&path).unwrap();
        for text in fenced(&page) {
            examples += 1;
            mends_once(text);
            only_silence(text);
            is_judged_without_any_line(text);
        }
    }
    assert!(examples > 100, "{examples}");
}

fn is_judged_without_any_line(text: &str) {
    is_judged(text);
    for left_out in 0..text.lines().count() {
        is_judged(&without_line(text, left_out));
    }
}

/// The examples of a page.
fn fenced(page: &str) -> impl Iterator<Item = &str> {
    let opened = page.split("\n````md ").skip(1);
    opened.filter_map(|rest| Some(rest.split_once('\n')?.1.split_once("````\n")?.0))
}

fn markdown_of(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.retain(|p| p.extension().is_some_and(|ext| ext == "md"));
    paths.sort();
    assert!(!paths.is_empty());
    paths
}
