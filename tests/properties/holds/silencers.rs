//! Silencers silence, and do nothing else.

use std::collections::BTreeMap;

use whys::linter::Verdict;
use whys::markdown::{Document, Span};
use whys::report::facts;

use super::{LINTER, read};

/// The rules about silencers themselves.
const ABOUT_THEM: [&str; 2] = ["bad-silencer", "unused-silencer"];

/// With its silencers, a text has the facts that it has when they are comments like any other, and no more findings; none of
/// them hides a secret.
pub fn only_silence(text: &str) {
    let (with, without) = (read(text), read(&disarmed(text)));
    assert_eq!(facts::json(&with), facts::json(&without), "{text:?}");
    let (told, all) = (LINTER.lint(&with), LINTER.lint(&without));
    let (told, all) = (places(&told), places(&all));
    for (rule, count) in &told {
        let most = all.get(rule).copied().unwrap_or_default();
        let is_about_them = ABOUT_THEM.contains(rule);
        assert!(
            is_about_them || *count <= most,
            "{rule}: {count} of {most} in {text:?}"
        );
    }
    assert_eq!(told.get("secret"), all.get("secret"), "{text:?}");
}

/// The text with all silencers of its body made comments for somebody else, at the same places. Comments of MDX stay: the
/// paragraph that one stands in is read with it.
fn disarmed(text: &str) -> String {
    let doc = Document::parse(text.to_owned());
    let mut text = text.to_owned();
    for comment in doc.comments() {
        let inner = doc.source(comment.inner);
        let lead = inner.len() - inner.trim_start().len();
        let is_html = doc.source(comment.span).starts_with("<!--");
        if is_html && inner.trim_start().starts_with("whys:") {
            let at = comment.inner.start + lead;
            let word = Span::new(at, at + "whys".len());
            text.replace_range(word.start..word.end, "whyx");
        }
    }
    text
}

fn places<'v>(verdict: &'v Verdict<'_>) -> BTreeMap<&'v str, usize> {
    let mut places = BTreeMap::new();
    for diagnostic in &verdict.diagnostics {
        let place = places.entry(diagnostic.rule.id.as_ref()).or_default();
        *place += 1 + diagnostic.finding.related.len();
    }
    places
}
