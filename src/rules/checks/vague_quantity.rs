//! Words such as some, many or briefly where a number belongs.

use crate::diagnostic::Findings;
use crate::postmortem::SectionKind;
use crate::rules::{Context, prose};

/// How far from the word the thing stands whose amount it tells, in bytes before and behind it.
const BEFORE: usize = 40;
const BEHIND: usize = 50;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let things = cx.phrases("affected-things");
    let fixed = cx.phrases("fixed-terms");
    let numbers = cx.phrases("number-words");
    let mut told = None;
    for found in prose::find(cx.doc(), cx.phrases("vague-quantities")) {
        let span = found.text.span();
        let kind = cx.post.sections.kind_at(span.start);
        let sentence = found.sentence();
        if !matches!(kind, SectionKind::Summary | SectionKind::Impact)
            || told == Some(sentence.plain())
        {
            continue;
        }
        let text = sentence.as_str();
        let at = found
            .text
            .plain()
            .start
            .saturating_sub(sentence.plain().start);
        let is_fixed = fixed
            .find_iter(text)
            .any(|term| term.start() <= at && at < term.end());
        if is_fixed
            || !things.is_match(near(text, at))
            || has_number(text)
            || numbers.is_match(text)
        {
            continue;
        }
        told = Some(sentence.plain());
        let word = found
            .text
            .as_str()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        out.report(span, format!("`{word}` stands where a number belongs"))
            .help("write how many, or how long; an estimate with its source is a number")
            .subject(text);
    }
}

/// The words around `at`.
fn near(text: &str, at: usize) -> &str {
    let start = (0..=at.saturating_sub(BEFORE))
        .rev()
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(0);
    let end = (at + BEHIND..=text.len())
        .find(|&i| text.is_char_boundary(i))
        .unwrap_or(text.len());
    text.get(start..end).unwrap_or(text)
}

/// A number that is no time, date or version.
fn has_number(text: &str) -> bool {
    let words = text.split(|c: char| c.is_whitespace() || "()[];\"“”".contains(c));
    words
        .map(|word| word.trim_matches(|c: char| ".,:~≈<>+$€£*_".contains(c)))
        .any(|word| {
            let digits = word.starts_with(|c: char| c.is_ascii_digit());
            let is_time = word.contains(':') || word.matches(['-', '/']).count() >= 2;
            let is_version = word.matches('.').count() >= 2;
            let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
            digits && !is_time && !is_version && !is_year
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_dates_and_versions_are_no_numbers() {
        assert!(!has_number(
            "From 09:02 on 2026-03-14 in 2026 with v1.2.3 and 4.2.1 some"
        ));
        assert!(
            has_number("about 1,240 customers") && has_number("~5% of them") && has_number("($12)")
        );
    }
}
