//! Affected things that are named one by one: a list behind a sentence that says so, or the subject of such a sentence.

use crate::markdown::{BlockId, BlockKind, InlineKind, Text};
use crate::postmortem::{SectionKind, Sections};
use crate::rules::{Context, prose};
use crate::words;

/// So many named things can be counted by whoever reads them.
const LISTED: usize = 3;

/// A longer item tells a story and names no thing.
const LONGEST_NAME: usize = 6;

/// Within a sentence names are shorter: what stands before the first one belongs to it for all that can be seen.
const LONGEST_IN_SENTENCE: usize = 4;

/// Whether three or more things are named that were affected.
pub(super) fn are_listed(cx: &Context) -> bool {
    below_a_lead(cx) || in_a_sentence(cx)
}

/// Whether a list names what was affected, one thing an item, behind a sentence that says so.
fn below_a_lead(cx: &Context) -> bool {
    let doc = cx.doc();
    let is_name = |id: BlockId| {
        let words = doc.block_text(id).as_str().split_whitespace().count();
        (1..=LONGEST_NAME).contains(&words)
    };
    let mut before: Option<BlockId> = None;
    for (id, block) in doc.blocks() {
        match block.kind {
            BlockKind::Paragraph => before = Some(id),
            BlockKind::List(_) => {
                let lead = before.take().map(|id| doc.block_text(id));
                let told = lead.is_some_and(|lead| {
                    let lead = lead.as_str().trim_end();
                    let last = lead.rsplit(". ").next().unwrap_or_default();
                    lead.ends_with(':') && cx.phrases("affected-leads").is_match(last)
                });
                let items: Vec<BlockId> = doc.children(id).collect();
                if told && items.len() >= LISTED && items.into_iter().all(is_name) {
                    return true;
                }
            }
            _ => {}
        }
    }
    false
}

/// Whether a sentence of summary or impact has them for its subject: "Plum, Fig, and Lime were unreachable".
fn in_a_sentence(cx: &Context) -> bool {
    let doc = cx.doc();
    doc.blocks()
        .filter(|(_, block)| block.kind == BlockKind::Paragraph)
        .filter(|(_, block)| tells_impact(&cx.post.sections, block.span.start))
        .map(|(id, _)| doc.block_text(id))
        .any(|text| {
            let mut sentences = prose::sentences(text.as_str());
            sentences.any(|range| is_subject(cx, text.slice(range)))
        })
}

/// Whether the impact is told there: in its section, in the summary, or below the title alone.
pub(super) fn tells_impact(sections: &Sections, offset: usize) -> bool {
    let title = sections.title.and_then(|title| sections.all.get(title));
    match sections.around(offset) {
        None => true,
        Some(section) => match section.ruled_by {
            SectionKind::Impact | SectionKind::Summary => true,
            SectionKind::Other => title.is_some_and(|title| title.carrier == section.carrier),
            _ => false,
        },
    }
}

/// Whether the words before what the sentence says of them are a list of names.
fn is_subject(cx: &Context, sentence: Text<'_>) -> bool {
    let text = sentence.as_str();
    let Some(told) = cx.phrases("affected-leads").find(text) else {
        return false;
    };
    let words = placed(sentence);
    let is_verb = |(_, word): &(usize, &str)| {
        words::set("impact-total-verbs").contains(word.to_lowercase().as_str())
    };
    let Some(verb) = words.iter().position(is_verb) else {
        return false;
    };
    let (subject, behind) = words.split_at(verb);
    let Some(&(at, _)) = behind.first() else {
        return false;
    };
    let between = text.get(at..told.start()).unwrap_or_default();
    at <= told.start() && is_told(between) && names(sentence, subject) >= LISTED
}

/// The words of a sentence and where they begin.
fn placed(sentence: Text<'_>) -> Vec<(usize, &str)> {
    let text = sentence.as_str();
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace()
        .map(|word| (start(word), word))
        .collect()
}

/// Whether what stands between the names and what befell them neither denies it nor only supposes it.
fn is_told(between: &str) -> bool {
    let denies = |word: &str| word == "not" || word == "never" || word.ends_with("n't");
    !words::phrases("impact-possible").is_match(between)
        && !between.replace('’', "'").split_whitespace().any(denies)
        && !between.contains([';', ':'])
}

/// How many names the subject ends with: "Plum, Fig, and the map of Lime".
fn names(sentence: Text<'_>, subject: &[(usize, &str)]) -> usize {
    let joins = |(_, word): &(usize, &str)| matches!(*word, "and" | "or" | "&");
    let Some(joint) = subject.iter().rposition(joins) else {
        return 0;
    };
    let (before, last) = (&subject[..joint], &subject[joint + 1..]);
    let is_name = |words: &[(usize, &str)]| {
        (1..=LONGEST_IN_SENTENCE).contains(&words.len())
            && words.iter().any(|word| names_thing(sentence, *word))
    };
    if !is_name(last) {
        return 0;
    }
    let ends = |(_, word): &(usize, &str)| word.ends_with(',');
    let items: Vec<&[(usize, &str)]> = before.split_inclusive(ends).collect();
    let Some((first, others)) = items.split_first() else {
        return 0;
    };
    let named = 1 + others.iter().rev().take_while(|item| is_name(item)).count();
    let all = named == items.len();
    // "In Europe, Plum and Fig": only a comma before "and" tells that what stands before the first one is of the list.
    let is_list = before.last().is_some_and(ends);
    let begins = first.last().is_some_and(|&(at, word)| {
        let capital = is_list && starts_with_capital(word) && !is_time(word);
        capital || (is_list || first.len() == 1) && has_form(sentence, (at, word))
    });
    named + usize::from(all && begins)
}

/// Whether a word is a name: it has a capital within the sentence, or the form of one.
fn names_thing(sentence: Text<'_>, (at, word): (usize, &str)) -> bool {
    at > 0 && starts_with_capital(word) && !is_time(word) || has_form(sentence, (at, word))
}

fn starts_with_capital(word: &str) -> bool {
    bare(word).starts_with(char::is_uppercase)
}

/// Without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a word is the name of a thing by its form, whatever its first letter: code, or with a dot inside.
fn has_form(sentence: Text<'_>, (at, word): (usize, &str)) -> bool {
    let bare = bare(word);
    let dotted = bare
        .split_once('.')
        .is_some_and(|(one, other)| !one.is_empty() && other.starts_with(char::is_alphabetic));
    let from = at + word.find(bare).unwrap_or_default();
    dotted || !bare.is_empty() && sentence.is_inside(from..from + bare.len(), InlineKind::Code)
}

/// "Monday", "March": days and months are no things.
fn is_time(word: &str) -> bool {
    let lower = bare(word).to_lowercase();
    ["weekdays", "months"]
        .iter()
        .any(|list| words::entries(list).any(|entry| entry.split('|').any(|name| name == lower)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Document;

    #[test]
    fn names_before_a_verb_are_counted() {
        for (text, want) in [
            ("Plum, Fig, and Lime", 3),
            (
                "Since 07:27 UTC plum.example, fig.example, and the map of Lime",
                3,
            ),
            ("`plum`, `fig` and `lime`", 3),
            ("The sites Plum, Fig, Lime and Pear", 3),
            ("In Europe, Plum and Fig", 2),
            ("On Monday, Plum and Fig", 2),
            ("Plum and Fig", 1),
            ("Search, sign-in, and checkout", 0),
            ("", 0),
        ] {
            let doc = Document::parse(text.to_owned());
            let texts = doc
                .blocks()
                .filter(|(_, block)| block.kind == BlockKind::Paragraph);
            let count = texts.map(|(id, _)| {
                let text = doc.block_text(id);
                names(text, &placed(text))
            });
            assert_eq!(count.sum::<usize>(), want, "{text}");
        }
    }
}
