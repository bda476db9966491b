//! `whys new`: a new post-mortem from a template.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Io, Outcome, today};
use crate::cli::{Common, NewArgs};
use crate::config::{Config, Configs, FILE_NAME};
use crate::error::Error;
use crate::git;
use crate::source::tree;
use crate::template::{self, Facts};

/// Where post-mortems lie in repositories that have some.
const USUAL_FOLDERS: [&str; 9] = [
    "docs/postmortems",
    "docs/post-mortems",
    "docs/incidents",
    "docs/incident-reports",
    "postmortems",
    "post-mortems",
    "postmortem",
    "incidents",
    "incident-reports",
];

pub(super) fn run(args: &NewArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let here = tree::absolute(Path::new("."));
    let config = Configs::new(common.no_config)
        .of(&here)
        .map_err(|errors| io.all_but_last(errors))?;
    let title = title(&args.title)?;
    let date = match &args.started {
        Some(started) => day_of(started),
        None => today(args.today),
    };
    let name = file_name(&config, &title, date)?;
    let author = author(&config);
    let facts = Facts {
        id_stem: name.split('.').next().unwrap_or(&name).to_owned(),
        date: date.to_string(),
        started: args.started.clone(),
        team: args
            .team
            .clone()
            .or_else(|| team(&config, author.as_deref())),
        author,
        severity: args.severity.clone(),
        services: args.services.clone(),
        title,
    };
    let template = if args.live { "live" } else { &args.template };
    let text = template::render(template, &facts)?;
    let path = folder(&config, &here).join(name);
    write(&path, &text)?;
    writeln!(io.out, "{}", tree::relative(&path))?;
    Ok(Outcome::Clean)
}

/// The title on one line.
fn title(given: &str) -> Result<String, Error> {
    let title = given.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().any(char::is_control) {
        true => Err(Error::usage("the title has control characters in it")),
        false => Ok(title),
    }
}

/// The day as it is where the time was written down.
fn day_of(started: &str) -> Date {
    let day = started.get(..10).and_then(|day| day.parse().ok());
    day.unwrap_or_else(|| today(None))
}

fn file_name(config: &Config, title: &str, date: Date) -> Result<String, Error> {
    let slug = slug(title).ok_or_else(|| Error::Usage {
        message: "the title has no letter and no digit".to_owned(),
        help: Some("say what customers see: \"Checkout answers 503\"".to_owned()),
    })?;
    let pattern = config.documents.file_name.as_deref();
    let name = pattern.unwrap_or(FILE_NAME);
    Ok(name
        .replace("{date}", &date.to_string())
        .replace("{slug}", &slug))
}

/// The title's words in lower case, as many of them as a file name can take.
fn slug(title: &str) -> Option<String> {
    const LONGEST: usize = 60;
    let mut slug = String::new();
    let lower = title.to_lowercase();
    for word in lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        if !slug.is_empty() && slug.chars().count() + word.chars().count() >= LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST));
    }
    (!slug.is_empty()).then_some(slug)
}

/// The name that the configuration has for whoever commits here, else the name that Git has.
fn author(config: &Config) -> Option<String> {
    let identity = git::identity();
    config.name_of(&identity).or(identity.name)
}

/// The only team that the author is in.
fn team(config: &Config, author: Option<&str>) -> Option<String> {
    let author = author?;
    let mut teams = config.teams.iter().filter(|team| team.has(author));
    let first = teams.next()?;
    teams.next().is_none().then(|| first.name.clone())
}

fn folder(config: &Arc<Config>, here: &Path) -> PathBuf {
    if let (Some(root), Some(folder)) = (&config.folder, &config.documents.folder) {
        return root.join(folder);
    }
    let root = tree::work_tree(here).unwrap_or(here);
    let mut usual = USUAL_FOLDERS.iter().map(|folder| root.join(folder));
    usual
        .find(|folder| folder.is_dir())
        .unwrap_or_else(|| root.join("postmortems"))
}

/// Writes a file that is not there yet.
fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write {
        path: tree::relative(path),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_has_words_only() {
        let slug = |title| slug(title).unwrap_or_default();
        assert_eq!(
            slug("Checkout: 503 for 1/5 of users!"),
            "checkout-503-for-1-5-of-users"
        );
        assert_eq!(slug("Übergabe an ÖPNV"), "übergabe-an-öpnv");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        let long = "long ".repeat(40);
        assert_eq!(slug(&long), ["long"; 12].join("-"));
        assert_eq!(slug("?!"), "");
    }
}
