//! One root cause, and nothing that had to come together with it.

use crate::diagnostic::Findings;
use crate::postmortem::{CauseForm, CauseItem, LessonKind, Section, SectionKind, normalise};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let mut sections = cx
        .post
        .sections
        .of(SectionKind::Causes)
        .filter(|section| !section.is_bare());
    let (Some(section), None) = (sections.next(), sections.next()) else {
        return;
    };
    let causes = &cx.post.causes;
    let Some(item) = only(&causes.items, causes.form).filter(|_| is_root_cause(section)) else {
        return;
    };
    if has_more(cx, section) {
        return;
    }
    out.report(
        section.heading_span,
        format!(
            "one root cause, and nothing that came together with it: {}",
            quote::text(&item.text)
        ),
    )
    .help("add why it was not noticed or not ended sooner, and what was different on that day")
    .subject("single");
}

/// "Root cause", in the singular.
fn is_root_cause(section: &Section) -> bool {
    let heading = normalise(&section.heading);
    let words: Vec<&str> = heading.split(' ').collect();
    words.windows(2).any(|pair| pair == ["root", "cause"])
}

/// The one cause; none where there are several.
fn only(items: &[CauseItem], form: CauseForm) -> Option<&CauseItem> {
    let ends = || items.iter().filter(|item| item.leaf);
    match form {
        CauseForm::None => None,
        CauseForm::WhyChain => ends().next().filter(|_| ends().count() == 1),
        CauseForm::Factors => items.first().filter(|_| items.len() == 1),
        CauseForm::Prose => {
            let sentences: usize = items
                .iter()
                .map(|item| prose::sentences(&item.text).count())
                .sum();
            items.first().filter(|_| sentences <= 3)
        }
    }
}

/// A trigger, what went poorly, or words that join conditions.
fn has_more(cx: &Context, section: &Section) -> bool {
    let poorly = cx
        .post
        .lessons
        .iter()
        .filter(|lesson| lesson.kind == LessonKind::Poorly)
        .count();
    let joined = section
        .texts(cx.doc())
        .into_iter()
        .any(|text| cx.phrases("further-causes").is_match(text.as_str()));
    cx.post.metadata.trigger.is_some() || poorly > 1 || joined
}
