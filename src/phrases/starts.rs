//! Which entries of a list begin as a word does.

use std::borrow::Cow;

/// How the entries of a list may begin, found by their first two bytes.
#[derive(Debug)]
pub(super) struct Starts {
    /// The beginnings, in lower case, each with the place of its entry; sorted by the first byte, then by the place.
    all: Vec<(Cow<'static, [u8]>, u16)>,
    /// Where the beginnings with each first byte begin in `all`; one more for the end.
    from: Box<[u16; 129]>,
    /// For each first byte, the second bytes that any beginning has: most words are told apart by them.
    seconds: Box<[u64; 64]>,
}

impl Starts {
    /// Of sorted beginnings.
    pub(super) fn new(all: Vec<(Cow<'static, [u8]>, u16)>) -> Starts {
        let mut from = Box::new([0; 129]);
        let mut seconds = Box::new([0; 64]);
        for (beginning, _) in &all {
            let first = beginning.first().copied().unwrap_or_default();
            if let Some(count) = from.get_mut(usize::from(first) + 1) {
                *count += 1;
            }
            if let Some(row) = seconds.get_mut(usize::from(folded(first))) {
                *row |= match beginning.get(1) {
                    Some(second) => 1 << folded(*second),
                    None => u64::MAX,
                };
            }
        }
        let mut before = 0;
        for count in from.iter_mut() {
            before += *count;
            *count = before;
        }
        Starts { all, from, seconds }
    }

    /// The entries that begin as the text does at an offset, in the order of the list; one may come twice.
    pub(super) fn at(&self, text: &[u8], start: usize) -> impl Iterator<Item = u16> {
        let byte = |at: usize| text.get(at).copied().unwrap_or_default();
        let (first, second) = (byte(start).to_ascii_lowercase(), byte(start + 1));
        let row = self.seconds.get(usize::from(folded(first)));
        let some = row.is_some_and(|row| row >> folded(second) & 1 == 1);
        let bound = |at: usize| self.from.get(at).map(|at| usize::from(*at));
        let first = usize::from(first);
        let range = bound(first).zip(bound(first + 1)).filter(|_| some);
        let here = range.and_then(|(from, to)| self.all.get(from..to));
        here.into_iter()
            .flatten()
            .filter(move |(beginning, _)| begins(text, start, beginning))
            .map(|(_, at)| *at)
    }
}

/// Six bits of a byte, the same for both cases of a letter.
fn folded(byte: u8) -> u8 {
    (byte | 0x20) & 0x3f
}

fn begins(text: &[u8], start: usize, beginning: &[u8]) -> bool {
    let here = text.get(start..start + beginning.len());
    here.is_some_and(|here| here.eq_ignore_ascii_case(beginning))
}
