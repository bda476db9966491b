//! `.whys/rules`: a team's own rules, read as text.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::rules::{PageError, Rules, Team, TeamList, TeamPage};
use crate::source::Origin;

/// Where the rules stand, below the folder that they hold for.
pub const RULES: &str = ".whys/rules";

/// A page or a list is no larger than this, in bytes.
const LARGEST_PAGE: u64 = 256 << 10;

/// A folder of rules as it was found.
#[derive(Clone, Debug, Default)]
pub struct TeamRules {
    /// What could be read.
    pub team: Team,
    /// What is wrong with the rest.
    pub errors: Vec<PageError>,
}

impl TeamRules {
    /// Whether there is a page for this rule, and `known`, to which all good ones were added, lacks it.
    pub(super) fn is_broken(&self, known: &Rules, id: &str) -> bool {
        let unreadable = |error: &PageError| error.place.contains(&format!("/{id}.md"));
        known.get(id).is_none()
            && (self.team.pages.iter().any(|page| page.id == id)
                || self.errors.iter().any(unreadable))
    }
}

/// Reads a folder of rules; nothing where there is none. `shown` is its path in errors and findings; no link is followed
/// out of `root`.
pub fn read_rules(origin: &Origin, folder: &Path, root: &Path, shown: &str) -> TeamRules {
    let mut rules = TeamRules::default();
    for (name, place) in entries(origin, folder) {
        let path = format!("{shown}/{name}");
        match name.strip_suffix(".md") {
            Some("README") | None => {}
            Some(id) => match text(origin, &place, root, &path) {
                Ok(text) => rules.team.pages.push(TeamPage {
                    id: id.to_owned(),
                    path,
                    text,
                }),
                Err(error) => rules.errors.push(error),
            },
        }
    }
    for (language, below) in entries(origin, &folder.join("words")) {
        for (name, place) in entries(origin, &below) {
            let path = format!("{shown}/words/{language}/{name}");
            let Some(list) = name.strip_suffix(".txt") else {
                continue;
            };
            match text(origin, &place, root, &path) {
                Ok(text) => rules.team.lists.push(TeamList {
                    name: list.to_owned(),
                    text,
                }),
                Err(error) => rules.errors.push(error),
            }
        }
    }
    rules
}

/// What is in a folder, by name; hidden entries are left out.
fn entries(origin: &Origin, folder: &Path) -> Vec<(String, PathBuf)> {
    let names = origin.names(folder).into_iter();
    let shown = names.filter(|name| !name.starts_with('.'));
    shown
        .map(|name| (name.clone(), folder.join(name)))
        .collect()
}

/// The text of a page or list, with `\n` at the ends of its lines.
fn text(origin: &Origin, place: &Path, root: &Path, path: &str) -> Result<String, PageError> {
    let wrong = |message: &str, help: &str| PageError {
        place: path.to_owned(),
        message: message.to_owned(),
        help: Some(help.to_owned()),
    };
    if origin.leads_out(place, root) {
        return Err(wrong(
            "is a link that leads out of the repository",
            "put the file itself there",
        ));
    }
    // What is no file may never end.
    if origin.exists(place) && !origin.is_file(place) {
        return Err(wrong("is no file", "put a file there"));
    }
    if origin
        .length(place)
        .is_some_and(|length| length > LARGEST_PAGE)
    {
        let message = format!(
            "is larger than the {} KiB that whys reads",
            LARGEST_PAGE >> 10
        );
        return Err(wrong(&message, "make it shorter"));
    }
    let text = origin
        .text(place, path)
        .map_err(|error| unreadable(path, error))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n"))
}

/// An error of reading as one about a page.
fn unreadable(path: &str, error: Error) -> PageError {
    let help = error.help();
    match error {
        Error::Read { path, problem } => PageError {
            message: problem.to_string(),
            place: match problem.place() {
                Some((line, column)) => format!("{path}:{line}:{column}"),
                None => path,
            },
            help,
        },
        other => PageError {
            place: path.to_owned(),
            message: other.to_string(),
            help,
        },
    }
}
