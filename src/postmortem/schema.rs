//! The form of a post-mortem: its sections and the keys of its front matter, what each is for, from which status on a
//! document has it, and which rule asks for it.
//!
//! Templates, `whys advance`, the schema of the front matter and the rules take it from here; `rules::Needs` knows what the
//! configuration has changed of it.

use super::{DetectedBy, SectionKind, Status, Type, Visibility};
use KeyKind::{Count, Day, Group, Text, Texts, Time};
use SectionKind::{Actions, Causes, Detection, Evidence, Impact, Lessons, Summary, Timeline};
use Status::{Draft, Final, Live, Review};

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
    /// The status from which on a document that whys writes has it; none where only its author knows.
    pub opens: Option<Status>,
    /// Who asks for it; none where nobody does.
    pub asked: Option<Asked>,
}

/// A section of the document.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What it is about.
    pub kind: SectionKind,
    /// Its heading where whys writes it.
    pub heading: &'static str,
    /// The status from which on a document that whys writes has it.
    pub opens: Status,
    /// Who asks for it.
    pub asked: Asked,
    /// What its author has to answer.
    pub question: &'static str,
}

/// Who asks for a section or key.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// The rule.
    pub by: &'static str,
    /// The status from which on it does so; none where its page says that.
    pub from: Option<Status>,
}

const fn by(rule: &'static str) -> Asked {
    Asked {
        by: rule,
        from: None,
    }
}

const fn from(status: Status, rule: &'static str) -> Asked {
    Asked {
        by: rule,
        from: Some(status),
    }
}

const fn part(
    kind: SectionKind,
    heading: &'static str,
    opens: Status,
    asked: Asked,
    question: &'static str,
) -> Part {
    Part {
        kind,
        heading,
        opens,
        asked,
        question,
    }
}

/// The sections, in the order of the document.
#[rustfmt::skip]
pub const SECTIONS: &[Part] = &[
    part(Summary, "Summary", Live, from(Draft, "missing-section"),
        "What did customers see, from when to when, how many of them, what ended it?"),
    part(Impact, "Impact", Draft, from(Draft, "missing-section"),
        "How many customers, failed requests, how slow, which data was lost? `none` is an answer."),
    part(Timeline, "Timeline (UTC)", Live, by("missing-timeline"),
        "What happened when, from the change before it to the last user who was well again?"),
    part(Detection, "Detection", Draft, by("missing-detection"),
        "Who or what noticed, after how long, and what would have halved that time?"),
    part(Causes, "Causes", Draft, by("missing-cause"),
        "Why, three times over, down to a condition that we own and can change (C1, C2 …)?"),
    part(Lessons, "Lessons", Draft, from(Review, "missing-section"),
        "What went well, what poorly (P1 …), where did we get lucky (L1 …)?"),
    part(Actions, "Actions", Draft, by("no-actions"),
        "What changes in which system, who does it, by which day, and how will a stranger tell that it is done?"),
    part(Evidence, "Evidence", Live, by("missing-evidence"),
        "Which pictures and excerpts show it, before the dashboards are cleaned up?"),
];

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
        opens: None,
        asked: None,
    }
}

impl Key {
    const fn opens(self, status: Status) -> Key {
        Key {
            opens: Some(status),
            ..self
        }
    }

    const fn asked(self, asked: Asked) -> Key {
        Key {
            asked: Some(asked),
            ..self
        }
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
    key("title", Text, "What customers saw.")
        .opens(Live).asked(from(Draft, "missing-metadata")),
    listed("status", Text, Status::WORDS, "How far it is: each status asks for more than the one before.")
        .opens(Live),
    listed("severity", Text, SEVERITIES, "How grave the incident was.")
        .opens(Live).asked(from(Draft, "missing-metadata")),
    key("team", Text, "The unit that owns the follow-up, with the units above it before slashes: payments/checkout.")
        .opens(Live).asked(from(Draft, "missing-metadata")),
    key("services", Texts, "What was hit.")
        .opens(Live).asked(from(Draft, "missing-metadata")),
    key("author", Texts, "The one who is accountable for this page.")
        .opens(Live).asked(by("missing-role")),
    key("moderator", Texts, "Who leads the meeting; neither the author nor the incident lead.")
        .opens(Draft).asked(by("missing-role")),
    key("bar_raiser", Texts, "Who reads along while it is written, and was not a part of it.")
        .opens(Draft).asked(by("missing-role")),
    key("incident_lead", Texts, "Who led the incident.")
        .opens(Live),
    key("started", Time, "When users were first affected, with a zone: 2026-03-14T09:02Z.")
        .opens(Live).asked(by("missing-milestone")),
    key("detected", Time, "When the first of us knew.")
        .opens(Draft).asked(by("missing-milestone")),
    key("mitigated", Time, "When users were no longer affected.")
        .opens(Draft).asked(by("missing-milestone")),
    key("resolved", Time, "When the incident was closed.")
        .opens(Draft).asked(by("missing-milestone")),
    listed("detected_by", Text, DetectedBy::WORDS, "Who or what noticed first.")
        .opens(Draft).asked(by("missing-detection")),
    listed("trigger", Text, TRIGGERS, "What set it off.")
        .opens(Draft).asked(from(Review, "missing-metadata")),
    listed("causes", Texts, CAUSES, "Which sorts of causes it had.")
        .opens(Draft).asked(from(Final, "missing-metadata")),
    key("repeat_of", Text, "The id of an earlier post-mortem of the same cause."),
    key("related", Texts, "The ids of post-mortems like it."),
    key("impact", Group, "What users felt, in numbers.")
        .opens(Draft).asked(by("uncounted-customers")),
    key("reviewed_by", Texts, "Who has read it critically.")
        .opens(Review).asked(by("unreviewed")),
    key("presented_on", Day, "The day on which it was presented.")
        .opens(Final),
    key("amended", Texts, "Changes to a final post-mortem: the day and the reason."),
    listed("visibility", Text, Visibility::WORDS, "A restricted one is left out of lists, reports and comments, and counted there."),
];

/// The keys below `impact`.
#[rustfmt::skip]
pub const IMPACT: &[Key] = &[
    key("customers", Count, "How many people were affected.")
        .opens(Draft).asked(by("uncounted-customers")),
    key("requests_failed", Count, "How many requests failed.")
        .opens(Draft).asked(by("unanswered-impact")),
    key("p99_latency_ms", Count, "The 99th percentile of the latency at its worst, in milliseconds.")
        .opens(Draft).asked(by("unanswered-impact")),
    key("data_lost", Text, "Which data was lost, or none.")
        .opens(Draft).asked(by("unanswered-impact")),
    listed("basis", Text, BASES, "Whether the numbers were measured.")
        .opens(Draft),
    key("note", Text, "Where the numbers come from; of an unknown one, who finds it out by when.")
        .opens(Draft),
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
