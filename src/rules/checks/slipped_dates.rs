//! The other dates of a text that slipped in the same way as one of them: in the same wrong year, or the same wrong month.

use jiff::civil::Date;

use crate::markdown::Span;
use crate::rules::Context;

/// So many dates of a text are looked at.
const MOST: usize = 500;

/// So many are shown beside one.
const SHOWN: usize = 5;

/// The same incident has its dates so near to one another.
const NEAR_DAYS: i32 = 31;

/// `2026-03-14`: so many bytes.
const LENGTH: usize = 10;

/// The dates that are written out in a text, and where.
pub(super) fn written(cx: &Context) -> Vec<(Span, Date)> {
    let text = cx.doc().text();
    let stands_apart = |at: usize| {
        let bytes = text.as_bytes();
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let behind = bytes.get(at + LENGTH);
        // In an address it is a name.
        !before.is_some_and(|b| b.is_ascii_alphanumeric() || b"-/_=.".contains(b))
            && !behind
                .is_some_and(|b| *b != b'T' && b.is_ascii_alphanumeric() || b"-/_".contains(b))
    };
    let hyphens = text
        .match_indices('-')
        .filter_map(|(at, _)| at.checked_sub(4));
    hyphens
        .filter(|&at| stands_apart(at))
        .filter_map(|at| {
            let date = text.get(at..at + LENGTH)?.parse::<Date>().ok()?;
            Some((Span::new(at, at + LENGTH), date))
        })
        .take(MOST)
        .collect()
}

/// Those that have the wrong year or month of `slip`, for which `meant` may be meant, and lie near it.
pub(super) fn also(
    written: &[(Span, Date)],
    slip: Date,
    meant: Date,
) -> impl Iterator<Item = (Span, String)> {
    let year = slip.year() != meant.year();
    let month = slip.month() != meant.month();
    let shared = match year {
        true => "year",
        false => "month",
    };
    let alike = move |date: Date| {
        let days = (date - slip).get_days().abs();
        let same = match year {
            true => date.year() == slip.year(),
            false => month && (date.year(), date.month()) == (slip.year(), slip.month()),
        };
        same && days <= NEAR_DAYS
    };
    written
        .iter()
        .filter(move |(_, date)| alike(*date))
        .map(move |(span, date)| (*span, format!("`{date}` has the same {shared}")))
        .take(SHOWN)
}
