//! How phrases may begin. The build script prepares the lists of `rules/words/` with it: doing so in every run took a fifth of
//! the time of one over one document.

use std::collections::BTreeSet;

use regex_syntax::hir::Hir;
use regex_syntax::hir::literal::{Extractor, Seq};

use super::guard::guarded;

/// The entry with its blanks for any white space. What says how often a blank stands ("run ?book") is said of all of it.
pub(crate) fn spaced(entry: &str) -> String {
    let mut parts = entry.split(' ');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut all, part| {
        all.push_str(match part.starts_with(['?', '*', '{']) {
            true => r"(?:\s+)",
            false => r"\s+",
        });
        all.push_str(part);
        all
    })
}

/// How an entry may begin. It only tells which entries are worth a try: a sign may be taken for another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Start {
    /// The first eight bytes, folded, the first one lowest; 0 behind the last.
    pub(crate) bytes: u64,
    /// The bits of them that count.
    pub(crate) mask: u64,
    /// The place of the entry in its list.
    pub(crate) entry: u16,
}

impl Start {
    fn new(beginning: &[u8], entry: u16) -> Start {
        let mut bytes = [0; 8];
        let mut mask = [0; 8];
        for ((byte, counts), from) in bytes.iter_mut().zip(&mut mask).zip(beginning) {
            (*byte, *counts) = (*from, 0xff);
        }
        let mask = u64::from_le_bytes(mask);
        let bytes = folded(u64::from_le_bytes(bytes)) & mask;
        Start { bytes, mask, entry }
    }
}

/// Eight bytes without what tells letters of both cases apart.
pub(crate) fn folded(bytes: u64) -> u64 {
    bytes | 0x2020_2020_2020_2020
}

/// How the entries of a list may begin, sorted by the first byte, then by the place: nothing if any of them may begin with
/// anything, or beyond ASCII.
pub(crate) fn starts(list: &[&str]) -> Option<Vec<Start>> {
    let mut starts = Vec::with_capacity(list.len());
    for (at, entry) in list.iter().enumerate() {
        let at = u16::try_from(at).ok()?;
        let beginnings = beginnings(entry)?;
        starts.extend(beginnings.iter().map(|one| Start::new(one, at)));
    }
    // Of several that begin alike, the first of the list wins.
    starts.sort_by_key(|start| (start.bytes & 0xff, start.entry, start.bytes));
    starts.dedup();
    Some(starts)
}

/// How what an entry matches may begin, in lower case: nothing if it may begin with anything, or beyond ASCII.
fn beginnings(entry: &str) -> Option<Vec<Vec<u8>>> {
    let found = match is_plain(entry) {
        true => {
            let word = entry.split(' ').next().unwrap_or_default();
            vec![word.as_bytes().to_ascii_lowercase()]
        }
        false => {
            let pattern = format!("(?-u:{})", guarded(&spaced(entry)));
            let hir = regex_syntax::parse(&pattern).ok()?;
            let sequence = literals(&hir, 3, 8).or_else(|| literals(&hir, 70, 1))?;
            let literals = sequence.literals()?.iter();
            let lower = literals.map(|literal| literal.as_bytes().to_ascii_lowercase());
            lower.collect::<BTreeSet<_>>().into_iter().collect()
        }
    };
    let is_start = |beginning: &Vec<u8>| beginning.first().is_some_and(u8::is_ascii);
    found.iter().all(is_start).then_some(found)
}

/// How an expression begins, in at most so many bytes; nothing if with a class of more signs than these. `\w` has 63.
fn literals(hir: &Hir, signs: usize, bytes: usize) -> Option<Seq> {
    let mut extractor = Extractor::new();
    extractor.limit_class(signs).limit_literal_len(bytes);
    Some(extractor.extract(hir)).filter(Seq::is_finite)
}

/// Whether an entry is words alone, without a sign of regular expressions.
pub(crate) fn is_plain(entry: &str) -> bool {
    !entry.is_empty()
        && !entry.contains([
            '\\', '.', '+', '*', '?', '(', ')', '|', '[', ']', '{', '}', '^', '$',
        ])
}
