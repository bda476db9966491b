//! Words such as some, many or briefly where a number belongs.

use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet};

use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, Span};
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
    let mut told = None;
    let mut said = HashSet::new();
    for found in found {
        let sentence = found.sentence();
        // What a second section tells again in the same words lacks the same number.
        let again = with_the_next_words(&found);
        if told == Some(sentence.plain()) || !said.insert(again) {
            continue;
        }
        told = Some(sentence.plain());
        let words: Vec<&str> = found.text.as_str().split_whitespace().collect();
        let word = words.join(" ");
        out.report(
            found.text.span(),
            format!("`{word}` stands where a number belongs"),
        )
        .help("write how many, or how long; an estimate with its source is a number")
        .subject(sentence.as_str());
    }
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
    let tells = match sort {
        Sort::Time => felt() && !known.timed,
        Sort::Degree => thing(cx, behind, "effect-nouns").is_some_and(|effect| {
            !(cx.phrases("billing-words").is_match(effect) && known.billed(cx))
        }),
        Sort::Count => {
            // In a summary people may also be those who helped.
            let in_impact = cx.post.sections.kind_at(at) == SectionKind::Impact;
            counts(cx, (before, behind), in_impact, felt, known)
        }
    };
    tells && !is_fixed() && !has_number(text)
        && !cx.phrases("number-words").is_match(text)
        // What might have been, and what others felt, is no impact.
        && !cx.phrases("vague-not-felt").is_match(text)
}

/// Whether a sentence has a vague word for how many people felt it, and no number: the rule asks for that one.
pub(super) fn counts_people(cx: &Context, sentence: &str, in_impact: bool) -> bool {
    let mut found = cx.phrases("vague-quantities").find_iter(sentence);
    let people = found.any(|found| {
        let behind = sentence.get(found.end()..).unwrap_or_default();
        thing(cx, behind, "affected-people").is_some()
    });
    people
        && (in_impact || tells_effect(cx, sentence))
        && !has_number(sentence)
        && !cx.phrases("number-words").is_match(sentence)
        && !cx.phrases("vague-not-felt").is_match(sentence)
}

/// Whether a sentence says that somebody felt it.
pub(super) fn tells_effect(cx: &Context, sentence: &str) -> bool {
    let said = unlabelled(sentence);
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

/// What the document tells elsewhere, asked once: it may be long, and full of such words.
struct Known {
    /// Whether the timeline or the milestones tell how long it lasted.
    timed: bool,
    /// By thing, in lower case: whether a number of them stands anywhere: "some nodes stopped", and elsewhere 5 of 46.
    counted: RefCell<HashMap<String, bool>>,
    /// Whether the impact has a label or a heading on what it cost, with numbers below it.
    billed: OnceCell<bool>,
}

impl Known {
    fn of(cx: &Context) -> Self {
        let mut timed = cx.post.entries().filter(|entry| entry.at.time.is_some());
        let two = timed.next().is_some() && timed.next().is_some();
        Self {
            timed: cx.post.milestones.duration_minutes.is_some() || two,
            counted: RefCell::default(),
            billed: OnceCell::new(),
        }
    }

    fn billed(&self, cx: &Context) -> bool {
        *self.billed.get_or_init(|| is_billed(cx))
    }

    fn counts(&self, cx: &Context, thing: &str) -> bool {
        let mut counted = self.counted.borrow_mut();
        *counted
            .entry(thing.to_lowercase())
            .or_insert_with_key(|lower| is_counted(cx, lower))
    }
}

/// Whether a label or a heading of the impact speaks of money, and what stands below it has a number: "increased bills" is
/// told there.
fn is_billed(cx: &Context) -> bool {
    let doc = cx.doc();
    let mut below = false;
    for (id, block) in doc.blocks() {
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        if !is_heading && !matches!(block.kind, BlockKind::Paragraph | BlockKind::Cell) {
            continue;
        }
        let text = doc.block_text(id);
        let text = text.as_str().trim();
        if is_heading || text.ends_with(':') {
            let in_impact = cx.post.sections.kind_at(block.span.start) == SectionKind::Impact;
            below = in_impact && cx.phrases("billing-words").is_match(text);
        } else if below && has_number(text) {
            return true;
        }
    }
    false
}

/// "Some of these nodes": those that were just counted or named.
fn is_told_above(behind: &str) -> bool {
    let mut words = behind.split_whitespace();
    words.next() == Some("of")
        && words
            .next()
            .is_some_and(|word| ["these", "those", "them"].contains(&word))
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
    let (subject, calls) = (unlabelled(before).trim_start(), behind.trim_start());
    cx.phrases("machinery-calls").opens(calls) && cx.phrases("machinery-subjects").opens(subject)
}

/// The word of a list among the next ones of the clause.
fn thing<'t>(cx: &Context, behind: &'t str, list: &str) -> Option<&'t str> {
    let words = clause_start(behind).split_whitespace().take(REACH);
    let mut near = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    near.find(|word| {
        let found = cx.phrases(list).find(word);
        found.is_some_and(|found| found.end() == word.len())
    })
}

/// How many bytes before a thing are looked at for its number.
const BEFORE: usize = 80;

/// How many words may stand between a number and what it counts: "10 of 42 reported validators".
const COUNTED: usize = 3;

/// Whether the impact counts them, or a number of them stands anywhere but among the actions. In lower case.
fn is_counted(cx: &Context, thing: &str) -> bool {
    let mut numbers = cx.post.impact.numbers.iter();
    if numbers.any(|number| number.unit.eq_ignore_ascii_case(thing)) {
        return true;
    }
    let doc = cx.doc();
    let text = doc.running_text();
    let mut places = text.match_indices(thing).map(|(at, _)| at);
    places.any(|at| {
        let from = (at.saturating_sub(BEFORE)..=at).find(|&from| text.is_char_boundary(from));
        let before = from.and_then(|from| text.get(from..at)).unwrap_or_default();
        let line = before.rsplit(['\n', '.', ';']).next().unwrap_or_default();
        let near = line.split_whitespace().rev().take(COUNTED + 1);
        // "On March 23, several students", "an upgrade to 18 and the nodes": what is parted from them does not count them.
        let parts = |word: &str| {
            let lower = word.to_lowercase();
            let joins = ["and", "or", "with", "to", "for", "from", "by", "on"];
            word.ends_with([',', ':', ')']) || joins.contains(&lower.as_str())
        };
        let mut near = near.take_while(|word| !parts(word));
        let counts = before.ends_with(char::is_whitespace) && near.any(is_count);
        let place = doc.source_span(Span::new(at, at + thing.len()));
        counts && cx.post.sections.kind_at(place.start) != SectionKind::Actions
    })
}

/// "42", "1,200", "~30", "seven"; one is no number of many.
fn is_count(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| "(~≈<>+*_".contains(c));
    let digits = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == ',');
    let year = bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"));
    digits && bare != "1" && !year || NUMBERS.contains(&bare.to_lowercase().as_str())
}

const NUMBERS: [&str; 11] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

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
    let ends = [" and ", " which ", " but ", " so "];
    let end = ends.iter().filter_map(|join| clause.find(join)).min();
    clause
        .get(..end.unwrap_or(clause.len()))
        .unwrap_or_default()
}

/// "Impact: several services were down" without its label.
fn unlabelled(text: &str) -> &str {
    const LABEL: usize = 24;
    match text.split_once(':') {
        Some((label, said)) if label.len() < LABEL => said,
        _ => text,
    }
}

/// A number that is no time, date, version or code of an answer.
fn has_number(text: &str) -> bool {
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
        digits && !is_time && !is_version && !is_year && !is_day && !is_answer(word, next)
    })
}

fn is_month(word: &str) -> bool {
    let lower = word.to_lowercase();
    let mut months = words::entries("months").flat_map(|month| month.split('|'));
    months.any(|month| month == lower)
}

/// "500 errors"
fn is_answer(word: &str, next: &str) -> bool {
    let code = word.len() == 3 && word.starts_with(['4', '5']);
    let named = ["error", "response", "status", "http", "timeout"];
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
