//! Sections that every reader looks for.

use crate::diagnostic::Findings;
use crate::markdown::BlockKind;
use crate::postmortem::{SectionKind, Status};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let asked = [Status::Draft, Status::Review, Status::Final]
        .into_iter()
        .filter(|status| cx.asks(*status));
    let asked = asked.flat_map(|status| cx.settings().list(status.word()));
    let kinds = asked.filter_map(|name| SectionKind::parse(name));
    let missing: Vec<&str> = kinds
        .filter(|kind| !is_there(cx, *kind))
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

fn is_there(cx: &Context, kind: SectionKind) -> bool {
    cx.post.sections.first(kind).is_some()
        || kind == SectionKind::Summary && opens_with_story(cx)
        || kind == SectionKind::Impact && !cx.post.impact.facts.is_empty()
}

/// Whether a paragraph stands before any heading but the title and says more than a label does.
fn opens_with_story(cx: &Context) -> bool {
    let doc = cx.doc();
    let title = cx
        .post
        .sections
        .title
        .and_then(|at| cx.post.sections.all.get(at))
        .map(|title| title.carrier);
    let first = doc
        .roots()
        .find(|id| Some(*id) != title && matches!(doc.kind(*id), BlockKind::Heading(_)));
    let opening = doc.roots().take_while(|id| Some(*id) != first);
    opening
        .filter(|id| doc.kind(*id) == BlockKind::Paragraph)
        .any(|id| {
            let text = doc.block_text(id).as_str();
            text.split_whitespace().count() >= 8 && text.trim_end().ends_with(['.', '!', '…', ')'])
        })
}
