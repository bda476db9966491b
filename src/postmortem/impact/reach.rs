//! "No user was affected", "all customers saw errors": whom it reached, without a number.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::judge::Place;
use super::lexicon::{LISTS, Noun};
use super::numbers::{self, Word};
use super::{Places, Reach, Whom, totals};
use crate::markdown::{BlockKind, Document, Text};
use crate::phrases::Phrases;
use crate::postmortem::{SectionKind, Sections, went_well};
use crate::words;

/// How many words may stand between "all" and whom it means.
const BETWEEN: usize = 3;

/// The word lists, looked up once.
struct Words {
    nobody: &'static Phrases,
    nobody_part: &'static HashSet<&'static str>,
    everybody: &'static Phrases,
    everything: &'static HashSet<&'static str>,
    none_could: &'static Phrases,
    everybody_part: &'static HashSet<&'static str>,
    everybody_narrowed: &'static HashSet<&'static str>,
    within: &'static HashSet<&'static str>,
    possible: &'static Phrases,
    none: &'static Phrases,
    none_not_before: &'static HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    nobody: words::phrases("impact-nobody"),
    nobody_part: words::set("impact-nobody-part"),
    everybody: words::phrases("impact-everybody"),
    everything: words::set("impact-everything"),
    none_could: words::phrases("impact-none-could"),
    everybody_part: words::set("impact-everybody-part"),
    everybody_narrowed: words::set("impact-everybody-narrowed"),
    within: words::set("impact-everything-within"),
    possible: words::phrases("impact-possible"),
    none: words::phrases("impact-none"),
    none_not_before: words::set("impact-none-not-before"),
});

/// Nobody where title, summary or impact say so, else everybody where they say that; in what went well only noughts are looked
/// for, which are often told there and nowhere else.
pub(super) fn read(doc: &Document, places: Places<'_>) -> Option<Reach> {
    in_impact(doc, places).or_else(|| noughts_in_lessons(doc, places.sections))
}

/// "It did not reach any customer", among what went well or where luck helped.
fn noughts_in_lessons(doc: &Document, sections: &Sections) -> Option<Reach> {
    let well = sections
        .all
        .iter()
        .filter(|section| went_well(sections, section));
    let texts = well.flat_map(|section| sections.own_texts(doc, section));
    let mut nothing = None;
    for sentence in texts.flat_map(numbers::sentences) {
        if let Some(words) = nobody(sentence) {
            return Some(reach(words, Whom::Nobody));
        }
        nothing = nothing.or_else(|| totals::nothing(sentence));
    }
    nothing.map(|words| reach(words, Whom::Nothing))
}

/// All of a part of the people or things, where the text says which part that is: "it affected all users who had updated". It
/// tells how many, though nobody knows from it whether these are many.
pub(super) fn of_part(doc: &Document, places: Places<'_>) -> Option<Reach> {
    let mut texts = texts_of_impact(doc, places).flat_map(numbers::sentences);
    texts.find_map(|sentence| {
        let (words, who) = all(doc, sentence, is_named_part)?;
        Some(reach(words, who))
    })
}

/// The texts of title, summary and impact.
fn texts_of_impact<'d>(doc: &'d Document, places: Places<'d>) -> impl Iterator<Item = Text<'d>> {
    let told = |place| matches!(place, Some(Place::Impact | Place::Summary));
    doc.blocks().filter_map(move |(id, block)| {
        let is_text = matches!(
            block.kind,
            BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell
        );
        (is_text && told(places.of(block.span.start))).then(|| doc.block_text(id))
    })
}

fn in_impact(doc: &Document, places: Places<'_>) -> Option<Reach> {
    let (mut everybody, mut everything, mut nothing) = (None, None, None);
    for sentence in texts_of_impact(doc, places).flat_map(numbers::sentences) {
        if let Some(words) = nobody(sentence) {
            return Some(reach(words, Whom::Nobody));
        }
        match stated_nought(sentence) {
            Some(Whom::Nobody) => return Some(reach(sentence.trim(), Whom::Nobody)),
            Some(_) => nothing = nothing.or(Some(sentence.trim())),
            None => {}
        }
        match all(doc, sentence, is_whole) {
            Some((words, Whom::Everything)) => everything = everything.or(Some(words)),
            Some((words, _)) => everybody = everybody.or(Some(words)),
            None => everybody = everybody.or_else(|| none_could(sentence)),
        }
        everything = everything.or_else(|| totals::whole(sentence));
        nothing = nothing.or_else(|| totals::nothing(sentence));
    }
    for (value, who) in noughts_in_tables(doc, places) {
        if who == Whom::Nobody {
            return Some(reach(value, who));
        }
        nothing = nothing.or(Some(value));
    }
    let none = none_at_all(doc, places.sections).map(|words| reach(words, Whom::Nobody));
    none.or(everybody.map(|words| reach(words, Whom::Everybody)))
        .or(everything.map(|words| reach(words, Whom::Everything)))
        .or(nothing.map(|words| reach(words, Whom::Nothing)))
}

/// "Data lost: none"
fn stated_nought(sentence: Text<'_>) -> Option<Whom> {
    let (name, value) = sentence.as_str().split_once(':')?;
    totals::nought(name, value)
}

/// Rows of key facts: "| Customers affected | 0 |".
fn noughts_in_tables<'d>(doc: &'d Document, places: Places<'d>) -> Vec<(Text<'d>, Whom)> {
    let rows = doc.blocks().filter(|(_, block)| {
        let told = matches!(
            places.of(block.span.start),
            Some(Place::Impact | Place::Summary)
        );
        matches!(block.kind, BlockKind::Row(_)) && told
    });
    let nought = |(row, _)| {
        let mut cells = doc.children(row).map(|cell| doc.block_text(cell).trim());
        let (name, value) = (cells.next()?, cells.next()?);
        let who = totals::nought(name.as_str(), value.as_str())?;
        cells.next().is_none().then_some((value, who))
    };
    rows.filter_map(nought).collect()
}

/// "Nobody could sign in", "wasn't starting any sessions".
fn none_could(sentence: Text<'_>) -> Option<Text<'_>> {
    let found = WORDS.none_could.find(sentence.as_str())?;
    let before = sentence.as_str().get(..found.start()).unwrap_or_default();
    (!LISTS.supposed.is_match(before)).then(|| sentence.slice(found.range()))
}

fn reach(words: Text<'_>, who: Whom) -> Reach {
    Reach {
        who,
        text: words.as_str().to_owned(),
        span: words.span(),
    }
}

/// "No customer was affected", "it was never exploited".
fn nobody(sentence: Text<'_>) -> Option<Text<'_>> {
    let whole = sentence.as_str();
    let mut found = WORDS.nobody.find_iter(whole);
    let found = found.find(|found| {
        let before = whole.get(..found.start()).unwrap_or_default();
        let last = before.split_whitespace().next_back().unwrap_or_default();
        let last = last
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        let part = WORDS.nobody_part.contains(last.as_str());
        !part && !LISTS.supposed.is_match(before)
    })?;
    Some(sentence.slice(found.range()))
}

/// So many "all users" of a sentence are looked at: each with all of it, and nobody writes more.
const MOST_TOLD: usize = 50;

/// Whether words that begin at one place and end at another, with whom they mean, are meant as they are asked for.
type Fits = fn(&[Word<'_>], usize, Whom) -> bool;

/// "All customers saw errors", "everybody had to sign in again", "all services were down".
fn all<'d>(doc: &'d Document, sentence: Text<'d>, fits: Fits) -> Option<(Text<'d>, Whom)> {
    if !WORDS.everybody.is_match(sentence.as_str()) {
        return None;
    }
    let words = numbers::words_of(doc, sentence);
    let named = (0..words.len()).filter_map(|at| Some((at, whom(&words, at)?)));
    let found = named.take(MOST_TOLD).find_map(|(at, (end, who))| {
        let fits = !is_part(&words, at) && fits(&words, end, who);
        let told = fits
            && !is_around(&words, (at, end), WORDS.possible)
            && match who {
                Whom::Everybody => {
                    is_hit_by(&words, at) || is_around(&words, (at, end), LISTS.effects)
                }
                _ => totals::is_hit(&words, at, end),
            };
        told.then_some((at, end, who))
    })?;
    let plain = |word: &Word<'_>| word.text.plain();
    let base = sentence.plain().start;
    let (from, to) = (plain(words.get(found.0)?), plain(words.get(found.1)?));
    Some((sentence.slice(from.start - base..to.end - base), found.2))
}

/// The last word of "all of our customers", "everybody", "all services", and what that is.
fn whom(words: &[Word<'_>], at: usize) -> Option<(usize, Whom)> {
    let word = words.get(at)?;
    match word.lower.as_str() {
        "everybody" | "everyone" => Some((at, Whom::Everybody)),
        "all" | "every" | "each" if !word.ends => {
            for (i, next) in words.iter().enumerate().skip(at + 1).take(BETWEEN + 1) {
                match Noun::of(&next.lower) {
                    Some(Noun::People | Noun::Inside) => return Some((i, Whom::Everybody)),
                    // "All service accounts" are none of the services.
                    _ if is_used(word, next) && ends_phrase(words, i) => {
                        return Some((i, Whom::Everything));
                    }
                    Some(Noun::Thing) => {}
                    Some(_) => return None,
                    None if next.ends || LISTS.stop.contains(next.lower.as_str()) => return None,
                    None => {}
                }
            }
            None
        }
        _ => None,
    }
}

/// Whether users work with it, and it is all or each of it: "all nodes" are ours.
fn is_used(lead: &Word<'_>, word: &Word<'_>) -> bool {
    let noun = word.lower.as_str();
    match lead.lower.as_str() {
        "all" => WORDS.everything.contains(noun),
        _ => WORDS.everything.contains(format!("{noun}s").as_str()),
    }
}

/// "It hit all users": the word before them says so.
fn is_hit_by(words: &[Word<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    before.is_some_and(|word| !word.ends && is_hit(word))
}

/// "Affected", "hit"
fn is_hit(word: &Word<'_>) -> bool {
    words::set("impact-circular").contains(word.lower.as_str())
}

/// All of them, and not only those of one kind.
fn is_whole(words: &[Word<'_>], end: usize, who: Whom) -> bool {
    !is_narrowed(words, end, who)
}

/// All of those that are said to be of one kind: "who had updated", "with a card". "All users who were affected" names none.
fn is_named_part(words: &[Word<'_>], end: usize, who: Whom) -> bool {
    const RELATIVE: usize = 3;
    let mut behind = words.iter().skip(end + 1).take(RELATIVE);
    let joins = crate::words::set("impact-relatives");
    let circular = match behind.next() {
        Some(word) if joins.contains(word.lower.as_str()) => behind.any(is_hit),
        Some(word) => is_hit(word),
        None => true,
    };
    !circular && is_narrowed(words, end, who)
}

/// Whether no other noun follows that is meant in its place.
fn ends_phrase(words: &[Word<'_>], at: usize) -> bool {
    let next = words.get(at + 1).filter(|_| !words[at].ends);
    next.is_none_or(|next| Noun::of(&next.lower).is_none())
}

/// "Not all customers", "nearly all", "once all"; "this meant that all" leaves none out.
fn is_part(words: &[Word<'_>], at: usize) -> bool {
    let near = (at.saturating_sub(3)..at).rev();
    let follows = |i: usize| {
        let before = i.checked_sub(1).and_then(|before| words.get(before));
        let list = words::set("impact-consequences");
        before.is_some_and(|word| list.contains(word.lower.as_str()))
    };
    near.take_while(|&i| !words[i].ends).any(|i| {
        let word = words[i].lower.as_str();
        WORDS.everybody_part.contains(word) && !(word == "that" && follows(i))
    })
}

/// "All users who", "everyone affected"; "all payments of the shop" are still all of them.
fn is_narrowed(words: &[Word<'_>], end: usize, who: Whom) -> bool {
    let behind = words.get(end + 1).filter(|_| !words[end].ends);
    let within = |word: &str| who == Whom::Everything && WORDS.within.contains(word);
    behind.is_some_and(|word| {
        let word = word.lower.as_str();
        WORDS.everybody_narrowed.contains(word) && !within(word)
    }) && !is_of_named(words, end + 1)
}

/// "Every user using at least Plum, the forum and the shop": so many named things narrow nothing down, they are all there is.
fn is_of_named(words: &[Word<'_>], at: usize) -> bool {
    let behind = words.iter().skip(at).take(LONGEST_LIST);
    let leads = crate::words::set("named-leads");
    let led = behind
        .clone()
        .take_while(|word| leads.contains(word.lower.as_str()) && !word.ends)
        .count();
    let parts = |word: &&Word<'_>| word.ends || word.lower == "and" || word.lower == "or";
    led > 0 && behind.skip(led).filter(parts).count() + 1 >= FEWEST_NAMED
}

/// So many words behind them are looked at for names.
const LONGEST_LIST: usize = 24;

/// So many things are all there is.
const FEWEST_NAMED: usize = 3;

/// Whether a list has something of what stands in the sentence before some words or behind them: that they were hit, or that
/// they might have been.
fn is_around(words: &[Word<'_>], (from, to): (usize, usize), list: &Phrases) -> bool {
    let has = |words: Option<&[Word<'_>]>| {
        let words = words.unwrap_or_default().iter();
        let words: Vec<&str> = words.map(|word| word.lower.as_str()).collect();
        list.is_match(&words.join(" "))
    };
    has(words.get(..from)) || has(words.get(to + 1..))
}

/// "Impact: none", "No impact, since it was found in staging".
fn none_at_all<'d>(doc: &'d Document, sections: &Sections) -> Option<Text<'d>> {
    sections.of(SectionKind::Impact).find_map(|section| {
        let texts = sections.own_texts(doc, section);
        let text = texts.into_iter().find(|text| !text.is_blank())?;
        let lead = |c: char| !c.is_alphanumeric();
        let whole = text.as_str().trim_start_matches(lead);
        let named = whole.get(..section.heading.len());
        let is_name = named.is_some_and(|name| name.eq_ignore_ascii_case(&section.heading));
        let value = if is_name {
            whole.get(section.heading.len()..)?.trim_start_matches(lead)
        } else {
            whole
        };
        let found = WORDS.none.find(value).filter(|found| found.start() == 0)?;
        let behind = value.get(found.end()..).unwrap_or_default();
        let next = behind.trim_start().split(|c: char| !c.is_alphanumeric());
        let next = next.map(str::to_lowercase).next().unwrap_or_default();
        let from = text.as_str().len() - value.len();
        (!WORDS.none_not_before.contains(next.as_str()))
            .then(|| text.slice(from..from + found.end()))
    })
}
