//! Percentages of an unknown whole.

use super::together;
use crate::diagnostic::Findings;
use crate::postmortem::{Metric, Quantity};
use crate::rules::Context;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let numbers = &cx.post.impact.numbers;
    let bare = numbers.iter().filter(|number| {
        is_share(number)
            && is_told(cx, number)
            && !is_well_again(cx, number)
            && !has_base(cx, number.metric)
    });
    let bare: Vec<&Quantity> = bare.collect();
    let places = bare
        .iter()
        .map(|number| (number.span, format!("`{}` of how many?", said(number))))
        .collect();
    if let Some(finding) = together::report(out, places, |n| several(&bare, n)) {
        finding
            .help("write the number behind it once, as in “1,240 of 6,150 customers (20 %)”")
            .subject("percent");
    }
}

/// One percentage that is told several times is one.
fn several(bare: &[&Quantity], n: usize) -> String {
    let whole = "is of a whole that is stated nowhere";
    let mut shares: Vec<&Quantity> = Vec::new();
    for number in bare.iter().take(MOST_COMPARED) {
        let same = |share: &&Quantity| share.value == number.value && share.metric == number.metric;
        if !shares.iter().any(same) {
            shares.push(number);
        }
    }
    match shares.as_slice() {
        [share] => {
            let times = match n {
                2 => "twice".to_owned(),
                n => format!("{n} times"),
            };
            format!("`{}`, told {times}, {whole}", percentage(share))
        }
        _ => format!(
            "{} percentages are of a whole that is stated nowhere",
            shares.len()
        ),
    }
}

/// Of so many percentages it is looked whether they are the same: nobody writes more.
const MOST_COMPARED: usize = 100;

/// `78%` of "approximately 78% of requests".
fn percentage(number: &Quantity) -> String {
    let said = said(number);
    let from = said.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let behind = said.get(from..).unwrap_or_default();
    match behind.find('%') {
        Some(end) => behind.get(..=end).unwrap_or_default().to_owned(),
        None => said,
    }
}

fn said(number: &Quantity) -> String {
    number.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Not only in passing, in an entry of the timeline.
fn is_told(cx: &Context, number: &Quantity) -> bool {
    let timeline = cx.post.timeline.as_ref();
    timeline.is_none_or(|timeline| timeline.entry_at(number.span.start).is_none())
}

/// A percentage of people or requests that is neither nothing nor everything.
fn is_share(number: &Quantity) -> bool {
    let counts = matches!(number.metric, Metric::People | Metric::Requests);
    counts
        && is_percent(number)
        && number
            .value
            .is_some_and(|value| value > 0.0 && value < 100.0)
}

/// `20 %`, `~20%`, `20 per cent`
fn is_percent(number: &Quantity) -> bool {
    let digits = number
        .text
        .trim_start_matches(|c: char| !c.is_ascii_digit());
    let unit = digits.trim_start_matches(|c: char| c.is_ascii_digit() || ",. ".contains(c));
    unit.starts_with('%') || unit.starts_with("per")
}

/// "Back at 0.1 %"
fn is_well_again(cx: &Context, number: &Quantity) -> bool {
    let before = cx
        .doc()
        .text()
        .get(..number.span.start)
        .unwrap_or_default()
        .trim_end();
    ["back at", "back to", "down to", "below", "under", "normal"]
        .iter()
        .any(|words| before.ends_with(words))
}

/// Whether anything of that kind is counted in the impact.
fn has_base(cx: &Context, metric: Metric) -> bool {
    let impact = &cx.post.impact;
    let counted = impact
        .numbers
        .iter()
        .any(|number| number.metric == metric && !is_percent(number) && number.value != Some(1.0));
    let key = if metric == Metric::People {
        "customers"
    } else {
        "requests_failed"
    };
    let stated = |fact: &&crate::postmortem::ImpactFact| {
        fact.key == key && fact.value.contains(|c: char| c.is_ascii_digit())
    };
    counted || impact.facts.iter().any(|fact| stated(&fact))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Span;

    #[test]
    fn percentages_and_counts() {
        let number = |text: &str| Quantity {
            text: text.to_owned(),
            span: Span::at(0),
            value: Some(20.0),
            unit: String::new(),
            metric: Metric::People,
            suffers: false,
        };
        for text in ["20 % of customers", "~20% of users", "20.5 per cent"] {
            assert!(is_percent(&number(text)), "{text}");
        }
        for text in ["1,240 of 6,150 customers (20 %)", "20 customers"] {
            assert!(!is_percent(&number(text)), "{text}");
        }
    }
}
