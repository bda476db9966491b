//! The templates of post-mortems: those that ship with whys, those of a team, and how they are filled in.

mod facts;
mod failure;
mod load;

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};

use crate::embedded;
use crate::error::{Error, did_you_mean};
use crate::postmortem::schema::Part;
use crate::report::{as_code, as_markdown};
use facts::PartFact;
use load::Own;

pub use facts::{Change, Changes, Facts, Form};
pub use load::{BUILT_IN, TEMPLATES};

/// How many steps of the engine a template may take: more than any document needs, and over in a moment.
const FUEL: u64 = 1_000_000;

/// The names of the templates that ship with whys.
pub fn names() -> impl Iterator<Item = &'static str> {
    let names = embedded::TEMPLATES.iter().map(|(name, _)| *name);
    names.filter(|name| !name.contains('/'))
}

/// The templates that there are: those of a team take the place of those of whys that have their names.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    own: Option<Arc<Own>>,
}

/// A template as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// The path of a team's own; none for those that ship with whys.
    pub path: Option<String>,
    /// What it says about itself: its first comment.
    pub about: Option<String>,
}

impl Templates {
    /// Those of whys, and those of a folder of the configuration.
    pub fn of(config: &crate::config::Config) -> Self {
        Self {
            own: Own::of(config).map(Arc::new),
        }
    }

    /// The names of all of them, sorted; what they are made of is left out.
    pub fn names(&self) -> Vec<String> {
        let mut all: Vec<String> = names().map(str::to_owned).collect();
        all.extend(self.own.iter().flat_map(|own| own.names()));
        all.sort();
        all.dedup();
        all
    }

    /// All of them, by name.
    pub fn list(&self) -> Result<Vec<Listed>, Error> {
        let listed = self.names().into_iter().map(|name| {
            let path = self.own.as_ref().and_then(|own| own.path(&name));
            let about = about(&self.source(&name)?);
            Ok(Listed { name, path, about })
        });
        listed.collect()
    }

    /// The text of one of them, or of what they are made of (`parts/causes`).
    pub fn source(&self, name: &str) -> Result<String, Error> {
        match load::source(self.own.as_deref(), name)? {
            Some(text) => Ok(text),
            None => Err(self.unknown(name)),
        }
    }

    /// Fills one in.
    pub fn render(&self, name: &str, facts: &Facts, form: &Form<'_>) -> Result<String, Error> {
        self.source(name)?;
        let filled = self.fill(name, Serde(form.context(facts, None)))?;
        Ok(format!("{}\n", filled.trim_end()))
    }

    /// Fills in one section, without a blank line around it.
    pub fn render_part(
        &self,
        part: &'static Part,
        facts: &Facts,
        form: &Form<'_>,
    ) -> Result<String, Error> {
        let name = format!("parts/{}", part.kind.word());
        let context = form.context(facts, Some(PartFact::of(part)));
        let filled = self.fill(&name, Serde(context))?;
        Ok(format!("{}\n", filled.trim()))
    }

    fn fill<S: serde::Serialize>(&self, name: &str, context: Serde<S>) -> Result<String, Error> {
        let env = self.environment().map_err(|error| internal(&error))?;
        env.get_template(name)
            .and_then(|template| template.render(context))
            .map_err(|error| failure::told(self.own.as_deref(), name, &error))
    }

    fn environment(&self) -> Result<Environment<'static>, minijinja::Error> {
        let mut env = Environment::new();
        // Lines that hold nothing but a tag leave nothing behind.
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?;
        env.set_syntax(syntax);
        // A misspelt name must not become an empty value.
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
        env.set_fuel(Some(FUEL));
        // So that an error knows its source.
        env.set_debug(true);
        env.add_filter("yaml", |text: String| yaml(&text));
        env.add_filter("markdown", |text: String| as_markdown(&text));
        env.add_filter("code", |text: String| as_code(&text));
        let own = self.own.clone();
        env.set_loader(move |name| {
            load::source(own.as_deref(), name).map_err(|error| failure::unreadable(&error))
        });
        Ok(env)
    }

    fn unknown(&self, name: &str) -> Error {
        let names = self.names();
        let known = names.iter().map(String::as_str);
        Error::Usage {
            message: format!("there is no template `{name}`"),
            help: did_you_mean(name, known)
                .or_else(|| Some(format!("there are: {}", names.join(", ")))),
        }
    }
}

fn internal(error: &minijinja::Error) -> Error {
    Error::Internal {
        path: None,
        message: format!("the templates: {error:#}"),
    }
}

/// What the first comment of a template says, when it begins with one.
fn about(source: &str) -> Option<String> {
    let comment = source.trim_start().strip_prefix("{#")?;
    let (text, _) = comment.split_once("#}")?;
    let words: Vec<&str> = text.trim_matches('-').split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A text as a value of YAML's front matter: quoted unless it can only be read as this text.
pub(crate) fn yaml(text: &str) -> String {
    let reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = text.starts_with(|c: char| c.is_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " -_/.:+".contains(c))
        && !text.contains(": ")
        && !text.ends_with([':', ' '])
        && !reserved.contains(&text.to_lowercase().as_str())
        && text.parse::<f64>().is_err()
        && !is_number_elsewhere(text);
    match plain {
        true => text.to_owned(),
        // JSON's strings are YAML's double-quoted ones.
        false => quoted(text),
    }
}

/// A text as a string of JSON, YAML and TOML at once: what only some of them take as it is stands as an escape.
pub(crate) fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let is_special = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    let mut quoted = String::with_capacity(json.len());
    for c in json.chars() {
        match is_special(c) {
            true => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => quoted.push(c),
        }
    }
    quoted
}

/// Whether another reader of YAML takes a text for a number: `0x1f`, `1_000`, `12:30` (in the base of 60).
fn is_number_elsewhere(text: &str) -> bool {
    let mut bytes = text.bytes();
    let based = text.starts_with('0') && text.len() > 2 && bytes.all(|b| b.is_ascii_alphanumeric());
    based
        || text
            .bytes()
            .all(|b| b.is_ascii_digit() || b"_:.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_what_they_are() {
        assert_eq!(yaml("payments/checkout"), "payments/checkout");
        assert_eq!(yaml("2026-03-14T09:02Z"), "2026-03-14T09:02Z");
        assert_eq!(yaml("503: \"no\""), r#""503: \"no\"""#);
        for quoted in [
            "no", "503", "@ana", "a # b", "1e3", "x:", "- a", "", "0x1f", "1_000", "12:30",
        ] {
            assert_eq!(yaml(quoted), format!("{quoted:?}"));
        }
    }

    #[test]
    fn a_template_tells_what_it_is_for() {
        assert_eq!(
            about("{# For\n  us. -#}\n---\n").as_deref(),
            Some("For us.")
        );
        assert_eq!(about("# A"), None);
        for listed in Templates::default().list().expect("templates") {
            assert!(listed.about.is_some(), "{}", listed.name);
        }
    }
}
