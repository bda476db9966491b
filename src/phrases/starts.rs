//! Which entries of a list begin as a word does.

use std::borrow::Cow;

use super::begin::{Start, folded};

/// How the entries of a list may begin, found by their first two bytes.
#[derive(Debug)]
pub(super) struct Starts {
    /// Sorted by the first byte, then by the place.
    all: Cow<'static, [Start]>,
    /// Where the beginnings with each first byte begin in `all`; one more for the end.
    from: Box<[u16; 129]>,
    /// For each first byte, the second bytes that any beginning has: most words are told apart by them.
    seconds: Box<[u64; 64]>,
}

impl Starts {
    /// Of sorted beginnings.
    pub(super) fn new(all: Cow<'static, [Start]>) -> Starts {
        let mut from = Box::new([0; 129]);
        let mut seconds = Box::new([0; 64]);
        for start in all.iter() {
            let [first, second, ..] = start.bytes.to_le_bytes();
            if let Some(count) = from.get_mut(usize::from(first) + 1) {
                *count += 1;
            }
            if let Some(row) = seconds.get_mut(sixth(first)) {
                *row |= match start.mask >> 8 {
                    0 => u64::MAX,
                    _ => 1 << sixth(second),
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

    /// The entries that may stand in the text at an offset, in the order of the list; one may come twice.
    pub(super) fn at(&self, text: &[u8], start: usize) -> impl Iterator<Item = u16> {
        let here = window(text, start);
        let [first, second, ..] = here.to_le_bytes();
        let row = self.seconds.get(sixth(first)).copied().unwrap_or_default();
        let some = row >> sixth(second) & 1 == 1;
        let bound = |at: usize| self.from.get(at).map_or(0, |at| usize::from(*at));
        let first = usize::from(first);
        let range = match some {
            true => bound(first)..bound(first + 1),
            false => 0..0,
        };
        let all = self.all.get(range).unwrap_or_default().iter();
        all.filter(move |one| here & one.mask == one.bytes)
            .map(|one| one.entry)
    }
}

/// The bytes of a text from an offset on, as those of a [`Start`].
fn window(text: &[u8], start: usize) -> u64 {
    let rest = text.get(start..).unwrap_or_default();
    let bytes = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; 8];
        bytes
            .iter_mut()
            .zip(rest)
            .for_each(|(to, from)| *to = *from);
        bytes
    });
    folded(u64::from_le_bytes(bytes))
}

/// Six bits of a byte.
fn sixth(byte: u8) -> usize {
    usize::from(byte & 0x3f)
}
