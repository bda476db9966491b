//! `whys completions`: scripts for shells, made from the command line itself.

use std::path::Path;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory};
use clap_complete::Shell;

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
    let script = String::from_utf8(script).unwrap_or_default();
    io.out
        .write_all(with_actions(script, args.shell).as_bytes())?;
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

/// The script with the ids of actions, which only a run of whys knows: those that are open, for `reopen` those that are
/// closed. clap_complete can ask the program itself, but calls that unstable and does it in another way in each version; a
/// few lines of the shell need no more than what `whys actions --format ids` prints.
fn with_actions(mut script: String, shell: Shell) -> String {
    match shell {
        Shell::Bash => {
            // Below the words that clap knows, `complete` names the function that is asked first.
            let script = script.replace("complete -F _whys ", "complete -F _whys_actions ");
            format!("{BASH}{script}")
        }
        Shell::Zsh => {
            let argument = "'*::actions -- ";
            let lines = script.lines().map(|line| match line.contains(argument) {
                true => line.replace(":_default'", ":_whys_actions'"),
                false => line.to_owned(),
            });
            let lines: Vec<String> = lines.collect();
            let script = lines.join("\n");
            // The first line tells zsh what the script is for.
            match script.split_once('\n') {
                Some((first, rest)) => format!("{first}\n{ZSH}{rest}\n"),
                None => script,
            }
        }
        Shell::Fish => {
            script.push_str(FISH);
            script
        }
        _ => script,
    }
}

/// A place holds a colon, at which bash parts words: what stands before it is taken off what is offered.
const BASH: &str = r#"_whys_actions() {
    local cur="${COMP_LINE:0:COMP_POINT}" state="" before="${COMP_WORDS[COMP_CWORD-1]}"
    cur="${cur##*[[:space:]]}"
    if [[ "${COMP_WORDS[1]}" != actions || $COMP_CWORD -lt 3 || "$cur" == -* || "$before" == --[!d]* ]]; then
        _whys "$@"
        return
    fi
    case "${COMP_WORDS[2]}" in
        done|drop|assign|due) ;;
        reopen) state="--state done --state dropped" ;;
        *) _whys "$@"; return ;;
    esac
    local IFS=$'\n' name
    COMPREPLY=()
    for name in $(IFS=' '; command "${COMP_WORDS[0]}" actions --quiet --format ids $state 2>/dev/null); do
        name="${name%%$'\t'*}"
        if [[ "$name" == "$cur"* ]]; then
            [[ "$cur" == *:* && "$COMP_WORDBREAKS" == *:* ]] && name="${name#"${cur%:*}:"}"
            COMPREPLY+=("$name")
        fi
    done
}

"#;

const ZSH: &str = r#"
_whys_actions() {
    local -a state names
    [[ "$LBUFFER" == *" reopen "* ]] && state=(--state done --state dropped)
    names=(${(f)"$(command whys actions --quiet --format ids $state 2>/dev/null)"})
    names=(${names//:/\\:})
    names=(${names/$'\t'/:})
    _describe -t actions 'action' names
}
"#;

const FISH: &str = r#"complete -c whys -n "__fish_whys_using_subcommand actions; and __fish_seen_subcommand_from done drop assign due" -f -a "(whys actions --quiet --format ids 2>/dev/null)"
complete -c whys -n "__fish_whys_using_subcommand actions; and __fish_seen_subcommand_from reopen" -f -a "(whys actions --quiet --format ids --state done --state dropped 2>/dev/null)"
"#;

fn takes_rule(arg: &Arg) -> bool {
    let names = arg.get_value_names().unwrap_or_default();
    names.iter().any(|name| name == RULE)
}
