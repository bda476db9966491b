//! Finds points and ranges of time in prose.

use super::lex;
use super::names;
use super::stamp::{Place, Stamp, read};
use super::zone;

/// Every point and range of a text, as prose.
pub fn find(text: &str) -> Vec<Stamp> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = candidate(text, at) {
        let place = match () {
            _ if is_dotted_clock(text, next) => Place::Start,
            _ if is_bare_range(text, next) => Place::Field,
            _ => Place::Prose,
        };
        match text.get(next..).and_then(|rest| read(rest, place)) {
            Some((stamp, len)) => {
                let lead = about_before(text, next);
                let mut stamp = Stamp {
                    range: next..next + len,
                    ..stamp
                };
                stamp.from.about |= lead;
                found.push(stamp);
                at = next + len;
            }
            None => at = next + word_len(text.get(next..).unwrap_or_default()),
        }
    }
    found
}

/// "at approximately 10.16": two numbers with a full stop that only a time of day can be, and nothing that they count.
fn is_dotted_clock(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let digits = |from: usize| {
        let two = rest.get(from..from + 2).unwrap_or_default();
        two.len() == 2 && two.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(0) || rest.as_bytes().get(2) != Some(&b'.') || !digits(3) {
        return false;
    }
    let behind = rest.get(5..).unwrap_or_default();
    let counts = behind
        .trim_start()
        .starts_with(|c: char| c.is_alphanumeric() || "%$€£".contains(c));
    let goes_on = [" and ", " on ", " to ", " until ", " when ", " the "];
    let mut words = before.trim_end().rsplit([' ', '\n']);
    let about = words.next().is_some_and(|word| ABOUT.contains(&word));
    about
        && words
            .next()
            .is_some_and(|word| ["at", "At", "by", "By", "until"].contains(&word))
        && (!counts || goes_on.iter().any(|word| behind.starts_with(word)))
}

/// "1900 and 2100 UTC", "0730 - 1230 UTC": the zone behind the second makes times of both.
fn is_bare_range(text: &str, at: usize) -> bool {
    let joints = [" and ", " to ", " until ", " - ", " – ", "-", "–"];
    let second = text
        .get(at..)
        .and_then(behind_four_digits)
        .and_then(|rest| {
            let joined = |joint: &&str| behind_four_digits(rest.strip_prefix(*joint)?);
            joints.iter().find_map(joined)
        });
    second.is_some_and(|rest| zone::read(rest.trim_start()).is_some())
}

fn behind_four_digits(text: &str) -> Option<&str> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).take(5).count();
    (digits == 4).then(|| text.get(4..))?
}

const ABOUT: [&str; 4] = ["approximately", "around", "about", "roughly"];

fn about_before(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before.ends_with(['~', '≈']) || {
        let word = before.rsplit([' ', '\n', '(']).next().unwrap_or_default();
        [
            "around",
            "about",
            "roughly",
            "approximately",
            "approx.",
            "approx",
            "circa",
            "ca.",
        ]
        .iter()
        .any(|w| word.eq_ignore_ascii_case(w))
    }
}

/// The next place where a stamp may begin: a digit or the capital of a name, at the start of a word.
fn candidate(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let starts = byte.is_ascii_digit() || byte.is_ascii_alphabetic();
        if !starts {
            at += 1;
            continue;
        }
        let word = word_len(text.get(at..)?);
        let run = text.get(at..at + word)?;
        // Addresses hold digits of every kind.
        if text.get(at + word..)?.starts_with("://") {
            let rest = text.get(at..)?;
            at += rest.find(char::is_whitespace).unwrap_or(rest.len());
            continue;
        }
        let named = byte.is_ascii_alphabetic()
            && (names::month(run).is_some()
                || names::weekday(run).is_some()
                || ["noon", "midnight", "midday"].contains(&run));
        if (byte.is_ascii_digit() || named) && lex::begins(text, at) {
            return Some(at);
        }
        at += word;
    }
    None
}

fn word_len(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric())
        .unwrap_or(text.len())
        .max(text.chars().next().map_or(1, char::len_utf8))
}
