//! `whys templates`: the templates that there are, and their sources.

use std::path::Path;

use super::{Io, Outcome};
use crate::cli::{Common, TemplatesArgs, TemplatesFormat};
use crate::config::Configs;
use crate::error::Error;
use crate::report::{harmless_json, template_list};
use crate::source::tree;
use crate::template::Templates;

pub(super) fn run(
    args: &TemplatesArgs,
    common: &Common,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let here = tree::absolute(Path::new("."));
    let config = Configs::new(common.no_config)
        .of(&here)
        .map_err(|errors| io.all_but_last(errors))?;
    let templates = Templates::of(&config);
    let text = match (&args.show, args.format) {
        (Some(name), _) => templates.source(name)?,
        (None, TemplatesFormat::Text) => template_list::text(&templates.list()?),
        (None, TemplatesFormat::Json) => {
            harmless_json(&format!("{:#}\n", template_list::json(&templates.list()?)))
        }
    };
    io.out.write_all(text.as_bytes())?;
    Ok(Outcome::Clean)
}
