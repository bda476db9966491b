//! The configuration's `[rules.<id>]` laid over the front matter of the pages.

use std::collections::BTreeMap;

use super::{Rule, Setting, Voice};
use crate::diagnostic::Severity;
use crate::postmortem::Status;

/// The tables of `[rules]` by rule.
pub type Overlays = BTreeMap<String, toml::Table>;

/// What is wrong in `[rules]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlayError {
    /// The rule's name as written.
    pub rule: String,
    /// The key inside its table; none when the name is wrong.
    pub key: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A key that every rule has besides its own settings.
#[derive(Clone, Copy, Debug)]
pub struct Common {
    /// Its name.
    pub name: &'static str,
    /// The words that it takes.
    pub words: &'static [&'static str],
    /// What it is for.
    pub about: &'static str,
}

/// The keys that every rule has.
pub const COMMON: [Common; 2] = [
    Common {
        name: "severity",
        words: &["error", "warning", "info", "off"],
        about: "How loud the rule is; off silences it.",
    },
    Common {
        name: "from",
        words: Status::WORDS,
        about: "The status from which on the rule speaks.",
    },
];

/// A rule that there is not.
pub(super) fn unknown(rules: &[Rule], id: &str) -> OverlayError {
    let near = nearest(id, rules.iter().map(|rule| rule.id.as_ref()));
    OverlayError {
        rule: id.to_owned(),
        key: None,
        message: format!("there is no rule `{id}`"),
        help: near.map(|near| format!("did you mean `{near}`?")),
    }
}

/// Lays one table over a rule.
pub(super) fn lay(rule: &mut Rule, table: &toml::Table) -> Result<(), OverlayError> {
    let id = rule.id.to_string();
    for (key, value) in table {
        lay_one(rule, key, value).map_err(|(message, help)| OverlayError {
            rule: id.clone(),
            key: Some(key.clone()),
            message,
            help,
        })?;
    }
    // A setting of the right sort may still be no expression, or no phrase.
    rule.prepare().map_err(|failure| OverlayError {
        rule: id,
        message: format!("`{}`: {}", failure.setting, failure.message),
        key: Some(failure.setting),
        help: failure.help,
    })
}

type Wrong = (String, Option<String>);

fn lay_one(rule: &mut Rule, key: &str, value: &toml::Value) -> Result<(), Wrong> {
    match key {
        "severity" => severity(rule, value),
        "from" => from(rule, value),
        _ => setting(rule, key, value),
    }
}

/// A configured severity replaces the voice wherever the rule tells single findings; in the facts profile, what is
/// merely absent stays in its one line. `off` silences the rule in every profile.
fn severity(rule: &mut Rule, value: &toml::Value) -> Result<(), Wrong> {
    let word = value.as_str().unwrap_or_default();
    let voice = match Severity::exact(word) {
        Some(Severity::Error) => Voice::Error,
        Some(Severity::Warning) => Voice::Warning,
        Some(Severity::Info) => Voice::Info,
        None if word == "off" => Voice::Silent,
        None => {
            let message = format!("`{}` is no severity", shown(value));
            return Err((
                message,
                Some("write error, warning, info or off".to_owned()),
            ));
        }
    };
    rule.page.standard = voice;
    let absent = matches!(rule.page.facts, Voice::NotStated | Voice::Silent);
    if voice == Voice::Silent || !absent {
        rule.page.facts = voice;
    }
    Ok(())
}

fn from(rule: &mut Rule, value: &toml::Value) -> Result<(), Wrong> {
    let status = value.as_str().and_then(Status::exact).ok_or_else(|| {
        let message = format!("`{}` is no status", shown(value));
        (
            message,
            Some("write live, draft, review or final".to_owned()),
        )
    })?;
    rule.page.from = status;
    Ok(())
}

fn setting(rule: &mut Rule, key: &str, value: &toml::Value) -> Result<(), Wrong> {
    let sort = match Setting::from_toml(value) {
        Some(value) => match rule.page.settings.lay(key, value) {
            Ok(()) => return Ok(()),
            Err(sort) => sort,
        },
        None => rule.page.settings.get(key).map(Setting::sort),
    };
    if let Some(sort) = sort {
        return Err((format!("`{key}` of `{}` must be {sort}", rule.id), None));
    }
    let settings = rule.page.settings.names();
    let known: Vec<&str> = settings.chain(COMMON.iter().map(|key| key.name)).collect();
    let help = match nearest(key, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it has: {}", known.join(", ")),
    };
    Err((format!("`{}` has no setting `{key}`", rule.id), Some(help)))
}

fn shown(value: &toml::Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The known name that a misspelt one was probably meant for.
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near = known.map(|other| (strsim::osa_distance(name, other), other));
    let (distance, other) = near.min()?;
    (distance <= 1 + other.chars().count() / 5).then_some(other)
}
