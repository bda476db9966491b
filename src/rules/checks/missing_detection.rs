//! Who or what noticed is not stated.

use super::notices;
use crate::diagnostic::{Findings, Severity};
use crate::markdown::{BlockKind, Span};
use crate::postmortem::{DetectedBy, Entry, SectionKind};
use crate::rules::{Context, prose, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    if cx.post.detection.by != DetectedBy::Unknown || notices::is_live(cx) {
        return;
    }
    if let Some((span, message)) = half_told(cx) {
        out.report(span, message)
            .help("write who or what was first, and what showed it")
            .at_most(Severity::Info)
            .subject("detection");
        return;
    }
    if names_a_fuller_one(cx) {
        out.report(place(cx), "how it was noticed is not stated here; the fuller post-mortem that is named may tell it")
            .help("write who or what was first here as well: readers of this page may not see the other")
            .at_most(Severity::Info)
            .subject("detection");
        return;
    }
    let (message, at_most) = match (notices::is_notice(cx), told_under(cx)) {
        (true, _) => (
            "this short text does not tell how it was noticed".to_owned(),
            Severity::Error,
        ),
        (false, Some(heading)) => {
            let heading = quote::text(heading.trim().trim_end_matches([':', ' ']));
            (
                format!("what stands under {heading} does not tell who or what noticed first"),
                Severity::Warning,
            )
        }
        (false, None) => (
            "how it was noticed, and by whom, is not stated".to_owned(),
            Severity::Error,
        ),
    };
    out.report(place(cx), message)
        .at_most(at_most)
        .help("write who or what was first: an alert, a synthetic test, a customer, a colleague, a vendor")
        .subject("detection");
}

/// The heading on detection under which something is told, unless that asks how the cause was found.
fn told_under<'c>(cx: &'c Context) -> Option<&'c str> {
    let sections = &cx.post.sections;
    let section = sections.first(SectionKind::Detection)?;
    let asks_cause = cx.phrases("diagnosis-headings").is_match(&section.heading);
    let is_told = || {
        let texts = sections.own_texts(cx.doc(), section);
        texts
            .iter()
            .any(|text| text.as_str().split_whitespace().count() >= FEWEST_TOLD)
    };
    (!asks_cause && is_told()).then_some(section.heading.as_str())
}

/// So many words tell something: "unknown" and "see below" do not.
const FEWEST_TOLD: usize = 5;

/// Where it is told: under the heading on detection, unless that asks how the cause was found; then in the summary or the
/// timeline.
fn place(cx: &Context) -> Span {
    let sections = &cx.post.sections;
    let kinds = [SectionKind::Summary, SectionKind::Timeline];
    match sections.first(SectionKind::Detection) {
        Some(section) if cx.phrases("diagnosis-headings").is_match(&section.heading) => kinds
            .iter()
            .find_map(|kind| sections.first(*kind))
            .map_or_else(|| cx.title_place(), |section| section.heading_span),
        _ => cx.place_of(SectionKind::Detection),
    }
}

/// What a text tells that leaves open only a part of it, or that is no post-mortem yet.
fn half_told(cx: &Context) -> Option<(Span, String)> {
    if is_log_only(cx) {
        let message = "this is a log only: who noticed first, and what showed it?";
        return Some((cx.title_place(), message.to_owned()));
    }
    if notices::is_running_notice(cx) || notices::is_kept_up_to_date(cx) {
        let message = "this notice to users does not tell how it was noticed";
        return Some((cx.title_place(), message.to_owned()));
    }
    raised(cx)
        .or_else(|| failed_in_view(cx))
        .or_else(|| seen_by_somebody(cx))
        .or_else(|| alert_got_lost(cx))
        .or_else(|| met_with_it(cx))
}

/// Whether it names a fuller post-mortem with a link: what it leaves out may be told there. The name is mostly that of the link.
fn names_a_fuller_one(cx: &Context) -> bool {
    let doc = cx.doc();
    let named = cx.phrases("fuller-reports");
    let mut named = named.find_iter(doc.running_text()).take(MOST_NAMED);
    named.any(|found| {
        let name = doc.text_at(Span::new(found.start(), found.end())).span();
        let around = doc.paragraph_around(name);
        around.is_some_and(|around| cx.links_in(around).next().is_some())
    })
}

/// So many places that may name a fuller post-mortem are looked at.
const MOST_NAMED: usize = 20;

/// Those who made the change met with its trouble, where the story tells it: "we started getting loops".
fn met_with_it(cx: &Context) -> Option<(Span, String)> {
    let mut found = prose::find(cx.doc(), cx.phrases("began-to-get"));
    let found = found.find(|found| {
        let kind = cx.post.sections.kind_at(found.text.span().start);
        let sentence = found.sentence();
        let end = found.text.plain().end - sentence.plain().start;
        let rest = sentence.as_str().get(end..).unwrap_or_default();
        let is_trouble = cx.phrases("reported-troubles").is_match(rest);
        let is_told = matches!(
            kind,
            SectionKind::Summary | SectionKind::Timeline | SectionKind::Other
        );
        is_told && is_trouble
    })?;
    let sentence = found.sentence();
    let at = found.text.plain().start - sentence.plain().start;
    let place = at..at + found.text.as_str().len();
    let said = quote::around(sentence.as_str(), place, MOST_QUOTED);
    Some((
        found.text.span(),
        format!("{said}: who or what saw it first?"),
    ))
}

/// A symptom that was seen behind the document's own change, and not by whom: "503 messages witnessed".
fn seen_by_somebody(cx: &Context) -> Option<(Span, String)> {
    let entries: Vec<&Entry> = cx.post.entries().take(EARLY_ENTRIES).collect();
    entries.windows(2).find_map(|near| {
        let [change, seen] = near else {
            return None;
        };
        let is_ours = cx.phrases("own-changes-made").is_match(told(change)?);
        let text = told(seen).filter(|_| is_ours)?;
        let words = cx.phrases("seen-by-somebody").find(text)?;
        let said = quote::around(text, words.range(), MOST_QUOTED);
        Some((seen.span, format!("{said}: by whom or what is not stated")))
    })
}

/// An alert that rang and got lost: that it was thought of is told, and not what was noticed in its place.
fn alert_got_lost(cx: &Context) -> Option<(Span, String)> {
    let mut found = prose::find(cx.doc(), cx.phrases("alerts-that-got-lost"));
    let found = found.find(|found| {
        let kind = cx.post.sections.kind_at(found.text.span().start);
        kind != SectionKind::Actions && !matches!(cx.doc().kind(found.block), BlockKind::Heading(_))
    })?;
    let said = quote::text(found.text.as_str());
    Some((
        found.text.span(),
        format!("{said}: who or what noticed it in the end?"),
    ))
}

/// The first entry that tells where it was raised ("the concern is raised in the chat of the traders"), or an early one that
/// tells who of us was informed, and not by whom.
fn raised(cx: &Context) -> Option<(Span, String)> {
    let mut early = cx.post.entries().take(EARLY_ENTRIES).enumerate();
    early.find_map(|(at, entry)| {
        let text = told(entry)?;
        let raised = cx.phrases("raised-in-channels").find(text);
        let informed = || {
            let informed = cx.phrases("informed-of-it").find(text)?;
            let rest = text.get(informed.end()..).unwrap_or_default();
            (!rest.split_whitespace().any(|word| word == "by")).then_some(informed)
        };
        let words = raised.filter(|_| at < FIRST_ENTRIES).or_else(informed)?;
        let said = quote::around(text, words.range(), MOST_QUOTED);
        let message = format!("{said}: by whom is not stated");
        Some((entry.span, message))
    })
}

/// How many characters of an entry are quoted.
const MOST_QUOTED: usize = 80;

/// How many entries may tell it, behind a lead-up.
const EARLY_ENTRIES: usize = 8;

/// How many entries tell of the beginning.
const FIRST_ENTRIES: usize = 2;

/// A build or an upgrade that fails behind the document's own change, and that is acted upon next: whoever started it was
/// looking at it.
fn failed_in_view(cx: &Context) -> Option<(Span, String)> {
    let entries: Vec<&Entry> = cx.post.entries().take(FIRST_ENTRIES + 2).collect();
    let says = |entry: &Entry, list: &str| {
        [&entry.text, &entry.below]
            .iter()
            .any(|text| cx.phrases(list).is_match(text))
    };
    let failed = entries.windows(3).find_map(|near| {
        let [change, fails, next] = near else {
            return None;
        };
        let is_seen = says(change, "own-changes-made") && says(next, "own-responses");
        (is_seen && says(fails, "own-runs-that-fail")).then_some(*fails)
    })?;
    let said = [&failed.text, &failed.below].into_iter().find_map(|text| {
        let words = cx.phrases("own-runs-that-fail").find(text)?;
        Some(quote::around(text, words.range(), MOST_QUOTED))
    })?;
    Some((failed.span, format!("{said}: who or what saw it first?")))
}

/// What an entry says: beside its time, or below it where its time is a heading.
fn told(entry: &Entry) -> Option<&str> {
    let mut texts = [entry.text.as_str(), entry.below.as_str()].into_iter();
    texts.find(|text| !text.trim().is_empty())
}

/// Whether the document holds the log of a talk and hardly a word beside it.
fn is_log_only(cx: &Context) -> bool {
    let doc = cx.doc();
    let words = doc.running_text().split_whitespace();
    let codes = || {
        doc.blocks()
            .filter(|(_, b)| matches!(b.kind, BlockKind::Code))
    };
    words.take(MOST_BESIDE_LOG + 1).count() <= MOST_BESIDE_LOG
        && codes().any(|(_, block)| is_log(doc.source(block.span)))
}

/// A text beside a log that has more words than this tells something itself.
const MOST_BESIDE_LOG: usize = 40;

/// Whether most lines of a block are messages: a time, and who says it.
fn is_log(code: &str) -> bool {
    let lines = || code.lines().filter(|line| !line.trim().is_empty());
    let messages = lines().filter(|line| is_message(line)).count();
    messages >= FEWEST_MESSAGES && messages * 2 > lines().count()
}

/// So many messages make a log.
const FEWEST_MESSAGES: usize = 4;

/// "14:02 <kim> is it up?", "[14:02:11] kim: is it up?".
fn is_message(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let time = words.next().unwrap_or_default();
    let time = time.trim_matches(['[', ']', '(', ')']);
    let is_time = time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || c == ':');
    let who = words.next().unwrap_or_default();
    is_time && (who.starts_with('<') && who.ends_with('>') || who.ends_with(':'))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Severity;
    use crate::linter::tests::only;
    use crate::postmortem::ReadOptions;

    fn found(text: &str) -> Vec<(Severity, String)> {
        let post = crate::read(text.to_owned(), &ReadOptions::default());
        let linter = only("missing-detection");
        let verdict = linter.lint(&post);
        let diagnostics = verdict.diagnostics.into_iter();
        diagnostics
            .map(|d| (d.severity, d.finding.message))
            .collect()
    }

    #[test]
    fn told_by_half() {
        for (text, said) in [
            (
                "# Two sites answered in circles\n\n## Summary\n\nAfter the names had been moved we started getting redirects in circles, and moved them back.\n",
                "who or what saw it first?",
            ),
            (
                "# Flags were down\n\n[Internal post-mortem](https://example.com/pm/58)\n\nThe database of flags stalled for two hours.\n",
                "the fuller post-mortem that is named may tell it",
            ),
        ] {
            let found = found(text);
            let [(severity, message)] = found.as_slice() else {
                panic!("{found:?}");
            };
            assert_eq!(*severity, Severity::Info, "{message}");
            assert!(message.ends_with(said), "{message}");
        }
        let unlinked = "# Flags were down\n\nThere is no internal post-mortem. The database stalled for two hours.\n";
        assert!(
            found(unlinked)
                .iter()
                .all(|(severity, _)| *severity == Severity::Error)
        );
    }

    #[test]
    fn seen_in_the_course_of_ones_own_work() {
        let text = "# Gateways without a network\n\n- **Identified**: While we were migrating the cluster, two of the new gateways did not start (no network)\n";
        assert_eq!(found(text), []);
    }
}
