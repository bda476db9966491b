//! The earlier post-mortems like one of them for machines: the contract of `whys related --format json`. It only grows.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Version, harmless_json};
use crate::related::{self, Listing, OpenAction};

/// The earlier post-mortems like one of them, the most alike first.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Related<'a> {
    version: Version<1>,
    /// The path as given.
    path: &'a str,
    /// Its id.
    id: &'a str,
    /// Its title.
    title: Option<&'a str>,
    /// Its day, as in 2026-03-14: that of the incident, else the first that the document names.
    date: Option<String>,
    /// The day that lateness is measured by.
    today: String,
    /// With how many others it was compared.
    compared: usize,
    /// How many restricted ones were left out.
    restricted: usize,
    /// The earlier ones that are like it.
    related: Vec<Found<'a>>,
}

/// An earlier post-mortem.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RelatedPostMortem")]
struct Found<'a> {
    /// Its path.
    path: &'a str,
    /// Its id.
    id: &'a str,
    /// Its title.
    title: Option<&'a str>,
    /// Its day.
    date: Option<String>,
    /// What the order goes by: the more, the more alike; for comparing within one answer only.
    score: f64,
    /// Whether the one that was asked about names it already.
    named: bool,
    /// Why they are alike.
    in_common: InCommon<'a>,
    /// Whether the document says of any of its actions whether it is done; where it does not, `open_actions` are all.
    actions_kept: bool,
    /// How many of its actions are done or dropped.
    closed: usize,
    /// Those that are not.
    open_actions: Vec<Open<'a>>,
}

/// What two post-mortems have in common, of words those first that tell most.
#[derive(Debug, Serialize, JsonSchema)]
struct InCommon<'a> {
    /// Words of both titles.
    title: &'a [String],
    /// Words of the causes of both.
    causes: &'a [String],
    /// Words of both texts.
    text: &'a [String],
    /// Services that both state.
    services: &'a [String],
    /// The trigger that both state.
    trigger: Option<&'a str>,
    /// Sorts of causes that both state.
    cause_categories: &'a [String],
}

/// An action that is still to do.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "OpenAction")]
struct Open<'a> {
    /// Its line in its own post-mortem.
    line: usize,
    /// Its text.
    text: &'a str,
    /// Who is accountable, as written.
    owners: &'a [String],
    /// The day by which it is due.
    due: Option<String>,
    /// Null when it is not late.
    days_late: Option<i64>,
}

/// One object.
pub fn json(listing: &Listing) -> String {
    let object = serde_json::to_string_pretty(&Related::of(listing)).unwrap_or_default();
    format!("{}\n", harmless_json(&object))
}

impl<'a> Related<'a> {
    fn of(listing: &'a Listing) -> Self {
        let found = listing.found.iter();
        Self {
            version: Version,
            path: &listing.path,
            id: &listing.id,
            title: listing.title.as_deref(),
            date: listing.day.map(|day| day.to_string()),
            today: listing.today.to_string(),
            compared: listing.compared,
            restricted: listing.restricted,
            related: found.map(|found| Found::of(found, listing)).collect(),
        }
    }
}

impl<'a> Found<'a> {
    fn of(found: &'a related::Found, listing: &Listing) -> Self {
        let common = &found.in_common;
        let open = found.follow_up.open.iter();
        Self {
            path: &found.path,
            id: &found.id,
            title: found.title.as_deref(),
            date: found.day.map(|day| day.to_string()),
            score: found.score,
            named: found.is_named,
            in_common: InCommon {
                title: &common.title,
                causes: &common.causes,
                text: &common.text,
                services: &common.services,
                trigger: common.trigger.as_deref(),
                cause_categories: &common.categories,
            },
            actions_kept: found.follow_up.is_kept,
            closed: found.follow_up.closed,
            open_actions: open.map(|action| Open::of(action, listing)).collect(),
        }
    }
}

impl<'a> Open<'a> {
    fn of(action: &'a OpenAction, listing: &Listing) -> Self {
        let late = action.due.filter(|_| action.is_overdue(listing.today));
        Self {
            line: action.line,
            text: &action.text,
            owners: &action.owners,
            due: action.due.map(|due| due.to_string()),
            days_late: late.map(|due| i64::from((listing.today - due).get_days())),
        }
    }
}
