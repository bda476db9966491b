//! `whys schema`: what editors and programs may expect.

use std::path::Path;

use super::{Io, Outcome};
use crate::cli::{Common, SchemaArgs};
use crate::config::Configs;
use crate::error::Error;
use crate::report::harmless_json;
use crate::rules::Known;
use crate::source::tree;

pub(super) fn run(args: &SchemaArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    // Whoever is about to mend a broken whys.toml needs its schema.
    let known = match args.schema.asks_configuration() {
        true => known(common, io)?,
        false => Known::default(),
    };
    let schema = format!("{:#}\n", args.schema.json(&known));
    io.out.write_all(harmless_json(&schema).as_bytes())?;
    Ok(Outcome::Clean)
}

fn known(common: &Common, io: &mut Io<'_>) -> Result<Known, Error> {
    let here = tree::absolute(Path::new("."));
    let config = Configs::new(common.no_config)
        .of(&here)
        .map_err(|errors| io.all_but_last(errors))?;
    Ok(config.known())
}
