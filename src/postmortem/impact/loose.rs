//! Numbers of things that stand in no list, told by the form of the sentence: "4 of 16 wavelengths", "shops (14)",
//! "27 are lost".

use super::judge::{Place, quantity};
use super::lexicon::{LISTS, Noun};
use super::numbers::{Sort, Word, is_status};
use super::phrase::{all_of, is_struck, is_struck_plural, struck_plural};
use super::{Metric, Quantity};
use crate::words;

/// Between a number and what it counts.
const ADJECTIVES: usize = 2;

/// What the number at `at` counts that stands in no list, where its place, its sentence (`effect`) or the words beside it say
/// that it was hit.
pub(super) fn unlisted(words: &[Word<'_>], at: usize, place: Place, effect: bool) -> Option<usize> {
    let all = all_of(words, at).filter(|_| effect);
    if place == Place::Story || all.is_some() {
        return all;
    }
    let is_impact = place == Place::Impact;
    let opens = is_impact || opens_clause(words, at);
    struck_plural(words, at)
        .or_else(|| some_of(words, at).filter(|&n| effect && opens || is_struck_plural(words, n)))
        .or_else(|| listed(words, at).filter(|_| is_impact))
        .or_else(|| several_behind(words, at).filter(|_| is_taken(words, at)))
}

/// "Down for 40 minutes", "it took 2 hours", where the number is at `at`.
pub(super) fn is_lasting(words: &[Word<'_>], at: usize) -> bool {
    const BEFORE: usize = 3;
    let before = (at.saturating_sub(BEFORE)..at).rev();
    let lasting = words::set("lasting-leads");
    before
        .take_while(|&i| !words[i].ends || words[i].names)
        .any(|i| lasting.contains(words[i].lower.as_str()))
}

/// "4 of 16 wavelengths", "587/600 systems": some of a whole; the last word of what is counted.
fn some_of(words: &[Word<'_>], at: usize) -> Option<usize> {
    if words[at].lower.contains('/') {
        return several_behind(words, at);
    }
    let is = |i: usize, forms: &[&str]| {
        let word = words.get(i).filter(|_| !words[i - 1].ends);
        word.is_some_and(|w| forms.contains(&w.lower.as_str()))
    };
    let of = at + 1 + usize::from(is(at + 1, &["out"]));
    let whole = of + 1 + usize::from(is(of + 1, &["the", "our", "its", "all"]));
    let value = |i: usize| {
        words
            .get(i)?
            .number
            .filter(|n| n.sort == Sort::Plain)?
            .value
    };
    let is_part = is(of, &["of"]) && !words[whole - 1].ends && value(at) <= value(whole);
    several_behind(words, whole).filter(|_| is_part && value(whole).is_some())
}

/// "Affected: 4 wavelengths", "3 wards, 42 beds on the ward": where the impact is told, a number that opens a phrase of nothing
/// but what it counts; the last word of that.
fn listed(words: &[Word<'_>], at: usize) -> Option<usize> {
    let noun = several_behind(words, at).filter(|_| opens_clause(words, at))?;
    let behind = words.get(noun + 1).filter(|_| !words[noun].ends);
    let joins = words::set("counted-joins");
    let phrase = behind.is_none_or(|w| w.opens || joins.contains(w.lower.as_str()));
    phrase.then_some(noun)
}

/// "14 lectures cancelled", "42 beds not shown": a participle right behind the noun, and no object behind it.
pub(super) fn is_headline(words: &[Word<'_>], noun: usize) -> bool {
    let word = |n: usize| words.get(noun + n).map_or("", |w| w.lower.as_str());
    let participle = |word: &str| word.ends_with("ed") || word.ends_with("able");
    let struck = |word: &str| LISTS.effects.is_match(word) && !word.ends_with('s');
    let denied = word(1) == "not" && (participle(word(2)) || word(2).ends_with('n'));
    let told = words.get(noun + 1).is_some_and(|w| w.ends);
    // "Two faults delayed the start"
    let goes_on = |word: &str| word.is_empty() || words::set("participle-joins").contains(word);
    let passive = participle(word(1)) && struck(word(1)) && (told || goes_on(word(2)));
    denied || word(1) == "offline" || passive
}

/// "We lost 212", "validators missed about 300", "it hit three schools and two", where the number is at `at`: it is said to be
/// taken from somebody, or to be hit.
pub(super) fn is_taken(words: &[Word<'_>], at: usize) -> bool {
    let Some(verb) = (0..at).rfind(|&i| !LISTS.roughly.contains(words[i].lower.as_str())) else {
        return false;
    };
    let listed = verb
        .checked_sub(2)
        .filter(|&v| words[verb].lower == "and" && !words[v].ends);
    let before = listed.and_then(|v| v.checked_sub(1)).unwrap_or(verb);
    let takes = |i: usize| words::set("impact-taking-verbs").contains(words[i].lower.as_str());
    !words[verb].ends && (takes(verb) || takes(before))
}

/// "customers with unprotected circuits (9)": a number alone in brackets behind what it counts, which is returned.
pub(super) fn in_brackets(words: &[Word<'_>], at: usize) -> Option<usize> {
    const BEFORE: usize = 5;
    let word = &words[at];
    let whole = word.number.is_some_and(|n| n.sort == Sort::Plain);
    if !whole || !word.opens || !word.ends {
        return None;
    }
    let before = (at.saturating_sub(BEFORE)..at).rev();
    let clause: Vec<usize> = before.take_while(|&i| !words[i].ends).collect();
    // What stands first is meant: "customers with circuits (9)".
    let known = |i: &&usize| Noun::of(&words[**i].lower).is_some();
    let known = clause.iter().rev().find(known);
    let near = clause.first().filter(|&&i| is_several(&words[i]));
    known.or(near).copied()
}

/// "Candidates with a new date: 38": where the impact is told, a line with nothing but a name of several and their number; what
/// it counts is returned.
pub(super) fn labelled(words: &[Word<'_>], at: usize) -> Option<usize> {
    const NAME: usize = 7;
    let colon = (0..at).rfind(|&i| !LISTS.roughly.contains(words[i].lower.as_str()))?;
    let behind = words.get(at + 1);
    let alone = behind.is_none_or(|w| w.opens || w.lower == "of" || words[at].ends);
    if !alone || colon >= NAME || !words[colon].names {
        return None;
    }
    let name = words.get(..=colon)?;
    let is_unit = |w: &Word<'_>| {
        let units = [LISTS.time, LISTS.days, LISTS.sizes];
        let lower = w.lower.as_str();
        units.iter().any(|list| list.contains(lower)) || is_uncounted(lower)
    };
    if words[at].number?.sort != Sort::Plain || name.iter().any(is_unit) {
        return None;
    }
    name.iter().position(is_several)
}

/// "1,904 uploads were deleted, 27 are lost", "14 could not be found": a number alone that is said what befell it. It counts
/// what was counted before it in the sentence.
pub(super) fn befallen(
    words: &[Word<'_>],
    at: usize,
    place: Place,
    before: Option<&Quantity>,
) -> Option<Quantity> {
    let number = words[at].number.filter(|n| n.sort == Sort::Plain)?;
    let whole = number.value.is_some_and(|v| v > 1.0 && v.fract() == 0.0);
    let is_code = is_status(&words[at].lower);
    if !whole || is_code || words[at].ends || !opens_clause(words, at) {
        return None;
    }
    const CLAUSE: usize = 5;
    let clause = words[at + 1..].iter().take(CLAUSE);
    let clause: Vec<&str> = clause.map(|w| w.lower.as_str()).collect();
    let struck = is_struck(words, at) || LISTS.befell.opens(&clause.join(" "));
    let counted = before.filter(|before| before.metric != Metric::Duration);
    if !struck || place == Place::Story || clause.is_empty() {
        return None;
    }
    // "Downloads: 4,000 failed"
    let name = at.checked_sub(1).and_then(|i| words.get(i));
    let named = name.filter(|w| w.names).map(|w| w.lower.as_str());
    let known = named.and_then(Noun::of).map(Noun::metric);
    let metric = counted.map(|c| c.metric).or(known);
    let unit = counted.map(|c| c.unit.as_str()).or(named);
    let alone = quantity(words, at, at, metric.unwrap_or(Metric::Other));
    Some(Quantity {
        unit: unit.unwrap_or_default().to_owned(),
        ..alone
    })
}

/// "nine past eight", "half past nine": hours on the clock, which count nothing behind them.
pub(super) fn is_told_hour(words: &[Word<'_>], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).and_then(|i| words.get(i));
    let part = |w: &Word<'_>| {
        w.number.is_some() || ["half", "quarter", "minutes"].contains(&w.lower.as_str())
    };
    let hour = before(1).zip(before(2)).is_some_and(|(joint, minutes)| {
        let quarter = minutes.lower == "quarter" && joint.lower == "to";
        quarter || joint.lower == "past" && part(minutes)
    });
    let behind = |n: usize| words.get(at + n);
    let minutes = behind(1).zip(behind(2)).is_some_and(|(joint, hour)| {
        joint.lower == "past" && hour.number.is_some() && !words[at].ends
    });
    hour || minutes
}

/// "uploads of the last 3 days", where the number is at `at`: how old things are, not how long it took.
pub(super) fn is_age(words: &[Word<'_>], at: usize) -> bool {
    let word = |n: usize| {
        let word = at.checked_sub(n).and_then(|i| words.get(i));
        word.filter(|w| !w.ends).map_or("", |w| w.lower.as_str())
    };
    let of = if word(2) == "the" { word(3) } else { word(2) };
    words::set("age-words").contains(word(1)) && words::set("age-leads").contains(of)
}

/// "Marta saw three people ask whether it was down", where the people are at `noun`: they noticed it.
pub(super) fn only_ask(words: &[Word<'_>], noun: usize) -> bool {
    const CLAUSE: usize = 4;
    let mut clause = words.iter().skip(noun + 1).take(CLAUSE);
    !words[noun].ends
        && clause.any(|w| matches!(w.lower.as_str(), "ask" | "asks" | "asked" | "asking"))
}

/// Whether a number stands at the start of a clause, or behind words that say that it is rough.
fn opens_clause(words: &[Word<'_>], at: usize) -> bool {
    let leads = words::set("rough-leads");
    let rough =
        |w: &Word<'_>| LISTS.roughly.contains(w.lower.as_str()) || leads.contains(w.lower.as_str());
    let lead = (0..at).rfind(|&i| !rough(&words[i]) || words[i].ends);
    lead.is_none_or(|i| words[i].ends)
}

/// The first noun for several behind the number at `at`, with but a few words between.
pub(super) fn several_behind(words: &[Word<'_>], at: usize) -> Option<usize> {
    let near = at + 1..=at + 1 + ADJECTIVES;
    let mut phrase = near.take_while(|&i| {
        let word = words.get(i).filter(|w| !words[i - 1].ends && !w.opens);
        word.is_some_and(|w| w.number.is_none() && !LISTS.stop.contains(w.lower.as_str()))
    });
    phrase.find(|&i| is_several(&words[i]))
}

/// Whether a word names several things, and no unit of time or size.
fn is_several(word: &Word<'_>) -> bool {
    let lower = word.lower.as_str();
    let units = [
        LISTS.time,
        LISTS.days,
        LISTS.sizes,
        LISTS.not_before,
        LISTS.money,
    ];
    let plural = lower.len() > 3
        && lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is");
    (plural || LISTS.collective.contains(lower))
        && !units.iter().any(|list| list.contains(lower))
        && !is_uncounted(lower)
}

/// Means, measures and steps.
fn is_uncounted(word: &str) -> bool {
    words::set("impact-uncounted").contains(word)
}
