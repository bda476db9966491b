//! The options of `actions`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::ActionsCommand;
use crate::ledger::GroupBy;
use crate::postmortem::{State, Type};

/// List the open actions of all post-mortems, overdue ones first.
///
/// The overdue come first, then those of the gravest incidents, then by due date. In a Git repository each is followed
/// through the history, by its id or by what stays of its words: since when it is open, and how often its due date was
/// moved. What was followed is kept in the folder of Git for the next run.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ActionsArgs {
    /// What to do with some of them, in place of listing them; a folder of such a name is `./done`
    #[command(subcommand)]
    pub command: Option<ActionsCommand>,
    /// Files and folders; `-` is standard input; without any, the current folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Those of this repository; may be repeated, to list those of several
    #[arg(long, value_name = "PATH")]
    pub repo: Vec<PathBuf>,
    /// Those of the files of a commit: a branch, a tag or anything else that names one to Git
    #[arg(long, value_name = "REV", conflicts_with = "repo")]
    pub rev: Option<String>,
    /// Only those of this owner; `@me` is whoever Git says you are
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Only those of this team and the teams below it: `payments` has those of `payments/checkout`
    #[arg(long)]
    pub team: Option<String>,
    /// Only those of this type; may be repeated
    #[arg(long = "type", value_name = "TYPE", value_parser = kind())]
    pub kind: Vec<Type>,
    /// Only those in this state; may be repeated [default: open]
    #[arg(long, value_name = "STATE", value_parser = state(), conflicts_with = "all")]
    pub state: Vec<State>,
    /// Also those that are done or dropped
    #[arg(long)]
    pub all: bool,
    /// What happened since a day or a revision: what was opened, closed, reopened, moved to a later date, or vanished
    #[arg(long, value_name = "REV|DATE", conflicts_with_all = ["write", "check", "group_by", "state"])]
    pub since: Option<String>,
    /// Under headings, with the counts of each
    #[arg(long, value_name = "WHAT", value_parser = group_by())]
    pub group_by: Option<GroupBy>,
    /// End with exit code 1 when one that is listed is overdue
    #[arg(long)]
    pub fail_overdue: bool,
    /// Keep an overview page of the open actions: Markdown, or HTML by its name.
    ///
    /// It says what the files say and nothing of days or history, so that it changes with them only. In a file that has
    /// the lines `<!-- whys-actions -->` and `<!-- /whys-actions -->` only what is between them is written.
    #[arg(long, value_name = "FILE")]
    pub write: Option<PathBuf>,
    /// Show how an overview page differs from what `--write` would write; then the exit code is 1
    #[arg(long, value_name = "FILE", conflicts_with = "write")]
    pub check: Option<PathBuf>,
    /// The day to take for today
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub today: Option<Date>,
    /// How to print them
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub format: ActionsFormat,
    /// The address at which the current folder is found, for the links of markdown; without it they are relative
    #[arg(long, value_name = "ADDRESS")]
    pub links: Option<String>,
}

/// The formats of `actions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ActionsFormat {
    /// For the terminal
    Table,
    /// A table for a page
    Markdown,
    /// A page for a browser
    Html,
    /// One object for machines
    Json,
    /// Rows for a spreadsheet
    Csv,
    /// For scripts and shells: what `whys actions done` takes, a tab, and the text
    Ids,
}

fn kind() -> impl TypedValueParser<Value = Type> {
    PossibleValuesParser::new(Type::WORDS).map(|word| Type::parse(&word).unwrap_or_default())
}

fn state() -> impl TypedValueParser<Value = State> {
    PossibleValuesParser::new(State::WORDS).map(|word| State::parse(&word).unwrap_or_default())
}

fn group_by() -> impl TypedValueParser<Value = GroupBy> {
    PossibleValuesParser::new(GroupBy::WORDS)
        .map(|word| GroupBy::parse(&word).unwrap_or(GroupBy::Unit))
}
