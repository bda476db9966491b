//! The earlier post-mortems that a document is very like, or that it says to repeat.

use std::sync::{Arc, LazyLock};

use jiff::Unit;

use crate::phrases::Phrases;
use crate::related::{Alike, Digest, FollowUp, Index, as_written};
use crate::rules::{Context, Others, Settings};
use crate::words;

/// The least that the texts of two documents have in common where their titles are nearly the same.
const LEAST: f64 = 0.1;

/// So much more two texts have to have in common whose causes share no word.
const APART: f64 = 1.3;

/// So much more two texts of different houses have to have in common: their systems only seem to be the same.
const FOREIGN: f64 = 1.5;

/// A title that so many earlier ones have word for word is a heading of the house, or was copied: half of what is
/// asked of texts has to come to it.
const HEADING: usize = 2;

/// The earlier post-mortems of a document, when somebody knows them.
pub(super) struct Earlier<'a> {
    others: &'a dyn Others,
    index: Arc<Index>,
}

impl<'a> Earlier<'a> {
    pub(super) fn of(cx: &'a Context<'_>) -> Option<Self> {
        let others = cx.known.others.as_deref()?;
        let index = others.index(&cx.post.path)?;
        Some(Self { others, index })
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// What became of the actions of one of them.
    pub(super) fn follow_up(&self, path: &str) -> Arc<FollowUp> {
        self.others.follow_up(path).unwrap_or_default()
    }

    /// Those that are so like the document that they must be about the same, and that it does not name, neither itself nor
    /// through one that it does name. Two reports of one day are about one incident.
    pub(super) fn undeclared(&self, cx: &Context, settings: &Settings) -> Vec<Alike<'_>> {
        let (title, text) = (settings.number("title"), settings.number("text"));
        let mut all = self.index.alike(&cx.post.path, text.min(LEAST));
        let same_title = all.iter().filter(|one| one.title > 1.0 - f64::EPSILON);
        let is_heading = same_title.count() >= HEADING;
        let least = if is_heading { text / 2.0 } else { LEAST };
        all.retain(|one| {
            let alike = match one.same_house {
                true => {
                    one.text >= text || one.title >= title && one.text >= self.least(cx, one, least)
                }
                false => one.text >= text * FOREIGN,
            };
            alike && !one.same_day && !self.shares_only_a_name(cx, one, text / 2.0)
        });
        // Nearly always: what a document mentions is looked for in all of its text.
        let Some(own) = self.index.at(&cx.post.path).filter(|_| !all.is_empty()) else {
            return Vec::new();
        };
        let text = cx.doc().running_text().to_lowercase();
        let others = self.index.told_of(own, &text);
        let found = all.into_iter().filter(|one| {
            let is_told = others
                .iter()
                .any(|other| other.path == one.digest.path || other.names(one.digest));
            !is_told
                && !one.digest.names(own)
                && !one.digest.is_dated_in(&text)
                && !is_spoken_of(own, one.digest, &text)
        });
        found.collect()
    }
}

impl Earlier<'_> {
    /// How much the texts have to have in common where the titles are nearly the same: more where both tell why and the causes
    /// share no word, for then it may be another failure that looks the same.
    fn least(&self, cx: &Context, one: &Alike<'_>, least: f64) -> f64 {
        match self.index.have_causes_apart(&cx.post.path, one) {
            true => least * APART,
            false => least,
        }
    }

    /// Whether two titles share no more than the name of one thing, nothing of what went wrong with it, and the texts have less
    /// than `least` in common beside it.
    fn shares_only_a_name(&self, cx: &Context, one: &Alike<'_>, least: f64) -> bool {
        let Some(name) = self.index.shared_name(&cx.post.path, one) else {
            return false;
        };
        let title = cx.post.title.as_ref().map_or("", |title| &title.value);
        let name = as_written(&name, title);
        let places = || name.iter().filter_map(|word| title.find(word.as_str()));
        let from = places().min().unwrap_or_default();
        let to = places().max().unwrap_or_default();
        // What stands between the words belongs to them: "logs not shipped".
        let end = title
            .get(to..)
            .and_then(|last| last.find(char::is_whitespace));
        let name = title.get(from..end.map_or(title.len(), |end| to + end));
        let name = name.unwrap_or_default();
        let lists = ["title-effects", "title-troubles", "symptoms"];
        !lists.iter().any(|list| cx.phrases(list).is_match(name))
            && self.index.beyond_titles(&cx.post.path, one) < least
    }
}

/// Phrases for an earlier outage, each with how many days may lie between.
static TIMES: LazyLock<Vec<(i32, Phrases)>> = LazyLock::new(|| {
    let entries = words::entries("earlier-times").filter_map(|entry| entry.split_once(" = "));
    entries
        .filter_map(|(days, phrase)| {
            let days = days.parse().ok()?;
            Some((days, Phrases::new(std::iter::once(phrase))))
        })
        .collect()
});

/// Whether a text speaks of an earlier outage by how long ago it was: "the same as last week".
fn is_spoken_of(own: &Digest, earlier: &Digest, text: &str) -> bool {
    let Some((own, earlier)) = own.day.zip(earlier.day) else {
        return false;
    };
    let Ok(between) = earlier.until((Unit::Day, own)) else {
        return false;
    };
    let mut times = TIMES.iter();
    times.any(|(days, phrase)| (1..=*days).contains(&between.get_days()) && phrase.is_match(text))
}
