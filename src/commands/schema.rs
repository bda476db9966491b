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
    let here = tree::absolute(Path::new("."));
    let configs = Configs::new(common.no_config);
    // Whoever is about to mend a broken whys.toml needs its schema.
    let (known, rules) = match args.schema.asks_configuration() {
        true => {
            let config = configs.of(&here);
            let both = config.and_then(|config| Ok((config.known(), config.load_rules()?)));
            both.map_err(|errors| io.all_but_last(errors))?
        }
        false => (Known::default(), configs.rules(&here)),
    };
    let schema = args.schema.json(&known, &rules);
    let schema = format!("{schema:#}\n");
    io.out.write_all(harmless_json(&schema).as_bytes())?;
    Ok(Outcome::Clean)
}
