//! A team's own rules: pages of the same form, in `.whys/rules/`, with the checks `phrases` and `require`.

mod front;
mod own;

use std::borrow::Cow;

use super::{Rule, checks, page};
use crate::diagnostic::Failure;
use crate::error::did_you_mean;
use front::Front;
pub(super) use own::Own;

/// What a folder of a team's rules holds, as text.
#[derive(Clone, Debug, Default)]
pub struct Team {
    /// The pages.
    pub pages: Vec<TeamPage>,
    /// The word lists; those of one name, in several languages, are read as one.
    pub lists: Vec<TeamList>,
}

/// A page.
#[derive(Clone, Debug)]
pub struct TeamPage {
    /// The name of the file without `.md`, which is that of the rule.
    pub id: String,
    /// The path as people read it.
    pub path: String,
    /// The text, with `\n` at the ends of lines and no byte order mark.
    pub text: String,
}

/// A word list.
#[derive(Clone, Debug)]
pub struct TeamList {
    /// The name of the file without `.txt`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What is wrong with a page, or with a file that should be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageError {
    /// `path:line:column`, or the path alone.
    pub place: String,
    /// What is wrong there.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// What is wrong at a byte of a page.
struct Fault {
    at: usize,
    message: String,
    help: Option<String>,
}

impl Team {
    /// The entries of the lists of one name; none where there is no such list.
    fn entries(&self, name: &str) -> Option<Vec<String>> {
        let mut lists = self
            .lists
            .iter()
            .filter(|list| list.name == name)
            .peekable();
        lists.peek()?;
        let entries = lists.flat_map(|list| crate::words::entries_of(&list.text));
        Some(entries.map(str::to_owned).collect())
    }
}

/// Makes a rule of a page; `built_in` tells the names that are taken.
pub(super) fn rule(
    team: &Team,
    page: &TeamPage,
    built_in: impl Fn(&str) -> bool,
) -> Result<Rule, PageError> {
    let whole = |message: String, help: &str| PageError {
        place: page.path.clone(),
        message,
        help: Some(help.to_owned()),
    };
    if !is_name(&page.id) {
        return Err(whole(
            format!("`{}` cannot be the name of a rule", page.id),
            "name the file in lower-case words with `-` between them, such as our-jargon.md",
        ));
    }
    if built_in(&page.id) {
        return Err(whole(
            format!("`{}` is a rule of whys", page.id),
            "name the file otherwise; `[rules.NAME]` in whys.toml changes a rule of whys",
        ));
    }
    let front = Front::read(&page.text).map_err(|fault| placed(page, fault))?;
    let read = || {
        front.only_known_keys()?;
        let rule = parse(team, page, &front)?;
        front.well_formed(&rule)?;
        Ok(rule)
    };
    let mut rule = read().map_err(|fault| placed(page, fault))?;
    rule.prepare()
        .map_err(|failure| failed(page, &front, failure))?;
    Ok(rule)
}

fn parse(team: &Team, page: &TeamPage, front: &Front) -> Result<Rule, Fault> {
    let parted = page::part(&page.text);
    let (matter, text) = parted.ok_or_else(|| Fault {
        at: 0,
        message: "the page has no front matter".to_owned(),
        help: Some(
            "begin it with a line `---`, and close the keys below it with another".to_owned(),
        ),
    })?;
    let meta = page::parse(matter).map_err(|wrong| front.misread(&wrong))?;
    let check = checks::for_teams(&meta.check).ok_or_else(|| Fault {
        at: front.key(&["check"]),
        message: format!("a team's rule cannot have the check `{}`", meta.check),
        help: Some("write phrases or require".to_owned()),
    })?;
    let mut lists = Vec::new();
    for name in &meta.words {
        let entries = team.entries(name).ok_or_else(|| Fault {
            at: front.key(&["words"]),
            message: format!("there is no word list `{name}`"),
            help: Some(
                did_you_mean(name, team.lists.iter().map(|list| list.name.as_str()))
                    .unwrap_or_else(|| {
                        format!("write it as words/en/{name}.txt, beside the pages")
                    }),
            ),
        })?;
        lists.push(entries);
    }
    Ok(Rule {
        id: Cow::Owned(page.id.clone()),
        lists: Vec::new(),
        text: Cow::Owned(text.to_owned()),
        page: meta,
        check,
        own: Some(Box::new(Own::new(page, lists))),
    })
}

/// Where a failure of a rule stands on its page.
pub(super) fn place_of(page: &TeamPage, failure: &Failure) -> String {
    match Front::read(&page.text) {
        Ok(front) => front.place(&page.path, front.offset(&failure.setting, failure.at)),
        Err(_) => page.path.clone(),
    }
}

fn failed(page: &TeamPage, front: &Front, failure: Failure) -> PageError {
    PageError {
        place: front.place(&page.path, front.offset(&failure.setting, failure.at)),
        message: format!("`{}`: {}", failure.setting, failure.message),
        help: failure.help,
    }
}

fn placed(page: &TeamPage, fault: Fault) -> PageError {
    PageError {
        place: front::place(&page.text, &page.path, fault.at),
        message: fault.message,
        help: fault.help,
    }
}

fn is_name(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && !id.ends_with('-')
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
