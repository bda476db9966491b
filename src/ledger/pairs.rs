//! Which action of one version is which of the next.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::explained::Starts;
use super::version::Item;

/// How much of the words has to stay for two texts to be one action: half of those that were there.
const STAYS: f64 = 0.5;
/// How alike both texts have to be then, so that a short text is not found in every long one: twice the shared words by
/// all words.
const ALIKE: f64 = 0.4;
/// The same for an action that is found in another file.
const ALIKE_ELSEWHERE: f64 = 0.5;

/// An action with the file that it stands in: those of a renamed file have the number of the new one.
#[derive(Clone, Copy)]
pub(super) struct Placed<'i> {
    pub(super) file: usize,
    pub(super) item: &'i Item,
}

/// Which of `new` each of `old` became: by its text and its id, by its id, by its text, then by what is left of its
/// words; in the same file before any other; none twice.
pub(super) fn pair<'p>(old: &'p [Placed<'p>], new: &'p [Placed<'p>]) -> Vec<Option<usize>> {
    let mut pairs = Pairs {
        old,
        new,
        of_old: vec![None; old.len()],
        of_new: vec![None; new.len()],
    };
    if pairs.are_in_order() {
        return pairs.of_old;
    }
    pairs.by_key(|p| Some((p.file, p.item.id.as_deref()?, p.item.text.as_str())));
    pairs.by_key(|p| Some((p.file, p.item.own_id()?)));
    pairs.by_key(|p| p.item.own_id());
    pairs.by_key(|p| Some((p.file, normal(&p.item.text))));
    pairs.by_key(|p| Some(normal(&p.item.text)));
    pairs.by_words(true);
    pairs.by_words(false);
    pairs.of_old
}

/// How alike the texts of two actions are, from 0 to 1; none when they are not one: too little of the first is left.
pub(super) fn likeness(old: &Item, new: &Item, in_same_file: bool) -> Option<f64> {
    if contradict(old, new) {
        return None;
    }
    let (was, is) = (words(&old.text), words(&new.text));
    let mut left = is.clone();
    let stayed = was.iter().filter(|word| {
        let at = left.iter().position(|other| other == *word);
        at.map(|at| left.swap_remove(at)).is_some()
    });
    judge(stayed.count(), was.len(), is.len(), in_same_file)
}

fn judge(shared: usize, was: usize, is: usize, in_same_file: bool) -> Option<f64> {
    let enough = match in_same_file {
        true => shared >= 2.min(was),
        false => shared >= 3.min(was),
    };
    let stays = shared as f64 / was.max(1) as f64;
    let alike = 2.0 * shared as f64 / (was + is).max(1) as f64;
    let least = if in_same_file { ALIKE } else { ALIKE_ELSEWHERE };
    (enough && shared > 0 && stays >= STAYS && alike >= least).then_some(alike)
}

/// The higher of two where both are there.
pub(super) fn higher(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    one.into_iter().chain(other).reduce(f64::max)
}

/// Whether both have ids of whys, and not the same.
pub(super) fn contradict(old: &Item, new: &Item) -> bool {
    matches!((old.own_id(), new.own_id()), (Some(old), Some(new)) if old != new)
}

struct Pairs<'p> {
    old: &'p [Placed<'p>],
    new: &'p [Placed<'p>],
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

/// Two actions that may be one.
struct Candidate {
    alike: f64,
    /// How far they moved among the others.
    moved: usize,
    old: usize,
    new: usize,
}

impl<'p> Pairs<'p> {
    /// Whether all texts are the same in the same order, as after most changes.
    fn are_in_order(&mut self) -> bool {
        let same = |(old, new): (&Placed<'_>, &Placed<'_>)| {
            old.file == new.file && old.item.id == new.item.id && old.item.text == new.item.text
        };
        let are = self.old.len() == self.new.len() && self.old.iter().zip(self.new).all(same);
        if are {
            self.of_old = (0..self.old.len()).map(Some).collect();
        }
        are
    }

    fn join(&mut self, old: usize, new: usize) {
        if let (Some(of_old), Some(of_new)) = (self.of_old.get_mut(old), self.of_new.get_mut(new)) {
            (*of_old, *of_new) = (Some(new), Some(old));
        }
    }

    /// Those of `all` that have no partner yet.
    fn alone(all: &'p [Placed<'p>], of: &[Option<usize>]) -> Vec<(usize, Placed<'p>)> {
        let all = all.iter().copied().enumerate().zip(of);
        all.filter(|(_, of)| of.is_none())
            .map(|(one, _)| one)
            .collect()
    }

    /// Joins what has the same key, the first with the first.
    fn by_key<K: Hash + Eq>(&mut self, key: impl Fn(Placed<'p>) -> Option<K>) {
        let old = Self::alone(self.old, &self.of_old);
        let new = Self::alone(self.new, &self.of_new);
        if old.is_empty() || new.is_empty() {
            return;
        }
        let mut places: HashMap<K, Vec<usize>> = HashMap::new();
        for (at, placed) in new.into_iter().rev() {
            if let Some(key) = key(placed) {
                places.entry(key).or_default().push(at);
            }
        }
        for (at, placed) in old {
            let Some(found) = key(placed).and_then(|key| places.get_mut(&key)) else {
                continue;
            };
            let fits = found.iter().rposition(|new| {
                let new = self.new.get(*new);
                new.is_some_and(|new| !contradict(placed.item, new.item))
            });
            if let Some(new) = fits.map(|fits| found.remove(fits)) {
                self.join(at, new);
            }
        }
    }

    /// Joins what has kept enough of its words, the most alike first.
    fn by_words(&mut self, in_same_file: bool) {
        let old = Self::alone(self.old, &self.of_old);
        let new = Self::alone(self.new, &self.of_new);
        if old.is_empty() || new.is_empty() {
            return;
        }
        let explained = match in_same_file {
            true => Starts::explained(&old, &new),
            false => HashMap::new(),
        };
        let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut lengths = HashMap::new();
        for (at, placed) in &new {
            let words = words(&placed.item.text);
            lengths.insert(*at, words.len());
            for word in words {
                index.entry(word).or_default().push(*at);
            }
        }
        let mut found = Vec::new();
        for (at, placed) in &old {
            let was = words(&placed.item.text);
            for (other, shared) in shared(&was, &index) {
                let Some(new) = self.new.get(other) else {
                    continue;
                };
                if (new.file == placed.file) != in_same_file || contradict(placed.item, new.item) {
                    continue;
                }
                let is = lengths.get(&other).copied().unwrap_or_default();
                let alike = judge(shared, was.len(), is, in_same_file);
                let explained = explained.get(at).filter(|(new, _)| *new == other);
                let alike = higher(alike, explained.map(|(_, alike)| *alike));
                found.extend(alike.map(|alike| Candidate {
                    alike,
                    moved: at.abs_diff(other),
                    old: *at,
                    new: other,
                }));
            }
        }
        found.sort_by(|a, b| {
            let first = b.alike.total_cmp(&a.alike);
            first.then_with(|| (a.moved, a.old, a.new).cmp(&(b.moved, b.old, b.new)))
        });
        for one in found {
            let is_free = |of: &[Option<usize>], at: usize| of.get(at).is_some_and(Option::is_none);
            if is_free(&self.of_old, one.old) && is_free(&self.of_new, one.new) {
                self.join(one.old, one.new);
            }
        }
    }
}

/// How many words each of the others shares; a word that stands twice in both counts twice.
fn shared(was: &[u64], index: &HashMap<u64, Vec<usize>>) -> Vec<(usize, usize)> {
    let mut times: HashMap<u64, usize> = HashMap::new();
    for word in was {
        *times.entry(*word).or_default() += 1;
    }
    let mut shared: HashMap<usize, usize> = HashMap::new();
    for (word, times) in times {
        let mut here: HashMap<usize, usize> = HashMap::new();
        for other in index.get(&word).into_iter().flatten() {
            *here.entry(*other).or_default() += 1;
        }
        for (other, there) in here {
            *shared.entry(other).or_default() += there.min(times);
        }
    }
    shared.into_iter().collect()
}

/// The words of a text, whatever their case, in order.
pub(super) fn words(text: &str) -> Vec<u64> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let mut hash = DefaultHasher::new();
            part.to_lowercase().hash(&mut hash);
            hash.finish()
        })
        .collect()
}

/// A text as it is compared: its words alone; of one without words, itself.
fn normal(text: &str) -> (Vec<u64>, &str) {
    let words = words(text);
    let rest = if words.is_empty() { text } else { "" };
    (words, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(texts: &[(&str, &str)]) -> Vec<Item> {
        let texts = texts.iter().map(|(id, text)| Item {
            id: (!id.is_empty()).then(|| (*id).to_owned()),
            text: (*text).to_owned(),
            ..Item::default()
        });
        texts.collect()
    }

    fn paired(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<Option<usize>> {
        let (old, new) = (items(old), items(new));
        pair(&placed(&old), &placed(&new))
    }

    fn placed(items: &[Item]) -> Vec<Placed<'_>> {
        let items = items.iter();
        items.map(|item| Placed { file: 0, item }).collect()
    }

    #[test]
    fn ids_hold_through_any_wording() {
        let old = [("A-aaaa", "Cap the retries"), ("A-bbbb", "Page on-call")];
        let new = [("A-bbbb", "Cap the retries"), ("A-aaaa", "Something else")];
        assert_eq!(paired(&old, &new), [Some(1), Some(0)]);
    }

    #[test]
    fn numbers_that_are_counted_anew_are_no_ids() {
        let old = [
            ("R1", "Cap the retries at 2"),
            ("R2", "Page on-call sooner"),
        ];
        let new = [
            ("R1", "Alert on the queue's age"),
            ("R2", "Cap the retries at 2"),
            ("R3", "Page on-call sooner"),
        ];
        assert_eq!(paired(&old, &new), [Some(1), Some(2)]);
    }

    #[test]
    fn half_of_the_words_are_enough_and_less_are_not() {
        let old = [("", "Cap the retries of checkout at two")];
        assert_eq!(
            paired(&old, &[("", "Cap the number of retries in checkout")]),
            [Some(0)]
        );
        assert_eq!(
            paired(&old, &[("", "Raise the pool of connections to 120")]),
            [None]
        );
    }

    #[test]
    fn the_most_alike_is_taken() {
        let old = [
            ("", "Alert on the age of the queue of ledger"),
            ("", "Alert on the age of the queue of search"),
        ];
        let new = [
            ("", "Alert on the age of the long queue of search"),
            ("", "Alert on the age of the long queue of ledger"),
        ];
        assert_eq!(paired(&old, &new), [Some(1), Some(0)]);
    }
}
