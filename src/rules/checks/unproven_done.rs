//! Actions that are done, with neither the day nor anything that shows it.

use std::cell::LazyCell;
use std::collections::HashMap;

use super::stems;
use crate::diagnostic::Findings;
use crate::postmortem::{Action, State, Tells, Type};
use crate::rules::{Context, quote};

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let told = LazyCell::new(|| Told::of(cx));
    let actions = cx.post.actions.iter();
    let done: Vec<&Action> = actions
        .filter(|action| {
            is_marked(action) && !says_enough(cx, action, |action| told.has(cx, action))
        })
        .collect();
    out.of = Some(done.len());
    let bare = |action: &&Action| action.done_on.is_none() && action.evidence.is_none();
    for action in done.into_iter().filter(bare) {
        out.report(
            action.span,
            format!("{} is done, with neither the day nor anything that shows it", quote::action(action)),
        )
        .help("add the day and what shows it: `done: 2026-03-26, a staged backlog paged in 4 min (#4711)`");
    }
}

/// Whether a mark of its own says that it is done: a heading "Completed" parts a story, and what the past tense tells is one.
fn is_marked(action: &Action) -> bool {
    let own = |mark| action.extent.contains(mark);
    action.state == State::Done && action.state_span.is_some_and(own)
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

/// How many words an entry shares with the action that it tells.
const SHARED: usize = 3;

/// What the entries with a day tell: by the stem of a word, the entries that have it. Read once, since a timeline and a list of
/// actions may both be long.
struct Told {
    by_stem: HashMap<String, Vec<usize>>,
    entries: usize,
}

impl Told {
    fn of(cx: &Context) -> Told {
        let mut told = Told {
            by_stem: HashMap::new(),
            entries: 0,
        };
        for entry in cx.post.entries().filter(|entry| entry.at.date.is_some()) {
            for stem in stems::of(cx, &entry.text) {
                told.by_stem.entry(stem).or_default().push(told.entries);
            }
            told.entries += 1;
        }
        told
    }

    /// Whether an entry shares enough words with an action.
    fn has(&self, cx: &Context, action: &Action) -> bool {
        let mut shared = vec![0; self.entries];
        let stems = stems::of(cx, &action.text).into_iter();
        let entries = stems.filter_map(|stem| self.by_stem.get(&stem)).flatten();
        for entry in entries {
            if let Some(count) = shared.get_mut(*entry) {
                *count += 1;
            }
        }
        shared.into_iter().any(|count: usize| count >= SHARED)
    }
}
