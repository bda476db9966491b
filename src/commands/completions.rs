//! `whys completions`: scripts for shells, made from the command line itself.

use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory};

use super::{Io, Outcome};
use crate::cli::{Cli, Common, CompletionsArgs};
use crate::config::Configs;
use crate::error::Error;
use crate::rules::Rules;
use crate::source::tree;

/// What options and arguments call the name of a rule.
const RULE: &str = "RULE";

pub(super) fn run(
    args: &CompletionsArgs,
    common: &Common,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let here = tree::absolute(Path::new("."));
    let rules = Configs::new(common.no_config).rules(&here);
    let mut command = with_rules(Cli::command(), &rules);
    // A shell that goes away is no defect, so the script is not written straight to it.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "whys", &mut script);
    io.out.write_all(&script)?;
    Ok(Outcome::Clean)
}

/// The command line with the names of the rules wherever one is asked for. They are no more than offered: elsewhere a team
/// has others of its own.
fn with_rules(command: Command, rules: &Rules) -> Command {
    let names = || rules.iter().map(|rule| rule.id.to_string());
    command.mut_subcommands(|command| {
        command.mut_args(|arg| match takes_rule(&arg) {
            true => arg.value_parser(PossibleValuesParser::new(names())),
            false => arg,
        })
    })
}

fn takes_rule(arg: &Arg) -> bool {
    let names = arg.get_value_names().unwrap_or_default();
    names.iter().any(|name| name == RULE)
}
