//! The words of many documents, each as the number of its stem.

use std::collections::{HashMap, HashSet};

use rust_stemmers::{Algorithm, Stemmer};

use super::tokens;

/// The number of a stem.
pub(super) type Term = u32;

/// Stems and the words that have them.
pub(super) struct Vocabulary {
    stemmer: Stemmer,
    /// Words in lower case; none for those that say nothing.
    words: HashMap<Box<str>, Option<Term>>,
    stems: HashMap<Box<str>, Term>,
    /// The shortest word of each stem as written, for telling it.
    shown: Vec<Box<str>>,
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
            words: HashMap::new(),
            stems: HashMap::new(),
            shown: Vec::new(),
        }
    }

    /// The terms of a text, in its order, without the words in lower case that are left out; words that nobody has used so
    /// far are learnt.
    pub(super) fn learn(&mut self, text: &str, without: &HashSet<String>) -> Vec<Term> {
        tokens::of(text)
            .filter(|word| without.is_empty() || !without.contains(&word.to_lowercase()))
            .filter_map(|word| self.learn_word(word))
            .collect()
    }

    fn learn_word(&mut self, word: &str) -> Option<Term> {
        let lower = word.to_lowercase();
        if let Some(&known) = self.words.get(lower.as_str()) {
            let term = known?;
            self.show(term, word);
            return Some(term);
        }
        if tokens::is_small(&lower) {
            self.words.insert(lower.into(), None);
            return None;
        }
        let stem = self.stemmer.stem(&lower);
        let term = match self.stems.get(stem.as_ref()) {
            Some(&term) => term,
            None => {
                let term = self.shown.len() as Term;
                self.stems.insert(stem.as_ref().into(), term);
                self.shown.push(word.into());
                term
            }
        };
        self.show(term, word);
        self.words.insert(lower.into(), Some(term));
        Some(term)
    }

    /// Of words of one length that without capitals: "target" for "Target", and still "KIAM".
    fn show(&mut self, term: Term, word: &str) {
        if let Some(shown) = self.shown.get_mut(term as usize) {
            let rank = |word: &str| (word.len(), std::cmp::Reverse(word.to_owned()));
            if word.len() <= shown.len() && rank(word) < rank(shown) {
                *shown = word.into();
            }
        }
    }

    /// The term of a stem; none for one that no document has.
    pub(super) fn of_stem(&self, stem: &str) -> Option<Term> {
        self.stems.get(stem).copied()
    }

    /// The term of a word, whatever its form; none for one that no document has.
    pub(super) fn of_word(&self, word: &str) -> Option<Term> {
        self.of_stem(&self.stemmer.stem(word))
    }

    /// A word that has this stem.
    pub(super) fn word(&self, term: Term) -> &str {
        self.shown.get(term as usize).map_or("", AsRef::as_ref)
    }

    /// How many terms there are.
    pub(super) fn len(&self) -> usize {
        self.shown.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_are_one_term() {
        let mut known = Vocabulary::new();
        let first = known.learn("Targets of the KIAM target", &HashSet::new());
        assert_eq!(first.len(), 3);
        assert_eq!(first[0], first[2]);
        assert_eq!(known.word(first[0]), "target");
        assert_eq!(known.word(first[1]), "KIAM");
        let people = HashSet::from(["kiam".to_owned()]);
        assert_eq!(
            known.learn("Kiam targeted", &HashSet::new()),
            [first[1], first[0]]
        );
        assert_eq!(known.learn("Kiam targeted", &people), [first[0]]);
    }
}
