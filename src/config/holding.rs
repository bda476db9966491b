//! What holds where a configuration holds: what its file states, and the defaults of all else.

use super::keys::{self, Key, Kind, Unset};
use super::{Config, Written};
use crate::rules::{COMMON, Rule, Rules, Setting};

/// A key and what holds for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The names on the way to it: `["tracker", "url"]`.
    pub key: Vec<String>,
    /// Its value; none where no value says what holds.
    pub value: Option<toml::Value>,
    /// The line of the file that states it; none for a default.
    pub line: Option<usize>,
    /// What holds in place of a value.
    pub otherwise: Option<String>,
}

impl Config {
    /// Every key in the order of [`keys::ROOT`]; of the rules those that the file sets, or `all` with all their settings.
    /// `rules` are those of this configuration.
    pub fn holding(&self, rules: &Rules, all: bool) -> Vec<Held> {
        let mut held = Vec::new();
        for key in keys::ROOT {
            match key.kind {
                Kind::Rules if all || !self.rules.is_empty() => {
                    let rules = rules.iter();
                    rules.for_each(|rule| self.rule(key.name, rule, all, &mut held));
                }
                _ => self.key(&[], key, &mut held),
            }
        }
        held
    }

    fn key(&self, way: &[String], key: &Key, held: &mut Vec<Held>) {
        let way = [way, &[key.name.to_owned()]].concat();
        match key.kind {
            Kind::Table(keys) => keys.iter().for_each(|key| self.key(&way, key, held)),
            Kind::Named(_) if self.below(&way).next().is_some() => {
                held.extend(self.below(&way).map(Held::written));
            }
            _ => held.push(
                self.written(&way)
                    .map_or_else(|| Held::unset(way.clone(), key.unset), Held::written),
            ),
        }
    }

    fn rule(&self, table: &str, rule: &Rule, all: bool, held: &mut Vec<Held>) {
        let way = [table.to_owned(), rule.id.to_string()];
        let common = COMMON.iter().map(|key| key.name);
        for name in common.chain(rule.page.settings.names()) {
            let way = [&way[..], &[name.to_owned()]].concat();
            match self.written(&way) {
                Some(written) => held.push(Held::written(written)),
                None if all => held.push(Held::default_of(way, rule, name)),
                None => {}
            }
        }
    }

    fn written(&self, way: &[String]) -> Option<&Written> {
        self.written.iter().find(|written| written.key == way)
    }

    /// What is written below a table, in the order of the file.
    fn below(&self, way: &[String]) -> impl Iterator<Item = &Written> {
        self.written.iter().filter(move |w| w.key.starts_with(way))
    }
}

impl Held {
    fn written(written: &Written) -> Self {
        Held {
            key: written.key.clone(),
            value: Some(written.value.clone()),
            line: Some(written.line),
            otherwise: None,
        }
    }

    fn unset(key: Vec<String>, unset: Unset) -> Self {
        let (value, otherwise) = match unset {
            Unset::Text(text) => (Some(toml::Value::from(text)), None),
            Unset::Told(told) => (None, Some(told.to_owned())),
        };
        Held {
            key,
            value,
            line: None,
            otherwise,
        }
    }

    fn default_of(key: Vec<String>, rule: &Rule, name: &str) -> Self {
        let page = &rule.page;
        let (value, otherwise) = match name {
            "from" => (Some(toml::Value::from(page.from.word())), None),
            "severity" => {
                let (facts, standard) = (page.facts.word(), page.standard.word());
                let voices = format!("{standard} under standard, {facts} under facts");
                (None, Some(voices))
            }
            _ => (page.settings.get(name).map(Setting::to_toml), None),
        };
        Held {
            key,
            value,
            line: None,
            otherwise,
        }
    }
}
