//! Every report can be written and shown: nothing in it is obeyed by a terminal or a log, and JSON is JSON.

use whys::linter::{Linter, Verdict};
use whys::postmortem::PostMortem;
use whys::report::{Format, Printer, Style, facts, facts_text, harmless_json};
use whys::report::{review_json, review_markdown, review_text};

use super::LINTER;

/// What is styled by whys itself, which no document can write: its escapes are shown and not passed on.
const OWN: [&str; 8] = [
    "\u{1b}[0m",
    "\u{1b}[1m",
    "\u{1b}[2m",
    "\u{1b}[31m",
    "\u{1b}[32m",
    "\u{1b}[33m",
    "\u{1b}[34m",
    "\u{1b}[36m",
];

pub(super) fn are_harmless(post: &PostMortem, verdict: &Verdict<'_>) {
    for format in Format::ALL {
        let text = written(format, post, verdict);
        let commands = text.lines().filter(|line| is_command(line));
        assert!(
            format == Format::Github || commands.count() == 0,
            "{format:?} gives a command: {text:?}"
        );
        is_harmless(&text, &format!("{format:?}"));
        if matches!(
            format,
            Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson
        ) {
            is_json(&text);
        }
    }
    is_harmless(&facts_text::text(post), "facts");
    let json = harmless_json(&facts::json(post).to_string());
    is_harmless(&json, "facts as JSON");
    is_json(&json);
    are_reviewed(post, &LINTER);
}

fn written(format: Format, post: &PostMortem, verdict: &Verdict<'_>) -> String {
    let mut out = Vec::new();
    let mut printer = Printer::new(format, Style::default());
    let piece = printer.file(post, verdict);
    printer.add(&mut out, piece).expect("memory");
    printer.finish(&mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

fn are_reviewed(post: &PostMortem, linter: &Linter) {
    let review = whys::review::review(post, linter);
    is_harmless(&review_text::text(&review, 80), "review");
    is_harmless(&review_markdown::text(&review), "review as Markdown");
    let json = review_json::json(&review);
    is_harmless(&json, "review as JSON");
    is_json(&json);
}

/// Whether a log of GitHub Actions obeys the line. The `:::` of a frame, which stands for the lines between, it does not.
fn is_command(line: &str) -> bool {
    let command = line.trim_start().strip_prefix("::");
    command.is_some_and(|command| command.contains("::"))
}

/// Tabs stand in the lines that are shown of the file.
fn is_harmless(text: &str, what: &str) {
    let mut rest = text.to_owned();
    for own in OWN {
        rest = rest.replace(own, "");
    }
    let obeyed = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(
                c,
                '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{61c}'
            )
    };
    assert!(!rest.contains(obeyed), "{what} passes on {rest:?}");
    assert!(!rest.contains("##["), "{what} gives a command: {rest:?}");
}

fn is_json(text: &str) {
    let read: Result<serde_json::Value, _> = serde_json::from_str(text);
    assert!(read.is_ok(), "{read:?} of {text:?}");
}
