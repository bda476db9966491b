//! `whys schema`: what is printed and read fits its schema, and what is wrong does not.

#[path = "../program/mod.rs"]
mod program;

mod configuration;
mod front_matter;
mod outputs;

use jsonschema::Validator;
use program::Folder;
use serde_json::Value;

/// The schema that whys prints in a folder.
fn schema_in(folder: &Folder, name: &str) -> Value {
    let ran = folder.whys(&["schema", name]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
    serde_json::from_str(&ran.out).expect("JSON")
}

/// The schema where there is no configuration.
fn schema(name: &str) -> Value {
    schema_in(&Folder::new(), name)
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema")
}

/// What is wrong with an instance, each with its place.
fn wrong(validator: &Validator, instance: &Value) -> Vec<String> {
    let errors = validator.iter_errors(instance);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn every_schema_is_one_and_says_what_it_describes() {
    for known in whys::schema::ALL {
        let schema = schema(known.name);
        if let Err(error) = jsonschema::draft202012::meta::validate(&schema) {
            panic!("{}: {error}", known.name);
        }
        assert_eq!(schema["title"], format!("whys {}", known.name));
        assert_eq!(schema["description"], format!("{}.", known.about));
    }
}

#[test]
fn the_front_matter_is_what_is_printed_without_a_name() {
    let folder = Folder::new();
    let ran = folder.whys(&["schema"]);
    assert_eq!(ran.out, folder.whys(&["schema", "front-matter"]).out);
    let ran = folder.whys(&["schema", "lnit"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("'lint'"), "{}", ran.err);
}
