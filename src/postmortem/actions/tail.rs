//! What stands behind the words of an action: `… (RK) [done] #12`.

use std::ops::Range;
use std::sync::LazyLock;

use super::names::Names;
use super::{due, owner, ticket};
use crate::markdown::{InlineKind, Text};
use crate::phrases::Gated;
use crate::postmortem::Fact;
use crate::words;

static NAMES: LazyLock<Gated> = LazyLock::new(|| words::gated("owner-initials"));
/// A mark behind which a name may stand.
static MARK: LazyLock<Gated> = LazyLock::new(|| words::gated("owner-mark"));

/// The longest text in brackets at the end, and the longest name behind a mark, in characters.
const IN_BRACKETS: usize = 60;
const BEHIND_MARK: usize = 41;

/// How many tickets, links and words of state are taken off the end.
const MOST: usize = 12;

/// Where the words of an action end: before tickets, links, words of state and due dates at the end.
pub(super) fn end_of_words(text: Text<'_>) -> usize {
    end(text, |text| {
        due::start_at_end(text)
            .or_else(|| due::start_behind_handle(text))
            .or_else(|| due::start_behind_dash(text))
    })
}

/// Where tickets, links and words of state begin that end a text.
pub(super) fn before_tickets(text: Text<'_>) -> usize {
    end(text, |_| None)
}

/// Where a text ends without tickets, links, words of state, and what else is told to begin at its end.
fn end(text: Text<'_>, more: impl Fn(&str) -> Option<usize>) -> usize {
    let plain = text.as_str();
    let mut end = without_stop(plain.trim_end()).len();
    for _ in 0..MOST {
        let kept = text.slice(0..end);
        let shorter = strip_link(kept)
            .or_else(|| {
                strip_bracket(kept, |inner| {
                    super::state::is_word(inner)
                        || ticket::is_reference(inner)
                        || inner.trim().is_empty()
                })
            })
            .or_else(|| strip_word(kept))
            .or_else(|| strip_state(kept.as_str()))
            .or_else(|| more(kept.as_str()))
            .map(|e| {
                plain
                    .get(..e)
                    .unwrap_or_default()
                    .trim_end_matches([' ', '.', ',', ';', '-', '–', '—', '\n', '(', '[', ':'])
                    .len()
            });
        match shorter {
            Some(shorter) if shorter < end => end = shorter,
            _ => break,
        }
    }
    end
}

/// "… (Kim)." without the full stop of its sentence.
fn without_stop(text: &str) -> &str {
    let bare = text.trim_end_matches('.');
    match bare.ends_with([')', ']']) {
        true => bare,
        false => text,
    }
}

/// A link that is the last thing of the text.
fn strip_link(text: Text<'_>) -> Option<usize> {
    let plain = text.as_str();
    let trimmed = plain.trim_end_matches([' ', '.', ')', ']', ',', ';']);
    let last = text.links().last()?;
    let place = text.place(last);
    let all = place.start == 0;
    (place.end >= trimmed.len() && !all).then_some(place.start)
}

fn strip_bracket(text: Text<'_>, accept: impl Fn(&str) -> bool) -> Option<usize> {
    let inner = bracket(text.as_str())?;
    accept(text.as_str().get(inner.clone())?).then_some(inner.start - 1)
}

/// "… — @sam — done": a state behind the last dash.
fn strip_state(text: &str) -> Option<usize> {
    let (dash, at) = due::last_part(text)?;
    super::state::is_word(text.get(at..)?).then_some(dash)
}

fn strip_word(text: Text<'_>) -> Option<usize> {
    let plain = text.as_str();
    let is_tail = |start: &usize| {
        let word = plain.get(*start..).unwrap_or_default();
        let bare = word.trim_end_matches([')', ']']);
        super::state::is_mark(word) || ticket::is_reference(bare)
    };
    // `PAY-812` is one word, and `later -DONE` ends with one.
    let starts = [
        plain.rfind(char::is_whitespace),
        plain.rfind(|c: char| c.is_whitespace() || c == '-'),
    ];
    starts.into_iter().flatten().map(|at| at + 1).find(is_tail)
}

/// The owner at the end: `[DB]`, `(RK)`, `**JP**/NW`, `: Chris F create story`.
pub(super) fn owner(text: Text<'_>, names: &Names<'_>) -> Option<Vec<Fact<String>>> {
    let whole = text.slice(0..before_tickets(text));
    if let Some((_, at)) = due::name_behind_day(whole.as_str()) {
        return Some(owner::split(whole.slice(at..whole.as_str().len())));
    }
    if let Some(place) = beside_a_fact(without_stop(text.as_str().trim_end()), names) {
        return Some(owner::split(text.slice(place)));
    }
    let mut kept = text.slice(0..end_of_words(text));
    if let Some(place) = bold_tail(kept, names) {
        return Some(owner::split(kept.slice(place))).filter(|f| !f.is_empty());
    }
    for _ in 0..3 {
        let plain = kept.as_str();
        let Some(place) = bracket(plain) else {
            break;
        };
        let (before, inner) = (plain.get(..place.start - 1)?, plain.get(place.clone())?);
        let square = plain.get(place.start - 1..)?.starts_with('[') && is_bracketed_initials(inner);
        let end = name_end(inner, names).or(square.then_some(inner.len()));
        if let Some(end) = end {
            return Some(owner::split(kept.slice(place.start..place.start + end)));
        }
        let before = before.trim_end().len();
        kept = kept.slice(0..before);
    }
    let kept = text.slice(0..end_of_words(text));
    if let Some(start) = behind_mark(kept.as_str())
        && let Some(end) = name_end(kept.as_str().get(start..)?, names)
    {
        return Some(owner::split(kept.slice(start..start + end)));
    }
    let found = NAMES.captures(kept.as_str())?.get(1)?;
    let all = found
        .as_str()
        .split(['/', ',', '&', '+'])
        .all(|n| names.is_initials(n.trim()));
    let several = found.as_str().contains(['/', ',', '&', '+']);
    (all && several).then(|| owner::split(kept.slice(found.range())))
}

/// What stands in brackets at the end of a text, without them.
fn bracket(text: &str) -> Option<Range<usize>> {
    let end = text
        .trim_end_matches(is_blank)
        .strip_suffix([')', ']'])?
        .len();
    let inside = text.get(..end)?;
    let start = inside.rfind(['(', ')', '[', ']'])? + 1;
    let opens = inside.get(start - 1..)?.starts_with(['(', '[']);
    let length = inside.get(start..)?.chars().count();
    (opens && (1..=IN_BRACKETS).contains(&length)).then_some(start..end)
}

/// Where a name behind the first mark begins after which nothing but it can follow.
fn behind_mark(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let found = MARK.find_at(text, from)?;
        let start = found.end() - 1;
        let name = text.get(start..)?;
        // In bytes, four at most a character: a long rest is not counted anew behind each of many marks.
        let is_near = name.len() <= 4 * BEHIND_MARK;
        let is_name = |name: &str| {
            (2..=BEHIND_MARK).contains(&name.chars().count()) && !name.contains([':', '–', '—'])
        };
        if is_near && is_name(name) {
            return Some(start);
        }
        from = found.start() + 1;
    }
}

/// What `\s` of ASCII matches.
fn is_blank(c: char) -> bool {
    c.is_ascii_whitespace() || c == '\x0b'
}

/// `… **RK**/JT/JG` at the end.
fn bold_tail(text: Text<'_>, names: &Names<'_>) -> Option<Range<usize>> {
    let plain = text.as_str();
    let bold = text
        .inlines()
        .filter(|i| i.kind == InlineKind::Strong)
        .last()?;
    let place = text.place(bold);
    let rest = plain.get(place.start..)?.trim_end();
    let before = plain.get(..place.start)?;
    // "… **@kim** – needs a decision"
    let remark = plain.get(place.end..)?.trim_start();
    let handle = plain.get(place.clone())?;
    if is_handle(handle) && remark.starts_with(['-', '–', '—']) && !before.trim().is_empty() {
        return Some(place);
    }
    let tail = rest.split_whitespace().count() <= 4;
    (!before.trim().is_empty() && tail && names.are_owners(rest, false))
        .then(|| place.start..place.start + rest.len())
}

/// `[DB]` behind an action is somebody, whatever else it may be short for.
fn is_bracketed_initials(text: &str) -> bool {
    let initials = (2..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_uppercase());
    initials
        && !super::state::is_word(text)
        && !owner::is_nobody(text)
        && !["PR", "MR"].contains(&text)
}

/// The name in brackets at the end that hold a ticket, a day or a state besides: "(Kim, #882)", "(PAY-812, @kim)".
fn beside_a_fact(text: &str, names: &Names<'_>) -> Option<Range<usize>> {
    let place = bracket(text)?;
    let inner = text.get(place.clone())?;
    let mut at = place.start;
    let mut name = None;
    let mut facts = 0;
    for part in inner.split([',', ';']) {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        let part = part.trim();
        if ticket::is_reference(part) || super::state::is_word(part) || due::is_day(part) {
            facts += 1;
        } else if name.is_none()
            && (names.are_people(part)
                || is_short_name(part, names)
                || is_handle(part)
                || is_initial_and_surname(part))
        {
            name = Some(start..start + part.len());
        } else {
            return None;
        }
    }
    name.filter(|_| facts > 0)
}

/// "lena", "B. Torp", `RK`: somebody, where facts stand beside it.
pub(super) fn is_called(name: &str, names: &Names<'_>) -> bool {
    is_short_name(name, names)
        || names.is_also_proper(name)
        || is_initial_and_surname(name)
        || is_titled(name)
        || names.is_initials(name)
}

/// "B. Torp"
fn is_initial_and_surname(name: &str) -> bool {
    let capital = |part: &str| part.starts_with(char::is_uppercase);
    let Some((initial, surname)) = name.split_once(". ").or_else(|| name.split_once('.')) else {
        return false;
    };
    initial.chars().count() == 1
        && capital(initial)
        && capital(surname)
        && surname.chars().count() > 2
        && surname.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// "Mr. Lind", "Dr Berg"
fn is_titled(name: &str) -> bool {
    let Some((title, surname)) = name.split_once(' ') else {
        return false;
    };
    let title = title.trim_end_matches('.').to_lowercase();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    words::set("titles-of-people").contains(title.as_str())
        && surname.split(' ').count() <= 2
        && surname.split(' ').all(capital)
}

fn is_handle(word: &str) -> bool {
    word.starts_with('@') && !word.contains(char::is_whitespace)
}

/// How people call each other in brackets: "lena", and any name of those who wrote the document.
fn is_short_name(word: &str, names: &Names<'_>) -> bool {
    is_small_name(word) || names.is_writer(word)
}

/// A given name in small letters, and no other word.
pub(super) fn is_small_name(word: &str) -> bool {
    let small = word.bytes().all(|b| b.is_ascii_lowercase());
    small
        && words::set("given-names").contains(word)
        && !words::set("function-words").contains(word)
        && !due::is_month_name(word)
        && super::verb::of(word).is_none()
}

/// "(NOC)", "(DBA)": capitals that are a team where an owner is due.
fn is_short_team(name: &str) -> bool {
    let short = (2..=4).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase());
    short && owner::is_team_of_owners(name)
}

/// Where a name ends that may be followed by what that person does: `CF to write story`, `Chris F create story`.
fn name_end(text: &str, names: &Names<'_>) -> Option<usize> {
    let lower = text.to_lowercase();
    if lower == "shared" {
        return Some(text.len());
    }
    if names.are_people(text)
        || is_short_team(text)
        || names.is_initials(text)
        || is_initial_and_surname(text)
        || is_titled(text)
    {
        return Some(text.len());
    }
    if text.starts_with('@') {
        return Some(text.find([' ', ',']).unwrap_or(text.len()));
    }
    // "(lena, #882)"
    let small = text.find([',', ';']).unwrap_or(text.len());
    if text
        .get(..small)
        .is_some_and(|word| is_short_name(word, names))
    {
        return Some(small);
    }
    // "(Kim, by 2 May)"
    let first = text
        .find([',', ';'])
        .filter(|&end| text.get(..end).is_some_and(|name| names.are_people(name)));
    if first.is_some() {
        return first;
    }
    let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).take(3).collect();
    ends.into_iter().rev().find(|&end| {
        let (name, rest) = (
            text.get(..end).unwrap_or_default(),
            text.get(end + 1..).unwrap_or_default(),
        );
        let rest = rest
            .strip_prefix("to ")
            .or_else(|| rest.strip_prefix("will "))
            .unwrap_or(rest);
        let next = rest.split(' ').next().unwrap_or_default();
        !name.ends_with([',', ';'])
            && (names.are_people(name) || names.is_initials(name))
            && super::verb::of(next).is_some()
    })
}
