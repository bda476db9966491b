//! The post-mortems like one of them, with what became of their actions.

use std::sync::Arc;

use jiff::civil::Date;

use super::{Alike, Digest, FollowUp, InCommon, Index};

/// Less in common than this is chance.
const LEAST: f64 = 0.1;

/// So many words are told of each sort.
const WORDS: usize = 6;

/// The earlier post-mortems like one of them.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The path of the one that was asked about.
    pub path: String,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its day.
    pub day: Option<Date>,
    /// The day to measure lateness by.
    pub today: Date,
    /// With how many others it was compared.
    pub compared: usize,
    /// How many restricted ones were left out.
    pub restricted: usize,
    /// The most alike first.
    pub found: Vec<Found>,
}

/// An earlier post-mortem.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its path.
    pub path: String,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its day.
    pub day: Option<Date>,
    /// What the order goes by.
    pub score: f64,
    /// Whether the one that was asked about names it.
    pub is_named: bool,
    /// What they have in common.
    pub in_common: InCommon,
    /// What became of its actions.
    pub follow_up: Arc<FollowUp>,
}

impl Listing {
    /// The `most` that are most like the post-mortem at a path of the index.
    pub fn of(
        index: &Index,
        asked: &Digest,
        most: usize,
        today: Date,
        follow_up: impl Fn(&str) -> Arc<FollowUp>,
    ) -> Self {
        let alike = index.alike(&asked.path, 0.0).into_iter();
        let found = alike.filter(|one| one.score() >= LEAST).take(most);
        let found = found.map(|one: Alike<'_>| Found {
            path: one.digest.path.clone(),
            id: one.digest.id.clone(),
            title: one.digest.title.clone(),
            day: one.digest.day,
            score: (one.score() * 100.0).round() / 100.0,
            is_named: one.is_named,
            in_common: index.in_common(&asked.path, &one, WORDS),
            follow_up: follow_up(&one.digest.path),
        });
        Self {
            found: found.collect(),
            path: asked.path.clone(),
            id: asked.id.clone(),
            title: asked.title.clone(),
            day: asked.day,
            today,
            compared: index.len().saturating_sub(1),
            restricted: index.restricted,
        }
    }
}
