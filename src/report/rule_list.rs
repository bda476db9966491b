//! The list of the rules, for people and for machines.

use anstyle::Style as Look;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Version, number};
use crate::postmortem::Status;
use crate::rules::{Group, Rule, Rules, Setting, Voice};

const BOLD: Look = Look::new().bold();
const DIM: Look = Look::new().dimmed();

/// The rules by group, with their voices.
pub fn text(rules: &Rules) -> String {
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = format!(
        "{DIM}{:width$}  {:<10}  {:<8}  {:<6}  it reports{DIM:#}\n",
        "rule", "facts", "standard", "from"
    );
    let mut group = None;
    for rule in rules.iter() {
        let page = &rule.page;
        if group.replace(page.group) != Some(page.group) {
            text.push_str(&format!("\n{BOLD}{}{BOLD:#}\n", page.group.word()));
        }
        text.push_str(&format!(
            "{:width$}  {:<10}  {:<8}  {:<6}  {}\n",
            rule.id,
            dash(page.facts),
            dash(page.standard),
            page.from.word(),
            page.summary
        ));
    }
    text
}

fn dash(voice: Voice) -> &'static str {
    match voice {
        Voice::Silent => "–",
        voice => voice.word(),
    }
}

/// The rules, with the settings of the configuration laid over their pages.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct List<'a> {
    version: Version<1>,
    /// By the part of the post-mortem that they are about.
    rules: Vec<Listed<'a>>,
}

/// A rule.
#[derive(Debug, Serialize, JsonSchema)]
struct Listed<'a> {
    /// Its name.
    id: &'a str,
    /// The part of the post-mortem that it is about.
    group: Group,
    /// What it reports.
    summary: &'a str,
    /// What the defect costs.
    why: &'a str,
    /// What a bar raiser asks.
    question: &'a str,
    /// How loud it is in documents without a status.
    facts: Voice,
    /// How loud it is in documents with one.
    standard: Voice,
    /// The status from which it speaks.
    from: Status,
    /// Whether `whys lint --fix` corrects what it reports.
    fixable: bool,
    /// Its own settings.
    settings: Map<String, Value>,
    /// Where its page is published.
    url: String,
}

/// The rules as one object.
pub fn json(rules: &Rules) -> Value {
    let list = List {
        version: Version,
        rules: rules.iter().map(one).collect(),
    };
    serde_json::to_value(list).unwrap_or_default()
}

fn one(rule: &Rule) -> Listed<'_> {
    let page = &rule.page;
    let settings = page.settings.names().filter_map(|name| {
        let value = setting(page.settings.get(name)?);
        Some((name.to_owned(), value))
    });
    Listed {
        id: &rule.id,
        group: page.group,
        summary: &page.summary,
        why: &page.why,
        question: &page.question,
        facts: page.facts,
        standard: page.standard,
        from: page.from,
        fixable: page.fix.is_some(),
        settings: settings.collect(),
        url: rule.url(),
    }
}

/// The value of a setting.
pub(crate) fn setting(setting: &Setting) -> Value {
    let number = |value: &f64| number(*value).map_or(Value::Null, Value::Number);
    match setting {
        Setting::Flag(flag) => Value::from(*flag),
        Setting::Number(value) => number(value),
        Setting::Text(text) => Value::from(text.as_str()),
        Setting::List(list) => Value::from(list.as_slice()),
        Setting::Table(table) => {
            let entries = table
                .iter()
                .map(|(name, value)| (name.clone(), number(value)));
            Value::Object(entries.collect())
        }
    }
}
