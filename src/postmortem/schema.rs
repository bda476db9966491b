//! The front matter of whys: its keys, what kind of value each takes, and the lists from which some are taken.

use crate::markdown::{Fact, FrontValue};

/// What kind of value a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// One text.
    Text,
    /// One text or a list of them.
    Texts,
    /// A day with a clock time and zone, or as much as is known of it.
    Time,
    /// A day.
    Day,
    /// A number, `none` or `unknown`.
    Count,
    /// Keys with values: [`IMPACT`].
    Group,
}

/// A key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: KeyKind,
    /// The values that it may have; empty when any will do.
    pub values: &'static [&'static str],
}

const fn key(name: &'static str, kind: KeyKind) -> Key {
    Key {
        name,
        kind,
        values: &[],
    }
}

const fn listed(name: &'static str, kind: KeyKind, values: &'static [&'static str]) -> Key {
    Key { name, kind, values }
}

/// The keys of the top level.
pub const KEYS: &[Key] = &[
    key("id", KeyKind::Text),
    key("title", KeyKind::Text),
    listed(
        "status",
        KeyKind::Text,
        &["live", "draft", "review", "final"],
    ),
    listed("severity", KeyKind::Text, &["SEV1", "SEV2", "SEV3", "SEV4"]),
    key("team", KeyKind::Text),
    key("services", KeyKind::Texts),
    key("author", KeyKind::Texts),
    key("moderator", KeyKind::Texts),
    key("bar_raiser", KeyKind::Texts),
    key("incident_lead", KeyKind::Texts),
    key("started", KeyKind::Time),
    key("detected", KeyKind::Time),
    key("mitigated", KeyKind::Time),
    key("resolved", KeyKind::Time),
    listed(
        "detected_by",
        KeyKind::Text,
        &[
            "alert",
            "synthetic",
            "customer",
            "employee",
            "vendor",
            "unknown",
        ],
    ),
    listed(
        "trigger",
        KeyKind::Text,
        &[
            "binary-push",
            "config-push",
            "traffic",
            "capacity",
            "provider",
            "hardware",
            "data",
            "schedule",
            "human-operation",
            "other",
        ],
    ),
    listed(
        "causes",
        KeyKind::Texts,
        &[
            "software",
            "process",
            "complexity",
            "capacity",
            "network",
            "provider",
            "data",
            "security",
            "other",
        ],
    ),
    key("repeat_of", KeyKind::Text),
    key("related", KeyKind::Texts),
    key("impact", KeyKind::Group),
    key("reviewed_by", KeyKind::Texts),
    key("presented_on", KeyKind::Day),
    key("amended", KeyKind::Texts),
    listed("visibility", KeyKind::Text, &["public", "restricted"]),
];

/// The keys below `impact`.
pub const IMPACT: &[Key] = &[
    key("customers", KeyKind::Count),
    key("requests_failed", KeyKind::Count),
    key("p99_latency_ms", KeyKind::Count),
    key("data_lost", KeyKind::Text),
    listed("basis", KeyKind::Text, &["measured", "estimated"]),
    key("note", KeyKind::Text),
];

/// Keys of ours that front matter made for other tools hardly has.
const OWN: [&str; 8] = [
    "started",
    "detected",
    "mitigated",
    "detected_by",
    "incident_lead",
    "bar_raiser",
    "reviewed_by",
    "presented_on",
];

/// Whether keys are those of a document that whys has a part in.
pub fn are_of_whys(keys: &[(Fact<String>, FrontValue)]) -> bool {
    keys.iter()
        .any(|(key, _)| OWN.contains(&key.value.as_str()))
}

/// The key of a name.
pub fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}
