//! Who an action belongs to, in every notation.

use std::sync::LazyLock;

use super::action::OwnerKind;
use super::candidate::Candidate;
use super::clause::{self, Mood};
use super::names::Names;
use super::role::Role;
use super::trail::{self, Trail};
use super::{due, tail, ticket, verb};
use crate::markdown::{InlineKind, Text};
use crate::phrases::{Gated, Matcher};
use crate::postmortem::Fact;
use crate::words;

static MENTION: LazyLock<Gated> = LazyLock::new(|| words::gated("owner-mentioned"));
static SEPARATOR: LazyLock<Gated> = LazyLock::new(|| words::gated("owners-joined"));
/// The team names of owners that are no teams in a sentence.
static TEAMS: LazyLock<Matcher> = LazyLock::new(|| words::whole("team-names-of-owners"));
static ASSIGNED: LazyLock<Gated> = LazyLock::new(|| words::gated("owner-assigned"));

/// The owners of an action: of its column or key, else of its text, else of the heading above it.
pub(super) fn of(
    candidate: &Candidate<'_>,
    trail: Option<&Trail>,
    names: &Names<'_>,
) -> Vec<Fact<String>> {
    let stated: Vec<Fact<String>> = candidate
        .all_stated(Role::Owner)
        .flat_map(|t| split(t))
        .collect();
    if !stated.is_empty() {
        return stated;
    }
    let text = candidate.text;
    // Under "**Kim**", "all developers should be able to merge" is what Kim will see to.
    let subject = || {
        let found = subject(text, names)?;
        let team = found.iter().all(|owner| names.is_team(&owner.value));
        (!team || candidate.group.owners.is_empty()).then_some(found)
    };
    let of_trail = |trail: Option<&Trail>| {
        let found = trail?.owners(text);
        (!found.is_empty()).then_some(found)
    };
    let own = bracket_before(text, names)
        .or_else(|| label_before(text, names))
        .or_else(|| of_trail(trail.filter(|trail| trail.is_sure())))
        .or_else(subject)
        .or_else(|| assigned(text))
        .or_else(|| of_trail(trail))
        .or_else(|| tail::owner(text, names))
        .or_else(|| mention(text));
    own.unwrap_or_else(|| candidate.group.owners.clone())
}

/// Whether a name is that of a team in the place of an owner only: "NOC".
pub(super) fn is_team_of_owners(name: &str) -> bool {
    TEAMS.is_match(name)
}

/// What sort of owner these are.
pub(super) fn kind(owners: &[Fact<String>], names: &Names<'_>) -> OwnerKind {
    let is_team = |name: &str| names.is_team(name) || TEAMS.is_match(name);
    let teams = owners.iter().filter(|o| is_team(&o.value)).count();
    match (owners.len(), teams) {
        (0, _) => OwnerKind::None,
        (1, 0) if names.is_many(&owners[0].value) => OwnerKind::Many,
        (1, 1) => OwnerKind::Team,
        // A person with their team.
        (n, teams) if n - teams == 1 => OwnerKind::Person,
        (n, teams) if n == teams && n == 1 => OwnerKind::Team,
        _ => OwnerKind::Many,
    }
}

/// The owner that a heading or label names for all below it.
pub(super) fn of_label(label: Text<'_>, is_heading: bool, names: &Names<'_>) -> Vec<Fact<String>> {
    let plain = label.as_str().trim_end_matches([':', ' ']);
    let text = label.slice(0..plain.len());
    let mentions = all_mentions(text);
    if !mentions.is_empty() {
        return mentions;
    }
    let owners = |part: &str| {
        let short = part.split_whitespace().count() <= 5;
        short && !part.contains('\n') && names.are_owners(part, is_heading)
    };
    // "AG - for planning", "Digirati via AG"
    let ends = [" - ", " – ", " — ", " via ", " for ", ":"]
        .iter()
        .filter_map(|mark| plain.find(mark));
    let end = ends
        .chain([plain.len()])
        .filter(|&end| plain.get(..end).is_some_and(owners))
        .max();
    end.map(|end| split(text.slice(0..end))).unwrap_or_default()
}

/// A text that holds nothing but owners, as its names.
pub(super) fn split(text: Text<'_>) -> Vec<Fact<String>> {
    let plain = text.as_str();
    let mut found = Vec::new();
    let mut start = 0;
    let is_path = plain.starts_with('@')
        && plain.matches('/').count() == 1
        && !plain.contains(' ')
        && !plain.contains("/@");
    let cuts = SEPARATOR.find_iter(plain).map(|m| (m.start(), m.end()));
    let cuts: Vec<(usize, usize)> = match is_path {
        true => Vec::new(),
        false => cuts.collect(),
    };
    for (end, next) in cuts.into_iter().chain([(plain.len(), plain.len())]) {
        if let Some(fact) = name(text, start, end) {
            found.push(fact);
        }
        start = next;
    }
    // "Owner: Kim, done"
    let is_beside = |owner: &Fact<String>| is_when(owner) || super::state::is_word(&owner.value);
    if found.len() > 1 && !found.iter().all(is_beside) {
        found.retain(|owner| !is_beside(owner));
    }
    found
}

/// One name without its decoration; none for what names nobody.
fn name(text: Text<'_>, start: usize, end: usize) -> Option<Fact<String>> {
    let raw = text.as_str().get(start..end)?;
    let kept = raw.trim_matches(|c: char| c.is_whitespace() || "()[]{}*_`.:\"<>".contains(c));
    let at = start + raw.find(kept)?;
    let value = kept.trim_start_matches('@').trim_end_matches('@').trim();
    let words = value.split_whitespace().count();
    if value.is_empty()
        || words > 6
        || is_nobody(value)
        || words::set("no-owners").contains(value.to_lowercase().as_str())
        || !value.chars().any(char::is_alphanumeric)
        || ticket::is_reference(value)
    {
        return None;
    }
    let value = value.strip_suffix(" supporting").unwrap_or(value);
    Some(Fact::new(
        value.to_owned(),
        text.source(at..at + kept.len()),
    ))
}

/// "Owner: Kim, 2 May": a day or a term beside the names; alone "mar" is somebody.
fn is_when(owner: &Fact<String>) -> bool {
    due::is_day(&owner.value) || due::is_term(&owner.value)
}

/// Whether a word in the place of a name says that there is none.
pub(super) fn is_nobody(value: &str) -> bool {
    let lower = value.trim().to_lowercase();
    words::set("null-values").contains(lower.as_str()) || !lower.chars().any(char::is_alphanumeric)
}

/// `[Hypha] Investigate …`
fn bracket_before(text: Text<'_>, names: &Names<'_>) -> Option<Vec<Fact<String>>> {
    let plain = text.as_str();
    let inner = plain.strip_prefix('[')?;
    let end = inner.find(']')?;
    let place = 1..1 + end;
    let linked = text.slice(place.clone()).links().next().is_some();
    let name = plain.get(place.clone())?;
    (!linked && names.are_owners_in_brackets(name)).then(|| split(text.slice(place)))
}

/// The owner in bold that leads a text, and the text behind it: `**Robert** Turn on 2FA`.
pub(super) fn led<'d>(text: Text<'d>, names: &Names<'_>) -> Option<(Text<'d>, Text<'d>)> {
    let start = text.plain().start;
    let mut marks = text.inlines();
    let bold = marks.find(|i| i.kind == InlineKind::Strong && i.plain.start == start)?;
    let place = text.place(bold);
    let name = text.slice(place.clone());
    let rest = text.slice(place.end..text.as_str().len());
    let skipped = rest.as_str().len()
        - rest
            .as_str()
            .trim_start_matches([':', '-', '–', '—', ' ', '\n'])
            .len();
    let rest = rest.slice(skipped..rest.as_str().len());
    let owners = names.are_owners(name.as_str().trim_end_matches(':'), false);
    (owners && !rest.is_blank()).then_some((name, rest))
}

/// `Kim: add …`, `@kim - add …`
fn label_before(text: Text<'_>, names: &Names<'_>) -> Option<Vec<Fact<String>>> {
    let plain = text.as_str();
    if plain.starts_with('@') {
        let end = handles(plain);
        let named = is_told(plain.get(end..)?);
        return named
            .then(|| split(text.slice(0..end)))
            .filter(|found| !found.is_empty());
    }
    let end = plain.find([':', '–', '—']).or_else(|| plain.find(" - "))?;
    let label = plain.get(..end)?.trim();
    if let Some(name) = before_role(label, names) {
        return Some(split(text.slice(0..name)));
    }
    let short = label.split_whitespace().count() <= 5;
    let small = || {
        plain.get(end..).is_some_and(|rest| rest.starts_with(": ")) && tail::is_small_name(label)
    };
    (short && (names.are_people(label) || small())).then(|| split(text.slice(0..end)))
}

/// Where the handles end that begin a text: `@kim / @tom: …`, `@kim and @tom to …`
fn handles(text: &str) -> usize {
    let mut end = 0;
    while let Some(rest) = text.get(end..) {
        let next = rest
            .trim_start_matches([' ', '/', '&', ',', '+'])
            .trim_start_matches("and ");
        if !next.starts_with('@') {
            break;
        }
        let name = next.find([' ', ':', ',']).unwrap_or(next.len());
        end += rest.len() - next.len() + name;
    }
    end
}

/// Where the name ends in `Kim (SRE)`.
fn before_role(label: &str, names: &Names<'_>) -> Option<usize> {
    let (name, role) = label.strip_suffix(')')?.split_once(" (")?;
    let named = names.are_people(name) || names.is_full_name(name);
    (named && names.is_team(role)).then_some(name.len())
}

/// Whether somebody is told to do what follows: "@kim mentioned that …" tells who said it.
fn is_told(rest: &str) -> bool {
    let apart = rest.trim_start().starts_with([':', ',', '-', '–', '—']);
    let next = rest
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let told = ["to", "will", "should", "please", "and"].contains(&next.as_str());
    apart || told || verb::of(&next).is_some_and(|(_, form)| form == verb::Form::Base)
}

/// `Ed and Caroline to write …`, `The ledger team will add …`
fn subject(text: Text<'_>, names: &Names<'_>) -> Option<Vec<Fact<String>>> {
    let clause = clause::of(text.as_str());
    let subject = text.as_str().get(clause.subject.clone())?;
    let rest = text.as_str().get(clause.subject.end..clause.verb_at)?;
    let passive = rest
        .split_whitespace()
        .any(|w| ["be", "been", "being", "was", "were", "is", "are"].contains(&w))
        && matches!(clause.verb, Some((_, verb::Form::Past)));
    let active = clause.mood != Mood::Plain && !passive && clause.verb.is_some();
    if subject.is_empty() {
        return names
            .bare_subject(text.as_str())
            .map(|end| split(text.slice(0..end)));
    }
    (active && names.is_subject(subject)).then(|| split(text.slice(clause.subject)))
}

/// `… assigned to Kim`
fn assigned(text: Text<'_>) -> Option<Vec<Fact<String>>> {
    let found = ASSIGNED.captures(text.as_str())?.get(1)?;
    Some(split(text.slice(found.range()))).filter(|names| !names.is_empty())
}

/// A handle at the end of the text: one in the middle is somebody who is talked about.
fn mention(text: Text<'_>) -> Option<Vec<Fact<String>>> {
    let end = tail::end_of_words(text);
    let kept = text.slice(0..end);
    let found = MENTION
        .captures_iter(kept.as_str())
        .filter_map(|c| c.get(1))
        .last()?;
    let after = kept.as_str().get(found.end()..)?;
    let is_last = !after.chars().any(char::is_alphanumeric);
    let told = trail::is_talked_about(kept.as_str().get(..found.start())?);
    (is_last && !told).then(|| split(kept.slice(found.range())))
}

fn all_mentions(text: Text<'_>) -> Vec<Fact<String>> {
    let places = MENTION
        .captures_iter(text.as_str())
        .filter_map(|c| Some(c.get(1)?.range()));
    places.flat_map(|place| split(text.slice(place))).collect()
}
