//! Numbers and lengths of time that are written in several words.

use super::lexicon::{LISTS, Noun};
use super::numbers::{Number, Sort, Word, is_status};
use crate::markdown::Text;
use crate::postmortem::time::read_duration;

/// "12 500 users": a blank between thousands makes one word of several.
pub(super) fn thousands<'d>(sentence: Text<'d>, words: Vec<Word<'d>>) -> Vec<Word<'d>> {
    let mut joined: Vec<Word<'d>> = Vec::with_capacity(words.len());
    for word in words {
        let before = joined.len().checked_sub(2).and_then(|i| joined.get(i));
        let named = before.is_some_and(|w| LISTS.not_after.contains(w.lower.as_str()));
        let whole = joined.last().filter(|_| !named);
        match whole.and_then(|head| grouped(sentence, head, &word)) {
            Some(whole) => {
                joined.pop();
                joined.push(whole);
            }
            None => joined.push(word),
        }
    }
    joined
}

/// Both words as one number, where the second one is three more digits of the first.
fn grouped<'d>(sentence: Text<'d>, head: &Word<'d>, group: &Word<'d>) -> Option<Word<'d>> {
    let sort = group.number?.sort;
    let digits = group.lower.trim_end_matches(['%', '+', '€']);
    let three = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit());
    let is_head = is_grouped(head.lower.trim_start_matches(['~', '≈', '€']));
    // "502 503" are two answers of a server.
    let codes = is_status(digits) && is_status(&head.lower);
    if !three || !is_head || head.ends || group.opens || codes {
        return None;
    }
    let start = sentence.plain().start;
    let from = head.text.plain().start.checked_sub(start)?;
    let to = group.text.plain().end.checked_sub(start)?;
    let value = head.number?.value? * 1e3 + digits.parse::<f64>().ok()?;
    Some(Word {
        text: sentence.slice(from..to),
        lower: format!("{} {}", head.lower, group.lower),
        opens: head.opens,
        ends: group.ends,
        names: group.names,
        number: Some(Number {
            value: Some(value),
            sort: match head.number?.sort {
                Sort::Plain => sort,
                sort => sort,
            },
        }),
    })
}

/// `12`, `1 204`: up to three digits that may be followed by three more.
fn is_grouped(text: &str) -> bool {
    let mut groups = text.split(' ');
    let first = groups.next().unwrap_or_default();
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && digits(group))
}

/// "3.000 €", "1.250 users": points between thousands, where a fraction of a thousandth makes no sense.
pub(super) fn points(words: &mut [Word<'_>]) {
    for at in 0..words.len() {
        let Some(value) = pointed(&words[at].lower).filter(|_| words[at].number.is_some()) else {
            continue;
        };
        let is_euro = |w: &Word<'_>| matches!(w.lower.as_str(), "€" | "eur" | "euro" | "euros");
        let counts = |w: &Word<'_>| {
            matches!(
                Noun::of(&w.lower),
                Some(Noun::People | Noun::Requests | Noun::Data)
            )
        };
        let before = at.checked_sub(1).and_then(|i| words.get(i));
        let behind = words.get(at + 1).filter(|_| !words[at].ends);
        let whole = words[at].lower.contains('€')
            || before.is_some_and(|w| is_euro(w) && !w.ends)
            || behind.is_some_and(|w| is_euro(w) || counts(w));
        if let Some(number) = words[at].number.as_mut().filter(|_| whole) {
            number.value = Some(value);
        }
    }
}

/// The value of `3.000`, `€12.500`.
fn pointed(word: &str) -> Option<f64> {
    let digits = word
        .trim_start_matches(['~', '≈', '€'])
        .trim_end_matches(['€', '+']);
    let (first, group) = digits.split_once('.')?;
    let groups = format!("{first} {group}");
    (group.len() == 3 && is_grouped(&groups)).then(|| groups.replace(' ', "").parse().ok())?
}

/// "1h 35m", "2 hours and 13 minutes": the last word of a length of several units from `at` on, and its minutes.
pub(super) fn length(words: &[Word<'_>], at: usize) -> Option<(usize, f64)> {
    const LONGEST: usize = 5;
    let bound = words.len().checked_sub(1)?.min(at + LONGEST);
    let last = (at..bound).find(|&i| words[i].ends).unwrap_or(bound);
    let clause: Vec<&str> = words
        .get(at..=last)?
        .iter()
        .map(|w| w.lower.as_str())
        .collect();
    let (length, read) = read_duration(&clause.join(" "))?;
    let mut end = 0;
    let covers = clause.iter().take_while(|word| {
        end += word.len() + 1;
        end <= read + 1
    });
    let count = covers.count();
    Some((at + count.checked_sub(1)?, length.seconds as f64 / 60.0))
}
