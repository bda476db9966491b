//! The words of all post-mortems, weighed, so that those like one of them are found at once.

mod compare;
mod form;
mod house;
mod lookup;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::alike::Alike;
use super::digest::{Digest, Field};
use super::tokens;
use super::vocabulary::{Term, Vocabulary};
use crate::diagnostic::Fnv;
use crate::words;
use house::House;

/// Terms of so many documents bring no two of them together; they are weighed all the same.
const COMMON: usize = 200;

/// Nobody reads more words of a title.
const LONGEST_TITLE: usize = 40;

/// The post-mortems of a repository by their words. Restricted ones are only counted.
pub struct Index {
    vocabulary: Vocabulary,
    documents: Vec<Document>,
    by_path: HashMap<String, usize>,
    /// By term: the documents that have it, with its weight there.
    postings: Vec<Vec<(u32, f32)>>,
    /// By term: the documents that have it in their actions.
    in_actions: Vec<Vec<u32>>,
    /// The terms that any report may have: they are weighed, but never told.
    general: HashSet<Term>,
    /// Finds the names of all documents in a text, once somebody asks.
    mentions: OnceLock<lookup::Mentions>,
    /// How many restricted post-mortems were left out.
    pub restricted: usize,
}

/// A post-mortem in terms.
struct Document {
    digest: Digest,
    /// In the order of the terms; of length 1.
    vector: Vec<Weighed>,
    /// The terms of the title, in order, and what they weigh.
    title: Vec<(Term, f32)>,
    /// The terms of the title as they follow each other, so far as anybody reads a title.
    title_order: Vec<Term>,
    /// How many post-mortems its house has.
    house: usize,
    /// Which one that is.
    in_house: usize,
}

impl Document {
    fn has_in_title(&self, term: Term) -> bool {
        let found = self.title.binary_search_by_key(&term, |(term, _)| *term);
        found.is_ok()
    }
}

/// A term in a document.
#[derive(Clone, Copy)]
struct Weighed {
    term: Term,
    weight: f32,
    in_causes: bool,
}

/// A document on its way: its passages as terms.
struct Read {
    digest: Digest,
    passages: Vec<Part>,
}

/// A passage in terms.
struct Part {
    field: Field,
    is_heading: bool,
    /// By which the same words elsewhere are known.
    hash: u64,
    terms: Vec<Term>,
}

impl Index {
    /// Reads the documents, in the order of their paths.
    pub fn build(digests: impl IntoIterator<Item = Digest>) -> Self {
        let mut vocabulary = Vocabulary::new();
        let mut restricted = 0;
        let mut read: Vec<Read> = Vec::new();
        for digest in digests {
            match digest.restricted {
                true => restricted += 1,
                false => read.push(Read::new(digest, &mut vocabulary)),
            }
        }
        form::leave_out(&mut read);
        let (houses, of_document) = house::of(&read);
        let common = common(&vocabulary);
        let general = general(&vocabulary);
        let mut in_actions = vec![Vec::new(); vocabulary.len()];
        for (at, one) in read.iter().enumerate() {
            for term in one.actions() {
                if let Some(list) = in_actions.get_mut(term as usize) {
                    list.push(at as u32);
                }
            }
        }
        let housed = read.into_iter().zip(of_document);
        let weighed = housed.filter_map(|(one, at)| Some(one.weigh(at, houses.get(at)?, &common)));
        let documents: Vec<Document> = weighed.collect();
        let mut postings = vec![Vec::new(); vocabulary.len()];
        for (at, document) in documents.iter().enumerate() {
            for weighed in &document.vector {
                if let Some(list) = postings.get_mut(weighed.term as usize) {
                    list.push((at as u32, weighed.weight));
                }
            }
        }
        let paths = documents.iter().enumerate();
        let mut index = Self {
            by_path: paths
                .map(|(at, one)| (one.digest.path.clone(), at))
                .collect(),
            vocabulary,
            documents,
            postings,
            in_actions,
            general: general.union(&common).copied().collect(),
            mentions: OnceLock::new(),
            restricted,
        };
        index.forget_names();
        index
    }

    /// Keeps of the names in a document those that a post-mortem has.
    fn forget_names(&mut self) {
        let known: HashSet<String> = self
            .documents
            .iter()
            .flat_map(|one| one.digest.own_names.clone())
            .collect();
        for document in &mut self.documents {
            document.digest.names.retain(|name| known.contains(name));
        }
    }

    /// How many post-mortems it holds.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The post-mortems that are like the one at `path` and were before it, the most alike first; those whose texts have
    /// less than `least` in common (0 to 1) are left out.
    pub fn alike(&self, path: &str, least: f64) -> Vec<Alike<'_>> {
        let Some(&asked) = self.by_path.get(path) else {
            return Vec::new();
        };
        let Some(this) = self.documents.get(asked) else {
            return Vec::new();
        };
        let mut found: Vec<Alike<'_>> = self
            .near(this)
            .into_iter()
            .map(|(at, text)| (at as usize, f64::from(text)))
            .filter(|&(at, text)| at != asked && text >= least)
            .filter_map(|(at, text)| Some((self.documents.get(at)?, text)))
            .filter(|(other, _)| other.digest.is_before(&this.digest))
            .map(|(other, text)| self.compare(this, other, text))
            .collect();
        found.sort_by(|a, b| {
            let by_score = b.score().total_cmp(&a.score());
            by_score.then_with(|| a.digest.path.cmp(&b.digest.path))
        });
        found
    }

    /// How much the texts of other documents have in common with this one, from 0 to 1.
    fn near(&self, this: &Document) -> Vec<(u32, f32)> {
        let mut sums = vec![0.0_f32; self.documents.len()];
        let mut is_near = vec![false; self.documents.len()];
        let (common, rare): (Vec<&Weighed>, Vec<&Weighed>) = this
            .vector
            .iter()
            .partition(|weighed| self.list(weighed.term).len() > COMMON);
        for weighed in rare {
            for &(at, weight) in self.list(weighed.term) {
                sums[at as usize] += weighed.weight * weight;
                is_near[at as usize] = true;
            }
        }
        for weighed in common {
            for &(at, weight) in self.list(weighed.term) {
                sums[at as usize] += weighed.weight * weight;
            }
        }
        let all = (0_u32..).zip(sums);
        let near = all.filter(|(at, _)| is_near[*at as usize]);
        near.collect()
    }

    fn list(&self, term: Term) -> &[(u32, f32)] {
        self.postings.get(term as usize).map_or(&[], Vec::as_slice)
    }
}

impl Read {
    fn new(mut digest: Digest, vocabulary: &mut Vocabulary) -> Self {
        let passages = std::mem::take(&mut digest.passages);
        let people = passages
            .iter()
            .flat_map(|passage| tokens::handles(&passage.text));
        let people: HashSet<String> = people.collect();
        let passages = passages.into_iter().map(|passage| {
            let terms = vocabulary.learn(&passage.text, &people);
            Part {
                field: passage.field,
                is_heading: passage.is_heading,
                hash: hash(&passage.text),
                terms,
            }
        });
        Self {
            passages: passages.collect(),
            digest,
        }
    }

    /// The terms of its actions, each once.
    fn actions(&self) -> BTreeSet<Term> {
        let own = self.passages.iter();
        let own = own.filter(|part| part.field == Field::Actions);
        own.flat_map(|part| part.terms.iter().copied()).collect()
    }

    /// `common`: what every title may say.
    fn weigh(self, in_house: usize, house: &House, common: &HashSet<Term>) -> Document {
        let mut counts: HashMap<Term, (f32, bool)> = HashMap::new();
        let mut title = Vec::new();
        for part in &self.passages {
            if part.field == Field::Title {
                title.extend(part.terms.iter().filter(|term| !common.contains(term)));
            }
            for term in &part.terms {
                let (count, in_causes) = counts.entry(*term).or_default();
                *count += part.field.weight();
                *in_causes |= part.field == Field::Causes;
            }
        }
        let title_order: Vec<Term> = title.iter().copied().take(LONGEST_TITLE).collect();
        let mut vector: Vec<Weighed> = counts
            .into_iter()
            .filter(|(_, (count, _))| *count > 0.0)
            .map(|(term, (count, in_causes))| Weighed {
                term,
                // A word that stands there often tells more, but not as many times more.
                weight: (1.0 + count.ln()) * house.weight(term),
                in_causes,
            })
            .collect();
        vector.sort_by_key(|weighed| weighed.term);
        let length = vector
            .iter()
            .map(|w| w.weight * w.weight)
            .sum::<f32>()
            .sqrt();
        if length > 0.0 {
            vector.iter_mut().for_each(|w| w.weight /= length);
        }
        title.sort_unstable();
        title.dedup();
        let title = title
            .into_iter()
            .map(|term| (term, house.title_weight(term)));
        Document {
            digest: self.digest,
            vector,
            title: title.collect(),
            title_order,
            in_house,
            house: house.size,
        }
    }
}

impl Field {
    /// How many times a word counts here. What is to be done may be the same for any outage.
    fn weight(self) -> f32 {
        match self {
            Field::Title => 3.0,
            Field::Summary | Field::Causes => 2.0,
            Field::Rest => 1.0,
            Field::Actions => 0.0,
        }
    }
}

/// By term: how many of the documents have it, and how many of their titles.
fn frequencies<'r>(
    read: impl Iterator<Item = &'r Read>,
) -> (HashMap<Term, usize>, HashMap<Term, usize>) {
    let (mut all, mut titles) = (HashMap::new(), HashMap::new());
    for one in read {
        let mut own: Vec<(Term, bool)> = Vec::new();
        for part in one.passages.iter().filter(|p| p.field.weight() > 0.0) {
            let in_title = part.field == Field::Title;
            own.extend(part.terms.iter().map(|&term| (term, in_title)));
        }
        own.sort_unstable();
        own.dedup();
        let mut last = None;
        for (term, in_title) in own {
            if last != Some(term) {
                *all.entry(term).or_default() += 1;
            }
            if in_title {
                *titles.entry(term).or_default() += 1;
            }
            last = Some(term);
        }
    }
    (all, titles)
}

/// The terms that stand in the title of any post-mortem: "incident", "outage", "report".
fn common(vocabulary: &Vocabulary) -> HashSet<Term> {
    let lists = ["incident-words", "title-forms"].into_iter();
    let stems = lists
        .flat_map(words::entries)
        .flat_map(|entry| entry.split('|'));
    stems.filter_map(|stem| vocabulary.of_stem(stem)).collect()
}

/// The terms that a report on anything may have: "event", "root", "ready".
fn general(vocabulary: &Vocabulary) -> HashSet<Term> {
    let words = words::entries("general-words").flat_map(|entry| entry.split('|'));
    words.filter_map(|word| vocabulary.of_word(word)).collect()
}

/// What a term weighs that so many of all documents have: nothing for one that all have.
fn rarity(all: usize, have: usize) -> f32 {
    ((all as f32 + 1.0) / (have as f32 + 0.5)).ln().max(0.0)
}

fn hash(text: &str) -> u64 {
    let mut hash = Fnv::new();
    for word in text.split_whitespace() {
        hash.write(word.as_bytes());
        hash.write(b" ");
    }
    hash.0
}
