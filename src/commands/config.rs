//! `whys config`: what holds for a path, and where it is said.

use std::fs;
use std::path::Path;

use super::{Io, Outcome};
use crate::cli::{Common, ConfigArgs, ConfigFormat};
use crate::config::{Config, Configs, FILE};
use crate::error::{Error, Unreadable};
use crate::report::config::{Holding, json, text};
use crate::report::harmless_json;
use crate::source::tree;

pub(super) fn run(args: &ConfigArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let path = tree::shown(&args.path);
    let config = Configs::new(common.no_config)
        .of(&folder(&args.path, &path)?)
        .map_err(|errors| io.all_but_last(errors))?;
    let keys = config.holding(&config.load_rules()?, args.all);
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

/// The absolute folder whose configuration holds for a file or folder.
fn folder(path: &Path, shown: &str) -> Result<std::path::PathBuf, Error> {
    let known = fs::metadata(path).map_err(|error| Error::Read {
        path: shown.to_owned(),
        problem: Unreadable::Io(error),
    })?;
    let place = tree::absolute(path);
    Ok(match place.parent() {
        Some(parent) if !known.is_dir() => parent.to_owned(),
        _ => place,
    })
}

fn title(config: &Config, path: &str, off: bool) -> String {
    let path = if path == "." { "this folder" } else { path };
    match &config.file {
        Some(file) => format!("{file} holds for {path}"),
        None if off => format!("{FILE} is ignored (--no-config): the defaults hold for {path}"),
        None => format!("there is no {FILE} for {path}: the defaults hold"),
    }
}
