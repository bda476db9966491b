//! What the post-mortems of a repository have in common.

use std::collections::BTreeMap;

use crate::postmortem::{Kind, OwnerKind, PostMortem, SectionKind, normalise};

/// What one document shows.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Its path from the folder of the configuration on, with `/` between its parts.
    pub path: String,
    /// Whether it has a whys status.
    pub has_status: bool,
    /// Headings that say nothing to whys, each with what its text looks like.
    pub(super) headings: Vec<(String, Option<SectionKind>)>,
    pub(super) people: Vec<String>,
    pub(super) teams: Vec<String>,
    pub(super) severities: Vec<String>,
}

/// A name with how many documents have it, the most frequent first.
type Counted = Vec<(String, usize)>;

/// What all of them show.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The post-mortems, in the order of their paths.
    pub documents: Vec<Seen>,
    /// Headings that say nothing to whys and stand in several documents: with what their text looks like where that is
    /// plain, and how many documents have them.
    pub headings: Vec<(String, Option<SectionKind>, usize)>,
    /// People with a role or an action.
    pub people: Counted,
    /// Teams that are named as such.
    pub teams: Counted,
    /// Incident severities.
    pub severities: Counted,
}

/// So many headings, people and teams are proposed.
const MOST: usize = 12;
/// A heading is one of the organisation when so many documents have it.
const FEWEST: usize = 3;
/// So many entries with a time make a timeline.
const FEWEST_ENTRIES: usize = 3;

impl Seen {
    /// What a document shows; none when it is no post-mortem.
    pub fn of(path: &str, post: &PostMortem) -> Option<Self> {
        (post.kind == Kind::PostMortem).then(|| Self {
            path: path.to_owned(),
            has_status: post.metadata.status.is_some(),
            headings: headings(post),
            people: people(post),
            teams: teams(post),
            severities: post
                .metadata
                .severity
                .iter()
                .map(|fact| fact.value.clone())
                .collect(),
        })
    }
}

/// The headings of the upper levels that no list knows.
fn headings(post: &PostMortem) -> Vec<(String, Option<SectionKind>)> {
    let title = post.sections.title;
    let all = post.sections.all.iter().enumerate();
    let unknown = all.filter(|(at, section)| {
        Some(*at) != title
            && section.level <= 3
            && section.ruled_by == SectionKind::Other
            && SectionKind::of(&section.heading) == SectionKind::Other
    });
    let mut found: Vec<(String, Option<SectionKind>)> = Vec::new();
    for (_, section) in unknown {
        let inside = |at: usize| section.span.covers(at);
        let boxes = post
            .doc
            .blocks()
            .filter(|(_, block)| inside(block.span.start))
            .filter(|(_, block)| matches!(block.kind, crate::markdown::BlockKind::Item(Some(_))));
        let times = post
            .key_events
            .iter()
            .filter(|entry| inside(entry.span.start));
        let looks = match () {
            () if boxes.count() > 0 => Some(SectionKind::Actions),
            () if times.count() >= FEWEST_ENTRIES => Some(SectionKind::Timeline),
            () => None,
        };
        let heading = section.heading.trim().to_owned();
        if !normalise(&heading).is_empty() && !found.iter().any(|(known, _)| *known == heading) {
            found.push((heading, looks));
        }
    }
    found
}

/// Everybody with a role, and the owners of actions.
fn people(post: &PostMortem) -> Vec<String> {
    let roles = post
        .metadata
        .roles()
        .flat_map(|fact| fact.value.split(", "));
    let owned = post
        .actions
        .iter()
        .filter(|action| action.owner_kind == OwnerKind::Person);
    let owners = owned.flat_map(|action| action.owners.iter().map(|owner| owner.value.as_str()));
    unique(roles.chain(owners).map(str::to_owned).collect())
}

fn teams(post: &PostMortem) -> Vec<String> {
    let own = post.metadata.team.iter().map(|fact| fact.value.clone());
    let owned = post
        .actions
        .iter()
        .filter(|action| action.owner_kind == OwnerKind::Team);
    let owners = owned.flat_map(|action| action.owners.iter().map(|owner| owner.value.clone()));
    unique(own.chain(owners).collect())
}

fn unique(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

impl Survey {
    /// Counts what documents show.
    pub fn of(mut documents: Vec<Seen>) -> Self {
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let all = |names: fn(&Seen) -> &[String]| counted(documents.iter().flat_map(names));
        let (people, teams) = (all(|seen| &seen.people), all(|seen| &seen.teams));
        Self {
            people,
            teams,
            severities: all(|seen| &seen.severities),
            headings: shared(&documents),
            documents,
        }
    }
}

/// The headings that several documents have, and what they look like in most of these.
fn shared(documents: &[Seen]) -> Vec<(String, Option<SectionKind>, usize)> {
    let mut all: BTreeMap<String, (String, Vec<Option<SectionKind>>)> = BTreeMap::new();
    for (heading, looks) in documents.iter().flat_map(|seen| &seen.headings) {
        let entry = all.entry(normalise(heading));
        let (_, looked) = entry.or_insert_with(|| (heading.clone(), Vec::new()));
        looked.push(*looks);
    }
    let often = all
        .into_values()
        .filter(|(_, looked)| looked.len() >= FEWEST);
    let mut found: Vec<_> = often
        .map(|(heading, looked)| {
            let most =
                looked.iter().flatten().copied().max_by_key(|kind| {
                    looked.iter().filter(|other| **other == Some(*kind)).count()
                });
            let plain = most.filter(|kind| {
                2 * looked.iter().filter(|other| **other == Some(*kind)).count() > looked.len()
            });
            (heading, plain, looked.len())
        })
        .collect();
    found.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    found.truncate(MOST);
    found
}

fn counted<'n>(names: impl Iterator<Item = &'n String>) -> Counted {
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *all.entry(name).or_default() += 1;
    }
    let mut all: Counted = all
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count))
        .collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(MOST);
    all
}
