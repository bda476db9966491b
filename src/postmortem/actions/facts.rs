//! Facts written as `key: value`: a line of them below an item, or some behind its text.

use std::ops::Range;
use std::sync::LazyLock;

use super::candidate::Stated;
use super::role::Role;
use crate::markdown::Text;
use crate::phrases::Gated;
use crate::words;

static KEY: LazyLock<Gated> = LazyLock::new(|| words::gated("action-key"));

/// A key and its place; the value begins where it ends.
struct Key {
    role: Role,
    at: Range<usize>,
}

/// The facts of a text that is nothing but facts; empty when it is anything else.
pub(super) fn line<'d>(text: Text<'d>) -> Vec<Stated<'d>> {
    let text = text.trim();
    let keys = keys(text.as_str(), |_, _| true);
    match keys.first() {
        Some(first) if first.at.start == 0 && is_short(text, &keys) => {
            values(text, &keys).collect()
        }
        _ => Vec::new(),
    }
}

/// The facts within or behind the text of an action, and where the first of them begins.
pub(super) fn inside<'d>(text: Text<'d>) -> (Vec<Stated<'d>>, usize) {
    let plain = text.as_str();
    let inline = words::set("action-inline-keys");
    let keys = keys(plain, |name, start| {
        inline.contains(name.to_lowercase().as_str()) && is_apart(plain, start, name)
    });
    let first = keys.first().map_or(plain.len(), |key| key.at.start);
    (values(text, &keys).collect(), first)
}

/// A key stands apart from the words before it: behind punctuation, on a line of its own, or in capitals.
fn is_apart(text: &str, start: usize, name: &str) -> bool {
    let before = text
        .get(..start)
        .unwrap_or_default()
        .trim_end_matches([' ', '\t', '*', '_']);
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    before.is_empty() && capital
        || before.ends_with(|c: char| "([{,;.|–—-\n:!?".contains(c))
        || capital && !before.is_empty()
}

/// Roles that may be spelled as a key; the others name columns only.
fn is_key(role: Role) -> bool {
    !matches!(role, Role::Text | Role::Id | Role::Time | Role::Note)
}

/// Roles of which people write `owner=kim`; "state=ready" may as well be what the action is about.
fn is_set(role: Role) -> bool {
    matches!(
        role,
        Role::Owner | Role::Due | Role::Priority | Role::Ticket
    )
}

fn keys(text: &str, accept: impl Fn(&str, usize) -> bool) -> Vec<Key> {
    let mut found = Vec::new();
    for captures in KEY.captures_iter(text) {
        let (Some(whole), Some(name)) = (captures.get(0), captures.get(1)) else {
            continue;
        };
        // A URL and a ratio are no keys.
        if text
            .get(whole.end()..)
            .is_some_and(|rest| rest.starts_with("//"))
        {
            continue;
        }
        if let Some((role, start)) = role_at_end(name.as_str())
            && is_key(role)
            && (!whole.as_str().ends_with('=') || is_set(role))
            && accept(&name.as_str()[start..], name.start() + start)
            && (name.start() + start == 0 || separated(text, name.start() + start))
        {
            found.push(Key {
                role,
                at: name.start() + start..whole.end(),
            });
        }
    }
    found
}

/// Whether a key that is not the first is told from the words before it.
fn separated(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let before = before.trim_end_matches([' ', '*', '_']);
    before.is_empty()
        || before.ends_with(|c: char| !c.is_alphanumeric())
        || text
            .get(start..)
            .is_some_and(|t| t.starts_with(char::is_uppercase))
}

/// The role of the last words of a name: all of it, or what stands behind its first words.
fn role_at_end(name: &str) -> Option<(Role, usize)> {
    let starts = std::iter::once(0).chain(name.match_indices(' ').map(|(at, _)| at + 1));
    starts
        .filter_map(|at| Some((Role::of(name.get(at..)?)?, at)))
        .next()
}

/// A line of facts is short beside its keys: "Issue: when the pool is full …" tells a story.
fn is_short(text: Text<'_>, keys: &[Key]) -> bool {
    let first = keys.first().map(|k| k.role);
    let strict = matches!(
        first,
        Some(Role::Owner | Role::Due | Role::Done | Role::Dropped | Role::Moved | Role::Addresses)
    );
    strict || text.as_str().chars().count() <= 60 || keys.len() > 1 || text.links().next().is_some()
}

fn values<'d, 'k>(
    text: Text<'d>,
    keys: &'k [Key],
) -> impl Iterator<Item = Stated<'d>> + use<'d, 'k> {
    keys.iter().enumerate().map(move |(i, key)| {
        let plain = text.as_str();
        let next = keys.get(i + 1).map_or(plain.len(), |next| next.at.start);
        let whole = plain.get(key.at.end..next).unwrap_or_default();
        let before = plain.get(..key.at.start).unwrap_or_default().trim_end();
        let bracketed = i > 0 || before.ends_with(['(', '[']);
        let end = value_end(key.role, whole, bracketed);
        let value = whole.get(..end).unwrap_or_default();
        let value =
            value.trim_end_matches([' ', ',', ';', '|', '(', '[', '-', '–', '—', '*', '\n']);
        Stated {
            role: key.role,
            value: text.slice(key.at.end..key.at.end + value.len()).trim(),
        }
    })
}

/// Where a value ends before the next key does.
fn value_end(role: Role, whole: &str, bracketed: bool) -> usize {
    let mut end = whole.find('\n').unwrap_or(whole.len());
    if bracketed {
        end = whole.find([')', ']']).unwrap_or(end).min(end);
    }
    if role == Role::Owner {
        let dash = [" - ", " – ", " — "]
            .iter()
            .filter_map(|mark| whole.find(mark))
            .min();
        end = dash.map_or(end, |at| end.min(at));
    }
    let told = matches!(
        role,
        Role::Done | Role::Dropped | Role::Moved | Role::Evidence
    );
    let sentence = whole.match_indices(". ").find(|(at, _)| {
        let word = whole.get(..*at).and_then(|w| w.rsplit([' ', '.']).next());
        word.is_some_and(|w| w.chars().count() > 1 && !is_title(w))
    });
    match sentence.filter(|_| !told) {
        Some((at, _)) => end.min(at),
        None => end,
    }
}

/// "Mr", whose full stop ends no sentence.
fn is_title(word: &str) -> bool {
    words::set("titles-of-people").contains(word.to_lowercase().as_str())
}

/// The text without a key in front that only says that it is an action: `Action: add …`.
pub(super) fn without_own_key(text: Text<'_>) -> Text<'_> {
    let plain = text.as_str();
    let end = plain.find(':').filter(|&end| end <= 20);
    let rest = end.map(|end| text.slice(end + 1..plain.len()).trim());
    let own = end.is_some_and(|end| {
        let name = crate::postmortem::normalise(plain.get(..end).unwrap_or_default());
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        words::set("own-keys").contains(name)
    });
    rest.filter(|rest| own && !rest.is_blank()).unwrap_or(text)
}
