//! The keys of `whys.toml`.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::table::{Entry, File, Table};
use super::{
    Config, Documents, Person, Service, Severity, Team, TeamRules, Tracker, keys, overrides,
    written,
};
use crate::error::{Error, did_you_mean};
use crate::postmortem::{SectionKind, normalise};
use crate::rules::{Overlays, Profile, Rules};

/// Reads the text of the file at `path`, which stands in `folder`; every error in it at once. `team_rules` are those
/// whose settings it may change.
pub(super) fn read(
    text: &str,
    path: String,
    folder: &Path,
    team_rules: Arc<TeamRules>,
) -> Result<Config, Vec<Error>> {
    let file = File::new(path, text);
    let (table, syntax) = DeTable::parse_recoverable(text);
    for error in &syntax {
        let at = error.span().unwrap_or_default();
        file.wrong(at, error.message(), Some("see https://toml.io".to_owned()));
    }
    let mut config = Config::default();
    if syntax.is_empty() {
        let root = Table {
            file: &file,
            table: table.get_ref(),
            name: "",
            at: 0,
        };
        config = self::config(root, folder, team_rules);
    }
    match file.into_errors() {
        errors if errors.is_empty() => Ok(config),
        errors => Err(errors),
    }
}

fn config(root: Table<'_, '_>, folder: &Path, team_rules: Arc<TeamRules>) -> Config {
    // A page that is wrong is told of by who needs the rules.
    let mut known = Rules::built_in();
    known.add(&team_rules.team);
    root.only(keys::ROOT);
    Config {
        folder: Some(folder.to_owned()),
        file: Some(root.file.path.clone()),
        written: written::all(root),
        profile: profile(root),
        timezone: timezone(root),
        documents: Documents::read(root.table("documents"), folder),
        sections: sections(root),
        rules: rules(root, &known, &team_rules),
        overrides: overrides::read_all(root, folder, &known, &team_rules),
        team_rules,
        adopted: None,
        assumed: None,
        people: people(root),
        teams: teams(root),
        services: services(root),
        tracker: tracker(root),
        severities: severities(root),
        terms: names(root, "terms"),
        domains: domains(root),
        largest_picture: largest_picture(root),
        allowed_secrets: secrets(root),
    }
}

pub(super) fn profile(root: Table<'_, '_>) -> Option<Profile> {
    let (word, at) = root.text("profile")?;
    let profile = Profile::exact(&word);
    if profile.is_none() {
        let words = Profile::ALL.map(Profile::word);
        let help = did_you_mean(&word, words.into_iter())
            .unwrap_or_else(|| format!("write {}", words.join(", ")));
        let message = format!("`{word}` is no profile");
        root.file.wrong(at, message, Some(help));
    }
    profile
}

fn timezone(root: Table<'_, '_>) -> Option<String> {
    let (zone, at) = root.text("timezone")?;
    if jiff::tz::TimeZone::get(&zone).is_err() {
        let message = format!("`{zone}` is no time zone");
        let help = "write a name such as UTC or Europe/Berlin".to_owned();
        root.file.wrong(at, message, Some(help));
        return None;
    }
    Some(zone)
}

/// The headings of this organisation, each with its kind.
fn sections(root: Table<'_, '_>) -> Vec<(String, SectionKind)> {
    let Some(sections) = root.table("sections") else {
        return Vec::new();
    };
    sections.only(keys::SECTIONS);
    let mut all: Vec<(String, SectionKind)> = Vec::new();
    for kind in SectionKind::ALL {
        for (heading, at) in sections.texts(kind.word()).unwrap_or_default() {
            let name = normalise(&heading);
            let wrong = match all.iter().find(|(known, _)| *known == name) {
                _ if name.is_empty() => format!("`{heading}` has no word in it"),
                Some((_, other)) => {
                    format!("`{heading}` is a heading of `{}` already", other.word())
                }
                None => {
                    all.push((name, kind));
                    continue;
                }
            };
            let help = Some("write each heading once, as it stands in documents".to_owned());
            root.file.wrong(at, wrong, help);
        }
    }
    all
}

/// The rules themselves know their settings; what they refuse is told with its place here.
pub(super) fn rules(root: Table<'_, '_>, known: &Rules, team_rules: &TeamRules) -> Overlays {
    let mut overlays = Overlays::new();
    let Some(rules) = root.table("rules") else {
        return overlays;
    };
    for entry in rules.entries() {
        let Some(table) = entry.value.as_table() else {
            let example = format!("[rules.{}]", entry.key);
            rules.mismatch(&entry, "a table", &example);
            continue;
        };
        let settings = table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref())))
            .collect();
        // What is wrong with the rule itself is told where rules are needed.
        let checked = match team_rules.is_broken(known, entry.key) {
            true => Ok(()),
            false => known.check(entry.key, &settings),
        };
        match checked {
            Ok(()) => {
                overlays.insert(entry.key.to_owned(), settings);
            }
            Err(error) => {
                let key = error.key.as_deref();
                let at = table
                    .iter()
                    .find(|(name, _)| Some(name.get_ref().as_ref()) == key);
                let at = at.map_or(entry.key_at.clone(), |(name, _)| name.span());
                root.file.wrong(at, error.message, error.help);
            }
        }
    }
    overlays
}

/// A value without its places.
pub(super) fn plain(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(
                |_| toml::Value::String(number.to_string()),
                toml::Value::Integer,
            ),
        DeValue::Float(number) => number.as_str().parse().map_or_else(
            |_| toml::Value::String(number.to_string()),
            toml::Value::Float,
        ),
        DeValue::Boolean(flag) => toml::Value::Boolean(*flag),
        DeValue::Datetime(at) => toml::Value::Datetime(*at),
        DeValue::Array(list) => {
            toml::Value::Array(list.iter().map(|one| plain(one.get_ref())).collect())
        }
        DeValue::Table(table) => {
            let entries = table
                .iter()
                .map(|(key, value)| (key.get_ref().to_string(), plain(value.get_ref())));
            toml::Value::Table(entries.collect())
        }
    }
}

fn people(root: Table<'_, '_>) -> Vec<Person> {
    let Some(people) = root.table("people") else {
        return Vec::new();
    };
    let entries = people.entries().into_iter();
    entries
        .filter_map(|entry| {
            let addresses = match entry.value.as_str() {
                Some(one) => vec![one.to_owned()],
                None => without_places(people.list(&entry)?),
            };
            Some(Person {
                name: entry.key.trim_start_matches('@').to_owned(),
                addresses,
            })
        })
        .collect()
}

fn teams(root: Table<'_, '_>) -> Vec<Team> {
    let Some(teams) = root.table("teams") else {
        return Vec::new();
    };
    let entries = teams.entries().into_iter();
    entries
        .filter_map(|entry| {
            let members = without_places(teams.list(&entry)?);
            Some(Team {
                name: entry.key.to_owned(),
                members: members
                    .into_iter()
                    .map(|name| name.trim_start_matches('@').to_owned())
                    .collect(),
            })
        })
        .collect()
}

fn tracker(root: Table<'_, '_>) -> Tracker {
    let Some(tracker) = root.table("tracker") else {
        return Tracker::default();
    };
    tracker.only(keys::TRACKER);
    let pattern = tracker.text("pattern").and_then(|(pattern, at)| {
        let built = regex::RegexBuilder::new(&pattern)
            .size_limit(1 << 20)
            .build();
        if let Err(error) = &built {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default();
            let message = format!("`{pattern}` is no regular expression: {reason}");
            let help = "write one such as \"PAY-[0-9]+\"".to_owned();
            root.file.wrong(at, message, Some(help));
        }
        built.ok()
    });
    let url = tracker.text("url").and_then(|(url, at)| {
        if !url.contains("{ticket}") {
            let help = "write it as https://tracker.example/{ticket}".to_owned();
            let message = "`url` must say where the ticket's key goes";
            root.file.wrong(at, message, Some(help));
            return None;
        }
        Some(url)
    });
    Tracker { pattern, url }
}

/// The services in the order of the file, each with its owner.
fn services(root: Table<'_, '_>) -> Vec<Service> {
    let Some(services) = root.table("services") else {
        return Vec::new();
    };
    let entries = services.entries().into_iter();
    let read = |entry: Entry<'_, '_>| {
        let Some(table) = services.table_of(&entry) else {
            let example = format!("[services.{}]", entry.key);
            services.mismatch(&entry, "a table", &example);
            return None;
        };
        table.only(keys::SERVICE);
        Some(Service {
            name: entry.key.to_owned(),
            owner: table.text("owner").map(|(owner, _)| owner),
        })
    };
    entries.filter_map(read).collect()
}

/// The incident severities in the order of the file, the worst first, each with its limit of days.
fn severities(root: Table<'_, '_>) -> Vec<Severity> {
    let Some(severities) = root.table("severities") else {
        return Vec::new();
    };
    let entries = severities.entries().into_iter();
    entries
        .filter_map(|entry| {
            let Some(table) = severities.table_of(&entry) else {
                let example = format!("{} = {{ due-days = 30 }}", entry.key);
                severities.mismatch(&entry, "a table", &example);
                return None;
            };
            table.only(keys::SEVERITY);
            Some(Severity {
                name: entry.key.to_owned(),
                due_days: table.number("due-days"),
            })
        })
        .collect()
}

/// The keys of a table of texts.
fn names(root: Table<'_, '_>, key: &'static str) -> Vec<String> {
    let Some(table) = root.table(key) else {
        return Vec::new();
    };
    let entries = table.entries().into_iter();
    entries
        .filter_map(|entry| {
            table.text(entry.key)?;
            Some(entry.key.to_owned())
        })
        .collect()
}

fn largest_picture(root: Table<'_, '_>) -> Option<u32> {
    let log = root.table("log")?;
    log.only(keys::LOG);
    log.number("largest-picture")
}

fn domains(root: Table<'_, '_>) -> Vec<String> {
    let Some(domains) = root.table("domains") else {
        return Vec::new();
    };
    domains.only(keys::DOMAINS);
    without_places(domains.texts("own").unwrap_or_default())
}

fn secrets(root: Table<'_, '_>) -> Vec<String> {
    let Some(secrets) = root.table("secrets") else {
        return Vec::new();
    };
    secrets.only(keys::SECRETS);
    without_places(secrets.texts("allow").unwrap_or_default())
}

fn without_places(texts: Vec<(String, Range<usize>)>) -> Vec<String> {
    texts.into_iter().map(|(text, _)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Result<Config, Vec<Error>> {
        read(text, "whys.toml".to_owned(), Path::new("."), Arc::default())
    }

    #[test]
    fn severities_keep_their_order_and_limits() {
        let config = config(
            "[severities]\nsev1 = { due-days = 15 }\nmajor = {}\n[terms]\nCSW = \"card switch\"\n[domains]\nown = [\"a.example\"]\n",
        )
        .expect("right");
        let severities: Vec<_> = config
            .severities
            .iter()
            .map(|s| (s.name.as_str(), s.due_days))
            .collect();
        assert_eq!(severities, [("sev1", Some(15)), ("major", None)]);
        assert_eq!(
            (config.terms, config.domains),
            (vec!["CSW".to_owned()], vec!["a.example".to_owned()])
        );
    }

    #[test]
    fn a_limit_that_is_no_number_is_refused() {
        for text in [
            "[severities]\nsev1 = 15\n",
            "[severities]\nsev1 = { due-days = \"soon\" }\n",
            "[severities]\nsev1 = { days = 3 }\n",
        ] {
            assert_eq!(
                config(text).map(|_| ()).map_err(|errors| errors.len()),
                Err(1),
                "{text}"
            );
        }
    }
}
