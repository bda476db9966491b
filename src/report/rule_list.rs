//! The list of the rules, for people and for machines.

use anstyle::Style as Look;
use serde_json::{Value, json};

use super::visible;
use crate::rules::{Rule, Rules, Voice};

/// The version of the JSON; it only grows by additions.
const VERSION: u32 = 1;

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

/// The rules as one object.
pub fn json(rules: &Rules) -> Value {
    json!({
        "version": VERSION,
        "rules": rules.iter().map(one).collect::<Vec<_>>(),
    })
}

fn one(rule: &Rule) -> Value {
    let page = &rule.page;
    json!({
        "id": rule.id,
        "group": page.group.word(),
        "summary": page.summary,
        "why": page.why,
        "question": page.question,
        "facts": page.facts.word(),
        "standard": page.standard.word(),
        "from": page.from.word(),
        "settings": page.settings.json(),
        "url": rule.url(),
        "path": rule.path(),
    })
}
