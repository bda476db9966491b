//! The list of the templates, for people and for machines.

use anstyle::Style as Look;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Version, visible};
use crate::template::Listed;

const DIM: Look = Look::new().dimmed();

/// The templates, a line each.
pub fn text(listed: &[Listed]) -> String {
    let width = listed.iter().map(|one| one.name.chars().count()).max();
    let width = width.unwrap_or(0);
    let lines = listed.iter().map(|one| {
        let about = one.about.as_deref().unwrap_or_default();
        let path = match &one.path {
            Some(path) => format!("  {DIM}{}{DIM:#}", visible(path)),
            None => String::new(),
        };
        let line = format!("{:width$}  {}{path}", visible(&one.name), visible(about));
        format!("{}\n", line.trim_end())
    });
    lines.collect()
}

/// The templates of new post-mortems.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct List<'a> {
    version: Version<1>,
    /// By name.
    templates: Vec<Template<'a>>,
}

/// A template.
#[derive(Debug, Serialize, JsonSchema)]
struct Template<'a> {
    /// Its name: `whys new --template NAME`.
    name: &'a str,
    /// The path of a team's own; null for those that ship with whys.
    path: Option<&'a str>,
    /// What it says about itself.
    about: Option<&'a str>,
}

/// The same as JSON.
pub fn json(listed: &[Listed]) -> serde_json::Value {
    let templates = listed.iter().map(|one| Template {
        name: &one.name,
        path: one.path.as_deref(),
        about: one.about.as_deref(),
    });
    let list = List {
        version: Version,
        templates: templates.collect(),
    };
    serde_json::to_value(list).unwrap_or_default()
}
