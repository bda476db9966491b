//! Paragraphs of which each sentence is an action by itself: it ends with who does it or when.

use super::{due, state, ticket};
use crate::markdown::Text;
use crate::postmortem::milestones::sentences_of;
use crate::words;

/// So many sentences that end so make one action of each.
const FEWEST: usize = 2;
/// A longer text in brackets says something else.
const LONGEST: usize = 50;
/// A name has no more words.
const NAME: usize = 3;

/// The sentences of a paragraph where several say themselves who does it or by when: "Both ends get labels (Kim, May). The
/// spare goes to the new site (NOC)."
pub(super) fn sentences(text: Text<'_>) -> Option<Vec<Text<'_>>> {
    let sentences = sentences_of(text);
    let closed = |sentence: &&Text<'_>| is_closed(sentence.as_str());
    (sentences.iter().filter(closed).count() >= FEWEST).then_some(sentences)
}

/// Whether a sentence ends with names, days or tickets in brackets, or with the day by which it is due.
pub(super) fn is_closed(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(['.', '!', ' ']);
    match end.strip_suffix([')', ']']) {
        Some(inside) => in_brackets(inside).is_some_and(are_facts),
        None => due::start_at_end(end).is_some(),
    }
}

fn in_brackets(inside: &str) -> Option<&str> {
    let open = inside.rfind(['(', '[']).filter(|&at| at > 0)?;
    inside
        .get(open + 1..)
        .filter(|text| text.len() <= LONGEST && !text.contains([')', ']']))
}

/// Whether each part is a fact, or may be a name: one in small letters beside a fact only.
fn are_facts(text: &str) -> bool {
    let parts = text.split([',', ';', '/']).map(str::trim);
    let told = |part: &str| {
        due::is_day(part)
            || due::is_term(part)
            || ticket::is_reference(part)
            || state::is_word(part)
    };
    let facts = parts.clone().filter(|part| told(part)).count();
    parts
        .clone()
        .all(|part| told(part) || is_called(part, facts > 0))
}

fn is_called(part: &str, beside_fact: bool) -> bool {
    let mut words = part.split(' ');
    let few = words.clone().count() <= NAME;
    let capital = words.all(|word| word.starts_with(|c: char| c.is_uppercase() || c == '@'));
    few && (capital && !part.is_empty() || beside_fact && is_small(part))
}

/// "supplier", "storage": one word in small letters, and none that says how or when.
pub(super) fn is_small(word: &str) -> bool {
    let letters = word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let lists = [
        "function-words",
        "group-labels",
        "not-owners-in-brackets",
        "no-owners",
        "null-values",
    ];
    let verb = super::verb::of(word).is_some_and(|(_, form)| form != super::verb::Form::Base);
    letters
        && !verb
        && !word.ends_with("ly")
        && !state::is_word(word)
        && !due::is_month_name(word)
        && !lists.iter().any(|list| words::set(list).contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_end_with_who_or_when() {
        for (sentence, want) in [
            (
                "The supplier labels both ends (supplier, end of June).",
                true,
            ),
            ("Customers move before the work (NOC).", true),
            ("The limit goes up (@kim, #12)", true),
            ("Sam writes the procedure by 15 June.", true),
            ("We will lower the warning (Kim, this week).", true),
            ("Sam will write down the procedure by 15 June.", true),
            ("The queue was long (about 3,000 jobs).", false),
            ("We raise the limit (see above).", false),
            ("The disk is watched (urgent).", false),
            ("We will add an alert.", false),
        ] {
            assert_eq!(is_closed(sentence), want, "{sentence}");
        }
    }
}
