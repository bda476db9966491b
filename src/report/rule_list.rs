//! The list of the rules, for people and for machines.

use anstyle::Style as Look;
use serde_json::{Value, json};

use crate::rules::{Rule, Rules, Setting, Voice};

/// The version of the JSON; it only grows by additions.
const VERSION: u32 = 1;

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

/// The rules as one object.
pub fn json(rules: &Rules) -> Value {
    json!({
        "version": VERSION,
        "rules": rules.iter().map(one).collect::<Vec<_>>(),
    })
}

fn one(rule: &Rule) -> Value {
    let page = &rule.page;
    let settings = page.settings.names().filter_map(|name| {
        let value = match page.settings.get(name)? {
            Setting::Flag(flag) => json!(flag),
            Setting::Number(number) => super::facts::number(*number),
            Setting::Text(text) => json!(text),
            Setting::List(list) => json!(list),
            Setting::Table(table) => json!(table),
        };
        Some((name.to_owned(), value))
    });
    json!({
        "id": rule.id,
        "group": page.group.word(),
        "summary": page.summary,
        "why": page.why,
        "question": page.question,
        "facts": page.facts.word(),
        "standard": page.standard.word(),
        "from": page.from.word(),
        "fixable": page.fix.is_some(),
        "settings": settings.collect::<serde_json::Map<_, _>>(),
        "url": rule.url(),
    })
}
