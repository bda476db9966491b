//! The options of the commands that show and change nothing: `inspect`, `rules`, `explain`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// Show every fact that was read, with its line.
///
/// What whys did not find it does not show: nothing is guessed.
#[derive(Args, Debug)]
pub struct InspectArgs {
    /// Files, or folders of post-mortems; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// Read the files of a commit: a branch, a tag or anything else that names one to Git
    #[arg(long, value_name = "REV")]
    pub rev: Option<String>,
    /// The path of what comes from standard input
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// How to print the facts
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: InspectFormat,
}

/// The formats of `inspect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InspectFormat {
    /// For people
    Text,
    /// One object a file, each on a line
    Json,
}

/// List the rules, those of the team in .whys/rules included.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct RulesArgs {
    /// What else to do with them.
    #[command(subcommand)]
    pub command: Option<RulesCommand>,
    /// How to print them
    #[arg(short, long, value_name = "FORMAT", default_value = "text")]
    pub format: RulesFormat,
}

/// What else `rules` does.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Run the examples on the pages of the team's own rules
    Test(RulesTestArgs),
}

/// Run the examples on the pages of the team's own rules.
///
/// A fence `md bad` must be reported exactly as the fence `text output` below it shows, and a fence `md good` not at all.
/// Exit code: 0 all are, 1 some are not, 2 a page is broken.
#[derive(Args, Debug)]
pub struct RulesTestArgs {
    /// Pages, or folders of pages; without any, those of .whys/rules
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Write the outputs into the pages as they are now
    #[arg(long)]
    pub bless: bool,
}

/// The formats of `rules`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    /// For people
    Text,
    /// One object for machines
    Json,
}

/// Explain a rule: how it decides, what it leaves alone, examples.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// Its name, as it stands in a finding
    #[arg(value_name = "RULE")]
    pub rule: String,
}
