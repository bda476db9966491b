//! The list of the rules, for people and for machines.

use anstyle::Style as Look;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Version, visible};
use crate::postmortem::Status;
use crate::rules::{Group, Rule, Rules, Voice};

const BOLD: Look = Look::new().bold();
const DIM: Look = Look::new().dimmed();

/// The rules by group, with their voices; of a team's own, also the path.
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
        let own = match rule.path() {
            Some(path) => format!("  {DIM}{}{DIM:#}", visible(path)),
            None => String::new(),
        };
        text.push_str(&format!(
            "{:width$}  {:<10}  {:<8}  {:<6}  {}{own}\n",
            rule.id,
            dash(page.facts),
            dash(page.standard),
            page.from.word(),
            visible(&page.summary)
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
    /// Where its page is published; the path of a team's own.
    url: String,
    /// The path of the page of a team's own rule; null for those that ship with whys.
    path: Option<&'a str>,
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
        settings: page.settings.json(),
        url: rule.url(),
        path: rule.path(),
    }
}
