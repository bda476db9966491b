//! What a rule with `check: require` demands: an expression over the facts of `whys inspect` that must hold, for the
//! document or for each of its actions, entries of the timeline, causes …

mod engine;
mod items;
mod proof;

use std::collections::BTreeMap;

use minijinja::Value;
use minijinja::value::{Serde, merge_maps};

use super::Settings;
use crate::diagnostic::Failure;
use crate::postmortem::SectionKind;
pub(super) use engine::Engine;
pub(crate) use items::Items;
pub(super) use proof::prove;

/// The settings that such a rule may have; whatever else stands there is its own, and `settings.NAME` in expressions.
pub(super) const SETTINGS: [&str; 6] = ["each", "when", "condition", "message", "help", "place"];

/// The settings of such a rule, read.
#[derive(Debug)]
pub(crate) struct Requirement<'r> {
    /// What is looked at one by one; none: the document.
    pub(crate) each: Option<&'static Items>,
    /// What belongs into the section where a document's own finding stands.
    pub(crate) place: Option<SectionKind>,
    when: &'r str,
    condition: &'r str,
    message: &'r str,
    help: &'r str,
    settings: &'r Settings,
}

/// What does not hold.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unmet {
    /// Which of the items; 0 for the document.
    pub(crate) index: usize,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl<'r> Requirement<'r> {
    /// Reads the settings.
    pub(crate) fn of(settings: &'r Settings) -> Result<Self, Failure> {
        for due in ["condition", "message"] {
            if settings.text(due).trim().is_empty() {
                let help = format!("write {due}: \"…\" below `settings`");
                return Err(Failure::new(due, format!("`{due}` is missing")).help(help));
            }
        }
        let each = match settings.text("each") {
            "" => None,
            word => Some(Items::named(word)?),
        };
        let place = match settings.text("place") {
            "" => None,
            word => Some(SectionKind::parse(word).ok_or_else(|| {
                Failure::new("place", format!("`{word}` is no section"))
                    .help("write one of the kinds that `whys inspect` shows, such as impact")
            })?),
        };
        Ok(Self {
            each,
            place,
            when: settings.text("when"),
            condition: settings.text("condition"),
            message: settings.text("message"),
            help: settings.text("help"),
            settings,
        })
    }

    /// What does not hold of `facts`, and of how many things it was asked.
    pub(crate) fn judge(&self, facts: &Value, today: &str) -> Result<(Vec<Unmet>, usize), Failure> {
        let items = match self.each {
            Some(items) => items.of(facts),
            None => vec![Value::UNDEFINED],
        };
        let mut unmet = Vec::new();
        let mut asked = 0;
        if items.is_empty() {
            return Ok((unmet, asked));
        }
        let engine = Engine::new(items.len());
        let when = engine.condition("when", self.when)?;
        let condition = engine.condition("condition", self.condition)?;
        let around = self.around(facts, today);
        for (index, item) in items.into_iter().enumerate() {
            let known = match self.each {
                Some(items) => with(around.clone(), items.one, item),
                None => around.clone(),
            };
            if !when.holds(&known)? {
                continue;
            }
            asked += 1;
            if condition.holds(&known)? {
                continue;
            }
            let help = engine.text("help", self.help, &known)?;
            unmet.push(Unmet {
                index,
                message: engine.text("message", self.message, &known)?,
                help: Some(help).filter(|help| !help.is_empty()),
            });
        }
        Ok((unmet, asked))
    }

    /// What an expression may ask: the facts, the day, the settings of its page.
    fn around(&self, facts: &Value, today: &str) -> Value {
        let settings = Value::from(Serde(self.settings.json()));
        with(
            with(facts.clone(), "today", Value::from(today)),
            "settings",
            settings,
        )
    }
}

/// The map with one more name.
fn with(map: Value, name: &str, value: Value) -> Value {
    merge_maps([map, Value::from(BTreeMap::from([(name, value)]))])
}
