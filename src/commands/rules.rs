//! `whys rules` and `whys explain`: what is looked for, as configured for the current folder.

use std::path::Path;

use super::{Io, Outcome, rule_tests};
use crate::cli::{Common, ExplainArgs, RulesArgs, RulesCommand, RulesFormat};
use crate::config::Configs;
use crate::error::Error;
use crate::report::{harmless_json, rule_list, rule_page};
use crate::rules::Rules;
use crate::source::tree;

pub(super) fn list(args: &RulesArgs, common: &Common, io: &mut Io<'_>) -> Result<Outcome, Error> {
    if let Some(RulesCommand::Test(args)) = &args.command {
        return rule_tests::run(args, common, io);
    }
    let rules = configured(common, io)?;
    match args.format {
        RulesFormat::Text => io.out.write_all(rule_list::text(&rules).as_bytes())?,
        RulesFormat::Json => {
            let json = format!("{:#}\n", rule_list::json(&rules));
            io.out.write_all(harmless_json(&json).as_bytes())?;
        }
    }
    Ok(Outcome::Clean)
}

pub(super) fn explain(
    args: &ExplainArgs,
    common: &Common,
    io: &mut Io<'_>,
) -> Result<Outcome, Error> {
    let rules = configured(common, io)?;
    let rule = rules
        .get(&args.rule)
        .ok_or_else(|| Error::unknown_rule(&args.rule, rules.nearest(&args.rule)))?;
    io.out.write_all(rule_page::text(rule).as_bytes())?;
    Ok(Outcome::Clean)
}

fn configured(common: &Common, io: &mut Io<'_>) -> Result<Rules, Error> {
    let here = tree::absolute(Path::new("."));
    let config = Configs::new(common.no_config).of(&here);
    let rules = config.and_then(|config| config.load_rules());
    rules.map_err(|errors| io.all_but_last(errors))
}
