//! `whys inspect`: every fact that was read, with its line.

use super::{Io, Outcome, documents};
use crate::cli::{Common, InspectArgs, InspectFormat};
use crate::config::Configs;
use crate::error::Error;
use crate::report::{facts, facts_text, harmless_json};
use crate::source::{Origin, Request};

pub(super) fn run(args: &InspectArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    let origin = Origin::of(false, args.rev.as_deref())?;
    let configs = Configs::read_from(origin, common.no_config);
    let request = Request {
        paths: &args.paths,
        stdin_filename: args.stdin_filename.as_deref(),
        ..Request::default()
    };
    let found = documents::find(request, &configs, io)?;
    let done = documents::read(found, io, |post, _, _, _| {
        Ok(match args.format {
            InspectFormat::Json => harmless_json(&format!("{}\n", facts::json(post))),
            InspectFormat::Text => facts_text::text(post),
        })
    });
    for text in done.results {
        io.out.write_all(text.as_bytes())?;
    }
    Ok(done.outcome)
}
