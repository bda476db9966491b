//! Abbreviations in the summary that nobody explains.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::Findings;
use crate::markdown::{BlockKind, InlineKind, Span, Text};
use crate::postmortem::{Address, SectionKind};
use crate::rules::Context;
use crate::words;

/// How many are named in the message.
const NAMED: usize = 6;

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let sections = &cx.post.sections;
    let texts = sections
        .of(SectionKind::Summary)
        .flat_map(|section| sections.own_texts(cx.doc(), section));
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut found: Vec<(Span, &str)> = Vec::new();
    for text in texts {
        for (span, term) in terms(cx, text) {
            if told.insert(term.to_owned()) && !is_explained(cx, term) {
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
    });
    found
        .map(|term| (text.source(term.range()), term.as_str()))
        .collect()
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
        || configured.map(String::as_str).chain(services).any(|known| known.eq_ignore_ascii_case(term))
        || is_in_addresses(cx, &lower)
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

/// `(ALB)` behind its long form, `ALB (…)`, `ALB: …`, "ALB stands for", a link on it, anywhere in the document.
fn is_explained(cx: &Context, term: &str) -> bool {
    let doc = cx.doc();
    let text = doc.running_text();
    let linked = doc.inlines().iter().any(|inline| {
        inline.kind == InlineKind::Link && doc.text_at(inline.plain).as_str().trim() == term
    });
    linked
        || text.match_indices(term).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let behind = text.get(at + term.len()..).unwrap_or_default();
            let plural = behind.strip_prefix('s').unwrap_or(behind);
            let in_brackets = before.ends_with(['(', '"', '“'])
                && before
                    .trim_end_matches(['(', '"', '“', ' '])
                    .ends_with(char::is_alphanumeric)
                && plural.starts_with([')', '"', '”', ',', ';']);
            let then_brackets = plural.trim_start().strip_prefix('(').is_some_and(|inner| {
                inner.split(')').next().is_some_and(|inner| {
                    inner.split_whitespace().count() > 1 && !inner.contains(char::is_numeric)
                })
            });
            let opens = before.is_empty() || before.ends_with(['\0', '\n']);
            let defined = opens
                && [":", " -", " –", " —", " ="]
                    .iter()
                    .any(|mark| behind.starts_with(mark));
            let says = [
                " stands for",
                " is a ",
                " is an ",
                " is the ",
                " is our ",
                ", a ",
                ", an ",
                ", our ",
                ", the ",
                " means ",
            ]
            .iter()
            .any(|words| behind.starts_with(words));
            in_brackets || then_brackets || defined || says
        })
}
