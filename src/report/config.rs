//! The configuration that holds for a path, as TOML and for machines.

use anstyle::Style as Look;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::{Version, toml_text, visible};
use crate::config::Held;

const DIM: Look = Look::new().dimmed();

/// What holds for a path.
#[derive(Clone, Copy, Debug)]
pub struct Holding<'a> {
    /// The path that was asked about.
    pub path: &'a str,
    /// The file that holds for it; none where there is none.
    pub file: Option<&'a str>,
    /// The keys that were asked for.
    pub keys: &'a [Held],
}

/// A `whys.toml` that says the same, with the place of every value behind it; `title` is its first comment.
pub fn text(holding: &Holding<'_>, title: &str) -> String {
    let mut out = format!("{DIM}# {}{DIM:#}\n", visible(title));
    let mut table: Option<&[String]> = None;
    for held in holding.keys {
        let Some((name, above)) = held.key.split_last() else {
            continue;
        };
        if table != Some(above) {
            table = Some(above);
            out.push('\n');
            if !above.is_empty() {
                out.push_str(&format!("[{}]\n", toml_text::path(above)));
            }
        }
        out.push_str(&line(holding, held, name));
    }
    out
}

fn line(holding: &Holding<'_>, held: &Held, name: &str) -> String {
    let name = toml_text::key(name);
    match &held.value {
        Some(value) => {
            let source = source(holding, held);
            let value = toml_text::value(value);
            format!("{name} = {value}{DIM}  # {}{DIM:#}\n", visible(&source))
        }
        None => {
            let otherwise = held.otherwise.as_deref().unwrap_or_default();
            format!("{DIM}# {name}: {} (default){DIM:#}\n", visible(otherwise))
        }
    }
}

fn source(holding: &Holding<'_>, held: &Held) -> String {
    match (holding.file, held.line) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        _ => "default".to_owned(),
    }
}

/// What holds for a path.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Report<'a> {
    version: Version<1>,
    /// The path that was asked about.
    path: &'a str,
    /// The whys.toml that holds for it; null where there is none.
    file: Option<&'a str>,
    /// Every key of whys.toml; of the rules those that the file sets, or all with --all.
    keys: Vec<Setting<'a>>,
}

/// A key and what holds for it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Key")]
struct Setting<'a> {
    /// As TOML names it: teams."payments/checkout".
    key: String,
    /// Its value; null where no value says what holds.
    value: Value,
    /// The line of the file that states it; null for a default.
    line: Option<usize>,
    /// What holds in place of a value, in words.
    otherwise: Option<&'a str>,
}

/// What holds as one object.
pub fn json(holding: &Holding<'_>) -> Value {
    let keys = holding.keys.iter().map(|held| Setting {
        key: toml_text::path(&held.key),
        value: serde_json::to_value(&held.value).unwrap_or_default(),
        line: held.line,
        otherwise: held.otherwise.as_deref(),
    });
    let report = Report {
        version: Version,
        path: holding.path,
        file: holding.file,
        keys: keys.collect(),
    };
    serde_json::to_value(report).unwrap_or_default()
}
