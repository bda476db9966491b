//! Few whys or a single factor, which end at no condition that the organisation can change.

use crate::diagnostic::Findings;
use crate::postmortem::{CauseForm, EndsAt, SectionKind};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let causes = &cx.post.causes;
    let depth = causes.depth.unwrap_or(0);
    let (enough, what) = match causes.form {
        CauseForm::WhyChain => (
            cx.settings().count("depth"),
            if depth == 1 { "why" } else { "whys" },
        ),
        CauseForm::Factors => (cx.settings().count("factors"), "contributing factor"),
        CauseForm::Prose | CauseForm::None => return,
    };
    // Where it ends at a person or out of reach, the rules for these ends say so.
    let is_surface = matches!(
        causes.ends_at,
        None | Some(EndsAt::Symptom | EndsAt::Unclear)
    );
    if depth >= enough || !is_surface {
        return;
    }
    let span = causes
        .items
        .last()
        .map_or_else(|| cx.place_of(SectionKind::Causes), |item| item.span);
    out.report(span, format!("the explanation stops here, after {depth} {what}"))
        .help("go on until it reaches something that you own and can change, or name what else had to come together");
}
