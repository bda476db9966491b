//! When an action is due.

use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::{Finder, Gated, Phrases};
use jiff::ToSpan;
use jiff::civil::Date;

use super::candidate::Candidate;
use super::month::is_month;
pub(super) use super::month::is_month_name;
use super::owner::is_nobody;
use super::role::Role;
use super::trail::Trail;
use super::{state, tail, tokens, verb};
use crate::markdown::Text;
use crate::postmortem::Fact;
use crate::postmortem::time::{self, Calendar};
use crate::words;

/// A due date: absolute where the text makes it plain, and as written.
#[derive(Clone, Debug, Default)]
pub(super) struct Due {
    pub(super) date: Option<Fact<Date>>,
    pub(super) text: Option<Fact<String>>,
}

/// In how many places of a cell or value a day is looked for.
const LONGEST_FIELD: usize = 60;

/// Words before a day by which it is the last one for an action.
static BEFORE_DAY: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("due-words"));
/// "for Wednesday, 12 March" at the end of an action.
static APPOINTED: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(["for", "on"].into_iter()));
static QUARTER: LazyLock<Gated> = LazyLock::new(|| words::gated("quarter"));

/// The first quarter or half year in a text.
fn quarter(text: &str) -> Option<Range<usize>> {
    QUARTER.find(text).map(|found| found.range())
}

/// The due date of an action: of its column or key, else of its text, else of the heading above it.
pub(super) fn of(candidate: &Candidate<'_>, trail: Option<&Trail>, calendar: &Calendar) -> Due {
    let mut stated = candidate
        .all_stated(Role::Due)
        .filter(|t| !t.is_blank() && !is_nobody(t.as_str()) && !state::is_word(t.as_str()));
    if let Some(due) = stated.next().map(|text| of_field(text, calendar)) {
        return due;
    }
    let beside = || {
        let mut owners = candidate.all_stated(Role::Owner);
        owners.find_map(|owner| beside_name(owner, calendar))
    };
    let found = of_text(candidate.text, trail, calendar).or_else(beside);
    found.unwrap_or_else(|| candidate.group.due.clone())
}

/// "Kim, 2 May", "platform, Q3": the day or the term beside the names of a field of owners.
fn beside_name(owner: Text<'_>, calendar: &Calendar) -> Option<Due> {
    let plain = owner.as_str();
    let (_, last) = plain.rsplit_once([',', ';'])?;
    let said = last.trim();
    let at = plain.len() - last.trim_start().len();
    let place = behind_words(said, at);
    match day_at(owner, place.start, calendar) {
        Some((date, end)) => is_day(said).then(|| dated(owner, date, place.start, end)),
        None => is_term(said).then(|| as_written(owner, place)),
    }
}

/// The horizon that a heading states for all below it.
pub(super) fn of_label(label: Text<'_>, calendar: &Calendar) -> Option<Due> {
    let quarter = || quarter(label.as_str()).map(|text| as_written(label, text));
    let relative = || relative(label).map(|text| as_written(label, text));
    behind_word(label, calendar)
        .or_else(quarter)
        .or_else(relative)
}

/// A cell or value that is there for the date.
fn of_field(text: Text<'_>, calendar: &Calendar) -> Due {
    let text = text.slice(0..text.as_str().trim_end_matches(['.', ' ']).len());
    Due {
        date: first_day(text, calendar).or_else(|| short_day(text, calendar)),
        text: Some(Fact::new(text.as_str().to_owned(), text.span())),
    }
}

/// `1/19` where nothing but the day of which something is due can stand.
fn short_day(text: Text<'_>, calendar: &Calendar) -> Option<Fact<Date>> {
    let (day, len) = time::read_day(text.as_str()).filter(|(day, _)| day.short)?;
    let date = calendar.date(&day).filter(|_| len == text.as_str().len())?;
    let past = calendar.anchor.is_some_and(|anchor| date < anchor);
    (!past).then(|| Fact::new(date, text.span()))
}

fn of_text(text: Text<'_>, trail: Option<&Trail>, calendar: &Calendar) -> Option<Due> {
    let appointed = || {
        let plain = text.as_str();
        let places = APPOINTED.find_iter(plain);
        let places = places.filter(|m| !is_behind_a_deed(plain, m.start()));
        let starts = places.map(|m| m.end() + 1);
        let found = starts.filter_map(|at| {
            let (date, end) = day_at(text, at, calendar)?;
            let last = !plain.get(end..)?.chars().any(char::is_alphanumeric);
            let weekday = plain.get(at..)?.starts_with(char::is_uppercase);
            // "for Jul 28-30" is no day to do it.
            let range = plain.get(at..end)?.contains(['-', '–']);
            (last && weekday && !range).then_some((date, at, end))
        });
        found
            .last()
            .map(|(date, at, end)| dated(text, date, at, end))
    };
    let quarter = || {
        let found = quarter(text.as_str())?;
        // "Q3: 30 September"
        let rest = text.as_str().get(found.end..)?;
        let at = found.end + rest.len() - rest.trim_start_matches([':', ',', ' ', '(']).len();
        let day = day_at(text, at, calendar).map(|(date, end)| dated(text, date, at, end));
        Some(day.unwrap_or_else(|| as_written(text, found)))
    };
    let relative = || relative(text).map(|found| as_written(text, found));
    let behind_handle = || {
        // Most actions name nobody so.
        text.as_str().contains('@').then_some(())?;
        let words = text.slice(0..tail::before_tickets(text));
        let at = start_behind_handle(words.as_str())?;
        let (date, end) = day_at(text, at, calendar)?;
        Some(dated(text, date, at, end))
    };
    let behind_dash = || {
        DASHES
            .iter()
            .any(|dash| text.as_str().contains(dash))
            .then_some(())?;
        let words = text.slice(0..tail::before_tickets(text));
        let at = start_behind_dash(words.as_str())?;
        let (date, end) = day_at(text, at, calendar)?;
        let later = calendar.anchor.is_none_or(|anchor| date.value >= anchor);
        later.then(|| dated(text, date, at, end))
    };
    behind_word(text, calendar)
        .or_else(behind_handle)
        .or_else(behind_dash)
        .or_else(|| beside_owner(text, trail?, calendar))
        .or_else(appointed)
        .or_else(quarter)
        .or_else(relative)
}

/// "reverted on Dec 6": the day of a deed.
fn is_behind_a_deed(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(tokens::last);
    let verb = before.as_deref().and_then(verb::of);
    verb.is_some_and(|(_, form)| form == verb::Form::Past)
}

/// `… (Kim, 6 June)`, `… — Kim, March`: a day or a month beside the owner, unless it is past.
fn beside_owner(text: Text<'_>, trail: &Trail, calendar: &Calendar) -> Option<Due> {
    let place = trail.day.clone()?;
    let Some((date, end)) = day_at(text, place.start, calendar) else {
        let said = text.as_str().get(place.clone())?;
        return is_month(said).then(|| as_written(text, place));
    };
    let later = calendar.anchor.is_none_or(|anchor| date.value >= anchor);
    later.then(|| dated(text, date, place.start, end))
}

/// Whether a text is a month, a quarter or another term and nothing else, with or without a word such as "by" before it.
pub(super) fn is_term(text: &str) -> bool {
    let rest = text.get(words_before(text)..).unwrap_or_default();
    let mut lists = ["relative-dates", "relative-dates-last"].into_iter();
    is_month(rest)
        || quarter(text) == Some(0..text.len())
        || lists.any(|list| words::phrases(list).is_whole(text))
}

/// The place of the day or term of a text that stands at a place of another, without the word such as "by" before it.
pub(super) fn behind_words(text: &str, at: usize) -> std::ops::Range<usize> {
    at + words_before(text)..at + text.len()
}

/// How long "due by " is at the start of a text.
fn words_before(text: &str) -> usize {
    let word = BEFORE_DAY.find(text).filter(|word| word.start() == 0);
    let end = word.map_or(0, |word| word.end());
    let rest = text.get(end..).unwrap_or_default();
    text.len() - rest.trim_start_matches([' ', ':']).len()
}

/// `by 1 April`, `due 2026-04-01`, `(until 14 May)`
fn behind_word(text: Text<'_>, calendar: &Calendar) -> Option<Due> {
    let plain = text.as_str();
    let words = BEFORE_DAY.find_iter(plain);
    let mut words = words.filter(|word| !tells_which(plain, word.start(), word.as_str()));
    words.find_map(|word| {
        let gap = plain.get(word.end()..)?;
        let at = word.end() + gap.len()
            - gap
                .trim_start_matches([' ', ':', '*', '_', '\n', '('])
                .len();
        let at = at + plain.get(at..)?.strip_prefix("the ").map_or(0, |_| 4);
        let (date, end) = day_at(text, at, calendar)?;
        Some(dated(text, date, at, end))
    })
}

/// "certificates that expire before 1 May": which ones, and not until when.
fn tells_which(text: &str, at: usize, word: &str) -> bool {
    let before = || text.get(..at).and_then(tokens::last);
    word.to_lowercase().starts_with("before")
        && before().is_some_and(|before| words::phrases("not-due-before").opens(&before))
}

/// The day that begins at a place of the text, and where it ends.
fn day_at(text: Text<'_>, at: usize, calendar: &Calendar) -> Option<(Fact<Date>, usize)> {
    let (day, _) = time::read_day(text.as_str().get(at..)?)?;
    let (date, end) = nearest_day_at(text, at, calendar)?;
    // "1 February" is the first one after the incident.
    let past = day.year.is_none() && calendar.anchor.is_some_and(|anchor| date.value < anchor);
    let value = match past {
        true => date.value.checked_add(1.year()).ok()?,
        false => date.value,
    };
    Some((Fact::new(value, date.span), end))
}

/// The day that begins at a place of the text, in the year that brings it nearest to the incident.
fn nearest_day_at(text: Text<'_>, at: usize, calendar: &Calendar) -> Option<(Fact<Date>, usize)> {
    let (day, len) = time::read_day(text.as_str().get(at..)?)?;
    let date = day.month_day.and_then(|_| calendar.date(&day))?;
    (!day.short).then(|| (Fact::new(date, text.source(at..at + len)), at + len))
}

/// Where "due 1 April" begins that ends a text.
pub(super) fn start_at_end(text: &str) -> Option<usize> {
    let word = BEFORE_DAY.find_iter(text).last()?;
    let rest = text.get(word.end()..)?;
    let at = word.end() + rest.len() - rest.trim_start_matches([' ', ':']).len();
    let (_, len) = time::read_day(text.get(at..)?)?;
    let before = text.get(..word.start())?;
    let bracketed = before.matches('(').count() > before.matches(')').count();
    (!bracketed && !text.get(at + len..)?.contains(char::is_alphanumeric)).then_some(word.start())
}

/// Where the day of `@ines, 2026-12-05` begins that ends a text.
pub(super) fn start_behind_handle(text: &str) -> Option<usize> {
    let text = text.trim_end_matches([' ', '.', ')', ']', ',', ';']);
    let (handle, _) = text.rmatch_indices('@').next()?;
    let begins = begins_word(text, handle);
    let name = text.get(handle + 1..)?.find([' ', ',', ';', '('])?;
    let behind = text.get(handle + 1 + name..)?;
    let rest = behind.trim_start_matches([' ', ',', ';', '(', '-', '–', '—']);
    let (day, len) = time::read_day(rest)?;
    let is_whole = name > 0 && day.year.is_some() && len == rest.len();
    (begins && is_whole).then_some(text.len() - rest.len())
}

/// What stands between the words of an action, its owner and its day.
const DASHES: [&str; 4] = [" — ", " – ", " - ", " | "];

/// Where the day of `… — Ines — 2026-12-05` or `… - 2026-12-05 - Ines` begins that ends a text.
pub(super) fn start_behind_dash(text: &str) -> Option<usize> {
    let text = text.trim_end_matches([' ', '.', ')', ']', ',', ';']);
    last_day(text).or_else(|| {
        let (dash, _) = name_behind_day(text)?;
        last_day(text.get(..dash)?)
    })
}

/// Where the last part of a text begins that is a day and nothing else.
fn last_day(text: &str) -> Option<usize> {
    let (_, at) = last_part(text)?;
    let (day, len) = time::read_day(text.get(at..)?)?;
    (day.year.is_some() && at + len == text.len()).then_some(at)
}

/// Where the last dash of a text begins, and what stands behind it.
pub(super) fn last_part(text: &str) -> Option<(usize, usize)> {
    let ends = DASHES
        .iter()
        .filter_map(|dash| Some((text.rfind(dash)?, dash.len())));
    ends.max().map(|(at, len)| (at, at + len))
}

/// A name in no more words.
const NAME: usize = 4;

/// The dash and the name of `… - 2026-12-05 - M. Jensen`: what stands behind a day is who does it.
pub(super) fn name_behind_day(text: &str) -> Option<(usize, usize)> {
    let (dash, at) = last_part(text)?;
    let name = text.get(at..)?;
    let is_name = name.starts_with(char::is_uppercase)
        && !name.contains(|c: char| c.is_ascii_digit())
        && name.split_whitespace().count() <= NAME;
    last_day(text.get(..dash)?).filter(|_| is_name)?;
    Some((dash, at))
}

/// Whether a text is a day and nothing else, with or without a word such as "by" before it.
pub(super) fn is_day(text: &str) -> bool {
    let rest = text.get(words_before(text)..).unwrap_or_default();
    time::read_day(rest).is_some_and(|(_, len)| len == rest.len())
}

/// The first day of a text, by which something is due.
fn first_day(text: Text<'_>, calendar: &Calendar) -> Option<Fact<Date>> {
    first(text, |at| day_at(text, at, calendar))
}

/// The first day of a text, on which something was done.
pub(super) fn first_day_done(text: Text<'_>, calendar: &Calendar) -> Option<Fact<Date>> {
    first(text, |at| nearest_day_at(text, at, calendar))
}

fn first(
    text: Text<'_>,
    read: impl Fn(usize) -> Option<(Fact<Date>, usize)>,
) -> Option<Fact<Date>> {
    let plain = text.as_str();
    let starts = plain
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| begins_word(plain, at));
    let found = starts.take(LONGEST_FIELD).find_map(read);
    found.map(|(date, _)| date)
}

/// Where the day at the start of a text ends.
pub(super) fn day_at_start(text: Text<'_>, calendar: &Calendar) -> Option<usize> {
    day_at(text, 0, calendar).map(|(_, end)| end)
}

fn dated(text: Text<'_>, date: Fact<Date>, at: usize, end: usize) -> Due {
    let written = text.as_str().get(at..end).unwrap_or_default();
    Due {
        text: Some(Fact::new(written.to_owned(), date.span)),
        date: Some(date),
    }
}

fn as_written(text: Text<'_>, found: std::ops::Range<usize>) -> Due {
    let written = text.as_str().get(found.clone()).unwrap_or_default();
    Due {
        date: None,
        text: Some(Fact::new(written.to_owned(), text.source(found))),
    }
}

/// "next sprint"; "soon" only where nothing follows.
fn relative(text: Text<'_>) -> Option<std::ops::Range<usize>> {
    let plain = text.as_str();
    let last = words::phrases("relative-dates-last")
        .find_iter(plain)
        .last();
    let last = last.filter(|m| {
        !plain
            .get(m.end()..)
            .is_some_and(|rest| rest.contains(char::is_alphanumeric))
    });
    place(text, words::phrases("relative-dates")).or_else(|| last.map(|m| m.range()))
}

fn place(text: Text<'_>, pattern: &impl Finder) -> Option<std::ops::Range<usize>> {
    pattern.ranges(text.as_str()).next()
}

fn begins_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    !before.is_some_and(char::is_alphanumeric)
}
