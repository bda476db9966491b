//! One fact that two places of the document state differently.

use super::same_person::{is_same, names};
use super::{announced_count, earlier_sign, extents, told_end};
use crate::diagnostic::Findings;
use crate::markdown::{Fact, Span};
use crate::postmortem::time::{self, Moment, Place};
use crate::postmortem::{Entry, Metric, MilestoneKind, Quantity, SectionKind, milestone_named};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    severities(cx, out);
    authors(cx, out);
    MilestoneKind::ALL
        .into_iter()
        .for_each(|kind| milestones(cx, kind, out));
    numbers(cx, out);
    announced_count::check(cx, out);
    earlier_sign::check(cx, out);
    told_end::check(cx, out);
    extents::check(cx, out);
}

fn report(out: &mut Findings, name: &str, (here, at): (&str, Span), (there, other): (&str, Span)) {
    out.report(
        at,
        format!(
            "{name} is {} here and {} elsewhere",
            quote::text(here),
            quote::text(there)
        ),
    )
    .help("correct the one that is wrong")
    .related(other, format!("{} here", quote::text(there)))
    .subject(name);
}

/// What the front matter says of a fact, and what the body says.
fn stated<'a>(cx: &'a Context, fact: &'static str) -> impl Iterator<Item = &'a Fact<String>> {
    let body = &cx.post.metadata.body;
    body.iter()
        .filter(move |(name, _)| *name == fact)
        .map(|(_, value)| value)
}

fn severities(cx: &Context, out: &mut Findings) {
    let Some(first) = &cx.post.metadata.severity else {
        return;
    };
    let other = stated(cx, "severity")
        .find(|other| other.span != first.span && differs(&first.value, &other.value));
    if let Some(other) = other {
        report(
            out,
            "the severity",
            (&other.value, other.span),
            (&first.value, first.span),
        );
    }
}

/// Whether two severities of one scale differ: the same letters before another number.
fn differs(one: &str, other: &str) -> bool {
    let parts = |text: &str| {
        let plain: String = text
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let at = plain.find(|c: char| c.is_ascii_digit())?;
        let (letters, rest) = plain.split_at(at);
        let digit = rest.chars().next()?;
        Some((letters.to_owned(), digit))
    };
    match (parts(one), parts(other)) {
        (Some((letters, digit)), Some((others, other))) => letters == others && digit != other,
        _ => false,
    }
}

/// In a document of ours, where `author` is one person and no account of a blog.
fn authors(cx: &Context, out: &mut Findings) {
    let metadata = &cx.post.metadata;
    let (Some(author), Some(_)) = (&metadata.author, &metadata.status) else {
        return;
    };
    for other in stated(cx, "author").filter(|other| other.span != author.span) {
        let all: Vec<&str> = names(author).chain(names(other)).collect();
        let shared = names(author).any(|name| {
            names(other).any(|other| is_same(name, other, &all) || other.contains(name))
        });
        if !shared {
            report(
                out,
                "the author",
                (&other.value, other.span),
                (&author.value, author.span),
            );
        }
    }
}

/// Key facts of one milestone, and the entries of the timeline that call themselves it.
fn milestones(cx: &Context, kind: MilestoneKind, out: &mut Findings) {
    let facts: Vec<(Moment, Span)> = key_facts(cx, kind);
    let Some((first, span)) = facts.first() else {
        return;
    };
    let entries = cx.post.entries();
    let marked: Vec<(Moment, Span)> = entries
        .filter(|entry| milestone_named(mark(entry)) == Some(kind))
        .map(|entry| (entry.at.clone(), entry.time_span))
        .collect();
    let agrees = |moment: &Moment| facts.iter().any(|(fact, _)| !contradict(fact, moment));
    if marked.iter().any(|(moment, _)| agrees(moment)) {
        return;
    }
    let others = facts
        .iter()
        .skip(1)
        .filter(|(moment, _)| contradict(first, moment));
    if let Some((moment, at)) = others.chain(&marked).next() {
        let shown = |moment: &Moment| moment.iso().unwrap_or_default().replace('T', " ");
        report(
            out,
            &format!("`{}`", kind.word()),
            (&shown(moment), *at),
            (&shown(first), *span),
        );
    }
}

fn key_facts(cx: &Context, kind: MilestoneKind) -> Vec<(Moment, Span)> {
    let front = cx.post.metadata.get(kind.word());
    let front = front.into_iter().filter_map(|value| match &value.data {
        crate::markdown::FrontData::Scalar(text, _) => Some((text.as_str(), value.span)),
        _ => None,
    });
    let body = stated(cx, kind.word()).map(|fact| (fact.value.as_str(), fact.span));
    front
        .chain(body)
        .filter_map(|(text, span)| Some((moment(cx, text)?, span)))
        .collect()
}

/// A day with a clock time.
fn moment(cx: &Context, text: &str) -> Option<Moment> {
    let (stamp, _) = time::read_stamp(text, Place::Field)?;
    let date = cx.post.metadata.calendar.date(&stamp.from.day?)?;
    let moment = Moment::new(&stamp.from, Some(date), None);
    (moment.time.is_some() && !moment.about && stamp.until.is_none()).then_some(moment)
}

/// What an entry calls itself: its text up to the first mark, when that is all of it or is followed by more.
fn mark(entry: &Entry) -> &str {
    let text = entry.text.trim_start_matches(['[', '(', '*', '-', ' ']);
    text.split(['.', ':', ']', ')', ';', '!'])
        .next()
        .unwrap_or_default()
        .trim()
}

/// Whether two moments cannot be one: more than five minutes apart, whatever zone the one without has.
fn contradict(one: &Moment, other: &Moment) -> bool {
    let (Some(a), Some(b)) = (one.minutes(), other.minutes()) else {
        return false;
    };
    if one.about || other.about {
        return false;
    }
    let apart = (a - b).abs();
    let zoned = one.offset.is_some() == other.offset.is_some();
    let hours = apart % 30;
    let by_zone = !zoned && apart <= 14 * 60 && hours.min(30 - hours) <= 5;
    apart > 5 && !by_zone
}

/// Numbers below `impact` that differ by one wrong or swapped digit from the text's.
fn numbers(cx: &Context, out: &mut Findings) {
    for (key, metric) in [
        ("customers", Metric::People),
        ("requests_failed", Metric::Requests),
    ] {
        let fact = cx.post.impact.facts.iter().find(|fact| fact.key == key);
        let Some((fact, value)) = fact.and_then(|fact| Some((fact, number(&fact.value)?))) else {
            continue;
        };
        let told = cx
            .post
            .impact
            .numbers
            .iter()
            .filter(|number| number.metric == metric && is_told(cx, number));
        let told: Vec<&Quantity> = told.collect();
        if told.iter().any(|number| {
            number
                .value
                .is_some_and(|other| other.round() as u64 == value)
        }) {
            continue;
        }
        let slip = told.iter().find(|number| {
            number
                .value
                .is_some_and(|other| is_slip(value, other.round() as u64))
        });
        if let Some(slip) = slip {
            report(
                out,
                &format!("`{key}`"),
                (&slip.text, slip.span),
                (&fact.value, fact.span),
            );
        }
    }
}

fn is_told(cx: &Context, number: &Quantity) -> bool {
    let kind = cx.post.sections.kind_at(number.span.start);
    matches!(
        kind,
        SectionKind::Summary | SectionKind::Impact | SectionKind::Other
    )
}

fn number(text: &str) -> Option<u64> {
    text.trim().replace([',', '_', ' '], "").parse().ok()
}

/// As many digits, one of them another or two neighbours swapped.
fn is_slip(one: u64, other: u64) -> bool {
    if is_rounded(one, other) || is_rounded(other, one) {
        return false;
    }
    let (one, other) = (one.to_string(), other.to_string());
    one.len() >= 3 && one.len() == other.len() && strsim::osa_distance(&one, &other) == 1
}

/// Whether `round` is `exact`, rounded to as many places as it has zeros at its end.
fn is_rounded(exact: u64, round: u64) -> bool {
    let zeros = round
        .to_string()
        .chars()
        .rev()
        .take_while(|c| *c == '0')
        .count() as u32;
    let unit = 10_u64.saturating_pow(zeros);
    zeros > 0 && exact.abs_diff(round) <= unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_of_one_scale() {
        assert!(differs("SEV2", "Sev-1") && differs("P1", "p2"));
        for (one, other) in [
            ("SEV2", "sev 2 (major)"),
            ("SEV2", "P1"),
            ("high", "SEV1"),
            ("2", "SEV1"),
        ] {
            assert!(!differs(one, other), "{one} {other}");
        }
    }

    #[test]
    fn slips_of_a_digit() {
        assert!(is_slip(1240, 1420) && is_slip(1240, 1340));
        assert!(
            !is_slip(1240, 310)
                && !is_slip(1240, 1200 + 6150)
                && !is_slip(12, 13)
                && !is_slip(1240, 1200)
        );
    }
}
