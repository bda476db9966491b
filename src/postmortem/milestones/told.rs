//! Whether a text says that something is so: not that it is not yet, is to be, or is asked for.

use std::ops::Range;
use std::sync::LazyLock;

use crate::phrases::{Match, Phrases};
use crate::words;

static NOT: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("told-not"));
pub(super) static DOUBTFUL: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("told-doubtful"));
static BEHIND: LazyLock<&Phrases> = LazyLock::new(|| words::phrases("told-doubtful-behind"));

/// How surely a text says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    /// Not at all, or that it is not so.
    No,
    /// With a doubt, or of a part only.
    Doubtful,
    /// As a fact.
    Firm,
}

/// How surely a text says one of the phrases, at its best.
pub(super) fn told(phrases: &Phrases, text: &str) -> Told {
    let found = phrases
        .find_iter(text)
        .map(|phrase| match said(text, &phrase) {
            Told::Firm if BEHIND.is_match(rest_of_sentence(behind(text, &phrase))) => {
                Told::Doubtful
            }
            told => told,
        });
    found.max().unwrap_or(Told::No)
}

/// The same of the phrases at places that count, whatever the sentence goes on to say: what is closed is closed, "but we
/// keep looking".
pub(super) fn said_where(
    phrases: &Phrases,
    text: &str,
    counts: impl Fn(&Range<usize>) -> bool,
) -> Told {
    let found = phrases
        .find_iter(text)
        .filter(|phrase| counts(&phrase.range()));
    found
        .map(|phrase| said(text, &phrase))
        .max()
        .unwrap_or(Told::No)
}

/// What the words before one phrase, and the mark that ends its sentence, make of it.
fn said(text: &str, phrase: &Match<'_>) -> Told {
    let before = clause(text.get(..phrase.start()).unwrap_or_default());
    if rest_of_sentence(behind(text, phrase)).ends_with('?') || NOT.is_match(before) {
        Told::No
    } else if DOUBTFUL.is_match(before) {
        Told::Doubtful
    } else {
        Told::Firm
    }
}

fn behind<'t>(text: &'t str, phrase: &Match<'_>) -> &'t str {
    text.get(phrase.end()..).unwrap_or_default()
}

/// What stands before a phrase in its own clause.
fn clause(before: &str) -> &str {
    let marks = [
        ". ", "! ", "? ", ", ", "; ", ": ", " - ", " – ", " — ", "\n", "(", " but ",
    ];
    let starts = marks
        .iter()
        .filter_map(|mark| Some(before.rfind(mark)? + mark.len()));
    let start = starts.max().unwrap_or(0);
    before.get(start..).unwrap_or_default().trim_end()
}

/// What stands behind a phrase in its own sentence, with the mark that ends it.
fn rest_of_sentence(behind: &str) -> &str {
    let ends = [". ", "! ", "? ", "\n", ".\n", "?\n"];
    let end = ends.iter().filter_map(|mark| behind.find(mark)).min();
    let end = end.map_or(behind.len(), |at| at + 1);
    behind.get(..end).unwrap_or(behind).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recovered(text: &str) -> Told {
        told(words::phrases("recovered"), text)
    }

    #[test]
    fn what_a_text_says_outright() {
        for text in [
            "Search back on prod",
            "Service is restored by switching to the spare",
            "Rolled back, which solved the issue",
            "Rolled back, problem solved. Release 4.3 follows",
            "Not the cache, but the pool: checkout works again",
            "No more errors",
            "Customers report that it works",
            "Prow is confirmed to be functional again",
        ] {
            assert_eq!(recovered(text), Told::Firm, "{text}");
        }
    }

    #[test]
    fn what_it_denies_intends_or_asks() {
        for text in [
            "Deployment done but not back up",
            "I merge this to get the home page working again",
            "It isn't working again",
            "Team is back up",
            "No, it has scaled back up",
            "Is everything back to normal?",
            "We wait until the site is back online",
            "Still 503 at the gateway",
        ] {
            assert_eq!(recovered(text), Told::No, "{text}");
        }
    }

    #[test]
    fn what_it_doubts_or_says_of_a_part() {
        for text in [
            "Should be back up now",
            "The site seems to be back online",
            "Most services are back online",
            "All is up and working again other than the search",
        ] {
            assert_eq!(recovered(text), Told::Doubtful, "{text}");
        }
    }
}
