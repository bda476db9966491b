//! Numbers in running text, word by word.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::joined;
pub(super) use super::lines::sentences;
use crate::markdown::{Document, InlineKind, Text};
use crate::words;

/// A word of a sentence without the punctuation around it.
pub(super) struct Word<'d> {
    pub(super) text: Text<'d>,
    pub(super) lower: String,
    /// Whether a bracket opens before it.
    pub(super) opens: bool,
    /// Whether punctuation that ends a clause stands behind it.
    pub(super) ends: bool,
    /// Whether that is a colon.
    pub(super) names: bool,
    pub(super) number: Option<Number>,
}

/// A number as a word tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    /// None for "hundreds".
    pub(super) value: Option<f64>,
    pub(super) sort: Sort,
}

impl Number {
    /// "zero"
    const NONE: Number = Number {
        value: None,
        sort: Sort::Plain,
    };
}

/// What stands with the digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// Nothing.
    Plain,
    /// `%`
    Percent,
    /// A sign of a currency.
    Money,
    /// A unit of time: `2.5sec`, `300ms`.
    Time,
    /// `100x`
    Times,
}

/// The values of the list `impact-number-words`.
static NUMBER_WORDS: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    words::entries("impact-number-words")
        .filter_map(|entry| entry.split_once('='))
        .filter_map(|(word, value)| Some((word, value.parse().ok()?)))
        .collect()
});

/// Whether a text may hold a number at all.
pub(super) fn may_hold_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        || text.split(|c: char| !c.is_alphabetic()).any(|w| {
            w.len() > 2 && (number_word(w).is_some() || is_zero(w) || SHARES.contains_key(w))
        })
}

/// A rate may fall to zero; elsewhere it counts nothing.
pub(super) fn is_zero(word: &str) -> bool {
    word.eq_ignore_ascii_case("zero")
}

fn number_word(word: &str) -> Option<f64> {
    if word.len() > 9 {
        return None;
    }
    NUMBER_WORDS
        .get(word.to_ascii_lowercase().as_str())
        .copied()
}

/// The words of a sentence; code, pictures and URLs are none.
pub(super) fn words_of<'d>(doc: &Document, sentence: Text<'d>) -> Vec<Word<'d>> {
    let source = sentence.as_str();
    let mut found: Vec<Word<'d>> = Vec::new();
    let mut start = None;
    let ends = std::iter::once((source.len(), ' '));
    for (at, c) in source.char_indices().chain(ends) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(at),
            (true, Some(from)) => {
                let next = word(doc, sentence, from, at);
                if next.is_none()
                    && let Some(last) = found.last_mut()
                {
                    last.ends = true; // a dash
                }
                found.extend(next);
                start = None;
            }
            _ => {}
        }
    }
    let mut found = joined::thousands(sentence, found);
    joined::points(&mut found);
    fractions(&mut found);
    found
}

/// "a third of visitors", "2/3 of the tasks": shares in words, read where "of" follows; "5/12 nodes": how many of them.
fn fractions(words: &mut [Word<'_>]) {
    for at in 0..words.len() {
        if let Some(part) = part_of(words, at) {
            words[at].number = Some(Number {
                value: Some(part),
                sort: Sort::Plain,
            });
        }
        if words.get(at + 1).is_none_or(|next| next.lower != "of") {
            continue;
        }
        let before = at.checked_sub(1).and_then(|i| words.get(i));
        let share = match words[at].lower.split_once('/') {
            Some(fraction) => fraction_of(fraction),
            None => before
                .and_then(|before| parts(&before.lower))
                .zip(SHARES.get(words[at].lower.as_str()).copied()),
        };
        if let Some((part, whole)) = share.filter(|(part, whole)| part < whole && *whole <= 100.0) {
            words[at].number = Some(Number {
                value: Some((100.0 * part / whole).round()),
                sort: Sort::Percent,
            });
        }
    }
}

/// The numbers of "5/12".
fn fraction_of((part, whole): (&str, &str)) -> Option<(f64, f64)> {
    part.parse().ok().zip(whole.parse().ok())
}

/// "5/12 nodes", but not "on 5/12 users saw".
fn part_of(words: &[Word<'_>], at: usize) -> Option<f64> {
    let (part, whole) = fraction_of(words[at].lower.split_once('/')?)?;
    let noun = words
        .get(at + 1)
        .filter(|w| w.lower.ends_with('s') && !words[at].ends);
    let is_day = at.checked_sub(1).is_some_and(|i| words[i].lower == "on");
    (part <= whole && noun.is_some() && !is_day).then_some(part)
}

/// How many parts a word before one tells.
fn parts(word: &str) -> Option<f64> {
    match word {
        // "the third of March" is a day.
        "a" | "another" => Some(1.0),
        _ => number_word(word).filter(|value| *value > 0.0),
    }
}

/// The values of the list `impact-shares`.
static SHARES: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    words::entries("impact-shares")
        .filter_map(|entry| entry.split_once('='))
        .filter_map(|(word, value)| Some((word, value.parse().ok()?)))
        .collect()
});

const AROUND: [char; 21] = [
    '-', '(', ')', '[', ']', '{', '}', '"', '“', '”', '\'', '’', ',', ';', ':', '.', '!', '?', '*',
    '—', '–',
];

fn word<'d>(doc: &Document, sentence: Text<'d>, from: usize, to: usize) -> Option<Word<'d>> {
    let raw = sentence.as_str().get(from..to)?;
    let lead = raw.len() - raw.trim_start_matches(AROUND).len();
    let inner = raw.trim_matches(AROUND);
    let tail = raw.get(lead + inner.len()..).unwrap_or_default();
    let text = sentence.slice(from + lead..from + lead + inner.len());
    let bare_sign = raw.trim_end_matches(['.', ',']) == "%";
    if inner.is_empty() && !bare_sign {
        return None;
    }
    let zero = || is_zero(inner).then_some(Number::NONE);
    let number = number(inner)
        .or_else(zero)
        .filter(|_| !inner.contains("://") && !is_code(doc, text));
    Some(Word {
        text,
        lower: inner.to_lowercase(),
        opens: raw.get(..lead).is_some_and(|l| l.contains(['(', '['])),
        names: tail.contains(':'),
        ends: tail.contains([',', ';', ':', '.', '(', ')', '—', '–', '!', '?']),
        number,
    })
}

/// Whether a word stands in inline code; code holds no other markup, so the nearest before it decides.
fn is_code(doc: &Document, word: Text<'_>) -> bool {
    let at = word.plain().start;
    let inlines = doc.inlines();
    let behind = inlines.partition_point(|i| i.plain.start <= at);
    let before = inlines.get(..behind).unwrap_or_default();
    let mut near = before.iter().rev().take(8);
    near.any(|i| i.kind == InlineKind::Code && i.plain.covers(at))
}

/// `~20k`, `$569k`, `600+`, `78%`, `>100`, `13,986`, `2.5sec`, `twelve`, `800-900`.
pub(super) fn number(word: &str) -> Option<Number> {
    single(word).or_else(|| range(word))
}

/// `800-900`, `10–15%`: the larger of two, which the first must not exceed; years and days are none.
fn range(word: &str) -> Option<Number> {
    let bare = word.trim_start_matches(['~', '≈']);
    let (from, to) = bare.split_once(['-', '–'])?;
    let digits =
        |s: &str| s.bytes().all(|b| b.is_ascii_digit() || b == b',') && !s.starts_with('0');
    let low = single(from).filter(|n| digits(from) && n.sort == Sort::Plain)?;
    let high = single(to).filter(|_| !to.starts_with('0'))?;
    let is_year = |n: Number| n.value.is_some_and(|v| (1900.0..2100.0).contains(&v));
    (low.value < high.value && !(is_year(low) && is_year(high))).then_some(high)
}

fn single(word: &str) -> Option<Number> {
    if let Some(value) = number_word(word) {
        let value = (value > 0.0).then_some(value);
        return Some(Number {
            value,
            sort: Sort::Plain,
        });
    }
    let bare = word.trim_start_matches(['~', '≈', '>', '<', '=', '+', '≥', '≤', '-']);
    // "502s" are answers, no seconds.
    if bare.strip_suffix('s').is_some_and(is_status) {
        return None;
    }
    // A long run of digits is an id.
    if bare.len() > 7 && bare.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let money = bare.starts_with(['$', '€', '£', '¥', '₹']);
    let bare = bare
        .trim_start_matches(['$', '€', '£', '¥', '₹'])
        .trim_start_matches('~');
    let end = bare
        .find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.'))
        .unwrap_or(bare.len());
    let (digits, suffix) = bare.split_at_checked(end)?;
    let value = value(digits)?;
    let (factor, sort) = suffix_of(suffix.trim_end_matches('+'))?;
    Some(Number {
        value: Some(value * factor),
        sort: if money { Sort::Money } else { sort },
    })
}

/// Whether a number is a status code for failures that servers send: RFC 9110, section 15, with 425 to 431, 499 and 520 to
/// 527, which proxies add.
pub(super) fn is_status(code: &str) -> bool {
    let codes = [
        400..=417,
        421..=431,
        451..=451,
        499..=508,
        510..=511,
        520..=527,
    ];
    code.len() == 3
        && code
            .parse::<u16>()
            .is_ok_and(|code| codes.iter().any(|range| range.contains(&code)))
}

/// Digits with commas between thousands and at most one point.
fn value(digits: &str) -> Option<f64> {
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || digits.matches('.').count() > 1 {
        return None;
    }
    let whole = digits.split('.').next()?;
    let groups: Vec<&str> = whole.split(',').collect();
    if groups.len() > 1 && groups.iter().skip(1).any(|g| g.len() != 3) {
        return None;
    }
    digits.replace(',', "").parse().ok()
}

fn suffix_of(suffix: &str) -> Option<(f64, Sort)> {
    Some(match suffix.to_ascii_lowercase().as_str() {
        "" => (1.0, Sort::Plain),
        "k" => (1e3, Sort::Plain),
        "m" | "mm" | "mio" => (1e6, Sort::Plain),
        "b" | "bn" => (1e9, Sort::Plain),
        "%" | "%/day" => (1.0, Sort::Percent),
        "$" | "€" | "£" => (1.0, Sort::Money),
        "k€" | "k$" | "k£" => (1e3, Sort::Money),
        "m€" | "m$" | "m£" => (1e6, Sort::Money),
        "x" => (1.0, Sort::Times),
        unit if words::set("impact-time-units").contains(unit) => (1.0, Sort::Time),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_their_notations() {
        for (word, value, sort) in [
            ("13,986", 13986.0, Sort::Plain),
            ("~20k", 20000.0, Sort::Plain),
            ("$569k", 569_000.0, Sort::Money),
            ("600+", 600.0, Sort::Plain),
            ("78%", 78.0, Sort::Percent),
            (">100", 100.0, Sort::Plain),
            ("2.5sec", 2.5, Sort::Time),
            ("twelve", 12.0, Sort::Plain),
            ("450s", 450.0, Sort::Time),
            ("800-900", 900.0, Sort::Plain),
            ("~10–15%", 15.0, Sort::Percent),
            ("1,000–2,000", 2000.0, Sort::Plain),
            ("10k€", 10_000.0, Sort::Money),
        ] {
            let number = number(word).expect(word);
            assert_eq!((number.value, number.sort), (Some(value), sort), "{word}");
        }
        for word in [
            "10:42",
            "2026-03-14",
            "v1.2",
            "1.2.3",
            "3/4",
            "t3.large",
            "#12",
            "502s",
            "2025-2026",
            "05-06",
            "10-03",
            "é",
        ] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
