//! Phrases of the page's first word list, except where they are part of one of its second list.
//!
//! Settings: `message` and `help`, where `{found}` is the phrase; `except`, the sections in which it is left alone. The
//! lists of a team's rule may stand in its settings, as `phrases` and `harmless`.

use crate::diagnostic::{Finding, Findings};
use crate::phrases::Phrases;
use crate::postmortem::SectionKind;
use crate::rules::Context;
use crate::rules::prose::{self, Found};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some((phrases, harmless)) = cx.rule.search() else {
        return;
    };
    for found in found(cx, phrases, &harmless) {
        report(cx, &found, out);
    }
}

/// The phrases that are not harmless where they stand.
pub(super) fn found<'d>(
    cx: &Context<'d>,
    phrases: &'d Phrases,
    harmless: &[&Phrases],
) -> Vec<Found<'d>> {
    let except: Vec<SectionKind> = kinds(cx.settings().list("except"));
    prose::find(cx.doc(), phrases)
        .filter(|found| {
            let is_part = harmless.iter().any(|harmless| found.is_within(harmless));
            let kind = cx.post.sections.kind_at(found.text.span().start);
            !is_part && !except.contains(&kind)
        })
        .collect()
}

/// Reports a phrase with the page's message and help.
pub(super) fn report<'f>(
    cx: &Context,
    found: &Found<'_>,
    out: &'f mut Findings,
) -> &'f mut Finding {
    let words: Vec<&str> = found.text.as_str().split_whitespace().collect();
    let said = words.join(" ");
    let fill = |text: &str| text.replace("{found}", &said);
    out.report(found.text.span(), fill(cx.settings().text("message")))
        .help(fill(cx.settings().text("help")))
        .subject(found.sentence().as_str())
}

fn kinds(words: &[String]) -> Vec<SectionKind> {
    words
        .iter()
        .filter_map(|word| SectionKind::parse(word))
        .collect()
}
