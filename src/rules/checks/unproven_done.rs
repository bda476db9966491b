//! Actions that are done, with neither the day nor anything that shows it.

use std::cell::LazyCell;
use std::collections::HashMap;

use super::stems;
use crate::diagnostic::Findings;
use crate::markdown::Text;
use crate::postmortem::{Action, SectionKind, State, Tells, Type};
use crate::rules::{Context, prose, quote};
use crate::words;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let told = LazyCell::new(|| Told::of(cx));
    let done = cx
        .post
        .actions
        .iter()
        .filter(|action| action.state == State::Done);
    // What is left alone shows nothing: in a count of those that could it would read as if it did.
    let asked = done.filter(|action| {
        is_marked(cx, action) && !says_enough(cx, action, |action| told.has(cx, action))
    });
    let asked: Vec<&Action> = asked.collect();
    out.of = Some(asked.len());
    let bare = |action: &&&Action| action.done_on.is_none() && action.evidence.is_none();
    for action in asked.iter().filter(bare) {
        let title = quote::text(without_mark(cx, &action.text));
        out.report(
            action.span,
            format!("{title} is done, with neither the day nor anything that shows it"),
        )
        .help("add the day and what shows it: `done: 2026-03-26, a staged backlog paged in 4 min (#4711)`");
    }
}

/// The text of an action without the mark at its end that says once more that it is done: "… (done)", "… - DONE".
fn without_mark<'t>(cx: &Context, text: &'t str) -> &'t str {
    let text = text.trim_end();
    let bracket = match text.chars().next_back() {
        Some(')') => text.rfind('('),
        Some(']') => text.rfind('['),
        _ => None,
    };
    let dash = || {
        let marks = [" - ", " – ", " — ", ": "].iter();
        marks.filter_map(|mark| text.rfind(mark)).max()
    };
    let Some((said, mark)) = bracket.or_else(dash).map(|at| text.split_at(at)) else {
        return text;
    };
    let word = mark.trim_matches(|c: char| !c.is_alphanumeric());
    let found = cx.phrases("state-done").find(word);
    let is_state = found.is_some_and(|found| found.as_str() == word);
    if is_state && !said.trim().is_empty() {
        said.trim_end()
    } else {
        text
    }
}

/// Whether a mark of its own says that it is done: a heading "Completed" parts a story, what the past tense tells is one, and
/// so is what stands as a whole under "Details of the fix".
fn is_marked(cx: &Context, action: &Action) -> bool {
    let own = |mark| action.extent.contains(mark);
    let told_as_fix = || {
        let section = cx.post.sections.around(action.span.start);
        let is_whole = action
            .state_span
            .is_some_and(|mark| mark.contains(action.span));
        is_whole && section.is_some_and(|section| section.is_called("fix-headings"))
    };
    action.state_span.is_some_and(own) && !told_as_fix()
}

/// Whether it tells what was done, or was to tell somebody something: that can only be ticked.
fn says_enough(cx: &Context, action: &Action, timeline: impl Fn(&Action) -> bool) -> bool {
    let told = action.phrasing.tells == Some(Tells::Past);
    // A step of the response, which its timeline tells.
    let responds = action.kind_stated && action.kind == Type::Mitigate;
    if responds || names_the_thing(action) || timeline(action) {
        return true;
    }
    let telling = || cx.phrases("telling-people").find(&action.text);
    told || telling().is_some_and(|found| found.start() == 0)
        || updates_somebody(&action.text)
        || removes_once(cx, &action.text)
}

/// "Delete the old nodes": they are gone, and nothing has to go on working. "Remove all instances of the old key" is work on
/// code.
fn removes_once(cx: &Context, text: &str) -> bool {
    let found = cx.phrases("one-off-removals").find(text);
    let behind = found
        .filter(|found| found.start() == 0)
        .and_then(|found| text.get(found.end()..));
    behind.is_some_and(|behind| !behind.trim_start().starts_with("of "))
}

/// "Update Kim": a person, and not a thing.
fn updates_somebody(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let verb = words
        .next()
        .is_some_and(|verb| verb.eq_ignore_ascii_case("update"));
    let whom = words.next().unwrap_or_default().to_lowercase();
    verb && words::set("given-names").contains(whom.as_str())
}

/// `#incident-payments`: anybody can look whether it is there.
fn names_the_thing(action: &Action) -> bool {
    let mut words = action.text.split_whitespace();
    words.any(|word| {
        let name = word
            .trim_matches(|c: char| "()[],.".contains(c))
            .strip_prefix('#');
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// The names with a capital inside: "LedgerPool".
fn named(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        let mut inside = word.chars().skip(1);
        inside.any(char::is_uppercase) && word.chars().any(char::is_lowercase)
    })
}

/// How many words an entry shares with the action that it tells. A name with a capital inside is enough.
const SHARED: usize = 3;

/// So many sentences on what has been done since are looked at; nobody writes more.
const MOST_SINCE: usize = 200;

/// What the entries with a day tell, and sentences on what has been done since: by the stem of a word, which of them have it.
/// Read once, since a timeline and a list of actions may both be long.
struct Told {
    by_stem: HashMap<String, Vec<usize>>,
    entries: usize,
}

impl Told {
    fn of(cx: &Context) -> Told {
        let dated = cx.post.entries().filter(|entry| entry.at.date.is_some());
        let since = prose::find(cx.doc(), cx.phrases("since-done"))
            // "It kept them for an hour. This has since been changed": the sentences around it say of what.
            .map(|found| found.around)
            .filter(|told| cx.post.sections.kind_at(told.span().start) != SectionKind::Actions)
            .take(MOST_SINCE);
        let texts: Vec<&str> = dated
            .map(|entry| entry.text.as_str())
            .chain(since.map(Text::as_str))
            .collect();
        Told {
            by_stem: stems::of_each(cx, texts.iter().copied()),
            entries: texts.len(),
        }
    }

    /// Whether an entry shares enough words with an action.
    fn has(&self, cx: &Context, action: &Action) -> bool {
        let mut shared = vec![0; self.entries];
        let names: Vec<String> = named(&action.text)
            .flat_map(|name| stems::of(cx, name))
            .collect();
        for stem in stems::of(cx, &action.text) {
            let weight = if names.contains(&stem) { SHARED } else { 1 };
            for entry in self.by_stem.get(&stem).into_iter().flatten() {
                if let Some(count) = shared.get_mut(*entry) {
                    *count += weight;
                }
            }
        }
        shared.into_iter().any(|count: usize| count >= SHARED)
    }
}
