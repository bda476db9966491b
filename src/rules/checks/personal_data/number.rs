//! Numbers with a check of their own: bank accounts and payment cards.

use std::sync::LazyLock;

use super::{Hit, beside, line, says};
use crate::phrases::{Gated, Matcher};
use crate::words;

static ACCOUNT: LazyLock<Gated> = LazyLock::new(|| words::gated("account-number"));

/// Sixteen digits in fours or in one, fifteen as American Express writes them.
static CARD: LazyLock<Gated> = LazyLock::new(|| words::gated("card-number"));

static HARMLESS: LazyLock<Matcher> = LazyLock::new(|| words::whole("harmless-numbers"));

pub(super) fn find(text: &str) -> impl Iterator<Item = Hit> + '_ {
    let accounts = ACCOUNT.find_iter(text).filter_map(|found| {
        let end = found.start() + account(found.as_str())?;
        Some(Hit::new("iban", found.start(), end))
    });
    let cards = CARD
        .find_iter(text)
        .filter(|found| is_card(text, found.start(), found.end()))
        .map(|found| Hit::new("card", found.start(), found.end()));
    accounts.chain(cards)
}

/// How many bytes of a text are an account, when its country has numbers of this length and the check holds.
fn account(text: &str) -> Option<usize> {
    let country = text.get(..2)?.to_lowercase();
    let length = words::entries("iban-lengths").find_map(|entry| entry.strip_prefix(&country))?;
    let length: usize = length.trim().parse().ok()?;
    let signs = text.char_indices().filter(|(_, c)| *c != ' ');
    let (last, _) = signs.clone().nth(length - 1)?;
    // What goes on is another word, or the number is longer than its country has them.
    let rest = text.get(last + 1..).unwrap_or_default();
    let value: String = signs.map(|(_, c)| c).take(length).collect();
    let goes_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric());
    (!goes_on && holds(&value) && !HARMLESS.is_match(&value)).then_some(last + 1)
}

/// ISO 7064: the number with its first four signs behind it, letters as two digits, leaves 1 when divided by 97.
fn holds(value: &str) -> bool {
    let (head, tail) = value.split_at(4.min(value.len()));
    let rest = tail.chars().chain(head.chars()).try_fold(0, |rest, c| {
        let digit = c.to_digit(36)?;
        let shift = if digit > 9 { 100 } else { 10 };
        Some((rest * shift + digit) % 97)
    });
    rest == Some(1)
}

/// Whether a number is that of a card: the check of Luhn holds, which one number in ten does, and it is written in groups
/// or beside a word that says so.
fn is_card(text: &str, start: usize, end: usize) -> bool {
    let written = text.get(start..end).unwrap_or_default();
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let is_grouped = digits.len() < written.len();
    let (before, behind) = beside(text, start, end);
    let joined =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-_./=:#&%".contains(c));
    let ends = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-_/=&%".contains(c));
    !joined(before)
        && !ends(behind)
        && luhn(&digits)
        && !HARMLESS.is_match(&digits)
        && (is_grouped || says("card-words", line(text, start, end)))
}

/// From the last digit on every second one is doubled; the sum of all ends with a nought.
fn luhn(digits: &str) -> bool {
    let digits = digits.bytes().rev().map(|b| u32::from(b - b'0'));
    let sum: u32 = digits
        .enumerate()
        .map(|(at, digit)| match at % 2 {
            0 => digit,
            _ if digit > 4 => digit * 2 - 9,
            _ => digit * 2,
        })
        .sum();
    sum > 0 && sum.is_multiple_of(10)
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
    fn accounts_are_told_by_country_length_and_check() {
        let account = "DE02 1203 0000 0000 2020 51";
        assert_eq!(found(&format!("Paid to {account} twice.")), [account]);
        assert_eq!(
            found("IBAN CH5604835012345678009, again"),
            ["CH5604835012345678009"]
        );
        for other in [
            "DE03 1203 0000 0000 2020 51",   // the check
            "DE02 1203 0000 0000 2020 5",    // the length
            "DE02 1203 0000 0000 2020 5177", // goes on
            "DE89 3704 0044 0532 0130 00",   // of the manuals
            "AB12 CDEF GHIJ",
        ] {
            assert_eq!(found(other), Vec::<&str>::new(), "{other}");
        }
    }

    #[test]
    fn an_account_ends_where_its_country_says() {
        assert_eq!(found("NO9386011117947 THE REST"), ["NO9386011117947"]);
    }

    #[test]
    fn cards_are_told_by_groups_or_words_and_check() {
        assert_eq!(
            found("4539 1488 0343 6467 was charged"),
            ["4539 1488 0343 6467"]
        );
        assert_eq!(found("card 4539148803436467"), ["4539148803436467"]);
        for other in [
            "4539 1488 0343 6468",
            "trace 4539148803436467",
            "card: 4242 4242 4242 4242",
            "card-4539148803436467-x",
        ] {
            assert_eq!(found(other), Vec::<&str>::new(), "{other}");
        }
    }
}
