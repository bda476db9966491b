//! The ticket that tracks an action: a key, a number, a link to a tracker.

use std::sync::LazyLock;

use regex::Captures;

use super::candidate::Candidate;
use super::role::Role;
use crate::markdown::{Inline, Text};
use crate::phrases::{Gated, Matcher};
use crate::postmortem::{Fact, ReadOptions};
use crate::words;

static KEY: LazyLock<Gated> = LazyLock::new(|| words::gated("ticket-key"));
static NUMBER: LazyLock<Gated> = LazyLock::new(|| words::gated("ticket-number"));

static CHANGES: LazyLock<Matcher> = LazyLock::new(|| words::within("change-links"));

/// How surely a link leads to a ticket; links to commits prove work and track nothing that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trust {
    Commit,
    Change,
    Issue,
}

/// Whether a ticket is a change that was made, not one to make.
pub(super) fn is_commit(ticket: &str) -> bool {
    trust(ticket) == Some(Trust::Commit)
}

/// Whether a ticket is a change, proposed or made.
pub(super) fn is_change(ticket: &str) -> bool {
    matches!(trust(ticket), Some(Trust::Commit | Trust::Change))
}

/// The ticket of an action.
pub(super) fn of(candidate: &Candidate<'_>, options: &ReadOptions) -> Option<Fact<String>> {
    let stated = candidate
        .all_stated(Role::Ticket)
        .find_map(|t| of_field(t, options));
    stated
        .or_else(|| of_text(candidate.text, options))
        .or_else(|| {
            candidate
                .stated
                .iter()
                .filter(|s| !matches!(s.role, Role::Ticket | Role::Evidence | Role::Done))
                .find_map(|s| of_text(s.value, options))
        })
        .or_else(|| candidate.notes.iter().find_map(|&t| of_text(t, options)))
        .or_else(|| candidate.group.ticket.clone())
}

/// The ticket that a heading names for all below it.
pub(super) fn of_label(label: Text<'_>) -> Option<Fact<String>> {
    of_text(label, &ReadOptions::default())
}

/// Whether a word is nothing but a reference to a ticket.
pub(super) fn is_reference(word: &str) -> bool {
    let word = word.trim();
    let whole = |pattern: &Gated| {
        let found = pattern.captures(word).and_then(|c| c.get(1));
        found.is_some_and(|m| m.as_str() == word)
    };
    whole(&KEY) || whole(&NUMBER)
}

/// A cell or value that is there for tickets: any link counts, and a bare word that looks like a key.
fn of_field(text: Text<'_>, options: &ReadOptions) -> Option<Fact<String>> {
    if let Some(found) = of_text(text, options) {
        return Some(found);
    }
    if let Some(link) = text.links().next() {
        return Some(link_fact(text, link));
    }
    let plain = without_state(text.as_str().trim());
    let number =
        plain.len() <= 20 && plain.chars().any(|c| c.is_ascii_digit()) && !plain.contains(' ');
    (number && !super::owner::is_nobody(plain) && !is_label(plain))
        .then(|| Fact::new(plain.to_owned(), text.trim().span()))
}

/// `R1`, `A-3` in a column of references: what numbers the actions themselves.
fn is_label(cell: &str) -> bool {
    let letters = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = cell.len() - letters.len();
    let name = letters.trim_end_matches(['-', '.']).to_lowercase();
    (1..=2).contains(&digits) && words::set("action-labels").contains(name.as_str())
}

/// "4411 **TODO**" without the state behind it.
fn without_state(cell: &str) -> &str {
    let Some((first, rest)) = cell.split_once(' ') else {
        return cell;
    };
    let mut words = rest.split_whitespace();
    match words.all(super::state::is_mark) {
        true => first,
        false => cell,
    }
}

/// The ticket that a text names: a link to a tracker before a bare key or number.
pub(super) fn of_text(text: Text<'_>, options: &ReadOptions) -> Option<Fact<String>> {
    let links = text.links().filter_map(|l| Some((trust(&l.target)?, l)));
    let best = links.fold(None, |best: Option<(Trust, &Inline)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    let bare = || {
        let tracker = options.tracker.as_ref();
        tracker
            .and_then(|tracker| bare(text, tracker.captures_iter(text.as_str())))
            .or_else(|| bare(text, NUMBER.captures_iter(text.as_str())))
            .or_else(|| bare(text, KEY.captures_iter(text.as_str())))
    };
    match best {
        Some((Trust::Commit, link)) => bare().or_else(|| Some(link_fact(text, link))),
        Some((_, link)) => Some(link_fact(text, link)),
        None => bare(),
    }
}

/// The first key or number among what a pattern finds in a text.
fn bare<'t>(text: Text<'_>, found: impl Iterator<Item = Captures<'t>>) -> Option<Fact<String>> {
    found
        .filter_map(|c| c.get(1).or_else(|| c.get(0)))
        .find(|m| !is_other_key(m.as_str()))
        .map(|m| Fact::new(m.as_str().to_owned(), text.source(m.range())))
}

/// `UTF-8`, `SHA-256`, `CVE-2021` look like keys.
fn is_other_key(key: &str) -> bool {
    let project = key.split('-').next().unwrap_or_default().to_lowercase();
    key.contains('-')
        && !key.contains('#')
        && words::set("not-ticket-keys").contains(project.as_str())
}

/// A link as what it calls itself when that is a key, else its address.
fn link_fact(text: Text<'_>, link: &Inline) -> Fact<String> {
    let place = text.place(link);
    let label = text.as_str().get(place).unwrap_or_default();
    // "GH-101 (done)"
    let label = label.split(" (").next().unwrap_or_default().trim();
    let value = match is_reference(label) || is_short_id(label) {
        true => label.to_owned(),
        false => link.target.to_string(),
    };
    Fact::new(value, link.span)
}

/// "KM484": what a board calls a card, where the address says that it is one.
fn is_short_id(label: &str) -> bool {
    let digits = label.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = label.len() - digits.len();
    let is_number = digits.bytes().all(|b| b.is_ascii_digit());
    (2..=6).contains(&letters) && (1..=6).contains(&digits.len()) && is_number
}

fn trust(target: &str) -> Option<Trust> {
    let lower = target.to_lowercase();
    let has = |list| words::entries(list).any(|part| lower.contains(part));
    if has("tracker-links") {
        return Some(Trust::Issue);
    }
    if CHANGES.is_match(target) {
        return Some(Trust::Change);
    }
    has("commit-links").then_some(Trust::Commit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_has_a_number_and_a_card_or_a_file_is_none() {
        for (url, expected) in [
            ("https://github.com/shop/cart/pull/12", Some(Trust::Change)),
            (
                "https://review.example.org/c/shop/cart/+/4711",
                Some(Trust::Change),
            ),
            ("https://review.example.org/#/c/4711/", Some(Trust::Change)),
            ("https://code.example.org/shop/+/main/README.md", None),
            ("https://boards.example.org/c/Ab12cd/cards", None),
        ] {
            assert_eq!(trust(url), expected, "{url}");
        }
    }
}
