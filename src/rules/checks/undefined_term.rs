//! Abbreviations in the summary that nobody explains.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::explained_term::{around, is_explained};
use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, InlineKind, Span, Text};
use crate::postmortem::{Address, Section, SectionKind, normalise};
use crate::rules::Context;
use crate::words;

/// How many are named in the message.
const NAMED: usize = 6;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let sections = &cx.post.sections;
    let is_proper = |section: &&Section| {
        let heading = normalise(&section.heading);
        words::set("summary-proper").contains(heading.as_str())
    };
    let proper = sections
        .of(SectionKind::Summary)
        .any(|section| is_proper(&section));
    let texts = sections
        .of(SectionKind::Summary)
        .filter(|section| !proper || is_proper(section))
        .flat_map(|section| sections.own_texts(cx.doc(), section));
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut found: Vec<(Span, &str)> = Vec::new();
    let timeline = cx.post.timeline.as_ref();
    let is_entry = |text: &Text<'_>| {
        let entry = timeline.and_then(|timeline| timeline.entry_at(text.span().start));
        entry.is_some()
    };
    for text in texts.filter(|text| !is_entry(text)) {
        for (span, term) in terms(cx, text) {
            if told.insert(term.to_owned())
                && !is_ticker(cx, term)
                && !is_of_a_name(cx, term)
                && !is_explained(cx, term)
            {
                found.push((span, term));
            }
        }
    }
    let Some((first, _)) = found.first() else {
        return;
    };
    let names: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|(_, term)| format!("`{term}`"))
        .collect();
    let more = if found.len() > NAMED {
        " and others"
    } else {
        ""
    };
    out.report(
        *first,
        format!("nothing explains {}{more}", names.join(", ")),
    )
    .help("write the long form beside it once, or put it into a glossary below")
    .subject(names.join(" "));
}

/// Whether it only stands before another capital, as the name of a product begins: "OP Mainnet".
fn is_of_a_name(cx: &Context, term: &str) -> bool {
    let text = cx.doc().running_text();
    let mut places = text
        .match_indices(term)
        .filter(|(at, _)| {
            let before = text.get(..*at).and_then(|text| text.chars().next_back());
            !before.is_some_and(char::is_alphanumeric)
        })
        .map(|(at, term)| text.get(at + term.len()..).unwrap_or_default())
        .peekable();
    let named = |behind: &str| {
        let mut chars = behind.chars();
        let (blank, capital, letter) = (chars.next(), chars.next(), chars.next());
        blank == Some(' ')
            && capital.is_some_and(char::is_uppercase)
            && letter.is_some_and(char::is_lowercase)
    };
    places.peek().is_some() && places.all(named)
}

/// The abbreviations of a text that not everybody knows.
fn terms<'d>(cx: &Context, text: Text<'d>) -> Vec<(Span, &'d str)> {
    static TERM: LazyLock<Regex> = LazyLock::new(|| {
        crate::words::exact(r"(?-u:\b)[A-Z][A-Z0-9]{1,5}(?-u:\b)").expect("a pattern")
    });
    let whole = text.as_str();
    let heading = cx
        .doc()
        .block_at(text.plain().start)
        .is_some_and(|block| matches!(cx.doc().kind(block), BlockKind::Heading(_)));
    if heading || !whole.chars().any(char::is_lowercase) {
        return Vec::new();
    }
    let found = TERM.find_iter(whole).filter(|term| {
        let range = term.range();
        let joined =
            |c: Option<char>| c.is_some_and(|c| "-_/.&@#+'’".contains(c) || c.is_alphanumeric());
        let behind = whole.get(range.end..).unwrap_or_default();
        let before = whole.get(..range.start).unwrap_or_default();
        // A part of a key, a path, a name, a sentence's end apart.
        let is_part = joined(before.chars().next_back())
            || joined(behind.chars().next())
                && !behind.starts_with(". ")
                && behind != "."
                && !behind.starts_with(".\n");
        let foreign = text.inlines().any(|inline| {
            let place = text.place(inline);
            matches!(
                inline.kind,
                InlineKind::Code | InlineKind::Link | InlineKind::BareLink
            ) && place.start < range.end
                && range.start < place.end
        });
        !is_part
            && !foreign
            && term.as_str().bytes().filter(u8::is_ascii_uppercase).count() >= 2
            && !is_known(cx, term.as_str())
            && !is_name(cx, behind)
            && !is_name_elsewhere(cx, term.as_str())
    });
    found
        .map(|term| (text.source(term.range()), term.as_str()))
        .collect()
}

/// "The ABC team", "ABC Labs": a name.
fn is_name(cx: &Context, behind: &str) -> bool {
    cx.phrases("name-endings").opens(behind.trim_start())
}

/// Somewhere in the document it is the name of a group: "the ABC team".
fn is_name_elsewhere(cx: &Context, term: &str) -> bool {
    let text = cx.doc().running_text();
    text.match_indices(term).any(|(at, _)| {
        let (before, behind) = around(text, at..at + term.len());
        !before.ends_with(char::is_alphanumeric) && behind.starts_with(' ') && is_name(cx, behind)
    })
}

/// Whether a folder above the document has this name, as those of an organisation or a project have.
fn is_in_folders(cx: &Context, lower: &str) -> bool {
    let folders = cx
        .post
        .path
        .rsplit_once('/')
        .map_or("", |(folders, _)| folders);
    folders
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| word.eq_ignore_ascii_case(lower))
}

/// "$20k worth of ABC", "the ABC vault", "11m ABC", "$ABC", "xyzABC" anywhere: a currency or a token.
fn is_ticker(cx: &Context, term: &str) -> bool {
    let text = cx.doc().running_text();
    text.match_indices(term).any(|(at, _)| {
        let (before, behind) = around(text, at..at + term.len());
        !behind.starts_with(char::is_alphanumeric)
            && (cx.phrases("ticker-behind").opens(behind.trim_start())
                || cx.phrases("ticker-before").closes(before.trim_end())
                || before.ends_with(|c: char| c == '$' || c.is_ascii_lowercase())
                || is_amount(before))
    })
}

/// "11m ABC", "1,000 ABC"
fn is_amount(before: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let scaled = word
        .trim_start_matches(['~', '$'])
        .trim_end_matches(['k', 'm', 'b', 'M', '+']);
    let digits = scaled
        .chars()
        .all(|c| c.is_ascii_digit() || ",.".contains(c));
    digits && scaled.starts_with(|c: char| c.is_ascii_digit()) && before.ends_with([' ', '\u{a0}'])
}

fn is_known(cx: &Context, term: &str) -> bool {
    static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        words::entries("known-abbreviations")
            .flat_map(|line| line.split('|'))
            .collect()
    });
    let lower = term.to_lowercase();
    let configured = cx.known.terms.iter().chain(cx.settings().list("known"));
    let services = cx
        .post
        .metadata
        .services
        .iter()
        .map(|service| service.value.as_str());
    KNOWN.contains(lower.as_str())
        || words::set("impact-money").contains(lower.as_str())
        || configured.map(String::as_str).chain(services).any(|known| known.eq_ignore_ascii_case(term))
        || is_in_addresses(cx, &lower)
        || is_in_folders(cx, &lower)
        // Emphasis: the same word stands in small letters elsewhere.
        || term.chars().all(|c| c.is_ascii_uppercase()) && has_word(cx.doc().running_text(), &lower)
}

/// A name of the organisation stands in the addresses of its own pages.
fn is_in_addresses(cx: &Context, lower: &str) -> bool {
    let addresses = cx
        .post
        .evidence
        .links
        .iter()
        .filter_map(|link| Address::parse(&link.url));
    let mut owners = addresses.flat_map(|address| {
        address
            .host
            .split('.')
            .map(str::to_owned)
            .chain(address.path.first().cloned())
            .collect::<Vec<_>>()
    });
    owners.any(|owner| owner.split('-').any(|word| word == lower))
}

fn has_word(text: &str, word: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|s| s.chars().next_back());
        let behind = text.get(at + word.len()..).and_then(|s| s.chars().next());
        !letter(before) && !letter(behind)
    })
}
