//! Phone numbers: in the international form, in the American one, and behind a word that says so.

use std::sync::LazyLock;

use super::{Hit, beside, line, says};
use crate::phrases::{Gated, Matcher};
use crate::words;

/// How far before a number the word may stand that makes it one, in bytes.
const WORD: usize = 24;

static INTERNATIONAL: LazyLock<Gated> = LazyLock::new(|| words::gated("phone-international"));

static NATIONAL: LazyLock<Gated> = LazyLock::new(|| words::gated("phone-national"));

static HARMLESS: LazyLock<Matcher> = LazyLock::new(|| words::whole("harmless-phones"));

pub(super) fn find(text: &str) -> impl Iterator<Item = Hit> + '_ {
    let international = INTERNATIONAL
        .find_iter(text)
        .filter(|found| is_international(found.as_str()))
        .map(|found| found.range());
    let national = NATIONAL
        .find_iter(text)
        .filter(|found| found.as_str().starts_with('(') || is_announced(text, found.start()))
        .map(|found| found.range());
    international
        .chain(national)
        .filter(|range| stands_alone(text, range.start, range.end))
        .filter(|range| !says("conference-words", line(text, range.start, range.end)))
        .filter(|range| {
            let digits = text.get(range.clone()).unwrap_or_default();
            let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
            (9..=15).contains(&digits.len()) && !HARMLESS.is_match(&digits)
        })
        .map(|range| Hit::new("phone", range.start, range.end))
}

/// Not a great number in groups of three, and not a sum.
fn is_international(written: &str) -> bool {
    let groups: Vec<&str> = written
        .trim_start_matches('+')
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    let thousands = groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3);
    let dated = groups.first().is_some_and(|group| group.len() > 3);
    !thousands && (groups.len() == 1 || !dated)
}

/// Whether a word right before it says that somebody can be called there.
fn is_announced(text: &str, start: usize) -> bool {
    let (before, _) = line(text, start, start);
    let from = before.len().saturating_sub(WORD);
    let from = (from..=before.len()).find(|&at| before.is_char_boundary(at));
    let near = before.get(from.unwrap_or(0)..).unwrap_or_default();
    words::phrases("phone-words").is_match(near)
}

/// Whether nothing joins it to a longer number, an address or a change in a listing.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let (before, behind) = beside(text, start, end);
    let in_listing = matches!(before, None | Some('\n'))
        && text.get(start..).is_some_and(|t| t.starts_with('+'));
    !in_listing
        && !before.is_some_and(|c| c.is_alphanumeric() || "=&%/+._-#".contains(c))
        && !behind.is_some_and(|c| c.is_alphanumeric() || "=&%/_-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text)
            .map(|hit| text.get(hit.span.start..hit.span.end).unwrap_or_default())
            .collect()
    }

    #[test]
    fn numbers_that_reach_somebody() {
        for (text, want) in [
            ("call +49 171 2239871.", "+49 171 2239871"),
            ("(+33 6 12 34 57 78)", "+33 6 12 34 57 78"),
            ("tel:+4915123398712", "+4915123398712"),
            ("Ana (415) 867-5309 or", "(415) 867-5309"),
            ("phone: 415-867-5309", "415-867-5309"),
            ("Mobile 0171 2239871", "0171 2239871"),
        ] {
            assert_eq!(found(text), [want], "{text}");
        }
    }

    #[test]
    fn numbers_that_reach_nobody() {
        for text in [
            "+10 000 000 requests and +1.500.000.000 bytes",
            "+4.5 % and +0100",
            "+1 415 555 0132 of the films",
            "+44 7700 900123",
            "+1 800 867 5309",
            "order 415-867-5309",
            "phone: 2026-03-14 10:31",
            "dial-in +1 646 558 8656",
            "+1234567890 x",
            "x+4915123398712",
            "p=+4915123398712",
            "\n+4915123398712: a line of a patch",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }
}
