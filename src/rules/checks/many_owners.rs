//! Actions that several answer for.

use crate::diagnostic::Findings;
use crate::markdown::{InlineKind, Span};
use crate::postmortem::{Action, OwnerKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    for action in cx
        .open_actions()
        .filter(|action| action.owner_kind == OwnerKind::Many)
    {
        // "No action until we know what to ask": it waits, and nobody has to answer for it yet.
        if cx
            .phrases("parked-words")
            .is_match(cx.doc().source(action.extent))
        {
            continue;
        }
        let Some((span, named)) =
            owners(action).filter(|(span, _)| !has_lead(cx, *span) && !has_bold(cx, action))
        else {
            continue;
        };
        let message = match named {
            1 => "this action belongs to all of them, and so to nobody".to_owned(),
            n => format!("{n} owners answer for this action"),
        };
        out.report(action.place(span), message)
            .help("name the one who says when it is done; the others may stand behind \"with\"")
            .subject(action.text.as_str());
    }
}

/// From the first owner to the last one, and how many they are.
fn owners(action: &Action) -> Option<(Span, usize)> {
    let (first, last) = (action.owners.first()?, action.owners.last()?);
    Some((
        Span::new(first.span.start, last.span.end),
        action.owners.len(),
    ))
}

/// Whether one of them is in bold and the others are not.
fn has_bold(cx: &Context, action: &Action) -> bool {
    let strong = |span: Span| {
        let mut inlines = cx.doc().inlines_within(action.extent);
        inlines.any(|i| i.kind == InlineKind::Strong && i.span.contains(span))
    };
    let owners = &action.owners;
    owners.iter().filter(|owner| strong(owner.span)).count() == 1
}

/// Whether the line on which they stand says which of them leads, or that the others help.
fn has_lead(cx: &Context, owners: Span) -> bool {
    let rest = cx.doc().text().get(owners.start..).unwrap_or_default();
    let line = rest.split(['\n', '|', ')']).next().unwrap_or_default();
    cx.phrases("leading-words").is_match(line)
}
