//! What silencers act on; what the profiles let through.

use jiff::civil::date;

use super::{Linter, Options, Verdict};
use crate::postmortem::ReadOptions;
use crate::rules::{Profile, Rules};

fn options(profile: Profile, select: &[&str]) -> Options {
    Options {
        profile: Some(profile),
        whole: true,
        select: select.iter().map(|id| (*id).to_owned()).collect(),
        ..Options::new(date(2026, 6, 1))
    }
}

/// A linter of one rule alone, as loud as it can be.
pub(crate) fn only(rule: &str) -> Linter {
    Linter::new(Rules::built_in(), options(Profile::BarRaiser, &[rule])).expect("a rule")
}

fn lint<T>(text: &str, options: Options, look: impl Fn(&Verdict) -> T) -> T {
    let post = crate::read(text.to_owned(), &ReadOptions::default());
    let linter = Linter::new(Rules::built_in(), options).expect("rules that exist");
    look(&linter.lint(&post))
}

fn rules(text: &str, select: &[&str]) -> (Vec<String>, usize) {
    lint(text, options(Profile::BarRaiser, select), |verdict| {
        let ids = verdict.diagnostics.iter().map(|d| d.rule.id.to_string());
        (ids.collect(), verdict.silenced)
    })
}

const ERROR: &[&str] = &["human-error", "unused-silencer", "bad-silencer"];

#[test]
fn a_silencer_at_the_end_of_a_line_acts_on_that_line() {
    let text =
        "# T\n\nIt was human error. <!-- whys: allow human-error: quoted from the vendor -->\n";
    assert_eq!(rules(text, ERROR), (vec![], 1));
    let text = "# T\n\nOne. <!-- whys: allow human-error: no -->\n\nIt was human error.\n";
    assert_eq!(rules(text, ERROR).0, ["unused-silencer", "human-error"]);
}

#[test]
fn a_silencer_alone_acts_on_the_next_block_and_no_further() {
    let text = "# T\n\n<!-- whys: allow human-error: said so -->\n\n- It was human error.\n  - human error\n- human error\n";
    assert_eq!(rules(text, ERROR), (vec!["human-error".to_owned()], 2));
}

#[test]
fn a_silencer_of_a_file_stands_above_the_first_heading() {
    let silencer = "<!-- whys: allow-file human-error: old document -->";
    let text = format!("{silencer}\n\n# T\n\nhuman error\n\nhuman error\n");
    assert_eq!(rules(&text, ERROR), (vec![], 2));
    let text = format!("# T\n\n{silencer}\n\nhuman error\n");
    assert_eq!(rules(&text, ERROR).0, ["bad-silencer", "human-error"]);
}

#[test]
fn mdx_comments_silence() {
    let text = "# T\n\n{/* whys: allow human-error: quoted */}\n\nIt was human error.\n";
    assert_eq!(rules(text, ERROR), (vec![], 1));
    let text = "# T\n\nIt was human error. {/* whys: allow human-error: quoted */}\n";
    assert_eq!(rules(text, ERROR), (vec![], 1));
}

#[test]
fn a_silencer_without_reason_or_rule_hides_nothing() {
    let text = "# T\n\nIt was human error. <!-- whys: allow human-error -->\n";
    assert_eq!(rules(text, ERROR).0, ["human-error", "bad-silencer"]);
    let text = "# T\n\nIt was human error. <!-- whys: allow humanerror, human-error: no -->\n";
    assert_eq!(rules(text, ERROR), (vec!["bad-silencer".to_owned()], 1));
}

#[test]
fn a_silencer_of_a_rule_that_did_not_run_is_not_called_unused() {
    let text = "# T\n\nFine. <!-- whys: allow conflict-markers: because -->\n";
    assert_eq!(rules(text, &["unused-silencer"]).0, ["unused-silencer"]);
    let ignoring = Options {
        ignore: vec!["conflict-markers".to_owned()],
        ..options(Profile::BarRaiser, &[])
    };
    let count = lint(text, ignoring, |v| {
        v.diagnostics
            .iter()
            .filter(|d| d.rule.id == "unused-silencer")
            .count()
    });
    assert_eq!(count, 0);
}

#[test]
fn a_silencer_of_the_line_of_what_is_not_stated_is_used() {
    let line = |text: &str| {
        lint(text, options(Profile::Facts, &[]), |verdict| {
            let ids = verdict.diagnostics.iter().map(|d| d.rule.id.to_string());
            let told = ids.filter(|id| ["not-stated", "unused-silencer"].contains(&id.as_str()));
            (told.collect::<Vec<_>>(), verdict.silenced)
        })
    };
    let text = "# Checkout failed\n\nThe pool was full.\n";
    assert_eq!(line(text), (vec!["not-stated".to_owned()], 0));
    let silencer = "<!-- whys: allow-file not-stated: it is older than the template -->\n\n";
    assert_eq!(line(&format!("{silencer}{text}")), (vec![], 1));
}

#[test]
fn an_unknown_rule_is_named_with_the_one_meant() {
    let error = Linter::new(Rules::built_in(), options(Profile::Facts, &["human-eror"]))
        .err()
        .expect("unknown");
    assert_eq!(
        (error.id.as_str(), error.nearest.as_deref()),
        ("human-eror", Some("human-error"))
    );
}

#[test]
fn equal_findings_have_fingerprints_of_their_own_that_no_added_line_changes() {
    let prints = |text: &str| {
        lint(text, options(Profile::BarRaiser, &["human-error"]), |v| {
            v.diagnostics
                .iter()
                .map(|d| d.fingerprint.clone())
                .collect::<Vec<_>>()
        })
    };
    let before = prints("# T\n\nIt was human error.\n\nIt was human error.\n");
    assert_eq!(before.len(), 2);
    assert_ne!(before[0], before[1]);
    assert_eq!(
        before,
        prints("# T\n\nMore.\n\nIt was human error.\n\nBy the way.\n\nIt was human error.\n")
    );
}

#[test]
fn several_threads_find_what_one_finds() {
    let page = include_str!("../../examples/postmortems/2026-03-14-checkout-503.md");
    let told = |in_threads: bool| {
        let options = ReadOptions {
            in_threads,
            ..ReadOptions::default()
        };
        let post = crate::read(page.to_owned(), &options);
        let options = Options {
            in_threads,
            profile: Some(Profile::BarRaiser),
            ..Options::new(date(2026, 6, 1))
        };
        let linter = Linter::new(Rules::built_in(), options).expect("no rule is named");
        let found = linter.lint(&post).diagnostics;
        let found = found
            .iter()
            .map(|one| (one.rule.id.to_string(), one.fingerprint.clone()));
        found.collect::<Vec<_>>()
    };
    let one = told(false);
    assert!(one.len() > 3, "{one:?}");
    assert_eq!(told(true), one);
}
