//! The keys of `whys.toml`: what each takes and is for. The reader knows no others, the schema and `whys config` show these.

use super::documents::FILE_NAME;
use crate::rules::Profile;

/// A key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What it is for, as editors show it.
    pub about: &'static str,
    /// What holds where it is not there.
    pub unset: Unset,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number from 0 on.
    Number,
    /// A list of texts.
    Texts,
    /// A text or a list of them.
    TextOrTexts,
    /// A table with these keys.
    Table(&'static [Key]),
    /// A list of such tables.
    Tables(&'static [Key]),
    /// A table whose names the user chooses; each takes the same.
    Named(&'static Kind),
    /// A table for each rule, with the rule's own settings.
    Rules,
}

/// What holds where a key is not there.
#[derive(Clone, Copy, Debug)]
pub enum Unset {
    /// This text, as if it stood there.
    Text(&'static str),
    /// Something that no value says.
    Told(&'static str),
}

use Kind::{Named, Number, Rules, Table, Tables, Text, TextOrTexts, Texts, Word};
use Unset::Told;

const fn key(name: &'static str, kind: Kind, unset: Unset, about: &'static str) -> Key {
    Key {
        name,
        kind,
        about,
        unset,
    }
}

/// The keys of the file.
#[rustfmt::skip]
pub const ROOT: &[Key] = &[
    key("profile", Word(Profile::WORDS), Told("standard for documents with a status, facts for others"),
        "How loud the rules are in every document."),
    key("timezone", Text, Told("none"),
        "The zone of timelines that state none, such as Europe/Berlin."),
    key("overrides", Tables(OVERRIDE), Told("none"),
        "What else holds for some of the documents; of two that say the same, the later one holds."),
    key("documents", Table(DOCUMENTS), Told("nothing"),
        "Which files are post-mortems, and where new ones go."),
    key("sections", Table(SECTIONS), Told("nothing"),
        "What headings of your own are about, beside those that whys knows."),
    key("rules", Rules, Told("what their pages say; --all shows it"),
        "The settings of rules: how loud, from which status on, and their own."),
    key("people", Named(&TextOrTexts), Told("nobody"),
        "People by the names that documents use, each with the e-mail addresses of their commits."),
    key("teams", Named(&Texts), Told("none"),
        "Teams by their names, with the units above them before slashes, each with its members."),
    key("services", Named(&Table(SERVICE)), Told("any"),
        "The services that may be hit."),
    key("tracker", Table(TRACKER), Told("nothing"),
        "Where the tickets live."),
    key("severities", Named(&Table(SEVERITY)), Told("SEV1, SEV2, SEV3, SEV4"),
        "The incident severities, the worst first."),
    key("terms", Named(&Text), Told("none"),
        "Abbreviations that every reader here knows, each with what it means."),
    key("domains", Table(DOMAINS), Told("nothing"),
        "The domains of the web."),
    key("log", Table(LOG), Told("nothing"),
        "What `whys log` takes."),
    key("secrets", Table(SECRETS), Told("nothing"),
        "What looks like a secret."),
];

/// A table of `[[overrides]]`
#[rustfmt::skip]
pub const OVERRIDE: &[Key] = &[
    key("paths", Texts, Told("nothing"),
        "For which documents: patterns as in .gitignore, relative to this file."),
    key("profile", Word(Profile::WORDS), Told("that of the file"),
        "How loud the rules are in these documents."),
    key("rules", Rules, Told("what holds for all documents"),
        "The settings of rules in these documents."),
];

/// `[documents]`
#[rustfmt::skip]
pub const DOCUMENTS: &[Key] = &[
    key("include", Texts, Told("what is a post-mortem by its path or its sections"),
        "What is a post-mortem, and nothing else: patterns as in .gitignore, relative to this file."),
    key("exclude", Texts, Told("nothing"),
        "What is none: patterns as in .gitignore, relative to this file."),
    key("folder", Text, Told("the usual folder that exists, such as docs/postmortems, else postmortems"),
        "Where `whys new` writes, relative to this file."),
    key("file-name", Text, Unset::Text(FILE_NAME),
        "How `whys new` names files, with {date}, {year}, {month} and {slug}; folders stand before slashes."),
];

/// A table of `[services]`
#[rustfmt::skip]
pub const SERVICE: &[Key] = &[
    key("owner", Text, Told("nobody"),
        "The team that owns it: `whys new --service` fills in that one."),
];

/// `[sections]`: a key for each kind of section.
#[rustfmt::skip]
pub const SECTIONS: &[Key] = &[
    key("summary", Texts, Told("none"), "Headings of summaries."),
    key("impact", Texts, Told("none"), "Headings of what users felt."),
    key("timeline", Texts, Told("none"), "Headings of what happened, when."),
    key("detection", Texts, Told("none"), "Headings of how it was noticed."),
    key("causes", Texts, Told("none"), "Headings of why it happened."),
    key("lessons", Texts, Told("none"), "Headings of what went well, what went poorly, where luck helped."),
    key("actions", Texts, Told("none"), "Headings of follow-ups."),
    key("evidence", Texts, Told("none"), "Headings of pictures, excerpts and links."),
    key("other", Texts, Told("none"), "Headings of what is none of these."),
];

/// `[tracker]`
#[rustfmt::skip]
pub const TRACKER: &[Key] = &[
    key("pattern", Text, Told("any key, number or address"),
        "What a ticket looks like, as a regular expression; with it, an action needs such a ticket."),
    key("url", Text, Told("none"),
        "Where a ticket is found, with {ticket} in place of its key."),
];

/// A table of `[severities]`
#[rustfmt::skip]
pub const SEVERITY: &[Key] = &[
    key("due-days", Number, Told("no limit"),
        "Within how many days the actions of such an incident are due."),
];

/// `[domains]`
#[rustfmt::skip]
pub const DOMAINS: &[Key] = &[
    key("own", Texts, Told("none"), "Those of this organisation."),
];

/// `[log]`
#[rustfmt::skip]
pub const LOG: &[Key] = &[
    key("largest-picture", Number, Told("4096"), "How many kB a picture may have that `whys log --attach` keeps."),
];

/// `[secrets]`
#[rustfmt::skip]
pub const SECRETS: &[Key] = &[
    key("allow", Texts, Told("none"), "The fingerprints of those that are none, from the findings about them."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::postmortem::{SectionKind, schema};

    #[test]
    fn every_kind_of_section_has_a_key() {
        let names: Vec<&str> = SECTIONS.iter().map(|key| key.name).collect();
        assert_eq!(names, SectionKind::WORDS);
    }

    #[test]
    fn the_severities_are_those_of_the_front_matter() {
        let ours = schema::find(schema::KEYS, "severity").expect("a key");
        let told = ROOT.iter().find(|key| key.name == "severities");
        let told = told.expect("a key").unset;
        assert!(matches!(told, Told(text) if text == ours.values.join(", ")));
    }
}
