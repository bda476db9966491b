//! People as the subject of a failure.

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span};
use crate::postmortem::SectionKind;
use crate::rules::prose::{self, Found};
use crate::rules::{Context, people, quote};
use crate::words;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let mut spans: Vec<Span> = Vec::new();
    let phrases = prose::find(cx.doc(), cx.phrases("blame-phrases"))
        .filter(|found| tells(cx, found) && !found.is_within(cx.phrases("blame-phrases-harmless")))
        .map(|found| found.text.span());
    spans.extend(phrases);
    let verbs = prose::find(cx.doc(), cx.phrases("blame-verbs"))
        .filter(|found| tells(cx, found) && !found.is_within(cx.phrases("blame-harmless")));
    spans.extend(verbs.filter_map(|found| {
        let from = subject(cx, &found)?;
        Some(found.around.slice(from..found.range().end).span())
    }));
    spans.sort();
    spans.dedup_by(|next, kept| {
        let overlap = next.start < kept.end;
        if overlap {
            *kept = kept.join(*next);
        }
        overlap
    });
    for span in spans {
        report(cx, span, out);
    }
}

fn report(cx: &Context, span: Span, out: &mut Findings) {
    let said = quote::text(cx.doc().source(span));
    out.report(span, format!("{said} makes people the fault"))
        .help("make what was missing the subject: what did not show it, check it or stop it?");
}

/// Whether the sentence tells what was: plans, questions and conditions do not.
fn tells(cx: &Context, found: &Found) -> bool {
    let sentence = found.sentence();
    let before = sentence.slice(0..found.text.plain().start - sentence.plain().start);
    !matches!(cx.doc().kind(found.block), BlockKind::Heading(_))
        && cx.post.sections.kind_at(found.text.span().start) != SectionKind::Actions
        && !sentence.as_str().trim_end().ends_with('?')
        && !CONDITION.is_match(before.as_str())
}

/// Where the person begins that the verb belongs to. That we did not catch or consider something is a fact about us,
/// told by ourselves; said of others it is blame.
fn subject(cx: &Context, found: &Found) -> Option<usize> {
    let sentence = found.sentence();
    let start = sentence.plain().start - found.around.plain().start;
    let before = found.around.slice(start..found.range().start).as_str();
    let at = people::subject(cx, before)?;
    let own = words::set("own-subjects").contains(
        before
            .get(at..)?
            .split_whitespace()
            .next()?
            .to_lowercase()
            .as_str(),
    );
    let soft = cx
        .phrases("blame-verbs-of-others")
        .is_match(found.text.as_str());
    (!(own && soft)).then_some(start + at)
}

/// What makes a clause a plan, a question or a condition.
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"\b(?:{})\b[^.;:]*$",
        words::entries("condition-words")
            .collect::<Vec<_>>()
            .join("|")
    ))
});

fn regex(pattern: &str) -> Regex {
    words::regex(pattern).unwrap_or_else(|error| unreachable!("a pattern of ours: {error}"))
}
