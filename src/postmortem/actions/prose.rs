//! Actions in paragraphs, where a follow-up section has nothing else.

use super::candidate::{Candidate, Form};
use super::clause::{self, Mood};
use super::group::Group;
use super::{closed, list, none, part, state, verb};
use crate::markdown::Text;
use crate::words;

/// The actions of a paragraph of a section that has no list and no table.
pub(super) fn read<'d>(text: Text<'d>, form: Form, group: &Group, out: &mut Vec<Candidate<'d>>) {
    let pieces = pieces(text);
    // "Ana - slim down the image": a name before each of several lines makes them actions.
    let led = pieces
        .iter()
        .all(|piece| part::label(piece.as_str()).is_some())
        || pieces.len() > 1
            && pieces
                .iter()
                .all(|piece| is_led(piece.as_str()) || is_marked(*piece));
    let closed = pieces.len() > 1;
    for piece in pieces {
        let told = led || is_follow_up(piece) || closed && closed::is_closed(piece.as_str());
        if told && !tells_result(piece) && !none::is_no_action(piece) {
            out.push(Candidate {
                form,
                in_own_form: false,
                ..candidate(piece, group)
            });
        } else if is_answer(piece) && out.last().is_some_and(asks) {
            out.pop();
        } else if let Some(last) = out.last_mut().filter(|last| last.form == form) {
            last.notes.push(piece);
        }
    }
}

/// "Result: the queue has a name of its own": what an action led to, or what it is for.
pub(super) fn tells_result(text: Text<'_>) -> bool {
    let label = text.as_str().split_once(':').map(|(label, _)| label);
    label.is_some_and(|label| {
        let name = label.trim().to_lowercase();
        words::set("result-labels").contains(name.as_str())
    })
}

/// "Could we react differently?"
fn asks(candidate: &Candidate<'_>) -> bool {
    let text = candidate.text.as_str().trim_end();
    candidate.form == Form::Prose && text.ends_with('?') && text.matches('?').count() == 1
}

/// "No, since …": the question above is a heading of the form, and answered.
fn is_answer(text: Text<'_>) -> bool {
    let first = text
        .as_str()
        .split([' ', ',', '.'])
        .next()
        .unwrap_or_default();
    ["yes", "no", "nope", "yep"].contains(&first.to_lowercase().as_str())
}

/// A paragraph that is known to be an action.
pub(super) fn push<'d>(text: Text<'d>, group: &Group, out: &mut Vec<Candidate<'d>>) {
    if !none::is_no_action(text) {
        out.push(candidate(text, group));
    }
}

/// A paragraph beside a list, when it is put as an order.
pub(super) fn read_beside<'d>(text: Text<'d>, group: &Group, out: &mut Vec<Candidate<'d>>) {
    if tells_of_document(text.as_str()) || is_pointer(text.as_str().trim()) {
        return;
    }
    let clause = clause::of(text.as_str());
    let order = clause.mood == Mood::Plain
        && clause.verb.is_some_and(|(base, form)| {
            form == verb::Form::Base && base != "see" && base != "follow" && base != "read"
        });
    let intro = text.as_str().trim_end().ends_with(':');
    let promise = clause.mood == Mood::Future && is_first_person(&clause, text)
        || words::phrases("own-promises").is_match(text.as_str());
    if (order && clause.subject.is_empty() || promise) && !intro && !none::is_no_action(text) {
        out.push(candidate(text, group));
    }
}

/// "Document status: draft"
fn tells_of_document(text: &str) -> bool {
    let name = text
        .split_once(':')
        .map(|(name, _)| crate::postmortem::normalise(name));
    name.is_some_and(|name| words::set("document-facts").contains(name.as_str()))
}

/// "We will …", "Lastly, we will …": whoever writes says what they will do, from the first word on.
fn is_first_person(clause: &clause::Clause, text: Text<'_>) -> bool {
    let subject = text
        .as_str()
        .get(clause.subject.clone())
        .unwrap_or_default();
    let words: Vec<&str> = subject.split_whitespace().collect();
    let last = words.last().map(|last| last.to_lowercase());
    let own = last.is_some_and(|last| ["i", "we"].contains(&last.as_str()));
    own && clause.subject.start == 0 && words.len() <= OPENING_WORDS
}

/// So many words may come before the verb of such a promise.
const OPENING_WORDS: usize = 4;

/// A paragraph as an action.
pub(super) fn candidate<'d>(text: Text<'d>, group: &Group) -> Candidate<'d> {
    Candidate {
        text: text.trim(),
        extent: text.span(),
        ticked: None,
        stated: Vec::new(),
        notes: Vec::new(),
        group: group.clone(),
        form: Form::Prose,
        in_own_form: false,
    }
}

/// A paragraph, or its lines where each is a sentence of its own and not merely wrapped.
fn pieces(text: Text<'_>) -> Vec<Text<'_>> {
    let text = text.trim();
    let lines: Vec<Text<'_>> = text
        .lines()
        .map(Text::trim)
        .filter(|l| !l.is_blank())
        .collect();
    let longest = lines.iter().map(|l| l.as_str().len()).max().unwrap_or(0);
    let shortest = lines
        .iter()
        .rev()
        .skip(1)
        .map(|l| l.as_str().len())
        .min()
        .unwrap_or(0);
    // Wrapped text fills its lines.
    let uneven = longest > 120 || shortest * 10 < longest * 7;
    let apart = uneven
        && lines.windows(2).all(|pair| {
            let [one, next] = pair else { return true };
            let (one, next) = (one.as_str(), next.as_str());
            let ends = one.ends_with(['.', '?', '!', '*', ';', ')', '…']) || one.len() > 120;
            let capital = next
                .chars()
                .find(|c| c.is_alphanumeric())
                .is_some_and(|c| c.is_uppercase());
            ends && capital
        });
    // "TODO: watch the units of every host." and why on the next line.
    let mut opened = lines.iter().map(|line| opens_with_state(line.as_str()));
    let one = opened.next() == Some(true) && !opened.any(|opens| opens);
    let named = lines
        .iter()
        .all(|line| is_named(line.as_str()) || is_led(line.as_str()) || is_marked(*line));
    // Lines without a bullet, each of which is an order.
    let orders = lines.iter().all(|line| is_order(line.as_str()));
    match (apart || named || orders) && !one && lines.len() > 1 {
        true => lines,
        false => closed::sentences(text).unwrap_or_else(|| vec![text]),
    }
}

/// "TODO: …", "DONE - …"
fn opens_with_state(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    let bare = first.trim_end_matches([':', '-', '.']);
    let shouted = bare.chars().count() >= 4 && bare.chars().all(char::is_uppercase);
    (first.ends_with(':') || shouted) && state::is_word(bare)
}

/// "Ana - slim down the image": a line that begins with a name of a word or two and a dash.
fn is_led(line: &str) -> bool {
    let marks = [" - ", " – ", " — "];
    let name = marks
        .iter()
        .find_map(|mark| line.split_once(mark))
        .map(|(name, _)| name);
    name.is_some_and(|name| {
        let mut words = name.split_whitespace();
        words.clone().count() <= 2 && words.all(|word| word.starts_with(char::is_uppercase))
    })
}

/// A line that a number, a letter or a word of state in brackets begins.
fn is_marked(line: Text<'_>) -> bool {
    is_numbered(line.as_str()) || is_lettered(line.as_str()) || is_tagged(line)
}

/// "b) The import lists what changes"
fn is_lettered(line: &str) -> bool {
    let mark = line.split(' ').next().unwrap_or_default();
    let letter = mark.trim_start_matches('(').strip_suffix(')');
    letter.is_some_and(|letter| letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_lowercase()))
}

/// `[done] Pin the version`
fn is_tagged(line: Text<'_>) -> bool {
    state::tag_before(line).0.is_some()
}

/// "5.2 The import lists what changes": a number of more than one part.
fn is_numbered(line: &str) -> bool {
    let number = line.split(' ').next().unwrap_or_default();
    let number = number.trim_end_matches(['.', ')', ':']);
    let mut parts = number.split('.');
    parts.clone().count() >= 2
        && parts.all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// "Add an alert on free space"
fn is_order(line: &str) -> bool {
    line.starts_with(char::is_uppercase) && clause::of(line).is_order()
}

/// "Regular audits: check the records each quarter.": a line that begins with a name of what it tells.
fn is_named(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(": ") else {
        return false;
    };
    let words = name.split_whitespace().count();
    (1..=5).contains(&words)
        && name.starts_with(char::is_uppercase)
        && !name.contains(['.', ',', '/', '?'])
        && rest.split_whitespace().count() > 1
}

/// Whether a paragraph says what was or will be done.
pub(super) fn is_follow_up(text: Text<'_>) -> bool {
    let plain = text.as_str().trim();
    let announces = words::phrases("announced-below").is_match(plain);
    if plain.ends_with(':') || plain.len() < 8 || is_pointer(plain) || announces {
        return false;
    }
    let to_readers = words::phrases("said-to-readers").opens(plain);
    plain.ends_with('?')
        || opens_with_state(plain)
        || !to_readers && list::is_put_so(text)
        || plain.split_inclusive(['.', '!', '?']).any(says_so)
}

/// "See the full list here": leads elsewhere.
fn is_pointer(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default().to_lowercase();
    let leads = ["see", "refer", "read", "note:", "follow"].contains(&first.as_str());
    (leads || words::phrases("progress-pointers").opens(text)) && text.len() < 200
}

fn says_so(sentence: &str) -> bool {
    let opening = sentence.trim_start();
    if words::phrases("said-to-readers").opens(opening) {
        return false;
    }
    let told = behind_purpose(sentence);
    let clause = clause::of(told);
    match clause.mood {
        // "We are also moving the broker"
        Mood::Plain => words::phrases("working-on").opens(opening),
        // "We found a patch" tells how they came to it.
        Mood::Past => {
            let found = clause
                .verb
                .is_some_and(|(base, _)| words::set("finding-verbs").contains(base));
            !found
                && !is_of_others(told, &clause)
                && !words::phrases("here-follows").is_match(sentence)
        }
        _ => true,
    }
}

/// "The seed is shared by all. To guard it, we added …": behind its background a paragraph tells what was done, and of nothing
/// that is still to come.
pub(super) fn tells_only_deeds(text: &str) -> bool {
    let mut moods = text
        .split_inclusive(['.', '!', '?'])
        .map(|sentence| clause::of(behind_purpose(sentence)))
        .take(SENTENCES)
        .peekable();
    let opens_plain = |clause: &clause::Clause| clause.mood == Mood::Plain && !clause.is_order();
    moods.peek().is_some_and(opens_plain)
        && moods.try_fold(false, |told, clause| match clause.mood {
            Mood::Plain => Some(told),
            Mood::Past => Some(told || clause.verb.is_some() && !clause.subject.is_empty()),
            _ => None,
        }) == Some(true)
}

/// So many sentences of a paragraph are looked at.
const SENTENCES: usize = 40;

/// "To spread the load, we built …": who did it stands behind what it is for.
fn behind_purpose(sentence: &str) -> &str {
    let mut words = sentence.split_whitespace();
    let is_purpose = words
        .next()
        .is_some_and(|word| word.eq_ignore_ascii_case("to"));
    let behind = sentence.split_once(", ").filter(|_| is_purpose);
    let behind = behind.map(|(_, behind)| behind).filter(|behind| {
        let first = behind.split_whitespace().next().unwrap_or_default();
        words::set("tellers").contains(first.to_lowercase().as_str())
    });
    behind.unwrap_or(sentence)
}

/// "Acme reached out to us", "Acme has assured us that …": what others did or said.
fn is_of_others(sentence: &str, clause: &clause::Clause) -> bool {
    let subject = sentence.get(clause.subject.clone()).unwrap_or_default();
    let behind = sentence.get(clause.subject.end..).unwrap_or_default();
    let told = words::phrases("told-to-us").opens(behind.trim_start());
    let first = subject.trim_start().chars().next();
    let last = subject
        .split_whitespace()
        .next_back()
        .unwrap_or_default()
        .to_lowercase();
    told && first.is_some_and(char::is_uppercase) && !words::set("tellers").contains(last.as_str())
}
