//! JSON Schemas (draft 2020-12) of what whys reads and of what it writes, each made from the code that reads or writes.

mod config;
mod front_matter;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Value, json};

use crate::report as output;
use crate::rules::{Known, Needs, Rules};

/// A schema that `whys schema` prints.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// Its name.
    pub name: &'static str,
    /// What it describes.
    pub about: &'static str,
    /// The command whose `--format json` it describes; none for what whys reads.
    pub command: Option<&'static str>,
    make: Make,
}

#[derive(Clone, Copy, Debug)]
enum Make {
    /// It is the same everywhere.
    Fixed(fn() -> Value),
    /// Lists of the configuration stand in it.
    Listing(fn(&Known, &Needs) -> Value),
    /// The settings of the rules stand in it.
    Rules(fn(&Rules) -> Value),
}

/// All of them. What a command prints as JSON is a type that derives `Serialize` and `JsonSchema`, and has a line here.
#[rustfmt::skip]
pub const ALL: &[Schema] = &[
    read("front-matter", "The front matter of a post-mortem", Make::Listing(front_matter::schema)),
    read("config", "The configuration, whys.toml", Make::Rules(config::schema)),
    output("lint", "lint", "What `whys lint --format json` prints", of::<output::json::Report>),
    output("inspect", "inspect", "What `whys inspect --format json` prints of each file, on a line", of::<output::facts::Facts>),
    output("actions", "actions", "What `whys actions --format json` prints", of::<output::actions_json::Actions>),
    output("related", "related", "What `whys related --format json` prints", of::<output::related_json::Related>),
    output("rules", "rules", "What `whys rules --format json` prints", of::<output::rule_list::List>),
    output("templates", "templates", "What `whys templates --format json` prints", of::<output::template_list::List>),
    output("review", "review", "What `whys review --format json` prints", of::<output::review_json::Review>),
    output("config-output", "config", "What `whys config --format json` prints", of::<output::config::Report>),
];

const fn read(name: &'static str, about: &'static str, make: Make) -> Schema {
    Schema {
        name,
        about,
        command: None,
        make,
    }
}

const fn output(
    name: &'static str,
    command: &'static str,
    about: &'static str,
    make: fn() -> Value,
) -> Schema {
    let (command, make) = (Some(command), Make::Fixed(make));
    Schema {
        name,
        about,
        command,
        make,
    }
}

impl Schema {
    /// The one of this name.
    pub fn named(name: &str) -> Option<&'static Schema> {
        ALL.iter().find(|schema| schema.name == name)
    }

    /// Whether lists of the configuration stand in it.
    pub fn asks_configuration(&self) -> bool {
        matches!(self.make, Make::Listing(_))
    }

    /// The schema; `known` is what the configuration lists, `rules` are those that it sets or may set.
    pub fn json(&self, known: &Known, rules: &Rules) -> Value {
        let schema = match self.make {
            Make::Fixed(make) => make(),
            Make::Listing(make) => make(known, &Needs::of(rules)),
            Make::Rules(make) => make(rules),
        };
        let mut whole = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": format!("whys {}", self.name),
            "description": format!("{}.", self.about),
        });
        if let (Value::Object(whole), Value::Object(schema)) = (&mut whole, schema) {
            let stated = schema
                .into_iter()
                .filter(|(key, _)| !HEAD.contains(&key.as_str()));
            whole.extend(stated);
        }
        whole
    }
}

/// What every schema says of itself, first.
const HEAD: [&str; 3] = ["$schema", "title", "description"];

/// The schema of a type as it is written.
fn of<T: JsonSchema>() -> Value {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings
        .transforms
        .push(Box::new(RecursiveTransform(without_format)));
    settings.into_generator().into_root_schema_for::<T>().into()
}

/// Takes out the names of Rust's own sorts of numbers, which no validator knows.
fn without_format(schema: &mut schemars::Schema) {
    schema.remove("format");
}
