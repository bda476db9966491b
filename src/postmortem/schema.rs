//! The front matter of whys: its keys, what each is for, what kind of value it takes, and the lists from which some are
//! taken.

use super::{DetectedBy, Status, Type, Visibility};
use KeyKind::{Count, Day, Group, Text, Texts, Time};

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
    /// What it is for, as editors show it.
    pub about: &'static str,
}

const fn key(name: &'static str, kind: KeyKind, about: &'static str) -> Key {
    listed(name, kind, &[], about)
}

const fn listed(
    name: &'static str,
    kind: KeyKind,
    values: &'static [&'static str],
    about: &'static str,
) -> Key {
    Key {
        name,
        kind,
        values,
        about,
    }
}

const SEVERITIES: &[&str] = &["SEV1", "SEV2", "SEV3", "SEV4"];

const TRIGGERS: &[&str] = &[
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
];

const CAUSES: &[&str] = &[
    "software",
    "process",
    "complexity",
    "capacity",
    "network",
    "provider",
    "data",
    "security",
    "other",
];

const BASES: &[&str] = &["measured", "estimated"];

/// The keys of the top level.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("id", Text, "What others call this post-mortem in place of its file name."),
    key("title", Text, "What customers saw."),
    listed("status", Text, Status::WORDS, "How far it is: each status asks for more than the one before."),
    listed("severity", Text, SEVERITIES, "How grave the incident was."),
    key("team", Text, "The unit that owns the follow-up, with the units above it before slashes: payments/checkout."),
    key("services", Texts, "What was hit."),
    key("author", Texts, "The one who is accountable for this page."),
    key("moderator", Texts, "Who leads the meeting; neither the author nor the incident lead."),
    key("bar_raiser", Texts, "Who reads along while it is written, and was not a part of it."),
    key("incident_lead", Texts, "Who led the incident."),
    key("started", Time, "When users were first affected."),
    key("detected", Time, "When the first of us knew."),
    key("mitigated", Time, "When users were no longer affected."),
    key("resolved", Time, "When the incident was closed."),
    listed("detected_by", Text, DetectedBy::WORDS, "Who or what noticed first."),
    listed("trigger", Text, TRIGGERS, "What set it off."),
    listed("causes", Texts, CAUSES, "Which sorts of causes it had."),
    key("repeat_of", Text, "The id of an earlier post-mortem of the same cause."),
    key("related", Texts, "The ids of post-mortems like it."),
    key("impact", Group, "What users felt, in numbers."),
    key("reviewed_by", Texts, "Who has read it critically."),
    key("presented_on", Day, "The day on which it was presented."),
    key("amended", Texts, "Changes to a final post-mortem: the day and the reason."),
    listed("visibility", Text, Visibility::WORDS, "A restricted one is left out of lists, reports and comments, and counted there."),
];

/// The keys below `impact`.
#[rustfmt::skip]
pub const IMPACT: &[Key] = &[
    key("customers", Count, "How many people were affected."),
    key("requests_failed", Count, "How many requests failed."),
    key("p99_latency_ms", Count, "The 99th percentile of the latency at its worst, in milliseconds."),
    key("data_lost", Text, "Which data was lost, or none."),
    listed("basis", Text, BASES, "Whether the numbers were measured."),
    key("note", Text, "Where the numbers come from; of an unknown one, who finds it out by when."),
];

/// The facts of an action, in the line below it.
#[rustfmt::skip]
pub const ACTION: &[Key] = &[
    key("owner", Text, "The one person who is accountable for it."),
    key("due", Day, "The day by which it is done."),
    listed("type", Text, Type::WORDS, "What it is for."),
    key("addresses", Texts, "The causes and lessons that it answers: C1, P2."),
    key("ticket", Text, "Where it is tracked: a link, or the key of the ticket."),
    key("done", Day, "The day on which it was done, and what shows it."),
    key("dropped", Day, "The day on which it was decided against, and why."),
    key("moved", Text, "A due date moved later: 2026-04-01 → 2026-05-01, and why."),
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
