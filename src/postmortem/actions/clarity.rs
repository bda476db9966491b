//! Whether a stranger could tell when an action is done.

use std::sync::LazyLock;

pub(super) use super::action::Clarity;
use super::wording::Wording;
use super::{tokens, verb};
use crate::markdown::{InlineKind, Text};
use crate::phrases::Matcher;
use crate::words;

/// How far behind its verb the first clause of an action may reach.
const REACH: usize = 40;

/// A list of this many sub-items says what is to be done.
const LISTED: usize = 2;

/// How many words and links of an action are looked at: more than people write.
const READ: usize = 400;

/// Judges the wording of an action; in doubt it is specific.
pub(super) fn of(wording: &Wording<'_>) -> Clarity {
    match () {
        () if is_for_people(wording) => Clarity::People,
        () if is_open_ended(wording) => Clarity::Exploratory,
        () if is_vague(wording) => Clarity::Vague,
        () => Clarity::Specific,
    }
}

/// "Remind the team to …": people are to be different, and no tool helps.
fn is_for_people(wording: &Wording<'_>) -> bool {
    let Some(found) = words::phrases("people-verbs").find(wording.plain) else {
        return false;
    };
    let rest = wording.plain.get(found.end()..).unwrap_or_default();
    let machines = words::set("trained-machines");
    let machine = tokens::of(rest)
        .take(4)
        .any(|w| machines.contains(w.lower.as_str()));
    found.start() < wording.clause.verb_at + REACH && !machine && !wording.has("enforcing-tools")
}

/// "Investigate …", "Consider …", "Can we …?" with nothing that is there afterwards.
fn is_open_ended(wording: &Wording<'_>) -> bool {
    let opens = words::phrases("open-ended-verbs")
        .find_iter(wording.plain)
        .any(|m| {
            let before = wording.plain.get(..m.start()).unwrap_or_default();
            // "… should be able to discuss it": a right or a tool, and no look into anything.
            let is_ability = before.trim_end().ends_with("able to");
            let begins =
                m.start() <= wording.clause.verb_at + 2 || is_under_way(wording, m.start());
            !is_ability && (begins || is_lead(before))
        });
    match opens {
        true => !wording.has("outcome-verbs"),
        false => {
            is_question(&without_asides(wording.plain))
                || asks_behind(wording)
                || words::phrases("loose-options").is_match(first_sentence(wording.plain))
        }
    }
}

/// "We are also considering …": what is under way is looked into only.
fn is_under_way(wording: &Wording<'_>, at: usize) -> bool {
    let under_way = words::phrases("working-on").find(wording.plain);
    under_way.is_some_and(|found| found.start() == 0 && at < found.end())
}

/// "Smoke test - how to run this only when it matters": a subject, and what is not known of it.
fn asks_behind(wording: &Wording<'_>) -> bool {
    let plain = wording.plain;
    let verb = wording.clause.verb.map(|(base, _)| base);
    let told = verb.is_some_and(|verb| words::set("documenting-verbs").contains(verb));
    let mut marks = [" - ", " – ", " — "].into_iter();
    !told
        && marks.any(|mark| {
            let behind = plain.split_once(mark).map(|(_, behind)| behind);
            behind.is_some_and(|behind| words::phrases("question-behind").opens(behind))
        })
}

/// Words before the verb that do not change what it is: "Write a ticket to look into …".
fn is_lead(before: &str) -> bool {
    before.len() < 40 && words::phrases("ticket-writing").is_match(before)
}

/// The action is put as a question: its only sentence, or the first one.
fn is_question(text: &str) -> bool {
    let sentences = text.split_inclusive(['?', '.', '!']).map(str::trim);
    let mut sentences = sentences.filter(|s| s.len() > 3);
    let first = sentences.next().unwrap_or_default();
    let second = sentences.next();
    // "A broker of its own? Discuss with the architects": the rest says where it is asked.
    let is_asked = |second: &str| words::phrases("open-ended-verbs").opens(second);
    let only = second.is_none_or(|second| second.ends_with('?') || is_asked(second));
    let asked = opens_with(first, "question-words");
    let marked = first.ends_with('?') && (only || asked) || asked && text.trim_end().ends_with('?');
    marked || opens_with(first, "plain-question-words")
}

/// The text without what stands in brackets: "(would it help?)" makes no question of it.
fn without_asides(text: &str) -> String {
    let mut depth = 0usize;
    let outside = text.chars().filter(|&c| {
        depth += usize::from(c == '(');
        let out = depth == 0;
        depth = depth.saturating_sub(usize::from(c == ')'));
        out
    });
    outside.collect()
}

pub(super) fn opens_with(sentence: &str, list: &'static str) -> bool {
    let first = tokens::of(sentence).next();
    first.is_some_and(|w| words::set(list).contains(w.lower.as_str()))
}

/// Practices that are no deliverable.
static WHOLES: LazyLock<Matcher> = LazyLock::new(|| words::whole("vague-wholes"));

/// A verb or an adjective of direction and no bound.
fn is_vague(wording: &Wording<'_>) -> bool {
    let has_verb = wording.clause.verb.is_some();
    let brief = tokens::of(wording.plain).take(3).count() <= 2;
    // "Volume alerts:" is told by what stands below it.
    let leads = wording.notes > 0 && wording.plain.trim_end().ends_with(':');
    if brief && !has_verb && !wording.linked && !leads {
        return !has_bound(wording) && !is_countable(wording.plain);
    }
    if is_a_practice(wording.plain) {
        return true;
    }
    let directs = wording.opens_with("vague-verbs") && !has_result(wording);
    let object = wording.has_within("vague-objects", 30);
    let documented = wording.has("bounded-documents") && !wording.has("loose-documents");
    let promise = wording.find("vague-promises").is_some_and(|at| {
        // "Lower the limit to alert us more quickly": the deed is told, and the rest is its purpose.
        let before = wording.plain.get(..at).unwrap_or_default();
        !before.contains(" to ")
    });
    (directs || object || promise || ends_in_comparative(wording))
        && !documented
        && !wording.has("means-named")
        && !tells_deed_behind(wording.plain)
        && wording.notes < LISTED
        && !leads
        && !has_bound(wording)
}

/// "A better way to test - run the old versions, too": the deed stands behind the dash or the colon, unless its object is loose
/// again ("add more tests") or missing.
fn tells_deed_behind(plain: &str) -> bool {
    let marks = [" - ", " – ", " — ", ": "];
    let behind = marks.iter().filter_map(|mark| plain.split_once(mark));
    let mut deeds = behind.filter_map(|(_, behind)| {
        let deed = words::phrases("deeds-behind").find(behind)?;
        (deed.start() == 0)
            .then(|| behind.get(deed.end()..))
            .flatten()
    });
    deeds.any(|rest| {
        let mut object = tokens::of(rest);
        let first = object.next();
        let named =
            first.is_some_and(|word| !words::set("loose-openers").contains(word.lower.as_str()));
        named && object.next().is_some()
    })
}

/// "Deployment checklist": what kind of thing, and which.
fn is_countable(text: &str) -> bool {
    let last = tokens::of(text).skip(1).last();
    last.is_some_and(|word| words::set("countable-artefacts").contains(word.lower.as_str()))
}

/// "Set up monitoring", also "to respond more quickly": a practice, and a purpose that says no more.
fn is_a_practice(plain: &str) -> bool {
    let bare = plain.trim_end_matches(['.', '!', ' ']);
    let is_loose = |purpose: &str| words::phrases("vague-promises").is_match(purpose);
    WHOLES.is_match(bare)
        || bare
            .split_once(" to ")
            .is_some_and(|(practice, purpose)| WHOLES.is_match(practice) && is_loose(purpose))
}

/// "Declare incidents sooner": the first sentence ends, and how much sooner is not said.
fn ends_in_comparative(wording: &Wording<'_>) -> bool {
    let sentence = first_sentence(wording.plain);
    let last = tokens::of(sentence).last();
    let told =
        last.is_some_and(|word| words::set("bare-comparatives").contains(word.lower.as_str()));
    // "Lower the limit to page us sooner": the deed is told, and the rest is its purpose.
    told && wording.clause.verb.is_some() && !sentence.contains(" to ")
}

/// All before the first mark that may end a sentence.
fn first_sentence(text: &str) -> &str {
    text.split(['.', '!', '?', ';']).next().unwrap_or_default()
}

/// "Improve the release process to stage the packages before that day": the purpose is what will be there.
fn has_result(wording: &Wording<'_>) -> bool {
    let told = wording.behind_subject();
    let sentence = told
        .split(['.', '?', '!', ':', ';'])
        .next()
        .unwrap_or_default();
    // "spawners that are slow to stop" tells no purpose.
    let is_purpose = |before: &str| {
        let last = before.rsplit(' ').next().unwrap_or_default();
        !words::set("adjectives-with-to").contains(last.to_lowercase().as_str())
    };
    let purpose = sentence.split_once(" to ");
    let purpose = purpose.and_then(|(before, to)| is_purpose(before).then_some(to));
    let verb = purpose.and_then(|to| tokens::of(to).next());
    let verb = verb.and_then(|word| verb::of(&word.lower));
    wording.opens_with("improving-verbs")
        && verb.is_some_and(|(base, form)| {
            form == verb::Form::Base && !words::set("loose-results").contains(base)
        })
}

/// A number, a name in code, an identifier, a condition: something that can be checked.
fn has_bound(wording: &Wording<'_>) -> bool {
    has_exact_thing(wording.text) || is_bounded_by_words(wording.plain)
}

/// "Until …", "so that the gateway rejects them"; but not "so we don't end up with it", "so it's easier".
fn is_bounded_by_words(text: &str) -> bool {
    let loose = words::phrases("loose-purposes");
    let mut purposes = text.match_indices(" so ");
    let end = purposes.find(|(at, so)| loose.opens(beginning(text, at + so.len())));
    let told = end.and_then(|(at, _)| text.get(..at)).unwrap_or(text);
    words::phrases("bounding-words").is_match(told)
}

/// The first words from an offset on: a purpose is not longer, and a text may be.
fn beginning(text: &str, from: usize) -> &str {
    const CHARS: usize = 90;
    let rest = text.get(from..).unwrap_or_default();
    let end = rest
        .char_indices()
        .nth(CHARS)
        .map_or(rest.len(), |(at, _)| at);
    rest.get(..end).unwrap_or_default()
}

/// A number, a name in code, an identifier.
pub(super) fn has_exact_thing(text: Text<'_>) -> bool {
    let code = text.inlines().any(|i| i.kind == InlineKind::Code);
    code || has_exact_word(text)
}

/// A number or an identifier outside links: these name a ticket, not the thing.
fn has_exact_word(text: Text<'_>) -> bool {
    let plain = text.as_str();
    let links: Vec<_> = text
        .links()
        .take(READ)
        .map(|link| text.place(link))
        .collect();
    tokens::of(plain)
        .take(READ)
        .filter(|w| !links.iter().any(|link| link.contains(&w.at.start)))
        .filter_map(|w| plain.get(w.at))
        .any(|word| is_quantity(word) || is_identifier(word))
}

/// A number, also with a unit; not a version, a ticket or a date.
fn is_quantity(word: &str) -> bool {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let rest = word.get(digits..).unwrap_or_default();
    digits > 0 && rest.len() <= 3 && rest.chars().all(char::is_alphabetic)
}

/// `settlement_queue_age`, `gateway.toml`, `/api`: a thing named exactly.
pub(super) fn is_identifier(word: &str) -> bool {
    let letters = word.chars().any(char::is_alphabetic);
    let file = word.rsplit_once('.').is_some_and(|(stem, end)| {
        let extension = (2..=5).contains(&end.len()) && end.chars().all(|c| c.is_ascii_lowercase());
        extension && !stem.is_empty() && !stem.contains('/')
    });
    letters && (word.contains('_') || file)
}
