//! Addresses and numbers of people: e-mail, phone, bank account, card, public IP address.
//!
//! The text is searched as it was written, code and comments too: pasted logs are where they come from.

mod address;
mod mail;
mod number;
mod phone;

use std::collections::HashMap;

use crate::diagnostic::Findings;
use crate::markdown::Span;
use crate::rules::Context;
use crate::{secrets, words};

/// Something that belongs to a person.
struct Hit {
    /// As `kinds` of the settings names it.
    kind: &'static str,
    /// Where it stands.
    span: Span,
}

impl Hit {
    fn new(kind: &'static str, start: usize, end: usize) -> Self {
        let span = Span::new(start, end);
        Self { kind, span }
    }
}

pub(super) fn check(cx: &Context, out: &mut Findings) {
    let text = cx.doc().text();
    let kinds = cx.settings().list("kinds");
    let mut hits: Vec<Hit> = mail::find(cx, text)
        .chain(number::find(text))
        .chain(phone::find(text))
        .chain(address::find(cx, text))
        .filter(|hit| kinds.iter().any(|kind| kind == hit.kind))
        .collect();
    hits.sort_by_key(|hit| hit.span);
    let mut end = 0;
    hits.retain(|hit| {
        let apart = hit.span.start >= end;
        end = end.max(hit.span.end);
        apart
    });
    tell(cx, &hits, out);
}

/// One finding for each that is not told yet, at the first place; all places are masked.
fn tell(cx: &Context, hits: &[Hit], out: &mut Findings) {
    let mut places: HashMap<String, Vec<Span>> = HashMap::new();
    for hit in hits {
        let value = cx.doc().source(hit.span).to_ascii_lowercase();
        places.entry(value).or_default().push(hit.span);
    }
    for hit in hits {
        let value = cx.doc().source(hit.span).to_ascii_lowercase();
        let Some(spans) = places.remove(&value) else {
            continue;
        };
        let (what, help) = told(hit.kind);
        let times = match spans.len() {
            1 => String::new(),
            n => format!(", {n} times"),
        };
        let finding = out.report(hit.span, format!("{what}{times}"));
        finding
            .help(help)
            .subject(secrets::subject(hit.kind, &value));
        for span in spans {
            finding.mask(span);
        }
    }
}

fn told(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "mail" => (
            "an e-mail address that is not one of your own",
            "write the role or “one customer” in its place; if the domain is yours, add it to `own` under `[domains]` of whys.toml",
        ),
        "phone" => (
            "a phone number",
            "write whom it reaches, and keep the number where the on-call plan is kept",
        ),
        "iban" => (
            "the number of a bank account (IBAN)",
            "write “account A” in its place",
        ),
        "card" => (
            "the number of a payment card",
            "write its last four digits at most",
        ),
        _ => (
            "a public IP address",
            "write “one client” or its network in its place; if it is a machine of yours, add it to `allow` of this rule in whys.toml",
        ),
    }
}

/// The line around a place, up to it and behind it, as far as it is near: a line may hold a megabyte of log.
fn line(text: &str, start: usize, end: usize) -> (&str, &str) {
    let before = near_end(text.get(..start).unwrap_or_default());
    let behind = near_start(text.get(end..).unwrap_or_default());
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let to = behind.find('\n').unwrap_or(behind.len());
    (
        before.get(from..).unwrap_or_default(),
        behind.get(..to).unwrap_or_default(),
    )
}

/// How much of a line is looked at on each side, in bytes.
const SIDE: usize = 160;

fn near_end(text: &str) -> &str {
    let from = text.len().saturating_sub(SIDE);
    let from = (from..=text.len()).find(|&at| text.is_char_boundary(at));
    text.get(from.unwrap_or(0)..).unwrap_or_default()
}

fn near_start(text: &str) -> &str {
    let to = (0..=SIDE.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at));
    text.get(..to.unwrap_or(0)).unwrap_or_default()
}

/// Whether a line says one of the words of a list.
fn says(list: &'static str, parts: (&str, &str)) -> bool {
    let phrases = words::phrases(list);
    phrases.is_match(parts.0) || phrases.is_match(parts.1)
}

/// The signs right before and behind a place.
fn beside(text: &str, start: usize, end: usize) -> (Option<char>, Option<char>) {
    let before = text
        .get(..start)
        .and_then(|before| before.chars().next_back());
    let behind = text.get(end..).and_then(|behind| behind.chars().next());
    (before, behind)
}
