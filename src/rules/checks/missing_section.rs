//! Sections that every reader looks for.

use std::cell::LazyCell;

use super::told_parts::{self, Told};
use crate::diagnostic::Findings;
use crate::postmortem::{SectionKind, Status};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let asked = [Status::Draft, Status::Review, Status::Final]
        .into_iter()
        .filter(|status| cx.asks(*status));
    let asked = asked.flat_map(|status| cx.settings().list(status.word()));
    let kinds = asked.filter_map(|name| SectionKind::parse(name));
    let told = LazyCell::new(|| Told::read(cx));
    let missing: Vec<&str> = kinds
        .filter(|kind| !cx.post.tells(*kind))
        .filter(|kind| match kind {
            SectionKind::Impact => !told.is_enough(),
            SectionKind::Lessons => !told_parts::are_lessons(cx),
            _ => true,
        })
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
    let help = format!("add {heading}, or any usual heading of that meaning");
    let half = match missing.contains(&SectionKind::Impact.word()) {
        true => told.half().or_else(|| effects_elsewhere(cx)),
        false => None,
    };
    let help = match half {
        Some(half) => format!("{help}; {half}"),
        None => help,
    };
    out.report(cx.title_place(), what)
        .help(help)
        .subject("")
        .names(missing);
}

/// What happened, told among the causes under a question: those are the effects.
fn effects_elsewhere(cx: &Context) -> Option<String> {
    let asked = told_parts::asks_for_lessons(cx)?;
    let kind = cx.post.sections.kind_at(asked.span().start);
    let effects = cx
        .phrases("asks-what-happened")
        .opens(asked.as_str().trim());
    (effects && kind == SectionKind::Causes).then(|| {
        format!(
            "what it did to users stands under the causes ({})",
            quote::text(asked.as_str())
        )
    })
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
