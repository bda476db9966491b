//! Which numbers tell an effect that users felt: by what they count, where they stand and what the sentence says.

use super::joined::length;
use super::lexicon::{LISTS, Noun};
use super::loose;
use super::numbers::{Sort, Word, is_zero};
use super::parts::{
    among, is_nought_of_money, is_remaining, is_scaled, is_threshold, is_well, only_left, struck_of,
};
use super::phrase::{
    counted_before, currency_before, data_of, in_plural, is_count, is_down, is_name,
    is_per_machine, is_possible, is_status_code, is_struck, lost_size, lost_unit, money_unit,
    named_before, noun_behind, peaked, points_elsewhere, scale, size_of_data, struck_share,
    suffers,
};
use super::{Metric, Quantity};

/// Where a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A section about the impact.
    Impact,
    /// The summary, or the text before the first section.
    Summary,
    /// Elsewhere in the story.
    Story,
}

/// The numbers of a sentence that count.
pub(super) fn sentence(words: &[Word<'_>], place: Place) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut latency = 0;
    for at in 0..words.len() {
        let found_here = number(words, at, place)
            .or_else(|| among(words, at, found.last()))
            .or_else(|| loose::befallen(words, at, place, found.last()));
        let Some(mut quantity) = found_here else {
            continue;
        };
        quantity.suffers = suffers(words, at);
        // "p99 went from 300 ms to 8 s": the second time is a latency because the first one is.
        let joined = at > 0 && words[at - 1].lower == "to";
        let is_latency =
            quantity.metric == Metric::Latency || joined && quantity.metric == Metric::Duration;
        match found.last_mut() {
            Some(last) if last.span.end > quantity.span.start => {}
            // "from 10 minutes to up to 2 days" is one latency.
            Some(last) if last.metric == Metric::Latency && is_latency => {
                if joined {
                    span_both(words, latency, at, (last, &quantity));
                }
                last.value = quantity.value;
                last.unit = quantity.unit;
            }
            _ => {
                latency = at;
                found.push(quantity);
            }
        }
    }
    found
}

/// Lets a latency that begins at the word `from` reach to the one that it went to, at `to`: "from 180 ms to 41 minutes".
fn span_both(words: &[Word<'_>], from: usize, to: usize, (one, other): (&mut Quantity, &Quantity)) {
    const APART: usize = 12;
    if to - from > APART {
        return;
    }
    let before: Vec<&str> = words[from..to].iter().map(|w| w.text.as_str()).collect();
    one.text = format!("{} {}", before.join(" "), other.text);
    one.span = one.span.join(other.span);
}

fn number(words: &[Word<'_>], at: usize, place: Place) -> Option<Quantity> {
    let number = words[at].number?;
    let near = Near::around(words, at);
    let costless = place != Place::Impact && is_nought_of_money(words, at);
    if near.denied || costless || place == Place::Story && points_elsewhere(words, at) {
        return None;
    }
    if let Some(end) = size_of_data(words, at).filter(|_| near.has_effect()) {
        return Some(quantity(words, at, end, Metric::Data));
    }
    if let Some(end) = lost_size(words, at).filter(|_| place != Place::Story || near.has_effect()) {
        return Some(quantity(words, at, end, Metric::Data));
    }
    if is_name(words, at) || loose::is_told_hour(words, at) {
        return None;
    }
    if is_zero(&words[at].lower) {
        let fell = is_reached(words, at) && near.is_rate();
        return fell.then(|| quantity(words, at, at, Metric::Requests));
    }
    if let Some(share) = share(words, at, place, &near) {
        return Some(share);
    }
    match number.sort {
        // "ETH 2.0" is a name.
        Sort::Plain if currency_before(words, at) && !words[at].lower.ends_with(".0") => {
            near.money_counts(place).then(|| after_currency(words, at))
        }
        Sort::Money => near.money_counts(place).then(|| {
            let end = at + usize::from(scale(words, at) > 1.0);
            quantity(words, at, end, Metric::Money)
        }),
        Sort::Percent => percent(words, at, at, place, &near),
        Sort::Time => time(words, at, at, place, &near),
        Sort::Times => near
            .is_latency()
            .then(|| quantity(words, at, at, Metric::Latency)),
        Sort::Plain => plain(words, at, place, &near),
    }
}

fn plain(words: &[Word<'_>], at: usize, place: Place, near: &Near) -> Option<Quantity> {
    if is_scaled(words, at) || is_threshold(words, at) || is_well(words, at) {
        return None;
    }
    if let Some(counted) = what_is_counted(words, at, place) {
        let metric = Noun::of(&words[counted].lower).map_or(Metric::Other, Noun::metric);
        let unit = words[counted].lower.clone();
        return Some(Quantity {
            unit,
            ..quantity(words, at, at, metric)
        });
    }
    if let Some(end) = struck_of(words, at).or_else(|| only_left(words, at)) {
        return Some(quantity(words, at, end, Metric::Other));
    }
    let next = words.get(at + 1).filter(|w| !words[at].ends && !w.opens)?;
    if next.lower == "percent" || next.lower == "%" {
        return percent(words, at, at + 1, place, near);
    }
    if LISTS.time.contains(next.lower.as_str()) {
        let lost = data_of(words, at + 1).filter(|_| near.has_effect());
        return match lost {
            Some(end) => Some(quantity(words, at, end, Metric::Data)),
            None => time(words, at, at + 1, place, near),
        };
    }
    if let Some(unit) = money_unit(words, at) {
        return near
            .money_counts(place)
            .then(|| quantity(words, at, unit, Metric::Money));
    }
    if let Some(unit) = lost_unit(words, at) {
        return Some(quantity(words, at, unit, Metric::Money));
    }
    let Some((end, noun)) = noun_behind(words, at) else {
        let struck = loose::unlisted(words, at, place, counts(Noun::Thing, place, near));
        let struck = struck.map(|end| quantity(words, at, end, Metric::Other));
        return struck.or_else(|| reached(words, at));
    };
    let number = words[at].number?;
    let end = in_plural(words, at, end)?;
    let none = number.value == Some(0.0) && place != Place::Impact;
    let no_effect = none
        || is_status_code(words, at, end, place)
        || is_possible(words, end)
        || is_per_machine(words, end)
        || place == Place::Story && noun.metric() == Metric::People && loose::only_ask(words, end);
    if no_effect || !is_count(words, at, noun) {
        return None;
    }
    // A single one is mostly told of what was done to it.
    let of_ours = words.get(at + 1).is_some_and(|w| w.lower == "of");
    let told =
        place == Place::Impact || noun == Noun::People && place == Place::Summary && !of_ours;
    let single = matches!(words[at].lower.as_str(), "one" | "1") && !told;
    if single && !is_struck(words, end) {
        return None;
    }
    let word = words[end].lower.as_str();
    let is_effect = match place {
        Place::Story => LISTS.errors.contains(word),
        _ => LISTS.effects.is_match(word),
    };
    let taken = || place != Place::Story && loose::is_taken(words, at);
    (is_effect || is_down(words, end) || counts(noun, place, near) || taken())
        .then(|| quantity(words, at, end, noun.metric()))
}

/// What the number counts, where that stands before it.
fn what_is_counted(words: &[Word<'_>], at: usize, place: Place) -> Option<usize> {
    counted_before(words, at)
        .or_else(|| peaked(words, at))
        .or_else(|| named_before(words, at))
        .or_else(|| {
            let counted = loose::in_brackets(words, at).or_else(|| loose::labelled(words, at));
            counted.filter(|_| place == Place::Impact)
        })
}

/// "one in five customers", "one customer in five": a share of them.
fn share(words: &[Word<'_>], at: usize, place: Place, near: &Near) -> Option<Quantity> {
    if !matches!(words[at].lower.as_str(), "one" | "1") {
        return None;
    }
    let joins = |i: usize| {
        words
            .get(i)
            .filter(|w| matches!(w.lower.as_str(), "in" | "out"))
    };
    let behind = joins(at + 1).map(|w| at + 2 + usize::from(w.lower == "out"));
    let (whole, end, noun) = match behind {
        Some(whole) => {
            let (end, noun) = noun_behind(words, whole)?;
            (whole, end, noun)
        }
        None => {
            let (end, noun) = noun_behind(words, at)?;
            joins(end + 1)?;
            (end + 2, end + 2, noun)
        }
    };
    let of = words.get(whole)?.number?.value.filter(|of| *of > 1.0)?;
    counts(noun, place, near).then(|| Quantity {
        value: Some((100.0 / of).round()),
        unit: "%".to_owned(),
        ..quantity(words, at, end, noun.metric())
    })
}

fn after_currency(words: &[Word<'_>], at: usize) -> Quantity {
    let end = at + usize::from(scale(words, at) > 1.0);
    let currency = words[at.saturating_sub(1)].text;
    let amount = quantity(words, at, end, Metric::Money);
    Quantity {
        text: format!("{} {}", currency.as_str(), amount.text),
        span: currency.span().join(amount.span),
        unit: currency.as_str().to_owned(),
        ..amount
    }
}

/// "affected 30 jurisdictions": what is counted stands in no list, but the verb says it all.
fn reached(words: &[Word<'_>], at: usize) -> Option<Quantity> {
    let before = at.checked_sub(1).map(|i| &words[i])?;
    let next = words.get(at + 1).filter(|w| w.number.is_none())?;
    let plain = !LISTS.stop.contains(next.lower.as_str()) && !words[at].ends;
    (plain && !before.ends && LISTS.reached.is_match(&before.lower))
        .then(|| quantity(words, at, at + 1, Metric::Other))
}

/// "The success rate has been at zero", "fell to zero".
fn is_reached(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|i| words.get(i));
    before.is_some_and(|w| matches!(w.lower.as_str(), "at" | "to") && !w.ends)
}

/// Whether a number of such things counts there.
fn counts(noun: Noun, place: Place, near: &Near) -> bool {
    match (noun, place) {
        (_, Place::Impact) => true,
        (Noun::People, Place::Summary) => true,
        _ => near.has_effect(),
    }
}

/// A share: the number at `at`, its sign at `sign`.
fn percent(
    words: &[Word<'_>],
    at: usize,
    sign: usize,
    place: Place,
    near: &Near,
) -> Option<Quantity> {
    if near.is_fullness() {
        return None;
    }
    let noun = noun_behind(words, sign).filter(|(_, noun)| counts(*noun, place, near));
    match noun {
        Some((end, noun)) => Some(quantity(words, at, end, noun.metric())),
        None if near.is_value() => Some(quantity(words, at, sign, Metric::Money)),
        None if is_remaining(words, at) && place != Place::Story => {
            Some(quantity(words, at, sign, Metric::Other))
        }
        None => match struck_share(words, sign).filter(|_| place != Place::Story) {
            Some(end) => Some(quantity(words, at, end, Metric::Other)),
            None => near
                .is_rate()
                .then(|| quantity(words, at, sign, Metric::Requests)),
        },
    }
}

/// A time is a latency where the words around it say so, else a duration.
fn time(words: &[Word<'_>], at: usize, end: usize, place: Place, near: &Near) -> Option<Quantity> {
    // "We decided to delay the announcement by one day"
    let long = place == Place::Story && LISTS.days.contains(words[end].lower.as_str());
    // "Latency rose ten minutes after the deploy"
    let is_when = words
        .get(end + 1)
        .is_some_and(|w| LISTS.when.contains(w.lower.as_str()));
    let metric = match near.is_latency() && !long && !is_when {
        true => Metric::Latency,
        false if place == Place::Story || loose::is_age(words, at) => return None,
        // "It halted 4 days after the upgrade", but "it was down for a day after the upgrade".
        false if is_when && !loose::is_lasting(words, at) => return None,
        false => Metric::Duration,
    };
    Some(match length(words, at).filter(|(last, _)| *last > end) {
        Some((last, minutes)) => Quantity {
            value: Some(minutes),
            unit: "minutes".to_owned(),
            ..quantity(words, at, last, metric)
        },
        None => quantity(words, at, end, metric),
    })
}

pub(super) fn quantity(words: &[Word<'_>], from: usize, to: usize, metric: Metric) -> Quantity {
    let first = words[from].text.span();
    let text = words[from..=to]
        .iter()
        .map(|w| w.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let number = words[from].number;
    let unit = match number.map(|n| n.sort) {
        Some(Sort::Percent) => "%".to_owned(),
        Some(Sort::Money) => words[from]
            .text
            .as_str()
            .chars()
            .filter(|c| "$€£¥₹".contains(*c))
            .collect(),
        Some(Sort::Time) => words[from]
            .lower
            .trim_start_matches(|c: char| !c.is_alphabetic())
            .to_owned(),
        Some(Sort::Times) => "x".to_owned(),
        _ => words[to].lower.clone(),
    };
    Quantity {
        text,
        span: first.join(words[to].text.span()),
        value: number.and_then(|n| n.value).map(|v| v * scale(words, from)),
        unit,
        metric,
        suffers: false,
    }
}

/// The words around a number.
struct Near {
    /// Without what the number counts, which may itself be called an error or a failure.
    text: String,
    /// Only the nearest ones.
    close: String,
    /// What is said before it in the sentence says that it did not happen.
    denied: bool,
}

impl Near {
    /// Up to ten words before and twelve behind.
    fn around(words: &[Word<'_>], at: usize) -> Near {
        let noun = noun_behind(words, at).map(|(i, _)| i);
        let join = |before: usize, behind: usize| {
            let from = at.saturating_sub(before);
            let to = (at + behind + 1).min(words.len());
            let kept = (from..to).filter(|i| Some(*i) != noun);
            let kept: Vec<&str> = kept.map(|i| words[i].lower.as_str()).collect();
            kept.join(" ")
        };
        Near {
            text: join(10, 12),
            close: join(6, 4),
            denied: LISTS.denied.is_match(&join(4, 0)) || LISTS.supposed.is_match(&join(12, 0)),
        }
    }

    fn has_effect(&self) -> bool {
        LISTS.effects.is_match(&self.text)
    }

    fn is_latency(&self) -> bool {
        LISTS.latency.is_match(&self.close) && !self.close.contains("detect")
    }

    fn is_rate(&self) -> bool {
        LISTS.rates.is_match(&self.text)
    }

    fn is_value(&self) -> bool {
        LISTS.values.is_match(&self.text)
    }

    fn is_fullness(&self) -> bool {
        LISTS.not_percent.is_match(&self.text)
    }

    fn money_counts(&self, place: Place) -> bool {
        let exposed = place == Place::Summary && LISTS.exposed.is_match(&self.text);
        place == Place::Impact || exposed || self.has_effect()
    }
}
