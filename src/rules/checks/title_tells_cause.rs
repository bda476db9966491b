//! Titles that say why it happened and not what was seen.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Findings;
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(title) = &cx.post.title else { return };
    let text = title.value.as_str();
    if cx.phrases("title-effects").is_match(text) || names_what_was_out(text) {
        return;
    }
    let Some(found) = cx.phrases("title-causes").find(text) else {
        return;
    };
    out.report(title.span, format!("the title tells the cause (“{}”) and not what was seen", found.as_str()))
        .help(format!("write what did not work, for whom: “Checkout answered 503 to one customer in five” in place of {}", quote::text(without_marker(text))))
        .subject("title");
}

/// The title without the marker and the name of a branch that Git leaves before it at a conflict.
fn without_marker(title: &str) -> &str {
    let Some(rest) = title.strip_prefix("<<<<<<< ") else {
        return title;
    };
    let rest = rest.trim_start();
    let behind = rest.find(char::is_whitespace).and_then(|at| rest.get(at..));
    behind.map_or(title, str::trim_start)
}

/// "Sign-in outage", "search errors": an outage tells what was seen when the title says of what.
fn names_what_was_out(title: &str) -> bool {
    static OUT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)([\p{L}\d.'’-]+) (?:service |system )?(?:outages?|downtimes?|disruptions?|degradations?|errors|failures?)(?-u:\b)").expect("a pattern")
    });
    let general = [
        "a",
        "an",
        "the",
        "our",
        "caused",
        "causes",
        "causing",
        "triggered",
        "major",
        "minor",
        "partial",
        "full",
        "total",
        "brief",
        "short",
        "long",
        "global",
        "service",
        "system",
        "production",
        "postmortem",
        "post-mortem",
        "incident",
        "of",
        "to",
        "configuration",
        "config",
        "human",
    ];
    OUT.captures_iter(title)
        .filter_map(|found| found.get(1))
        .any(|word| !general.contains(&word.as_str().to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::without_marker;

    #[test]
    fn the_marker_of_a_conflict_is_no_part_of_the_title() {
        let title = "Postmortem: wrong configuration of the resolver";
        assert_eq!(without_marker(&format!("<<<<<<< HEAD {title}")), title);
        assert_eq!(without_marker(title), title);
        assert_eq!(without_marker("<<<<<<< HEAD"), "<<<<<<< HEAD");
    }
}
