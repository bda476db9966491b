//! Titles that say why it happened and not what was seen.

use crate::diagnostic::Findings;
use crate::rules::{Context, quote};
use crate::words;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some(title) = &cx.post.title else { return };
    let text = title.value.as_str();
    if cx.phrases("title-effects").is_match(text) || names_what_was_out(cx, text) {
        return;
    }
    let Some(found) = cx.phrases("title-causes").find(text) else {
        return;
    };
    out.report(title.span, format!("the title tells the cause (“{}”) and not what was seen", found.as_str()))
        .help(format!("write what did not work, for whom: “Checkout answered 503 to one customer in five” in place of {}", quote::text(text)))
        .subject("title");
}

/// "Sign-in outage", "search errors": an outage tells what was seen when the title says of what.
fn names_what_was_out(cx: &Context, title: &str) -> bool {
    let general = words::set("general-words-of-titles");
    let outages = cx.phrases("title-outages").find_iter(title);
    let before = outages.filter_map(|outage| title.get(..outage.start()));
    let mut of_what = before.filter_map(|before| {
        let named = |c: char| c.is_alphanumeric() || ".'’-".contains(c);
        let word = before.trim_end().rsplit(|c| !named(c)).next()?;
        (before.ends_with(char::is_whitespace) && !word.is_empty()).then_some(word)
    });
    of_what.any(|word| !general.contains(word.to_lowercase().as_str()))
}
