//! A number and the words beside it: what it counts, and whether it counts anything.

use super::judge::Place;
use super::lexicon::{LISTS, Noun};
use super::loose::{self, is_headline};
use super::numbers::{Sort, Word};
use crate::words;

/// How many words may stand between a number and what it counts.
const REACH: usize = 6;

/// "one vault got liquidated"
pub(super) fn is_struck(words: &[Word<'_>], noun: usize) -> bool {
    let mut behind = words.iter().skip(noun + 1).map(|w| w.lower.as_str());
    let verb = behind.next().is_some_and(|w| {
        matches!(
            w,
            "was" | "were" | "got" | "is" | "are" | "had" | "entered" | "became" | "went"
        )
    });
    let struck = behind.find(|w| !matches!(*w, "in" | "into" | "a" | "the"));
    verb && struck.is_some_and(|w| LISTS.effects.is_match(w))
}

/// Whether what the number at `at` counts is the subject of an effect: "373 records were lost", "34% of requests failing".
pub(super) fn suffers(words: &[Word<'_>], at: usize) -> bool {
    let fails = |noun: usize| {
        let behind = words.get(noun + 1).filter(|_| !words[noun].ends);
        behind.is_some_and(|w| w.lower.ends_with("ing") && LISTS.effects.is_match(&w.lower))
    };
    let subject = noun_behind(words, at).map(|(noun, _)| noun);
    subject.is_some_and(|noun| is_struck(words, noun) || fails(noun))
        || counted_before(words, at).is_some()
        || lost_unit(words, at).is_some()
}

/// "All 6 pods could be down", but not "could not pay".
pub(super) fn is_possible(words: &[Word<'_>], noun: usize) -> bool {
    let is = |i: usize, forms: &[&str]| {
        words
            .get(i)
            .is_some_and(|w| forms.contains(&w.lower.as_str()))
    };
    is(noun + 1, &["could", "might", "may"]) && !is(noun + 2, &["not", "only", "no"])
}

/// "25 connections per worker" is how a machine is set up, while errors are errors.
pub(super) fn is_per_machine(words: &[Word<'_>], noun: usize) -> bool {
    let per = words.get(noun + 1).filter(|w| w.lower == "per" && !w.ends);
    let unit = words.get(noun + 2).map_or("", |w| w.lower.as_str());
    let is_error = LISTS.errors.contains(words[noun].lower.as_str());
    per.is_some() && !is_error && LISTS.machines.contains(unit)
}

/// "two stations down"
pub(super) fn is_down(words: &[Word<'_>], noun: usize) -> bool {
    let behind = words.get(noun + 1).filter(|_| !words[noun].ends);
    behind.is_some_and(|w| matches!(w.lower.as_str(), "down" | "offline" | "out"))
}

/// "Three mosaics have become corrupted", "120 courts could not open their files": what is counted stands in no list, but it is
/// said what befell it.
pub(super) fn struck_plural(words: &[Word<'_>], at: usize) -> Option<usize> {
    const ADJECTIVES: usize = 2;
    let ends = (at..=at + 1 + ADJECTIVES).find(|&i| words.get(i).is_none_or(|w| w.ends));
    let last = ends.unwrap_or(at + 1 + ADJECTIVES);
    (at + 1..=last).find(|&i| is_struck_plural(words, i))
}

/// "3% of all files were corrupted", where the sign is at `sign`.
pub(super) fn struck_share(words: &[Word<'_>], sign: usize) -> Option<usize> {
    const BEHIND: usize = 4;
    words.get(sign + 1).filter(|w| w.lower == "of")?;
    let noun = sign + 2..sign + 2 + BEHIND;
    noun.take_while(|&i| words.get(i).is_some_and(|w| !w.ends))
        .find(|&i| is_struck_plural(words, i) || is_struck(words, i))
}

/// Whether several of what stands at `noun` are the subject of an effect.
pub(super) fn is_struck_plural(words: &[Word<'_>], noun: usize) -> bool {
    let verb = |w: &Word<'_>| {
        let forms = [
            "were", "are", "got", "had", "have", "became", "went", "been", "become", "was", "is",
            "has",
        ];
        forms.contains(&w.lower.as_str())
    };
    let several =
        |w: &Word<'_>| w.lower.ends_with('s') || LISTS.collective.contains(w.lower.as_str());
    if !words
        .get(noun)
        .is_some_and(|w| several(w) && !verb(w) && !w.ends)
    {
        return false;
    }
    const CLAUSE: usize = 5;
    let clause: Vec<&str> = words[noun + 1..]
        .iter()
        .take(CLAUSE)
        .map(|w| w.lower.as_str())
        .collect();
    if LISTS.befell.opens(&clause.join(" ")) || is_headline(words, noun) {
        return true;
    }
    let mut behind = words.iter().skip(noun + 1).peekable();
    let first = behind.peek().is_some_and(|w| verb(w));
    let struck = behind.find(|w| !verb(w) && !w.lower.ends_with("ly"));
    first && struck.is_some_and(|w| LISTS.effects.is_match(&w.lower))
}

/// "Users affected: 4,000", "Failed payments: 312": the name of the number tells what it counts; it is returned.
pub(super) fn named_before(words: &[Word<'_>], at: usize) -> Option<usize> {
    const NAME: usize = 6;
    // "Affected users: approx. 5,300"
    let colon = (0..at).rfind(|&i| !LISTS.roughly.contains(words[i].lower.as_str()))?;
    let colon = Some(colon).filter(|&i| i < NAME && words[i].names)?;
    let name = &words[..=colon];
    let text: Vec<&str> = name.iter().map(|w| w.lower.as_str()).collect();
    let text = text.join(" ");
    let noun = name.iter().rposition(|w| Noun::of(&w.lower).is_some());
    // "Number of affected lifts: 14"
    let counts = text.starts_with("number of ") || text.starts_with("no of ");
    let noun = noun.or(Some(colon).filter(|_| counts))?;
    LISTS.effects.is_match(&text).then_some(noun)
}

/// "50 GB of logs": a size of data, not of a memory or a disk.
pub(super) fn size_of_data(words: &[Word<'_>], at: usize) -> Option<usize> {
    let unit = words.get(at + 1).filter(|_| !words[at].ends)?;
    LISTS
        .sizes
        .contains(unit.lower.as_str())
        .then(|| data_of(words, at + 1))?
}

/// "2 GB lost", "2 GB were deleted", "2 GB data loss", "we lost 2 GB", "Data lost: 2 GB"
pub(super) fn lost_size(words: &[Word<'_>], at: usize) -> Option<usize> {
    const BEFORE: usize = 3;
    let unit = words.get(at + 1).filter(|_| !words[at].ends)?;
    if !LISTS.sizes.contains(unit.lower.as_str()) {
        return None;
    }
    let gone = |i: usize| {
        let word = words.get(i).map_or("", |w| w.lower.as_str());
        LISTS.losses.contains(word) || LISTS.gone.contains(word)
    };
    let data = words
        .get(at + 2)
        .is_some_and(|w| w.lower == "data" && !w.ends);
    let told = !unit.ends && (gone(at + 2) || data && gone(at + 3) || is_struck(words, at + 1));
    // "We lost 2 GB of memory" tells of a machine.
    let bare = unit.ends || words.get(at + 2).is_none_or(|w| w.lower != "of");
    let before = (at.saturating_sub(BEFORE)..at).rev();
    let mut clause = before.take_while(|&i| !words[i].ends || words[i].names);
    let after_loss = bare && clause.any(|i| LISTS.losses.contains(words[i].lower.as_str()));
    (told || after_loss).then_some(at + 1)
}

/// "all 9 storefronts": what is counted stands in no list, but it was hit as a whole.
pub(super) fn all_of(words: &[Word<'_>], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|i| words.get(i))?;
    let noun = words.get(at + 1).filter(|w| !words[at].ends && !w.opens)?;
    let several = noun.lower.ends_with('s') && noun.number.is_none();
    let stops = LISTS.stop.contains(noun.lower.as_str());
    (before.lower == "all" && several && !stops).then_some(at + 1)
}

/// Whether the number only points to what was told before ("these two jobs"), to a bound ("≥1 failed row"), or to what a query
/// shows ("showed two rows").
pub(super) fn points_elsewhere(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    let before = before.filter(|w| !w.ends && !words[at].opens);
    words[at].lower.starts_with(['≥', '≤'])
        || before.is_some_and(|w| LISTS.pointers.contains(w.lower.as_str()))
}

/// "4.9 million euros"
pub(super) fn money_unit(words: &[Word<'_>], at: usize) -> Option<usize> {
    let next = at + 1 + usize::from(scale(words, at) > 1.0);
    let unit = words.get(next)?;
    LISTS.money.contains(unit.lower.as_str()).then_some(next)
}

/// "lost ~21k USDT": behind a loss, capitals that no list knows are a currency too.
pub(super) fn lost_unit(words: &[Word<'_>], at: usize) -> Option<usize> {
    const BEFORE: usize = 3;
    let unit = words.get(at + 1).filter(|w| !words[at].ends && !w.opens)?;
    let code = unit.text.as_str();
    let is_code = (3..=6).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase());
    // "lost 3 DNS records"
    let counted = words.get(at + 2).filter(|_| !unit.ends);
    let names_more =
        counted.is_some_and(|w| Noun::of(&w.lower).is_some() || w.lower.ends_with('s'));
    let mut before = words[at.saturating_sub(BEFORE)..at].iter();
    let lost = before.any(|w| LISTS.losses.contains(w.lower.as_str()));
    (is_code && !names_more && lost).then_some(at + 1)
}

/// "Errors peaked at 5,000 per second": what is counted stands before the number, and is returned.
pub(super) fn peaked(words: &[Word<'_>], at: usize) -> Option<usize> {
    const BEFORE: usize = 3;
    let joint = at.checked_sub(1).filter(|&i| !words[i].ends)?;
    let verb = match words[joint].lower.as_str() {
        "at" | "to" => joint.checked_sub(1)?,
        _ => joint,
    };
    // "The outage hit three schools"
    let has_object = words[verb].lower == "hit" && loose::several_behind(words, at).is_some();
    let is_verb = LISTS.peaks.contains(words[verb].lower.as_str()) && !has_object;
    let from = verb.saturating_sub(BEFORE);
    let errors = |i: &usize| LISTS.errors.contains(words[*i].lower.as_str());
    let noun = (from..verb).rfind(errors);
    let ends = |noun: usize| words[noun..verb].iter().any(|w| w.ends);
    noun.filter(|&noun| is_verb && !ends(noun))
        .or_else(|| risen(words, joint))
}

/// "A rise of failed requests to 2,400 an hour", where "to" is at `joint`.
fn risen(words: &[Word<'_>], joint: usize) -> Option<usize> {
    const BEFORE: usize = 4;
    let noun = joint.checked_sub(1).filter(|&i| !words[i].ends)?;
    let counts = Noun::of(&words[noun].lower).is_some_and(|noun| noun == Noun::Requests);
    let mut before = words[noun.saturating_sub(BEFORE)..noun].iter();
    let rise = before.any(|w| LISTS.rises.contains(w.lower.as_str()));
    (words[joint].lower == "to" && counts && rise).then_some(noun)
}

/// "The number of affected records was 13,986": what is counted stands before the number, and is returned.
pub(super) fn counted_before(words: &[Word<'_>], at: usize) -> Option<usize> {
    const BEFORE: usize = 9;
    let copula = at.checked_sub(1).filter(|&i| !words[i].ends)?;
    if !matches!(words[copula].lower.as_str(), "is" | "was" | "reached") {
        return None;
    }
    let from = copula.saturating_sub(BEFORE);
    let number = (from..copula).rfind(|&i| words[i].lower == "number")?;
    let of = number + 1;
    let is_told = words.get(of).is_some_and(|w| w.lower == "of");
    let ends = words[number..copula].iter().any(|w| w.ends);
    let told = words.get(of + 1..copula).filter(|_| is_told && !ends)?;
    let text: Vec<&str> = told.iter().map(|w| w.lower.as_str()).collect();
    let noun = told.iter().rposition(|w| Noun::of(&w.lower).is_some())?;
    LISTS
        .effects
        .is_match(&text.join(" "))
        .then_some(of + 1 + noun)
}

/// "six hours of data", "45 days' worth of metrics", where the unit of time is at `unit`: data, told by their time.
pub(super) fn data_of(words: &[Word<'_>], unit: usize) -> Option<usize> {
    let is = |i: usize, word: &str| words.get(i).is_some_and(|w| w.lower == word);
    let of = unit + 1 + usize::from(is(unit + 1, "worth"));
    let noun = words
        .get(of + 1)
        .filter(|_| is(of, "of") && !words[unit].ends)?;
    let is_data = Noun::of(&noun.lower).is_some_and(|noun| noun == Noun::Data)
        || LISTS.told_by_time.contains(noun.lower.as_str());
    is_data.then_some(of + 1)
}

/// "million" behind a number.
pub(super) fn scale(words: &[Word<'_>], at: usize) -> f64 {
    let next = words.get(at + 1).filter(|_| !words[at].ends);
    match next.map(|w| w.lower.as_str()) {
        Some("hundred") => 1e2,
        Some("thousand") => 1e3,
        Some("million" | "millions") => 1e6,
        Some("billion" | "billions") => 1e9,
        _ => 1.0,
    }
}

/// The noun, or the one behind it ("30 password resets"): several things are counted in the plural.
pub(super) fn in_plural(words: &[Word<'_>], at: usize, noun: usize) -> Option<usize> {
    let plural =
        |w: &Word<'_>| w.lower.ends_with('s') || LISTS.collective.contains(w.lower.as_str());
    if words[at].number?.value == Some(1.0) || plural(&words[noun]) {
        return Some(noun);
    }
    let behind = words
        .get(noun + 1)
        .filter(|w| !words[noun].ends && !w.opens)?;
    (plural(behind) && !LISTS.stop.contains(behind.lower.as_str())).then_some(noun + 1)
}

/// "503 errors", and outside the impact "400 requests": the number is the answer's.
pub(super) fn is_status_code(words: &[Word<'_>], at: usize, noun: usize, place: Place) -> bool {
    let digits = words[at].text.as_str();
    let code = digits.len() == 3
        && digits.starts_with(['4', '5'])
        && digits.bytes().all(|b| b.is_ascii_digit());
    let answers: &[&str] = match place {
        Place::Story => &["error", "response", "timeout", "request"],
        _ => &["error", "response", "timeout"],
    };
    code && answers.iter().any(|w| words[noun].lower.starts_with(w))
}

/// Only rates come in fractions, and millions.
pub(super) fn is_count(words: &[Word<'_>], at: usize, noun: Noun) -> bool {
    let value = words[at].number.and_then(|number| number.value);
    let is_whole = |v: f64| v.fract() == 0.0 || scale(words, at) >= 1e6;
    noun == Noun::Requests || value.is_none_or(is_whole)
}

/// A version, an id, a port, a date.
pub(super) fn is_name(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    let before = before.filter(|w| !w.ends && !words[at].opens);
    let behind = words.get(at + 1).filter(|_| !words[at].ends);
    // "During the incident 5% of requests failed"
    let sort = words[at].number.map(|number| number.sort);
    let may_name = !matches!(sort, Some(Sort::Percent | Sort::Money));
    let named =
        |w: &Word<'_>| LISTS.not_after.contains(w.lower.as_str()) || is_name_word(words, at);
    before.is_some_and(|w| may_name && named(w))
        || is_clock(words, at)
        || behind.is_some_and(|w| LISTS.not_before.contains(w.lower.as_str()))
        || is_year(&words[at])
}

/// "Data 8", "Windows 11": a capital within the sentence before the number at `at`. Behind a colon a sentence may begin
/// ("Impact: All 12 users"), and "About 12" and "Losing 12" are no names anywhere.
fn is_name_word(words: &[Word<'_>], at: usize) -> bool {
    let Some(first) = at.checked_sub(2).and_then(|i| words.get(i)) else {
        return false;
    };
    let word = &words[at - 1];
    let text = word.text.as_str();
    let capital = text.starts_with(|c: char| c.is_uppercase());
    let lists = [LISTS.roughly, LISTS.losses];
    let plain = lists.iter().any(|list| list.contains(word.lower.as_str()));
    let begins = plain || first.names || word.names;
    !begins && capital && text.len() > 1 && !text.chars().all(|c| c.is_uppercase() || c == '.')
}

/// `16.26` at the start of an entry.
fn is_clock(words: &[Word<'_>], at: usize) -> bool {
    let Some((hours, minutes)) = words[at].lower.split_once('.') else {
        return false;
    };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    at == 0 && digits(hours) && hours.len() < 3 && digits(minutes) && minutes.len() == 2
}

fn is_year(word: &Word<'_>) -> bool {
    word.lower.len() == 4
        && (word.lower.starts_with("19") || word.lower.starts_with("20"))
        && word.lower.bytes().all(|b| b.is_ascii_digit())
}

/// What the number at `at` counts: the last of the first run of nouns behind it.
pub(super) fn noun_behind(words: &[Word<'_>], at: usize) -> Option<(usize, Noun)> {
    if words.get(at)?.ends {
        return None;
    }
    let mut found = None;
    for (i, word) in words.iter().enumerate().skip(at + 1).take(REACH) {
        if word.opens {
            break;
        }
        match Noun::of(&word.lower) {
            Some(noun) => found = Some((i, noun)),
            None if found.is_some() => break,
            None if word.lower == "of" && (i == at + 1 || words[i - 1].lower == "out") => {}
            None if word.lower == "of" => break,
            // "12 of the 41 services", but not "by eight Kim had three".
            None if word.number.is_some() && i > at + 1 && !joins_numbers(&words[i - 1]) => break,
            None if word.number.is_some() => {}
            None if LISTS.stop.contains(word.lower.as_str()) => break,
            None => {}
        }
        if word.ends {
            break;
        }
    }
    found
}

/// What may stand between two numbers of the same things.
fn joins_numbers(word: &Word<'_>) -> bool {
    words::set("number-joins").contains(word.lower.as_str()) || word.number.is_some()
}

/// "EUR 3.1 million"
pub(super) fn currency_before(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    before.is_some_and(|w| {
        !w.ends && w.text.as_str().len() == 3 && LISTS.money.contains(w.lower.as_str())
    })
}
