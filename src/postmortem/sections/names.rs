//! Which kinds a heading names: the lists `section-*`.

use std::sync::LazyLock;

use super::{Kinds, SectionKind};
use crate::postmortem::names::Names;

/// The lists, those first that win when two entries are as telling.
const LISTS: [(SectionKind, &str); 9] = [
    (SectionKind::Other, "section-other"),
    (SectionKind::Timeline, "section-timeline"),
    (SectionKind::Actions, "section-actions"),
    (SectionKind::Impact, "section-impact"),
    (SectionKind::Causes, "section-causes"),
    (SectionKind::Detection, "section-detection"),
    (SectionKind::Lessons, "section-lessons"),
    (SectionKind::Evidence, "section-evidence"),
    (SectionKind::Summary, "section-summary"),
];

/// What a heading names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The kinds; [`SectionKind::Other`] for names that are known to be none of ours.
    pub(super) kinds: Kinds,
    /// Whether an entry names all of it, with no word left to a `…`.
    pub(super) exact: bool,
}

/// The kinds that a heading names; none when no list knows it.
pub(super) fn of(heading: &str) -> Option<Named> {
    let name = normalise(heading);
    let whole = NAMES.find(&name);
    if let Some((kind, _)) = whole.filter(|(kind, _)| is_story(*kind) && is_told_by_time(heading)) {
        let mut kinds = Kinds::from(kind);
        kinds.add(SectionKind::Timeline);
        return Some(Named {
            kinds,
            exact: false,
        });
    }
    if let Some((kind, true)) = whole {
        return Some(Named::exact(kind));
    }
    let part = by_parts(&name).or(whole.map(|(kind, _)| Named {
        kinds: kind.into(),
        exact: false,
    }));
    part.or_else(|| segment(heading))
}

/// Whether a section of a kind tells what happened.
fn is_story(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Summary | SectionKind::Other)
}

/// "What happened (timeline, UTC)": whether the brackets of a heading say that it is told by its times.
fn is_told_by_time(heading: &str) -> bool {
    let inside = heading.split_once('(').map_or("", |(_, inside)| inside);
    let first = inside.split(|c: char| !c.is_alphanumeric()).next();
    first.is_some_and(|word| word.eq_ignore_ascii_case("timeline"))
}

/// Whether a heading is the name of a section and nothing else.
pub(in crate::postmortem) fn is_name(heading: &str) -> bool {
    of(heading).is_some_and(|named| named.exact)
}

impl Named {
    /// A name that says it all.
    pub(super) fn exact(kind: SectionKind) -> Self {
        Named {
            kinds: kind.into(),
            exact: true,
        }
    }
}

/// "Root cause and next steps": the kinds of the parts, where one of them is a kind of ours.
fn by_parts(name: &str) -> Option<Named> {
    let mut kinds = Kinds::default();
    let mut parts = 0;
    for part in name.split(" and ").take(4) {
        parts += 1;
        if let Some((kind, _)) = NAMES.find(part) {
            kinds.add(kind);
        }
    }
    (parts > 1 && kinds.main() != SectionKind::Other).then_some(Named {
        kinds,
        exact: false,
    })
}

/// "Part 2: Impact", "Timeline - 3 May": the first segment that a list knows exactly.
fn segment(heading: &str) -> Option<Named> {
    let separators = [": ", " - ", " – ", " — ", " | "];
    if !separators.iter().any(|s| heading.contains(s)) {
        return None;
    }
    let mut segments = heading.split([':', '-', '–', '—', '|']);
    segments.find_map(|part| match NAMES.find(&normalise(part)) {
        Some((kind, true)) if kind != SectionKind::Other => Some(Named {
            kinds: kind.into(),
            exact: false,
        }),
        _ => None,
    })
}

/// A heading as the lists of section names hold it: lower case, letters and digits only, without emoji, numbering,
/// brackets and what stands in them.
pub fn normalise(heading: &str) -> String {
    let plain = without_brackets(heading).to_lowercase();
    let plain = plain.replace(['’', '‘', '´', '`', '\'', '\u{2b9}'], "");
    let plain = plain.replace(['&', '+', '/'], " and ");
    let mut words: Vec<&str> = Vec::new();
    for chunk in plain.split_whitespace() {
        if is_emoji_code(chunk) || words.is_empty() && is_enumerator(chunk) {
            continue;
        }
        for word in chunk.split(|c: char| !c.is_alphanumeric()) {
            if word.is_empty() || words.is_empty() && is_number(word) {
                continue;
            }
            words.push(word);
        }
    }
    words.join(" ")
}

/// Without `(…)`, `{…}` and `[…]`, unless nothing else is left.
fn without_brackets(heading: &str) -> String {
    let mut kept = String::with_capacity(heading.len());
    let mut depth = 0usize;
    for c in heading.chars() {
        match c {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    match kept.chars().any(char::is_alphabetic) {
        true => kept,
        false => heading.to_owned(),
    }
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// `:memo:`
fn is_emoji_code(chunk: &str) -> bool {
    chunk.len() > 2 && chunk.starts_with(':') && chunk.ends_with(':')
}

/// `3.`, `b)`, `iv.`
fn is_enumerator(chunk: &str) -> bool {
    let Some(mark) = chunk.strip_suffix(['.', ')', ':']) else {
        return false;
    };
    let roman = !mark.is_empty() && mark.len() < 5 && mark.chars().all(|c| "ivx".contains(c));
    roman || mark.len() == 1 && mark.chars().all(|c| c.is_ascii_alphanumeric()) || is_number(mark)
}

static NAMES: LazyLock<Names<SectionKind>> = LazyLock::new(|| Names::load(&LISTS));
