//! Sections that every reader looks for.

use crate::diagnostic::Findings;
use crate::postmortem::{SectionKind, Status};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let asked = [Status::Draft, Status::Review, Status::Final]
        .into_iter()
        .filter(|status| cx.asks(*status));
    let asked = asked.flat_map(|status| cx.settings().list(status.word()));
    let kinds = asked.filter_map(|name| SectionKind::parse(name));
    let missing: Vec<&str> = kinds
        .filter(|kind| !cx.post.tells(*kind))
        .map(SectionKind::word)
        .collect();
    if missing.is_empty() {
        return;
    }
    let (what, heading) = match missing.as_slice() {
        [one] => (
            format!("there is no section on the {one}"),
            format!("`## {}`", title(one)),
        ),
        _ => {
            let headings: Vec<String> = missing
                .iter()
                .map(|word| format!("`## {}`", title(word)))
                .collect();
            (
                format!("there are no sections on: {}", missing.join(", ")),
                headings.join(", "),
            )
        }
    };
    out.report(cx.title_place(), what)
        .help(format!(
            "add {heading}, or any usual heading of that meaning"
        ))
        .subject("")
        .names(missing);
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
