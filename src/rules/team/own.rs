//! What a team's rule has besides its page: phrases of its own, within limits.

use super::TeamPage;
use crate::diagnostic::Failure;
use crate::error::did_you_mean;
use crate::phrases::{self, Phrases};
use crate::postmortem::SectionKind;
use crate::rules::require::{self, Requirement};
use crate::rules::{Page, Settings};
use crate::words;

/// The settings of a rule of phrases: texts, and lists of them.
const TEXTS: [&str; 2] = ["message", "help"];
const LISTS: [&str; 3] = ["phrases", "harmless", "except"];

/// All entries of a list have no more characters than this.
const LIST: usize = 64 << 10;
/// A list has no more regular expressions than this, and none needs more than so many bytes.
const PATTERNS: usize = 100;
const PATTERN: usize = 1 << 17;

/// What a team's rule has besides its page.
#[derive(Debug)]
pub(in crate::rules) struct Own {
    /// The page.
    pub(in crate::rules) page: TeamPage,
    /// The entries of the lists that the page names.
    lists: Vec<Vec<String>>,
    /// What it looks for.
    pub(in crate::rules) found: Option<Phrases>,
    /// In what it is harmless.
    pub(in crate::rules) harmless: Vec<Phrases>,
}

impl Own {
    pub(super) fn new(page: &TeamPage, lists: Vec<Vec<String>>) -> Self {
        Self {
            page: page.clone(),
            lists,
            found: None,
            harmless: Vec::new(),
        }
    }

    pub(in crate::rules) fn unprepared(&self) -> Self {
        Self::new(&self.page, self.lists.clone())
    }

    /// Makes what the check needs of the page, or says which setting is wrong.
    pub(in crate::rules) fn prepare(&mut self, page: &Page) -> Result<(), Failure> {
        match page.check.as_str() {
            "require" => requirement(page),
            _ => self.phrases(&page.settings),
        }
    }

    fn phrases(&mut self, settings: &Settings) -> Result<(), Failure> {
        let all = || TEXTS.into_iter().chain(LISTS);
        if let Some(name) = settings
            .names()
            .find(|name| !all().any(|known| known == *name))
        {
            let names = || all().collect::<Vec<_>>().join(", ");
            let help = did_you_mean(name, all())
                .unwrap_or_else(|| format!("a rule of phrases has: {}", names()));
            return Err(Failure::new(name, "there is no such setting").help(help));
        }
        of_the_right_sort(settings, &TEXTS, &LISTS)?;
        for word in settings.list("except") {
            if SectionKind::parse(word).is_none() {
                let help = "write the kinds that `whys inspect` shows, such as timeline";
                return Err(Failure::new("except", format!("`{word}` is no section")).help(help));
            }
        }
        if settings.text("message").trim().is_empty() {
            let help = "write message: \"`{found}` …\" below `settings`";
            return Err(Failure::new("message", "`message` is missing").help(help));
        }
        if self.lists.len() > 2 {
            let help = "name the list of phrases and that of the harmless ones";
            return Err(Failure::new("words", "there are more than two lists").help(help));
        }
        let mut lists = self.lists.iter();
        let inline = settings.list("phrases");
        let found = match (lists.next(), inline) {
            (Some(_), [_, ..]) => {
                let help = "put them into the list, or leave out `words`";
                let message = "the phrases stand here and in the list of `words`";
                return Err(Failure::new("phrases", message).help(help));
            }
            (Some(list), []) => compiled("words", list)?,
            (None, list) => compiled("phrases", list)?,
        };
        if self.lists.first().is_none_or(Vec::is_empty) && inline.is_empty() {
            let help = "write phrases: [\"…\"] below `settings`, or name a list in `words`";
            return Err(Failure::new("phrases", "there are no phrases").help(help));
        }
        self.found = Some(found);
        self.harmless.clear();
        for list in lists {
            self.harmless.push(compiled("words", list)?);
        }
        let harmless = settings.list("harmless");
        if !harmless.is_empty() {
            self.harmless.push(compiled("harmless", harmless)?);
        }
        Ok(())
    }
}

fn of_the_right_sort(settings: &Settings, texts: &[&str], lists: &[&str]) -> Result<(), Failure> {
    match settings.misfit(texts, lists) {
        None => Ok(()),
        Some((name, due)) => {
            let help = "put what YAML takes for something else in quotation marks";
            Err(Failure::new(name, format!("it must be {due}")).help(help))
        }
    }
}

/// Says what is wrong with a requirement.
fn requirement(page: &Page) -> Result<(), Failure> {
    let settings = &page.settings;
    for name in settings.names() {
        let near = did_you_mean(name, require::SETTINGS.into_iter());
        if let Some(near) = near.filter(|_| !require::SETTINGS.contains(&name)) {
            return Err(Failure::new(name, "there is no such setting").help(near));
        }
    }
    of_the_right_sort(settings, &require::SETTINGS, &[])?;
    if let Some(list) = page.words.first() {
        let help = "use `check: phrases`, or `is matches(\"…\")` in the condition";
        return Err(
            Failure::new("words", format!("nothing looks for the words of `{list}`")).help(help),
        );
    }
    require::prove(&Requirement::of(settings)?)
}

/// The phrases of a list, if it keeps to the limits.
fn compiled(setting: &str, list: &[String]) -> Result<Phrases, Failure> {
    let wrong = |message: String, help: &str| Err(Failure::new(setting, message).help(help));
    if list.iter().map(String::len).sum::<usize>() > LIST {
        return wrong(
            format!("the list is longer than {} KiB", LIST >> 10),
            "make several rules of it",
        );
    }
    let patterns = list.iter().filter(|entry| !phrases::is_plain(entry));
    if patterns.clone().count() > PATTERNS {
        return wrong(
            format!("there are more than {PATTERNS} regular expressions"),
            "write plain words where they do",
        );
    }
    for entry in patterns {
        let problem = match entry.trim() {
            "" => Some("matches everything".to_owned()),
            _ => match words::regex_within(&phrases::spaced(entry), PATTERN) {
                Ok(regex) if regex.is_match("") => Some("matches everything".to_owned()),
                Ok(_) => None,
                Err(error) => error
                    .to_string()
                    .lines()
                    .last()
                    .map(|line| line.trim().trim_start_matches("error: ").to_owned()),
            },
        };
        if let Some(problem) = problem {
            let message = format!(
                "{} is no phrase: {problem}",
                crate::rules::quote::text(entry)
            );
            return wrong(message, "write words, or a short regular expression");
        }
    }
    Ok(Phrases::new(list.iter().map(String::as_str)))
}
