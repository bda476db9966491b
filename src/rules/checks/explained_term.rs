//! Whether a document explains an abbreviation.

use std::ops::Range;

use crate::markdown::InlineKind;
use crate::rules::{Context, prose};

/// `(ALB)` behind its long form, `ALB (…)`, `ALB: …`, "ALB stands for", a link on it, anywhere in the document.
pub(super) fn is_explained(cx: &Context, term: &str) -> bool {
    let doc = cx.doc();
    let text = doc.running_text();
    let linked = doc.inlines().iter().any(|inline| {
        inline.kind == InlineKind::Link && doc.text_at(inline.plain).as_str().trim() == term
    });
    linked
        || has_initials(text, term)
        || text.match_indices(term).any(|(at, _)| {
            let (before, behind) = around(text, at..at + term.len());
            is_in_brackets(cx, before, behind)
                || has_brackets(behind)
                || is_defined(before, behind)
                || is_told(cx, before, behind)
        })
}

/// What stands right before and behind a place: enough to see what it is told to be.
pub(super) fn around(text: &str, place: Range<usize>) -> (&str, &str) {
    const NEAR: usize = 120;
    let start = prose::boundary(text, place.start.saturating_sub(NEAR)).unwrap_or_default();
    let end = prose::boundary(text, place.end.saturating_add(NEAR)).unwrap_or(text.len());
    (
        text.get(start..place.start).unwrap_or_default(),
        text.get(place.end..end).unwrap_or_default(),
    )
}

/// "The card switch (CSW)", "the card switch (or CSW)"
fn is_in_brackets(cx: &Context, before: &str, behind: &str) -> bool {
    let plural = behind.strip_prefix('s').unwrap_or(behind);
    let closes = plural.starts_with([')', '"', '”', ',', ';']);
    let inner = before.rsplit(['(', '\0', '\n']).next().unwrap_or_default();
    let opens = before.len() > inner.len()
        && before
            .get(..before.len() - inner.len())
            .is_some_and(|b| b.ends_with('('));
    let joined =
        opens && cx.phrases("term-joins").opens(inner) && inner.split_whitespace().count() < 4;
    let bare = before.ends_with(['(', '"', '“'])
        && before
            .trim_end_matches(['(', '"', '“', ' '])
            .ends_with(char::is_alphanumeric);
    closes && (bare || joined)
}

/// "CSW (the card switch)"
fn has_brackets(behind: &str) -> bool {
    let plural = behind.strip_prefix('s').unwrap_or(behind);
    plural.trim_start().strip_prefix('(').is_some_and(|inner| {
        inner.split(')').next().is_some_and(|inner| {
            inner.split_whitespace().count() > 1 && !inner.contains(char::is_numeric)
        })
    })
}

/// "CSW: the card switch" at the head of a text.
fn is_defined(before: &str, behind: &str) -> bool {
    let opens = before.is_empty() || before.ends_with(['\0', '\n']);
    let marks = [":", " -", " –", " —", " ="];
    opens && marks.iter().any(|mark| behind.starts_with(mark))
}

/// "CSW is the card switch", "CSW - a switch", "CSW, which switches", "components like CSW".
fn is_told(cx: &Context, before: &str, behind: &str) -> bool {
    // Behind a dash or a comma the article alone opens the explanation.
    let marks = [", ", " - ", " – ", " — ", "-", "–", "—"];
    let mut apposed = marks.iter().filter_map(|mark| behind.strip_prefix(mark));
    cx.phrases("term-explains")
        .opens(behind.trim_start_matches([' ', ',']))
        || apposed.any(|rest| cx.phrases("term-articles").opens(rest))
        || cx.phrases("term-kinds").closes(before.trim_end())
}

/// Words in a row that begin with its letters: with capitals anywhere, in small letters in a sentence with the term.
fn has_initials(text: &str, term: &str) -> bool {
    let letters: Vec<char> = term.chars().collect();
    if !letters.iter().all(char::is_ascii_uppercase) {
        return false;
    }
    text.split(['\0', '\n']).any(|line| {
        let near = || {
            prose::sentences(line)
                .filter_map(|range| line.get(range))
                .collect::<Vec<_>>()
        };
        spells(line, &letters, false)
            || line.contains(term)
                && near()
                    .iter()
                    .any(|s| s.contains(term) && spells(s, &letters, true))
    })
}

/// Whether words of `text` in a row begin with `letters`; in small letters, too, where `loose`.
fn spells(text: &str, letters: &[char], loose: bool) -> bool {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1)
        .collect();
    let begins = |word: &&str, letter: char| {
        word.starts_with(letter) && !word.chars().all(char::is_uppercase)
            || loose && word.starts_with(letter.to_ascii_lowercase())
    };
    words.windows(letters.len()).any(|run| {
        run.iter()
            .zip(letters)
            .all(|(word, letter)| begins(word, *letter))
    }) || !loose && spells_joined(&words, letters, begins)
}

/// "Core Ruleset" for CRS: the last word is two.
fn spells_joined(words: &[&str], letters: &[char], begins: impl Fn(&&str, char) -> bool) -> bool {
    let Some((last, leading)) = letters
        .split_last()
        .filter(|(_, leading)| leading.len() > 1)
    else {
        return false;
    };
    words.windows(leading.len()).any(|run| {
        let joined = run.last().and_then(|word| {
            word.char_indices()
                .nth(SHORTEST_PART)
                .map(|(at, _)| &word[at..])
        });
        run.iter()
            .zip(leading)
            .all(|(word, letter)| begins(word, *letter))
            && joined.is_some_and(|rest| rest.contains(last.to_ascii_lowercase()))
    })
}

/// So many letters the first part of a joined word has.
const SHORTEST_PART: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_names_or_stand_in_the_sentence() {
        assert!(has_initials(
            "The Card Switch was slow.\nCS was restarted.",
            "CS"
        ));
        assert!(has_initials(
            "It was marked QC PASS as no quality control rules were there.",
            "QC"
        ));
        assert!(!has_initials(
            "It was QC. There are quality control rules.",
            "QC"
        ));
        assert!(has_initials("The OWASP Core Ruleset.\nCRS rules.", "CRS"));
        assert!(!has_initials("The Core Rule.\nCRS rules.", "CRS"));
        assert!(!has_initials("CS CS", "CS") && !has_initials("", "CS"));
    }
}
