//! Actions that were open and that a change has taken out, neither done nor dropped nor moved.

use crate::diagnostic::{Findings, Severity};
use crate::ledger::Item;
use crate::postmortem::SectionKind;
use crate::rules::{Context, Need, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let ledger = cx.known.ledger.as_ref();
    let Some(lost) = ledger.and_then(|ledger| ledger.lost(cx.post)) else {
        out.cannot_check(Need::History);
        return;
    };
    let (named, unnamed): (Vec<&Item>, Vec<&Item>) =
        lost.items.iter().partition(|item| item.own_id().is_some());
    let span = cx.place_of(SectionKind::Actions);
    for item in named {
        let id = item.own_id().unwrap_or_default();
        let text = quote::text(&item.text);
        out.report(span, format!("{id}, {text}, was open and is gone"))
            .help(help(id))
            .subject(id);
    }
    // Without ids a new action may be one of those that are gone, in other words.
    match unnamed.len().saturating_sub(lost.opened) {
        0 => {}
        _ if lost.opened == 0 => {
            for item in unnamed {
                let text = quote::text(&item.text);
                out.report(span, format!("{text} was open and is gone"))
                    .help(help("FILE:LINE"))
                    .subject(&item.text)
                    .at_most(Severity::Warning);
            }
        }
        gone => {
            let texts: Vec<String> = unnamed.iter().map(|item| quote::text(&item.text)).collect();
            let (all, are) = (unnamed.len(), if gone == 1 { "is" } else { "are" });
            let message = format!(
                "{gone} of {all} open actions {are} gone, if the others were worded anew: {}",
                texts.join(", ")
            );
            out.report(span, message)
                .help(help("FILE:LINE"))
                .subject(texts.join(" "))
                .at_most(Severity::Warning);
        }
    }
}

fn help(id: &str) -> String {
    format!(
        "put it back; then `whys actions done {id} --evidence TEXT` or `whys actions drop {id} --reason TEXT` closes it in a way that others can follow"
    )
}
