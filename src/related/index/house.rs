//! The post-mortems of a house: those of one folder, which share its words.

use std::collections::HashMap;

use super::{Read, frequencies, rarity};
use crate::related::vocabulary::Term;

/// So many post-mortems below a folder tell which words are those of a house; fewer tell nothing about words.
pub(super) const FEWEST: usize = 5;

/// What terms weigh in the documents of one house. A word that most of them have tells them apart no better because other
/// houses of the same repository do not use it.
#[derive(Default)]
pub(super) struct House {
    /// How many documents it has.
    pub(super) size: usize,
    weights: HashMap<Term, f32>,
    title_weights: HashMap<Term, f32>,
}

impl House {
    /// What a term weighs in a text.
    pub(super) fn weight(&self, term: Term) -> f32 {
        self.weights.get(&term).copied().unwrap_or(0.0)
    }

    /// What a term weighs in a title.
    pub(super) fn title_weight(&self, term: Term) -> f32 {
        self.title_weights.get(&term).copied().unwrap_or(0.0)
    }
}

/// The houses of documents, and by document which one it belongs to.
pub(super) fn of(read: &[Read]) -> (Vec<House>, Vec<usize>) {
    let whole = frequencies(read.iter());
    let paths: Vec<&str> = read.iter().map(|one| one.digest.path.as_str()).collect();
    let folders = folders(&paths);
    let mut members: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, folder) in folders.iter().enumerate() {
        members.entry(folder).or_default().push(at);
    }
    let mut of_document = vec![0; read.len()];
    let mut houses = Vec::with_capacity(members.len());
    for members in members.into_values() {
        let size = members.len();
        let own = frequencies(members.iter().filter_map(|&at| read.get(at)));
        let rarer = |(all, own): (&HashMap<Term, usize>, HashMap<Term, usize>)| {
            let weigh = |(term, have): (Term, usize)| {
                let everywhere = all.get(&term).copied().unwrap_or(have);
                let weight = rarity(read.len(), everywhere).min(rarity(size, have));
                (term, weight)
            };
            own.into_iter().map(weigh).collect()
        };
        for at in members {
            of_document[at] = houses.len();
        }
        houses.push(House {
            size,
            weights: rarer((&whole.0, own.0)),
            title_weights: rarer((&whole.1, own.1)),
        });
    }
    (houses, of_document)
}

/// By path: the nearest folder around it that has enough documents at and below it, else the one around all.
fn folders<'p>(paths: &[&'p str]) -> Vec<&'p str> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for path in paths {
        for folder in above(path) {
            *counts.entry(folder).or_default() += 1;
        }
    }
    let nearest = |path: &&'p str| {
        let mut above = above(path);
        let enough = |folder: &&str| counts.get(folder).is_some_and(|count| *count >= FEWEST);
        above.find(enough).unwrap_or_default()
    };
    paths.iter().map(nearest).collect()
}

/// The folders around a path, the nearest first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.rmatch_indices('/').map(|(at, _)| at);
    ends.filter_map(|end| path.get(..end))
}

#[cfg(test)]
mod tests {
    use super::folders;

    #[test]
    fn a_house_is_the_nearest_folder_with_enough_documents() {
        let paths = ["a/x/1", "a/x/2", "a/x/3", "a/x/4", "a/x/5", "a/y/1", "b/1"];
        let found = folders(&paths);
        assert_eq!(found[0], "a/x");
        assert_eq!(found[5], "a");
        assert_eq!(found[6], "");
    }
}
