//! The first `whys.toml`: every key with what it is for; what was found holds, the rest is an example behind a mark.

use std::fmt::Write;

use super::patterns::Patterns;
use super::survey::Survey;
use crate::config::FILE_NAME;
use crate::config::keys::{self, Key, Kind, Unset};
use crate::git::Identity;
use crate::postmortem::SectionKind;

/// Longer lines of comments are broken.
const WIDTH: usize = 100;

const HEAD: &str = "\
# What whys (https://github.com/whys-dev/whys) is to know of the post-mortems at and below this folder.
# A line that begins with # and no blank is a setting that does not hold: take the # away, and it does.
# `whys config` prints what holds; `whys schema config` prints a schema with which editors complete this file.
";

/// What is known for the file.
pub(super) struct Known<'k> {
    pub(super) patterns: Option<&'k Patterns>,
    pub(super) survey: &'k Survey,
    /// Who has committed here.
    pub(super) authors: &'k [Identity],
}

/// The text of the file.
pub(super) fn text(known: &Known<'_>) -> String {
    let mut out = HEAD.to_owned();
    let is_table = |key: &&Key| !matches!(key.kind, Kind::Text | Kind::Word(_));
    // Below the first table nothing is a key of the file any more.
    for key in keys::ROOT.iter().filter(|key| !is_table(key)) {
        out.push('\n');
        about(&mut out, key);
        let _ = writeln!(out, "#{} = {}", key.name, example(key.name));
    }
    for key in keys::ROOT.iter().filter(is_table) {
        out.push('\n');
        about(&mut out, key);
        table(&mut out, key, known);
    }
    out
}

fn about(out: &mut String, key: &Key) {
    let unset = match key.unset {
        Unset::Text(text) => text,
        Unset::Told("nothing" | "none") => return comment(out, key.about),
        Unset::Told(told) => told,
    };
    comment(out, &format!("{} Unset: {unset}.", key.about));
}

fn comment(out: &mut String, text: &str) {
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.len() + word.len() >= WIDTH {
            let _ = writeln!(out, "{line}");
            line = String::from("#");
        }
        line.push(' ');
        line.push_str(word);
    }
    let _ = writeln!(out, "{line}");
}

fn table(out: &mut String, key: &Key, known: &Known<'_>) {
    match (key.name, key.kind) {
        ("documents", Kind::Table(keys)) => documents(out, keys, known.patterns),
        ("sections", Kind::Table(keys)) => sections(out, keys, known.survey),
        ("people", _) => people(out, known),
        ("teams", _) => teams(out, known.survey),
        ("severities", _) => severities(out, known.survey),
        (_, Kind::Tables(keys)) => {
            let _ = writeln!(out, "#[[{}]]", key.name);
            each(out, key.name, keys);
        }
        (_, Kind::Table(keys)) => {
            let _ = writeln!(out, "#[{}]", key.name);
            each(out, key.name, keys);
        }
        _ => {
            let _ = writeln!(out, "#[{}]", key.name);
            lines(out, example(key.name));
        }
    }
}

/// The keys of a table, each with its example.
fn each(out: &mut String, table: &str, keys: &[Key]) {
    for key in keys {
        about(out, key);
        let way = format!("{table}.{}", key.name);
        match key.kind {
            Kind::Rules => lines(out, example(&way)),
            _ => lines(
                out,
                &format!("{} = {}", key.name, number(key).unwrap_or(example(&way))),
            ),
        }
    }
}

/// What a number is where it is not set.
fn number(key: &Key) -> Option<&'static str> {
    let (Unset::Text(text) | Unset::Told(text)) = key.unset;
    (matches!(key.kind, Kind::Number) && text.parse::<u64>().is_ok()).then_some(text)
}

fn lines(out: &mut String, text: &str) {
    for line in text.lines() {
        let _ = writeln!(out, "#{line}");
    }
}

fn documents(out: &mut String, keys: &[Key], patterns: Option<&Patterns>) {
    let mark = if patterns.is_some() { "" } else { "#" };
    let _ = writeln!(out, "{mark}[documents]");
    for key in keys {
        about(out, key);
        let found = patterns.and_then(|found| match key.name {
            "include" => Some(list(&found.include)),
            "exclude" => (!found.exclude.is_empty()).then(|| list(&found.exclude)),
            "file-name" if found.file_name != FILE_NAME => Some(quoted(&found.file_name)),
            "folder" => Some(quoted(if found.folder.is_empty() {
                "."
            } else {
                &found.folder
            })),
            _ => None,
        });
        let _ = match found {
            Some(value) => writeln!(out, "{} = {value}", key.name),
            None => writeln!(
                out,
                "#{} = {}",
                key.name,
                example(&format!("documents.{}", key.name))
            ),
        };
    }
}

fn sections(out: &mut String, keys: &[Key], survey: &Survey) {
    if !survey.headings.is_empty() {
        let told = survey
            .headings
            .iter()
            .map(|(heading, _, count)| format!("{} ({count})", quoted(heading)));
        let told = told.collect::<Vec<_>>().join(", ");
        comment(
            out,
            &format!(
                "Headings of several of your documents that whys knows nothing about, with how many have them: {told}."
            ),
        );
    }
    let _ = writeln!(out, "#[sections]");
    for key in keys {
        let kind = SectionKind::parse(key.name);
        let own = survey
            .headings
            .iter()
            .filter(|(_, looks, _)| looks.is_some() && *looks == kind);
        let own: Vec<String> = own.map(|(heading, ..)| heading.clone()).collect();
        let value = match own.is_empty() {
            true => example(&format!("sections.{}", key.name)).to_owned(),
            false => list(&own),
        };
        let _ = writeln!(out, "#{} = {value}", key.name);
    }
}

/// Those whom documents name and Git knows; the rest as a remark.
fn people(out: &mut String, known: &Known<'_>) {
    let mut found = Vec::new();
    let mut rest = Vec::new();
    for (name, count) in &known.survey.people {
        match addresses(name, known.authors) {
            addresses if addresses.is_empty() => rest.push(format!("{name} ({count})")),
            addresses => found.push((name, addresses)),
        }
    }
    if !rest.is_empty() {
        let rest = rest.join(", ");
        comment(
            out,
            &format!(
                "Names in your documents that no commit has, with how many have them: {rest}."
            ),
        );
    }
    let _ = writeln!(out, "#[people]");
    for (name, addresses) in &found {
        let _ = writeln!(out, "#{} = {}", quoted(name), list(addresses));
    }
    if found.is_empty() {
        lines(out, example("people"));
    }
}

/// The addresses of whoever is called so, or has such a mailbox.
fn addresses(name: &str, authors: &[Identity]) -> Vec<String> {
    let is = |author: &&Identity| {
        let same = |text: &str| text.eq_ignore_ascii_case(name);
        let mailbox = author
            .email
            .as_deref()
            .and_then(|email| email.split('@').next());
        author.name.as_deref().is_some_and(same) || mailbox.is_some_and(same)
    };
    let mut found: Vec<String> = authors
        .iter()
        .filter(is)
        .filter_map(|author| author.email.clone())
        .collect();
    found.sort();
    found.dedup();
    found
}

fn teams(out: &mut String, survey: &Survey) {
    let _ = writeln!(out, "#[teams]");
    for (team, _) in &survey.teams {
        let _ = writeln!(out, "#{} = []", quoted(team));
    }
    if survey.teams.is_empty() {
        lines(out, example("teams"));
    }
}

fn severities(out: &mut String, survey: &Survey) {
    if !survey.severities.is_empty() {
        comment(out, "These stand in your documents; put the worst first.");
    }
    let _ = writeln!(out, "#[severities]");
    for (severity, _) in &survey.severities {
        let _ = writeln!(out, "#{} = {{ due-days = 30 }}", quoted(severity));
    }
    if survey.severities.is_empty() {
        lines(out, example("severities"));
    }
}

fn list(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// A text as TOML writes it on one line.
fn quoted(text: &str) -> String {
    toml::Value::from(text.replace(char::is_control, " ")).to_string()
}

/// What a key may say.
fn example(way: &str) -> &'static str {
    match way {
        "profile" => "\"standard\"",
        "timezone" => "\"Europe/Berlin\"",
        "overrides.paths" => "[\"docs/incidents/2019/**\"]",
        "overrides.profile" => "\"facts\"",
        "overrides.rules" => "[overrides.rules.ephemeral-evidence]\nseverity = \"off\"",
        "documents.include" => "[\"docs/incidents/**/*.md\"]",
        "documents.exclude" => "[\"docs/incidents/drills/**\"]",
        "documents.folder" => "\"docs/incidents\"",
        "documents.file-name" => "\"{date}-{slug}.md\"",
        "sections.summary" => "[\"In short\"]",
        "sections.impact" => "[\"What our customers felt\"]",
        "sections.timeline" => "[\"Diary\"]",
        "sections.detection" => "[\"First sign\"]",
        "sections.causes" => "[\"How it came to this\"]",
        "sections.lessons" => "[\"What we take with us\"]",
        "sections.actions" => "[\"To be done\"]",
        "sections.evidence" => "[\"Graphs\"]",
        "sections.other" => "[\"About us\"]",
        "rules" => "[rules.undated-action]\nseverity = \"warning\"  # error, warning, info or off",
        "people" => "kim = \"kim@example.com\"",
        "teams" => "\"payments/checkout\" = [\"ana\", \"kim\"]",
        "tracker.pattern" => "\"PAY-[0-9]+\"",
        "tracker.url" => "\"https://tracker.example.com/{ticket}\"",
        "severities" => {
            "SEV1 = { due-days = 14 }\nSEV2 = { due-days = 30 }\nSEV3 = { due-days = 90 }"
        }
        "services" => "checkout = { owner = \"payments/checkout\" }",
        "terms" => "SLO = \"service level objective\"",
        "domains.own" => "[\"example.com\"]",
        "secrets.allow" => "[\"0123456789abcdef\"]",
        _ => "\"\"",
    }
}
