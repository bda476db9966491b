//! The first clause of an action: who, in which mood, and the verb that says what is to be done.

use std::ops::Range;

use super::tokens::{self, Word};
use super::verb::{self, Form};
use crate::words;

/// How an action is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    /// "Add an alert", "adding an alert".
    Plain,
    /// "We will add", "Kim to add", "should be added".
    Future,
    /// "We have added", "was added", "added".
    Past,
}

/// What stands at the beginning of an action.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    /// The words before "to", "will", "should" …; empty when the verb stands first.
    pub(super) subject: Range<usize>,
    /// How it is put.
    pub(super) mood: Mood,
    /// Base form and form of the verb.
    pub(super) verb: Option<(&'static str, Form)>,
    /// Where the verb begins.
    pub(super) verb_at: usize,
}

impl Clause {
    /// "Add an alert on free space": the verb stands first, in its base form.
    pub(super) fn is_order(&self) -> bool {
        matches!(self.verb, Some((_, Form::Base))) && self.subject.is_empty()
    }
}

/// How many words are looked at: the verb of an action stands at its beginning.
const REACH: usize = 24;

/// How many words may stand before "will", "has", "to".
const SUBJECT: usize = 14;

/// Reads the first clause of `text`, behind a label where it has one.
pub(super) fn of(text: &str) -> Clause {
    let lead = lead(text);
    let behind = text.get(lead..).unwrap_or_default();
    if lead > 0 {
        let found = first_clause(behind);
        if found.verb.is_some() || found.mood != Mood::Plain {
            return Clause {
                subject: found.subject.start + lead..found.subject.end + lead,
                verb_at: found.verb_at + lead,
                ..found
            };
        }
    }
    first_clause(text)
}

/// Where the text begins behind `[Team]`, `HIGH`, `Alerting:`, `**Circuit breaker**: …`.
fn lead(text: &str) -> usize {
    let opening = |c: char| !c.is_alphanumeric() && c != '[' && c != '@';
    let mut at = text.len() - text.trim_start_matches(opening).len();
    let bracket = text.get(at..).and_then(|t| t.strip_prefix('['));
    if let Some(end) = bracket.and_then(|t| t.find(']')) {
        at += end + 2;
    }
    let rest = text.get(at..).unwrap_or_default();
    let mark = rest.find([':', '–', '—']).or_else(|| rest.find(" - "));
    let label = mark.filter(|&end| {
        let label = rest.get(..end).unwrap_or_default();
        let url = rest.get(end..).is_some_and(|t| t.starts_with("://"));
        !url && label.split_whitespace().count() <= 5 && !label.contains(['.', '?', '!'])
    });
    match label {
        Some(end) if is_name(rest, end) => {
            let mark = rest.get(end..).and_then(|t| t.chars().next());
            at + end + mark.map_or(0, char::len_utf8)
        }
        _ => at,
    }
}

/// Whether the label that ends at `end` tells of nothing that somebody does: "Alerting", "Automated copies", and also
/// "Cleanup" where "removed the second pool" follows.
fn is_name(text: &str, end: usize) -> bool {
    let label = text.get(..end).unwrap_or_default();
    let clause = first_clause(label);
    let one_word = || {
        let behind = text.get(end..).unwrap_or_default();
        let behind = first_clause(behind.trim_start_matches(|c: char| !c.is_alphanumeric()));
        let own = behind.subject.is_empty() || behind.mood == Mood::Past;
        !label.trim().contains(char::is_whitespace) && own && behind.verb.is_some()
    };
    clause.verb.is_none() || is_adjective(label, &clause) || one_word()
}

fn first_clause(text: &str) -> Clause {
    let words: Vec<Word> = tokens::of(text).take(REACH).collect();
    let first = skip(&words, 0);
    if let Some(found) = words.get(first).and_then(|w| verb::of(&w.lower))
        && !is_noun_here(&words, first, found.1)
    {
        let mood = match found.1 {
            Form::Past => Mood::Past,
            _ => Mood::Plain,
        };
        return clause(text, &words, 0, first, mood, Some(found));
    }
    told(text, &words)
        .or_else(|| asked(text, &words))
        .or_else(|| modal(text, &words))
        .unwrap_or_else(|| {
            let plain = words.first().and_then(|w| verb::of(&w.lower));
            let at = if plain.is_some() { 0 } else { first };
            clause(text, &words, 0, at, Mood::Plain, plain)
        })
}

fn clause(
    text: &str,
    words: &[Word],
    subject: usize,
    verb: usize,
    mood: Mood,
    found: Option<(&'static str, Form)>,
) -> Clause {
    let start = words.first().map_or(0, |w| w.at.start);
    let end = match subject {
        0 => start,
        n => words.get(n - 1).map_or(start, |w| w.at.end),
    };
    Clause {
        subject: start..end,
        mood,
        verb: found,
        verb_at: words.get(verb).map_or(text.len(), |w| w.at.start),
    }
}

/// Behind adverbs and polite words: where the verb may stand.
fn skip(words: &[Word], from: usize) -> usize {
    let fillers = words::set("action-fillers");
    let filler = |w: &&Word| {
        let adverb = w.lower.len() > 4 && w.lower.ends_with("ly") && verb::of(&w.lower).is_none();
        fillers.contains(w.lower.as_str()) || adverb
    };
    let rest = words.get(from..).unwrap_or_default();
    from + rest.iter().take_while(filler).count()
}

/// "Monitoring was …": the word is the subject of what follows.
fn is_noun_here(words: &[Word], at: usize, form: Form) -> bool {
    // "Funds from all of them have been …": a plural looks like a verb in the third person.
    let reach = if form == Form::Third { 12 } else { 4 };
    let end = (at + reach).min(words.len());
    let next = words.get(at + 1..end).unwrap_or_default();
    let finite = words::set("finite-verbs");
    next.iter()
        .take_while(|w| !w.breaks)
        .any(|w| finite.contains(w.lower.as_str()))
}

/// "We added …", "The team then raised …"
fn told(text: &str, words: &[Word]) -> Option<Clause> {
    let tellers = words::set("tellers");
    let article = usize::from(words.first()?.lower == "the");
    let teller = words.get(article)?;
    let verb = skip(words, article + 1);
    let found = verb::of(&words.get(verb)?.lower)?;
    let past = tellers.contains(teller.lower.as_str()) && found.1 == Form::Past;
    past.then(|| clause(text, words, article + 1, verb, Mood::Past, Some(found)))
}

/// "Kim check whether …": one name directly before the verb.
fn asked(text: &str, words: &[Word]) -> Option<Clause> {
    let [name, verb, next, ..] = words else {
        return None;
    };
    let capital = text.get(name.at.clone())?.starts_with(char::is_uppercase);
    let found = verb::of(&verb.lower).filter(|found| found.1 == Form::Base)?;
    let object = words::set("determiners").contains(next.lower.as_str())
        || words::set("subordinators").contains(next.lower.as_str());
    let told = capital && object && !verb.breaks && !next.breaks;
    told.then(|| clause(text, words, 1, 1, Mood::Future, Some(found)))
}

/// "<subject> will <verb>", "<subject> to <verb>", "<subject> has been <verb>ed".
fn modal(text: &str, words: &[Word]) -> Option<Clause> {
    let at = find_modal(words)?;
    let word = words.get(at)?;
    let perfect = words::set("perfect-verbs").contains(word.lower.as_str());
    // "have to", "was not yet"
    let ahead = |n: usize| words.get(at + n).map_or("", |w| w.lower.as_str());
    let to_come = ahead(1) == "to" || ahead(1) == "yet" || ahead(1) == "not" && ahead(2) == "yet";
    let verb = behind_auxiliaries(words, at + 1);
    let found = words.get(verb).and_then(|w| verb::of(&w.lower));
    let participle = words.get(verb).is_some_and(|w| w.lower.ends_with("ed"))
        || found.is_some_and(|(base, form)| form == Form::Past || is_invariant(base));
    let mood = match (perfect && !to_come, participle) {
        (false, _) => Mood::Future,
        (true, true) => Mood::Past,
        (true, false) => Mood::Plain,
    };
    let found = found.filter(|_| mood != Mood::Plain);
    let subject = at + usize::from(word.lower.contains('\''));
    Some(clause(text, words, subject, verb, mood, found))
}

fn behind_auxiliaries(words: &[Word], from: usize) -> usize {
    let auxiliaries = words::set("auxiliaries");
    let mut at = from;
    while let Some(word) = words.get(at) {
        if !auxiliaries.contains(word.lower.as_str()) && skip(words, at) == at {
            break;
        }
        at += 1;
    }
    at
}

/// "was set", "has been put": forms that are the same in the past.
fn is_invariant(base: &str) -> bool {
    [
        "set", "put", "cut", "reset", "read", "let", "shut", "split", "spread",
    ]
    .contains(&base)
}

/// "Improved runbooks", "Automated tests": what is to be there, unless an article shows that something was done to it.
pub(super) fn is_adjective(text: &str, clause: &Clause) -> bool {
    let mut words = tokens::of(text.get(clause.verb_at..).unwrap_or_default());
    let verb = words.next().map(|w| w.lower).unwrap_or_default();
    let next = words.next().map(|w| w.lower).unwrap_or_default();
    let determined = words::set("determiners").contains(next.as_str());
    clause.verb_at < 4 && words::set("participle-adjectives").contains(verb.as_str()) && !determined
}

/// The first word that says "will" or "has" for the text as a whole: not one of a clause inside it.
fn find_modal(words: &[Word]) -> Option<usize> {
    let subordinators = words::set("subordinators");
    let mut inside = false;
    for (at, word) in words.iter().take(SUBJECT).enumerate() {
        if subordinators.contains(word.lower.as_str()) {
            // "If it is full, the gateway will …" goes on behind the comma; "see whether it has …" does not.
            if at > 0 && !inside {
                return None;
            }
            inside = true;
        } else if word.breaks {
            inside = false;
        }
        if !inside && is_modal(words, at, word) {
            return Some(at);
        }
    }
    None
}

fn is_modal(words: &[Word], at: usize, word: &Word) -> bool {
    let next = words.get(at + 1).map(|w| w.lower.as_str());
    match word.lower.as_str() {
        "to" => {
            let base = |w| verb::of(w).is_some_and(|found| found.1 == Form::Base);
            (1..=6).contains(&at) && next.is_some_and(base)
        }
        "are" | "is" | "we're" => {
            next.is_some_and(|w| ["going", "to", "planning", "being"].contains(&w))
        }
        other => {
            words::set("action-modals").contains(other)
                || words::set("perfect-verbs").contains(other)
        }
    }
}
