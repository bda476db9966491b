//! The templates of new post-mortems, filled in.

use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::embedded;
use crate::error::{Error, did_you_mean};
use crate::report::as_markdown;

/// What a template may say.
#[derive(Clone, Debug, Default, Serialize)]
#[allow(missing_docs)]
pub struct Facts {
    pub title: String,
    pub date: String,
    pub started: Option<String>,
    pub author: Option<String>,
    pub team: Option<String>,
    pub severity: Option<String>,
    pub services: Vec<String>,
    /// The name of the file without its ending.
    pub id_stem: String,
}

/// The names of the templates that ship with whys.
pub fn names() -> impl Iterator<Item = &'static str> {
    embedded::TEMPLATES.iter().map(|(name, _)| *name)
}

/// Fills in the template of this name.
pub fn render(name: &str, facts: &Facts) -> Result<String, Error> {
    let found = embedded::TEMPLATES.iter().find(|(known, _)| *known == name);
    let (_, source) = found.ok_or_else(|| Error::Usage {
        message: format!("there is no template `{name}`"),
        help: did_you_mean(name, names()).or_else(|| {
            Some(format!(
                "there are: {}",
                names().collect::<Vec<_>>().join(", ")
            ))
        }),
    })?;
    fill(source, facts).map_err(|error| Error::Internal {
        path: None,
        message: format!("the template `{name}`: {error:#}"),
    })
}

fn fill(source: &str, facts: &Facts) -> Result<String, minijinja::Error> {
    let mut env = Environment::new();
    // A misspelt name must not become an empty value.
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    env.set_fuel(Some(100_000));
    env.add_filter("yaml", |text: String| yaml(&text));
    env.add_filter("markdown", |text: String| as_markdown(&text));
    let filled = env.render_str(source, Serde(facts))?;
    // The engine drops the last line break of a template.
    Ok(format!("{}\n", filled.trim_end_matches('\n')))
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
    fn an_unknown_name_is_an_error() {
        assert!(fill("{{ tittle }}", &Facts::default()).is_err());
        assert!(
            render("defualt", &Facts::default())
                .is_err_and(|error| error.help().is_some_and(|help| help.contains("default")))
        );
    }
}
