//! Acts that went wrong, and whose they were: a person's of ours, or that of somebody whom a supplier had sent.

use std::sync::LazyLock;

use crate::phrases::Phrases;
use crate::words;

static WRONG: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-wrong-acts"));
static PEOPLE: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("person-subjects"));
static OUTSIDERS: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-outsiders"));
static ANYBODY: LazyLock<&'static Phrases> = LazyLock::new(|| words::phrases("cause-anybody"));

/// So many acts of a text are looked at.
const MOST_ACTS: usize = 12;

/// Whether somebody did it to the wrong thing: "Sam ran the script on the wrong host". A job that did so is no person.
pub(super) fn is_persons_mishap(text: &str) -> bool {
    WRONG.find_iter(text).take(MOST_ACTS).any(|act| {
        // "Instead of waiting" is a choice.
        if act.as_str().ends_with("ing") {
            return false;
        }
        let one_sentence = !act.as_str().contains([';', '?', '!']) && !act.as_str().contains(". ");
        let before = text.get(..act.start()).unwrap_or_default();
        one_sentence && ends_with_person(before)
    })
}

/// Whether a text ends with a person: the subject of what follows.
fn ends_with_person(before: &str) -> bool {
    let adverbs = words::set("person-adverbs");
    let is_adverb = |word: &str| adverbs.contains(word.to_lowercase().as_str());
    let mut said = before.trim_end();
    while let Some(word) = last_word(said)
        && is_adverb(word)
    {
        said = said.get(..said.len() - word.len()).unwrap_or_default();
        said = said.trim_end();
    }
    let Some(word) = last_word(said) else {
        return false;
    };
    let named = word.starts_with(char::is_uppercase)
        && words::set("given-names").contains(word.to_lowercase().as_str());
    let handle = word.starts_with('@') && word.len() > 1;
    named || handle || PEOPLE.closes(last_words(said))
}

fn last_word(said: &str) -> Option<&str> {
    said.rsplit(char::is_whitespace)
        .next()
        .filter(|word| !word.is_empty())
}

/// The end of a text, long enough for the longest name of a person.
fn last_words(said: &str) -> &str {
    const MOST_BYTES: usize = 80;
    let mut at = said.len().saturating_sub(MOST_BYTES);
    while !said.is_char_boundary(at) {
        at += 1;
    }
    let end = said.get(at..).unwrap_or_default();
    end.rsplit(['.', ',', ';', ':'])
        .next()
        .unwrap_or_default()
        .trim_start()
}

/// Whether a text tells of people whom somebody else employs: "the supplier's technician", "our carrier did planned work".
pub(super) fn has_outsiders(text: &str) -> bool {
    OUTSIDERS.is_match(text)
}

/// Whether an act is that of somebody who is named by a trade alone, so that a text with outsiders means one of them.
pub(super) fn is_anybodys(act: &str) -> bool {
    ANYBODY.is_match(act)
}

#[cfg(test)]
mod tests {
    use super::is_persons_mishap;

    #[test]
    fn a_person_and_the_wrong_thing() {
        for text in [
            "At nine Sam ran the wipe script on the wrong host.",
            "Anna ran the migration on the production database instead of the copy.",
            "An operator on shift was busy; the engineer had then unplugged the wrong cable.",
            "I pasted the key into the wrong window.",
            "Karl entered the name of district 14 instead of district 41.",
            "Our sysadmin deleted a snapshot of the live volume rather than the old one.",
        ] {
            assert!(is_persons_mishap(text), "{text}");
        }
    }

    #[test]
    fn programs_and_right_things_are_none() {
        for text in [
            "The job ran the cleanup on the wrong host.",
            "Sam ran the script on the host. The wrong host was in the list.",
            "Sam restarted the node and saw that the wrong image was there.",
            "The deploy applied the values of staging instead of those of production.",
            "Instead of the copy, Anna ran it on the database.",
            "Karl restarted all of the nodes instead of waiting.",
        ] {
            assert!(!is_persons_mishap(text), "{text}");
        }
    }
}
