//! `whys config`: what holds for a path, and where it is said.

use std::fs;
use std::sync::Arc;

use super::{Io, Outcome};
use crate::cli::{Common, ConfigArgs, ConfigFormat};
use crate::config::{Config, Configs, FILE};
use crate::error::{Error, Unreadable};
use crate::report::config::{Holding, json, text};
use crate::report::harmless_json;
use crate::rules::Rules;
use crate::source::tree;

/// A configuration and its rules, or all that is wrong with them.
type Found = Result<(Arc<Config>, Rules), Vec<Error>>;

pub(super) fn run(args: &ConfigArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let path = tree::shown(&args.path);
    let (config, rules) =
        holding(args, common, &path)?.map_err(|errors| io.all_but_last(errors))?;
    let keys = config.holding(&rules, args.all);
    let holding = Holding {
        path: &path,
        file: config.file.as_deref(),
        keys: &keys,
    };
    let out = match args.format {
        ConfigFormat::Text => text(&holding, &title(&config, &path, common.no_config)),
        ConfigFormat::Json => harmless_json(&format!("{:#}\n", json(&holding))),
    };
    io.out.write_all(out.as_bytes())?;
    Ok(Outcome::Clean)
}

/// The configuration of a folder; of a file that with the overrides that hold for it.
fn holding(args: &ConfigArgs, common: &Common, shown: &str) -> Result<Found, Error> {
    let known = fs::metadata(&args.path).map_err(|error| Error::Read {
        path: shown.to_owned(),
        problem: Unreadable::Io(error),
    })?;
    let configs = Configs::new(common.no_config);
    let place = tree::absolute(&args.path);
    let config = match known.is_dir() {
        true => configs.of(&place),
        false => configs.of_document(&place),
    };
    Ok(config.and_then(|config| {
        let rules = config.load_rules()?;
        Ok((config, rules))
    }))
}

fn title(config: &Config, path: &str, off: bool) -> String {
    let path = if path == "." { "this folder" } else { path };
    match &config.file {
        Some(file) => format!("{file} holds for {path}"),
        None if off => format!("{FILE} is ignored (--no-config): the defaults hold for {path}"),
        None => format!("there is no {FILE} for {path}: the defaults hold"),
    }
}
