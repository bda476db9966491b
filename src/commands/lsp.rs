//! `whys lsp`: the language server.

use super::{Io, Outcome};
use crate::cli::{Common, LspArgs};
use crate::error::Error;
use crate::lsp::{Ended, Options, serve};

pub(super) fn run(args: &LspArgs, common: &Common, _io: &mut Io<'_>) -> Result<Outcome, Error> {
    let options = Options {
        today: args.today,
        no_config: common.no_config,
    };
    // A message is no text for a terminal: its bytes are counted, and nothing may be stripped from them.
    let mut out = std::io::stdout().lock();
    match serve(std::io::stdin(), &mut out, options)? {
        Ended::Asked => Ok(Outcome::Clean),
        Ended::Left => Ok(Outcome::Abandoned),
    }
}
