//! What was known or chosen before it hurt, and what is somebody else's.

use super::said::said;
use super::wording::ask;
use super::{Asking, LONG, Topic};
use crate::postmortem::SectionKind;
use crate::rules::quote;
use crate::words;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    repeat(asking);
    known(asking);
    outside(asking);
}

/// The second time: the really bad signal.
fn repeat(asking: &mut Asking<'_>) {
    if let Some(repeat) = &asking.post.metadata.repeat_of {
        let asked = ask("repeat")
            .put("quote", quote::text(&repeat.value))
            .line("line", asking.line(repeat.span.start));
        asking.ask(Topic::Known, 93, asked);
    }
}

/// A risk that was taken, or a weakness that was known.
fn known(asking: &mut Asking<'_>) {
    let parts = [
        SectionKind::Causes,
        SectionKind::Lessons,
        SectionKind::Detection,
        SectionKind::Summary,
        SectionKind::Actions,
        SectionKind::Other,
    ];
    for (list, name, weight) in [
        ("review-choices", "choice", 84),
        ("review-known", "known", 83),
    ] {
        // The longer, the more it tells.
        let said = said(asking.post, list, &parts);
        let longest = said
            .iter()
            .rev()
            .max_by_key(|one| one.sentence.as_str().len().min(LONG));
        if let Some(known) = longest {
            let asked = ask(name)
                .put("quote", known.quote())
                .line("line", known.line());
            asking.ask(Topic::Known, weight, asked);
        }
    }
}

/// Trouble of somebody else, of which the document does not make its own.
fn outside(asking: &mut Asking<'_>) {
    let parts = [
        SectionKind::Causes,
        SectionKind::Summary,
        SectionKind::Other,
    ];
    let post = asking.post;
    let mut vendors = said(post, "cause-external", &parts);
    // One word ("weather") is more often a figure of speech than somebody else.
    vendors.retain(|one| one.phrase().contains(' '));
    vendors.extend(said(post, "review-outside", &parts));
    let external = words::phrases("cause-external");
    let title = post.title.as_ref();
    let title = title.filter(|title| external.is_match(&title.value));
    let asked = match (title, vendors.first()) {
        (Some(title), _) => ask("cause-outside")
            .put("quote", quote::text(&title.value))
            .line("line", post.doc.line(title.span.start)),
        (None, Some(vendor)) => ask("cause-outside")
            .put("quote", vendor.quote())
            .line("line", vendor.line()),
        (None, None) => return,
    };
    asking.ask(Topic::Elsewhere, 72, asked);
}
