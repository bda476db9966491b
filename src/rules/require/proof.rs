//! A requirement proven before it meets a document: its names exist, and it can be decided for a post-mortem that
//! states everything and for one that states nothing.

use std::sync::LazyLock;

use minijinja::Value;
use minijinja::value::Serde;

use super::{Engine, Requirement, with};
use crate::diagnostic::Failure;
use crate::error::did_you_mean;
use crate::postmortem::ReadOptions;
use crate::report::facts;

/// A post-mortem that states every fact there is; a test sees to it.
pub(super) const SAMPLE: &str = include_str!("sample.md");

/// The facts of two post-mortems: one that states everything, one that states nothing.
static FACTS: LazyLock<[Value; 2]> = LazyLock::new(|| [facts_of(SAMPLE), facts_of("")]);

/// The day on which they are looked at.
const TODAY: &str = "2026-06-01";

fn facts_of(text: &str) -> Value {
    let options = ReadOptions {
        path: "docs/postmortems/2026-03-14-checkout-503.md".to_owned(),
        ..ReadOptions::default()
    };
    Value::from(Serde(facts::json(&crate::read(text.to_owned(), &options))))
}

/// Says what is wrong with a requirement.
pub(in crate::rules) fn prove(requirement: &Requirement<'_>) -> Result<(), Failure> {
    let engine = Engine::new(1);
    for (setting, source) in [
        ("when", requirement.when),
        ("condition", requirement.condition),
    ] {
        let condition = engine.condition(setting, source)?;
        known(requirement, setting, source, engine.names(&condition))?;
    }
    for (setting, source) in [("message", requirement.message), ("help", requirement.help)] {
        let names = engine.names_in_text(setting, source)?;
        known(requirement, setting, source, names)?;
    }
    let [stated, unstated] = &*FACTS;
    requirement.judge(stated, TODAY)?;
    requirement
        .judge(unstated, TODAY)
        .map_err(|failure| Failure {
            message: format!("for a post-mortem that states nothing: {}", failure.message),
            ..failure
        })?;
    Ok(())
}

/// Refuses a name that is no fact.
fn known(
    requirement: &Requirement<'_>,
    setting: &'static str,
    source: &str,
    names: Vec<String>,
) -> Result<(), Failure> {
    let [stated, _] = &*FACTS;
    let mut root = requirement.around(stated, TODAY);
    if let Some(items) = requirement.each {
        let first = items.of(stated).into_iter().next();
        root = with(root, items.one, first.unwrap_or_default());
    }
    for name in names {
        let Some((asked, near)) = unknown(&root, &name) else {
            continue;
        };
        let help =
            near.unwrap_or_else(|| "`whys inspect --format json` shows the facts".to_owned());
        let failure = Failure::new(setting, format!("there is no fact `{asked}`"));
        return Err(failure.at(source.find(&name).unwrap_or(0)).help(help));
    }
    Ok(())
}

/// The first part of `name` that is not there, and the name that may be meant. Only maps of a fixed form are looked
/// into: what an author may name himself is there or not.
fn unknown(root: &Value, name: &str) -> Option<(String, Option<String>)> {
    let mut here = root.clone();
    let mut path = String::new();
    for part in name.split('.') {
        if here.kind() != minijinja::value::ValueKind::Map || path == "impact.facts" {
            return None;
        }
        let next = here.get_attr(part).unwrap_or_default();
        if next.is_undefined() {
            let keys: Vec<String> = here
                .try_iter()
                .map(|keys| {
                    keys.filter_map(|key| key.as_str().map(str::to_owned))
                        .collect()
                })
                .unwrap_or_default();
            let near = did_you_mean(part, keys.iter().map(String::as_str));
            return Some((format!("{path}{}{part}", dot(&path)), near));
        }
        path = format!("{path}{}{part}", dot(&path));
        here = next;
    }
    None
}

fn dot(path: &str) -> &'static str {
    if path.is_empty() { "" } else { "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys that are null or empty in every value of a fact.
    fn unstated(values: &[serde_json::Value], path: &str, missing: &mut Vec<String>) {
        use serde_json::Value;
        let Some(keys) = values.iter().find_map(Value::as_object) else {
            let items: Vec<Value> = values
                .iter()
                .filter_map(Value::as_array)
                .flatten()
                .cloned()
                .collect();
            let is_list = values.iter().any(Value::is_array);
            if values.iter().all(Value::is_null) || is_list && items.is_empty() {
                missing.push(path.to_owned());
            } else if items.iter().any(Value::is_object) {
                unstated(&items, path, missing);
            }
            return;
        };
        for key in keys.keys() {
            let inner: Vec<Value> = values.iter().filter_map(|v| v.get(key)).cloned().collect();
            unstated(&inner, &format!("{path}.{key}"), missing);
        }
    }

    #[test]
    fn the_sample_states_everything() {
        let post = crate::read(SAMPLE.to_owned(), &ReadOptions::default());
        let mut missing = Vec::new();
        unstated(&[facts::json(&post)], "", &mut missing);
        // Whom it reached stands there only where nobody is counted.
        assert_eq!(missing, [".impact.reach"]);
    }
}
