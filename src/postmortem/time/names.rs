//! Months, days of the week and number words: the lists, ready for look-up.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::Weekday;

use super::lex::{self, Read};
use crate::words;

static MONTHS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| ordered("months", 12));
static WEEKDAYS: LazyLock<HashMap<&str, i8>> = LazyLock::new(|| ordered("weekdays", 7));

/// The names of a list that is in order, and again for every further language, with their numbers from 1.
fn ordered(list: &'static str, count: usize) -> HashMap<&'static str, i8> {
    let lines = words::entries(list).enumerate();
    lines
        .flat_map(|(i, line)| {
            line.split('|')
                .map(move |name| (name, (i % count) as i8 + 1))
        })
        .collect()
}

/// A month name at the start of `text`, with the full stop of a short form.
pub(super) fn month(text: &str) -> Read<i8> {
    named(text, &MONTHS)
}

/// A day of the week at the start of `text`, with the full stop of a short form.
pub(super) fn weekday(text: &str) -> Read<Weekday> {
    let (number, len) = named(text, &WEEKDAYS)?;
    Some((Weekday::from_monday_one_offset(number).ok()?, len))
}

fn named(text: &str, names: &HashMap<&str, i8>) -> Read<i8> {
    let (word, len) = lex::letters(text)?;
    // Long words are none of ours, and lower-casing them costs.
    if word.len() > 12 || word.starts_with(char::is_lowercase) && word.len() < 4 {
        return None;
    }
    let number = *names.get(word.to_lowercase().as_str())?;
    let stop = word.len() < 5 && text.get(len..).is_some_and(|s| s.starts_with('.'));
    Some((number, len + usize::from(stop)))
}

/// The pairs of a list whose lines read `word|word = value`.
pub(super) fn pairs(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = words::entries(list).filter_map(|line| line.split_once(" = "));
    lines.flat_map(|(names, value)| names.split('|').map(move |name| (name, value)))
}
