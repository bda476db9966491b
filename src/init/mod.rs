//! The first files of whys in a repository, made to fit the post-mortems that are there.

mod patterns;
mod settings;
mod survey;

use std::path::Path;
use std::sync::Arc;

use crate::config::{ADOPTED, Config, FILE, adopted_line};
use crate::git::Identity;

use patterns::Patterns;
pub use survey::{Seen, Survey};

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its path from the root on, with `/` between its parts.
    pub path: String,
    /// What it says.
    pub text: String,
    /// What it is for, for people.
    pub about: String,
}

/// What is known of a repository.
#[derive(Debug)]
pub struct Repository<'r> {
    /// Its root.
    pub root: &'r Path,
    /// What its post-mortems show.
    pub survey: &'r Survey,
    /// Every Markdown file, by its path from the root on.
    pub files: &'r [String],
    /// Who has committed to it.
    pub authors: &'r [Identity],
    /// Whether it is at home on GitHub.
    pub is_on_github: bool,
}

/// Where new post-mortems go where there are none yet.
const FOLDER: &str = "postmortems";

const HOOK: &str = "\
# Lints the staged post-mortems: `pre-commit install` (https://pre-commit.com, or prek) puts it in place.
repos:
  - repo: https://github.com/whys-dev/whys
    rev: v{version}
    hooks:
      - id: whys
";

/// The workflow, as the documentation has it.
const WORKFLOW: &str = include_str!("../../docs/workflows/post-mortems.yml");

const README: &str = "\
# Post-mortems

Each page tells what went wrong, what our customers felt, why it happened and what we do about it: blameless, with numbers,
and with an owner and a due date for every action.

```sh
whys new --live \"What customers see\"   # during the outage: the one screen that is needed now
whys lint                              # what is still missing, and what contradicts itself
whys review FILE                       # before the meeting: what stands, and the questions to ask
whys actions                           # what is still open, overdue ones first
```

A page begins with `status: live` or `draft` in its front matter, goes to `review` when others may read it, and is `final`
when it was presented; each status asks for more. The settings are in `whys.toml`, at the root.
";

const LIST: &str = "\
# The post-mortems that were here before whys (https://github.com/whys-dev/whys): a path a line, from the folder of whys.toml on.
# They are told only what is wrong by their own words, until somebody gives them a `status`. Any other post-mortem without a
# status is read as one in review. Under another name a document is a new one.
";

/// All files of whys, in the order in which they are worth reading. Which of them are there already is not asked.
pub fn plan(repository: &Repository<'_>) -> Vec<Planned> {
    let patterns = fitting(repository);
    let mut plan = vec![
        settings(repository, patterns.as_ref()),
        adopted(repository.survey),
    ];
    let folder = folder(repository, patterns.as_ref());
    let has_readme = repository.files.iter().any(|file| is_readme(file, &folder));
    if !folder.is_empty() && !has_readme {
        plan.push(Planned {
            path: readme(&folder),
            text: README.to_owned(),
            about: "tells what the folder is for".to_owned(),
        });
    }
    plan.push(Planned {
        path: ".pre-commit-config.yaml".to_owned(),
        text: HOOK.replace("{version}", env!("CARGO_PKG_VERSION")),
        about: "refuses a commit whose post-mortem has an error".to_owned(),
    });
    if repository.is_on_github {
        plan.push(Planned {
            path: ".github/workflows/post-mortems.yml".to_owned(),
            text: WORKFLOW.to_owned(),
            about: "lints the post-mortems of a pull request".to_owned(),
        });
    }
    plan
}

/// The patterns, unless whys would find less with them than without.
fn fitting(repository: &Repository<'_>) -> Option<Patterns> {
    let documents: Vec<String> = repository
        .survey
        .documents
        .iter()
        .map(|seen| seen.path.clone())
        .collect();
    let mut found = patterns::of(&documents, repository.files)?;
    if !found.folder.is_empty()
        && !repository
            .files
            .iter()
            .any(|file| is_readme(file, &found.folder))
    {
        // The page about the folder that is yet to be written.
        found
            .exclude
            .push(format!("/{}", patterns::escaped(&readme(&found.folder))));
    }
    let text = settings(repository, Some(&found)).text;
    let config = Config::parse(&text, FILE, repository.root, Arc::default()).ok()?;
    let is_one = |path: &String| config.documents.judge(&repository.root.join(path)) == Some(true);
    let as_before = repository
        .files
        .iter()
        .all(|file| is_one(file) == documents.contains(file));
    let new = found
        .file_name
        .replace("{date}", "2026-03-14")
        .replace("{slug}", "checkout-503");
    let new = match found.folder.as_str() {
        "" => new,
        folder => format!("{folder}/{new}"),
    };
    (as_before && documents.iter().chain([&new]).all(is_one)).then_some(found)
}

fn settings(repository: &Repository<'_>, patterns: Option<&Patterns>) -> Planned {
    let text = settings::text(&settings::Known {
        patterns,
        survey: repository.survey,
        authors: repository.authors,
    });
    let about = match patterns {
        Some(found) => format!("post-mortems are {}", found.include.join(", ")),
        None => "post-mortems are found by their paths and sections".to_owned(),
    };
    Planned {
        path: FILE.to_owned(),
        text,
        about,
    }
}

fn adopted(survey: &Survey) -> Planned {
    let old = survey.documents.iter().filter(|seen| !seen.has_status);
    let lines: Vec<String> = old.map(|seen| adopted_line(&seen.path) + "\n").collect();
    Planned {
        path: ADOPTED.to_owned(),
        text: format!("{LIST}{}", lines.concat()),
        about: match lines.len() {
            1 => "1 document stays as quiet as it was until it has a status".to_owned(),
            count => {
                format!("{count} documents stay as quiet as they were until they have a status")
            }
        },
    }
}

/// The folder of new post-mortems: empty for the root itself.
fn folder(repository: &Repository<'_>, patterns: Option<&Patterns>) -> String {
    match patterns {
        Some(found) => found.folder.clone(),
        None if repository.survey.documents.is_empty() => FOLDER.to_owned(),
        None => String::new(),
    }
}

fn readme(folder: &str) -> String {
    format!("{folder}/README.md")
}

/// Whether a file is the front page of a folder.
fn is_readme(file: &str, folder: &str) -> bool {
    let name = file
        .strip_prefix(folder)
        .and_then(|rest| rest.strip_prefix('/'));
    name.is_some_and(|name| {
        ["readme.", "index.", "_index."]
            .iter()
            .any(|front| name.to_lowercase().starts_with(front))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keys::{self, Key, Kind};

    fn repository<'r>(survey: &'r Survey, files: &'r [String]) -> Repository<'r> {
        Repository {
            root: Path::new("/r"),
            survey,
            files,
            authors: &[],
            is_on_github: false,
        }
    }

    fn seen(path: &str) -> Seen {
        Seen {
            path: path.to_owned(),
            ..Seen::default()
        }
    }

    /// The settings with every mark taken away.
    fn uncommented(text: &str) -> String {
        let lines = text.lines().map(|line| match line.strip_prefix('#') {
            Some(rest) if !rest.starts_with(' ') && !rest.is_empty() => format!("{rest}\n"),
            _ => format!("{line}\n"),
        });
        lines.collect()
    }

    #[test]
    fn every_key_is_there_and_real() {
        let documents = vec![seen("docs/incidents/a.md")];
        let survey = Survey::of(documents);
        for survey in [Survey::default(), survey] {
            let files: Vec<String> = survey
                .documents
                .iter()
                .map(|seen| seen.path.clone())
                .collect();
            let text = plan(&repository(&survey, &files)).remove(0).text;
            for text in [text.clone(), uncommented(&text)] {
                let config = Config::parse(&text, FILE, Path::new("/r"), Arc::default());
                assert!(config.is_ok(), "{:?}\n{text}", config.err());
            }
            let table: toml::Table = uncommented(&text).parse().expect("TOML");
            let has = |key: &Key| assert!(table.contains_key(key.name), "{}", key.name);
            keys::ROOT.iter().for_each(has);
            for key in keys::ROOT {
                let (Kind::Table(below) | Kind::Tables(below)) = key.kind else {
                    continue;
                };
                let value = table.get(key.name).expect("a value");
                let value = value
                    .as_array()
                    .and_then(|list| list.first())
                    .unwrap_or(value);
                for below in below {
                    assert!(
                        value.get(below.name).is_some(),
                        "{}.{}",
                        key.name,
                        below.name
                    );
                }
            }
        }
    }

    #[test]
    fn what_was_found_holds_and_nothing_else() {
        let survey = Survey::of(vec![
            seen("docs/incidents/a.md"),
            seen("docs/incidents/b.md"),
        ]);
        let files = [
            "docs/incidents/a.md",
            "docs/incidents/b.md",
            "docs/incidents/template.md",
        ];
        let files = files.map(str::to_owned);
        let plan = plan(&repository(&survey, &files));
        let config =
            Config::parse(&plan[0].text, FILE, Path::new("/r"), Arc::default()).expect("right");
        let judge = |path: &str| config.documents.judge(&Path::new("/r").join(path));
        assert_eq!(judge("docs/incidents/2027/new.md"), Some(true));
        for other in [
            "docs/incidents/template.md",
            "docs/incidents/README.md",
            "docs/a.md",
        ] {
            assert_eq!(judge(other), Some(false), "{other}");
        }
        assert_eq!(config.documents.folder.as_deref(), Some("docs/incidents"));
        assert!(config.profile.is_none() && config.people.is_empty() && config.rules.is_empty());
        let paths: Vec<&str> = plan.iter().map(|planned| planned.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "whys.toml",
                ".whys/adopted",
                "docs/incidents/README.md",
                ".pre-commit-config.yaml"
            ]
        );
    }

    #[test]
    fn without_documents_the_list_is_empty_and_there_is_a_folder() {
        let plan = plan(&repository(&Survey::default(), &[]));
        assert!(plan[1].text.lines().all(|line| line.starts_with('#')));
        assert_eq!(plan[2].path, "postmortems/README.md");
    }
}
