//! What stood between the fault and users.

use super::said::{Said, said};
use super::wording::ask;
use super::{Asking, Question, Topic};
use crate::postmortem::{PostMortem, SectionKind};
use crate::words;

pub(super) fn ask_for(asking: &mut Asking<'_>) {
    act(asking);
    let post = asking.post;
    let Some(change) = change(post) else { return };
    let line = change.line();
    let weight = if is_discussed(post) { 50 } else { 82 };
    let again = |one: &Question| {
        one.topic == Topic::Cause && one.weight > weight && one.lines.contains(&line)
    };
    let asked = match asking.asked.iter().any(again) {
        true => ask("let-through-there"),
        false => ask("let-through").put("quote", change.quote()),
    };
    asking.ask(Topic::Barrier, weight, asked.line("line", line));
}

/// A step that did what nobody meant.
fn act(asking: &mut Asking<'_>) {
    let parts = [
        SectionKind::Causes,
        SectionKind::Summary,
        SectionKind::Timeline,
        SectionKind::Other,
    ];
    let acts = said(asking.post, "review-acts", &parts);
    let act = acts
        .iter()
        .max_by_key(|act| act.part == SectionKind::Causes);
    if let Some(act) = act {
        let asked = ask("cause-act")
            .put("quote", act.quote())
            .line("line", act.line());
        asking.ask(Topic::Barrier, 84, asked);
    }
}

/// Whether the analysis speaks of tests, reviews, or steps of a roll-out.
fn is_discussed(post: &PostMortem) -> bool {
    let parts = [
        SectionKind::Causes,
        SectionKind::Lessons,
        SectionKind::Detection,
    ];
    !said(post, "review-checks", &parts).is_empty()
}

/// The change that brought the fault in, as far as the document tells of one.
pub(super) fn change(post: &PostMortem) -> Option<Said<'_>> {
    let parts = match post.sections.first(SectionKind::Causes) {
        Some(_) => [SectionKind::Causes, SectionKind::Summary],
        None => [SectionKind::Summary, SectionKind::Other],
    };
    let mut changes = said(post, "review-changes", &parts);
    let remedies = words::phrases("review-remedies");
    changes.retain(|change| !remedies.is_match(change.sentence.as_str()));
    changes
        .into_iter()
        .min_by_key(|one| one.part != SectionKind::Causes)
}
