//! What two post-mortems of an index have in common.

use std::collections::HashSet;

use super::{Document, Index, rarity};
use crate::related::alike::{Alike, InCommon};
use crate::related::vocabulary::Term;

/// How little a title may say, as a part of what one says that only two documents have.
const TELLING: f64 = 0.4;

/// A shared word that tells so many times less than the most telling one is not told.
const MINOR: f32 = 4.0;

/// A name has no more words than this.
const LONGEST_NAME: usize = 4;

impl Index {
    pub(super) fn compare<'i>(
        &'i self,
        this: &Document,
        other: &'i Document,
        text: f64,
    ) -> Alike<'i> {
        let (a, b) = (&this.digest, &other.digest);
        Alike {
            digest: b,
            title: self.titles(this, other),
            text,
            services: a
                .services
                .iter()
                .filter(|one| b.services.contains(one))
                .cloned()
                .collect(),
            trigger: a
                .trigger
                .clone()
                .filter(|trigger| b.trigger.as_ref() == Some(trigger)),
            categories: a
                .categories
                .iter()
                .filter(|one| b.categories.contains(one))
                .cloned()
                .collect(),
            same_day: a.day.is_some() && a.day == b.day,
            same_house: this.in_house == other.in_house,
            is_named: a.names(b),
        }
    }

    /// How much two titles have in common, from 0 to 1: a rare word counts more. 0 where it is a word that many have.
    fn titles(&self, one: &Document, other: &Document) -> f64 {
        let (mut shared, mut count) = (0.0, 0);
        for (term, weight) in &one.title {
            if let Ok(at) = other.title.binary_search_by_key(term, |(term, _)| *term) {
                let there = other.title.get(at).map_or(0.0, |(_, weight)| *weight);
                shared += f64::from(weight.min(there));
                count += 1;
            }
        }
        let weights = one.title.iter().chain(&other.title);
        let all: f64 = weights.map(|(_, weight)| f64::from(*weight)).sum::<f64>() - shared;
        let rare = f64::from(rarity(one.house.min(other.house), 2));
        match count >= 2 && all > 0.0 && shared >= TELLING * rare * f64::from(count) {
            true => shared / all,
            false => 0.0,
        }
    }

    /// The post-mortem at `path` and one that is alike.
    fn both(&self, path: &str, alike: &Alike<'_>) -> Option<(&Document, &Document)> {
        let document = |path: &str| self.documents.get(*self.by_path.get(path)?);
        document(path).zip(document(&alike.digest.path))
    }

    /// The words that two titles share, where they stand side by side in both: the name of one thing. None where they are
    /// scattered, and the titles have more in common than a name.
    pub fn shared_name(&self, path: &str, alike: &Alike<'_>) -> Option<Vec<String>> {
        let (one, other) = self.both(path, alike)?;
        let shared = one.title.iter().map(|(term, _)| *term);
        let shared: HashSet<Term> = shared.filter(|term| other.has_in_title(*term)).collect();
        let size = shared.len();
        if size == 0 || size > LONGEST_NAME {
            return None;
        }
        let is_name = |words: &&[Term]| words.iter().copied().collect::<HashSet<_>>() == shared;
        let mut names = one.title_order.windows(size).filter(is_name);
        let name =
            names.find(|name| other.title_order.windows(size).any(|words| words == *name))?;
        let told = name
            .iter()
            .map(|&term| self.vocabulary.word(term).to_owned());
        Some(told.collect())
    }

    /// Whether both tell causes, and the causes share no word that tells anything, those of the titles apart.
    pub fn have_causes_apart(&self, path: &str, alike: &Alike<'_>) -> bool {
        let Some((one, other)) = self.both(path, alike) else {
            return false;
        };
        let causes = |document: &Document| -> HashSet<Term> {
            let of_causes = document.vector.iter().filter(|own| own.in_causes);
            of_causes.map(|own| own.term).collect()
        };
        let (one_causes, other_causes) = (causes(one), causes(other));
        let mut shared = one_causes.intersection(&other_causes);
        let tells = |term: &Term| {
            let in_titles = one.has_in_title(*term) && other.has_in_title(*term);
            !in_titles && !self.general.contains(term)
        };
        !one_causes.is_empty() && !other_causes.is_empty() && !shared.any(tells)
    }

    /// How much the texts have in common beyond the words that the titles share, from 0 to 1.
    pub fn beyond_titles(&self, path: &str, alike: &Alike<'_>) -> f64 {
        let Some((one, other)) = self.both(path, alike) else {
            return 0.0;
        };
        let in_both = |term: Term| one.has_in_title(term) && other.has_in_title(term);
        // In the order of the terms, so that the sums are the same in every run.
        let rest = |document: &Document| -> Vec<(Term, f64)> {
            let own = document.vector.iter().filter(|own| !in_both(own.term));
            own.map(|own| (own.term, f64::from(own.weight))).collect()
        };
        let (one, other) = (rest(one), rest(other));
        let length = |words: &[(Term, f64)]| {
            let squares = words.iter().map(|(_, weight)| weight * weight);
            squares.sum::<f64>().sqrt()
        };
        let shared = one.iter().filter_map(|(term, weight)| {
            let at = other.binary_search_by_key(term, |(term, _)| *term).ok()?;
            Some(weight * other.get(at)?.1)
        });
        let whole = length(&one) * length(&other);
        match whole > 0.0 {
            true => shared.sum::<f64>() / whole,
            false => 0.0,
        }
    }

    /// What the post-mortem at `path` has in common with one that is alike; so many words of each sort.
    pub fn in_common(&self, path: &str, alike: &Alike<'_>, most: usize) -> InCommon {
        let Some((one, other)) = self.both(path, alike) else {
            return InCommon::default();
        };
        let told = |term: Term| self.vocabulary.word(term).to_owned();
        let title: Vec<Term> = one
            .title
            .iter()
            .map(|(term, _)| *term)
            .filter(|term| other.has_in_title(*term))
            .collect();
        let mut shared: Vec<(f32, bool, Term)> = one
            .vector
            .iter()
            .filter_map(|a| {
                let at = other
                    .vector
                    .binary_search_by_key(&a.term, |b| b.term)
                    .ok()?;
                let b = other.vector.get(at)?;
                Some((a.weight * b.weight, a.in_causes && b.in_causes, a.term))
            })
            .filter(|(_, _, term)| !title.contains(term))
            .collect();
        // Where nothing else is shared, a general word is better than none.
        if shared
            .iter()
            .any(|(_, _, term)| !self.general.contains(term))
        {
            shared.retain(|(_, _, term)| !self.general.contains(term));
        }
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| told(a.2).cmp(&told(b.2))));
        let top = shared.first().map_or(0.0, |(weight, _, _)| *weight);
        shared.retain(|(weight, _, _)| *weight >= top / MINOR);
        let words = |in_causes: bool| -> Vec<String> {
            let terms = shared.iter().filter(|(_, causes, _)| *causes == in_causes);
            terms.take(most).map(|(_, _, term)| told(*term)).collect()
        };
        InCommon {
            services: alike.services.clone(),
            trigger: alike.trigger.clone(),
            categories: alike.categories.clone(),
            title: title.iter().map(|&term| told(term)).collect(),
            causes: words(true),
            text: words(false),
        }
    }
}
