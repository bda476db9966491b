//! Facts that a post-mortem is sorted and found by.

use crate::diagnostic::Findings;
use crate::postmortem::Status;
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let asked = [Status::Draft, Status::Review, Status::Final]
        .into_iter()
        .filter(|status| cx.asks(*status));
    let asked = asked.flat_map(|status| cx.settings().list(status.word()));
    let missing: Vec<&str> = asked
        .map(String::as_str)
        .filter(|name| !cx.post.states(name))
        .collect();
    if missing.is_empty() {
        return;
    }
    let keys: Vec<String> = missing.iter().map(|name| format!("`{name}:`")).collect();
    let told: Vec<&str> = missing.iter().map(|name| in_words(name)).collect();
    out.report(
        cx.title_place(),
        format!("no key states: {}", told.join(", ")),
    )
    .help(format!(
        "add {} to the front matter: by what only the text tells nobody can sort and count",
        keys.join(", ")
    ))
    .subject("")
    .names(missing);
}

/// A key in words: a section on causes tells them, and not of which kinds they are.
fn in_words(name: &str) -> &str {
    match name {
        "causes" => "kinds of cause",
        other => other,
    }
}
