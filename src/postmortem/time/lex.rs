//! The smallest pieces of times: numbers, words, boundaries.

use jiff::civil::Time;

/// What was read at the start of a text, and how many bytes it takes.
pub(super) type Read<T> = Option<(T, usize)>;

/// A run of at most `most` digits that ends there.
pub(super) fn number(text: &str, most: usize) -> Read<u32> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 || len > most {
        return None;
    }
    Some((text.get(..len)?.parse().ok()?, len))
}

/// Exactly `count` digits, whatever follows.
pub(super) fn digits(text: &str, count: usize) -> Read<u32> {
    let run = text.get(..count)?;
    let digits = run.bytes().all(|b| b.is_ascii_digit());
    (digits && !run.is_empty()).then(|| Some((run.parse().ok()?, count)))?
}

/// A run of letters.
pub(super) fn letters(text: &str) -> Read<&str> {
    let len = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    (len > 0).then(|| Some((text.get(..len)?, len)))?
}

/// Whether a text begins with a word, in capitals or not.
pub(super) fn opens_with(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// How many blanks stand at the start.
pub(super) fn blanks(text: &str) -> usize {
    text.len()
        - text
            .trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}'])
            .len()
}

/// Whether a character is a blank or ends a line.
pub(super) fn is_blank_or_break(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{a0}' | '\u{202f}')
}

/// A time of day.
pub(super) fn time(hour: u32, minute: u32, second: u32) -> Option<Time> {
    let (hour, minute, second) = (
        i8::try_from(hour),
        i8::try_from(minute),
        i8::try_from(second),
    );
    Time::new(hour.ok()?, minute.ok()?, second.ok()?, 0).ok()
}

/// Whether a word may begin at `at`: nothing before it that would make it part of a longer one.
pub(super) fn begins(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|s| s.chars().next_back());
    !before.is_some_and(|c| c.is_alphanumeric() || "_./:-#$@+&=%".contains(c))
}
