//! Phrases of the page's first word list, except where they are part of one of its second list.
//!
//! Settings: `message` and `help`, where `{found}` is the phrase; `except`, the sections in which it is left alone. The
//! lists of a team's rule may stand in its settings, as `phrases` and `harmless`.

use crate::diagnostic::{Finding, Findings};
use crate::postmortem::SectionKind;
use crate::rules::Context;
use crate::rules::prose::{self, Found};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let Some((phrases, harmless)) = cx.rule.search() else {
        return;
    };
    let except: Vec<SectionKind> = kinds(cx.settings().list("except"));
    for found in prose::find(cx.doc(), phrases) {
        let span = found.text.span();
        let is_part = harmless.iter().any(|harmless| found.is_within(harmless));
        if is_part || except.contains(&cx.post.sections.kind_at(span.start)) {
            continue;
        }
        report(cx, &found, out);
    }
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
