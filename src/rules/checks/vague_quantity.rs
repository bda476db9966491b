//! Words such as some, many or briefly where a number belongs.

use std::collections::HashSet;

use super::told_elsewhere::Known;
use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::prose::Found;
use crate::rules::{Context, prose};
use crate::words;

/// How many words behind the word the thing stands whose amount it tells.
const REACH: usize = 4;

/// What a list of words tells the amount of.
#[derive(Clone, Copy)]
enum Sort {
    /// "Some", "a number of": of the thing behind it.
    Count,
    /// "Significant", "increased": of the effect behind it.
    Degree,
    /// "Briefly", "for a while": of the time that the effect of the sentence lasted.
    Time,
}

const LISTS: [(&str, Sort); 3] = [
    ("vague-times", Sort::Time),
    ("vague-degrees", Sort::Degree),
    ("vague-quantities", Sort::Count),
];

/// So many words of a list are looked at: each with its sentence, of which nobody writes more.
const READ: usize = 2000;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let found = LISTS.into_iter().flat_map(|(list, sort)| {
        prose::find(cx.doc(), cx.phrases(list))
            .take(READ)
            .map(move |found| (found, sort))
    });
    let known = Known::of(cx);
    let mut found: Vec<_> = found
        .filter(|(found, sort)| tells_impact(cx, found, *sort, &known))
        .map(|(found, _)| found)
        .collect();
    found.sort_by_key(|found| found.text.span());
    let found = leading(cx, found);
    let mut said = HashSet::new();
    for found in found {
        let sentence = found.sentence();
        // What a second section tells again in the same words lacks the same number.
        if !said.insert(with_the_next_words(&found)) {
            continue;
        }
        let words: Vec<&str> = found.text.as_str().split_whitespace().collect();
        let word = words.join(" ");
        out.report(
            found.text.span(),
            format!("`{word}` stands where a number belongs"),
        )
        .help(match of_timed_outages(cx, &found, &known) {
            true => {
                "write how many, since the length is told; an estimate with its source is a number"
            }
            false => "write how many, or how long; an estimate with its source is a number",
        })
        .subject(sentence.as_str());
    }
}

/// One of each sentence: the first that counts people or things where there is one, since "elevated" of the same sentence
/// tells less.
fn leading<'d>(cx: &Context, found: Vec<Found<'d>>) -> Vec<Found<'d>> {
    let counts = |found: &Found<'_>| cx.phrases("vague-quantities").is_match(found.text.as_str());
    let mut kept: Vec<Found<'d>> = Vec::new();
    for found in found {
        let sentence = found.sentence().plain();
        match kept.last_mut() {
            Some(last) if last.sentence().plain() == sentence => {
                if counts(&found) && !counts(last) {
                    *last = found;
                }
            }
            _ => kept.push(found),
        }
    }
    kept
}

/// "Some users could", in lower case.
fn with_the_next_words(found: &Found<'_>) -> String {
    let text = found.around.as_str();
    let from = text.get(found.range().start..).unwrap_or_default();
    let words = from.split_whitespace().take(3).map(str::to_lowercase);
    words.collect::<Vec<_>>().join(" ")
}

/// Whether it stands for a number of what users felt.
fn tells_impact(cx: &Context, found: &Found<'_>, sort: Sort, known: &Known) -> bool {
    let at = found.text.span().start;
    let told = matches!(
        cx.post.sections.kind_at(at),
        SectionKind::Summary | SectionKind::Impact
    );
    let timeline = cx.post.timeline.as_ref();
    if !told || timeline.is_some_and(|timeline| timeline.entry_at(at).is_some()) {
        return false;
    }
    let sentence = found.sentence();
    let text = sentence.as_str();
    let start = found
        .text
        .plain()
        .start
        .saturating_sub(sentence.plain().start);
    let end = start + found.text.as_str().len();
    let before = text.get(..start).unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    let is_fixed = || {
        let mut terms = cx.phrases("fixed-terms").find_iter(text);
        terms.any(|term| term.start() < end && start < term.end())
    };
    let felt = || tells_effect(cx, text);
    // In a summary people may also be those who helped.
    let in_impact = cx.post.sections.kind_at(at) == SectionKind::Impact;
    let tells = match sort {
        Sort::Time => felt() && !known.timed,
        Sort::Degree => thing(cx, behind, "effect-nouns").is_some_and(|effect| {
            !(cx.phrases("billing-words").is_match(effect) && known.billed(cx))
        }),
        Sort::Count => {
            counts(cx, (before, behind), in_impact, felt, known)
                && !(is_of_outages(cx, behind) && known.times_outages(cx, at))
                && !known.rates(cx, text)
        }
    };
    // The impact may have the number of what the summary tells in passing; how many people it was is a number of its own.
    let is_measured =
        || !in_impact && thing(cx, behind, "affected-people").is_none() && known.measures(cx, text);
    tells && !is_fixed() && !has_number(text)
        && !cx.phrases("number-words").is_match(text)
        // What might have been, and what others felt, is no impact.
        && !cx.phrases("vague-not-felt").is_match(text)
        && !is_measured()
}

/// "Several outages": how long they lasted tells as much as how many they were.
fn is_of_outages(cx: &Context, behind: &str) -> bool {
    thing(cx, behind, "effect-nouns")
        .is_some_and(|effect| cx.phrases("outage-nouns").is_match(effect))
}

/// Whether a word counts outages, and their length is told anywhere: only their number lacks.
fn of_timed_outages(cx: &Context, found: &Found<'_>, known: &Known) -> bool {
    let from = found.around.as_str().get(found.range().end..);
    is_of_outages(cx, from.unwrap_or_default()) && known.timed
}

/// A vague word with whom or what it counts, where a sentence has one: "several customers".
pub(super) fn of_count<'t>(cx: &Context, sentence: &'t str) -> Option<&'t str> {
    of_people(cx, sentence).or_else(|| {
        of(cx, sentence, "affected-things", |before, behind| {
            let cause = cx.phrases("cause-openers").is_match(clause_end(before));
            !cause && !is_scope(cx, before) && !is_machinery(cx, before, behind)
        })
    })
}

/// A vague word with the people that it counts.
pub(super) fn of_people<'t>(cx: &Context, sentence: &'t str) -> Option<&'t str> {
    of(cx, sentence, "affected-people", |_, _| true)
}

/// A vague word with the errors that it counts: "a small number of timeouts".
pub(super) fn of_errors<'t>(cx: &Context, sentence: &'t str) -> Option<&'t str> {
    of(cx, sentence, "error-nouns", |before, behind| {
        !cx.phrases("cause-openers").is_match(clause_end(before))
            && !is_machinery(cx, before, behind)
    })
}

/// So many vague words of a sentence are looked at, each with what is left of it: nobody writes more.
const IN_SENTENCE: usize = 50;

/// A vague word with what it counts of a list, where what stands before it and behind it fits.
fn of<'t>(
    cx: &Context,
    sentence: &'t str,
    list: &str,
    fits: impl Fn(&str, &str) -> bool,
) -> Option<&'t str> {
    let found = cx.phrases("vague-quantities").find_iter(sentence);
    found.take(IN_SENTENCE).find_map(|found| {
        let (before, behind) = (sentence.get(..found.start())?, sentence.get(found.end()..)?);
        let counted = thing(cx, behind, list).filter(|_| fits(before, behind))?;
        let end = counted.as_ptr() as usize - sentence.as_ptr() as usize + counted.len();
        sentence.get(found.start()..end)
    })
}

/// Whether a sentence has a vague word for how many people felt it, or how many things of theirs did, and no number: the rule
/// asks for that one.
pub(super) fn counts_hit(cx: &Context, sentence: &str, in_impact: bool) -> bool {
    of_count(cx, sentence).is_some()
        && (in_impact || tells_effect(cx, sentence))
        && !has_number(sentence)
        && !cx.phrases("number-words").is_match(sentence)
        && !cx.phrases("vague-not-felt").is_match(sentence)
}

/// Whether a sentence says that somebody felt it.
pub(super) fn tells_effect(cx: &Context, sentence: &str) -> bool {
    let said = prose::behind_label(sentence, sentence.len());
    ["impact-effects", "vague-felt"]
        .iter()
        .any(|list| cx.phrases(list).is_match(said))
}

/// Whether it counts people, or things of which the sentence says that they suffered.
fn counts(
    cx: &Context,
    (before, behind): (&str, &str),
    in_impact: bool,
    felt: impl Fn() -> bool,
    known: &Known,
) -> bool {
    // "A few teams came forward:" announces the list of them.
    let is_announced = is_told_above(behind) || behind.trim_end().ends_with(':');
    if is_announced || is_scope(cx, before) || is_machinery(cx, before, behind) {
        return false;
    }
    if let Some(people) = thing(cx, behind, "affected-people") {
        // "Reported by some users" tells how it was noticed.
        let last = before.split_whitespace().next_back().unwrap_or_default();
        let told = cx.phrases("teller-openers").is_match(last)
            || !in_impact && reports(cx, behind, people);
        return !told && (in_impact || felt()) && !known.counts(cx, people);
    }
    let thing = |list| thing(cx, behind, list);
    let counted = match (thing("effect-nouns"), thing("affected-things")) {
        (Some(effect), _) => effect,
        (None, Some(thing)) if felt() => thing,
        _ => return false,
    };
    // "Because some calls went to a dead node" tells the cause, and so does "some errors that caused".
    let clause = clause_end(before);
    let cause = cx.phrases("cause-openers").is_match(clause)
        || cx.phrases("cause-verbs").is_match(first_verb(behind));
    !cause && !cx.phrases("clause-denials").is_match(clause) && !known.counts(cx, counted)
}

/// "A handful of users reported that …" tells how it was noticed, too.
fn reports(cx: &Context, behind: &str, people: &str) -> bool {
    let rest = behind.split_once(people).map_or("", |(_, rest)| rest);
    cx.phrases("telling-verbs").opens(rest.trim_start())
}

/// "Some of these nodes": those that were just counted or named.
fn is_told_above(behind: &str) -> bool {
    words::phrases("parts-of-what-is-told").opens(behind.trim_start())
}

/// "Keys that granted access to some of our services": what they open is no effect.
fn is_scope(cx: &Context, before: &str) -> bool {
    let before = before.trim_end();
    let from = prose::boundary(before, before.len().saturating_sub(SCOPE));
    let near = from.and_then(|from| before.get(from..)).unwrap_or_default();
    cx.phrases("access-scopes").closes(near)
}

/// In so many bytes it is said what opens them.
const SCOPE: usize = 120;

/// "The scheduler had trouble with a node, and some API calls failed": the platform's own calls, and none of the users'.
fn is_machinery(cx: &Context, before: &str, behind: &str) -> bool {
    let subject = prose::behind_label(before, before.len()).trim_start();
    let calls = behind.trim_start();
    cx.phrases("machinery-calls").opens(calls) && cx.phrases("machinery-subjects").opens(subject)
}

/// The word of a list among the next ones of the clause.
fn thing<'t>(cx: &Context, behind: &'t str, list: &str) -> Option<&'t str> {
    // The number of an answer is a part of its name: "HTTP 502 errors".
    let is_name = |word: &&str| !word.chars().all(|c| c.is_ascii_digit());
    let words = clause_start(behind).split_whitespace();
    let words = words.filter(is_name).take(REACH);
    let mut near = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    near.find(|word| {
        let found = cx.phrases(list).find(word);
        found.is_some_and(|found| found.end() == word.len())
    })
}

const MARKS: [char; 7] = [',', ';', ':', '(', ')', '–', '—'];

/// The clause that a text ends with.
fn clause_end(before: &str) -> &str {
    let start = before.rfind(MARKS).unwrap_or(0);
    before.get(start..).unwrap_or_default()
}

/// The clause that a text begins with.
fn clause_start(behind: &str) -> &str {
    let end = behind.find(MARKS).unwrap_or(behind.len());
    behind.get(..end).unwrap_or_default()
}

/// The clause that a text begins with, as far as it has one subject.
fn first_verb(behind: &str) -> &str {
    let clause = clause_start(behind);
    let end = words::phrases("turns-of-subject").find(clause);
    let end = end.map_or(clause.len(), |turn| turn.start());
    clause.get(..end).unwrap_or_default()
}

/// A number that is no time, date, version or code of an answer.
pub(super) fn has_number(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || "()[];\"“”".contains(c));
    let words: Vec<&str> = words
        .map(|word| word.trim_matches(|c: char| ".,:~≈<>+$€£*_".contains(c)))
        .collect();
    words.iter().enumerate().any(|(at, word)| {
        let digits = word.starts_with(|c: char| c.is_ascii_digit());
        let is_time = word.contains(':') || word.matches(['-', '/']).count() >= 2;
        let is_version = word.matches('.').count() >= 2;
        let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let next = words.get(at + 1).copied().unwrap_or_default();
        let last = at.checked_sub(1).and_then(|at| words.get(at).copied());
        let is_day = is_month(next) || last.is_some_and(is_month);
        let is_time = is_time || last.is_some_and(|last| is_clock(word, last));
        digits && !is_time && !is_version && !is_year && !is_day && !is_answer(word, next)
    })
}

fn is_month(word: &str) -> bool {
    let lower = word.to_lowercase();
    let mut months = words::entries("months").flat_map(|month| month.split('|'));
    months.any(|month| month == lower)
}

/// "Till 1300", "about 0930": a time of the day without a mark.
fn is_clock(word: &str, last: &str) -> bool {
    let part = |range| {
        word.get(range)
            .and_then(|part: &str| part.parse::<u8>().ok())
    };
    let (hours, minutes) = (part(0..2), part(2..4));
    let fits = hours.is_some_and(|h| h < 24) && minutes.is_some_and(|m| m < 60);
    let leads = [
        "at", "until", "till", "about", "around", "from", "since", "by",
    ];
    word.len() == 4 && fits && leads.contains(&last.to_lowercase().as_str())
}

/// "500 errors"
fn is_answer(word: &str, next: &str) -> bool {
    let code = word.len() == 3 && word.starts_with(['4', '5']);
    let named = [
        "error",
        "response",
        "status",
        "http",
        "timeout",
        "forbidden",
        "unauthori",
        "internal",
        "bad",
    ];
    code && named
        .iter()
        .any(|name| next.to_ascii_lowercase().starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_dates_and_versions_are_no_numbers() {
        assert!(!has_number(
            "From 09:02 on 2026-03-14 in 2026 with v1.2.3 and 4.2.1 some"
        ));
        assert!(!has_number("on March 14 several users got 500 errors"));
        assert!(
            has_number("about 1,240 customers") && has_number("~5% of them") && has_number("($12)")
        );
    }
}
